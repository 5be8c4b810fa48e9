"""Onboarding: steps come on their day or once another is done, to whoever does them; they move and end with the first day."""

from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts, people
from core.db import Query, Tx, table
from core.discussions.facts import HireWithdrawn, StepDone
from core.discussions.models import Newcomer
from core.discussions.newcomer import YES, Arrival, arrival, arrive, prepared_by
from core.discussions.onboarding_models import OnboardingTask
from core.discussions.sequence import BUDDY, FIRST_STEP, LAST_STEP, MANAGER, NEWCOMER, StepHere, sequences, steps_of
from core.errors import NotAllowed, Stale
from core.people import Me, Role
from core.people.models import Person
from core.values import frozen
from core.words import _

LATE = timedelta(days=30)
"""A step that is later than this does not come any more."""
REMINDED, GIVEN_UP = timedelta(days=3), timedelta(days=10)
"""After so many days whoever has not done it reads it in the digest, once; not when the day was long ago."""

_task, _newcomer, _person = table(OnboardingTask), table(Newcomer), table(Person)
_columns = tuple(_task.c[name] for name in ("id", "newcomer_id", "step_id", "came_on", "done_at", "done_by"))
_here = or_(_person.c.left_on.is_(None), _person.c.left_on >= _person.c.started_on)
_new = Query(
    select(_person.c.id, _person.c.started_on, _person.c.team_id).where(
        _person.c.started_on.between(bindparam("first"), bindparam("last")), _here,
        or_(_person.c.left_on.is_(None), _person.c.left_on >= bindparam("today")), _person.c.erased.is_(False),
    ).order_by(_person.c.started_on, _person.c.id)
)  # fmt: skip
_withdrawn = Query(
    select(_newcomer.c.id).distinct().join(_person, _person.c.id == _newcomer.c.person_id)
    .join(_task, _task.c.newcomer_id == _newcomer.c.id)
    .where(_task.c.done_at.is_(None), or_(_person.c.started_on.is_(None), ~_here, _person.c.erased.is_(True)))
)  # fmt: skip
_one_new = Query(
    select(_person.c.started_on, _person.c.left_on, _person.c.erased).where(_person.c.id == bindparam("person"))
)
_add = Query(
    insert_or(_task).on_conflict_do_nothing(index_elements=["newcomer_id", "step_id"]).returning(_task.c.id),
    "newcomer_id", "step_id", "came_on",
)  # fmt: skip
_of = Query(select(*_columns).where(_task.c.newcomer_id == bindparam("newcomer")).order_by(_task.c.id))
_open = Query(
    select(*_columns).where(_task.c.done_at.is_(None), _task.c.came_on >= bindparam("since")).order_by(_task.c.id)
)
_all = Query(select(*_columns).where(_task.c.came_on >= bindparam("since")))
_one = Query(select(*_columns).where(_task.c.id == bindparam("task")))
_finish = Query(
    update(_task).where(_task.c.id == bindparam("task"), _task.c.done_at.is_(None))
    .values(done_at=bindparam("now", type_=_task.c.done_at.type), done_by=bindparam("me"))
)  # fmt: skip
_end = Query(delete(_task).where(_task.c.newcomer_id == bindparam("newcomer"), _task.c.done_at.is_(None)))


@frozen
class Task:
    """A step that came, and when it was done by whom."""

    id: int
    newcomer_id: int
    step_id: int
    came_on: date
    done_at: datetime | None
    done_by: int | None


@frozen
class Way:
    """One step on somebody's way: its day as the first day stands now, and its task once it came."""

    step: StepHere
    on_day: date
    task: Task | None

    @property
    def done(self) -> bool:
        """Whether it was done."""
        return self.task is not None and self.task.done_at is not None


def is_withdrawn(tx: Tx, found: Arrival) -> bool:
    """The hire does not go ahead: no first day any more, gone before it, or erased (T60)."""
    row = tx.one(_one_new, person=found.person_id)
    return row is None or row.erased or row.started_on is None or bool(row.left_on and row.left_on < row.started_on)


