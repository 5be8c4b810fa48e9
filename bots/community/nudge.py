"""Sending a word to a team: a draft in one's own words, an exact preview, and only the sender's click sends."""

from collections.abc import Mapping
from typing import Any

from bots import gate
from bots.bot import Asked, Pressed, Reply, command, on, press, refresh, submit, view
from bots.chat import Beside, Context, Send
from bots.community.reply import card, word, written
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    Form,
    FormNode,
    Message,
    Option,
    Plain,
    Row,
    Text,
    TextField,
    clean,
)
from core import community, people, privacy
from core.clock import local_day
from core.community import NudgeAnswered, NudgeSent
from core.desk import drafts
from core.errors import NotAllowed
from core.people import Me, PlaceHere, Role
from core.words import N_, _, say_date

DRAFT = "community.nudge"


class NudgeForm(Form):
    """A word to a team; the form's entity is the draft it replaces."""

    TITLE, SUBMIT = N_("A word to a team"), N_("Preview")
    team = ChoiceField(N_("To which team"))
    words = TextField(
        N_("In your own words"),
        multiline=True,
        most=community.LONGEST,
        hint=N_("Rewrite it: it goes out signed with your name"),
    )

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form as it was, with the teams of this moment."""
        return draft_form(ctx, int(values.get("team") or 0), str(values.get("words", "")), entity)


def draft_form(ctx: Context, team: int, words: str = "", replaces: int = 0) -> FormNode:
    """The form with the teams this person may write to, and a kind start to rewrite."""
    teams = community.may_look(ctx.tx, ctx.me)
    if not teams:
        raise NotAllowed(_("Writing to a team is for community managers, HR and a team's own leader."))
    options = tuple(Option(str(one.id), clean(one.name, one_line=True, most=75)) for one in teams[:25])
    start = _("It has been a bit quieter with you lately. How are things going? Is there anything I can help with?")
    chosen = str(team) if team in {one.id for one in teams[:25]} else options[0].value
    return NudgeForm.open(replaces, options={"team": options}, team=chosen, words=words or start)


@command(
    "nudge", "seintje", help=("Send a team a word, in your own words", "Stuur een team een seintje, in je eigen woorden"),
    may=(Role.COMMUNITY, Role.HR, Role.LEADER),
)  # fmt: skip
def nudge(ctx: Context, asked: Asked) -> FormNode:
    """The form, for the team that was named."""
    named = asked.text.strip().casefold()
    teams = community.may_look(ctx.tx, ctx.me)
    return draft_form(ctx, next((one.id for one in teams if one.name.casefold() == named), 0))


@press("nudge")
def open_form(ctx: Context, pressed: Pressed) -> FormNode:
    """The form, for this team."""
    return draft_form(ctx, pressed.entity)


@submit("previewed", NudgeForm)
def preview(ctx: Context, form: NudgeForm) -> Reply:
    """Exactly what they would get, and how many; nothing is sent yet."""
    number = int(form.team) if form.team.isdecimal() else 0
    team, readers = community.check_words(ctx.tx, ctx.me, number, form.words)
    draft = drafts.keep(ctx.tx, ctx.me.id, DRAFT, {"team": team.id, "words": form.words})
    if form.entity:
        drafts.drop(ctx.tx, ctx.me.id, form.entity)
    shown = Message(
        _("Not sent yet: a word to {team}").format(team=clean(team.name, one_line=True, most=80)),
        (
            *written(ctx.me.name, team.name, form.words),
            Text(say_reach(ctx, team.id, readers), small=True),
            Actions((Button(_("Send"), send.id(draft), "primary"), Button(_("Change…"), change.id(draft)))),
        ),
    )
    return shown if form.entity else Beside(shown)


def say_reach(ctx: Context, team: int, readers: list[Me]) -> str:
    """The head count, and who may be left out in words that single nobody out."""
    left_out = sum(not _reaches(ctx, team, reader) for reader in readers)
    minimum = privacy.minimum_group(privacy.MINIMUM)
    count = _("{n} people").format(n=len(readers)) if len(readers) >= minimum else _("A few people")
    some = _("some may be skipped") if left_out < minimum else _("{part} are skipped").format(
        part=community.say_part(left_out, len(readers)))  # fmt: skip
    return _(
        "{count}; {some}: away, their own choice, or no way to reach them. Each gets it in working hours, and in the "
        "digest when there was another word this week."
    ).format(count=count, some=some)


def _reaches(ctx: Context, team: int, reader: Me) -> bool:
    if gate.decide(ctx.tx, reader, community.TOPIC, "nudge").what == "drop":
        return False
    return _may_be_told(ctx, reader) or (bool(people.accounts(ctx.tx, reader.id)) and bool(_cards_at(ctx, team)))


def _may_be_told(ctx: Context, reader: Me) -> bool:
    """Whether this person has an account where a first word may come as a direct message (decision 23)."""
    assert ctx.suite is not None
    return any(ctx.suite.speaks_first(one.platform) for one in people.accounts(ctx.tx, reader.id))


def _cards_at(ctx: Context, team: int) -> list[PlaceHere]:
    """The team's places on platforms where people are not written to by themselves."""
    assert ctx.suite is not None
    return [
        place
        for place in people.places(ctx.tx, "team")
        if place.team_id == team and not ctx.suite.speaks_first(place.ref.partition(":")[0])
    ]


