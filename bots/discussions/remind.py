"""The owner's side of a discussion: who was heard, by name; reminding only who is missing; and the day after."""

from collections.abc import Sequence
from typing import Any

from bots.bot import Pressed, Reply, due, on, press, refresh, view
from bots.chat import Context, Send
from bots.discussions.heard import bar, card, heading
from bots.ui import Actions, Button, Message, Node, Plain, Text, shortened
from core import discussions, people
from core.discussions import MOST_REMINDERS, Heard, MustHear, PartyHeard, Reminded, Talk, Topic
from core.words import N_, _

TOPIC, STARTER, NAMES = "discussion", "starter", 6
URGENCY = {1: "nudge", 2: "digest"}


@view("panel", title=N_("The discussion you lead"))
def panel(ctx: Context, number: int) -> Message | None:
    """For whoever leads only: how many were heard, by name for who started it, and what to do next."""
    from bots.discussions.close import close_form, promise_form
    from bots.discussions.hands import ask_form
    from bots.discussions.start import choose_parties

    talk = discussions.find(ctx.tx, number)
    leads = talk is not None and discussions.may_lead(ctx.tx, ctx.me, talk)
    if talk is None or not (leads or discussions.may_keep(ctx.tx, ctx.me, number)):
        return None
    further, far = further_buttons(ctx, talk), how_far(ctx, talk)
    if not leads:
        return Message(heading(talk), (*far, Text(_("You look after this idea.")), Actions(further)))
    if not talk.open:
        said = Text(_("Closed. Who took part and who was invited is told."))
        follows = Button(_("Make a promise of it…"), promise_form.id(number), "primary")
        return Message(heading(talk), (*far, said, Actions((follows, *further))))
    parties = discussions.coverage(ctx.tx, talk)
    body: list[Node] = bar(ctx, talk)
    if parties and ctx.me.id == talk.owner_id:
        body = [*body[:1], Text(shortened(by_name(ctx, parties[:15]), 2500)),
                Text(_("Only you see these names. Silence counts against nobody."), small=True)]  # fmt: skip
    elif parties:
        owner = people.get(ctx.tx, talk.owner_id).name
        theirs = _("Names of who was heard are for {name} alone, who started this.").format(name=Plain(owner))
        body.append(Text(theirs, small=True))
    else:
        body.append(Text(_("Next: who must be heard? They get one private invitation each.")))
    buttons = [Button(_("Who must be heard…"), choose_parties.id(number), "plain" if parties else "primary")]
    if discussions.missing(ctx.tx, talk) and talk.reminders < MOST_REMINDERS:
        buttons.append(Button(_("Remind who is missing"), remind_missing.id(number)))
    buttons += [
        Button(_("Show of hands…"), ask_form.id(number)), Button(_("Close with a decision…"), close_form.id(number)),
    ]  # fmt: skip
    rest = [Actions(further)] if further else []
    return Message(heading(talk), (*far, *body, Actions(tuple(buttons)), *rest))


def how_far(ctx: Context, talk: Talk) -> list[Text]:
    """For an idea: its stage, and what was said last."""
    from bots.discussions.stage import stage_part

    return stage_part(ctx, talk.id) if talk.topic == Topic.IDEA else []


def further_buttons(ctx: Context, talk: Talk) -> tuple[Button, ...]:
    """For an idea: taking it a step on, and saying that it is the same as another."""
    if talk.topic != Topic.IDEA:
        return ()
    keeps = discussions.may_keep(ctx.tx, ctx.me, talk.id)
    step = (Button(_("How far it is…"), f"discussions.stage:{talk.id}"),) if keeps else ()
    same = (Button(_("The same as another…"), f"discussions.same:{talk.id}"),) if talk.open else ()
    return step + same


def by_name(ctx: Context, parties: Sequence[PartyHeard]) -> str:
    """Each of those who must be heard, and who of them is missing."""
    lines = []
    for party in parties:
        said = _("heard") if party.heard else _("not yet")
        if not party.heard and not party.party.startswith("person:"):
            names = people.names(ctx.tx, party.missing[:NAMES])
            who = ", ".join(str(Plain(name)) for name in names.values()) or _("nobody is in it")
            said += f" ({who}{'…' if len(party.missing) > NAMES else ''})"
        lines.append(f"- **{Plain(party.name)}**: {said}")
    return "\n".join(lines)


@press("remind")
def remind_missing(ctx: Context, pressed: Pressed) -> Reply:
    """Those who were not heard get a reminder; at most two in all."""
    discussions.owned(ctx.tx, ctx.me, pressed.entity)
    discussions.remind_now(ctx.tx, pressed.entity)
    return panel.of(pressed.entity)


@due("remind")
def remind_in_time(ctx: Context, payload: dict[str, Any]) -> None:
    """Three days and one day before the day, unless nobody is missing or it was done already."""
    talk = discussions.find(ctx.tx, payload["discussion"])
    if talk and talk.open and discussions.missing(ctx.tx, talk):
        discussions.remind(ctx.tx, talk.id)


@due("wrap_up")
def wrap_up(ctx: Context, payload: dict[str, Any]) -> Send | None:
    """The day has passed: its owner is asked to close it."""
    talk = discussions.find(ctx.tx, payload["discussion"])
    if talk is None or not talk.open:
        return None
    return Send(f"person:{talk.owner_id}", panel.full, talk.id, TOPIC)


@on(Reminded)
def send_reminders(ctx: Context, fact: Reminded) -> list[Send]:
    """First a message within the weekly budget, then a line in the digest; never to who was heard."""
    from bots.discussions.start import invite

    talk = discussions.find(ctx.tx, fact.discussion)
    if talk is None or not talk.open:
        return []
    key = f"discussions:{talk.id}:reminder{fact.turn}"
    return [
        Send(f"person:{one}", invite.full, talk.id, TOPIC, URGENCY[fact.turn], f"{key}:{one}")
        for one in discussions.missing(ctx.tx, talk)
    ]


@press("less")
def less(ctx: Context, pressed: Pressed) -> str:
    """From now on discussions (or stories and the like) reach this person in the daily digest only."""
    people.choose(ctx.tx, ctx.me.id, STARTER if pressed.args[:1] == (STARTER,) else TOPIC, "digest")
    return _("From now on these stand in your daily digest only. Change it with /mysettings.")


@refresh(Heard, card, panel)
def after_heard(fact: Heard) -> int:
    """The bar moves, wherever it stands."""
    return fact.discussion


@refresh(MustHear, card, panel)
def after_naming(fact: MustHear) -> int:
    """More must be heard."""
    return fact.discussion


@refresh(Reminded, panel)
def after_reminder(fact: Reminded) -> int:
    """One reminder less is left."""
    return fact.discussion
