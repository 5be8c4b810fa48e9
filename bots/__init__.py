"""The conversations: commands, forms, messages and reactions, for any chat platform."""
