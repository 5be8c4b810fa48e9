"""Promising: in one's own words, by a day, for a reason; seen by everybody, told to whom it concerns."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from core import people, privacy, promises
from core.errors import FieldError
from tests.lite import FRIDAY


def promised(office: SimpleNamespace, owner: object = None, origin: str = "", **more: str) -> int:
    keeper = owner or office.ana

    def unit(tx: object) -> int:
        me = people.get(tx, office.boss.id)  # type: ignore[arg-type]
        return promises.make(tx, me, keeper.id, "One place for questions", date(2026, 12, 4), origin, **more)  # type: ignore[arg-type,attr-defined]

    return int(office.company.write(unit))


def test_a_promise_takes_two_clicks_and_two_fields(office: SimpleNamespace) -> None:
    office.ana.types("/promise")
    office.ana.fills_in(words="One place for questions", due_on="2026-12-04")
    assert "Ana Bakker promised something" in office.ana.last
    assert "One place for questions" in office.ana.last
    assert "Fri 4 Dec 2026" in office.ana.last


def test_words_typed_with_the_command_stand_in_the_form(office: SimpleNamespace) -> None:
    office.noor.types("/belofte Eén plek voor vragen")
    assert office.noor.form.form.fields[0].default == "Eén plek voor vragen"
    office.noor.fills_in(due_on="4 dec")
    assert "Noor Haddad heeft iets beloofd" in office.noor.last


def test_somebody_who_is_named_by_another_gets_the_card(office: SimpleNamespace) -> None:
    office.boss.types("/promise")
    office.boss.fills_in(words="One place for questions", due_on="2026-12-04", owner="ana")
    assert "Written down by: Mark Visser" in office.ana.last
    assert {"Kept", "New date…", "Can't be kept…"} <= set(office.ana.buttons)


def test_on_discord_nobody_is_written_to_first(office: SimpleNamespace) -> None:
    """T16's neighbour: a card in the team's place that says nothing opens for its reader only."""
    kim = office.company.person("Kim Bos", office.support, platforms=("discord",)).on("discord")
    promised(office, kim)
    assert not kim.inbox
    kim.presses("Open")
    assert kim.sees("One place for questions")


def test_what_people_typed_is_plain_text(office: SimpleNamespace) -> None:
    """T16: a mention in a promise stays letters."""
    office.ana.types("/promise")
    office.ana.fills_in(words="<!channel> @everyone *tomorrow*", due_on="2026-12-04")
    office.joris.types("/promises")
    assert "<!channel> @everyone *tomorrow*" in office.joris.last


@pytest.mark.parametrize(
    ("words", "due_on", "field"),
    [("", date(2026, 12, 4), "words"), ("x" * 301, date(2026, 12, 4), "words"), ("Yes", date(2026, 11, 19), "due_on")],
)
def test_what_cannot_be_promised(office: SimpleNamespace, words: str, due_on: date, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        office.company.write(
            lambda tx: promises.make(tx, people.get(tx, office.ana.id), office.ana.id, words, due_on, "survey:1")
        )
    assert refused.value.field == field


def test_other_slices_find_what_was_promised_and_kept(office: SimpleNamespace) -> None:
    """ "You said, we did": what was promised to a team or to everybody, and kept since the last round."""
    ours = promised(office, origin="survey:12", audience=f"team:{office.support}")
    for_all = promised(office, origin="problem:3", audience="everybody")
    theirs = promised(office, origin="survey:13", audience=f"team:{office.sales}")
    for one in (ours, for_all, theirs):
        office.company.write(lambda tx, one=one: promises.keep(tx, people.get(tx, office.ana.id), one, 1))
    kept = office.company.read(
        lambda tx: promises.recent_kept(tx, f"team:{office.support}", FRIDAY - timedelta(days=1))
    )
    assert {one.id for one in kept} == {ours, for_all}
    assert [one.id for one in office.company.read(lambda tx: promises.of_origin(tx, "survey:12"))] == [ours]
    assert not office.company.read(lambda tx: promises.recent_kept(tx, "everybody", FRIDAY + timedelta(days=1)))


def test_facts_and_jobs_hold_no_words(office: SimpleNamespace) -> None:
    """T65: ids and statuses only."""
    promised(office)
    for query in ("SELECT payload FROM due", "SELECT payload FROM desk_fact"):
        rows = office.company.read(lambda tx, query=query: [str(row) for row in tx.execute(text(query)).all()])
        assert rows
        assert not any("questions" in row or "Ana" in row for row in rows)


def test_a_promise_stands_in_its_owners_file_and_outlives_them(office: SimpleNamespace) -> None:
    promised(office)
    file = office.company.write(lambda tx: privacy.export_person(tx, office.ana.id, asked_by=office.ana.id))
    assert "One place for questions" in str(file)
    office.company.write(lambda tx: privacy.erase_person(tx, office.ana.id, asked_by=office.hr.id))
    office.joris.types("/promises")
    assert "One place for questions" in office.joris.last
    assert "Ana" not in office.joris.last
