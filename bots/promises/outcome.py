"""A promise's card: what became of it, said with one click by whom it concerns, and drawn again wherever it stands."""

from bots.bot import Pressed, Reply, on, press, refresh, submit, view
from bots.chat import Beside, Context, Send, Shown
from bots.ui import (
    Actions,
    Button,
    DateField,
    Fields,
    Form,
    FormNode,
    Message,
    Node,
    PersonField,
    Plain,
    Text,
    TextField,
    quoted,
)
from core import people, promises
from core.promises import Given, Kept, Late, Moved, Status, Step, Withdrawn
from core.words import N_, _, ngettext, say_date

TONES = {Status.KEPT.value: "good", Status.WITHDRAWN.value: "none"}


@view("card", title=N_("A promise"))
def card(ctx: Context, number: int) -> Message | None:
    """A promise as everybody sees it: in whose words, by when, and where it stands; the buttons are for who may."""
    given = promises.find(ctx.tx, number)
    if given is None:
        return None
    keeper = people.get(ctx.tx, given.owner_id)
    pairs = [(_("By when"), say_date(given.due_on, "EEE d MMM y")), (_("Where it stands"), standing(ctx, given))]
    if given.made_by != given.owner_id:
        pairs.append((_("Written down by"), f"{Plain(people.get(ctx.tx, given.made_by).name)}"))
    body: list[Node] = [Text(quoted(given.words)), Fields(tuple(pairs))]
    taken = promises.steps(ctx.tx, number)
    moved = [step for step in taken if step[0] == Step.MOVED]
    if moved:
        said = ngettext("First promised for {day}; it has moved once.", "First promised for {day}; it has moved {n} times.",
                        len(moved))  # fmt: skip
        body.append(Text(said.format(day=say_date(moved[0][3]), n=len(moved)), small=True))
    reason = next((step[2] for step in reversed(taken) if step[2]), "")
    if reason:
        body += [Text(_("The reason:"), small=True), Text(quoted(reason))]
    body += _buttons(ctx, given)
    tone = "warning" if given.late(ctx.today) else TONES.get(given.status, "none")
    return Message(_("{name} promised something").format(name=keeper.name[:100]), tuple(body), tone)


def standing(ctx: Context, given: Given) -> str:
    """Open, late, kept or withdrawn, in words."""
    if given.late(ctx.today):
        days = (ctx.today - given.due_on).days
        return ngettext("late: its day was yesterday", "late: its day was {n} days ago", days).format(n=days)
    return {
        Status.OPEN.value: _("open"), Status.KEPT.value: _("kept"), Status.WITHDRAWN.value: _("can't be kept"),
    }[given.status]  # fmt: skip


def _buttons(ctx: Context, given: Given) -> list[Node]:
    """The rule decides who may at the click; a copy in a place has the buttons for whom it concerns."""
    rows: list[Node] = []
    mine = ctx.me.id == 0 or promises.may_change(ctx.tx, ctx.me, given)
    if mine and given.status == Status.OPEN:
        rows.append(Actions((
            Button(_("Kept"), keep.id(given.id, given.version), "primary"),
            Button(_("New date…"), new_date.id(given.id, given.version)),
            Button(_("Can't be kept…"), cannot.id(given.id, given.version), "danger"),
            Button(_("Hand over…"), pass_on.id(given.id, given.version)),
        )))  # fmt: skip
    elif mine:
        rows.append(Actions((Button(_("Open it again"), again.id(given.id, given.version)),)))
    if given.origin_view:
        rows.append(Actions((Button(_("Where this comes from"), show_origin.id(given.id)),)))
    return rows


@press("kept")
def keep(ctx: Context, pressed: Pressed) -> Reply:
    """Done."""
    promises.keep(ctx.tx, ctx.me, pressed.entity, pressed.version)
    return card.of(pressed.entity)


@press("again")
def again(ctx: Context, pressed: Pressed) -> Reply:
    """Pressed too soon: it is open again."""
    promises.reopen(ctx.tx, ctx.me, pressed.entity, pressed.version)
    return card.of(pressed.entity)


class MoveForm(Form):
    """Another day, and why."""

    TITLE, SUBMIT = N_("New date"), N_("Move it")
    due_on = DateField(N_("By when"), hint=N_("For example 4 dec"))
    reason = TextField(N_("Why"), most=500, multiline=True, hint=N_("Everybody can read this"))


