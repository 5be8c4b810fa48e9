"""Who answered an anonymous round and is not on its list yet: known to the running process alone, never written down.

An answer is on the disk before it is acknowledged; that somebody answered is not. Two copies of the database around a
click differ by an answer and by nothing about a person. The list is written for many at once, when that gives nobody
away: at least the minimum of people, who did not answer alike, and nobody or at least the minimum left off the list,
because the next answer comes from one of those. What is still waiting at closing is never written at all.

The process forgets when it stops. Then who was waiting can be asked again; their answers are safe.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.privacy import alike, minimum_group
from core.surveys.questions import ends_of, scale_of

Counts = Mapping[int, Mapping[int, int]]
"""Question → answer → how often, skipped included."""


@dataclass(slots=True)
class _Cell:
    """A part of a round. Each person stands with the number of answers there were after theirs.

    A unit that is undone leaves fewer answers in the database than stand here: that is how it is noticed.
    """

    answered: dict[int, int] = field(default_factory=dict)
    waits: set[int] = field(default_factory=set)
    listed: dict[int, int] = field(default_factory=dict)
    since: list[tuple[int, Counts]] = field(default_factory=list)
    latest: int = 0

    def back_to(self, answers: int) -> None:
        """Forget what a unit said that was undone."""
        self.answered = {one: at for one, at in self.answered.items() if at <= answers}
        self.listed = {one: at for one, at in self.listed.items() if at <= answers}
        self.since = [(at, counts) for at, counts in self.since if at <= answers]
        self.waits = set(self.answered) - set(self.listed)


_cells: dict[tuple[str, int], _Cell] = {}


def answered_here(mark: str, segment: int, person: int, answers: int) -> bool:
    """Whether this process saw this person answer; `answers` is how many the database holds for this part."""
    cell = _cells.get((mark, segment))
    return cell is not None and cell.answered.get(person, answers + 1) <= answers


def note(mark: str, segment: int, person: int, before: Counts, answers: int) -> list[int]:
    """This person answers, after so many answers: gives everybody who waits for the list now."""
    cell = _cells.setdefault((mark, segment), _Cell())
    if cell.latest > answers:
        cell.back_to(answers)
    cell.since = cell.since or [(answers, before)]
    cell.answered[person] = cell.latest = answers + 1
    cell.waits.add(person)
    return sorted(cell.waits)


def may_list(mark: str, segment: int, now: Counts, many: int, left: int, minimum: int) -> bool:
    """Whether these many may be put on the list together, when so many others stay off it."""
    least = minimum_group(minimum)
    if many < least or 0 < left < least:
        return False
    _at, before = _cells[mark, segment].since[-1]
    return not any(_too_alike(question, counts, before.get(question, {})) for question, counts in now.items())


def list_them(mark: str, segment: int, persons: Sequence[int], now: Counts, answers: int) -> None:
    """They are on the list from the answer with this number on."""
    cell = _cells[mark, segment]
    cell.listed |= dict.fromkeys(persons, answers)
    cell.waits = cell.waits - set(persons)
    cell.since = [*cell.since[-1:], (answers, now)]


def forget(mark: str = "") -> None:
    """The round has closed; without a mark: the process stops."""
    for key in [key for key in _cells if mark in ("", key[0])]:
        del _cells[key]


def _too_alike(question: int, now: Mapping[int, int], before: Mapping[int, int]) -> bool:
    since = {value: n - before.get(value, 0) for value, n in now.items()}
    given = [since.get(value, 0) for value in scale_of(question)]
    everything = sum(since.values())
    return max(since.values(), default=0) >= everything - 1 or (sum(given) > 0 and alike(given, ends_of(question)))
