"""The figures of a result: the picture's finding, the same numbers as text, and the table of teams."""

from collections.abc import Iterable

from bots.chat import Context
from bots.surveys.drawing import part_of_round, said_rate, scale
from bots.surveys.wording import earlier_words
from bots.ui import MOST_COLUMNS, Chart, Fields, Node, Plain, Text
from core import surveys
from core.surveys import DRIVERS, ENPS, SHORT, THEMES_SHORT, Change, Figure, Opened, Result, driver_of
from core.words import N_, _, say_date, say_number

MOST_TEAMS, MOST_AT_THE_TOP = 20, 2
Cells = tuple[float | None, ...]
BY = {"team": N_("Averages by team"), "place": N_("Averages by place of work"), "tenure": N_("Averages by time here")}


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
    if figure.score:
        score = (
            signed(figure.score.score) if figure.counts else _("about {score}").format(score=signed(figure.score.score))
        )
        finding = _("The score is {score}, give or take {margin}.").format(score=score, margin=figure.score.margin)
        first = (_("Score"), f"{signed(figure.score.score)} ± {figure.score.margin}")
    else:
        mean = say_number(figure.mean) if figure.counts else _("about {score}").format(score=say_number(figure.mean))
        finding = _("The average is {mean} out of 5.").format(mean=mean)
        first = (_("Average"), say_number(figure.mean))
    labels = tuple(scale(value, question) for value in surveys.scale_of(question))
    known = figure.counts or figure.about
    # What is drawn may be one answer off: then what is one below the top may be the top.
    most = [label for label, n in zip(labels, known, strict=True) if n >= max(known) - bool(figure.about)]
    if figure.counts or len(most) <= MOST_AT_THE_TOP:
        finding += " " + _("Chosen most: {chosen}.").format(chosen=_(" and ").join(most))
    yield Chart("bars", _("How people answered"), finding, labels, tuple(map(float, values)), unit)
    moved = [(_("Since last time"), since(one)) for one in surveys.changes(ctx.tx, found.round, found.figures).values()]
    how_many = (_("Answers"), str(figure.answers) if figure.counts else _("{n} or more").format(n=sum(figure.about)))
    yield Fields((first, *moved, how_many, responded))
    if not figure.counts:
        drawn = _("Drawn as if {n} had answered, so that nobody can tell how many did not.").format(n=sum(figure.about))
        yield Text(drawn, small=True)


def several(ctx: Context, found: Result) -> Iterable[Node]:
    """A round of several questions: an average for each, and for each team where that gives nobody away."""
    labels = columns(found)
    means = [round(figure.mean, 1) if figure.kind == "shown" and figure.mean is not None else None
             for figure in found.figures]  # fmt: skip
    known = [(mean, label) for mean, label in zip(means, labels, strict=True) if mean is not None]
    if known:
        (high, best), (low, least) = max(known), min(known)
        finding = _("Highest: {best} ({high}). Lowest: {least} ({low}).").format(
            best=best, high=say_number(high), least=least, low=say_number(low))  # fmt: skip
        yield Chart("bars", _("Averages, 1 to 5"), finding, labels, tuple(means))
    moved = surveys.changes(ctx.tx, found.round, found.figures)
    for figure in found.figures:
        then = f" · {since(moved[figure.question])}" if figure.question in moved else ""
        words = Plain(surveys.asked_words(ctx.tx, ctx.me, found.round, figure.question))
        yield Text(
            "\n".join([f"**{words}**", f"{said(figure)}{then}", *earlier_words(ctx, found.round, figure.question)])
        )
    yield Fields(((_("Response"), said_rate(found.fullest.rate)),))
    yield from heat(ctx, found)


def said(figure: Figure) -> str:
    """One question's figure in words."""
    if figure.kind == "band":
        return _("Nearly all between {low} and {high}").format(
            low=scale(figure.low, figure.question), high=scale(figure.high, figure.question)
        )
    return say_number(figure.mean) if figure.kind == "shown" and figure.mean is not None else _("not yet visible")


