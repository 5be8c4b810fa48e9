"""Comments: a few words apart from the score, read in an order that means nothing, answered by way of a slip."""

from bots.bot import Asked, Pressed, Reply, command, press, submit
from bots.chat import Beside, Context
from bots.ui import Actions, Button, Form, FormNode, Message, Node, Text, TextField, Values, quoted
from core import surveys
from core.words import N_, _


class CommentForm(Form):
    """A comment, without a name."""

    TITLE, SUBMIT = N_("A comment"), N_("Send")
    text = TextField(N_("What you want to say"), multiline=True, most=1000,
                     hint=N_("Leave out names and what only you know. Shown from 10 answers on, shuffled."))  # fmt: skip

    @classmethod
    def kept(cls, values: Values) -> Values:
        """Nothing of it waits in a draft, where a person's number would stand beside it."""
        return {}


@press("comment", reads=True)
def say(ctx: Context, pressed: Pressed) -> FormNode:
    """A few words beside the score."""
    return CommentForm.open(pressed.entity)


@submit("commented", CommentForm, unseen=True)
def keep(ctx: Context, form: CommentForm) -> Reply:
    """Kept apart; the slip is shown this once."""
    slip = surveys.write_comment(ctx.tx, ctx.me, form.entity, form.text, ctx.key)
    return Beside(Message(_("Your comment is kept, without your name"), (
        Text(_("Your slip: **{slip}**").format(slip=slip)),
        Text(_("It is shown only now. With /pulse slip you read what was written back; nothing tells that it was you.")),
    )))  # fmt: skip


@press("comments", reads=True)
def read(ctx: Context, pressed: Pressed) -> Reply:
    """Some comments, with a way to write back for who asked."""
    start = int(pressed.args[0]) if pressed.args and pressed.args[0].isdecimal() else 0
    found = surveys.comments(ctx.tx, ctx.me, pressed.entity)
    if not found:
        return _("There are no comments to show. They are shown from 10 answers on.")
    asks = surveys.leads(ctx.tx, ctx.me, surveys.find(ctx.tx, pressed.entity).team_id)
    body: list[Node] = []
    for one in found[start : start + surveys.COMMENTS_AT_ONCE]:
        body.append(Text(quoted(one.text)))
        if one.reply:
            body.append(Text(_("Written back:") + "\n" + quoted(one.reply)))
        elif asks:
            body.append(Actions((Button(_("Write back…"), write.id(one.id)),)))
    if len(found) > start + surveys.COMMENTS_AT_ONCE:
        more = Button(_("More"), read.id(pressed.entity, start + surveys.COMMENTS_AT_ONCE))
        body.append(Actions((more,)))
    return Beside(Message(_("Comments, in an order that means nothing"), tuple(body)))


class BackForm(Form):
    """A word back to whoever wrote a comment."""

    TITLE, SUBMIT = N_("Write back"), N_("Send")
    text = TextField(N_("What you want to say"), multiline=True, most=1000,
                     hint=N_("Whoever has the slip reads this. Nobody knows who that is."))  # fmt: skip


@press("back", reads=True)
def write(ctx: Context, pressed: Pressed) -> FormNode:
    """A word back."""
    return BackForm.open(pressed.entity)


@submit("wrote_back", BackForm)
def send_back(ctx: Context, form: BackForm) -> str:
    """It waits for the slip."""
    surveys.reply_to_comment(ctx.tx, ctx.me, form.entity, form.text)
    return _("Kept for whoever has the slip.")


class SlipForm(Form):
    """Four words."""

    TITLE, SUBMIT = N_("Your slip"), N_("Look")
    slip = TextField(N_("The four words"), most=60)

    @classmethod
    def kept(cls, values: Values) -> Values:
        """The four words stand nowhere beside who typed them."""
        return {}


@command("pulse slip", "puls briefje", help=("What was written back to your comment", "Het antwoord op je opmerking"),
         reads=True)  # fmt: skip
def slip(ctx: Context, asked: Asked) -> FormNode:
    """Where the four words go."""
    return SlipForm.open()


@submit("slip", SlipForm, unseen=True)
def look(ctx: Context, form: SlipForm) -> Reply:
    """What was written back."""
    text, back = surveys.by_slip(ctx.tx, form.slip)
    said = quoted(back) if back else _("Nothing was written back yet.")
    return Beside(Message(_("Your comment"), (Text(quoted(text)), Text(said))))
