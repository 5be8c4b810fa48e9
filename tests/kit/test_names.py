"""Two marks of one name: refused when the bots are put together, since the second would silently take the first one's place."""

from types import ModuleType
from typing import Any

import pytest

from bots.bot import Bot, every, on, press, refresh
from bots.suite import Suite
from core.facts import Fact


class Rang(Fact, kind="door.rang"):
    """Somebody rang."""


def part(name: str, *marks: Any) -> ModuleType:
    """A module of a bot that holds these marks."""
    made = ModuleType(name)
    for mark in marks:
        mark.__module__ = name
        setattr(made, mark.name, mark)
    return made


def answer(ctx: Any, value: Any) -> None:
    """Answer."""


MARKS: dict[str, tuple[Any, Any]] = {
    "reactions": (on(Rang), on(Rang)),
    "redrawings": (refresh(Rang), refresh(Rang)),
    "a reaction and a redrawing": (on(Rang), refresh(Rang)),
    "rhythms": (every("0 9 * * *"), every("0 10 * * *")),
    "buttons": (press("answer"), press("answer")),
}


@pytest.mark.parametrize("case", MARKS)
def test_two_of_one_name_in_one_bot_are_refused(case: str) -> None:
    first, second = (mark(answer) for mark in MARKS[case])
    with pytest.raises(TypeError, match=r"door\.answer is marked twice, in one and other: rename one"):
        Suite([Bot("door", "A door", [part("one", first), part("other", second)])])
    first, second = (mark(answer) for mark in MARKS[case])
    assert Suite([Bot("door", "A door", [part("one", first)]), Bot("bell", "A bell", [part("other", second)])])


def test_one_name_for_what_is_pressed_and_what_reacts_is_fine() -> None:
    assert Suite([Bot("door", "A door", [part("one", press("answer")(answer)), part("other", on(Rang)(answer))])])
