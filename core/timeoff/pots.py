"""Which hours a day off comes from: the pot that ends first, among those that can be used on that date."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

FOREVER = date.max.toordinal()
Wanted = tuple[date, int]
"""A date and the minutes that it takes."""


class Pot(NamedTuple):
    """Hours of one origin: its name ("statutory:2026"), the days on which it can be used (None: no limit), what is left."""

    name: str
    first: date | None
    last: date | None
    minutes: int

    @property
    def sort(self) -> str:
        """Statutory, extra, lieu, carried; empty for hours that came without an origin."""
        return self.name.partition(":")[0]

    @property
    def year(self) -> int:
        """The year it was earned in; 0 when that is not known."""
        return int(self.name.partition(":")[2] or 0)


class Spent(NamedTuple):
    """What dates took from which pot, in order of date, and what they could not find anywhere."""

    uses: list[tuple[str, date, int]]
    short: list[Wanted]

    @property
    def missing(self) -> int:
        """Minutes that no pot could give."""
        return sum(minutes for _day, minutes in self.short)


def spend(pots: Iterable[Pot], wanted: Iterable[Wanted]) -> Spent:
    """Take these dates from these pots, each from the one that ends first; a use names the first date that took from it.

    `wanted` is in order of date. Dates that nothing is left for are `short`, with what was missing.
    """
    left: list[list[Any]] = [
        [
            pot.last.toordinal() if pot.last else FOREVER,
            pot.first.toordinal() if pot.first else 0,
            pot.name,
            pot.minutes,
        ]
        for pot in pots
        if pot.minutes > 0
    ]
    left.sort(key=_ends_first)
    uses: list[tuple[str, date, int]] = []
    short: list[Wanted] = []
    for day, needed in wanted:
        number = day.toordinal()
        for pot in left:
            if not needed:
                break
            have = pot[3]
            if not have or pot[0] < number or pot[1] > number:
                continue
            taken = needed if needed < have else have
            pot[3] = have - taken
            needed -= taken
            if uses and uses[-1][0] == pot[2]:
                uses[-1] = (uses[-1][0], uses[-1][1], uses[-1][2] + taken)
            else:
                uses.append((pot[2], day, taken))
        if needed:
            short.append((day, needed))
    return Spent(uses, short)


def drawn(pots: Iterable[Pot], draws: str) -> list[Pot]:
    """The pots that a type of leave takes from: all of them, or those of one sort."""
    return [pot for pot in pots if draws == "all" or pot.sort == draws]


def short_of(pots: Sequence[Pot], wanted: Mapping[str, Iterable[Wanted]]) -> list[Wanted]:
    """What dates can't find, by the sort of hours that they take ("all", "extra"); those that can take least choose first."""
    left, short = list(pots), list[Wanted]()
    in_turn = sorted(wanted, key=lambda draws: draws == "all")
    for draws in in_turn:
        spent = spend(drawn(left, draws), sorted(wanted[draws]))
        short += spent.short
        if draws == in_turn[-1]:
            break  # nobody chooses from what is left
        for name, _day, minutes in spent.uses:
            at = next(at for at, pot in enumerate(left) if pot.name == name and pot.minutes >= minutes)
            left[at] = left[at]._replace(minutes=left[at].minutes - minutes)
    return sorted(short)


def usable(pots: Sequence[Pot], today: date) -> list[Pot]:
    """The pots as they can be used from today on, the one that ends first on top.

    Hours past their last day that nobody let lapse can still be used. What was taken beyond a pot is owed by the others.
    """
    found = sorted(
        (pot._replace(last=None) if pot.last and pot.last < today else pot for pot in pots if pot.minutes > 0),
        key=_sooner,
    )
    owed = -sum(pot.minutes for pot in pots if pot.minutes < 0)
    for at, pot in enumerate(found):
        paid = min(owed, pot.minutes)
        owed -= paid
        found[at] = pot._replace(minutes=pot.minutes - paid)
    return found


def came_from(uses: Sequence[tuple[str, int]], costs: Sequence[Wanted]) -> list[tuple[date, str, int]]:
    """Which pot each date came from, given what was taken from each pot in order, and what each date cost."""
    found: list[tuple[date, str, int]] = []
    rest: list[list[Any]] = [[name, minutes] for name, minutes in uses if minutes > 0]
    for day, needed in costs:
        while needed and rest:
            taken = min(needed, rest[0][1])
            found.append((day, rest[0][0], taken))
            needed -= taken
            rest[0][1] -= taken
            if not rest[0][1]:
                rest.pop(0)
    return found


def _sooner(pot: Pot) -> tuple[date, str]:
    return pot.last or date.max, pot.name


def _ends_first(pot: list[int | str]) -> tuple[int | str, ...]:
    return pot[0], pot[1], pot[2]
