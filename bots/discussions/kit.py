"""What may be told outside: a page with texts, one tap for whoever did, and a line for ambassadors when there is more."""

from bots.bot import Asked, Pressed, command, on, press, submit, view
from bots.chat import Context, Send
from bots.discussions.remind import STARTER
from bots.ui import (
    Actions,
    Button,
    Form,
    FormNode,
    Message,
    Node,
    Option,
    Plain,
    Select,
    Text,
    TextField,
    clean,
    quoted,
)
from core import discussions
from core.discussions import LONGEST_LINK, LONGEST_TEXT, MayBeTold, ShareableHere
from core.words import N_, _, ngettext

SHOWN = 3


@command(
    "stories ambassadors", "verhalen ambassadeurs", reads=True,
    help=("What you may tell outside about working here", "Wat je buiten mag vertellen over werken hier"),
)  # fmt: skip
def kit_page(ctx: Context, asked: Asked) -> Message:
    """The texts, newest first."""
    return _page(ctx)


def _page(ctx: Context, thanked: int = 0) -> Message:
    texts, body = discussions.kit(ctx.tx), list[Node]()
    for one in texts[:SHOWN]:
        body += _shown(one)
        if one.id != thanked:
            body.append(Actions((Button(_("I told this outside"), told.id(one.id)),)))
    if not texts:
        body.append(Text(_("Nothing is there yet. Stories that may be told outside stand under /stories.")))
    body.append(Text(_("How often is counted, never by whom. Nobody has to."), small=True))
    if discussions.keeps_kit(ctx.tx, ctx.me):
        if texts:
            options = tuple(Option(str(one.id), clean(one.words, one_line=True, most=75)) for one in texts)
            body.append(Actions((Select(take_out.id(), _("Take a text out"), options),)))
        body.append(Actions((Button(_("Put a text here…"), text_form.id()),)))
    return Message(_("What you may tell outside"), tuple(body))


def _shown(one: ShareableHere) -> list[Node]:
    link = f"\n{Plain(one.link)}" if one.link else ""
    count = ngettext("Told {n} time.", "Told {n} times.", one.shared).format(n=one.shared)
    return [Text(quoted(one.words) + link), Text(count, small=True)]


@press("kit_told")
def told(ctx: Context, pressed: Pressed) -> Message:
    """One more; nothing is kept about who."""
    discussions.told_outside(ctx.tx, pressed.entity)
    return _page(ctx, pressed.entity)


class KitForm(Form):
    """A text that may be told outside."""

    TITLE, SUBMIT = N_("To tell outside"), N_("Put it there")
    words = TextField(
        N_("What may be told"), multiline=True, most=LONGEST_TEXT, hint=N_("Ready to copy; ambassadors read of it")
    )
    link = TextField(
        N_("A link"), required=False, most=LONGEST_LINK, hint=N_("For example to a vacancy; begins with https://")
    )


@press("kit_form", reads=True)
def text_form(ctx: Context, pressed: Pressed) -> FormNode:
    """The form; the rule checks who sends it."""
    return KitForm.open()


@submit("kit_put", KitForm)
def put(ctx: Context, form: KitForm) -> Message:
    """It is there."""
    discussions.put_text(ctx.tx, ctx.me, form.words, form.link)
    return _page(ctx)


@press("kit_out")
def take_out(ctx: Context, pressed: Pressed) -> Message:
    """It may no longer be told."""
    discussions.take_text_out(ctx.tx, ctx.me, int(pressed.value) if pressed.value.isdecimal() else 0)
    return _page(ctx)


@on(MayBeTold)
def tell_ambassadors(ctx: Context, fact: MayBeTold) -> Send | None:
    """Whoever joined the ambassadors reads of it in the digest."""
    group = discussions.ambassadors(ctx.tx)
    key = f"discussions:kit:{fact.text}"
    return Send(f"segment:{group}", kit_text.full, fact.text, STARTER, "digest", key) if group else None


@view("kit", title=N_("Something to tell outside"))
def kit_text(ctx: Context, number: int) -> Message | None:
    """One text, for who joined the ambassadors."""
    one = discussions.shareable(ctx.tx, number)
    if one is None:
        return None
    button = Actions((Button(_("I told this outside"), told.id(number)),))
    return Message(_("Something you may tell outside"), (*_shown(one), button))
