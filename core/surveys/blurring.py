"""What is shown where one to four people did not answer: as if as few had answered as the response allows.

"More than 80 %" is said of the response then (decision 43). Shares, a mean and a score could still tell the number: a
third is two of six, and of five there is none. So the answers are drawn as the fewest people would have given them,
and every figure is made of that drawing: the fewest explain it, and one more does too.
"""

from collections.abc import Sequence


def fewest(invited: int, minimum: int) -> int:
    """As many answers as there are at least, where one to `minimum` − 1 of those invited did not answer."""
    return max(minimum, invited - minimum + 1)


def blurred(counts: Sequence[int], many: int) -> tuple[int, ...]:
    """The same spread drawn with so many answers: rounded down, and what is left to the largest remainders."""
    given = sum(counts)
    if given <= many:
        return tuple(counts)
    drawn = [n * many // given for n in counts]
    left = sorted(range(len(counts)), key=lambda place: -(counts[place] * many % given))
    for place in left[: many - sum(drawn)]:
        drawn[place] += 1
    return tuple(drawn)
