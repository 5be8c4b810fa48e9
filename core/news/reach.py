"""For whom somebody may post: all and every group for who looks after communication; else the people one leads."""

from collections import defaultdict

from core import people
from core.db import Tx
from core.people import Me, Role
from core.values import frozen

EVERYBODY = "everybody"
SPEAKERS = (Role.HR, Role.COMMUNITY)
"""Who may speak to everybody and every group."""


@frozen
class Audience:
    """People that a post can be for; `name` is empty for everybody, and for all whom somebody leads."""

    to: str
    name: str = ""


def speaks_for_all(tx: Tx, me: Me) -> bool:
    """Whether this person may post to everybody, and something urgent."""
    return people.has_role(tx, me.id, *SPEAKERS)


def may_post(tx: Tx, me: Me) -> list[Audience]:
    """The people this person may post to, the widest first; none for who leads nobody and looks after no group.

    A team is one's own when all in it but oneself are people one leads, directly or through others.
    """
    groups, teams = people.segments(tx), people.teams(tx)
    if speaks_for_all(tx, me):
        return [Audience(EVERYBODY), *(Audience(f"segment:{one.id}", one.name) for one in groups),
                *(Audience(f"team:{one.id}", one.name) for one in teams)]  # fmt: skip
    here = [one for one in people.everybody(tx) if one.id != me.id]
    led = set(_led(here, me.id))
    inside: dict[int | None, set[int]] = defaultdict(set)
    for one in here:
        inside[one.team_id].add(one.id)
    wide = [Audience(EVERYBODY)] if led and led == {one.id for one in here} else []
    wide += [Audience(f"line:{me.id}")] if led and not wide else []
    own = [one for one in groups if one.owner_id == me.id]
    return [*wide, *(Audience(f"segment:{one.id}", one.name) for one in own),
            *(Audience(f"team:{one.id}", one.name) for one in teams if inside[one.id] and inside[one.id] <= led)]  # fmt: skip


def recipients(tx: Tx, to: str, author: int) -> list[int]:
    """Who gets it, by id: everybody in it today but its author; nobody when the group is gone."""
    kind, _sep, number = to.partition(":")
    if kind == "line":
        found = sorted(_led([one for one in people.everybody(tx) if one.id != int(number)], int(number)))
    elif kind == "segment" and int(number) not in {one.id for one in people.segments(tx)}:
        found = []
    else:
        found = people.audience(tx, to, 0, 10**6)
    return [one for one in found if one != author]


def belongs(tx: Tx, me: Me, to: str) -> bool:
    """Whether this person is one of those."""
    kind, _sep, number = to.partition(":")
    if kind == "team":
        return me.team_id == int(number)
    return kind == EVERYBODY or me.id in recipients(tx, to, 0)


def _led(here: list[Me], leader: int) -> list[int]:
    """All whom this person leads, directly or through others; somebody who stands above themselves is met once (T36)."""
    under: dict[int | None, list[int]] = defaultdict(list)
    for one in here:
        under[one.manager_id].append(one.id)
    found, waiting = dict[int, None](), [leader]
    while waiting:
        for one_id in under[waiting.pop()]:
            if one_id not in found:
                found[one_id] = None
                waiting.append(one_id)
    return list(found)
