"""The attacker: hears every number on every surface, knows who works where, and computes all that follows from them.

Whatever is said of a group, rounded or not, counts as if the whole spread of its answers had been said: so rounding
never protects. What is computed: every sum and difference of what was heard about one question of one round. A sum is
a leak when it rests on one to four answers, and when it lies at an end of what is possible: then it tells what each of
those people chose, without any of them having been shown.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, product

from bots.ui import Chart, Message
from core.privacy import alike
from tests.privacy.test_suppression import rank

Answers = Mapping[int, Mapping[int, int]]
"""Question → person → what they answered."""
LEAST, EVERYBODY = 5, "everybody"
SAID = re.compile(r"(?<![\d.])-?\d+(?:\.\d+)?")


@dataclass
class Attacker:
    """What was heard so far: round → question → whom it was about. `groups`: who is in each, by name, as everybody knows."""

    groups: Mapping[str, frozenset[int]]
    labels: Mapping[int, str]
    heard: dict[tuple[int, int], set[frozenset[int]]] = field(default_factory=dict)
    from_: dict[str, int] = field(default_factory=dict)

    def hears(self, round_: int, message: Message, surface: str) -> None:
        """A message: its lines, its pictures with what they find, and nothing that is not a number about somebody."""
        for node in message.body:
            if isinstance(node, Chart):
                self._picture(round_, node, surface)
        for line in message.letters().splitlines():
            self._line(round_, line, surface)

    def reads(self, round_: int, sheet: bytes, questions: Mapping[str, int]) -> None:
        """A file: each row that holds a number says something about who stands in front."""
        everybody, *rows = [row for row in list(csv.reader(io.StringIO(sheet.decode("utf-8-sig"))))[1:] if row]
        for row in [everybody, *rows]:
            if any(SAID.fullmatch(cell) for cell in row[2:4]):
                name = EVERYBODY if row[0] == everybody[0] else row[0]
                self._note(round_, questions[row[1]], name, "export")

    def _picture(self, round_: int, chart: Chart, surface: str) -> None:
        columns = list(chart.columns) or [""]
        for place, value in enumerate(chart.values):
            row, column = chart.labels[place // len(columns)], columns[place % len(columns)]
            if value is not None:
                if chart.columns:
                    self._about(round_, column, row, f"{surface} picture")
                else:
                    self._about(round_, row, EVERYBODY, f"{surface} picture")
        for name, question in product(self.groups, self.labels):
            if f"{name}, {self.labels[question]} (" in chart.alt:
                self._note(round_, question, name, f"{surface} alt text")

    def _line(self, round_: int, line: str, surface: str) -> None:
        name, colon, told = line.removeprefix("• ").partition(": ")
        who = name if name in self.groups else EVERYBODY
        for question, label in self.labels.items():
            if who == EVERYBODY:
                if colon and name == label and SAID.search(told):
                    self._note(round_, question, EVERYBODY, f"{surface} line")
            elif re.search(rf"(?:^|· ){re.escape(label)} -?\d", told):
                self._note(round_, question, name, f"{surface} line")

    def _about(self, round_: int, label: str, name: str, surface: str) -> None:
        for question, known in self.labels.items():
            if known == label:
                self._note(round_, question, name, surface)

    def _note(self, round_: int, question: int, name: str, surface: str) -> None:
        who = self.groups[name]
        self.heard.setdefault((round_, question), set()).add(who)
        self.from_[surface] = self.from_.get(surface, 0) + 1

    def leaks(self, round_: int, answers: Answers) -> list[str]:
        """What follows about too few people, or tells what each of some chose, from all that was heard of this round."""
        found = []
        for (number, question), sets in sorted(self.heard.items()):
            if number == round_:
                found += [f"question {question}: {one}" for one in computed(sets, answers.get(question, {}))]
        return found


def computed(sets: Iterable[frozenset[int]], given: Mapping[int, int]) -> list[str]:
    """Everything that follows from the spread of answers in these groups, as far as it gives somebody away."""
    answered = [one & frozenset(given) for one in sorted(sets, key=sorted)]
    pattern = {person: tuple(person in one for one in answered) for person in given}
    cells = sorted(set(pattern.values()))
    sizes = [sum(of == cell for of in pattern.values()) for cell in cells]
    rows = [[Fraction(cell[place]) for cell in cells] for place in range(len(answered))]
    counts = [
        [sum(given[one] == value for one in given if pattern[one] == cell) for value in range(1, 6)] for cell in cells
    ]
    return [*on_too_few(rows, sizes), *at_an_end(rows, sizes, counts)]


def on_too_few(rows: Sequence[Sequence[Fraction]], sizes: Sequence[int]) -> list[str]:
    """Cells with one to four answers together on which alone some sum of the rows rests."""
    whole, found = rank([list(row) for row in rows]), []
    small = [cell for cell, size in enumerate(sizes) if size < LEAST]
    for many in range(1, LEAST):
        for few in combinations(small, many):
            if sum(sizes[cell] for cell in few) < LEAST:
                others = [[value for cell, value in enumerate(row) if cell not in few] for row in rows]
                if (rank(others) if others and others[0] else 0) < whole:
                    found.append(f"a sum rests on {sum(sizes[cell] for cell in few)} answers")
    return found


def at_an_end(rows: Sequence[Sequence[Fraction]], sizes: Sequence[int], counts: Sequence[Sequence[int]]) -> list[str]:
    """Sums and differences of up to three of the rows that can only be so when everybody in them answered alike."""
    found = []
    whole = [[int(value) for value in row] for row in rows]
    some_of = [some for many in (1, 2, 3) for some in product(combinations(whole, many), product((-1, 1), repeat=many))]
    for some, signs in some_of:
        mixed = [
            sum(sign * value for sign, value in zip(signs, column, strict=True)) for column in zip(*some, strict=True)
        ]
        if not any(mixed):
            continue
        if set(mixed) <= {0, 1}:
            together = [sum(counts[cell][value] for cell, one in enumerate(mixed) if one) for value in range(5)]
            if alike(together):
                found.append(f"{sum(together)} people are alike by a difference")
        for ends in ((0, 1), (3, 4)):
            most = sum(weight * size for weight, size in zip(mixed, sizes, strict=True) if weight > 0)
            told = sum(weight * sum(counts[cell][end] for end in ends) for cell, weight in enumerate(mixed))
            if min(mixed) < 0 < most == told:
                found.append("a difference as large as can be tells what each of them chose")
    return found
