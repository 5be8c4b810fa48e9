"""News: the voice of who leads, for everybody or some, that people can read, find useful and answer."""

from bots.bot import Bot
from bots.news import correct, listing, react, read, write

bot = Bot("news", __doc__, [listing, write, read, react, correct])
