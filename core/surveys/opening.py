"""A round opens: who is invited, when it closes, and the promise that holds from now on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import calendar, jobs, people, privacy
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import NotAllowed, UserError
from core.facts import record
from core.surveys.facts import RoundOpened
from core.surveys.models import Mode, Participation, Pulse, Round
from core.words import _

OPEN_MINUTES, QUIET_MINUTES = 23 * 60, 15 * 60
"""Working time a round is open, and after which those who are quiet hear once more: Monday 09:00 → Wednesday 16:00."""
WORKING_DAY = (calendar.Span(9 * 60, 17 * 60),)
CLOSE, QUIET, WEEKLY, MORE = "surveys.close", "surveys.quiet", "surveys.weekly", "surveys.more"
PAGE = 500
"""The names under which this is planned."""
_round, _participation, _pulse = table(Round), table(Participation), table(Pulse)
_columns = (
    _round.c.id, _round.c.pulse_id, _round.c.team_id, _round.c.question, _round.c.mode, _round.c.minimum,
    _round.c.opened_at, _round.c.closes_at, _round.c.closed_at, _round.c.invited, _pulse.c.owner_id, _pulse.c.zone,
    _pulse.c.words,
)  # fmt: skip
_rounds = select(*_columns).join(_pulse, _pulse.c.id == _round.c.pulse_id)
_by_id = Query(_rounds.where(_round.c.id == bindparam("round")))
_open_in_team = Query(_rounds.where(_round.c.team_id == bindparam("team"), _round.c.closed_at.is_(None)))
_mine = Query(
    _rounds.join(_participation, _participation.c.round_id == _round.c.id)
    .where(_participation.c.person_id == bindparam("person"), _participation.c.answered_on.is_(None),
           _round.c.closed_at.is_(None), _round.c.closes_at > bindparam("now"))
    .order_by(_round.c.closes_at)
)  # fmt: skip
_seats = Query(
    select(_participation.c.person_id)
    .where(_participation.c.round_id == bindparam("round"))
    .order_by(_participation.c.person_id)
)
_add = Query(
    insert(_round).returning(_round.c.id),
    "pulse_id", "team_id", "question", "mode", "minimum", "opened_at", "closes_at", "invited",
)  # fmt: skip
_invite = Query(
    insert_or(_participation).on_conflict_do_nothing(index_elements=["round_id", "person_id"]),
    "round_id", "person_id", "invited_on",
)  # fmt: skip


class AlreadyOpen(UserError):
    """A team is asked one thing at a time."""

    kind = "surveys_already_open"


@dataclass(frozen=True, slots=True)
class Opened:
    """A round: what is asked of whom, under which promise, from when to when."""

    id: int
    pulse_id: int
    team_id: int
    question: int
    mode: str
    minimum: int
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    invited: int
    owner_id: int
    zone: str
    words: str

    @property
    def anonymous(self) -> bool:
        """Whether nobody may be tied to an answer."""
        return self.mode == Mode.ANONYMOUS

    def is_open(self, at: datetime) -> bool:
        """Whether an answer counts at this moment; the closing moment itself is too late (T47)."""
        return self.closed_at is None and self.opened_at <= at < self.closes_at


def find(tx: Tx, round_id: int) -> Opened:
    """This round; raises NotAllowed in the words for one that is not yours."""
    row = tx.one(_by_id, round=round_id)
    if row is None:
        raise not_yours()
    return Opened(*row)


def not_yours() -> NotAllowed:
    """The refusal for a round that is not yours, or not there."""
    return NotAllowed(_("This pulse is for somebody else. See /pulse mine for what waits for you."))


def open_round(tx: Tx, pulse: int) -> int:
    """Ask this pulse's team now: invite who is there before it closes. Gives the round's id; raises AlreadyOpen."""
    asked = tx.get_one(Pulse, pulse)
    tx.lock("surveys_team", asked.team_id)
    refuse_second(tx, asked.team_id)
    closes_at, quiet_at = closing_times(tx, tx.now, asked.zone, people.get(tx, asked.owner_id).location)
    made = tx.one(
        _add, pulse_id=pulse, team_id=asked.team_id, question=asked.question, mode=asked.mode,
        minimum=privacy.minimum_group(), opened_at=tx.now, closes_at=closes_at, invited=0,
    )  # fmt: skip
    _seated, after = seat(tx, int(made.id), 0)
    if after:
        jobs.at(tx, f"{MORE}:{made.id}:{after}", tx.now, MORE, {"round": made.id, "after": after})
    jobs.at(tx, f"surveys:close:{made.id}", closes_at, CLOSE, {"round": made.id})
    jobs.at(tx, f"surveys:quiet:{made.id}", quiet_at, QUIET, {"round": made.id})
    record(tx, RoundOpened(made.id, asked.team_id))
    return int(made.id)


def refuse_second(tx: Tx, team: int) -> None:
    """Raises AlreadyOpen while this team has an open round: its promise and question stay as they are (T44)."""
    standing = tx.one(_open_in_team, team=team)
    if standing:
        raise AlreadyOpen(_("A pulse is already open for this team. Wait until it has closed."))


def closing_times(tx: Tx, at: datetime, zone: str, location: str) -> tuple[datetime, datetime]:
    """When a round that opens now closes, and when the quiet ones hear once more: in working time, without holidays."""
    today = local_day(at, zone)
    closed = {off.day for off in calendar.holidays_between(tx, location, today, today + timedelta(days=30))}
    hours = calendar.Hours(zone, (WORKING_DAY,) * 5 + ((), ()), frozenset(closed))
    return calendar.add_minutes(hours, at, OPEN_MINUTES), calendar.add_minutes(hours, at, QUIET_MINUTES)


def seat(tx: Tx, round_id: int, after: int) -> tuple[list[int], int | None]:
    """Invite the next 500 of the team, by id, without those who are away from the first day to the last.

    Gives who was invited, and after whom to go on (None: everybody has been asked).
    """
    asked = find(tx, round_id)
    today, last = local_day(tx.now, asked.zone), local_day(asked.closes_at, asked.zone)
    page = people.audience(tx, f"team:{asked.team_id}", after, PAGE)
    there = calendar.there_between(tx, page, today, last) if page else []
    tx.many(_invite, [{"round_id": round_id, "person_id": person, "invited_on": today} for person in there])
    return there, page[-1] if len(page) == PAGE else None


def waiting_for(tx: Tx, person: int) -> list[Opened]:
    """The open rounds this person was invited to and has not answered, the first to close on top."""
    return [Opened(*row) for row in tx.all(_mine, person=person, now=tx.now)]


def invitees(tx: Tx, round_id: int) -> list[int]:
    """Who was invited to this round."""
    return [row.person_id for row in tx.all(_seats, round=round_id)]
