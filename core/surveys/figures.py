"""Figures from counts: means, shares, the score of recommending with its margin, and when a change is more than chance."""

from collections.abc import Mapping, Sequence
from math import sqrt

from core.surveys.questions import FACES, scale_of
from core.values import frozen


@frozen
class Score:
    """The score of recommending, −100 to 100, with its 95 % margin, in points; both rounded once, half away from zero."""

    score: int
    margin: int
    exact: float
    error: float


def counted(question: int, counts: Mapping[int, int]) -> tuple[int, ...]:
    """How often each answer on this question's scale was given, lowest first."""
    return tuple(counts.get(value, 0) for value in scale_of(question))


def mean(question: int, counts: Sequence[int]) -> float | None:
    """The mean of these answers; None without any."""
    given = sum(counts)
    return sum(value * n for value, n in zip(scale_of(question), counts, strict=True)) / given if given else None


def percent(part: int, whole: int, of: int = 100) -> int:
    """This part of the whole, in whole percents (or `of`-ths), half away from zero; 0 of nothing."""
    return (2 * of * part + whole) // (2 * whole) if whole else 0


def recommending(counts: Sequence[int], invited: int | None = None) -> Score | None:
    """100 × (nines and tens − zeroes to sixes) ÷ all; the margin is smaller where all who could answer are known."""
    n = sum(counts)
    if not n:
        return None
    promoters, detractors = sum(counts[9:]) / n, sum(counts[:7]) / n
    variance = promoters + detractors - (promoters - detractors) ** 2
    error = sqrt(max(variance, 0.0) / n)
    if invited is not None and invited > 1:
        error *= sqrt(max(invited - n, 0) / (invited - 1))
    exact = 100 * (promoters - detractors)
    return Score(_rounded(exact), _rounded(196 * error), exact, 100 * error)


def arrow(now: Score, before: Score) -> str:
    """↑ or ↓ where the change lies beyond the margin of the difference, else nothing."""
    change, margin = now.exact - before.exact, 1.96 * sqrt(now.error**2 + before.error**2)
    return "" if abs(change) <= margin else "↑" if change > 0 else "↓"


@frozen
class Mean:
    """A mean on the common scale with its standard error, both unrounded."""

    exact: float
    error: float

    def moved(self, before: "Mean") -> str:
        """↑ or ↓ where the change since then lies beyond the 95 % margin of the difference, else nothing."""
        change, margin = self.exact - before.exact, 1.96 * sqrt(self.error**2 + before.error**2)
        return "" if abs(change) <= margin else "↑" if change > 0 else "↓"


def mean_of(question: int, counts: Sequence[int], invited: int | None = None) -> Mean | None:
    """The mean of these answers with its error, smaller where all who could answer are known; None without any."""
    n, exact = sum(counts), mean(question, counts)
    if exact is None:
        return None
    spread = sum(k * (value - exact) ** 2 for value, k in zip(scale_of(question), counts, strict=True)) / n
    error = sqrt(spread / n)
    if invited is not None and invited > 1:
        error *= sqrt(max(invited - n, 0) / (invited - 1))
    return Mean(exact, error)


def gap(importance: Sequence[int], experience: Sequence[int]) -> float | None:
    """Mean importance − mean experience on the common scale, of the people who answered both; None without any.

    Both name the same people, in the same order.
    """
    if len(importance) != len(experience):
        raise ValueError("importance and experience name different people")
    wrong = [value for value in (*importance, *experience) if value not in FACES]
    if wrong:
        raise ValueError(f"not on the scale: {wrong}")
    return (sum(importance) - sum(experience)) / len(importance) if importance else None


def _rounded(value: float) -> int:
    return int(abs(value) + 0.5 + 1e-9) * (1 if value >= 0 else -1)
