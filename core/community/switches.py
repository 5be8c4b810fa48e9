"""Places that are meant to be quiet, and so are left out of looking for quiet ones."""

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import people
from core.community.models import Switch
from core.db import Query, Tx, table
from core.errors import NotAllowed
from core.people import Me, Role
from core.words import _

_switch = table(Switch)
_add = Query(insert_or(_switch).on_conflict_do_nothing(index_elements=["name"]), "name", "set_by", "set_at")
_drop = Query(delete(_switch).where(_switch.c.name == bindparam("which")))
_all = Query(select(_switch.c.name))


def leave_out(tx: Tx, me: Me, place: int, yes: bool) -> None:
    """A place that is meant to be quiet (news only, an archive) is no longer named as quiet, or is again."""
    if not people.has_role(tx, me.id, Role.COMMUNITY, Role.HR):
        raise NotAllowed(_("Only community managers and HR can change this."))
    _set(tx, me, f"quiet:{place}", yes)


def left_out(tx: Tx) -> set[int]:
    """The places that are meant to be quiet."""
    return {int(row.name[6:]) for row in tx.all(_all) if row.name.startswith("quiet:")}


def _set(tx: Tx, me: Me, name: str, yes: bool) -> None:
    if yes:
        tx.run(_add, name=name, set_by=me.id, set_at=tx.now)
    else:
        tx.run(_drop, which=name)
