"""A yearly survey brought as far as asking, and answered by many: what the flows over each wire have in common."""

from collections.abc import Iterable

from core import people, surveys
from core.db import Tx

OFFERS = ("Pay you can look up.", "Five weeks off.", "A day a month to learn.", "You decide how.", "We tell you why.")


def announced(tx: Tx, owner: int) -> int:
    """The offer stands in words and everybody was told. Gives the year."""
    me = people.get(tx, owner)
    year = surveys.start_year(tx, me)
    for element, words in zip(surveys.ELEMENTS, OFFERS, strict=True):
        surveys.write_offer(tx, me, element, words)
    surveys.words_stand(tx, me, year)
    surveys.announce_year(tx, me, year)
    return year


def answered(tx: Tx, persons: Iterable[int]) -> None:
    """Each of them answers in their own way: what comes first matters and is poor, the rest goes up and down."""
    for turn, person in enumerate(persons):
        me = people.get(tx, person)
        [asked] = surveys.waiting_for(tx, person)
        values = [(3 + turn % 3, 1 + turn % 3, 1 + (turn + at) % 5)[at % 3] if at < 3 else 1 + (turn + at) % 5
                  for at in range(len(asked.questions))]  # fmt: skip
        surveys.answer(tx, me, asked.id, values)
