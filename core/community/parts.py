"""How parts of a team or group are said: in steps of the minimum, where no two figures and no two looks tell about too few."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import people, privacy
from core.community.mondays import monday
from core.community.waiting_models import Counted
from core.db import Query, Tx, table
from core.words import _

FRESH = timedelta(days=28)
"""After so long what was counted is another matter, and is counted anew whatever it was."""

CHANGED = "groups"
"""Under this the day is kept on which a group last got other people."""

_counted = table(Counted)
_put = insert_or(_counted)
_keep = Query(
    _put.on_conflict_do_update(
        index_elements=["about"], set_={name: _put.excluded[name] for name in ("counted_on", "numbers")}
    ),
    "about", "counted_on", "numbers",
)  # fmt: skip
_forget = Query(delete(_counted).where(_counted.c.about == bindparam("what")))
_last = Query(select(_counted.c.counted_on, _counted.c.numbers).where(_counted.c.about == bindparam("what")))


def say_part(n: int, of: int) -> str:
    """How many of a group, in steps of the minimum, so that no single one is told."""
    minimum = privacy.minimum_group(privacy.MINIMUM)
    step = n // minimum * minimum
    if of < minimum:
        return _("some")
    if n < minimum:
        return _("fewer than {n}").format(n=minimum)
    return _("most") if of - step < minimum else _("at least {n}").format(n=step)


def may_say_parts(tx: Tx, segment: int) -> bool:
    """Whether parts of this group may be said beside those of every team and of the groups before it (T58)."""
    minimum = privacy.minimum_group(privacy.MINIMUM)
    teams: dict[int, list[int]] = {}
    for person in people.everybody(tx):
        if person.team_id:
            teams.setdefault(person.team_id, []).append(person.id)
    groups = {one.id: people.segment_people(tx, one.id) for one in people.segments(tx)}
    shown = {number: found for number, found in sorted(groups.items()) if len(found) >= minimum}
    if segment not in shown:
        return False
    cells = privacy.cells_of([*(found for found in teams.values() if len(found) >= minimum), *shown.values()])
    mask = dict(zip(shown, cells.masks[-len(shown) :], strict=True))[segment]
    return mask in privacy.releasable(cells.masks, cells.sizes, minimum)


def stays(last: Mapping[str, int], counted_on: date, now: Mapping[str, int], today: date) -> bool:
    """Whether the numbers counted then are still what is said, so that no two looks tell about too few people (T58).

    Within one week always, whoever looks. Later they make way when every step that moved moved by at least the minimum
    of people, and after four weeks in any case: until then a figure that moves could tell about the one who joined.
    """
    if monday(today) <= counted_on:
        return True
    if today - counted_on >= FRESH:
        return False
    minimum = privacy.minimum_group(privacy.MINIMUM)
    return any(
        last.get(key, 0) // minimum != now.get(key, 0) // minimum and abs(last.get(key, 0) - now.get(key, 0)) < minimum
        for key in {*last, *now}
    )


def as_counted(tx: Tx, about: str, now: Mapping[str, int], today: date) -> tuple[date, Mapping[str, int]] | None:
    """The numbers to say and the day on which they were counted: these, or those that still stay. None: say nothing.

    `about` is `skipped:team:3` or `drivers:group:2`. A group is not counted for the first time while another one that
    got other people was counted a while ago: beside it, it could tell who came or went.
    """
    row = tx.one(_last, what=about)
    fresh = row is not None and today - row.counted_on < FRESH
    if fresh and stays(row.numbers, row.counted_on, now, today):
        return row.counted_on, row.numbers
    changed = tx.one(_last, what=CHANGED) if ":group:" in about and not fresh else None
    if changed is not None and today - changed.counted_on < FRESH:
        return None
    tx.run(_keep, about=about, counted_on=today, numbers=dict(now))
    return today, now


def note_change(tx: Tx, segment: int, today: date) -> None:
    """A group has other people from now on: what was said of it is over, and first numbers wait for four weeks."""
    for what in ("skipped", "drivers"):
        tx.run(_forget, what=f"{what}:group:{segment}")
    tx.run(_keep, about=CHANGED, counted_on=today, numbers={})
