"""`/townhall import`: HR sends a file of people in the chat, sees what would happen, and takes all of it over or nothing."""

from collections.abc import Iterator

from bots.bot import Asked, Pressed, Reply, command, on, press, submit
from bots.chat import Context
from bots.ui import Actions, Button, FileField, Form, Message, Node, Plain, Text, ToggleField
from core import calendar
from core.desk import uploads
from core.people.facts import PeopleImported
from core.people.importing import Plan, Prepared
from core.people.sheet import Problem, Sheet
from core.people.taking_over import look, may_import, take_over
from core.words import N_, _, ngettext

SHOWN = 12
"""Rows that one message names; the file itself holds the rest."""
DELIMITERS = {";": N_("semicolon"), ",": N_("comma"), "\t": N_("tab")}


class ImportForm(Form):
    """The file, as an HR system exports it."""

    TITLE, SUBMIT = N_("Import people"), N_("Look at it first")
    file = FileField(
        N_("File with people (CSV)"),
        ("csv", "txt", "tsv"),
        hint=N_("Nothing changes before you have seen what would happen."),
    )
    leavers = ToggleField(N_("Who is not in the file leaves today"), required=False)


@command(
    "townhall import", "townhall importeren", help=("Import a file of people", "Een bestand met mensen importeren"),
    may=("hr", "admin"),
)  # fmt: skip
def ask_for_file(ctx: Context, asked: Asked) -> Reply:
    """The form, for HR and admins."""
    may_import(ctx.tx, ctx.me)
    return ImportForm.open()


@press("import_other")
def other_file(ctx: Context, pressed: Pressed) -> Reply:
    """The form again."""
    may_import(ctx.tx, ctx.me)
    return ImportForm.open()


def compared(ctx: Context, form: ImportForm) -> tuple[Sheet, Plan, str]:
    """The file, what would happen, and what the file is called."""
    may_import(ctx.tx, ctx.me)
    file = uploads.received(ctx.tx, ctx.me.id, form.file)
    sheet, prepared = look(ctx.tx, ctx.me, file.content, today=ctx.today, leavers=form.leavers)
    return sheet, prepared.plan, file.name


@submit("import_look", ImportForm, look=compared)
def look_first(ctx: Context, form: ImportForm) -> Message:
    """What would happen, with the rows; a file with problems is forgotten at once."""
    may_import(ctx.tx, ctx.me)
    sheet, plan, name = ctx.seen
    again = Button(_("Choose another file…"), other_file.id())
    parts: list[Node] = [Text(_placed_list(_("Problems"), plan.problems, sheet))] if plan.problems else []
    if plan.notes:
        parts.append(Text(_placed_list(_("Good to know"), plan.notes, sheet)))
    named = [Text(line) for line in told_file(sheet, str(Plain(name)))]
    if plan.problems:
        uploads.drop(ctx.tx, ctx.me.id, form.file)
        refused = ngettext(
            "Nothing was imported: the file has {count} problem. Correct it and try again.",
            "Nothing was imported: the file has {count} problems. Correct them and try again.",
            len(plan.problems),
        ).format(count=len(plan.problems))
        return Message(refused, (*named, *parts, Actions((again,))), "warning")
    figures = Text("\n".join(f"- {line}" for line in _told(plan, sheet, form.leavers)))
    if not (plan.created or plan.changed or plan.leaving or plan.openings):
        uploads.drop(ctx.tx, ctx.me.id, form.file)
        return Message(_("This file changes nothing"), (*named, figures, *parts, Actions((again,))))
    count = len(plan.created) + len(plan.changed) + len(plan.same)
    go = ngettext("Import {count} person", "Import {count} people", count).format(count=count)
    buttons = Actions((
        Button(go, import_now.id(0, form.file, int(form.leavers)), "primary"),
        Button(_("Don't import"), forget.id(0, form.file)),
        again,
    ))  # fmt: skip
    small = Text(_("Nothing has changed yet. I keep the file for one hour."), small=True)
    return Message(_("This would happen"), (*named, figures, *parts, buttons, small))


def prepared(ctx: Context, pressed: Pressed) -> Prepared | None:
    """The file compared once more, with what is there now; None when it is gone, which the unit says."""
    key, leavers = pressed.args[0], pressed.args[1] == "1"
    may_import(ctx.tx, ctx.me)
    if uploads.look(ctx.tx, ctx.me.id, key) is None:
        return None
    file = uploads.received(ctx.tx, ctx.me.id, key)
    return look(ctx.tx, ctx.me, file.content, today=ctx.today, leavers=leavers)[1]


