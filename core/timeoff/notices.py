"""Telling people in time which hours lapse and when, keeping a record of it, and letting hours go only by HR's click."""

from collections import defaultdict
from datetime import date

from sqlalchemy import and_, func, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts, people
from core.clock import local_day
from core.db import Tx, table
from core.desk.models import Told
from core.errors import NotAllowed, UserError
from core.people import Me, Role
from core.people.models import Person
from core.timeoff.balance import write_line
from core.timeoff.facts import NoticeMade
from core.timeoff.models import Entry, LedgerLine, Notice
from core.values import frozen
from core.words import _

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
EARLY = 6
"""People are told three times, first so many months before the last day: for the end of June in January, April and June."""
VIEW = "timeoff.notice"
BY_CLICK = ("statutory", "extra")
"""Hours that only HR lets go, with the record of who was told; all others end by themselves."""
BATCH = 200
n, ledger, told, person = table(Notice), table(LedgerLine), table(Told), table(Person)


class NotLapsedYet(UserError):
    """These hours can still be used."""

    kind = "not_lapsed_yet"


@frozen
class NoticeHere:
    """What one person is told: so many minutes of this pot lapse after this day."""

    id: int
    person_id: int
    pot: str
    turn: str
    minutes: int
    lapses_on: date
    read: bool


@frozen
class Overview:
    """The record of one pot: who still has hours, who was told in every turn, who tapped "read", and whom to call."""

    pot: str
    lapses_on: date | None
    people: int
    minutes: int
    told: tuple[int, ...]
    read: int
    untold: tuple[int, ...]
    unread: tuple[int, ...]


def make_notices(tx: Tx, day: date, after: int, most: int = BATCH) -> int | None:
    """A notice for each of the next so many people with statutory hours of a past year whose turn to be told is this month.

    Gives the last one's id, None when nobody is left. Running it again makes none twice.
    """
    about = (ledger.c.pot.like("statutory:%"), person.c.id == ledger.c.person_id, person.c.erased.is_(False))
    few = select(ledger.c.person_id).where(*about, ledger.c.person_id > after).distinct()
    who_next = list(tx.execute(few.order_by(ledger.c.person_id).limit(most)).scalars())
    rows = tx.execute(
        select(ledger.c.person_id, ledger.c.pot, func.sum(ledger.c.minutes), func.max(ledger.c.usable_to))
        .where(*about, ledger.c.person_id > after, ledger.c.person_id <= max(who_next, default=after))
        .group_by(ledger.c.person_id, ledger.c.pot).order_by(ledger.c.person_id, ledger.c.pot)
    ).all()  # fmt: skip
    turn = MONTHS[day.month - 1]
    for who, pot, minutes, last in rows:
        if minutes <= 0 or last is None or last < day or (day.year, turn) not in turns(pot, last):
            continue
        made = tx.execute(
            insert_or(n).on_conflict_do_nothing(index_elements=["person_id", "pot", "turn"])
            .values(person_id=who, pot=pot, turn=turn, minutes=minutes, lapses_on=last, made_at=tx.now).returning(n.c.id)
        ).first()  # fmt: skip
        if made:
            facts.record(tx, NoticeMade(made.id))
    return who_next[-1] if len(who_next) == most else None