def since(change: Change) -> str:
    """An arrow where the change is more than chance, words otherwise."""
    before = signed(int(change.before)) if change.of_score else say_number(change.before)
    words = {
        "↑": _("↑ up from {before} ({day})"), "↓": _("↓ down from {before} ({day})"),
        "": _("no clear change from {before} ({day})"),
    }[change.arrow]  # fmt: skip
    return words.format(before=before, day=say_date(change.on, "d MMM"))


def heat(ctx: Context, found: Result) -> Iterable[Node]:
    """Team by question as a picture, the same numbers below it; a cell that may not be shown is open, and tells no number."""
    rows = by_name(ctx, found.round, found.heat)
    if not rows:
        return
    names, high = columns(found), 10.0 if found.first.question == ENPS else 5.0
    low = 0.0 if high > 5 else 1.0
    title = _("Averages by group") if found.round.groups else _(BY.get(found.round.by, BY["team"]))
    title += " · " + _("{low} to {high}").format(low=int(low), high=int(high))
    yield from heat_map(title, names, rows[:MOST_TEAMS], (low, high))
    if rows[MOST_TEAMS:]:
        more = _("And {n} more, which are in the numbers to take along.").format(n=len(rows) - MOST_TEAMS)
        yield Text(more, small=True)
    yield Text(_("A dash, or a group that is not here: too few answers, or too alike. Nobody sees those."), small=True)


def by_name(ctx: Context, asked: Opened, cells: Iterable[tuple[int, Cells]]) -> list[tuple[str, Cells]]:
    """These parts under their names: teams (places, times here) first, target groups below them."""
    named = [(part < 0, part_of_round(ctx, asked, part), row) for part, row in cells]
    return [(name, row) for _group, name, row in sorted(named, key=lambda one: (one[0], one[1].casefold()))]


def heat_map(
    title: str, names: tuple[str, ...], rows: list[tuple[str, Cells]], ends: tuple[float, float]
) -> Iterable[Node]:
    """One picture for every six columns, or fewer: what it finds, and its cells to one decimal."""
    for first in range(0, len(names), MOST_COLUMNS):
        some = names[first : first + MOST_COLUMNS]
        cells = [(name, tuple(None if one is None else round(one, 1) for one in row[first : first + MOST_COLUMNS]))
                 for name, row in rows]  # fmt: skip
        known = [(one, f"{name}, {column}") for name, row in cells
                 for column, one in zip(some, row, strict=True) if one is not None]  # fmt: skip
        finding = _("Nothing here may be shown yet.")
        if known:
            (top, best), (bottom, least) = max(known), min(known)
            finding = _("Highest: {best} ({high}). Lowest: {least} ({low}).").format(
                best=best, high=_number(top), least=least, low=_number(bottom))  # fmt: skip
        yield Chart(
            "heat", title, finding, tuple(name for name, _row in cells), tuple(one for _name, row in cells for one in row),
            columns=some, ends=ends, note=_("– is not yet visible") if len(known) < len(cells) * len(some) else "",
        )  # fmt: skip


def _number(value: float) -> str:
    return say_number(value).replace("-", "−")


def columns(found: Result) -> tuple[str, ...]:
    """A few letters for each question; by number where several are about one thing."""
    names = tuple(short(figure) for figure in found.figures)
    alike = len(set(names)) < len(names)
    return tuple(_("Question {n}").format(n=n) for n in range(1, len(names) + 1)) if alike else names


def short(figure: Figure) -> str:
    """A few letters under a bar, or above a column."""
    words = {**THEMES_SHORT, **SHORT}.get(figure.question)
    if words:
        return _(words)
    driver = driver_of(figure.question)
    return _(DRIVERS[driver]) if driver else "eNPS"


def signed(score: int) -> str:
    """With its sign: +12, −3, 0."""
    return f"+{score}" if score > 0 else str(score).replace("-", "−")
