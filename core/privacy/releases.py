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

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import gcd, lcm

from core.privacy.suppression import MINIMUM, minimum_group
from core.values import frozen

Vector = tuple[int, ...]
MOST_WORK = 400_000


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
    patterns = sorted(set(memberships.values()))
    sizes = dict.fromkeys(patterns, 0)
    for pattern in memberships.values():
        sizes[pattern] += 1
    masks = tuple(
        sum(1 << cell for cell, pattern in enumerate(patterns) if pattern >> place & 1) for place in range(len(groups))
    )
    return Cells(masks, tuple(sizes[pattern] for pattern in patterns))


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
        pivot = None if mask in out else sums.add(mask)
        if mask not in out and sums.isolate():
            sums.forget(pivot)
            continue
        out.add(mask)
        allowed.append(mask)
    return tuple(allowed)


class _Sums:
    """The space of all sums that can be computed, in echelon form: whole numbers, cells of enough people first."""

    def __init__(self, sizes: Sequence[int], minimum: int) -> None:
        order = sorted((cell for cell, size in enumerate(sizes) if size > 0), key=lambda cell: -sizes[cell])
        self.cells, self.sizes, self.minimum = order, [sizes[cell] for cell in order], minimum
        self.large = sum(size >= minimum for size in self.sizes)
        self.rows: dict[int, Vector] = {}

    def add(self, mask: int) -> int | None:
        """Take in one more sum; gives the place of its row, None when it could be computed already."""
        if self.large == len(self.cells):
            return None  # without a small cell no figure can rest on too few
        row = tuple(mask >> cell & 1 for cell in self.cells)
        for place in range(len(row)):
            if not row[place]:
                continue
            if place not in self.rows:
                self.rows[place] = row
                return place
            row = _cleared(row, self.rows[place], place)
        return None

    def forget(self, place: int | None) -> None:
        """Take the sum back that was added last."""
        if place is not None:
            del self.rows[place]

    def isolate(self) -> bool:
        """Whether some computable figure rests on 1 … minimum − 1 people.

        A figure that no large cell bears on is made of the rows that begin beyond the large cells.
        """
        rows = [row[self.large :] for place, row in self.rows.items() if place >= self.large]
        sizes = self.sizes[self.large :]
        while rows:
            # Cells that have the same weight in every row left are one atom; an atom of enough people is large again.
            atoms: dict[Vector, int] = {}
            for column, size in zip(zip(*rows, strict=True), sizes, strict=True):
                if any(column):
                    atoms[column] = atoms.get(column, 0) + size
            found = sorted(atoms.items(), key=lambda atom: -atom[1])
            large = sum(size >= self.minimum for _, size in found)
            basis = _reduced([list(row) for row in zip(*(column for column, _ in found), strict=True)])
            if not large:
                small = sorted((size, check) for (_, size), check in zip(found, _checks(basis), strict=True))
                return _Search().dependent(small, self.minimum - 1)
            rows = [tuple(row[large:]) for place, row in basis.items() if place >= large]
            sizes = [size for _, size in found[large:]]
        return False


def _cleared(row: Sequence[int], other: Sequence[int], place: int) -> Vector:
    """This row with its weight at `place` taken out by the other row, in lowest terms."""
    own, factor = other[place], row[place]
    left = [value * own - factor * lead for value, lead in zip(row, other, strict=True)]
    shared = gcd(*left)
    return tuple(value // shared for value in left) if shared > 1 else tuple(left)


def _reduced(rows: list[list[int]]) -> dict[int, Vector]:
    """The rows in reduced echelon form, by the place where each begins."""
    basis: dict[int, Vector] = {}
    for start in rows:
        row: Vector = tuple(start)
        for place, other in basis.items():
            if row[place]:
                row = _cleared(row, other, place)
        begins = next((place for place, value in enumerate(row) if value), None)
        if begins is not None:
            for place, other in basis.items():
                if other[begins]:
                    basis[place] = _cleared(other, row, begins)
            basis[begins] = row
    return basis


def _checks(basis: dict[int, Vector]) -> list[Vector]:
    """One check per atom: weights form a vector of the space exactly when the checks times the weights add up to zero."""
    width = len(next(iter(basis.values())))
    free = [place for place in range(width) if place not in basis]
    scale = lcm(*(row[place] for place, row in basis.items()))
    checks = [tuple(scale * (place == other) for other in free) for place in range(width)]
    for place, row in basis.items():
        checks[place] = tuple(-scale // row[place] * row[other] for other in free)
    return checks


@dataclass(slots=True)
class _Search:
    """Looks for atoms of few people together whose checks depend on each other; after too much work it says yes."""

    work: int = 0

    def dependent(self, atoms: list[tuple[int, Vector]], room: int) -> bool:
        """Whether some of these atoms, together at most `room` people, have dependent checks (atoms sorted by size)."""
        seen: dict[Vector, int] = {}
        for size, check in atoms:
            if size > room:
                break
            lead = next((value for value in check if value), None)
            if lead is None:
                return True
            shared = gcd(*check) * (1 if lead > 0 else -1)
            direction = tuple(value // shared for value in check)
            smallest = seen.get(direction, size)
            if direction in seen and size + smallest <= room:
                return True
            seen[direction] = min(size, smallest)
        for place, (size, check) in enumerate(atoms):
            others = atoms[place + 1 :]
            if len(others) < 2 or size + others[0][0] + others[1][0] > room:
                break
            self.work += len(others) * (len(check) + 8)
            if self.work > MOST_WORK:
                return True
            at = next(at for at, value in enumerate(check) if value)
            if self.dependent([(own, _cleared(other, check, at)) for own, other in others], room - size):
                return True
        return False
