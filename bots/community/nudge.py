"""Sending a word to a team or a group: a draft in one's own words, an exact preview, and only the sender's click sends."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from bots import gate
from bots.bot import Asked, Pressed, Reply, command, on, press, submit
from bots.chat import Beside, Context, Send
from bots.community.effect import receipt
from bots.community.reply import card, word, written
from bots.ui import Actions, Button, ChoiceField, Form, FormNode, Message, Option, Text, TextField, clean
from core import community, people, privacy
from core.community import Addressed, NudgeSent
from core.desk import drafts
from core.errors import NotAllowed
from core.people import Me, PlaceHere, Role
from core.people.allowing import NUDGE, allowed_on
from core.words import N_, _, say_date

MOST = 25
DRAFT = "community.nudge"


class NudgeForm(Form):
    """A word to a team or a group; the form's entity is the draft it replaces."""

    TITLE, SUBMIT = N_("A word to a team"), N_("Preview")
    team = ChoiceField(N_("To whom"))
    words = TextField(
        N_("In your own words"),
        multiline=True,
        most=community.LONGEST,
        hint=N_("Rewrite it: it goes out signed with your name"),
    )

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form as it was, with the teams and groups of this moment."""
        return draft_form(ctx, str(values.get("team", "")), str(values.get("words", "")), entity)


def draft_form(ctx: Context, to: str, words: str = "", replaces: int = 0) -> FormNode:
    """The form with whom this person may write to, and a kind start that fits them, to rewrite."""
    known = community.may_nudge(ctx.tx, ctx.me)
    if not known:
        raise NotAllowed(_("Writing to a team is for community managers, HR and a team's own leader."))
    chosen = next((one for one in known if one.to == to), known[0])
    shown = known if len(known) <= MOST else [chosen, *(one for one in known if one != chosen)][:MOST]
    options = tuple(Option(one.to, clean(one.name, one_line=True, most=75)) for one in shown)
    return NudgeForm.open(
        replaces, options={"team": options}, team=chosen.to, words=words or a_draft(ctx, chosen.to, chosen.to == to)
    )


def a_draft(ctx: Context, to: str, named: bool = True) -> str:
    """A start: from what drives a group, from the playbook for a team that fell quiet, else a general one."""
    kind, _colon, number = to.partition(":")
    shared = community.drivers_of(ctx.tx, int(number)) if kind == "group" and named else None
    if shared:
        return _(community.DRIVERS[shared[0][0]].draft)
    return _("It has been a bit quieter with you lately. How are things going? Is there anything I can help with?")


@command(
    "nudge", "seintje", help=("Send a team a word, in your own words", "Stuur een team een seintje, in je eigen woorden"),
    may=(Role.COMMUNITY, Role.HR, Role.LEADER),
)  # fmt: skip
def nudge(ctx: Context, asked: Asked) -> FormNode:
    """The form, for the team or group that was named."""
    named = asked.text.strip().casefold()
    known = community.may_nudge(ctx.tx, ctx.me)
    return draft_form(ctx, next((one.to for one in known if one.name.casefold() == named), ""))


@press("nudge")
def open_form(ctx: Context, pressed: Pressed) -> FormNode:
    """The form, for this team."""
    return draft_form(ctx, f"team:{pressed.entity}")


@press("nudge_group")
def open_for_group(ctx: Context, pressed: Pressed) -> FormNode:
    """The form, for this group."""
    return draft_form(ctx, f"group:{pressed.entity}")


@submit("previewed", NudgeForm)
def preview(ctx: Context, form: NudgeForm) -> Reply:
    """Exactly what they would get, and how many; nothing is sent yet."""
    to, readers = community.check_words(ctx.tx, ctx.me, form.team, form.words, a_draft(ctx, form.team))
    draft = drafts.keep(ctx.tx, ctx.me.id, DRAFT, {"to": to.to, "words": form.words})
    if form.entity:
        drafts.drop(ctx.tx, ctx.me.id, form.entity)
    shown = Message(
        _("Not sent yet: a word to {team}").format(team=clean(to.name, one_line=True, most=80)),
        (
            *written(ctx.me.name, to.name, form.words),
            Text(say_reach(ctx, to, readers), small=True),
            Actions((Button(_("Send"), send.id(draft), "primary"), Button(_("Change…"), change.id(draft)))),
        ),
    )
    return shown if form.entity else Beside(shown)


def say_reach(ctx: Context, to: Addressed, readers: list[Me]) -> str:
    """The head count, and why some are left out: numbers for each reason only where they single nobody out (T58)."""
    reasons = {"away": _("away"), "own_choice": _("their own choice"), "no_way": _("no way to reach them")}
    comes = _("Each gets it in working hours; whoever had another word this week finds it in the digest.")
    many = len(readers) >= privacy.minimum_group(privacy.MINIMUM)
    said = None
    if many and (not to.is_group or community.may_say_parts(ctx.tx, to.id)):
        why = Counter(left_out_by(ctx, to, reader) for reader in readers)
        said = community.as_counted(ctx.tx, f"skipped:{to.to}", {one: why[one] for one in reasons}, ctx.today)
    if said is None:
        count = _("{n} people").format(n=len(readers)) if many else _("A few people")
        some = _("{count}. Some may be skipped: {reasons}.").format(count=count, reasons=", ".join(reasons.values()))
        return f"{some}\n{comes}"
    counted_on, numbers = said
    lines = "\n".join(
        f"- {label}: {community.say_part(numbers.get(one, 0), len(readers))}" for one, label in reasons.items()
    )
    day = say_date(counted_on)
    return _("{n} people. Skipped, as counted on {day}:").format(n=len(readers), day=day) + f"\n{lines}\n{comes}"


def left_out_by(ctx: Context, to: Addressed, reader: Me) -> str:
    """Why this reader is left out: away, own_choice, no_way; empty when they are not."""
    said = gate.decide(ctx.tx, reader, community.TOPIC, "nudge")
    if said.what == "drop":
        return said.why if said.why in ("away", "own_choice") else "no_way"
    reached = _may_be_told(ctx, reader) or (bool(people.accounts(ctx.tx, reader.id)) and bool(_cards_at(ctx, to)))
    return "" if reached else "no_way"


def _may_be_told(ctx: Context, reader: Me) -> bool:
    """Whether this person has an account where a first word may come as a direct message (decision 23)."""
    assert ctx.suite is not None
    return any(
        ctx.suite.speaks_first(one.platform) or (one.direct and allowed_on(ctx.tx, one.platform, NUDGE))
        for one in people.accounts(ctx.tx, reader.id)
    )


def _cards_at(ctx: Context, to: Addressed) -> list[PlaceHere]:
    """The team's places on platforms where people are not written to by themselves; a group has none."""
    assert ctx.suite is not None
    return [
        place
        for place in people.places(ctx.tx, "team")
        if not to.is_group and place.team_id == to.id and not ctx.suite.speaks_first(place.ref.partition(":")[0])
    ]


