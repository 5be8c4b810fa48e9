"""people: ground floor."""
