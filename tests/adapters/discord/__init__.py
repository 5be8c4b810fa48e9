"""The real adapter on the real discord.py, against the strict Discord of the tests."""
