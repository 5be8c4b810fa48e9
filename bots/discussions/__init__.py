"""Discussions: who must be heard on a topic, how far that is, and the decision with its reasons told to all who took part."""

from bots.bot import Bot

bot = Bot("discussions", __doc__, [])
