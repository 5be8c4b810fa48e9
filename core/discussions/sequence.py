"""Sequences of steps for somebody new, written in chat: by HR for everybody, by who leads a team for that team."""

from datetime import date

from sqlalchemy import bindparam, insert, select, update

from core import people
from core.clock import local_day
from core.db import Query, Tx, table
from core.discussions.onboarding_models import Sequence, SequenceStep
from core.errors import FieldError, NotAllowed
from core.people import Me, Role
from core.values import frozen
from core.words import N_, _

FIRST_STEP, LAST_STEP, MOST_STEPS, LONGEST_STEP_WORDS, LONGEST_SEQUENCE = -14, 365, 24, 200, 60
EVERYBODY, NEWCOMER, MANAGER, BUDDY, PERSON = "everybody", "newcomer", "manager", "buddy", "person"
DOERS = (NEWCOMER, MANAGER, BUDDY, *(f"role:{one}" for one in (Role.HR, Role.ADMIN, Role.COMMUNITY)))

_sequence, _step = table(Sequence), table(SequenceStep)
_columns = tuple(_sequence.c[name] for name in ("id", "name", "audience", "is_on", "written_by"))
_step_columns = tuple(
    _step.c[name]
    for name in ("id", "sequence_id", "day", "who", "person_id", "words", "shipped", "after_id", "written_on")
)
_all = Query(select(*_columns).order_by(_sequence.c.id))
_steps = Query(select(*_step_columns).order_by(_step.c.sequence_id, _step.c.day, _step.c.id))
_add = Query(insert(_sequence).returning(_sequence.c.id), "name", "audience", "is_on", "written_by")
_change = Query(
    update(_sequence).where(_sequence.c.id == bindparam("sequence"))
    .values(name=bindparam("title"), audience=bindparam("for_whom"))
)  # fmt: skip
_switch = Query(update(_sequence).where(_sequence.c.id == bindparam("sequence")).values(is_on=bindparam("on_")))
ADD_STEP = Query(
    insert(_step).returning(_step.c.id),
    "sequence_id", "day", "who", "person_id", "words", "shipped", "after_id", "written_on",
)  # fmt: skip


@frozen
class SequenceHere:
    """A sequence: for whom it is, and whether its steps come."""

    id: int
    name: str
    audience: str
    is_on: bool
    written_by: int | None


@frozen
class StepHere:
    """A step; `who` is one of DOERS, or `person` with `person_id` (None when that colleague was erased)."""

    id: int
    sequence_id: int
    day: int
    who: str
    person_id: int | None
    words: str
    shipped: str
    after_id: int | None
    written_on: date

    def said(self) -> str:
        """What is to be done, in the reader's language where the words are ours."""
        return _(OURS[self.shipped][2]) if self.shipped in OURS else self.words


OURS: dict[str, tuple[int, str, str]] = {
    "computer": (-7, "role:admin", N_("Set up the computer and the accounts")),
    "week": (-5, MANAGER, N_("Plan the first week, and put a first talk into both calendars")),
    "round": (0, BUDDY, N_("Show them round, and have lunch together")),
    "works": (0, NEWCOMER, N_("Try out computer and accounts, and say what does not work")),
    "hello": (1, NEWCOMER, N_("Say hello in your team's channel")),
    "hours": (2, NEWCOMER, N_("Look whether your hours and your leave are right, and tell HR if not")),
    "first_week": (4, MANAGER, N_("Look back on the first week together")),
    "who": (10, NEWCOMER, N_("Ask your buddy whom you should meet, and talk to two of them")),
    "month": (30, MANAGER, N_("Talk about the first month: what goes well, what is missing")),
    "struck": (30, NEWCOMER, N_("Write down three things that struck you. You see them for the first time only once")),
    "quarter": (90, MANAGER, N_("Talk about the first three months, and agree on what comes next")),
    "year": (365, MANAGER, N_("It has been a year: say so")),
}
"""The steps we ship: day, who does it, what. `works` comes once `computer` is done."""
AFTER = {"works": "computer", "who": "hello"}


def leads_teams(tx: Tx, me: Me) -> set[int]:
    """The teams of the people whose manager this is."""
    return {one.team_id for one in people.reports(tx, me.id) if one.team_id is not None}


def may_write(tx: Tx, me: Me, audience: str) -> bool:
    """HR for anybody; who leads a team for that team."""
    if people.has_role(tx, me.id, Role.HR):
        return True
    kind, _colon, number = audience.partition(":")
    return kind == "team" and number.isdecimal() and int(number) in leads_teams(tx, me)


def sequences(tx: Tx, me: Me | None = None) -> list[SequenceHere]:
    """All sequences, or those that this person may write."""
    found = [SequenceHere(*row) for row in tx.all(_all)]
    return [one for one in found if me is None or may_write(tx, me, one.audience)]


def sequence(tx: Tx, me: Me, number: int) -> SequenceHere:
    """This sequence, for who may write it; the same refusal when it does not exist."""
    found = next((one for one in sequences(tx, me) if one.id == number), None)
    if found is None:
        raise NotAllowed(_("HR writes these steps, and who leads a team writes those for that team. Ask one of them."))
    return found


def steps_of(tx: Tx, number: int | None = None) -> list[StepHere]:
    """The steps of this sequence (or of all), by day."""
    return [one for row in tx.all(_steps) if (one := StepHere(*row)).sequence_id == number or number is None]


def write_sequence(tx: Tx, me: Me, number: int, name: str, audience: str) -> int:
    """Begin a sequence (0), or change its name and for whom it is; gives its number."""
    if number:
        sequence(tx, me, number)
    if not _is_audience(tx, audience):
        raise FieldError("audience", _("Choose one of the options."))
    if not may_write(tx, me, audience):
        raise FieldError("audience", _("You write steps for the teams of your own people. HR writes them for others."))
    if not 0 < len(name.strip()) <= LONGEST_SEQUENCE:
        raise FieldError("name", _("Write 1 to {most} characters.").format(most=LONGEST_SEQUENCE))
    if number:
        tx.run(_change, sequence=number, title=name.strip(), for_whom=audience)
        return number
    return int(tx.one(_add, name=name.strip(), audience=audience, is_on=True, written_by=me.id).id)


def _is_audience(tx: Tx, audience: str) -> bool:
    kind, _colon, number = audience.partition(":")
    if kind == "team" and number.isdecimal():
        return people.team(tx, int(number)) is not None
    if kind == "segment" and number.isdecimal():
        return any(one.id == int(number) for one in people.segments(tx))
    return audience == EVERYBODY


def begin_with_ours(tx: Tx, me: Me) -> int:
    """Our own steps, for everybody new, to change as one likes; gives the sequence's number."""
    if not people.has_role(tx, me.id, Role.HR):
        raise NotAllowed(_("HR writes these steps, and who leads a team writes those for that team. Ask one of them."))
    number = int(tx.one(_add, name="", audience=EVERYBODY, is_on=True, written_by=me.id).id)
    today, made = local_day(tx.now, me.zone), dict[str, int]()
    for key, (day, who, _words) in OURS.items():
        row = tx.one(ADD_STEP, sequence_id=number, day=day, who=who, person_id=None, words="", shipped=key,
                     after_id=made.get(AFTER.get(key, "")), written_on=today)  # fmt: skip
        made[key] = int(row.id)
    return number


def switch_sequence(tx: Tx, me: Me, number: int, on: bool) -> None:
    """Its steps come from now on, or none any more; what came already stays."""
    sequence(tx, me, number)
    tx.run(_switch, sequence=number, on_=on)
