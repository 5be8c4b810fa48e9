"""Deciding on time off: who may, only once, with the balance checked again, a warning overruled with a reason."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select, update

from core import calendar, facts, people
from core.calendar.models import Absence
from core.db import Query, Tx, table
from core.errors import NotAllowed, Stale
from core.people import Me, Role
from core.people.models import Person
from core.timeoff.balance import balance_of, write_line
from core.timeoff.blocked import crowded, warnings
from core.timeoff.cost import by_date, costs_on
from core.timeoff.facts import Decided, FirstYes
from core.timeoff.kinds import HOLIDAY, kind_of
from core.timeoff.limits import pots_for, too_little
from core.timeoff.models import Entry, Request, Status
from core.timeoff.policy import Rules, rules_of
from core.timeoff.pots import Wanted, drawn, spend
from core.timeoff.refusals import BelowMinimum, BlockedDay, ReasonNeeded, TooManyAtOnce
from core.timeoff.request import Asked, find, note_absence, say_status
from core.timeoff.waiting import asked_of, deciders_of, rest
from core.words import _, say_date, say_time

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
_first_yes = Query(
    update(_request)
    .where(
        _request.c.id == bindparam("request"), _request.c.status == Status.PENDING.value,
        _request.c.version == bindparam("drawn"), _request.c.first_yes_by.is_(None),
    )
    .values(version=_request.c.version + 1, first_yes_by=bindparam("me"))
)  # fmt: skip

_absence, _person = table(Absence), table(Person)
_boss = _person.alias("boss")
_boss_today = Query(
    select(
        _boss.c.name,
        select(_absence.c.id).where(
            _absence.c.person_id == _boss.c.id, _absence.c.certain.is_(True),
            _absence.c.first_day <= bindparam("day"), _absence.c.last_day >= bindparam("day"),
        ).exists().label("away"),
    )
    .select_from(_person.join(_boss, _boss.c.id == _person.c.manager_id))
    .where(_person.c.id == bindparam("person"), _boss.c.id != _person.c.id)
    .where(_boss.c.left_on.is_(None) | (_boss.c.left_on >= bindparam("day")))
)  # fmt: skip


def decide(
    tx: Tx, me: Me, number: int, version: int, *, approve: bool, reason: str = "", override: bool = False
) -> Asked:
    """Say yes or no, once. `version` is what the card showed: a request that has changed since is shown again.

    A yes against a warning (blocked days, too few left) needs `override` and a reason. Raises NotAllowed, Stale,
    ReasonNeeded, BlockedDay, BelowMinimum, or what says that the hours are not there.
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
    if (override or not approve) and not reason.strip():
        raise ReasonNeeded(_("Say why, so that {name} knows.").format(name=people.get(tx, asked.person_id).first_name))
    rules = rules_of(tx, asked.kind, asked.person_id)
    if approve and not override:
        _look_out(tx, asked)
    both = approve and rules.on("second", asked.first_day) and asked.first_yes_by is None
    if both and not people.has_role(tx, me.id, Role.HR):
        return _say_first_yes(tx, me, asked, version)
    uses = _hours_for(tx, asked, rules) if approve else []
    becomes = Status.APPROVED if approve else Status.DECLINED
    if not tx.run(
        _decide, request=number, drawn=version, becomes=becomes.value, me=me.id, now=tx.now, why=reason.strip()
    ):
        raise Stale(_("This request has changed. Look again before you decide."))
    settle(tx, asked, uses, me.id, approve)
    facts.record(tx, Decided(number, becomes.value))
    done = find(tx, number)
    assert done is not None
    return done


def settle(tx: Tx, asked: Asked, uses: list[tuple[str, int]], by: int | None, granted: bool) -> None:
    """What an answer means for the ledger, the calendar and the reminders."""
    for pot, minutes in uses:
        write_line(tx, asked.person_id, asked.first_day, -minutes, Entry.USE, request=asked.id, by=by, pot=pot)
    if granted:
        note_absence(tx, asked.id, asked.person_id, asked.days, hours=asked.hours, certain=True)
    else:
        calendar.clear_absence(tx, f"timeoff:{asked.id}")
    rest(tx, asked.id)


def _say_first_yes(tx: Tx, me: Me, asked: Asked, version: int) -> Asked:
    if not tx.run(_first_yes, request=asked.id, drawn=version, me=me.id):
        raise Stale(_("This request has changed. Look again before you decide."))
    facts.record(tx, FirstYes(asked.id))
    done = find(tx, asked.id)
    assert done is not None
    return done


