"""Types of leave and what the rules say about them from which day on: dated rows, filled from a country's file, set by HR."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts, people
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, UserError
from core.people import Me, Role
from core.timeoff import country_nl
from core.timeoff.facts import PolicySet
from core.timeoff.models import LeaveKind, Policy
from core.values import frozen
from core.words import N_, _, language

RULES = {
    "accrual": (N_("Credited so many times a year (0, 1 or 12)"), 1),
    "statutory.weeks": (N_("Statutory hours a year, in working weeks"), 100),
    "statutory.months": (N_("Statutory hours lapse so many months after the year"), 1),
    "extra.weeks": (N_("Extra hours a year, in working weeks"), 100),
    "extra.months": (N_("Extra hours prescribe so many months after the year"), 1),
    "lieu.months": (N_("Time in lieu lapses so many months after the year"), 1),
    "carry.cap": (N_("Most extra hours that go to the next year"), 60),
    "carry.months": (N_("Carried hours lapse after so many months"), 1),
    "floor": (N_("Hours that may be taken beyond the balance"), 60),
    "notice": (N_("Days between asking and the first day"), 1),
    "eligible": (N_("Days employed before it can be asked"), 1),
    "most": (N_("Most in its term, in working weeks"), 100),
    "months": (N_("The term of that most, in months"), 1),
    "child.days": (N_("To be taken within so many days of the birth"), 1),
    "child.months": (N_("To be taken within so many months of the birth"), 1),
    "paid.weeks": (N_("So much of it is paid, in working weeks"), 100),
    "paid.months": (N_("…if taken within so many months of the birth"), 1),
    "longest": (N_("Most calendar days in one go"), 1),
    "exchange": (N_("Public holidays a year that people may exchange"), 1),
    "together": (N_("Most people of a team away with it on one day"), 1),
    "second": (N_("HR says yes as well (1) or not (0)"), 1),
    "term": (N_("Days in which a wish is answered"), 1),
    "warn": (N_("Days after which deputy and HR are warned"), 1),
}
"""What a rule says, and how many of its stored units make one as people write it."""
FULL_YEAR = 12


class BelowTheLaw(UserError):
    """No company may go below what the law gives."""

    kind = "below_the_law"


class Rules(NamedTuple):
    """What counts for one type of leave: per rule its values by the day they start, oldest first."""

    rows: dict[str, list[tuple[date, int, str]]]

    def on(self, rule: str, day: date) -> int | None:
        """What the rule says on this day, in its stored unit; None when it says nothing."""
        found = None
        for start, value, _source in self.rows.get(rule, ()):
            if start <= day:
                found = value
        return found

    @property
    def per_child(self) -> bool:
        """Whether this leave is counted for each child, from its birth."""
        return "child.days" in self.rows or "child.months" in self.rows


@frozen
class Kind:
    """A type of leave. Only holiday takes hours from the balance."""

    key: str
    names: tuple[str, str]
    needs: str = "approval"
    law: str = "holiday"
    unit: str = "days"
    paid: bool = True

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return self.names[language.get() == "nl"]

    @property
    def deducts(self) -> bool:
        """Whether it takes hours from the balance."""
        return self.law == "holiday"


HOLIDAY = Kind("holiday", ("Holiday", "Vakantie"))
_kind, _policy = table(LeaveKind), table(Policy)
_columns = (_kind.c.key, _kind.c.name_en, _kind.c.name_nl, _kind.c.needs, _kind.c.law, _kind.c.unit, _kind.c.paid)
_kinds = Query(select(*_columns).where(_kind.c.offered.is_(True)).order_by(_kind.c.rank, _kind.c.key))
_one_kind = Query(select(*_columns).where(_kind.c.key == bindparam("kind")))
_rows = Query(
    select(_policy.c.rule, _policy.c.valid_from, _policy.c.value, _policy.c.source)
    .where(_policy.c.kind == bindparam("of"))
    .order_by(_policy.c.valid_from, _policy.c.id)
)
_put_kind = Query(
    insert_or(_kind).on_conflict_do_nothing(index_elements=["key"]),
    "key", "name_en", "name_nl", "needs", "law", "unit", "paid", "rank", "offered",
)  # fmt: skip
_put = insert_or(_policy)
_set = Query(
    _put.on_conflict_do_update(
        index_elements=["kind", "rule", "valid_from"],
        set_={name: _put.excluded[name] for name in ("value", "source", "by")},
    ),
    "kind", "rule", "valid_from", "value", "source", "by",
)  # fmt: skip
_seed = Query(
    insert_or(_policy).on_conflict_do_nothing(index_elements=["kind", "rule", "valid_from"]),
    "kind", "rule", "valid_from", "value", "source", "by",
)  # fmt: skip


def kinds(tx: Tx) -> list[Kind]:
    """The types of leave on offer, holiday first; holiday alone where no country's rules are in use."""
    return [_read(row) for row in tx.all(_kinds)] or [HOLIDAY]


