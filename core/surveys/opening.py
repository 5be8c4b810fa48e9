"""A round opens: who is invited, when it closes, and the promise that holds from now on."""

import secrets
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from core import calendar, jobs, people, privacy
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import NotAllowed, UserError
from core.facts import record
from core.surveys.facts import RoundOpened
from core.surveys.inviting import parts_apart, places_of, planned_cut, seat_page
from core.surveys.models import Mode, Participation, Pulse, Round
from core.surveys.moments import KINDS
from core.surveys.questions import drawn
from core.values import frozen
from core.words import _

OPEN_MINUTES, QUIET_BEFORE, LAST_BEFORE = 23 * 60, 9 * 60, 8 * 60 + 30
"""Working time a round is open (Monday 09:00 → Wednesday 16:00), and how long before its end the quiet hear once more.

More than a working day: then the digest of the last morning still comes before the end, whenever that is."""
WORKING_DAY = (calendar.Span(9 * 60, 17 * 60),)
CLOSE, QUIET, WEEKLY, MORE = "surveys.close", "surveys.quiet", "surveys.weekly", "surveys.more"
"""The names under which this is planned."""
_round, _participation, _pulse = table(Round), table(Participation), table(Pulse)
_columns = (
    _round.c.id, _round.c.pulse_id, _round.c.team_id, _round.c.question, _round.c.questions, _round.c.mode,
    _round.c.minimum, _round.c.mark, _round.c.opened_at, _round.c.closes_at, _round.c.closed_at, _round.c.invited,
    _round.c.shared_at, _round.c.shared_words, _round.c.went_on, _round.c.places, _round.c.groups,
    _pulse.c.owner_id, _pulse.c.zone, _pulse.c.words, _pulse.c.audience, _pulse.c.parts, _pulse.c.kind, _pulse.c.by,
)  # fmt: skip
ROUNDS = select(*_columns).join(_pulse, _pulse.c.id == _round.c.pulse_id)
"""Rounds as `Opened.of` reads them."""
_by_id = Query(ROUNDS.where(_round.c.id == bindparam("round")))
_open_for = Query(ROUNDS.where(_pulse.c.audience == bindparam("to"), _round.c.closed_at.is_(None)))
_last_of = Query(
    ROUNDS.where(_pulse.c.audience == bindparam("to"), _round.c.closed_at.is_not(None))
    .order_by(_round.c.closed_at.desc(), _round.c.id.desc()).limit(1)
)  # fmt: skip
_earlier = Query(
    ROUNDS.where(_pulse.c.audience == bindparam("to"), _round.c.closed_at.is_not(None), _round.c.id < bindparam("round"))
    .order_by(_round.c.id.desc()).limit(1)
)  # fmt: skip
_of_pulse = Query(
    select(_round.c.id).where(_round.c.pulse_id == bindparam("pulse")).order_by(_round.c.id.desc()).limit(1)
)
_before = Query(select(func.count().label("n")).where(_round.c.pulse_id == bindparam("pulse")))
_mine = Query(
    ROUNDS.add_columns(_participation.c.segment, _participation.c.until_on)
    .join(_participation, _participation.c.round_id == _round.c.id)
    .where(_participation.c.person_id == bindparam("person"), _participation.c.answered_on.is_(None),
           _round.c.closed_at.is_(None), _round.c.closes_at > bindparam("now"))
    .order_by(_round.c.closes_at)
)  # fmt: skip
_add = Query(
    insert(_round).returning(_round.c.id),
    "pulse_id", "team_id", "question", "questions", "mode", "minimum", "mark", "opened_at", "closes_at", "invited",
    "shared_words", "went_on", "places", "groups", "cells",
)  # fmt: skip


class Unshared(UserError):
    """What came out last time was not told yet."""

    kind = "surveys_unshared"


class AlreadyOpen(UserError):
    """A team is asked one thing at a time."""

    kind = "surveys_already_open"


@frozen
class Opened:
    """A round: what is asked of whom, under which promise, from when to when; `groups`: the target groups it is cut by."""

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
    shared_at: datetime | None
    shared_words: str
    went_on: str
    places: tuple[str, ...]
    groups: tuple[tuple[int, str], ...]
    owner_id: int
    zone: str
    words: str
    audience: str
    parts: int
    kind: str
    by: str

    @classmethod
    def of(cls, row: Any) -> "Opened":
        """A row of the statements here."""
        values = dict(zip((one.name for one in fields(cls)), row, strict=False))
        told = {"groups": tuple((int(one), str(name)) for one, name in values["groups"])}
        return cls(**{**values, **told, "questions": tuple(values["questions"]), "places": tuple(values["places"])})

    @property
    def anonymous(self) -> bool:
        """Whether nobody may be tied to an answer."""
        return self.mode == Mode.ANONYMOUS

    @property
    def personal(self) -> bool:
        """Whether each is asked at a date of their own, and answers wait until there are enough to be shown together."""
        return self.kind in KINDS

    @property
    def shared_by_hand(self) -> bool:
        """Whether its owner shares the result with a word of their own: everything that is asked beyond one team."""
        return self.team_id is None

    @property
    def unshared(self) -> bool:
        """Closed, and its owner has not shared the result yet."""
        return self.closed_at is not None and self.shared_at is None

    def is_open(self, at: datetime) -> bool:
        """Whether an answer counts at this moment; the closing moment itself is too late (T47)."""
        return self.closed_at is None and self.opened_at <= at < self.closes_at