def _look_out(tx: Tx, asked: Asked) -> None:
    """Raise the warning that a yes would pass over."""
    found = warnings(tx, asked.person_id, asked.days, f"timeoff:{asked.id}")
    if found.blocked:
        raise BlockedDay(
            _("{team} is needed then: {reason}. Say yes with a reason, or propose other days.")
            .format(team=found.blocked[0].team or _("Everybody"), reason=found.blocked[0].reason)
        )  # fmt: skip
    if found.short:
        raise BelowMinimum(
            _("Fewer than the minimum would be left on {day}. Say yes with a reason, or propose other days.")
            .format(day=say_date(found.short[0]))
        )  # fmt: skip
    if full := crowded(tx, asked.person_id, asked.kind, asked.days):
        raise TooManyAtOnce(
            _("On {day} as many of the team as the rules say have this leave already. Say yes with a reason, or propose "
              "other days.").format(day=say_date(full[0]))
        )  # fmt: skip


def _hours_for(tx: Tx, asked: Asked, rules: Rules) -> list[tuple[str, int]]:
    """Which pots a yes takes from; raises when the hours are not there any more."""
    if not kind_of(tx, asked.kind).deducts:
        return []
    balance = balance_of(tx, asked.person_id)
    if not balance.known:
        return [("", asked.minutes)]
    schedule = calendar.schedule_of(tx, asked.person_id, asked.first_day, asked.last_day)
    costs = by_date(asked.first_day, asked.costs or costs_on(schedule, asked.days, asked.hours))
    earning = rules if asked.kind == HOLIDAY.key else rules_of(tx, HOLIDAY.key, asked.person_id)
    return hours_from(tx, schedule, earning, asked, costs)


def hours_from(
    tx: Tx, schedule: calendar.Schedule, rules: Rules, asked: Asked, costs: list[Wanted], beyond: bool = False
) -> list[tuple[str, int]]:
    """Which pots these dates take from, the one that ends first before others; what is beyond them goes to the last.

    `rules` are those of holiday. More than the floor allows is refused, unless it was granted already (`beyond`).
    """
    balance = balance_of(tx, asked.person_id)
    draws = kind_of(tx, asked.kind).draws
    pots = drawn(pots_for(schedule, rules, balance, asked.last_day, tx.now.date()), draws)
    spent = spend(pots, costs)
    if not beyond and spent.missing > -(rules.on("floor", asked.first_day) or 0):
        raise too_little(sum(some for _day, some in costs), replace(balance, pending=0), asked.days, spent.short)
    uses = [(pot, minutes) for pot, _day, minutes in spent.uses]
    return [*uses, *([(pots[-1].name if pots else "", spent.missing)] if spent.missing else [])]


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
    if asked.term_on and asked.status == Status.APPROVED:
        return _("Term passed on {day}: counts as granted unless HR records an exception").format(
            day=say_date(asked.term_on)
        )
    if asked.decided_by and asked.decided_at:
        decider = people.get(tx, asked.decided_by)
        local = asked.decided_at.astimezone(ZoneInfo(decider.zone))
        said = {
            Status.APPROVED.value: _("Approved by {name}, {day} {time}"),
            Status.DECLINED.value: _("Declined by {name}, {day} {time}"),
            Status.CANCELLED.value: _("Cancelled. {name} had approved it on {day} at {time}"),
        }[asked.status]
        return said.format(name=decider.name, day=say_date(local.date()), time=say_time(local))
    if asked.status == Status.APPROVED:
        return _("Noted: this leave needs no approval")
    return {Status.WITHDRAWN.value: _("Withdrawn before an answer")}.get(asked.status, say_status(asked.status))


def who_decides(tx: Tx, asked: Asked, today: date | None = None) -> str:
    """The names of those who are asked, for a receipt, or for a refusal that shows the way.

    `today` is the person's own: with it a manager who is there is found in one look.
    """
    if today and not asked.escalated and asked.first_yes_by is None:
        boss = tx.one(_boss_today, person=asked.person_id, day=today)
        if boss and not boss.away:
            return str(boss.name)
    names = people.names(tx, asked_of(tx, asked))
    return ", ".join(names.values()) or "HR"