def for_whom(tx: Tx) -> dict[int, set[int] | None]:
    """By sequence that is on: the persons it is for; None is everybody."""
    below: dict[int | None, list[int]] = {}
    for team in people.teams(tx):
        below.setdefault(team.parent_id, []).append(team.id)
    found: dict[int, set[int] | None] = {}
    for one in sequences(tx):
        kind, _colon, number = one.audience.partition(":")
        if one.is_on and kind == "team":
            inside = [int(number)]
            for team_id in inside:
                inside += [child for child in below.get(team_id, ()) if child not in inside]
            found[one.id] = {person.id for team_id in inside for person in people.members(tx, team_id)}
        elif one.is_on and kind == "segment":
            known = any(group.id == int(number) for group in people.segments(tx))
            found[one.id] = set(people.segment_people(tx, int(number))) if known else set()
        elif one.is_on:
            found[one.id] = None
    return found


def come(tx: Tx, today: date, only: int | None = None) -> list[tuple[int, int]]:
    """Steps whose day has come go to whoever does them; gives (newcomer, person) for each who got something new.

    On their day, and not before the step they wait for is done. A step written when somebody was here already comes only
    if its day was still ahead. `only`: of this person alone, at once when something was done.
    """
    audiences = for_whom(tx)
    steps = [one for one in steps_of(tx) if one.sequence_id in audiences]
    first, last = today - timedelta(days=LAST_STEP) - LATE, today - timedelta(days=FIRST_STEP)
    told: list[tuple[int, int]] = []
    for row in tx.all(_new, first=first, last=last, today=today) if steps else ():
        if only is not None and row.id != only:
            continue
        mine = [one for one in steps if (inside := audiences[one.sequence_id]) is None or row.id in inside]
        ready = [one for one in mine if row.started_on + timedelta(days=one.day) <= today]
        if not ready:
            continue
        found = arrive(tx, row.id, row.started_on)
        known = {task.step_id: task for task in tasks_of(tx, found.id)}
        for step in ready:
            if step.id not in known and _comes(step, found, known, today):
                tx.one(_add, newcomer_id=found.id, step_id=step.id, came_on=today)
                told += [(found.id, doer) for doer in doers_of(tx, found, step)]
    return list(dict.fromkeys(told))


def _comes(step: StepHere, found: Arrival, known: dict[int, Task], today: date) -> bool:
    on_day = found.first_day + timedelta(days=step.day)
    if step.after_id is not None:
        before = known.get(step.after_id)
        if before is None or before.done_at is None:
            return False
        on_day = max(on_day, before.done_at.date())
    return today - on_day <= LATE and (on_day >= step.written_on or found.first_day >= step.written_on)


def doers_of(tx: Tx, found: Arrival, step: StepHere) -> list[int]:
    """Who does this step now: who is named; without a buddy, or after they left, whoever prepares the arrival; else HR."""
    if step.who == NEWCOMER:
        return [found.person_id]
    if step.who == BUDDY and found.buddy_id and found.buddy_said == YES and _works_here(tx, found.buddy_id):
        return [found.buddy_id]
    if step.who in (MANAGER, BUDDY):
        chosen = [one for one in prepared_by(tx, found) if _works_here(tx, one)]
    elif step.who.startswith("role:"):
        chosen = [one.id for one in people.with_role(tx, step.who.removeprefix("role:"))]
    else:
        chosen = [step.person_id] if step.person_id and _works_here(tx, step.person_id) else []
    return chosen or [one.id for one in people.with_role(tx, Role.HR)]


def _works_here(tx: Tx, person: int) -> bool:
    last_day = people.get(tx, person).left_on
    return last_day is None or last_day >= tx.now.date()


def tasks_of(tx: Tx, newcomer: int) -> list[Task]:
    """What came for this newcomer."""
    return [Task(*row) for row in tx.all(_of, newcomer=newcomer)]


