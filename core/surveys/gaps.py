"""Where hope and experience differ: importance beside experience and what was promised, per element, and against last year."""

from collections.abc import Mapping
from dataclasses import replace

from core.db import Tx
from core.people import Me
from core.surveys.change import as_shown
from core.surveys.elements import EXPERIENCE, IMPORTANCE, KEPT, is_evp, number, part_of
from core.surveys.figures import Mean
from core.surveys.opening import Opened, find
from core.surveys.result import Figure, figures, result
from core.surveys.year import years
from core.values import frozen


@frozen
class Gap:
    """An element or part: how important, how good, how well what is said is done, each None where it may not be shown.

    `gap` is importance − experience: negative where we give more than people ask. `answers`: how many people gave both,
    0 when that is not said. Arrows are against the year before.
    """

    part: int
    importance: Mean | None
    experience: Mean | None
    kept: Mean | None
    experience_moved: str = ""
    kept_moved: str = ""
    before: float | None = None
    answers: int = 0

    @property
    def gap(self) -> float | None:
        """Mean importance − mean experience. Both count the same people, who gave both: an answer keeps both or neither."""
        return (
            None
            if self.importance is None or self.experience is None
            else self.importance.exact - self.experience.exact
        )


def gaps(tx: Tx, me: Me, round_id: int) -> list[Gap]:
    """Each element of a closed round that this person may see, the largest gap first, beside the year before."""
    found = result(tx, me, round_id)
    old = before(tx, found.round)
    then = _means(old, figures(tx, old)) if old else {}
    now = _means(found.round, found.figures)
    many = {one.question: one.answers for one in found.figures}
    made = [
        replace(_gap(part, now, then), answers=many.get(number(part, EXPERIENCE), 0))
        for part in dict.fromkeys(map(part_of, found.round.questions))
    ]
    return sorted(made, key=lambda one: -(one.gap if one.gap is not None else -9.0))


def group_gaps(tx: Tx, me: Me, round_id: int) -> dict[int, list[Gap]]:
    """The same for each part of the round (a team, a place, a time here) that may be seen apart."""
    found = result(tx, me, round_id)
    cells = {part: dict(zip(found.round.questions, means, strict=True)) for part, means in found.heat}
    parts = list(dict.fromkeys(map(part_of, found.round.questions)))
    return {
        group: [
            _gap(part, {one: Mean(mean, 0.0) for one, mean in known.items() if mean is not None}, {}) for part in parts
        ]
        for group, known in cells.items()
    }


def before(tx: Tx, asked: Opened) -> Opened | None:
    """The yearly survey before this one whose result was shared: whoever sees this one may see it beside."""
    rounds = [find(tx, one.round_id) for one in years(tx) if one.round_id and one.round_id < asked.id]
    return next((one for one in rounds if one.shared_at), None)


def _means(asked: Opened, shown: tuple[Figure, ...]) -> dict[int, Mean]:
    """Each mean as a reader can know it: an arrow and a gap tell no more than the figures do."""
    made = {one.question: as_shown(asked, one) for one in shown if one.kind == "shown" and is_evp(one.question)}
    return {question: mean for question, mean in made.items() if mean is not None}


def _gap(part: int, now: Mapping[int, Mean], then: Mapping[int, Mean]) -> Gap:
    importance, experience, promise = (now.get(number(part, way)) for way in (IMPORTANCE, EXPERIENCE, KEPT))
    old = [then.get(number(part, way)) for way in (IMPORTANCE, EXPERIENCE, KEPT)]
    return Gap(
        part, importance, experience, promise,
        experience.moved(old[1]) if experience and old[1] else "",
        promise.moved(old[2]) if promise and old[2] else "",
        old[0].exact - old[1].exact if old[0] and old[1] else None,
    )  # fmt: skip
