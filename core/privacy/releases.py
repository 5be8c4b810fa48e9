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

from core.privacy.suppression import MINIMUM, minimum_group

Vector = tuple[int, ...]
PRIMES = tuple(2**power - 1 for power in (61, 127, 521, 1279, 2203, 4423, 9689))
MOST_STEPS = 4000


@dataclass(frozen=True, slots=True)
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
    return new in out or not _isolates([*out, new], sizes, minimum_group(minimum))


def releasable(
    wanted: Iterable[int], sizes: Sequence[int], minimum: int = MINIMUM, released: Iterable[int] = ()
) -> tuple[int, ...]:
    """Of the wanted sets, taken in this order, those that may all go out together: tables with margins, filters."""
    out, allowed = set(released), []
    for mask in wanted:
        if may_release(out, mask, sizes, minimum):
            out.add(mask)
            allowed.append(mask)
    return tuple(allowed)


def _isolates(masks: Sequence[int], sizes: Sequence[int], minimum: int) -> bool:
    # Cells that lie in the same sets have the same weight in every combination: they are one atom. Those in no set
    # have weight zero and drop out, as do empty cells.
    atoms: dict[Vector, int] = {}
    for cell, size in enumerate(sizes):
        pattern = tuple(mask >> cell & 1 for mask in masks)
        if size > 0 and any(pattern):
            atoms[pattern] = atoms.get(pattern, 0) + size
    checks, prime = _checks([list(row) for row in zip(*atoms, strict=True)])
    small = [(size, check) for size, check in zip(atoms.values(), checks, strict=True) if size < minimum]
    return _Search(prime).dependent(sorted(small), minimum - 1)


def _checks(rows: list[list[int]]) -> tuple[list[Vector], int]:
    """One check vector per atom: weights form a vector of the row space when the weighted checks add up to zero.

    Counted modulo a prime above every minor of a 0/1 matrix of this size (Hadamard's bound), so that a minor is zero
    for the prime only when it is zero, and every answer about rank is the exact one.
    """
    width = len(rows[0]) if rows else 0
    order = min(len(rows), width) + 1
    prime = next(prime for prime in PRIMES if order**order < prime**2 or prime == PRIMES[-1])
    pivots: list[int] = []
    for column in range(width):
        top = len(pivots)
        found = next((place for place in range(top, len(rows)) if rows[place][column]), None)
        if found is None:
            continue
        rows[top], rows[found] = rows[found], rows[top]
        inverse = pow(rows[top][column], -1, prime)
        rows[top] = [value * inverse % prime for value in rows[top]]
        for place, row in enumerate(rows):
            if place != top and (factor := row[column]):
                rows[place] = [(value - factor * lead) % prime for value, lead in zip(row, rows[top], strict=True)]
        pivots.append(column)
    free = [column for column in range(width) if column not in pivots]
    checks: list[Vector] = [()] * width
    for place, column in enumerate(free):
        checks[column] = tuple(int(place == other) for other in range(len(free)))
    for row, column in zip(rows, pivots, strict=False):
        checks[column] = tuple(-row[other] % prime for other in free)
    return checks, prime


@dataclass(slots=True)
class _Search:
    """Looks for atoms of few people together whose checks depend on each other; after too many steps it says yes."""

    prime: int
    steps: int = 0

    def dependent(self, atoms: list[tuple[int, Vector]], room: int) -> bool:
        """Whether some of these atoms, together at most `room` people, have dependent checks (atoms sorted by size)."""
        seen: dict[Vector, int] = {}
        for size, check in atoms:
            if size > room:
                break
            lead = next((value for value in check if value), None)
            if lead is None:
                return True
            inverse = pow(lead, -1, self.prime)
            direction = tuple(value * inverse % self.prime for value in check)
            if size + seen.setdefault(direction, room) <= room:
                return True
            seen[direction] = min(size, seen[direction])
        for place, (size, check) in enumerate(atoms):
            others = atoms[place + 1 :]
            if len(others) < 2 or size + others[0][0] + others[1][0] > room:
                break
            self.steps += 1
            if self.steps > MOST_STEPS or self.dependent(self._without(check, others), room - size):
                return True
        return False

    def _without(self, check: Vector, others: list[tuple[int, Vector]]) -> list[tuple[int, Vector]]:
        """The other checks with this one's direction taken out."""
        at = next(place for place, value in enumerate(check) if value)
        inverse = pow(check[at], -1, self.prime)
        left = []
        for size, other in others:
            factor = other[at] * inverse % self.prime
            rest = tuple((value - factor * own) % self.prime for value, own in zip(other, check, strict=True))
            left.append((size, rest))
        return left
