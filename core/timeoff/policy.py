"""What the rules say about a type of leave from which day on: dated rows, filled from a country's file, set by HR."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts, people
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, UserError
from core.people import Me, Role
from core.people.models import Person
from core.timeoff.facts import PolicySet
from core.timeoff.models import Policy
from core.words import N_, _

RULES = {
    "accrual": (N_("Credited so many times a year (0, 1 or 12)"), 1),
    "statutory.weeks": (N_("Statutory hours a year, in working weeks"), 100),
    "statutory.months": (N_("Statutory hours lapse so many months after the year"), 1),
    "statutory.full": (N_("The year's statutory hours in full after so many months"), 1),
    "extra.weeks": (N_("Extra hours a year, in working weeks"), 100),
    "extra.months": (N_("Extra hours prescribe so many months after the year"), 1),
    "lieu.months": (N_("Time in lieu lapses so many months after the year"), 1),
    "carry.cap": (N_("Most extra hours that go to the next year"), 60),
    "carry.months": (N_("Carried hours lapse after so many months"), 1),
    "exchange": (N_("Public holidays a year that people may exchange"), 1),
    "term": (N_("Days in which a wish is answered"), 1),
    "warn": (N_("Days after which deputy and HR are warned"), 1),
    "sick.consent": (N_("Days spent sick may count as holiday if the person says so (1)"), 1),
    "floor": (N_("Hours that may be taken beyond the balance"), 60),
    "notice": (N_("Days between asking and the first day"), 1),
    "eligible": (N_("Days employed before it can be asked"), 1),
    "most": (N_("Most in its term, in working weeks"), 100),
    "most.days": (N_("Most in its term, in days"), 100),
    "months": (N_("The term of that most, in months"), 1),
    "child.days": (N_("To be taken within so many days of the birth"), 1),
    "child.months": (N_("To be taken within so many months of the birth"), 1),
    "child.each": (N_("For each child (1) or for each birth (0)"), 1),
    "paid.weeks": (N_("So much of it is paid, in working weeks"), 100),
    "paid.months": (N_("…if taken within so many months of the birth"), 1),
    "longest": (N_("Most calendar days in one go"), 1),
    "together": (N_("Most people of a team away with it on one day"), 1),
    "second": (N_("HR says yes as well (1) or not (0)"), 1),
}
"""What a rule says, and how many of its stored units make one as people write it."""
OF_HOLIDAY = tuple(RULES)[:14]
"""Rules about hours that are earned, of holiday alone."""
SETTINGS = ("offered", "needs", "paid", "unit", "whom")
"""What is dated about a type as well, as a number that stands for a choice."""
FULL_YEAR = 12


class BelowTheLaw(UserError):
    """No company may go below what the law gives."""

    kind = "below_the_law"


class Rules(NamedTuple):
    """What counts for one type of leave: per rule its values by the day they start, oldest first; None where it ends."""

    rows: dict[str, list[tuple[date, int | None, str]]]

    def on(self, rule: str, day: date) -> int | None:
        """What the rule says on this day, in its stored unit; None when it says nothing."""
        return self.row(rule, day)[0]

    def source(self, rule: str, day: date) -> str:
        """Where the rule as it is on this day comes from."""
        return self.row(rule, day)[1]

    def row(self, rule: str, day: date) -> tuple[int | None, str]:
        """Both."""
        found: tuple[int | None, str] = (None, "")
        for start, value, source in self.rows.get(rule, ()):
            if start <= day:
                found = (value, source)
        return found

    @property
    def per_child(self) -> bool:
        """Whether this leave is counted for each child, from its birth."""
        return "child.days" in self.rows or "child.months" in self.rows


_policy, _person = table(Policy), table(Person)
_columns = (_policy.c.rule, _policy.c.valid_from, _policy.c.value, _policy.c.source, _policy.c.ends)
_home = select(_person.c.location).where(_person.c.id == bindparam("person")).scalar_subquery()


def where_of(location: Any, kind: Any) -> Any:
    """The nearest place with rules of its own for this type: the location, its country, or empty for the company."""
    nearer = _policy.alias()
    return select(func.coalesce(func.max(nearer.c.place), "")).where(
        nearer.c.kind == kind,
        or_(nearer.c.place == "", nearer.c.place == location, nearer.c.place == func.substr(location, 1, 2)),
    ).scalar_subquery()  # fmt: skip


def _ordered(place: Any) -> Select[Any]:
    return (
        select(*_columns)
        .where(_policy.c.kind == bindparam("of"), _policy.c.place == place)
        .order_by(_policy.c.valid_from, _policy.c.id)
    )


_rows = Query(_ordered(where_of(_home, bindparam("of"))))
_rows_at = Query(_ordered(where_of(bindparam("location"), bindparam("of"))))
_rows_here = Query(_ordered(bindparam("place")))
_least = Query(
    select(_policy.c.value, _policy.c.source, _policy.c.valid_from)
    .where(_policy.c.place == bindparam("place"), _policy.c.kind == bindparam("of"), _policy.c.rule == bindparam("rule"))
    .where(_policy.c.least.is_(True))
    .order_by(_policy.c.valid_from)
)  # fmt: skip
_put = insert_or(_policy)
WRITE_RULE = Query(
    _put.on_conflict_do_update(
        index_elements=["place", "kind", "rule", "valid_from"],
        set_={name: _put.excluded[name] for name in ("value", "source", "by", "ends")},
    ),
    "place", "kind", "rule", "valid_from", "value", "source", "by", "ends", "least",
)  # fmt: skip


def rules_of(tx: Tx, kind: str, person: int) -> Rules:
    """Every rule of this type of leave with its dates, as they count for this person."""
    return as_rules(tx.all(_rows, of=kind, person=person))


def rules_at(tx: Tx, kind: str, location: str) -> Rules:
    """The same for whoever works at this location."""
    return as_rules(tx.all(_rows_at, of=kind, location=location))


def rules_in(tx: Tx, kind: str, place: str) -> Rules:
    """The rules of one place alone (empty: the company's), whoever they count for."""
    return as_rules(tx.all(_rows_here, of=kind, place=place))


def as_rules(rows: Iterable[Any]) -> Rules:
    """Rules from rows of a rule, its first day, its value, its source and whether it ends then, oldest first."""
    found: dict[str, list[tuple[date, int | None, str]]] = {}
    for rule, start, value, source, *ends in rows:
        found.setdefault(rule, []).append((start, None if ends and ends[0] else value, source))
    return Rules(found)


def set_policy(
    tx: Tx, me: Me, kind: str, rule: str, valid_from: date, value: int | None, source: str = "", place: str = ""
) -> None:
    """From this day on the rule says this, in its stored unit, or nothing (None); what was before stays. HR only.

    Raises NotAllowed, FieldError for an unknown rule or an impossible value, BelowTheLaw.
    """
    only_hr(tx, me)
    if place and not rules_in(tx, kind, place).rows:
        raise NotAllowed(_("This type of leave has no rules of its own there."))
    if rule not in RULES:
        raise FieldError("rule", _("Choose one of the rules."))
    if value is not None and (
        value < (-FULL_YEAR * 10_000 if rule == "floor" else 0)
        or (rule == "accrual" and value not in (0, 1, FULL_YEAR))
    ):
        raise FieldError("value", _("This number is not possible here."))
    law = tx.all(_least, place=place, of=kind, rule=rule)
    least = [row for row in law if row.valid_from <= valid_from] or law[:1]
    if least and (value is None or value < least[-1].value):
        raise BelowTheLaw(
            _("The law gives at least {least}, see {article}. Fill in that or more.")
            .format(least=shown(rule, least[-1].value), article=least[-1].source)
        )  # fmt: skip
    write_rule(tx, me, kind, rule, valid_from, value, source, place)


def write_rule(
    tx: Tx, me: Me, kind: str, rule: str, valid_from: date, value: int | None, source: str = "", place: str = ""
) -> None:
    """Write the dated row; whether it may be written is for the caller."""
    tx.lock("timeoff.policy", 0)
    tx.run(WRITE_RULE, place=place, kind=kind, rule=rule, valid_from=valid_from, value=value or 0, source=source.strip(),
           by=me.id, ends=value is None, least=False)  # fmt: skip
    facts.record(tx, PolicySet(kind, rule, valid_from))


def in_law(tx: Tx, kind: str) -> bool:
    """Whether the law of some place gives this type of leave."""
    return tx.one(_any_least, of=kind) is not None


_any_least = Query(select(_policy.c.id).where(_policy.c.kind == bindparam("of"), _policy.c.least.is_(True)).limit(1))


def rules_for(kind: str) -> dict[str, tuple[str, int]]:
    """The rules that can be set for this type of leave."""
    ours = (*OF_HOLIDAY, "notice", "eligible", "longest", "together", "second")
    return {
        rule: said for rule, said in RULES.items() if (rule in ours if kind == "holiday" else rule not in OF_HOLIDAY)
    }


def shown(rule: str, value: int) -> str:
    """A stored number as people write it."""
    unit = RULES[rule][1]
    return f"{value / unit:g}" if value % unit else str(value // unit)


def stored(rule: str, value: float) -> int:
    """A number as people write it in the rule's stored unit."""
    return round(value * RULES[rule][1])


def only_hr(tx: Tx, me: Me) -> None:
    """Raise NotAllowed for everybody but HR."""
    if not people.has_role(tx, me.id, Role.HR):
        raise NotAllowed(_("Only HR can change the leave policies."))
