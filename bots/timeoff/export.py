"""Leave for payroll as CSV or XLSX, period by period, and the lock that keeps what was passed on."""

from datetime import timedelta

from bots.bot import Asked, Pressed, Reply, command, press, submit
from bots.chat import Beside, Context
from bots.timeoff.balance import SAID
from bots.ui import Actions, Button, DateRangeField, File, Form, FormNode, Message, Node, Text
from core import timeoff
from core.errors import NotAllowed
from core.sheets import as_csv, as_xlsx
from core.timeoff import Entry
from core.when import Range
from core.words import N_, _, ngettext, say_date


class ExportForm(Form):
    """Which days."""

    TITLE, SUBMIT = N_("Leave for payroll"), N_("Choose")
    when = DateRangeField(N_("Period"), hint=N_("First and last day, for example 1 nov - 30 nov"))


@command("timeoff export", "verlof export", help=("Leave for payroll, per period", "Verlof voor de salarissen, per periode"),
         may=("hr",), reads=True)  # fmt: skip
def begin_export(ctx: Context, asked: Asked) -> Message:
    """The period that comes next: what is in it, the files, the lock, or other days."""
    until = timeoff.locked_until(ctx.tx)
    first = until + timedelta(days=1) if until else ctx.today.replace(day=1)
    last = (first.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return _page(ctx, Range(first, last))


@press("export_days", reads=True)
def begin_days(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for other days."""
    timeoff.only_payroll(ctx.tx, ctx.me)
    return ExportForm.open(when=_days(pressed).iso)


@submit("exported", ExportForm)
def choose_days(ctx: Context, form: ExportForm) -> Message:
    """The chosen period."""
    return _page(ctx, form.when)


@press("export_file", reads=True)
def make_files(ctx: Context, pressed: Pressed) -> Beside:
    """The files: on a reading connection, for they may take a while."""
    days, csv = _days(pressed), pressed.args[2:3] == ("csv",)
    found = timeoff.export(ctx.tx, ctx.me, days.first_day, days.last_day)
    named = f"{found.first_day:%Y%m%d}-{found.last_day:%Y%m%d}"
    leave, balances = _leave(ctx, found), _balances(found)
    taken, left = _("Leave taken"), _("Balances")
    files: tuple[Node, ...] = (
        (File(f"leave-{named}.csv", as_csv(leave), taken), File(f"balances-{named}.csv", as_csv(balances), left)) if csv
        else (File(f"leave-{named}.xlsx", as_xlsx({taken: leave, left: balances}), _("Leave taken and balances")),)
    )  # fmt: skip
    return Beside(Message(_title(days), files, sensitive=True))


@press("export_lock")
def lock(ctx: Context, pressed: Pressed) -> Reply:
    """This period stays as it is; what changes later comes in the next one."""
    days = _days(pressed)
    timeoff.lock_period(ctx.tx, ctx.me, days.first_day, days.last_day)
    return _page(ctx, days)


def _title(days: Range) -> str:
    first, last = (say_date(day, "d MMM y") for day in (days.first_day, days.last_day))
    return _("Leave for payroll, {first} to {last}").format(first=first, last=last)


def _page(ctx: Context, days: Range) -> Message:
    found = timeoff.export(ctx.tx, ctx.me, days.first_day, days.last_day)
    packed = (f"{found.first_day:%Y%m%d}", f"{found.last_day:%Y%m%d}")
    other = Button(_("Other days…"), begin_days.id(0, *packed))
    if not found.people:
        return Message(_title(days), (Text(_("There is nothing to pass on in this period.")), Actions((other,))))
    body: list[Node] = [Text(ngettext("{n} person", "{n} people", len(found.people)).format(n=len(found.people)))]
    if late := sum(one.late for one in found.taken):
        said = ngettext("{n} row puts right an earlier period.", "{n} rows put right an earlier period.", late)
        body.append(Text(said.format(n=late)))
    buttons = [
        Button("Excel", make_files.id(0, *packed, "xlsx"), "primary"),
        Button("CSV", make_files.id(0, *packed, "csv")),
    ]
    if found.locked:
        body.append(Text(_("This period is locked: it stays as it is, and what changes later comes in the next one.")))
    else:
        body.append(
            Text(_("This period is open. Lock it once payroll has taken it over; a lock can't be undone."), small=True)
        )
        buttons.append(Button(_("Lock this period"), lock.id(0, *packed), "danger"))
    return Message(_title(days), (*body, Actions((*buttons, other))), sensitive=True)


def _days(pressed: Pressed) -> Range:
    try:
        first, last = (timeoff.day_of(text) for text in pressed.args[:2])
    except ValueError:
        raise NotAllowed(_("This button is too old. Look again.")) from None
    return Range(first, last)


def _leave(ctx: Context, found: timeoff.Export) -> list[list[object]]:
    kinds = {one.key: one.name for one in (timeoff.HOLIDAY, *timeoff.every_kind(ctx.tx))}
    rows: list[list[object]] = [
        [_("Name"), _("E-mail"), _("Type"), _("First day"), _("Last day"), _("Hours"), _("Note")]
    ]
    for one in found.taken:
        name, email = found.people[one.person]
        note = _("puts right an earlier period") if one.late else ""
        rows.append([name, email, kinds.get(one.kind, one.kind), one.first_day, one.last_day, one.minutes / 60, note])
    return rows


def _balances(found: timeoff.Export) -> list[list[object]]:
    heads = [_(SAID[entry]) for entry in Entry]
    rows: list[list[object]] = [[_("Name"), _("E-mail"), _("At the beginning"), *heads, _("At the end")]]
    for one in sorted(found.accounts, key=lambda one: found.people[one.person]):
        amounts = [one.before, *(one.added[entry] for entry in Entry), one.after]
        rows.append([*found.people[one.person], *(minutes / 60 for minutes in amounts)])
    return rows
