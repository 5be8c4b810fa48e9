"""News: the voice of who leads, for everybody or some, and questions back to them, with or without a name."""

from bots.bot import Bot
from bots.news import answer, ask, correct, listing, moderate, react, read, write

bot = Bot("news", __doc__, [listing, write, read, react, correct, ask, moderate, answer])