@press("change")
def change(ctx: Context, pressed: Pressed) -> Reply:
    """Back to the form."""
    kept = drafts.load(ctx.tx, ctx.me.id, DRAFT, pressed.entity)
    return (
        draft_form(ctx, kept["to"], kept["words"], pressed.entity)
        if kept
        else _("This is no longer here. Please start again.")
    )


@press("send")
def send(ctx: Context, pressed: Pressed) -> Reply:
    """Sent, once; the preview becomes the receipt."""
    ctx.tx.lock("person", ctx.me.id)
    kept = drafts.load(ctx.tx, ctx.me.id, DRAFT, pressed.entity)
    if kept is None:
        return _("This was sent already, changed, or more than a day ago. Please start again.")
    number = community.send(ctx.tx, ctx.me, kept["to"], kept["words"])
    drafts.drop(ctx.tx, ctx.me.id, pressed.entity)
    return receipt.of(number)


@on(NudgeSent)
def tell_team(ctx: Context, fact: NudgeSent) -> list[Send]:
    """Each gets it once; who can't be written to directly finds a card in the team's place."""
    sent = community.find(ctx.tx, fact.nudge)
    if sent is None:
        return []
    to = community.addressed(ctx.tx, sent)
    readers = community.readers_of(ctx.tx, to, sent.sender_id)
    direct = [person for person in readers if _may_be_told(ctx, person)]
    told = [
        Send(
            f"person:{person.id}", word.full, sent.id, community.TOPIC, "nudge", f"community.word:{sent.id}:{person.id}"
        )
        for person in direct
    ]
    places = _cards_at(ctx, to) if len(direct) < len(readers) else []
    return told + [
        Send(f"place:{place.id}", card.full, sent.id, community.TOPIC, "nudge", f"community.card:{sent.id}:{place.id}")
        for place in places
    ]
