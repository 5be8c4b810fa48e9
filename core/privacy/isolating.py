"""Whether some figure of a space rests on too few people: which cells belong together, and which few depend on each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd, lcm

Vector = tuple[int, ...]
MOST_WORK = 400_000


def on_too_few(rows: list[Vector], sizes: list[int], minimum: int) -> bool:
    """Whether some vector of the space of these rows, over cells of too few people each, has too few in its support."""
    while rows:
        # Cells that have the same weight in every row left are one atom; an atom of enough people is large again.
        atoms: dict[Vector, int] = {}
        for column, size in zip(zip(*rows, strict=True), sizes, strict=True):
            if any(column):
                atoms[column] = atoms.get(column, 0) + size
        found = sorted(atoms.items(), key=lambda atom: -atom[1])
        large = sum(size >= minimum for _, size in found)
        basis = _reduced([list(row) for row in zip(*(column for column, _ in found), strict=True)])
        if not large:
            small = sorted((size, check) for (_, size), check in zip(found, _checks(basis), strict=True))
            return _Search().dependent(small, minimum - 1)
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
