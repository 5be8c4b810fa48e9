"""Places: channels and threads with a purpose, at the platform's own address."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core.db import Query, Tx, table
from core.people.directory import team
from core.people.models import Place
from core.values import frozen

place = table(Place)
_place = (place.c.id, place.c.ref, place.c.name, place.c.purpose, place.c.team_id, place.c.language, place.c.zone)
_place_by_id = Query(select(*_place).where(place.c.id == bindparam("place")))
_place_by_ref = Query(select(*_place).where(place.c.ref == bindparam("ref")))
_places = Query(select(*_place).where(place.c.purpose == bindparam("purpose")).order_by(place.c.id))
_add_place = Query(
    insert_or(place).on_conflict_do_update(
        index_elements=["ref"],
        set_={name: insert_or(place).excluded[name] for name in ("name", "purpose", "team_id", "language", "zone")},
    ).returning(place.c.id),
    "ref", "name", "purpose", "team_id", "language", "zone",
)  # fmt: skip


@frozen
class PlaceHere:
    """A channel or thread with a purpose; `ref` is the platform's own address."""

    id: int
    ref: str
    name: str
    purpose: str
    team_id: int | None
    language: str
    zone: str


def get_place(tx: Tx, place_id: int) -> PlaceHere | None:
    """This place, or None."""
    row = tx.one(_place_by_id, place=place_id)
    return None if row is None else PlaceHere(*row)


def place_at(tx: Tx, ref: str) -> PlaceHere | None:
    """The place at this address, or None."""
    row = tx.one(_place_by_ref, ref=ref)
    return None if row is None else PlaceHere(*row)


def places(tx: Tx, purpose: str) -> list[PlaceHere]:
    """The places that serve this purpose."""
    return [PlaceHere(*row) for row in tx.all(_places, purpose=purpose)]


def put_place(
    tx: Tx, ref: str, name: str, purpose: str, team_id: int | None, language: str = "en", zone: str = "Europe/Amsterdam"
) -> int:
    """Make this address a place with this purpose, or change it; gives its id."""
    made = tx.one(_add_place, ref=ref, name=name, purpose=purpose, team_id=team_id, language=language, zone=zone)
    return int(made.id)


def places_above(tx: Tx, purpose: str, team_id: int | None) -> list[PlaceHere]:
    """The places with this purpose of a team and of the teams above it, the nearest first."""
    found, line = places(tx, purpose), list[int]()
    while found and team_id is not None and team_id not in line:
        line.append(team_id)
        above = team(tx, team_id)
        team_id = above.parent_id if above else None
    return sorted((one for one in found if one.team_id in line), key=lambda one: line.index(one.team_id or 0))
