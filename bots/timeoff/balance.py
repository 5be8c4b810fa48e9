"""The balance: how many hours are left, and every line that led there."""

from bots.bot import Asked, Pressed, Reply, command, due, home, on, press, submit, view
from bots.chat import Context, Send
from bots.timeoff.drawing import said_days
from bots.timeoff.mine import mine
from bots.timeoff.notices import said_pot
from bots.timeoff.request import open_request
from bots.ui import (
    Actions,
    Button,
    DateField,
    Fields,
    Form,
    Message,
    Node,
    NumberField,
    PersonField,
    Plain,
    Row,
    Text,
    TextField,
)
from core import jobs, people, timeoff
from core.errors import UserError
from core.people.facts import PeopleImported
from core.people.taking_over import balance_taken, stated_balances
from core.timeoff import Entry
from core.words import N_, _, say_date

LINES = 12
SAID = {
    Entry.OPENING: N_("Opening balance"), Entry.GRANT: N_("Entitlement"), Entry.USE: N_("Taken"),
    Entry.RETURN: N_("Returned"), Entry.CORRECTION: N_("Correction"), Entry.CARRY: N_("Carried over"),
    Entry.EXPIRY: N_("Lapsed"), Entry.LIEU: N_("Time in lieu"), Entry.PAID: N_("Paid out"),
}  # fmt: skip


@command(
    "timeoff balance", "verlof saldo", help=("Your balance, line by line", "Je saldo, regel voor regel"), reads=True
)
def show_balance(ctx: Context, asked: Asked) -> Message:
    """What is left, what is asked for, and why."""
    balance = timeoff.balance_of(ctx.tx, ctx.me.id)
    if not balance.known:
        return Message(
            _("Your balance is unknown"), (Text(_("Ask HR for your opening balance. You can ask for leave already.")),)
        )
    pairs = ((_("Left"), _("{n} hours").format(n=timeoff.hours(balance.remaining))),
             (_("You can ask for"), _("{n} hours").format(n=timeoff.hours(balance.available))))  # fmt: skip
    lines = timeoff.explain(ctx.tx, ctx.me, ctx.me.id)
    told = [
        f"- {say_date(line.day, 'd MMM y')} · {_(SAID[line.entry])} {_of(line.pot)}· **{_signed(line.minutes)}**"
        f" → {timeoff.hours(line.total)}" + (f" · {Plain(line.reason)}" if line.reason else "")
        for line in lines[-LINES:]
    ]
    earlier = [Text(_("and {n} earlier lines").format(n=len(lines) - LINES), small=True)] if len(lines) > LINES else []
    pots = (
        [Text("\n".join(_pot(ctx, pot) for pot in timeoff.in_order(balance.pots)))]
        if any(pot.name for pot in balance.pots)
        else []
    )
    years = [Text(_beside(ctx, lines), small=True)] if any(timeoff.beside(lines, ctx.today)) else []
    return Message(_("Your balance"), (Fields(pairs), *pots, *years, Text("\n".join(told)), *earlier), sensitive=True)


def _beside(ctx: Context, lines: list[timeoff.Line]) -> str:
    """This year beside the last."""
    this, then, whole = (timeoff.hours(some) for some in timeoff.beside(lines, ctx.today))
    return _(
        "Taken in {year} so far: {this} hours. By this day in {before}: {then}, in all of {before}: {whole}."
    ).format(year=ctx.today.year, this=this, before=ctx.today.year - 1, then=then, whole=whole)


def _pot(ctx: Context, pot: timeoff.Pot) -> str:
    """Which hours, how many, and until when they can be used."""
    said = f"- {said_pot(pot.name)}: **{timeoff.hours(pot.minutes)}**"
    if pot.last is None:
        return said
    until = _("past {day}: HR decides") if pot.last < ctx.today else _("until {day}")
    return f"{said} · {until.format(day=say_date(pot.last, 'd MMM y'))}"


def _of(pot: str) -> str:
    return f"({said_pot(pot)}) " if pot else ""


@command(
    "timeoff mine",
    "verlof mijn",
    help=("Your leave: coming, waiting, balance", "Je verlof: gepland, in afwachting, saldo"),
)
def show_mine(ctx: Context, asked: Asked) -> Message:
    """Where the door on Home leads: what is coming, what is left, and asking for more."""
    coming = timeoff.coming(ctx.tx, ctx.me.id, ctx.today)
    balance = timeoff.balance_of(ctx.tx, ctx.me.id)
    body: list[Node] = [
        Row(f"**{said_days(one.days)}** · {timeoff.say_status(one.status)}", Button(_("Look"), show_one.id(one.id)))
        for one in coming[:6]
    ]
    if balance.known:
        body.append(Text(_("You can ask for {n} hours.").format(n=timeoff.hours(balance.available))))
    body.append(Actions((
        Button(_("Ask for time off…"), open_form.id(), "primary"), Button(_("Why this balance?"), why.id()),
    )))  # fmt: skip
    return Message(_("Your time off"), tuple(body), sensitive=True)


