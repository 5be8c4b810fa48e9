"""A message as a whole: what it adds up to must fit the platforms, and what it says can be told without drawing."""

from collections.abc import Iterator

from bots.ui.nodes import (
    TONES,
    Actions,
    Button,
    Chart,
    Divider,
    Fields,
    File,
    Header,
    Node,
    Progress,
    Row,
    Select,
    Text,
    Unfit,
    fit,
)
from bots.ui.text import letters
from core.values import frozen

MOST_LETTERS, MOST_COST, MOST_ROWS = 3800, 38, 5


@frozen
class Message:
    """A message: `summary` is the first line, the push text and what a screen reader hears; the body is drawn below it.

    A `sensitive` message pushes its summary only, so that summary holds no reasons, balances, leave types or sickness.
    """

    summary: str
    body: tuple[Node, ...] = ()
    tone: str = "none"
    sensitive: bool = False

    def __post_init__(self) -> None:
        fit("summary", self.summary, 150)
        if self.tone not in TONES:
            raise Unfit(f"tone {self.tone!r}")
        controls = list(self.controls())
        ids = [control.id for control in controls if control.id]
        if len(set(ids)) != len(ids):
            raise Unfit(f"an id stands twice in one message: {ids}")
        # Most messages are small enough to be sure without drawing them: what is drawn never has more letters than it is
        # written with, a node takes at most three components beside its controls, and a row has a control.
        written = len(self.summary) + sum(map(_size, self.body))
        if (
            (written > MOST_LETTERS and len(self.letters()) > MOST_LETTERS)
            or (3 * len(self.body) + len(controls) >= MOST_COST and self.cost() > MOST_COST)
            or (len(controls) > MOST_ROWS and len(self.rows()) > MOST_ROWS)
        ):
            raise Unfit(
                f"message too large: cost {self.cost()}, {len(self.letters())} letters, {len(self.rows())} rows"
            )

    def controls(self) -> Iterator[Button | Select]:
        """Everything in it that can be pressed or chosen."""
        for node in self.body:
            if isinstance(node, Actions):
                yield from node.items
            elif isinstance(node, Row) and node.action:
                yield node.action

    def rows(self) -> list[tuple[Button | Select, ...]]:
        """Its controls as a platform without inline buttons must stack them, five to a row."""
        stacked: list[tuple[Button | Select, ...]] = []
        loose: list[Button | Select] = [node.action for node in self.body if isinstance(node, Row) and node.action]
        stacked += [tuple(loose[i : i + 5]) for i in range(0, len(loose), 5)]
        stacked += [node.items for node in self.body if isinstance(node, Actions)]
        return stacked

    def cost(self) -> int:
        """How many of a platform's components it takes."""
        price = {Row: 3, Actions: 1}
        count = sum(
            price.get(type(node), 1) + (len(node.items) if isinstance(node, Actions) else 0) for node in self.body
        )
        return count + (self.tone != "none")

    def letters(self) -> str:
        """The whole message as text, for notifications, logs of the eye and platforms without blocks."""
        return "\n".join([self.summary, *(line for node in self.body if (line := told(node)))])


def _size(node: Node) -> int:
    """At least as many letters as this node has when it is told."""
    if isinstance(node, (Text, Row)):
        return len(node.markdown) + 2 * node.markdown.count("\n") + 3
    if isinstance(node, Fields):
        return sum(len(label) + len(value) + 3 for label, value in node.pairs)
    if isinstance(node, Progress):
        return len(node.label) + len(node.note) + 25
    if isinstance(node, File):
        return len(node.name) + len(node.about) + 3
    return 1 if isinstance(node, (Actions, Divider)) else len(repr(node))


def told(node: Node) -> str:
    """One node as text."""
    match node:
        case Header(text):
            return text
        case Text(markdown) | Row(markdown):
            return letters(markdown)
        case Fields(pairs):
            return "\n".join(f"{label}: {letters(value)}" for label, value in pairs)
        case Progress(label, done, total, note):
            return f"{label}: {done}/{total}" + (f" · {note}" if note else "")
        case Chart(title=title, alt=alt, note=note):
            numbers = (f"• {label}: {said}" for label, said in node.numbers())
            return "\n".join([f"{title}: {alt}", *numbers, *([note] if note else [])])
        case File(name, about=about):
            return f"{name}: {about}"
        case _:
            return ""
