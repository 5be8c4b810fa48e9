"""desk: ground floor."""
