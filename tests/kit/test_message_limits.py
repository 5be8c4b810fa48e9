"""A message that a platform would refuse is refused when it is made, and no other."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bots.ui import Actions, Button, Fields, Message, Node, Row, Text, Unfit
from bots.ui.message import MOST_COST, MOST_LETTERS, MOST_ROWS

BUTTON = Button("Look", "small.look:1")
NODES = st.sampled_from(["row", "bare row", "actions", "text", "long text", "bold text", "fields"])


def node(kind: str, number: int) -> Node:
    """A node whose controls have ids of their own."""
    button = Button("Look", f"small.look:{number}")
    more = tuple(Button("More", f"small.more:{number}:{at}") for at in range(number % 5))
    made: dict[str, Node] = {
        "row": Row("A row", button), "bare row": Row("A row"), "actions": Actions((button, *more)),
        "text": Text("Some words"), "long text": Text("word " * 590), "bold text": Text("**b** " * 480),
        "fields": Fields((("Who", "Ana"), ("When", "now"))),
    }  # fmt: skip
    return made[kind]


@example(["bare row"] * 13, "none")
@example(["bare row"] * 12 + ["text"] * 2, "none")
@example(["bare row"] * 12 + ["text"] * 2, "warning")
@example(["actions"] * 6, "none")
@example(["row"] * 9 + ["actions"] * 4, "none")
@given(st.lists(NODES, max_size=45), st.sampled_from(["none", "warning"]))
def test_a_message_is_made_if_it_fits_every_platform_and_only_then(kinds: list[str], tone: str) -> None:
    body = tuple(node(kind, number) for number, kind in enumerate(kinds))
    unchecked = object.__new__(Message)
    unchecked.summary, unchecked.body, unchecked.tone, unchecked.sensitive = "All", body, tone, False  # type: ignore[misc]
    letters, cost, rows = len(unchecked.letters()), unchecked.cost(), len(unchecked.rows())
    if letters <= MOST_LETTERS and cost <= MOST_COST and rows <= MOST_ROWS:
        assert Message("All", body, tone).cost() == cost
    else:
        with pytest.raises(Unfit, match="too large"):
            Message("All", body, tone)


def test_an_id_stands_once_in_a_message() -> None:
    with pytest.raises(Unfit, match="stands twice"):
        Message("All", (Row("One", BUTTON), Row("Two", BUTTON)))
