"""A file of people sent in the chat: HR or an admin looks first, then all of it is taken over or nothing (T33)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import bindparam, delete, insert, select

from core import facts
from core.db import Query, Tx, table
from core.errors import NotAllowed, UserError
from core.people.directory import Me, find_by_email, has_role
from core.people.facts import PeopleImported
from core.people.importing import Plan, Prepared, carry_out, prepare
from core.people.models import Role, StatedBalance
from core.people.reading import read
from core.people.sheet import Problem, Sheet
from core.words import _

MOST_ROWS, MOST_HOURS = 2_000, 200
"""Rows, and people here whose hours change, that others can wait for: all of it is one unit. More goes by the command line."""
BATCH = 100
_stated = table(StatedBalance)
_state = Query(insert(_stated), "person_id", "day", "minutes", "at")
_next = Query(
    select(_stated.c.id, _stated.c.person_id, _stated.c.day, _stated.c.minutes)
    .where(_stated.c.id > bindparam("after")).order_by(_stated.c.id).limit(BATCH)
)  # fmt: skip
_taken = Query(delete(_stated).where(_stated.c.id == bindparam("stated")))


class TooManyRows(UserError):
    """More people than the chat takes over at once."""

    kind = "too_many_rows"

    def __init__(self) -> None:
        text = _("The file has more than {most} people. Ask your admin to import it on the server: townhall import")
        super().__init__(text.format(most=MOST_ROWS))


class TooManyHours(UserError):
    """The hours of more people change than the chat takes over at once: each one's leave is looked at again."""

    kind = "too_many_hours"

    def __init__(self, count: int) -> None:
        text = _(
            "The file changes the hours of {count} people. Ask your admin to import it on the server: townhall import"
        )
        super().__init__(text.format(count=count))


def may_import(tx: Tx, me: Me) -> None:
    """Raises NotAllowed for everybody but HR and admins."""
    if not has_role(tx, me.id, Role.HR, Role.ADMIN):
        raise NotAllowed(_("Only HR or an admin can import people. Ask one of them."))


def look(tx: Tx, me: Me, content: bytes, *, today: date, leavers: bool = False) -> tuple[Sheet, Prepared]:
    """The file as read and what taking it over would do now; changes nothing. Raises NotAllowed, TooManyRows or TooManyHours.

    Nobody becomes an admin by a file of somebody who is none. It takes its time: on a reader, so that nobody waits for it.
    """
    may_import(tx, me)
    if content.count(b"\n") > 4 * MOST_ROWS:
        raise TooManyRows
    sheet = read(content, today=today)
    if len(sheet.rows) > MOST_ROWS:
        raise TooManyRows
    sheet = replace(sheet, problems=(*sheet.problems, *_reaching_too_high(tx, me, sheet)))
    prepared = prepare(tx, sheet, today=today, leavers=leavers)
    hours = sum("minutes" in change.what for change in prepared.plan.changed)
    if hours > MOST_HOURS:
        raise TooManyHours(hours)
    return sheet, prepared


def take_over(tx: Tx, me: Me, prepared: Prepared) -> Plan:
    """Take over all of it and say what it did, or raise NotAllowed, ImportRefused or ChangedMeanwhile and take over nothing.

    The balances wait for time off, which hears of it by PeopleImported.
    """
    may_import(tx, me)
    done = carry_out(tx, prepared)
    tx.many(_state, [
        {"person_id": one.person_id, "day": one.on, "minutes": one.minutes, "at": tx.now}
        for one in done.openings if one.person_id is not None
    ])  # fmt: skip
    facts.record(tx, PeopleImported(len(done.created), len(done.changed), len(done.openings)))
    return done


def stated_balances(tx: Tx, after: int = 0) -> list[tuple[int, int, date, int]]:
    """The next hundred balances that a file stated and nobody took over: number, person, day, minutes."""
    return [(int(row.id), int(row.person_id), row.day, int(row.minutes)) for row in tx.all(_next, after=after)]


def balance_taken(tx: Tx, stated: int) -> None:
    """This balance stands where it belongs."""
    tx.run(_taken, stated=stated)


def _reaching_too_high(tx: Tx, me: Me, sheet: Sheet) -> Iterator[Problem]:
    if has_role(tx, me.id, Role.ADMIN):
        return
    for row in sheet.rows:
        if Role.ADMIN not in row.roles:
            continue
        known = find_by_email(tx, row.email)
        if known is None or not has_role(tx, known.id, Role.ADMIN):
            text = _("Only an admin can make somebody an admin. Take the role out of this row.")
            yield Problem(row.number, sheet.headings.get("roles"), text)
