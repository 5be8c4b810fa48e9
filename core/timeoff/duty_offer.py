"""Turns on duty that are to change hands: whose, on which days, who is asked, and what became of it."""

from datetime import date

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import Field, SQLModel

from core.db import Query, Tx, table
from core.privacy import held
from core.values import frozen
from core.words import N_

OPEN, TAKEN, REFUSED, WITHDRAWN = "open", "taken", "refused", "withdrawn"


class DutyOffer(SQLModel, table=True):
    """That somebody's turn on these days, both included, is to go to somebody else: one who is asked, or whoever takes it."""

    __tablename__ = "timeoff_duty_offer"
    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="people_team.id", index=True)
    owner_id: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    first_day: date
    last_day: date
    asked_id: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    taken_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    arranged_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    status: str = OPEN


held(DutyOffer, person=("owner_id",), title=N_("Turns on duty you gave away"), erase="unlink",
     export=("first_day", "last_day", "status"))  # fmt: skip
held(DutyOffer, person=("asked_id", "taken_by"), title=N_("Turns on duty you were asked for or took"), erase="unlink",
     export=("first_day", "last_day", "status"))  # fmt: skip
held(DutyOffer, person=("arranged_by",), title=N_("Turns on duty you arranged"), erase="unlink",
     export=("first_day", "last_day"))  # fmt: skip


@frozen
class Offer:
    """A turn that changes hands, as conversations know it."""

    id: int
    team_id: int
    owner_id: int | None
    first_day: date
    last_day: date
    asked_id: int | None
    taken_by: int | None
    arranged_by: int | None
    status: str


_offer = table(DutyOffer)
_columns = tuple(_offer.c[name] for name in Offer.__annotations__)
_get = Query(select(*_columns).where(_offer.c.id == bindparam("number")))
ADD_OFFER = Query(
    insert(_offer).returning(_offer.c.id),
    "team_id", "owner_id", "first_day", "last_day", "asked_id", "taken_by", "arranged_by", "status",
)  # fmt: skip
MOVE_OFFER = Query(
    update(_offer)
    .where(_offer.c.id == bindparam("number"), _offer.c.status == OPEN)
    .values(status=bindparam("becomes"), taken_by=bindparam("who"))
)
_waiting = Query(
    select(*_columns)
    .where(_offer.c.team_id == bindparam("team"), _offer.c.status == OPEN, _offer.c.last_day >= bindparam("day"))
    .order_by(_offer.c.first_day, _offer.c.id)
)


def find_offer(tx: Tx, number: int) -> Offer | None:
    """This offer, or None."""
    row = tx.one(_get, number=number)
    return None if row is None else Offer(*row)


def open_offers(tx: Tx, team: int, day: date) -> list[Offer]:
    """What waits for somebody from this day on."""
    return [Offer(*row) for row in tx.all(_waiting, team=team, day=day)]
