"""The figures of a result: the picture's finding, the same numbers as text, and the table of teams."""

from collections.abc import Iterable

from bots.chat import Context
from bots.surveys.drawing import part_of_round, said_rate, scale
from bots.ui import Chart, Fields, Node, Text
from core import surveys
from core.surveys import DRIVERS, Figure, Result, driver_of
from core.words import _, say_number

MOST_TEAMS = 20


def one_figure(ctx: Context, found: Result) -> Iterable[Node]:
    """A round of one question: how often each answer was given."""
    figure = found.first
    if figure.kind == "hidden":
        yield Text(_("Not enough answers to show anything. Thank you."))
        return
    question, responded = figure.question, (_("Response"), said_rate(figure.rate))
    if figure.kind == "band" or figure.mean is None:
        yield Text(_("Nearly all answers lie between {low} and {high}. They are too alike to show each number.").format(
            low=scale(figure.low, question), high=scale(figure.high, question)))  # fmt: skip
        yield Fields((responded,))
        return
    values, unit = (figure.counts, "") if figure.counts else (figure.shares, "%")
    labels, most = tuple(scale(value, question) for value in surveys.scale_of(question)), max(values)
    chosen = _(" and ").join(label for label, n in zip(labels, values, strict=True) if n == most)
    if figure.score:
        finding = _("The score is {score}, give or take {margin}. Chosen most: {chosen}.").format(
            score=signed(figure.score.score), margin=figure.score.margin, chosen=chosen)  # fmt: skip
        first = (_("Score"), f"{signed(figure.score.score)} ± {figure.score.margin}")
    else:
        finding = _("The average is {mean} out of 5. Chosen most: {chosen}.").format(
            mean=say_number(figure.mean), chosen=chosen)  # fmt: skip
        first = (_("Average"), say_number(figure.mean))
    yield Chart("bars", _("How people answered"), finding, labels, tuple(map(float, values)), unit)
    how_many = (_("Answers"), str(figure.answers) if figure.counts else _("{n} or more").format(n=found.round.minimum))
    yield Fields((first, how_many, responded))
    if not figure.counts:
        yield Text(_("Rounded to tens, so that nobody can tell who did not answer."), small=True)


def several(ctx: Context, found: Result) -> Iterable[Node]:
    """A round of several questions: an average for each, and for each team where that gives nobody away."""
    labels = tuple(short(figure) for figure in found.figures)
    means = [figure.mean if figure.kind == "shown" else None for figure in found.figures]
    known = [(mean, label) for mean, label in zip(means, labels, strict=True) if mean is not None]
    if known:
        (high, best), (low, least) = max(known), min(known)
        finding = _("Highest: {best} ({high}). Lowest: {least} ({low}).").format(
            best=best, high=say_number(high), least=least, low=say_number(low))  # fmt: skip
        yield Chart("bars", _("Averages, 1 to 5"), finding, labels, tuple(means))
    for figure in found.figures:
        yield Text(f"**{surveys.ask(figure.question)}**\n{said(figure)}")
    rate = next((figure.rate for figure in found.figures if figure.rate), None)
    yield Fields(((_("Response"), said_rate(rate)),))
    yield from heat(ctx, found)


def said(figure: Figure) -> str:
    """One question's figure in words."""
    if figure.kind == "band":
        return _("Nearly all between {low} and {high}").format(
            low=scale(figure.low, figure.question), high=scale(figure.high, figure.question)
        )
    return say_number(figure.mean) if figure.kind == "shown" and figure.mean is not None else _("not yet visible")


def heat(ctx: Context, found: Result) -> Iterable[Node]:
    """Team by question; a cell that may not be shown has a mark, and nothing tells how many there were."""
    if not found.heat:
        return
    lines = []
    by = {"place": _("**By place of work**, in the order of the questions"),
          "tenure": _("**By time here**, in the order of the questions")}  # fmt: skip
    rows = sorted(
        ((part_of_round(ctx, found.round, team), cells) for team, cells in found.heat),
        key=lambda row: row[0].casefold(),
    )
    for name, cells in rows[:MOST_TEAMS]:
        told = " · ".join("▒" if cell is None else say_number(cell) for cell in cells)
        lines.append(f"- {name}: {told}")
    heading = by.get(found.round.by) or _("**By team**, in the order of the questions")
    yield Text("\n".join([heading, *lines]))
    yield Text(_("▒ or a team that is not here: too few answers, or too alike. Nobody sees those."), small=True)


def short(figure: Figure) -> str:
    """A few letters under a bar."""
    driver = driver_of(figure.question)
    return _(DRIVERS[driver]) if driver else "eNPS"


def signed(score: int) -> str:
    """With its sign: +12, −3, 0."""
    return f"+{score}" if score > 0 else str(score).replace("-", "−")
