"""Turns on duty change hands: asked of a colleague, offered to the team, arranged by who leads, taken over at once."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import delete

from core import calendar, people, timeoff
from core.db import table
from core.errors import UserError
from core.people.models import Place

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


@pytest.fixture
def turns(support: SimpleNamespace) -> SimpleNamespace:
    """Ana and Joris take a week each, and Ana's is the coming one; Noor is of the team."""
    order = [support.ana.id, support.joris.id]
    support.company.write(lambda tx: calendar.set_duty_order(tx, support.team, order))
    if on_duty(support, MONDAY) != support.ana.id:
        support.company.write(lambda tx: calendar.set_duty_order(tx, support.team, order[::-1]))
    return support


def on_duty(support: SimpleNamespace, day: date) -> int | None:
    return support.company.read(lambda tx: calendar.on_duty(tx, support.team, day))  # type: ignore[no-any-return]


def gives(support: SimpleNamespace, when: str = "23 nov - 27 nov", colleague: str = "") -> Any:
    support.ana.types("/timeoff duty")
    support.ana.presses("Give a turn away…")
    return support.ana.fills_in(when=when, colleague=colleague)


def test_a_colleague_is_asked_and_one_click_takes_it(turns: SimpleNamespace) -> None:
    """The turn moves at once, whose it was and who leads hear it, and a no leads to somebody else."""
    gives(turns, colleague="noor")
    assert "Until they take it, it is yours" in turns.ana.last
    assert on_duty(turns, MONDAY) == turns.ana.id
    turns.noor.presses("Ik kan niet")
    assert "Noor Haddad can't take your turn" in turns.ana.last
    turns.ana.presses("Ask somebody else…")
    turns.ana.fills_in(when="24 nov - 25 nov", colleague="joris")
    turns.joris.presses("I take it")
    assert [on_duty(turns, MONDAY + timedelta(days=day)) for day in range(4)] == [
        turns.ana.id, turns.joris.id, turns.joris.id, turns.ana.id,
    ]  # fmt: skip
    assert "Joris Mulder is on duty" in turns.ana.last
    assert "Instead of Ana Bakker." in turns.boss.last
    # Exchanged again: it is the new one's to give.
    turns.joris.types("/timeoff duty")
    assert "Tue 24 Nov – Wed 25 Nov · you" in turns.joris.last
    turns.joris.presses("Give a turn away…")
    turns.joris.fills_in(when="25 nov", colleague="noor")
    turns.noor.presses("Ik neem hem")
    assert on_duty(turns, date(2026, 11, 25)) == turns.noor.id


def test_a_turn_is_offered_to_all_and_whoever_is_first_has_it(turns: SimpleNamespace) -> None:
    """In the team's place with who could take it; a second click is told whose it is; kept, it is over for everybody."""
    gives(turns)

    def posted() -> Any:
        chat = turns.noor.chat
        return [one for one in chat.visible(turns.noor.user, chat.channel("support")) if one.author == "townhall"][-1]

    assert "Could take it: Joris Mulder, Noor Haddad" in posted().message.letters()
    assert "Mark" not in posted().message.letters()
    turns.noor.presses("I take it", posted())
    assert on_duty(turns, FRIDAY) == turns.noor.id
    assert "Noor Haddad is on duty" in posted().message.letters()


def test_without_a_place_each_who_could_take_it_is_asked(turns: SimpleNamespace) -> None:
    """Townhall looks for volunteers itself: who is there and works on all those days, nobody else."""
    turns.company.write(lambda tx: calendar.note_absence(tx, "test:1", turns.joris.id, FRIDAY, FRIDAY))
    turns.company.write(lambda tx: tx.execute(delete(table(Place))))
    gives(turns)
    assert turns.noor.sees("biedt een dienst aan")
    assert not turns.joris.sees("offers a turn on duty")
    turns.ana.presses("Keep it")
    assert "niet weggegeven" in turns.noor.last
    assert on_duty(turns, MONDAY) == turns.ana.id