def way_of(tx: Tx, newcomer: int) -> list[Way]:
    """All steps on this newcomer's way, by day: what was done, what waits, what is still to come."""
    found, audiences = arrival(tx, newcomer), for_whom(tx)
    if found is None:
        return []
    tasks = {task.step_id: task for task in tasks_of(tx, newcomer)}
    steps = [
        one for one in steps_of(tx)
        if one.id in tasks or (one.sequence_id in audiences and one.written_on <= found.first_day + timedelta(days=one.day)
            and ((inside := audiences[one.sequence_id]) is None or found.person_id in inside))
    ]  # fmt: skip
    way = [Way(one, found.first_day + timedelta(days=one.day), tasks.get(one.id)) for one in steps]
    return sorted(way, key=lambda one: (one.on_day, one.step.id))


def waiting_for(tx: Tx, me: Me) -> dict[int, int]:
    """By newcomer, how many steps wait for this person."""
    steps, found, here = {one.id: one for one in steps_of(tx)}, dict[int, int](), dict[int, Arrival | None]()
    for row in tx.all(_open, since=tx.now.date() - timedelta(days=LAST_STEP) - LATE):
        task = Task(*row)
        if task.newcomer_id not in here:
            here[task.newcomer_id] = arrival(tx, task.newcomer_id)
        new = here[task.newcomer_id]
        if new is not None and task.step_id in steps and me.id in doers_of(tx, new, steps[task.step_id]):
            found[new.id] = found.get(new.id, 0) + 1
    return found


def under_way(tx: Tx, me: Me, today: date) -> list[int]:
    """The newcomers whose way this person may see, and which is not over: all for HR, a manager's own."""
    numbers = sorted({row.newcomer_id for row in tx.all(_all, since=today - timedelta(days=LAST_STEP))})
    return [one for one in numbers if may_see(tx, me, one) and not all(step.done for step in way_of(tx, one))]


def may_see(tx: Tx, me: Me, newcomer: int) -> bool:
    """Who sees how far it is: HR, the manager, and the newcomer."""
    found = arrival(tx, newcomer)
    if found is None:
        return False
    return me.id in (found.person_id, *prepared_by(tx, found)) or people.has_role(tx, me.id, Role.HR)


def finish_step(tx: Tx, me: Me, number: int) -> int:
    """It is done, says who does it, the manager or HR; once. Gives the newcomer's number."""
    row = tx.one(_one, task=number)
    task = Task(*row) if row else None
    found = arrival(tx, task.newcomer_id) if task else None
    step = next((one for one in steps_of(tx) if task and one.id == task.step_id), None)
    if task is None or found is None or step is None or not (
        me.id in doers_of(tx, found, step) or me.id in prepared_by(tx, found) or people.has_role(tx, me.id, Role.HR)
    ):  # fmt: skip
        raise NotAllowed(_("This step is no longer there, or somebody else does it."))
    if not tx.run(_finish, task=number, now=tx.now, me=me.id):
        raise Stale(_("This is done already."))
    facts.record(tx, StepDone(found.id))
    return found.id


def overdue(tx: Tx, today: date) -> list[tuple[int, int, date]]:
    """(newcomer, person, the day it came) where something still waits after three days; not where that was long ago."""
    steps = {one.id: one for one in steps_of(tx)}
    found: list[tuple[int, int, date]] = []
    for row in tx.all(_open, since=today - GIVEN_UP):
        task = Task(*row)
        new = arrival(tx, task.newcomer_id) if today - task.came_on >= REMINDED else None
        if new is not None and task.step_id in steps:
            found += [(new.id, doer, task.came_on) for doer in doers_of(tx, new, steps[task.step_id])]
    return list(dict.fromkeys(found))


def end_withdrawn(tx: Tx) -> list[int]:
    """Hires that do not go ahead: what waited is over, and whoever had it reads so (T60)."""
    gone = [int(row.id) for row in tx.all(_withdrawn)]
    for number in gone:
        tx.run(_end, newcomer=number)
        facts.record(tx, HireWithdrawn(number))
    return gone
