"""The company's own types of leave: what HR adds, and the list of all there are."""

import re
import unicodedata
from datetime import date

from sqlalchemy import insert

from core.clock import local_day
from core.db import Tx, table
from core.errors import FieldError, UserError
from core.people import Me
from core.timeoff.kinds import DRAWS, HOLIDAY, NEEDS, UNITS, Kind, every_kind, kind_for, kinds
from core.timeoff.models import LeaveKind
from core.timeoff.policy import only_hr, rules_in, write_rule
from core.values import frozen
from core.words import _

MOST_OFFERED = 25
"""As many types as a list to choose from can hold."""
LONGEST_NAME = 60
kind_table = table(LeaveKind)


class NameTaken(UserError):
    """Another type of leave has this name."""

    kind = "name_taken"


class TooManyTypes(UserError):
    """More types than people can choose from."""

    kind = "too_many_types"


@frozen
class NewType:
    """What HR fills in: names in both languages, how it is dealt with, what it takes, in which unit."""

    name_en: str
    name_nl: str
    needs: str = "approval"
    draws: str = ""
    paid: bool = True
    unit: str = "hours"


def add_type(tx: Tx, me: Me, new: NewType) -> str:
    """One more type of leave, on offer from today on; gives its key. HR only.

    Raises FieldError for an empty or too long name, NameTaken, TooManyTypes.
    """
    only_hr(tx, me)
    tx.lock("timeoff.policy", 0)
    if new.needs not in NEEDS or new.unit not in UNITS or new.draws not in ("", *DRAWS):
        raise FieldError("needs", _("Choose one of the list."))
    names = names_of(tx, new.name_en, new.name_nl)
    today = local_day(tx.now, me.zone)
    if len(kinds(tx, me.id, today)) >= MOST_OFFERED:
        raise TooManyTypes(
            _("There are {n} types already, as many as fit in a list. Retire one first.").format(n=MOST_OFFERED)
        )
    known = every_kind(tx)
    key = _key(names[0], {one.key for one in known})
    tx.execute(insert(kind_table).values(
        key=key, name_en=names[0], name_nl=names[1], needs=new.needs, law="holiday" if new.draws == "all" else "other",
        unit=new.unit, paid=new.paid, rank=len(known), offered=True, draws=new.draws, pack="",
    ))  # fmt: skip
    write_rule(tx, me, key, "offered", today, 1)
    return key


def every_type(tx: Tx, me: Me) -> list[tuple[Kind, date | None]]:
    """For HR: every type of the company as it is today, and the day on which it retires or retired."""
    only_hr(tx, me)
    today = local_day(tx.now, me.zone)
    found = []
    for one in every_kind(tx):
        rows = rules_in(tx, one.key, "").rows.get("offered", [])
        if not rows:
            continue
        retired = rows[-1][0] if rows[-1][1] == 0 and rows[-1][0] > date.min else None
        found.append((kind_for(tx, one.key, me.id, today), retired))
    return found or [(HOLIDAY, None)]


def names_of(tx: Tx, english: str, dutch: str, but: str = "") -> tuple[str, str]:
    """Both names, tidied; `but`: the type that may keep its own. Raises FieldError, NameTaken."""
    names = (" ".join(english.split()), " ".join(dutch.split()))
    for field, name in zip(("name_en", "name_nl"), names, strict=True):
        if not 2 <= len(name) <= LONGEST_NAME:
            raise FieldError(field, _("Give it a name of 2 to 60 characters."))
    taken = {name.casefold() for one in every_kind(tx) if one.key != but for name in one.names}
    for name in names:
        if name.casefold() in taken:
            raise NameTaken(_("There is a type called {name} already. Choose another name.").format(name=name))
    return names


def _key(name: str, taken: set[str]) -> str:
    """A key that no type has: the name in small letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:24] or "own"
    key = key if key[0].isalpha() else f"own_{key}"
    return next(one for one in (key, *(f"{key}_{n}" for n in range(2, 1000))) if one not in taken)
