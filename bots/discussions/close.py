"""Closing a discussion: the decision with its reasons, told to whom it concerns; promises that follow; the log of decisions."""

from bots.bot import Asked, Opt, Pressed, Reply, command, on, press, refresh, submit, view
from bots.chat import Context, Send
from bots.discussions.heard import card, decided, heading, look
from bots.discussions.remind import TOPIC, panel
from bots.discussions.start import invite, under
from bots.ui import Actions, Button, DateField, Form, Message, Node, PersonField, Plain, Row, Text, TextField, shortened
from core import discussions, promises
from core.clock import local_day
from core.discussions import Concluded, FollowedUp
from core.errors import NotAllowed
from core.words import N_, _, say_date

A_PAGE, LONGEST = 5, 1000
DECIDED = "decided"
"""The topic of decisions: chosen about apart from invitations."""


class CloseForm(Form):
    """What was said, what is decided, and why."""

    TITLE, SUBMIT = N_("Close with a decision"), N_("Close and tell")
    summary = TextField(N_("What was said"), multiline=True, most=LONGEST)
    decision = TextField(N_("Decision"), multiline=True, most=LONGEST)
    reasons = TextField(N_("Reasons"), multiline=True, most=LONGEST, hint=N_("Also what was not followed, and why"))


@press("close", reads=True)
def close_form(ctx: Context, pressed: Pressed) -> Reply:
    """The form, for whoever leads."""
    return CloseForm.open(pressed.entity)


@submit("closed", CloseForm)
def close(ctx: Context, form: CloseForm) -> Reply:
    """Closed and told; what follows may become a promise."""
    discussions.close(ctx.tx, ctx.me, form.entity, form.summary, form.decision, form.reasons)
    return panel.of(form.entity)


class FollowForm(Form):
    """What follows from the decision: what, who, by when."""

    TITLE, SUBMIT = N_("A promise"), N_("Promise")
    words = TextField(N_("What will be done"), most=promises.LONGEST_WORDS, hint=N_("Everybody can read this"))
    due_on = DateField(N_("By when"), hint=N_("For example 4 dec"))
    owner = PersonField(N_("Who does it"), required=False, hint=N_("Leave empty: you do"))


@press("promise", reads=True)
def promise_form(ctx: Context, pressed: Pressed) -> Reply:
    """The form, with the decision in it."""
    talk = discussions.find(ctx.tx, pressed.entity)
    if talk is None or talk.open or not discussions.may_lead(ctx.tx, ctx.me, talk):
        raise NotAllowed(_("I don't know this discussion, or it isn't yours to lead. Ask who started it."))
    return FollowForm.open(talk.id, words=shortened(talk.decision, promises.LONGEST_WORDS))


@submit("promised", FollowForm)
def promise(ctx: Context, form: FollowForm) -> str:
    """It stands in the public list, and leads back here."""
    talk = discussions.follow_up(ctx.tx, ctx.me, form.entity)
    promises.make(
        ctx.tx, ctx.me, form.owner or ctx.me.id, form.words, form.due_on, f"discussion:{talk.id}", view=card.full,
        audience="everybody",
    )  # fmt: skip
    return _("Promised. Everybody finds it under /promises, and it leads back to this decision.")


@view("decision", title=N_("A decision"))
def decision(ctx: Context, number: int) -> Message | None:
    """The decision as it comes: what, why, and what was said."""
    talk = discussions.find(ctx.tx, number)
    if talk is None or talk.open:
        return None
    return Message(shortened(_("Decided: {title}").format(title=talk.title), 150), tuple(decided(talk)), "good")


@on(Concluded)
def tell_decision(ctx: Context, fact: Concluded) -> list[Send]:
    """Who took part hears it now, who was invited reads it in the digest, and it stands in the thread."""
    talk = discussions.find(ctx.tx, fact.discussion)
    if talk is None:
        return []
    spoke, rest = discussions.to_be_told(ctx.tx, talk)
    key = f"discussions:{talk.id}:decision"
    told = [Send(f"person:{one}", decision.full, talk.id, DECIDED, "now", f"{key}:{one}") for one in spoke]
    told += [Send(f"person:{one}", decision.full, talk.id, DECIDED, "digest", f"{key}:{one}") for one in rest]
    return [*told, Send(f"place:{talk.place_id}", decision.full, talk.id, TOPIC, thread=under(ctx, talk))]


@refresh(Concluded, card, panel, invite)
def after_closing(fact: Concluded) -> int:
    """Every copy shows the decision."""
    return fact.discussion


@refresh(FollowedUp, card)
def after_promise(fact: FollowedUp) -> int:
    """The card says who does what because of it."""
    return fact.discussion


@command(
    "decisions", "besluiten", help=("What was decided, and why", "Wat er besloten is, en waarom"),
    options=(Opt("words", "text", ("words", "woorden"), ("Words to look for", "Woorden om te zoeken")),), reads=True,
)  # fmt: skip
def show_decisions(ctx: Context, asked: Asked) -> Message:
    """The log, the newest first, or what holds these words."""
    return _log(ctx, asked.get("words").strip(), 0)


@press("log", reads=True)
def show_log(ctx: Context, pressed: Pressed) -> Reply:
    """Another page, in place."""
    return _log(ctx, "", pressed.entity)


def _log(ctx: Context, words: str, page: int) -> Message:
    found = discussions.decisions(ctx.tx, words)
    rows: list[Node] = [
        Row(
            f"**{Plain(talk.title)}** · {_day(ctx, talk)}\n{Plain(shortened(talk.decision, 200))}",
            Button(_("Look"), look.id(talk.id)),
        )
        for talk in found[page * A_PAGE : (page + 1) * A_PAGE]
    ]
    more = len(found) - (page + 1) * A_PAGE
    if more > 0 and not words:
        rows.append(Actions((Button(_("{n} more").format(n=more), show_log.id(page + 1)),)))
    return Message(_("Decisions"), tuple(rows) or (Text(_("Nothing here.")),))


def _day(ctx: Context, talk: discussions.Talk) -> str:
    return say_date(local_day(talk.closed_at, ctx.me.zone), "EEE d MMM y") if talk.closed_at else heading(talk)
