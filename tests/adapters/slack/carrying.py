"""The small bot's files: an export on command, by a button, and as a message that was planned."""

from bots.bot import Asked, Pressed, Reply, command, press, view
from bots.chat import Context
from bots.ui import Actions, Button, File, Message, Text
from tests.adapters.slack.small import count_of

CONTENT = b"name;days\nAna;3\n"


def export(name: str = "days.csv") -> File:
    return File(name, CONTENT, "Everybody's days")


@command("export", help=("Take it along", "Neem het mee"), reads=True)
def take_along(ctx: Context, asked: Asked) -> Message:
    """A file, and a button to another."""
    return Message("Your export", (export(), Actions((Button("Again", again.id()),))))


@press("again", reads=True)
def again(ctx: Context, pressed: Pressed) -> Reply:
    """The message anew, with another file."""
    return Message("Your second export", (export("more.csv"),))


@view("filed")
def filed(ctx: Context, person: int) -> Message:
    """Two files in a planned message."""
    return Message("Files", (Text(f"Counted {count_of(ctx, person)}"), export("one.csv"), export("two.csv")))
