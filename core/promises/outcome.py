"""What becomes of a promise: kept, another day, another owner, or not kept with the reason; once, and by whom it concerns."""

from datetime import date

from sqlalchemy import bindparam, insert, select, update

from core import facts, people
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, Stale
from core.people import Me, Role
from core.promises.facts import Kept, Moved, Withdrawn
from core.promises.models import Promise, PromiseStep, Status, Step
from core.promises.promise import Given, find
from core.promises.remind import plan_reminders
from core.words import _

_promise, _step = table(Promise), table(PromiseStep)
_change = Query(
    update(_promise)
    .where(_promise.c.id == bindparam("promise"), _promise.c.version == bindparam("drawn"))
    .values(
        status=bindparam("becomes"), version=_promise.c.version + 1, due_on=bindparam("day"), owner_id=bindparam("owner"),
        ended_at=bindparam("ended", type_=_promise.c.ended_at.type),
    )
)  # fmt: skip
_note = Query(insert(_step), "promise_id", "what", "taken_by", "at", "reason", "due_on")
_last = Query(
    select(_step.c.what, _step.c.taken_by, _step.c.at, _step.c.reason, _step.c.due_on)
    .where(_step.c.promise_id == bindparam("promise")).order_by(_step.c.id)
)  # fmt: skip


def may_change(tx: Tx, me: Me, given: Given) -> bool:
    """The owner, whoever wrote it down, and HR."""
    return me.id in (given.owner_id, given.made_by) or people.has_role(tx, me.id, Role.HR)


def keep(tx: Tx, me: Me, promise: int, version: int) -> Given:
    """It is done. Raises NotAllowed or Stale."""
    given = _open(tx, me, promise, version)
    facts.record(tx, Kept(promise))
    return _changed(tx, me, given, Step.KEPT, Status.KEPT, given.due_on, given.owner_id)


def move(tx: Tx, me: Me, promise: int, version: int, due_on: date, reason: str) -> Given:
    """Another day, with the reason. Raises NotAllowed, Stale, or FieldError about `due_on` or `reason`."""
    given = _open(tx, me, promise, version)
    if due_on < local_day(tx.now, people.get(tx, given.owner_id).zone):
        raise FieldError("due_on", _("That day has passed. Choose today or later."))
    facts.record(tx, Moved(promise, Step.MOVED.value))
    return _changed(tx, me, given, Step.MOVED, Status.OPEN, due_on, given.owner_id, _said(reason))


def withdraw(tx: Tx, me: Me, promise: int, version: int, reason: str) -> Given:
    """It can't be kept, and why. Raises NotAllowed, Stale, or FieldError about `reason`."""
    given = _open(tx, me, promise, version)
    facts.record(tx, Withdrawn(promise))
    return _changed(tx, me, given, Step.WITHDRAWN, Status.WITHDRAWN, given.due_on, given.owner_id, _said(reason))


def hand_over(tx: Tx, me: Me, promise: int, version: int, owner: int) -> Given:
    """Somebody else will do it. Raises NotAllowed, Stale, or FieldError about `owner`."""
    given = _open(tx, me, promise, version)
    keeper = people.get(tx, owner)
    if owner == given.owner_id or (keeper.left_on and keeper.left_on < tx.now.date()):
        raise FieldError("owner", _("Choose another colleague who works here."))
    facts.record(tx, Moved(promise, Step.HANDED.value))
    return _changed(tx, me, given, Step.HANDED, Status.OPEN, given.due_on, owner)


def reopen(tx: Tx, me: Me, promise: int, version: int) -> Given:
    """Pressed too soon: it is open again. Raises NotAllowed or Stale."""
    given = _mine(tx, me, promise)
    if given.version != version or given.status == Status.OPEN:
        raise Stale(_("This promise has changed. Look again."))
    facts.record(tx, Moved(promise, Step.REOPENED.value))
    return _changed(tx, me, given, Step.REOPENED, Status.OPEN, given.due_on, given.owner_id)


def steps(tx: Tx, promise: int) -> list[tuple[str, int, str, date]]:
    """Every step of a promise: what, by whom, the reason, and the day that held before; the oldest first."""
    return [(row.what, row.taken_by, row.reason, row.due_on) for row in tx.all(_last, promise=promise)]


def _mine(tx: Tx, me: Me, promise: int) -> Given:
    tx.lock("promise", promise)
    given = find(tx, promise)
    if given is None or not may_change(tx, me, given):
        raise NotAllowed(_("I don't know this promise, or it isn't yours to change. Ask its owner."))
    return given


def _open(tx: Tx, me: Me, promise: int, version: int) -> Given:
    given = _mine(tx, me, promise)
    if given.status != Status.OPEN or given.version != version:
        raise Stale(_("This promise has changed. Look again."))
    return given


def _said(reason: str) -> str:
    if not reason.strip():
        raise FieldError("reason", _("Say why, so that colleagues know."))
    return reason.strip()


def _changed(
    tx: Tx, me: Me, given: Given, what: Step, becomes: Status, due_on: date, owner: int, reason: str = ""
) -> Given:
    ended = None if becomes == Status.OPEN else tx.now
    if not tx.run(
        _change, promise=given.id, drawn=given.version, becomes=becomes.value, day=due_on, owner=owner, ended=ended
    ):
        raise Stale(_("This promise has changed. Look again."))
    tx.run(
        _note, promise_id=given.id, what=what.value, taken_by=me.id, at=tx.now, reason=reason, due_on=given.due_on
    )  # fmt: skip
    if becomes == Status.OPEN:
        plan_reminders(tx, given.id, given.version + 1, due_on, people.get(tx, owner).zone)
    done = find(tx, given.id)
    assert done is not None
    return done
