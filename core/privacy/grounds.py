"""On what ground a feature that watches people is on: recorded by HR or an admin, dated, and withdrawn as openly."""

from datetime import date
from enum import StrEnum

from sqlalchemy import bindparam, insert, or_, select, update

from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import FieldError, UserError
from core.facts import record
from core.people import Me
from core.privacy.facts import GroundRecorded, GroundWithdrawn
from core.privacy.models import Ground
from core.privacy.roles import require_keeper
from core.values import frozen
from core.words import _


class Basis(StrEnum):
    """Who agreed: the works council, a staff meeting, or nobody had to and staff were told in a posted notice."""

    WORKS_COUNCIL = "works_council"
    STAFF_MEETING = "staff_meeting"
    NONE_REQUIRED = "none_required"


class NoGround(UserError):
    """The feature is off because no ground has been recorded for it."""

    kind = "no_ground"


@frozen
class RecordedGround:
    """A ground as it is shown: "recorded by … on …". `withdrawn_on` is the first day it no longer holds."""

    id: int
    feature: str
    basis: Basis
    reference: str
    recorded_by: int
    recorded_on: date
    withdrawn_on: date | None


_ground = table(Ground)
_of_feature = select(_ground).where(_ground.c.feature == bindparam("feature")).order_by(_ground.c.id.desc()).limit(1)
_add = Query(
    insert(_ground).returning(_ground.c.id),
    "feature",
    "basis",
    "reference",
    "recorded_by",
    "recorded_on",
    "withdrawn_on",
)
_on_day = Query(
    _of_feature.where(
        _ground.c.recorded_on <= bindparam("day"),
        or_(_ground.c.withdrawn_on.is_(None), _ground.c.withdrawn_on > bindparam("day")),
    )
)
_in_force = Query(_of_feature.where(_ground.c.withdrawn_on.is_(None)))
_withdraw = Query(
    update(_ground)
    .where(_ground.c.feature == bindparam("of_feature"), _ground.c.withdrawn_on.is_(None))
    .values(withdrawn_on=bindparam("day"))
)


def record_ground(tx: Tx, me: Me, feature: str, basis: str, reference: str) -> RecordedGround:
    """HR or an admin records why `feature` may be on; the reference says where the consent or the notice is found."""
    require_keeper(tx, me.id)
    if basis not in tuple(Basis):
        raise FieldError("basis", _("Choose the works council, a staff meeting, or that no consent is required."))
    if not reference.strip():
        raise FieldError("reference", _("Say where it can be found: a document, minutes, or the notice you posted."))
    today = local_day(tx.now, me.zone)
    row = tx.one(_add, feature=feature, basis=str(basis), reference=reference.strip(), recorded_by=me.id,
                 recorded_on=today, withdrawn_on=None)  # fmt: skip
    record(tx, GroundRecorded(row.id, feature, str(basis), me.id))
    return RecordedGround(row.id, feature, Basis(basis), reference.strip(), me.id, today, None)


def withdraw_ground(tx: Tx, me: Me, feature: str) -> None:
    """HR or an admin takes the ground back; the feature is off from this moment."""
    require_keeper(tx, me.id)
    today = local_day(tx.now, me.zone)
    if not tx.run(_withdraw, of_feature=feature, day=today):
        raise NoGround(_("There is no ground to withdraw: none is recorded for this feature."))
    record(tx, GroundWithdrawn(feature, me.id))


def ground_for(tx: Tx, feature: str, day: date) -> RecordedGround | None:
    """The ground on which this feature was on that day, the latest first; None means it was off."""
    row = tx.one(_on_day, feature=feature, day=day)
    return None if row is None else RecordedGround(**{**row._asdict(), "basis": Basis(row.basis)})


def require_ground(tx: Tx, feature: str) -> RecordedGround:
    """The ground in force now; raises NoGround, which says why the feature is off and who can switch it on (T70)."""
    row = tx.one(_in_force, feature=feature)
    if row is None:
        raise NoGround(
            _(
                "This is off, because nobody has recorded on what ground it may be used. "
                "HR or an admin can switch it on by recording one."
            )
        )
    return RecordedGround(**{**row._asdict(), "basis": Basis(row.basis)})