def test_who_leads_arranges_a_turn_and_says_who_takes_turns(turns: SimpleNamespace) -> None:
    turns.boss.types("/timeoff duty")
    turns.boss.presses("Arrange a turn…")
    turns.boss.fills_in(when="26 nov", colleague="noor")
    assert on_duty(turns, date(2026, 11, 26)) == turns.noor.id
    assert "Je hebt dienst" in turns.noor.last
    assert "Geregeld door Mark Visser" in turns.noor.last
    assert "Noor Haddad is on duty" in turns.ana.last
    turns.boss.types("/timeoff duty")
    turns.boss.presses("Who takes turns…")
    turns.boss.fills_in(who=(str(turns.ana.id), str(turns.noor.id)))
    assert turns.company.read(lambda tx: calendar.duty_order(tx, turns.team)) == [turns.ana.id, turns.noor.id]
    turns.noor.types("/verlof dienst")
    assert "Wie doet mee…" not in turns.noor.buttons


def test_somebody_takes_over_at_once(turns: SimpleNamespace) -> None:
    """Ill or unreachable: on duty from this click on, for today; the day after it is as it was."""
    turns.company.clock.set(datetime(2026, 11, 23, 8, 0, tzinfo=turns.company.clock.now().tzinfo))
    turns.noor.types("/verlof dienst")
    turns.noor.presses("Nu overnemen")
    assert on_duty(turns, MONDAY) == turns.noor.id
    assert on_duty(turns, date(2026, 11, 24)) == turns.ana.id
    assert "Noor Haddad is on duty" in turns.ana.last


REFUSED: list[tuple[str, Callable[[Any, Any, SimpleNamespace], object]]] = [
    ("", lambda tx, ana, s: timeoff.offer_turn(tx, ana, s.team, MONDAY, FRIDAY, s.joris.id)),
    ("not_your_turn", lambda tx, ana, s: timeoff.offer_turn(tx, people.get(tx, s.joris.id), s.team, MONDAY, FRIDAY)),
    ("not_your_turn", lambda tx, ana, s: timeoff.offer_turn(tx, ana, s.team, MONDAY, date(2026, 12, 1))),
    ("already_past", lambda tx, ana, s: timeoff.offer_turn(tx, ana, s.team, date(2026, 11, 9), date(2026, 11, 10))),
    ("field", lambda tx, ana, s: timeoff.offer_turn(tx, ana, s.team, date(2027, 6, 1), date(2027, 6, 2))),
    ("cant_take", lambda tx, ana, s: timeoff.offer_turn(tx, ana, s.team, MONDAY, FRIDAY, ana.id)),
    ("not_allowed", lambda tx, ana, s: timeoff.offer_turn(tx, ana, s.team, MONDAY, FRIDAY, s.hr.id)),
    ("offered_already", lambda tx, ana, s: [timeoff.offer_turn(tx, ana, s.team, MONDAY, MONDAY) for _ in range(2)]),
    ("not_allowed", lambda tx, ana, s: timeoff.arrange_turn(tx, ana, s.team, s.joris.id, MONDAY, MONDAY)),
    ("not_allowed", lambda tx, ana, s: timeoff.set_turns(tx, ana, s.team, [ana.id])),
    ("not_allowed", lambda tx, ana, s: timeoff.take_over(tx, people.get(tx, s.hr.id), s.team)),
    ("not_allowed", lambda tx, ana, s: timeoff.answer_turn(
        tx, people.get(tx, s.noor.id), timeoff.offer_turn(tx, ana, s.team, MONDAY, MONDAY, s.joris.id), True)),
    ("not_allowed", lambda tx, ana, s: timeoff.answer_turn(tx, ana, timeoff.offer_turn(tx, ana, s.team, MONDAY, MONDAY), True)),
    ("stale", lambda tx, ana, s: _twice(tx, ana, s)),
]  # fmt: skip


def _twice(tx: Any, ana: Any, support: SimpleNamespace) -> None:
    number = timeoff.offer_turn(tx, ana, support.team, MONDAY, MONDAY)
    for one in (support.joris, support.noor):
        timeoff.answer_turn(tx, people.get(tx, one.id), number, True)


@pytest.mark.parametrize(("kind", "does"), REFUSED)
def test_every_refusal_has_its_kind(turns: SimpleNamespace, kind: str, does: Callable[..., object]) -> None:
    """Yes and no share their set-up: Ana's turn, and everybody there."""

    def unit(tx: Any) -> str:
        try:
            does(tx, people.get(tx, turns.ana.id), turns)
        except UserError as refusal:
            return refusal.kind
        return ""

    assert turns.company.write(unit) == kind
