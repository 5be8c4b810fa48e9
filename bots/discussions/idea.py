"""Ideas together: support one with a click, write along, improve the text."""

from bots.bot import Pressed, Reply, press, refresh, submit
from bots.chat import Context
from bots.discussions.heard import card
from bots.ui import Form, TextField
from core import discussions
from core.discussions import LONGEST_ABOUT, Backing, Improved
from core.errors import NotAllowed
from core.words import N_, _


@press("support")
def support(ctx: Context, pressed: Pressed) -> Reply:
    """Support it; a second click takes that back."""
    discussions.stand_behind(ctx.tx, ctx.me, pressed.entity, Backing.SUPPORT)
    return card.of(pressed.entity)


@press("write_along")
def write_along(ctx: Context, pressed: Pressed) -> Reply:
    """Write along; a second click stops that."""
    discussions.stand_behind(ctx.tx, ctx.me, pressed.entity, Backing.WRITE)
    return card.of(pressed.entity)


class ImproveForm(Form):
    """The idea's text, to be made better."""

    TITLE, SUBMIT = N_("Improve the text"), N_("Save")
    words = TextField(N_("What it is about"), multiline=True, most=LONGEST_ABOUT)


@press("improve", reads=True)
def change_text(ctx: Context, pressed: Pressed) -> Reply:
    """The text as it stands, for who writes along."""
    talk = discussions.find(ctx.tx, pressed.entity)
    if talk is None or not discussions.may_improve(ctx.tx, ctx.me, talk):
        raise NotAllowed(_("Press “I write along” first; then you can change the text."))
    return ImproveForm.open(talk.id, talk.version, words=talk.about)


@submit("improved", ImproveForm)
def improve(ctx: Context, form: ImproveForm) -> Reply:
    """The card shows the new words."""
    discussions.improve(ctx.tx, ctx.me, form.entity, int(form.args[0]), form.words)
    return card.of(form.entity)


@refresh(Improved, card)
def after_improving(fact: Improved) -> int:
    """Every copy shows it."""
    return fact.discussion
