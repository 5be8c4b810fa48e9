"""Parts of a team or group: in steps, the same for everybody who looks, and never by looking twice about too few (T58)."""

import random
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import update

from core import community, people
from core.community.parts import FRESH, as_counted, stays
from core.community.waiting_models import Counted
from core.db import Tx, table
from tests.lite import Lite

START = "How are things? Coffee is on me this week."
MONDAY = date(2026, 11, 23)


def preview(sender: object, name: str) -> str:
    sender.types(f"/nudge {name}")  # type: ignore[attr-defined]
    sender.fills_in(words=START)  # type: ignore[attr-defined]
    return str(sender.last)  # type: ignore[attr-defined]


def choose(town: SimpleNamespace, members: list[object], what: str) -> None:
    for one in members:
        town.company.write(lambda tx, one=one: people.choose(tx, one.id, community.TOPIC, what))


def test_t58_two_previews_subtracted_tell_about_nobody(town: SimpleNamespace) -> None:
    """Counted once a week for everybody; what moves moves by five people at least, or after four weeks."""
    company, coen, hanna, crew = town.company, town.coen, town.hanna, town.crew
    said = preview(coen, "support")
    assert "7 people. Skipped, as counted on Fri 20 Nov:" in said
    for reason in ("away", "their own choice", "no way to reach them"):
        assert f"{reason}: fewer than 5" in said
    choose(town, crew[:4], "off")
    assert "their own choice: fewer than 5" in preview(coen, "support")
    choose(town, crew[4:5], "off")
    for looker in (coen, hanna):
        assert "their own choice: fewer than 5" in preview(looker, "support"), "the fifth is told to nobody who watches"
    company.until(MONDAY, 9)
    said = preview(hanna, "support")
    assert "as counted on Mon 23 Nov" in said
    assert "their own choice: most" in said, "five people or more moved at once, in a week"
    choose(town, crew[4:5], "now")
    company.until(MONDAY + timedelta(days=7), 9)
    said = preview(coen, "support")
    assert "as counted on Mon 23 Nov" in said
    assert "their own choice: most" in said, "one person back is told to nobody"
    company.write(lambda tx: tx.execute(update(table(Counted)).values(counted_on=MONDAY + timedelta(days=7) - FRESH)))
    assert "their own choice: fewer than 5" in preview(coen, "support")


def test_t58_somebody_who_joins_is_not_told_by_a_figure_that_moves(town: SimpleNamespace) -> None:
    choose(town, town.crew[:4], "off")
    assert "their own choice: fewer than 5" in preview(town.coen, "support")
    eva = town.company.person("Eva Prins", town.support)
    choose(town, [eva], "off")
    town.company.until(MONDAY, 9)
    said = preview(town.coen, "support")
    assert "8 people. Skipped, as counted on Fri 20 Nov:" in said
    assert "their own choice: fewer than 5" in said


def test_t58_a_group_that_differs_by_one_person_or_was_changed_has_no_numbers(town: SimpleNamespace) -> None:
    company, coen = town.company, town.coen

    def keep(number: int, name: str, who: str) -> int:
        return int(company.write(lambda tx: community.keep_group(
            tx, people.get(tx, coen.id), number, name, (who,), "", False, date(2027, 1, 4))))  # fmt: skip

    without = "people. Some may be skipped: away, their own choice, no way to reach them."
    first = keep(0, "Nearly all", "join")
    for member in town.crew[:6]:
        company.write(lambda tx, member=member: community.join(tx, people.get(tx, member.id), first))
    assert f"6 {without}" in preview(coen, "Nearly all"), "its difference to the team would be about one person"
    company.write(lambda tx: community.join(tx, people.get(tx, town.crew[6].id), first))
    assert "their own choice: fewer than 5" in preview(coen, "Nearly all"), "exactly the team: nothing new is told"
    keep(first, "Nearly all", f"team:{town.logistics}")
    assert f"6 {without}" in preview(coen, "Nearly all"), "it has other people now"
    keep(0, "Once more", f"team:{town.support}")
    assert f"7 {without}" in preview(coen, "Once more"), "beside what was said of the changed one"
    assert "their own choice: fewer than 5" in preview(coen, "support"), "teams are not made in chat"


@pytest.mark.parametrize(("then", "now", "days", "stay"), [
    (4, 5, 0, True), (0, 9, 0, True), (4, 5, 7, True), (4, 8, 7, True), (4, 9, 7, False), (9, 4, 7, False),
    (9, 5, 7, False), (4, 3, 7, False), (10, 9, 14, True), (10, 9, 27, True), (10, 9, 28, False), (0, 0, 7, False),
])  # fmt: skip
def test_dated_examples(then: int, now: int, days: int, stay: bool) -> None:
    """Within the week they stay; the same step is counted anew; a step that moved needs five people, or four weeks."""
    assert stays({"away": then}, MONDAY, {"away": now}, MONDAY + timedelta(days=days)) is stay


def test_t58_over_random_years_no_two_looks_in_a_row_differ_by_fewer_than_five(lite: Lite) -> None:
    """However often somebody looks: a word that changed rests on five people at once, or on four weeks."""
    dice = random.Random(7)

    def unit(tx: Tx) -> int:
        moved = 0
        for number in range(20):
            about, today, n, of = f"skipped:team:{number}", MONDAY, dice.randrange(12), 30
            words, counted_on, then = "", today, n
            for _look in range(60):
                said = as_counted(tx, about, {"away": n}, today)
                assert said is not None
                told = community.say_part(said[1]["away"], of)
                if words and told != words:
                    moved += 1
                    assert abs(said[1]["away"] - then) >= 5 or said[0] - counted_on >= FRESH
                    assert said[0] - counted_on >= timedelta(days=1)
                    assert community.monday(said[0]) > community.monday(counted_on)
                words, counted_on, then = told, said[0], said[1]["away"]
                today += timedelta(days=dice.choice((0, 0, 1, 3, 7, 30)))
                n = max(0, min(of, n + dice.choice((-6, -1, -1, 0, 1, 1, 6))))
        return moved

    assert lite.write(unit) > 20, "it does move"


def test_t58_what_drives_a_group_does_not_move_with_one_who_joins(town: SimpleNamespace) -> None:
    company, coen = town.company, town.coen
    group = company.write(lambda tx: community.keep_group(
        tx, people.get(tx, coen.id), 0, "Readers", ("join",), "", False, date(2027, 1, 4)))  # fmt: skip

    def joins(member: object, driver: str) -> None:
        company.write(lambda tx: community.join(tx, people.get(tx, member.id), group))  # type: ignore[attr-defined]
        company.write(lambda tx: community.choose_drivers(tx, people.get(tx, member.id), (driver,)))  # type: ignore[attr-defined]

    for number, member in enumerate(town.crew[:6]):
        joins(member, "rest" if number < 4 else "craft")
    assert company.write(lambda tx: community.drivers_of(tx, group)) == []
    joins(town.crew[6], "rest")
    assert company.write(lambda tx: community.drivers_of(tx, group)) == [], "five now, and who came last is not told"
    company.until(MONDAY, 9)
    assert company.write(lambda tx: community.drivers_of(tx, group)) == []
