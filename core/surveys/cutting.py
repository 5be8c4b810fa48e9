"""By which target groups a round is cut: chosen before it opens, told to who is asked, and never finer than a cell of many.

Groups overlap each other and the teams, so an answer is counted in a cell: the people who are in exactly the same parts.
A cell is all that is kept of where an answer comes from. A part is left out of the cut when it would make a cell of
fewer people than twice the minimum.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from core import people
from core.db import Query, Tx, table
from core.people import NoSuchGroup
from core.surveys.models import Round
from core.values import frozen

if TYPE_CHECKING:
    from core.surveys.opening import Opened

FIRST_GROUP, MOST_GROUPS = -2, 4
"""The part that the first target group is; the next ones count down. How many may be chosen."""
_round = table(Round)
_cells = Query(select(_round.c.cells).where(_round.c.id == bindparam("round")))
Pattern = frozenset[int]
"""The parts that somebody is in: a team (or place, or time here), and target groups by their place in the list."""


@frozen
class Cut:
    """What a round is cut by: the target groups with their names, and the parts of each cell (none: who is in no part).

    `left_out`: the groups that were chosen and would make a cell of too few.
    """

    groups: tuple[tuple[int, str], ...] = ()
    cells: tuple[tuple[int, ...], ...] = ()
    left_out: tuple[int, ...] = ()

    @property
    def apart(self) -> tuple[int, ...]:
        """The teams, places or times here that count apart beside the groups."""
        return tuple(sorted({part for cell in self.cells for part in cell if part > 0}))


def cut_of(tx: Tx, chosen: Sequence[int], parts: Mapping[int, int], least: int) -> Cut:
    """How these people (each with the number of their own part, 0 for none) are divided; every cell holds `least` or more.

    The groups come first, in the order they were chosen in; then teams, the largest first. Who is in which group is
    looked up now, once.
    """
    inside = [_members(tx, group) for group in chosen]
    heads = Counter(
        frozenset((*(number for number, who in enumerate(inside) if one in who), *_team(part)))
        for one, part in parts.items()
    )
    teams = Counter(part for part in parts.values() if part)
    wanted = [
        *range(len(chosen)),
        *(_team(part)[0] for part, _n in sorted(teams.items(), key=lambda one: (-one[1], one[0]))),
    ]
    taken = _taken(heads, wanted, least)
    groups = [number for number in taken if number < MOST_GROUPS]
    if not groups:
        return Cut(left_out=tuple(chosen))
    part_of = {number: FIRST_GROUP - place for place, number in enumerate(groups)}
    part_of |= {number: number - MOST_GROUPS for number in taken if number >= MOST_GROUPS}
    cells = {tuple(sorted(part_of[number] for number in pattern if number in part_of)) for pattern in heads}
    return Cut(
        tuple((chosen[number], people.segment(tx, chosen[number]).name) for number in groups),
        tuple(sorted(cells)),
        tuple(group for number, group in enumerate(chosen) if number not in groups),
    )


def _team(part: int) -> tuple[int, ...]:
    """A team's own number beside those of the groups."""
    return (part + MOST_GROUPS,) if part else ()


def _members(tx: Tx, group: int, first: int = 0, last: int | None = None) -> frozenset[int]:
    try:
        return frozenset(people.segment_people(tx, group, max(first - 1, 0), until=last))
    except NoSuchGroup:
        return frozenset()


def _taken(heads: Mapping[Pattern, int], wanted: Sequence[int], least: int) -> list[int]:
    """Of these parts, in this order, those that make no cell of fewer people than that."""
    cell_of: dict[Pattern, Pattern] = dict.fromkeys(heads, frozenset())
    sizes = {frozenset[int](): sum(heads.values())}
    within: dict[int, list[Pattern]] = {}
    for pattern in heads:
        for number in pattern:
            within.setdefault(number, []).append(pattern)
    taken = []
    for number in wanted:
        split = Counter[Pattern]()
        for pattern in within.get(number, ()):
            split[cell_of[pattern]] += heads[pattern]
        if not split or any(n < least or 0 < sizes[cell] - n < least for cell, n in split.items()):
            continue
        taken.append(number)
        for cell, n in split.items():
            sizes[cell] -= n
            sizes[cell | {number}] = n
        for pattern in within[number]:
            cell_of[pattern] = cell_of[pattern] | {number}
    return taken


def cells_of(tx: Tx, asked: "Opened") -> dict[int, tuple[int, ...]]:
    """Each cell of a round that is cut by target groups, and the parts it is a piece of; empty for any other round."""
    row = tx.one(_cells, round=asked.id) if asked.groups else None
    return {number: tuple(parts) for number, parts in enumerate(row.cells, 1)} if row else {}


def cell_for(tx: Tx, asked: "Opened", parts: Mapping[int, int]) -> dict[int, int]:
    """In which cell each of these people is.

    Whoever changed team or group since it opened is in the cell that fits best: none is made for them.
    """
    cells = cells_of(tx, asked)
    if not parts:
        return {}
    bounds = min(parts), max(parts)
    inside = {FIRST_GROUP - place: _members(tx, group, *bounds) for place, (group, _name) in enumerate(asked.groups)}
    found: dict[Pattern, int] = {}
    out = {}
    for one, part in parts.items():
        here = frozenset((*(group for group, who in inside.items() if one in who), part))
        if here not in found:
            found[here] = _fitting(cells, here)
        out[one] = found[here]
    return out


def _fitting(cells: Mapping[int, tuple[int, ...]], here: Pattern) -> int:
    def fits(number: int) -> tuple[bool, int, int]:
        parts = set(cells[number])
        return parts <= here, len(parts & here), -number

    return max(cells, key=fits)
