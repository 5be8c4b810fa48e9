"""Taking a result along: the same figures as on the screen, as CSV and XLSX, with a mark where nothing may be shown."""

from bots.bot import Pressed, Reply, press
from bots.chat import Beside, Context
from bots.surveys.drawing import part_of_round, result_title, said_rate
from bots.ui import File, Message, Text
from core import surveys
from core.errors import NotAllowed
from core.sheets import as_csv, as_xlsx
from core.surveys import Result
from core.words import _

HIDDEN = "▒"
Sheet = list[list[str | float]]


@press("export", reads=True)
def export(ctx: Context, pressed: Pressed) -> Reply:
    """Two files, for who asked."""
    found = surveys.result(ctx.tx, ctx.me, pressed.entity)
    if not surveys.may_share(ctx.tx, ctx.me, found.round):
        raise NotAllowed(_("This is for who asked these questions, or leads these people."))
    if found.kind in ("open", "hidden"):
        return _("There are no numbers to take along.")
    rows, name = sheet(ctx, found), f"townhall-{found.round.id}"
    return Beside(Message(result_title(ctx, found.round), (
        Text(_("The same numbers as in the result. {mark}: not shown to anybody.").format(mark=HIDDEN)),
        File(f"{name}.csv", as_csv(rows), _("For any program")),
        File(f"{name}.xlsx", as_xlsx({"Townhall": rows}), _("For a spreadsheet")),
    )))  # fmt: skip


def sheet(ctx: Context, found: Result) -> Sheet:
    """A line for each question and part: the whole first. What may not be shown has a mark, never a number."""
    rows: Sheet = [[_("Who"), _("Question"), _("Average"), _("Answers"), _("Response")]]
    everybody = _("all who were asked")
    for figure in found.figures:
        mean: str | float = round(figure.mean, 4) if figure.kind == "shown" and figure.mean is not None else HIDDEN
        many: str | float = figure.answers or HIDDEN
        rows.append(
            [
                everybody,
                surveys.asked_words(ctx.tx, ctx.me, found.round, figure.question),
                mean,
                many,
                said_rate(figure.rate),
            ]
        )
    for part, means in found.heat:
        name = part_of_round(ctx, found.round, part)
        for question, cell in zip(found.round.questions, means, strict=True):
            rows.append(
                [
                    name,
                    surveys.asked_words(ctx.tx, ctx.me, found.round, question),
                    HIDDEN if cell is None else round(cell, 4),
                    HIDDEN,
                    HIDDEN,
                ]
            )
    return rows
