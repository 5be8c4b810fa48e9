"""Asking who leads: with one's name or without, and the slip of four words that leads back to a question without one."""

from bots.bot import Asked, Pressed, Reply, command, press, submit
from bots.chat import Beside, Context
from bots.news.answer import became_of, question_words
from bots.news.drawing import reader_of, shorter_title
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    Form,
    FormNode,
    Message,
    Node,
    Option,
    Text,
    TextField,
    Values,
)
from core import news
from core.words import N_, _

NAMED, NAMELESS = "named", "nameless"


def _how() -> tuple[Option, ...]:
    return (
        Option(NAMED, _("With my name"), _("Your name stands beside it. You hear the answer.")),
        Option(NAMELESS, _("Without my name"), _("You get a slip of four words that leads to the answer.")),
    )


class AskForm(Form):
    """A question, and whether one's name stands beside it. Nothing of one without a name is ever a draft."""

    TITLE, SUBMIT = N_("Ask a question"), N_("Ask")
    words = TextField(N_("Your question"), multiline=True, most=news.LONGEST_QUESTION,
                      hint=N_("Name nobody. Somebody looks at it first; then all of them can see it."))  # fmt: skip
    how = ChoiceField(N_("How"), _how)

    @classmethod
    def kept(cls, values: Values) -> Values:
        """Of a question without a name nothing is kept, not even until it is sent."""
        return {} if values.get("how") == NAMELESS else values


class NamedForm(Form):
    """A question with one's name, where there is no other way."""

    TITLE, SUBMIT = N_("Ask a question"), N_("Ask")
    words = TextField(N_("Your question"), multiline=True, most=news.LONGEST_QUESTION,
                      hint=N_("Name nobody else. Somebody looks at it first; then all of them can see it."))  # fmt: skip


def platform(ctx: Context) -> str:
    """Where one is, as an admin's choices know it."""
    return ctx.caps.name if ctx.caps else ""


@press("ask", reads=True)
def ask(ctx: Context, pressed: Pressed) -> FormNode:
    """The form; without the choice where a question needs a name."""
    post = reader_of(ctx, pressed.entity)
    if news.nameless_here(ctx.tx, post, platform(ctx)):
        promise = _("Without your name: Townhall keeps nothing that links you to this question. "
                    "Slack or Discord can see that you clicked.")  # fmt: skip
        return AskForm.open(post.id, intro=promise, how=NAMED)
    why = _("Your name stands beside it: fewer than five people get this.")
    if news.nameless_here(ctx.tx, post, "slack"):
        why = _("Your name stands beside it. Without a name you can ask from Slack, or once an admin allows it here.")
    return NamedForm.open(post.id, intro=why)


@submit("asked", AskForm, unseen=True)
def keep(ctx: Context, form: AskForm) -> Reply:
    """Kept; without a name the slip is shown this once."""
    if form.how == NAMED:
        return _asked(ctx, form.entity, form.words)
    slip = news.ask_nameless(ctx.tx, ctx.me, form.entity, form.words, platform(ctx), ctx.key)
    return Beside(Message(_("Your question is kept, without your name"), (
        Text(_("Your slip: **{slip}**").format(slip=slip)),
        Text(_("It is shown only now. With /news slip you read the answer and can ask on; nothing tells that it was you.")),
        Text(_("At noon on working days all questions without a name are let in together."), small=True),
    )))  # fmt: skip


@submit("asked_named", NamedForm)
def keep_named(ctx: Context, form: NamedForm) -> Reply:
    """Kept, with one's name."""
    return _asked(ctx, form.entity, form.words, int(form.args[0]) if form.args and form.args[0].isdecimal() else None)


def _asked(ctx: Context, number: int, words: str, after: int | None = None) -> str:
    news.ask(ctx.tx, ctx.me, number, words, after)
    return _("Asked. Somebody looks at it first, and you hear what becomes of it.")


@press("ask_on_named", reads=True)
def ask_on_named(ctx: Context, pressed: Pressed) -> FormNode:
    """Asking on about the answer to one's own question."""
    found = news.own_question(ctx.tx, ctx.me, pressed.entity)
    return NamedForm.open(found.post_id, found.id)


class SlipForm(Form):
    """Four words, which are never a draft."""

    TITLE, SUBMIT = N_("Your slip"), N_("Look")
    slip = TextField(N_("The four words"), most=60)

    @classmethod
    def kept(cls, values: Values) -> Values:
        """Whose slip it is stays unknown, also when it was mistyped."""
        return {}


@command(
    "news slip", "nieuws briefje",
    help=("What became of your question without a name", "Wat er van je vraag zonder naam werd"), reads=True,
)  # fmt: skip
def open_slip(ctx: Context, asked: Asked) -> FormNode:
    """Where the four words go."""
    return SlipForm.open()


@press("slip", reads=True)
def slip_here(ctx: Context, pressed: Pressed) -> FormNode:
    """The same, from the page with news."""
    return SlipForm.open()


@submit("slip", SlipForm, unseen=True)
def look(ctx: Context, form: SlipForm) -> Reply:
    """What was asked under these words, and what became of each."""
    line = news.by_slip(ctx.tx, form.slip)
    body: list[Node] = []
    for one in line[-3:]:
        body += [*question_words(ctx, one), *became_of(ctx, one)]
    if line[-1].settled:
        body.append(Actions((Button(_("Ask on…"), ask_on.id(0, ".".join(form.slip.lower().split()))),)))
    title = _("Your question on: {title}").format(title=shorter_title(ctx, line[0].post_id))
    return Beside(Message(title, tuple(body), sensitive=True))


class OnForm(Form):
    """A question about the answer, under the same slip; never a draft."""

    TITLE, SUBMIT = N_("Ask on"), N_("Ask")
    words = TextField(N_("Your question"), multiline=True, most=news.LONGEST_QUESTION)
    slip = TextField(N_("The four words"), most=60, hint=N_("The same slip leads to this question too."))

    @classmethod
    def kept(cls, values: Values) -> Values:
        """Nothing of it is kept before it is sent."""
        return {}


@press("ask_on", reads=True)
def ask_on(ctx: Context, pressed: Pressed) -> FormNode:
    """The form, with the slip it belongs to."""
    return OnForm.open(slip=" ".join(pressed.args[0].split(".")) if pressed.args else "")


@submit("asked_on", OnForm, unseen=True)
def keep_on(ctx: Context, form: OnForm) -> str:
    """Kept under the same slip."""
    news.ask_on(ctx.tx, ctx.me, form.slip, form.words, platform(ctx), ctx.key)
    return _("Kept, without your name. The same slip leads to it.")