class CannotForm(Form):
    """Why it can't be kept."""

    TITLE, SUBMIT = N_("Can't be kept"), N_("Say so")
    reason = TextField(N_("Why"), most=500, multiline=True, hint=N_("Everybody can read this"))


class HandOverForm(Form):
    """Who does it instead."""

    TITLE, SUBMIT = N_("Hand over"), N_("Hand over")
    owner = PersonField(N_("Who does it"))


@press("move", reads=True)
def new_date(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for another day."""
    return MoveForm.open(pressed.entity, pressed.version)


@submit("moved", MoveForm)
def move(ctx: Context, form: MoveForm) -> Reply:
    """The card shows the new day and the reason."""
    promises.move(ctx.tx, ctx.me, form.entity, int(form.args[0]), form.due_on, form.reason)
    return card.of(form.entity)


@press("cannot", reads=True)
def cannot(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for the reason."""
    return CannotForm.open(pressed.entity, pressed.version)


@submit("withdrawn", CannotForm)
def withdraw(ctx: Context, form: CannotForm) -> Reply:
    """The card shows the reason."""
    promises.withdraw(ctx.tx, ctx.me, form.entity, int(form.args[0]), form.reason)
    return card.of(form.entity)


@press("pass_on", reads=True)
def pass_on(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for another owner."""
    return HandOverForm.open(pressed.entity, pressed.version)


@submit("passed_on", HandOverForm)
def hand_over(ctx: Context, form: HandOverForm) -> Reply:
    """Somebody else has it now."""
    promises.hand_over(ctx.tx, ctx.me, form.entity, int(form.args[0]), form.owner)
    return card.of(form.entity)


@press("origin", reads=True)
def show_origin(ctx: Context, pressed: Pressed) -> Reply:
    """The survey, problem or discussion that this was promised for, as far as it is this reader's to see."""
    given = promises.find(ctx.tx, pressed.entity)
    number = given.origin.partition(":")[2] if given else ""
    if given is None or ctx.suite is None or not number.isdecimal():
        return _("This is no longer here.")
    drawn = ctx.suite.draw(ctx.tx, Shown(given.origin_view, int(number)), f"person:{ctx.me.id}", ctx.me)
    return Beside(drawn) if drawn else _("This is no longer here.")


@press("open")
def open_card(ctx: Context, pressed: Pressed) -> Reply:
    """One promise's card, beside the list it stands in."""
    drawn = card(ctx, pressed.entity)
    return Beside(drawn, card.of(pressed.entity)) if drawn else _("This is no longer here.")


@on(Kept)
def tell_kept(ctx: Context, fact: Kept) -> list[Send]:
    """Whoever wrote it down for somebody else reads it in the digest."""
    return _others(ctx, fact.promise)


@on(Withdrawn)
def tell_withdrawn(ctx: Context, fact: Withdrawn) -> list[Send]:
    """Whoever wrote it down for somebody else reads it in the digest."""
    return _others(ctx, fact.promise)


@on(Moved)
def tell_moved(ctx: Context, fact: Moved) -> list[Send]:
    """A new owner gets the card at once; another day is for the digest of whoever wrote it down."""
    given = promises.find(ctx.tx, fact.promise)
    if given is None or fact.what != Step.HANDED:
        return _others(ctx, fact.promise)
    key = f"promises:{given.id}:{given.version}:{given.owner_id}"
    return [Send(f"person:{given.owner_id}", card.full, given.id, "promises", key=key)]


def _others(ctx: Context, number: int) -> list[Send]:
    given = promises.find(ctx.tx, number)
    if given is None:
        return []
    taken = promises.steps(ctx.tx, number)
    actor = taken[-1][1] if taken else given.owner_id
    told = {given.owner_id, given.made_by} - {actor}
    return [Send(f"person:{one}", card.full, number, "promises", "digest") for one in sorted(told)]


@refresh(Kept, card)
def after_kept(fact: Kept) -> int:
    """Every copy shows it."""
    return fact.promise


@refresh(Withdrawn, card)
def after_withdrawn(fact: Withdrawn) -> int:
    """Every copy shows why."""
    return fact.promise


@refresh(Moved, card)
def after_moved(fact: Moved) -> int:
    """Every copy shows the new day or owner."""
    return fact.promise


@refresh(Late, card)
def after_late(fact: Late) -> int:
    """Every copy shows that it is late."""
    return fact.promise
