"""A round opens: who is invited, when it closes, and the promise that holds from now on."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import calendar, jobs, people, privacy
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import NotAllowed, UserError
from core.facts import record
from core.people.models import Person
from core.surveys.facts import RoundOpened
from core.surveys.models import Mode, Participation, Pulse, Round
from core.surveys.questions import drawn
from core.words import _

OPEN_MINUTES, QUIET_MINUTES = 23 * 60, 15 * 60
"""Working time a round is open, and after which those who are quiet hear once more: Monday 09:00 → Wednesday 16:00."""
WORKING_DAY = (calendar.Span(9 * 60, 17 * 60),)
CLOSE, QUIET, WEEKLY, MORE = "surveys.close", "surveys.quiet", "surveys.weekly", "surveys.more"
"""The names under which this is planned."""
PAGE, REST_DAYS = 500, 6
_round, _participation, _pulse, _person = table(Round), table(Participation), table(Pulse), table(Person)
_heads = Query(
    select(_person.c.team_id, func.count().label("n"))
    .where(_person.c.left_on.is_(None), _person.c.erased.is_(False))
    .group_by(_person.c.team_id)
)
_columns = (
    _round.c.id, _round.c.pulse_id, _round.c.team_id, _round.c.question, _round.c.questions, _round.c.mode,
    _round.c.minimum, _round.c.mark, _round.c.opened_at, _round.c.closes_at, _round.c.closed_at, _round.c.invited,
    _pulse.c.owner_id, _pulse.c.zone, _pulse.c.words, _pulse.c.audience, _pulse.c.parts,
)  # fmt: skip
_rounds = select(*_columns).join(_pulse, _pulse.c.id == _round.c.pulse_id)
_by_id = Query(_rounds.where(_round.c.id == bindparam("round")))
_open_for = Query(_rounds.where(_pulse.c.audience == bindparam("to"), _round.c.closed_at.is_(None)))
_before = Query(select(func.count().label("n")).where(_round.c.pulse_id == bindparam("pulse")))
_mine = Query(
    _rounds.add_columns(_participation.c.segment)
    .join(_participation, _participation.c.round_id == _round.c.id)
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
    "pulse_id", "team_id", "question", "questions", "mode", "minimum", "mark", "opened_at", "closes_at", "invited",
)  # fmt: skip
_invite = Query(
    insert_or(_participation).on_conflict_do_nothing(index_elements=["round_id", "person_id"]),
    "round_id", "person_id", "segment", "invited_on",
)  # fmt: skip


class AlreadyOpen(UserError):
    """A team is asked one thing at a time."""

    kind = "surveys_already_open"


@dataclass(frozen=True, slots=True)
class Opened:
    """A round: what is asked of whom, under which promise, from when to when."""

    id: int
    pulse_id: int
    team_id: int | None
    question: int
    questions: tuple[int, ...]
    mode: str
    minimum: int
    mark: str
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    invited: int
    owner_id: int
    zone: str
    words: str
    audience: str
    parts: int

    @classmethod
    def of(cls, row: Any) -> "Opened":
        """A row of the statements here."""
        values = dict(zip((one.name for one in fields(cls)), row, strict=False))
        return cls(**{**values, "questions": tuple(values["questions"])})

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
    return Opened.of(row)


def not_yours() -> NotAllowed:
    """The refusal for a round that is not yours, or not there."""
    return NotAllowed(_("This pulse is for somebody else. See /pulse mine for what waits for you."))


def open_round(tx: Tx, pulse: int) -> int:
    """Ask this pulse's people now: invite who is there before it closes. Gives the round's id; raises AlreadyOpen."""
    asked = tx.get_one(Pulse, pulse)
    tx.lock("surveys_team", asked.team_id or 0)
    refuse_second(tx, asked.audience)
    closes_at, quiet_at = closing_times(tx, tx.now, asked.zone, people.get(tx, asked.owner_id).location)
    made = tx.one(
        _add, pulse_id=pulse, team_id=asked.team_id, question=asked.question, mode=asked.mode,
        questions=list(drawn(asked.question, int(tx.one(_before, pulse=pulse).n))), mark=secrets.token_hex(8),
        minimum=privacy.minimum_group(), opened_at=tx.now, closes_at=closes_at, invited=0,
    )  # fmt: skip
    _seated, after = seat(tx, int(made.id), 0)
    if after:
        jobs.at(tx, f"{MORE}:{made.id}:{after}", tx.now, MORE, {"round": made.id, "after": after})
    jobs.at(tx, f"surveys:close:{made.id}", closes_at, CLOSE, {"round": made.id})
    jobs.at(tx, f"surveys:quiet:{made.id}", quiet_at, QUIET, {"round": made.id})
    record(tx, RoundOpened(made.id, asked.team_id or 0))
    return int(made.id)


def refuse_second(tx: Tx, audience: str) -> None:
    """Raises AlreadyOpen while these people have an open round: its promise and question stay as they are (T44)."""
    if tx.one(_open_for, to=audience):
        raise AlreadyOpen(_("A pulse is already open for this team. Wait until it has closed."))


def closing_times(tx: Tx, at: datetime, zone: str, location: str) -> tuple[datetime, datetime]:
    """When a round that opens now closes, and when the quiet ones hear once more: in working time, without holidays."""
    today = local_day(at, zone)
    closed = {off.day for off in calendar.holidays_between(tx, location, today, today + timedelta(days=30))}
    hours = calendar.Hours(zone, (WORKING_DAY,) * 5 + ((), ()), frozenset(closed))
    return calendar.add_minutes(hours, at, OPEN_MINUTES), calendar.add_minutes(hours, at, QUIET_MINUTES)


def seat(tx: Tx, round_id: int, after: int) -> tuple[list[int], int | None]:
    """Invite the next 500, by id, without those who are away from the first day to the last.

    Who was asked something in the days before is left in peace by a round for a group or for everybody, and of a pulse
    in parts each round takes one part. Gives who was invited, and after whom to go on (None: everybody has been asked).
    """
    asked = find(tx, round_id)
    today, last = local_day(tx.now, asked.zone), local_day(asked.closes_at, asked.zone)
    page = people.audience(tx, asked.audience, after, PAGE)
    turn = round_id % asked.parts
    there = [one for one in calendar.there_between(tx, page, today, last) if one % asked.parts == turn] if page else []
    if asked.team_id is None and there:
        lately = select(_participation.c.person_id).where(
            _participation.c.invited_on > today - timedelta(days=REST_DAYS), _participation.c.person_id.in_(there),
            _participation.c.round_id != round_id,
        )  # fmt: skip
        asked_lately = set(tx.execute(lately).scalars())
        there = [one for one in there if one not in asked_lately]
    parts = parts_of(tx, asked, there) if there else {}
    tx.many(_invite, [
        {"round_id": round_id, "person_id": one, "segment": parts.get(one, 0), "invited_on": today} for one in there
    ])  # fmt: skip
    return there, page[-1] if len(page) == PAGE else None


def parts_of(tx: Tx, asked: Opened, there: Sequence[int]) -> dict[int, int]:
    """In which part of the round each is: their team, if that is twice the minimum large; else the rest, 0.

    Twice: so that a list of who took part can be written at all, and one who stays away hides nobody's figures.
    """
    if asked.team_id is not None:
        return {}
    heads = {team: n // asked.parts for team, n in _heads_of(tx, asked).items()}
    large = sorted((n, team) for team, n in heads.items() if team is not None and n >= 2 * asked.minimum)
    rest = sum(heads.values()) - sum(n for n, _team in large)
    while large and 0 < rest < 2 * asked.minimum:
        rest += large.pop(0)[0]
    kept = {team for _n, team in large}
    found = tx.execute(select(_person.c.id, _person.c.team_id).where(_person.c.id.in_(there)))
    return {one: team for one, team in found if team in kept}


def _heads_of(tx: Tx, asked: Opened) -> Counter[int | None]:
    if asked.audience == "everybody":
        return Counter({row.team_id: int(row.n) for row in tx.all(_heads)})
    ids = set(people.audience(tx, asked.audience, 0, 100_000))
    return Counter(team for one, team in tx.execute(select(_person.c.id, _person.c.team_id)) if one in ids)


def rounds_of(tx: Tx, person: int) -> list[tuple[Opened, int]]:
    """The open rounds this person was invited to and is not on the list of, and the part they are in."""
    return [(Opened.of(row), row.segment) for row in tx.all(_mine, person=person, now=tx.now)]


def invitees(tx: Tx, round_id: int) -> list[int]:
    """Who was invited to this round."""
    return [row.person_id for row in tx.all(_seats, round=round_id)]
