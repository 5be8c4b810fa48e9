"""calendar: ground floor."""