def turns(pot: str, last: date) -> list[tuple[int, str]]:
    """When people are told that this pot's hours lapse after its last day: three months of the years after its own."""
    year = int(pot.partition(":")[2])
    end = (last.year - year - 1) * 12 + last.month
    first = 1 + max(0, end - EARLY)
    months = sorted({first, (first + end + 1) // 2, end}) if end > 0 else []
    return [(year + 1 + (month - 1) // 12, MONTHS[(month - 1) % 12]) for month in months]


def notice(tx: Tx, number: int) -> NoticeHere | None:
    """One notice, or None."""
    row = tx.execute(select(n).where(n.c.id == number)).first()
    if row is None:
        return None
    return NoticeHere(row.id, row.person_id, row.pot, row.turn, row.minutes, row.lapses_on, row.read_at is not None)


def read_notice(tx: Tx, me: Me, number: int) -> NoticeHere:
    """The person taps that they read it; the first tap counts."""
    found = notice(tx, number)
    if found is None or found.person_id != me.id:
        raise NotAllowed(_("I don't know this notice, or it is not for you."))
    tx.execute(update(n).where(n.c.id == number, n.c.read_at.is_(None)).values(read_at=tx.now))
    done = notice(tx, number)
    assert done is not None
    return done


def overview(tx: Tx, me: Me, pot: str) -> Overview:
    """The record of this pot's notices. HR only."""
    if not people.has_role(tx, me.id, Role.HR):
        raise NotAllowed(_("Only HR sees who was told."))
    rows = [row for row in _left(tx, pot, 0, None) if row[1] > 0]
    delivered, read = _record(tx, pot)
    have = [who for who, _minutes, _last in rows]
    told_of = {who: {turn for _year, turn in turns(pot, last)} for who, _minutes, last in rows if last}
    by_click = pot.partition(":")[0] in BY_CLICK
    complete = tuple(
        who for who in have if not by_click or (told_of.get(who) and delivered.get(who, set()) >= told_of[who])
    )
    return Overview(
        pot, max((last for _who, _minutes, last in rows if last), default=None), len(have), sum(row[1] for row in rows),
        complete, sum(1 for who in have if read.get(who)), tuple(who for who in have if who not in complete),
        tuple(who for who in have if not read.get(who)),
    )  # fmt: skip


def let_lapse(tx: Tx, me: Me, pot: str) -> tuple[int, int]:
    """HR lets the hours of this pot go, for those who were told in every turn; the others keep theirs, flagged.

    Carried hours and time in lieu need no such record: they end on their day, and this confirms it after a gap in the runs.

    Gives how many people lost hours and how many keep them. Raises NotAllowed, NotLapsedYet.
    """
    tx.lock("timeoff.lapse", 0)
    seen = overview(tx, me, pot)
    today = local_day(tx.now, me.zone)
    left = _left(tx, pot, 0, None)
    # Where locations follow different rules a pot ends on different days: each person's own counts.
    if not any(last and last < today for _who, minutes, last in left if minutes > 0):
        raise NotLapsedYet(_("These hours can still be used. Nothing lapses yet."))
    lapsed = 0
    for who, minutes, last in left:
        if who in seen.told and minutes > 0 and last and last < today:
            tx.lock("person", who)
            lapsed += write_line(tx, who, last, -minutes, Entry.EXPIRY, by=me.id, pot=pot, key=f"lapse:{pot}:{who}")
    return lapsed, len(seen.untold)


def pots_past(tx: Tx, today: date) -> list[str]:
    """Pots past their last day in which hours are left: HR decides about them."""
    rows = tx.execute(
        select(ledger.c.pot)
        .where(ledger.c.usable_to.is_not(None), ledger.c.usable_to < today)
        .distinct()
        .order_by(ledger.c.pot)
    ).scalars()
    return [pot for pot in rows if any(left > 0 for _who, left, _last in _left(tx, pot, 0, None))]


def _left(tx: Tx, pot: str, after: int, most: int | None) -> list[tuple[int, int, date | None]]:
    """Person, minutes left and last usable day of a pot, for those who work here."""
    query = (
        select(ledger.c.person_id, func.sum(ledger.c.minutes), func.max(ledger.c.usable_to))
        .join(person, and_(person.c.id == ledger.c.person_id, person.c.erased.is_(False)))
        .where(ledger.c.pot == pot, ledger.c.person_id > after)
        .group_by(ledger.c.person_id)
        .order_by(ledger.c.person_id)
    )
    return [(int(who), int(minutes), last) for who, minutes, last in tx.execute(query.limit(most) if most else query)]


def _record(tx: Tx, pot: str) -> tuple[dict[int, set[str]], dict[int, bool]]:
    """Per person in which turns a notice was delivered, and whether one was read: reading proves delivery too."""
    delivered: dict[int, set[str]] = defaultdict(set)
    read: dict[int, bool] = {}
    sent = select(told.c.entity).where(told.c.view == VIEW, told.c.outcome == "sent")
    arrived = set(tx.execute(sent).scalars())
    for row in tx.execute(select(n).where(n.c.pot == pot)):
        if row.id in arrived or row.read_at is not None:
            delivered[row.person_id].add(row.turn)
        read[row.person_id] = read.get(row.person_id, False) or row.read_at is not None
    return delivered, read
