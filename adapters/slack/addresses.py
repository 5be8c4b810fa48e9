"""Where things stand in Slack, as the opaque text that the rest of Townhall keeps: `slack:T1/C1` and `slack:T1/C1/1699.01`."""

from bots.chat import Failed, Where
from core.values import frozen

PLATFORM = "slack"


@frozen
class Spot:
    """A conversation, a message in it, or the thread under that message."""

    space: str
    channel: str
    ts: str = ""

    def __str__(self) -> str:
        return f"{PLATFORM}:{self.space}/{self.channel}" + (f"/{self.ts}" if self.ts else "")

    @property
    def direct(self) -> bool:
        """Whether this is a direct conversation with Townhall."""
        return self.channel.startswith("D") or bool(self.user)

    @property
    def user(self) -> str:
        """The user whose direct conversation this is, where its own id is not known yet; else empty."""
        return self.channel if self.channel[:1] in ("U", "W") else ""


def spot(text: str) -> Spot:
    """The place that this text names; raises Failed for text that Slack never had."""
    platform, _colon, rest = text.partition(":")
    parts = rest.split("/")
    if platform != PLATFORM or not 2 <= len(parts) <= 3 or not all(parts):
        raise Failed("no_such_conversation")
    return Spot(*parts)


def where(address: str) -> Where:
    """The conversation at this address; a thread in a direct conversation is still direct."""
    if not address:
        return Where("", "dm")
    found = spot(address)
    if found.direct or not found.ts:
        return Where(address, "dm" if found.direct else "channel")
    return Where(address, "thread", str(Spot(found.space, found.channel)))
