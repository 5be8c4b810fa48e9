"""The term for answering a holiday wish: deputy and HR are warned before it ends, and then it counts as granted."""

from datetime import date, timedelta

from sqlalchemy import bindparam, update

from core import calendar, facts, jobs, people
from core.clock import at_local, local_day
from core.db import Query, Tx, table
from core.errors import NotAllowed, Stale
from core.people import Me, Role
from core.timeoff.balance import balance_of, write_line
from core.timeoff.cost import by_date, costs_on
from core.timeoff.facts import Decided, TermNear, TermPassed
from core.timeoff.kinds import kind_of
from core.timeoff.limits import pots_for
from core.timeoff.models import Entry, Request, Status
from core.timeoff.policy import rules_of
from core.timeoff.pots import drawn, spend
from core.timeoff.refusals import ReasonNeeded
from core.timeoff.request import Asked, find, give_back, note_absence
from core.words import _

NEAR, PASSED = "timeoff.term_near", "timeoff.term_passed"
_request = table(Request)
_pass = Query(
    update(_request)
    .where(_request.c.id == bindparam("request"), _request.c.status == Status.PENDING.value)
    .values(status=Status.APPROVED.value, version=_request.c.version + 1, term_on=bindparam("on"),
            decided_at=bindparam("at"), reason="")
)  # fmt: skip
_except = Query(
    update(_request)
    .where(
        _request.c.id == bindparam("request"), _request.c.status == Status.APPROVED.value,
        _request.c.term_on.is_not(None), _request.c.version == bindparam("drawn"),
    )
    .values(status=Status.DECLINED.value, version=_request.c.version + 1, decided_by=bindparam("me"),
            decided_at=bindparam("now"), reason=bindparam("why"))
)  # fmt: skip


def term_of(tx: Tx, asked: Asked) -> tuple[date, date] | None:
    """The day on which deputy and HR are warned, and the last day of the term; None where no term counts.

    The day of asking is not counted: asked on the 1st with a term of 14 days, the 15th is the last day to answer.
    """
    rules = rules_of(tx, "holiday", asked.person_id)
    asked_on = local_day(asked.asked_at, people.get(tx, asked.person_id).zone)
    days = rules.on("term", asked_on)
    if not days or kind_of(tx, asked.kind).law != "holiday":
        return None
    warn = min(rules.on("warn", asked_on) or days, days)
    return asked_on + timedelta(days=warn), asked_on + timedelta(days=days)


def plan_term(tx: Tx, asked: Asked) -> None:
    """Plan the warning and the end of the term, in the person's own zone."""
    term = term_of(tx, asked)
    if term is None:
        return
    zone = people.get(tx, asked.person_id).zone
    jobs.at(tx, f"{NEAR}:{asked.id}", at_local(term[0], 9, 0, zone), NEAR, {"request": asked.id})
    end = at_local(term[1] + timedelta(days=1), 0, 0, zone)
    jobs.at(tx, f"{PASSED}:{asked.id}", end, PASSED, {"request": asked.id})


def rest_term(tx: Tx, number: int) -> None:
    """There is an answer: the term no longer runs."""
    for kind in (NEAR, PASSED):
        jobs.cancel(tx, f"{kind}:{number}")


def near(tx: Tx, number: int) -> None:
    """The term ends soon and nobody answered: deputy and HR are to hear of it."""
    asked = find(tx, number)
    if asked and asked.status == Status.PENDING:
        facts.record(tx, TermNear(number))


def passed(tx: Tx, number: int) -> None:
    """Nobody answered within the term: from its end on the wish counts as granted, however late this runs.

    Hours that are not there are taken beyond the balance: the law does not ask for them.
    """
    asked = find(tx, number)
    if asked is None:
        return
    tx.lock("person", asked.person_id)
    asked = find(tx, number) or asked
    term = term_of(tx, asked)
    if asked.status != Status.PENDING or term is None:
        return
    end = at_local(term[1] + timedelta(days=1), 0, 0, people.get(tx, asked.person_id).zone)
    if not tx.run(_pass, request=number, on=term[1], at=end):
        return
    schedule = calendar.schedule_of(tx, asked.person_id, asked.first_day, asked.last_day)
    costs = by_date(asked.first_day, asked.costs or costs_on(schedule, asked.days, asked.hours))
    rules, kind = rules_of(tx, "holiday", asked.person_id), kind_of(tx, asked.kind)
    balance = balance_of(tx, asked.person_id)
    pots = drawn(pots_for(schedule, rules, balance, asked.last_day, tx.now.date()), kind.draws)
    spent = spend(pots, costs)
    uses = [*((pot, minutes) for pot, _day, minutes in spent.uses), (pots[-1].name if pots else "", spent.missing)]
    for pot, minutes in uses if kind.deducts else ():
        if minutes:
            write_line(tx, asked.person_id, asked.first_day, -minutes, Entry.USE, request=number, pot=pot)
    note_absence(tx, number, asked.person_id, asked.days, hours=asked.hours, certain=True)
    facts.record(tx, TermPassed(number, term[1]))
    facts.record(tx, Decided(number, Status.APPROVED.value))


def record_exception(tx: Tx, me: Me, number: int, version: int, reason: str) -> Asked:
    """HR records why a wish whose term passed is not granted after all; the hours go back. Raises NotAllowed, Stale."""
    asked = find(tx, number)
    if asked is None or me.id == asked.person_id or not people.has_role(tx, me.id, Role.HR):
        raise NotAllowed(_("Only HR can record an exception, and never for themselves."))
    tx.lock("person", asked.person_id)
    if not reason.strip():
        raise ReasonNeeded(_("Say why, so that {name} knows.").format(name=people.get(tx, asked.person_id).first_name))
    if not tx.run(_except, request=number, drawn=version, me=me.id, now=tx.now, why=reason.strip()):
        raise Stale(_("This request has changed. Look again before you decide."))
    give_back(tx, asked, me.id)
    calendar.clear_absence(tx, f"timeoff:{number}")
    facts.record(tx, Decided(number, Status.DECLINED.value))
    done = find(tx, number)
    assert done is not None
    return done


__all__ = ["NEAR", "PASSED", "near", "passed", "plan_term", "record_exception", "rest_term", "term_of"]