@press("change")
def change(ctx: Context, pressed: Pressed) -> Reply:
    """Back to the form."""
    kept = drafts.load(ctx.tx, ctx.me.id, DRAFT, pressed.entity)
    return (
        draft_form(ctx, kept["team"], kept["words"], pressed.entity)
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
    number = community.send(ctx.tx, ctx.me, kept["team"], kept["words"])
    drafts.drop(ctx.tx, ctx.me.id, pressed.entity)
    return receipt.of(number)


@view("receipt")
def receipt(ctx: Context, number: int) -> Message | None:
    """What the sender sees: their words and totals, never who."""
    sent = community.find(ctx.tx, number)
    if sent is None or sent.sender_id != ctx.me.id:
        return None
    team = people.team(ctx.tx, sent.team_id)
    name = team.name if team else "?"
    of = sent.addressed
    told = _("{n} people").format(n=of) if of >= privacy.minimum_group(privacy.MINIMUM) else _("a few people")
    part = community.say_part(community.answered(ctx.tx, number), of)
    return Message(
        _("Your word to {team} is on its way").format(team=clean(name, one_line=True, most=80)),
        (
            *written(ctx.me.name, name, sent.words),
            Text(_("To {told}. Answered: {part}.").format(told=told, part=part)),
            Text(
                _("You see the names of those who write back, and of nobody else. Silence is an answer too."),
                small=True,
            ),
        ),
    )


def sent_lately(ctx: Context) -> tuple[Row, ...]:
    """The way back to one's own last word of the past two weeks."""
    sent = community.last_sent(ctx.tx, ctx.me)
    team = people.team(ctx.tx, sent.team_id) if sent else None
    if sent is None or team is None:
        return ()
    said = _("Your word to {team} on {day}").format(
        team=Plain(team.name), day=say_date(local_day(sent.sent_at, ctx.me.zone))
    )
    return (Row(said, Button(_("Look"), show_sent.id(sent.id))),)


@press("sent", reads=True)
def show_sent(ctx: Context, pressed: Pressed) -> Reply:
    """One's own word, with the totals of this moment."""
    drawn = receipt(ctx, pressed.entity)
    return Beside(drawn) if drawn else _("This is no longer here. Please start again.")


@on(NudgeSent)
def tell_team(ctx: Context, fact: NudgeSent) -> list[Send]:
    """Each member gets it once; who can't be written to directly finds a card in the team's place."""
    sent = community.find(ctx.tx, fact.nudge)
    if sent is None:
        return []
    readers = [person for person in people.members(ctx.tx, sent.team_id) if person.id != sent.sender_id]
    direct = [person for person in readers if _may_be_told(ctx, person)]
    told = [
        Send(
            f"person:{person.id}", word.full, sent.id, community.TOPIC, "nudge", f"community.word:{sent.id}:{person.id}"
        )
        for person in direct
    ]
    places = _cards_at(ctx, sent.team_id) if len(direct) < len(readers) else []
    return told + [
        Send(f"place:{place.id}", card.full, sent.id, community.TOPIC, "nudge", f"community.card:{sent.id}:{place.id}")
        for place in places
    ]


@refresh(NudgeAnswered, receipt)
def after_answer(fact: NudgeAnswered) -> int:
    """The sender's totals are drawn anew."""
    return fact.nudge