def find(tx: Tx, round_id: int) -> Opened:
    """This round; raises NotAllowed in the words for one that is not yours."""
    row = tx.one(_by_id, round=round_id)
    if row is None:
        raise not_yours()
    return Opened.of(row)


def newest(tx: Tx, pulse: int) -> int:
    """The last round of this pulse; 0 when it had none."""
    row = tx.one(_of_pulse, pulse=pulse)
    return int(row.id) if row else 0


def round_before(tx: Tx, asked: Opened) -> Opened | None:
    """The last round of these people that closed before this one."""
    row = tx.one(_earlier, to=asked.audience, round=asked.id)
    return Opened.of(row) if row else None


def not_yours() -> NotAllowed:
    """The refusal for a round that is not yours, or not there."""
    return NotAllowed(_("This pulse is for somebody else. See /pulse mine for what waits for you."))


def open_round(tx: Tx, pulse: int) -> int:
    """Ask this pulse's people now: invite who is there before it closes. Gives the round's id.

    Raises AlreadyOpen, and Unshared while the result before waits for its owner.
    """
    asked = tx.get_one(Pulse, pulse)
    tx.lock("surveys_team", asked.team_id or 0)
    refuse_second(tx, asked.audience)
    refuse_unshared(tx, asked.audience)
    number = add_round(tx, asked)
    opened = find(tx, number)
    seat(tx, number, 0, None if opened.groups else parts_apart(tx, opened))
    record(tx, RoundOpened(number, asked.team_id or 0))
    return number


def add_round(tx: Tx, asked: Pulse) -> int:
    """The round itself, and the work at its end; nobody is invited yet. Gives its id."""
    location = people.get(tx, asked.owner_id).location
    closes_at = closing_time(tx, tx.now, asked.zone, location, asked.open_minutes)
    minimum, places = privacy.minimum_group(), places_of(tx) if asked.by == "place" else []
    cut = planned_cut(tx, asked.audience, asked.by, asked.cuts, minimum, asked.parts, places)
    made = tx.one(
        _add, pulse_id=asked.id, team_id=asked.team_id, question=asked.question, mode=asked.mode,
        questions=list(drawn(asked.question, int(tx.one(_before, pulse=asked.id).n))), mark=secrets.token_hex(8),
        minimum=minimum, opened_at=tx.now, closes_at=closes_at, invited=0, shared_words="", went_on="", places=places,
        groups=[list(one) for one in cut.groups], cells=[list(one) for one in cut.cells],
    )  # fmt: skip
    jobs.at(tx, f"surveys:close:{made.id}", closes_at, CLOSE, {"round": made.id})
    for turn, before in ((1, QUIET_BEFORE), (2, LAST_BEFORE)):
        at = closing_time(tx, tx.now, asked.zone, location, asked.open_minutes - before)
        jobs.at(tx, f"surveys:quiet:{made.id}:{turn}", at, QUIET, {"round": made.id, "turn": turn})
    return int(made.id)


def seat(tx: Tx, round_id: int, after: int, parts: list[int] | None = None) -> tuple[list[int], int | None]:
    """Invite the next 500 after this person, and plan those who follow; `parts` count apart, as they did on the first page.

    Gives who was invited, and after whom it goes on (None: everybody was asked).
    """
    seated, last = seat_page(tx, find(tx, round_id), after, parts)
    if last:
        then = {"round": round_id, "after": last} | ({} if parts is None else {"parts": parts})
        jobs.at(tx, f"{MORE}:{round_id}:{last}", tx.now, MORE, then)
    return seated, last


def refuse_second(tx: Tx, audience: str) -> None:
    """Raises AlreadyOpen while these people have an open round: its promise and question stay as they are (T44)."""
    if tx.one(_open_for, to=audience):
        raise AlreadyOpen(_("A pulse is already open for this team. Wait until it has closed."))


def refuse_unshared(tx: Tx, audience: str) -> None:
    """Raises Unshared while the last result of these people was not shared, unless its owner said why to go on."""
    last = tx.one(_last_of, to=audience)
    if last is None:
        return
    asked = Opened.of(last)
    if asked.shared_by_hand and asked.unshared and not asked.went_on:
        raise Unshared(
            _("The last result has not been shared yet. Share it first: /pulse results. Or say there why not.")
        )


def closing_time(tx: Tx, at: datetime, zone: str, location: str, minutes: int) -> datetime:
    """The moment after so much working time from now, without weekends and holidays."""
    today = local_day(at, zone)
    closed = {off.day for off in calendar.holidays_between(tx, location, today, today + timedelta(days=120))}
    hours = calendar.Hours(zone, (WORKING_DAY,) * 5 + ((), ()), frozenset(closed))
    return calendar.add_minutes(hours, at, minutes)


def rounds_of(tx: Tx, person: int) -> list[tuple[Opened, int]]:
    """The open rounds this person was invited to and is not on the list of, and the part they are in."""
    found = [(Opened.of(row), row.segment, row.until_on) for row in tx.all(_mine, person=person, now=tx.now)]
    return [(asked, part) for asked, part, until in found if not until or local_day(tx.now, asked.zone) <= until]
