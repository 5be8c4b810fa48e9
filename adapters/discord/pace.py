"""How fast Townhall speaks on Discord: 50 calls a second in all, and new conversations few at a time (T20).

How fast one channel may go, Discord tells with every answer, and discord.py waits for it.
"""

from adapters.pacing import Rate

ALL, OPENING = ("all", ""), ("opening", "")
RATES = {"all": Rate(49.5), "opening": Rate(10 / 60, 10)}
"""No second sees more than 50 calls. Many new conversations at once are taken for spam, and the bot is locked out."""
REST_SECONDS = 600.0
"""No new conversation at all for so long after Discord said that it went too fast."""
