"""What may be shown of a closed round, and to whom."""

from sqlalchemy import bindparam, select

from core import people, privacy
from core.db import Query, Tx, table
from core.people import Me
from core.surveys.answer import invited
from core.surveys.blurring import blurred, fewest
from core.surveys.closing import WHOLE, kept
from core.surveys.figures import Score, mean, percent, recommending
from core.surveys.models import NamedAnswer, Participation, Pulse, Round
from core.surveys.opening import Opened, find, not_yours
from core.surveys.questions import ENPS, ends_of, scale_of
from core.surveys.start import leads, may_ask
from core.values import frozen

_round, _part, _named, _pulse = table(Round), table(Participation), table(NamedAnswer), table(Pulse)
_named_of = Query(
    select(_named.c.value, _named.c.person_id, _named.c.question, _part.c.segment)
    .join(_part, (_part.c.round_id == _named.c.round_id) & (_part.c.person_id == _named.c.person_id))
    .where(_named.c.round_id == bindparam("round")).order_by(_named.c.id)
)  # fmt: skip
_my_rounds = Query(select(_part.c.round_id).where(_part.c.person_id == bindparam("person")))
_latest = Query(
    select(_round.c.id, _round.c.team_id, _round.c.shared_at)
    .where(_round.c.closed_at.is_not(None))
    .order_by(_round.c.closed_at.desc(), _round.c.id.desc())
)
_standing = Query(
    select(_round.c.id, _round.c.team_id, _round.c.opened_at)
    .join(_pulse, _pulse.c.id == _round.c.pulse_id)
    .where(_round.c.closed_at.is_(None), _pulse.c.months == 0).order_by(_round.c.id)
)  # fmt: skip


@frozen
class Figure:
    """What may be shown of one question.

    Kinds: `hidden` (not enough answers, or none), `band` (so alike that only about where they lie is said, from `low`
    to `high`), `shown`: `counts` by answer, or `about`, as if the fewest had answered, where a count would tell how
    many of one to four people did not (decision 43). A hidden one holds no number at all.
    """

    question: int
    kind: str
    counts: tuple[int, ...] = ()
    about: tuple[int, ...] = ()
    mean: float | None = None
    low: int = 0
    high: int = 0
    rate: privacy.Rate | None = None
    score: Score | None = None

    @property
    def shares(self) -> tuple[int, ...]:
        """How often each answer was given in whole percents, as far as that may be known."""
        known = self.counts or self.about
        return tuple(percent(n, sum(known)) for n in known)

    @property
    def answers(self) -> int:
        """How many answers it rests on; 0 when that is not said."""
        return sum(self.counts)


@frozen
class Result:
    """What may be shown of a round.

    Kinds: `open` (not yet), `unshared` (its owner has not told it yet), else that of its first figure not hidden.
    `heat`: team (or place, time here, target group) → a mean to one decimal for each question, None where it is not to be
    shown; empty where there is one team.
    """

    round: Opened
    kind: str
    figures: tuple[Figure, ...] = ()
    heat: tuple[tuple[int, tuple[float | None, ...]], ...] = ()
    named: tuple[tuple[int, str], ...] = ()

    @property
    def first(self) -> Figure:
        """The figure of the first question."""
        return self.figures[0]

    @property
    def fullest(self) -> Figure:
        """The figure that most people answered: what the response of the round is read from."""
        order = {"hidden": 0, "exact": 1, "more_than": 2}

        def place(one: Figure) -> tuple[int, int]:
            rate = one.rate or privacy.Rate("hidden")
            everybody = rate.kind == "exact" and rate.percent == 100
            return (3 if everybody else order[rate.kind], rate.percent or 0)

        return max(self.figures, key=place)


