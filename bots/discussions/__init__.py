"""Discussions: who must be heard on a topic, how far that is, and the decision with its reasons told to all who took part."""

from bots.bot import Bot
from bots.discussions import close, hands, heard, idea, remind, start

bot = Bot("discussions", __doc__, [start, heard, remind, hands, idea, close])
