"""Which sums may still be released beside those that are out: nobody may compute a figure about too few people.

People are divided into disjoint cells of known size; a released set is a bitmask of cells, and what is out is the sum
(a score, a count) over it. Whoever holds the sums can add and subtract them, so everything that can be computed is
the row space of the released sets. A vector of that space depends on the people in its support alone: with fewer
than the minimum there, something has been learnt about too few. That support is a 0/1 vector when the sum over those
people comes out bare, as in whole − part, the classic case. Other weights count just as much: two groups that differ
by a swap give a − b, which is all that `a` needs to know `b`. So the test refuses every non-zero vector with a small
support, of which the 0/1 vectors are a part, and a vector with a large support is no matter of ours, whatever its
weights: it mixes at least the minimum of unknown answers. What bounded scales give away beyond that (everybody chose
the lowest) is met by showing bands to unanimous groups, not here.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from math import gcd

from core.privacy.isolating import on_too_few
from core.privacy.suppression import MINIMUM, minimum_group
from core.values import frozen

Row = dict[int, int]
SCATTER = 2_654_435_761


@frozen
class Cells:
    """Groups written as bitmasks over disjoint cells, and how many people each cell holds."""

    masks: tuple[int, ...]
    sizes: tuple[int, ...]


def cells_of(groups: Sequence[Collection[int]]) -> Cells:
    """Divide overlapping groups of person ids into disjoint cells: the people who are in exactly the same groups."""
    memberships: dict[int, int] = {}
    for place, group in enumerate(groups):
        for person in set(group):
            memberships[person] = memberships.get(person, 0) | 1 << place
    sizes = Counter(memberships.values())
    patterns, masks = sorted(sizes), [0] * len(groups)
    for cell, pattern in enumerate(patterns):
        for place in _bits(pattern):
            masks[place] |= 1 << cell
    return Cells(tuple(masks), tuple(sizes[pattern] for pattern in patterns))


def may_release(released: Iterable[int], new: int, sizes: Sequence[int], minimum: int = MINIMUM) -> bool:
    """Whether the sum over `new` may go out beside the `released` ones without a figure about 1 … minimum − 1 people.

    Include the whole in `released` when it is known. What is out already may be shown again. Where there are too many
    small cells to be sure in a short time, the answer is no.
    """
    out = set(released)
    if new in out:
        return True
    sums = _Sums(sizes, minimum_group(minimum))
    for mask in [*out, new]:
        sums.add(mask)
    return not sums.isolate()


def releasable(
    wanted: Iterable[int], sizes: Sequence[int], minimum: int = MINIMUM, released: Iterable[int] = ()
) -> tuple[int, ...]:
    """Of the wanted sets, taken in this order, those that may all go out together: tables with margins, filters."""
    out, allowed = set(released), []
    sums = _Sums(sizes, minimum_group(minimum))
    for mask in out:
        sums.add(mask)
    for mask in wanted:
        if mask not in out:
            sums.add(mask)
            if sums.isolate():
                sums.forget()
                continue
        out.add(mask)
        allowed.append(mask)
    return tuple(allowed)


def _bits(mask: int) -> Iterator[int]:
    """The places of the bits that are set, from the lowest on."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class _Sums:
    """The space of all sums that can be computed, each row by cell, with a cell of its own on which no later row bears.

    That cell is one of enough people wherever the row has such, so that a figure on which no large cell bears is made of
    the rows without. A large cell whose own sum is known is left out of every row from then on: otherwise a company of
    thousands of teams, the whole and each of them, would fill a square.
    """

    def __init__(self, sizes: Sequence[int], minimum: int) -> None:
        self.sizes, self.minimum = sizes, minimum
        self.small = {cell for cell, size in enumerate(sizes) if 0 < size < minimum}
        self.rows: dict[int, Row] = {}
        self.known: set[int] = set()
        self._were: dict[int, Row] | None = None
        self._added: list[int] = []
        self._learnt: list[int] = []
        self._fine: dict[int, Row] = {}

    def add(self, mask: int) -> None:
        """Take in one more sum."""
        self._were, self._added, self._learnt = None, [], []
        if self.small:  # without a small cell no figure can rest on too few
            row = dict.fromkeys((cell for cell in _bits(mask) if self.sizes[cell] and cell not in self.known), 1)
            if len(row) == 1:
                row = self._learn(row)
            self._take(row)

    def forget(self) -> None:
        """Take the sum back that was added last."""
        if self._were is not None:
            self.rows = self._were
        else:
            for cell in self._added:
                del self.rows[cell]
        self.known.difference_update(self._learnt)

    def isolate(self) -> bool:
        """Whether some computable figure rests on 1 … minimum − 1 people; what did not the last time is not looked at again.

        Rows that share no cell, also by way of others, say nothing about each other.
        """
        bare = {cell: row for cell, row in self.rows.items() if cell in self.small}
        fresh = [row for cell, row in bare.items() if self._fine.get(cell) is not row]
        if not fresh:
            return False
        cells, apart = set().union(*fresh), [row for cell, row in bare.items() if self._fine.get(cell) is row]
        rows = list(fresh)
        while near := [row for row in apart if not cells.isdisjoint(row)]:
            rows, apart = rows + near, [row for row in apart if cells.isdisjoint(row)]
            cells.update(*near)
        order = sorted(cells)
        if on_too_few(
            [tuple(row.get(cell, 0) for cell in order) for row in rows],
            [self.sizes[one] for one in order],
            self.minimum,
        ):
            return True
        self._fine = bare
        return False

    def _take(self, row: Row) -> None:
        for cell, other in self.rows.items():
            if cell in row:
                row = _without(row, other, cell)
        row = {cell: weight for cell, weight in row.items() if cell not in self.known}
        if len(row) == 1:
            row = self._learn(row)
        if row:
            large = [cell for cell in row if cell not in self.small]
            # Any will do; in no order of theirs, for who comes next is often the next one.
            own = max(large or row, key=lambda cell: cell * SCATTER % 2**32)
            self.rows[own] = row
            self._added.append(own)

    def _learn(self, row: Row) -> Row:
        """The sum of one large cell is known: what is left to take in is the row that called it its own."""
        (cell,) = row
        if cell in self.small:
            return row
        self.known.add(cell)
        self._learnt.append(cell)
        if cell not in self.rows:
            return {}
        self._were = self._were or dict(self.rows)
        return self.rows.pop(cell)


def _without(row: Row, other: Row, cell: int) -> Row:
    """This row with its weight at `cell` taken out by the other row, in lowest terms."""
    own, factor = other[cell], row[cell]
    left = {one: weight * own for one, weight in row.items()}
    for one, weight in other.items():
        left[one] = left.get(one, 0) - factor * weight
    shared = gcd(*left.values())
    return {one: weight // shared for one, weight in left.items() if weight}