def result(tx: Tx, me: Me, round_id: int) -> Result:
    """What this person, or the team's place, may see of it; raises NotAllowed for who was not invited and leads nobody."""
    asked = find(tx, round_id)
    at_place = me.id == 0 and (asked.team_id is None or me.team_id == asked.team_id)
    if not (at_place or invited(tx, me, round_id) or leads(tx, me, asked.team_id)):
        raise not_yours()
    if asked.closed_at is None:
        return Result(asked, "open")
    if asked.unshared and not leads(tx, me, asked.team_id):
        return Result(asked, "unshared")
    found = kept(tx, round_id)
    shown = figures(tx, asked)
    kind = next((figure.kind for figure in shown if figure.kind != "hidden"), "hidden")
    heat = tuple(
        (part, tuple(rounded(question, found[part].get(question, ())) for question in asked.questions))
        for part in sorted(found, key=lambda one: (one < 0, abs(one))) if part not in (0, WHOLE)
    )  # fmt: skip
    return Result(asked, kind, shown, heat, _names(tx, round_id) if asked.mode == "public" else ())


def figures(tx: Tx, asked: Opened) -> tuple[Figure, ...]:
    """What may be shown of each question of a closed round, for who may see it."""
    whole = kept(tx, asked.id).get(WHOLE, {})
    return tuple(_figure(asked, question, whole.get(question)) for question in asked.questions)


def most_answers(tx: Tx, round_id: int) -> int:
    """How many answers the best answered question of a closed round got: for rules only."""
    return max((sum(counts) for counts in kept(tx, round_id).get(WHOLE, {}).values()), default=0)


def latest(tx: Tx, me: Me) -> int | None:
    """The round this person may see that closed last, else one that is still open; None when there is none."""
    led, mine = {team.id for team in may_ask(tx, me)}, {row.round_id for row in tx.all(_my_rounds, person=me.id)}
    everywhere = leads(tx, me, None)
    found = (id_ for id_, team, told in [*tx.all(_latest), *tx.all(_standing)]
             if everywhere or team in led or (id_ in mine and told))  # fmt: skip
    return next(found, None)


def _figure(asked: Opened, question: int, counts: tuple[int, ...] | None) -> Figure:
    given = sum(counts or ())
    if counts is None or not given:
        return Figure(question, "hidden")
    score = recommending(counts, max(given, asked.invited)) if question == ENPS else None
    if asked.mode == "public":
        rate = privacy.Rate("exact", percent(given, max(given, asked.invited)))
        return Figure(question, "shown", counts, mean=mean(question, counts), rate=rate, score=score)
    rate = privacy.response_rate(given, asked.invited, asked.minimum)
    about = () if rate.kind == "exact" else blurred(counts, fewest(asked.invited, asked.minimum))
    if privacy.alike(counts, ends_of(question)) or (about and privacy.alike(about, ends_of(question))):
        low, high = _band(question, counts)
        return Figure(question, "band", low=low, high=high, rate=rate)
    if rate.kind == "exact":
        return Figure(question, "shown", counts, mean=mean(question, counts), rate=rate, score=score)
    score = recommending(about, asked.invited) if question == ENPS else None
    return Figure(question, "shown", about=about, mean=rounded(question, about), rate=rate, score=score)


def rounded(question: int, counts: tuple[int, ...]) -> float | None:
    """The mean to one decimal: more of them would tell how many answers it is made of (T39)."""
    exact = mean(question, counts)
    return None if exact is None else round(exact, 1)


def _band(question: int, counts: tuple[int, ...]) -> tuple[int, int]:
    scale, (low, high) = scale_of(question), ends_of(question)
    most = max(range(len(scale)), key=lambda place: counts[place])
    if most < low:
        return scale[0], scale[low - 1]
    return (scale[-high], scale[-1]) if most >= len(scale) - high else (scale[low - 1], scale[-high])


def _names(tx: Tx, round_id: int) -> tuple[tuple[int, str], ...]:
    rows = tx.all(_named_of, round=round_id)
    names = people.names(tx, [row.person_id for row in rows])
    return tuple((row.value, names[row.person_id]) for row in rows)
