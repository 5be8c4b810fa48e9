"""A type of leave as it changes: other names, other limits from a day on, retired and offered again; what was asked stays."""

from datetime import date

from sqlalchemy import update

from core import people
from core.clock import local_day
from core.db import Tx, table
from core.errors import FieldError, UserError
from core.people import Me
from core.timeoff.kinds import HOLIDAY, NEEDS, UNITS, Kind, kind_for, kind_of, kinds
from core.timeoff.models import LeaveKind
from core.timeoff.policy import BelowTheLaw, in_law, only_hr, rules_in, set_policy, write_rule
from core.timeoff.request import SICK
from core.timeoff.types import MOST_OFFERED, TooManyTypes, names_of
from core.words import _

kind_table = table(LeaveKind)


class AlwaysThere(UserError):
    """Holiday and sick reports are there in every company."""

    kind = "always_there"


class TooEarly(UserError):
    """What was asked already stays as it was asked."""

    kind = "too_early"


def change_type(tx: Tx, me: Me, key: str, names: tuple[str, str], needs: str, unit: str, start: date) -> None:
    """Other names at once; from this day on dealt with or taken otherwise. What was asked stays as it was asked. HR only.

    Raises NotAllowed, FieldError, NameTaken, TooEarly, AlwaysThere, BelowTheLaw.
    """
    kind = _changeable(tx, me, key, start)
    if needs not in NEEDS or unit not in UNITS:
        raise FieldError("needs", _("Choose one of the list."))
    now = kind_for(tx, key, me.id, start)
    if in_law(tx, key) and (needs != now.needs or unit != now.unit):
        raise BelowTheLaw(_("The law says how {name} is asked for. Only its name can change.").format(name=kind.name))
    english, dutch = names_of(tx, *names, but=key)
    tx.execute(update(kind_table).where(kind_table.c.key == key).values(name_en=english, name_nl=dutch))
    for rule, value in (("needs", NEEDS.index(needs)), ("unit", UNITS.index(unit))):
        if value != (NEEDS.index(now.needs) if rule == "needs" else UNITS.index(now.unit)):
            write_rule(tx, me, key, rule, start, value)


def limit_type(tx: Tx, me: Me, key: str, numbers: dict[str, int | None], whom: str, start: date) -> None:
    """From this day on so much, so long before, after so many days employed (stored units; None: no limit), and for whom.

    `whom`: empty for everybody, or `team:3` with the teams below it. HR only. Raises as `set_policy`, TooEarly, FieldError.
    """
    _changeable(tx, me, key, start)
    rules = rules_in(tx, key, "")
    for rule, value in numbers.items():
        if value != rules.on(rule, start):
            set_policy(tx, me, key, rule, start, value)
    sort, _sep, number = whom.partition(":")
    if whom and (sort != "team" or not number.isdecimal() or people.team(tx, int(number)) is None):
        raise FieldError("whom", _("Choose one of the list."))
    if whom != (rules.source("whom", start) if rules.on("whom", start) else ""):
        if whom and in_law(tx, key):
            raise BelowTheLaw(_("The law gives this leave to everybody."))
        write_rule(tx, me, key, "whom", start, 1 if whom else 0, whom)


def retire_type(tx: Tx, me: Me, key: str, start: date) -> None:
    """From this day on nobody can ask for it; what was asked or granted stays, with its type. HR only.

    Raises NotAllowed, TooEarly, AlwaysThere, BelowTheLaw.
    """
    kind = _changeable(tx, me, key, start)
    if in_law(tx, key):
        raise BelowTheLaw(_("The law gives {name}, so it stays on offer.").format(name=kind.name))
    write_rule(tx, me, key, "offered", start, 0)


def offer_again(tx: Tx, me: Me, key: str) -> None:
    """A retired type can be asked for again from today on. HR only; raises NotAllowed, TooManyTypes."""
    today = local_day(tx.now, me.zone)
    _changeable(tx, me, key, today)
    if len(kinds(tx, me.id, today)) >= MOST_OFFERED:
        raise TooManyTypes(
            _("There are {n} types already, as many as fit in a list. Retire one first.").format(n=MOST_OFFERED)
        )
    write_rule(tx, me, key, "offered", today, 1)


def _changeable(tx: Tx, me: Me, key: str, start: date) -> Kind:
    only_hr(tx, me)
    tx.lock("timeoff.policy", 0)
    kind = kind_of(tx, key)
    if key in (HOLIDAY.key, SICK):
        raise AlwaysThere(_("{name} is there in every company and stays as it is.").format(name=kind.name))
    if start < local_day(tx.now, me.zone):
        raise TooEarly(_("That day is past, and what was asked stays as it was. Choose today or later."))
    return kind