@press("form", reads=True)
def open_form(ctx: Context, pressed: Pressed) -> Reply:
    """The request form."""
    return open_request(ctx)


@press("why", reads=True)
def why(ctx: Context, pressed: Pressed) -> Reply:
    """The balance, explained."""
    return show_balance(ctx, Asked("", {}))  # type: ignore[no-any-return]


@press("one")
def show_one(ctx: Context, pressed: Pressed) -> Reply:
    """One of one's own requests."""
    return mine.of(pressed.entity)


@home(50)
def next_leave(ctx: Context) -> Row | None:
    """The next leave."""
    coming = timeoff.coming(ctx.tx, ctx.me.id, ctx.today)
    if not coming:
        return None
    said = f"**{said_days(coming[0].days)}** · {timeoff.say_status(coming[0].status)}"
    return Row(said, Button(_("Look"), show_one.id(coming[0].id)))


def _signed(minutes: int) -> str:
    return ("+" if minutes >= 0 else "−") + timeoff.hours(abs(minutes))


class CorrectForm(Form):
    """What HR puts right, with a line of its own."""

    TITLE, SUBMIT = N_("Correct a balance"), N_("Correct")
    person = PersonField(N_("Whose"))
    hours = NumberField(N_("Hours, with a minus to take away"), least=-10_000, places=2)
    reason = TextField(N_("Why"), most=200, hint=N_("It stands in the balance, line by line"))


@command(
    "timeoff correct", "verlof correctie", help=("Correct a balance", "Een saldo corrigeren"), may=("hr",), reads=True
)
def begin_correction(ctx: Context, asked: Asked) -> Reply:
    """The form for a correction."""
    return CorrectForm.open()


@submit("corrected", CorrectForm)
def correct(ctx: Context, form: CorrectForm) -> Reply:
    """The line is written; what was there stays."""
    timeoff.correct(ctx.tx, ctx.me, form.person, round(float(form.hours or 0) * 60), form.reason)
    return _("Corrected. The line stands in the balance with its reason.")


class LieuForm(Form):
    """Work on a free day that comes back as time."""

    TITLE, SUBMIT = N_("Time in lieu"), N_("Credit")
    person = PersonField(N_("Whose"))
    day = DateField(N_("The free day that was worked"))
    hours = NumberField(N_("Hours worked"), places=2, most=24)


@command(
    "timeoff lieu", "verlof compensatie", help=("Credit time in lieu", "Gewerkte vrije dag teruggeven"), reads=True
)
def begin_lieu(ctx: Context, asked: Asked) -> Reply:
    """The form for a worked free day."""
    return LieuForm.open()


@submit("lieu", LieuForm)
def credit_lieu(ctx: Context, form: LieuForm) -> Reply:
    """Usable from the next day."""
    worked = round(float(form.hours or 0) * 60)
    timeoff.credit_lieu(ctx.tx, ctx.me, form.person, form.day, worked, worked)
    return _("Credited. The hours can be used from the next day.")


@on(PeopleImported)
def take_balances(ctx: Context, happened: PeopleImported) -> Send | None:
    """The balances that a file stated become opening balances; one that somebody has already stays as it is."""
    return _take(ctx, 0, False) if happened.balances else None


@due("take_balances")
def take_more(ctx: Context, payload: dict[str, int]) -> Send | None:
    """The next hundred."""
    return _take(ctx, int(payload["after"]), bool(payload["refused"]))


def _take(ctx: Context, after: int, refused: bool) -> Send | None:
    found = stated_balances(ctx.tx, after)
    for number, person, day, minutes in found:
        try:
            timeoff.open_balance(ctx.tx, person, day, minutes)
        except UserError:
            refused = True  # it stays where it is, and HR reads whose it is
        else:
            balance_taken(ctx.tx, number)
        after = number
    if found:
        key = f"take_balances:{ctx.now.isoformat()}:{after}"
        jobs.at(ctx.tx, key, ctx.now, "timeoff.take_balances", {"after": after, "refused": int(refused)})
        return None
    return Send("role:hr", not_taken.full, 0, "decision", key=f"not_taken:{ctx.today}") if refused else None


@view("balances_not_taken")
def not_taken(ctx: Context, entity: int) -> Message | None:
    """Balances of a file whose month was passed on to payroll already, for HR to put right by hand."""
    found = stated_balances(ctx.tx) if people.has_role(ctx.tx, ctx.me.id, people.Role.HR) else []
    if not found:
        return None
    names = people.names(ctx.tx, [person for _number, person, _day, _minutes in found])
    lines = [f"- {Plain(names[person])}: {say_date(day)}" for _number, person, day, _minutes in found[:LINES]]
    if len(found) > LINES:
        lines.append("- " + _("And {count} more.").format(count=len(found) - LINES))
    text = _("Their date lies in a month that payroll has already. Correct each balance by hand.")
    return Message(_("Some balances of the file were not taken over"), (Text(text), Text("\n".join(lines))), "warning")
