"""privacy: ground floor."""