@press("import_now", look=prepared)
def import_now(ctx: Context, pressed: Pressed) -> Message:
    """All of it or nothing, as it stands at this moment; after that the file is forgotten."""
    if ctx.seen is None or uploads.look(ctx.tx, ctx.me.id, pressed.args[0]) is None:
        raise uploads.FileGone
    plan = take_over(ctx.tx, ctx.me, ctx.seen)
    uploads.drop(ctx.tx, ctx.me.id, pressed.args[0])
    lines = [told_counts(plan), _("The file is forgotten.")]
    if plan.leaving:
        lines.insert(1, told_leaving(plan))
    return Message(_("Everything in the file was imported."), (Text("\n".join(f"- {line}" for line in lines)),), "good")


@press("import_forget")
def forget(ctx: Context, pressed: Pressed) -> Message:
    """The file is forgotten, nothing changed."""
    uploads.drop(ctx.tx, ctx.me.id, pressed.args[0])
    return Message(_("Nothing was imported"), (Text(_("The file is forgotten.")),))


@on(PeopleImported)
def fill_in_holidays(ctx: Context, happened: PeopleImported) -> None:
    """The days off of this year and the next are there wherever somebody works now."""
    for year in (ctx.today.year, ctx.today.year + 1):
        calendar.seed_everywhere(ctx.tx, year)


def told_file(sheet: Sheet, name: str) -> Iterator[str]:
    """How many people the file holds and how it was read; nothing for one that could not be."""
    if sheet.delimiter:
        words = ngettext(
            "{file}: {count} person, read as {encoding}, separated by {delimiter}.",
            "{file}: {count} people, read as {encoding}, separated by {delimiter}.",
            len(sheet.rows),
        )
        delimiter = _(DELIMITERS[sheet.delimiter])
        yield words.format(file=name, count=len(sheet.rows), encoding=sheet.encoding, delimiter=delimiter)


def placed(problem: Problem) -> str:
    """A problem with its row and column."""
    where = [_("row {number}").format(number=problem.row)] if problem.row else []
    where += [problem.column] if problem.column else []
    return f"{', '.join(where)}: {problem.text}" if where else problem.text


def told_counts(plan: Plan) -> str:
    """How many are new, changed and the same."""
    text = _("New: {new}. Changed: {changed}. The same: {same}.")
    return text.format(new=len(plan.created), changed=len(plan.changed), same=len(plan.same))


def told_leaving(plan: Plan) -> str:
    """Who is not in the file and leaves by it."""
    words = ngettext("Not in the file: {count} person, whose last day is today.",
                     "Not in the file: {count} people, whose last day is today.", len(plan.leaving))  # fmt: skip
    return words.format(count=len(plan.leaving))


def _placed_list(title: str, problems: tuple[Problem, ...], sheet: Sheet) -> str:
    lines = [f"- {Plain(placed(one))}" for one in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append("- " + _("And {count} more.").format(count=len(problems) - SHOWN))
    return "\n".join([f"**{title}**", *lines])


def _told(plan: Plan, sheet: Sheet, leavers: bool) -> Iterator[str]:
    yield told_counts(plan)
    for change in plan.changed[:SHOWN]:
        columns = ", ".join(str(Plain(sheet.headings.get(one, one))) for one in change.what)
        yield _("row {number}").format(number=change.row) + f": {columns}"
    if len(plan.changed) > SHOWN:
        yield _("And {count} more.").format(count=len(plan.changed) - SHOWN)
    if plan.teams:
        names = ", ".join(str(Plain(team)) for team in plan.teams[:SHOWN]) + (", …" if len(plan.teams) > SHOWN else "")
        yield _("New teams ({count}): {teams}.").format(count=len(plan.teams), teams=names)
    if plan.openings:
        yield _("Opening balances: {count}.").format(count=len(plan.openings))
    if plan.missing and leavers:
        yield told_leaving(plan)
    elif plan.missing:
        words = ngettext("Not in the file: {count} person, who stays.", "Not in the file: {count} people, who stay.",
                         len(plan.missing))  # fmt: skip
        yield words.format(count=len(plan.missing))
