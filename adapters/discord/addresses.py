"""Where things stand in Discord, as the opaque text that the rest of Townhall keeps: `discord:<server>/<channel>[/<message>]`."""

from bots.chat import Failed
from core.values import frozen

PLATFORM, DIRECT = "discord", "@me"


@frozen
class Spot:
    """A conversation, or a message in it. A thread is a channel of its own; direct messages belong to no server."""

    guild: str
    channel: str
    message: str = ""

    def __str__(self) -> str:
        return f"{PLATFORM}:{self.guild}/{self.channel}" + (f"/{self.message}" if self.message else "")

    @property
    def direct(self) -> bool:
        """Whether this is a direct conversation with Townhall."""
        return self.guild == DIRECT


def spot(text: str) -> Spot:
    """The place that this text names; raises Failed for text that Discord never had."""
    platform, _colon, rest = text.partition(":")
    guild, *ids = rest.split("/")
    known = guild == DIRECT or guild.isdecimal()
    if platform != PLATFORM or not known or not 1 <= len(ids) <= 2 or not all(one.isdecimal() for one in ids):
        raise Failed("no_such_conversation")
    return Spot(guild, *ids)
