"""Who works here: persons, teams, managers, deputies, roles, accounts and places."""

from core.people.accounts import (
    AccountHere,
    accounts,
    allow_direct,
    choice,
    choose,
    find,
    link,
    note_use,
)
from core.people.deciding import Deciders, deciders, deputies, may_see_leave
from core.people.directory import (
    Me,
    TeamHere,
    audience,
    everybody,
    find_by_email,
    get,
    has_role,
    members,
    names,
    reports,
    roles,
    speak,
    team,
    teams,
    with_role,
)
from core.people.models import Role
from core.people.places import (
    PlaceHere,
    get_place,
    place_at,
    places,
    put_place,
)

__all__ = [
    "AccountHere", "Deciders", "Me", "PlaceHere", "Role", "TeamHere", "accounts", "allow_direct", "audience",
    "choice", "choose", "deciders", "deputies", "everybody", "find", "find_by_email", "get", "get_place",
    "has_role", "link", "may_see_leave", "members", "names", "note_use", "place_at", "places", "put_place",
    "reports", "roles", "speak", "team", "teams", "with_role",
]  # fmt: skip