def kind_of(tx: Tx, key: str) -> Kind:
    """This type of leave; NotAllowed when there is none. Holiday is the same everywhere and needs no look."""
    if key == HOLIDAY.key:
        return HOLIDAY
    row = tx.one(_one_kind, kind=key)
    if row is None:
        raise NotAllowed(_("This type of leave is not in use here. Choose another one."))
    return _read(row)


def rules_of(tx: Tx, kind: str) -> Rules:
    """Every rule of this type of leave with its dates."""
    return as_rules(tx.all(_rows, of=kind))


def as_rules(rows: Iterable[Any]) -> Rules:
    """Rules from rows of a rule, its first day, its value and its source, oldest first."""
    found: dict[str, list[tuple[date, int, str]]] = {}
    for rule, start, value, source in rows:
        found.setdefault(rule, []).append((start, value, source))
    return Rules(found)


def set_policy(tx: Tx, me: Me, kind: str, rule: str, valid_from: date, value: int, source: str = "") -> None:
    """From this day on the rule says this, in its stored unit; what was before stays as it was. HR only.

    Raises NotAllowed, FieldError for an unknown rule or an impossible value, BelowTheLaw.
    """
    only_hr(tx, me)
    kind_of(tx, kind)
    if rule not in RULES:
        raise FieldError("rule", _("Choose one of the rules."))
    if value < (-FULL_YEAR * 10_000 if rule == "floor" else 0) or (
        rule == "accrual" and value not in (0, 1, FULL_YEAR)
    ):
        raise FieldError("value", _("This number is not possible here."))
    least = country_nl.LEAST.get((kind, rule))
    if least and me.location.startswith("NL") and value < least[0]:
        raise BelowTheLaw(
            _("The law gives at least {least}, see {article}. Fill in that or more.")
            .format(least=shown(rule, least[0]), article=least[1])
        )  # fmt: skip
    tx.lock("timeoff.policy", 0)
    tx.run(_set, kind=kind, rule=rule, valid_from=valid_from, value=value, source=source.strip(), by=me.id)
    facts.record(tx, PolicySet(kind, rule, valid_from))


def use_country(tx: Tx, me: Me, accrues_from: date) -> int:
    """Put the Dutch types and numbers to use, safe to repeat; balances are credited from this first of January on.

    What HR set before stays. Gives how many numbers are new. HR only; FieldError when it is no first of January.
    """
    only_hr(tx, me)
    if (accrues_from.month, accrues_from.day) != (1, 1):
        raise FieldError("start", _("Crediting starts on a 1 January, for example 1 Jan 2027."))
    tx.lock("timeoff.policy", 0)
    for rank, (key, english, dutch, needs, law, unit, paid) in enumerate(country_nl.KINDS):
        tx.run(_put_kind, key=key, name_en=english, name_nl=dutch, needs=needs, law=law, unit=unit, paid=paid, rank=rank,
               offered=True)  # fmt: skip
    new = 0
    for kind, rule, start, value, source in (*country_nl.NUMBERS, ("holiday", "accrual", accrues_from, 1, "")):
        new += tx.run(_seed, kind=kind, rule=rule, valid_from=start, value=value, source=source, by=me.id)
    facts.record(tx, PolicySet("holiday", "accrual", accrues_from))
    return new


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


def _read(row: Any) -> Kind:
    return Kind(row.key, (row.name_en, row.name_nl), row.needs, row.law, row.unit, row.paid)
