"""Sharing a result: its owner writes a word of their own above it, and then everybody who was invited gets it."""

from bots.bot import Pressed, Reply, press, submit, view
from bots.chat import Context
from bots.surveys.drawing import asked_name
from bots.ui import Actions, Button, Form, FormNode, Message, Plain, Text, TextField
from core import surveys
from core.errors import NotAllowed
from core.surveys import Result
from core.words import N_, _, say_number


@view("to_share")
def to_share(ctx: Context, round_id: int) -> Message | None:
    """For the owner: nobody else has seen it, and what comes first."""
    asked = surveys.find(ctx.tx, round_id)
    if not surveys.may_share(ctx.tx, ctx.me, asked):
        return None
    if not asked.unshared:
        return Message(_("The result is shared"), (Text(_("Everybody who was invited has it.")),), "good")
    return Message(_("The result is in: look at it, and share it"), (
        Text(_("You asked {who}. Nobody else sees the result before you share it.").format(
            who=Plain(asked_name(ctx, asked)))),
        Text(_("Choose one focus first, if you can: then people read what you do with it. The next round waits until then.")),
        Actions((
            Button(_("See it"), f"surveys.result:{round_id}"),
            Button(_("Share it…"), word_first.id(round_id), "primary"),
            Button(_("Go on without…"), why_not.id(round_id)),
        )),
    ))  # fmt: skip


class ShareForm(Form):
    """The owner's word, above the result."""

    TITLE, SUBMIT = N_("Share the result"), N_("Share it")
    words = TextField(N_("Your word with it"), multiline=True, most=surveys.LONGEST_WORD,
                      hint=N_("A draft: make it yours. It stands above the result, with your name."))  # fmt: skip


@press("share", reads=True)
def word_first(ctx: Context, pressed: Pressed) -> FormNode:
    """A draft of the word, from what came out."""
    found = surveys.result(ctx.tx, ctx.me, pressed.entity)
    if not surveys.may_share(ctx.tx, ctx.me, found.round):
        raise NotAllowed(_("This is for somebody else."))
    return ShareForm.open(pressed.entity, words=draft(found))


def draft(found: Result) -> str:
    """A first version of the word: thanks, what stands out both ways, and what comes."""
    return "\n".join([_("Thank you for your answers."), *highs_and_lows(found), _("This is what we do with it: …")])


def highs_and_lows(found: Result) -> list[str]:
    """What stands out both ways, in one sentence; nothing where there is nothing to compare."""
    known = [(one.mean, one.question) for one in found.figures if one.kind == "shown" and one.mean is not None]
    known = [one for one in known if not surveys.is_evp(one[1]) or surveys.way_of(one[1]) == surveys.EXPERIENCE]
    if len(known) < 2:
        return []
    (high, best), (low, least) = max(known), min(known)
    return [_("What goes best: “{best}” ({high}). What asks for attention: “{least}” ({low}).").format(
        best=surveys.ask(best), high=say_number(high), least=surveys.ask(least), low=say_number(low))]  # fmt: skip


@submit("shared", ShareForm)
def share(ctx: Context, form: ShareForm) -> Reply:
    """Off it goes."""
    surveys.share(ctx.tx, ctx.me, form.entity, form.words)
    return _("Shared: everybody who was invited gets it in the next digest.")


class GoOnForm(Form):
    """Why the next round doesn't wait."""

    TITLE, SUBMIT = N_("Go on without"), N_("Go on")
    why = TextField(N_("Why it is not shared now"), multiline=True, most=surveys.LONGEST_WORD,
                    hint=N_("Kept. It stands under the result, once that is shared."))  # fmt: skip


@press("go_on", reads=True)
def why_not(ctx: Context, pressed: Pressed) -> FormNode:
    """Why the next round doesn't wait."""
    return GoOnForm.open(pressed.entity)


@submit("went_on", GoOnForm)
def go_on(ctx: Context, form: GoOnForm) -> str:
    """The next round may open."""
    surveys.go_on(ctx.tx, ctx.me, form.entity, form.why)
    return _("Kept. The next round may open; you can still share this result with /pulse results.")
