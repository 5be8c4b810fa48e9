"""Deciding on time off: who may, only once, with the balance checked again; reminders that end with the decision."""

from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select, update

from core import calendar, facts, jobs, people
from core.db import Query, Tx, table
from core.errors import NotAllowed, Stale, UserError
from core.people import Deciders, Me
from core.timeoff.balance import balance_of, write_line
from core.timeoff.facts import Decided, Escalated
from core.timeoff.models import Entry, Request, Status
from core.timeoff.request import Asked, InsufficientBalance, _note_absence, find, hours, say_status
from core.words import _, say_date, say_time

REMIND, ESCALATE = "timeoff.remind", "timeoff.escalate"
_request = table(Request)
_decide = Query(
    update(_request)
    .where(
        _request.c.id == bindparam("request"), _request.c.status == Status.PENDING.value,
        _request.c.version == bindparam("drawn"),
    )
    .values(
        status=bindparam("becomes"), version=_request.c.version + 1, decided_by=bindparam("me"),
        decided_at=bindparam("now"), reason=bindparam("why"),
    )
)  # fmt: skip
_escalate = Query(
    update(_request)
    .where(_request.c.id == bindparam("request"), _request.c.status == Status.PENDING.value)
    .values(escalated=True)
)
_waiting = Query(
    select(_request.c.id).where(_request.c.status == Status.PENDING.value).order_by(_request.c.asked_at, _request.c.id)
)


class ReasonNeeded(UserError):
    """A no needs a reason."""

    kind = "reason_needed"


def deciders_of(tx: Tx, asked: Asked) -> Deciders:
    """Who may decide on this request at this moment."""
    return people.deciders(tx, asked.person_id, calendar.is_away, asked.escalated)


def asked_of(tx: Tx, asked: Asked) -> tuple[int, ...]:
    """Who should decide on this request at this moment."""
    return people.asked(tx, asked.person_id, calendar.is_away, asked.escalated)


def decide(tx: Tx, me: Me, number: int, version: int, *, approve: bool, reason: str = "") -> Asked:
    """Say yes or no, once. `version` is what the card showed: a request that has changed since is shown again.

    Raises NotAllowed, Stale, InsufficientBalance, or ReasonNeeded.
    """
    asked = find(tx, number)
    if asked is None:
        raise NotAllowed(_("I don't know this request, or you may not decide on it."))
    tx.lock("person", asked.person_id)
    asked = find(tx, number) or asked
    if me.id == asked.person_id:
        raise NotAllowed(_("Only {names} can decide on this.").format(names=who_decides(tx, asked)))
    if me.id not in deciders_of(tx, asked).allowed:
        raise NotAllowed(_("I don't know this request, or you may not decide on it."))
    if asked.status != Status.PENDING:
        raise Stale(already(tx, asked))
    if not approve and not reason.strip():
        raise ReasonNeeded(_("Say why, so that {name} knows.").format(name=people.get(tx, asked.person_id).first_name))
    balance = balance_of(tx, asked.person_id)
    if approve and balance.known and asked.minutes > balance.remaining:
        raise InsufficientBalance(
            _("This takes {cost} hours and {left} are left. Decline with a reason, or ask HR to correct the balance.")
            .format(cost=hours(asked.minutes), left=hours(balance.remaining))
        )  # fmt: skip
    becomes = Status.APPROVED if approve else Status.DECLINED
    if not tx.run(
        _decide, request=number, drawn=version, becomes=becomes.value, me=me.id, now=tx.now, why=reason.strip()
    ):
        raise Stale(_("This request has changed. Look again before you decide."))
    source = f"timeoff:{number}"
    if approve:
        write_line(tx, asked.person_id, asked.first_day, -asked.minutes, Entry.USE, request=number, by=me.id)
        _note_absence(tx, number, asked.person_id, asked.days, certain=True)
    else:
        calendar.clear_absence(tx, source)
    rest(tx, number)
    facts.record(tx, Decided(number, becomes.value))
    done = find(tx, number)
    assert done is not None
    return done


def plan_reminders(tx: Tx, asked: Asked) -> None:
    """After one working day of the first who was asked a reminder, after two the deputy or HR."""
    first = next(iter(asked_of(tx, asked)), asked.person_id)
    for kind, days in ((REMIND, 1), (ESCALATE, 2)):
        when = calendar.working_days_later(tx, first, asked.asked_at, days)
        jobs.at(tx, f"{kind}:{asked.id}", when, kind, {"request": asked.id})


def rest(tx: Tx, number: int) -> None:
    """The request is settled: no more reminders."""
    for kind in (REMIND, ESCALATE):
        jobs.cancel(tx, f"{kind}:{number}")


def escalate(tx: Tx, number: int) -> None:
    """Nobody answered: from now on the deputy or HR may decide too."""
    if tx.run(_escalate, request=number):
        facts.record(tx, Escalated(number))


def waiting_for(tx: Tx, me: Me) -> list[Asked]:
    """The requests this person is asked to decide on today, the oldest first."""
    found = [find(tx, row.id) for row in tx.all(_waiting)]
    return [asked for asked in found if asked and me.id in asked_of(tx, asked)]


def already(tx: Tx, asked: Asked) -> str:
    """Why a late click does nothing: "Already approved by Mark at 10:02"."""
    if asked.decided_by and asked.decided_at:
        decider = people.get(tx, asked.decided_by)
        at = say_time(asked.decided_at.astimezone(ZoneInfo(decider.zone)))
        return _("Already {status} by {name} at {time}.").format(
            status=say_status(asked.status), name=decider.name, time=at
        )
    return _("This request is already {status}.").format(status=say_status(asked.status))


def outcome(tx: Tx, asked: Asked) -> str:
    """What became of a request, by whom and when, for the card that stays."""
    if asked.decided_by and asked.decided_at:
        decider = people.get(tx, asked.decided_by)
        local = asked.decided_at.astimezone(ZoneInfo(decider.zone))
        said = {
            Status.APPROVED.value: _("Approved by {name}, {day} {time}"),
            Status.DECLINED.value: _("Declined by {name}, {day} {time}"),
            Status.CANCELLED.value: _("Cancelled. {name} had approved it on {day} at {time}"),
        }[asked.status]
        return said.format(name=decider.name, day=say_date(local.date()), time=say_time(local))
    return {Status.WITHDRAWN.value: _("Withdrawn before an answer")}.get(asked.status, say_status(asked.status))


def who_decides(tx: Tx, asked: Asked) -> str:
    """The names of those who are asked, for a refusal that shows the way."""
    names = people.names(tx, asked_of(tx, asked))
    return ", ".join(names.values()) or "HR"
