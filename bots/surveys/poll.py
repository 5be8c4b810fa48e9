"""A poll: asked in the channel or thread where it is typed, answered with a tap, drawn again as votes come in."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bots.bot import Asked, Opt, Pressed, Reply, command, due, on, press, refresh, submit, view
from bots.chat import Beside, Context, Send
from bots.surveys.drawing import said_moment
from bots.ui import (
    Actions,
    Button,
    Chart,
    ChoiceField,
    Form,
    FormNode,
    Message,
    Node,
    Option,
    Plain,
    Text,
    TextField,
    ToggleField,
    clean,
    shortened,
)
from core import discussions, people, surveys
from core.discussions import How
from core.errors import FieldError
from core.surveys import PollClosed, PollHere, PollOpened, PollVoted
from core.when import Refused, parse_moment
from core.words import N_, _, language, ngettext

OPEN_HOURS = {"1": N_("An hour"), "24": N_("A day"), "72": N_("Three days"), "168": N_("A week")}
WHEN_SEEN = {
    "live": N_("At once, with names"),
    "after": N_("After one's own vote, with names"),
    "closed": N_("When it is closed, with names"),
    "secret": N_("Secret: when it is closed, without names"),
}
MOST_NAMES = 6


STAMP = "%Y%m%dT%H%M"
"""How a moment that was typed rides in the form, in UTC."""


def _hours(typed: str, zone: str) -> tuple[Option, ...]:
    """The usual lengths, under the moment that was typed with the command."""
    at = _moment(typed)
    first = (Option(typed, _("Until {moment}").format(moment=said_moment(at, zone))),) if at else ()
    return (*first, *(Option(hours, _(words)) for hours, words in OPEN_HOURS.items()))


def _moment(typed: str) -> datetime | None:
    try:
        return datetime.strptime(typed, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _seen() -> tuple[Option, ...]:
    return tuple(Option(value, _(words)) for value, words in WHEN_SEEN.items())


class PollForm(Form):
    """What to ask, and what can be chosen."""

    TITLE, SUBMIT = N_("New poll"), N_("Ask it")
    question = TextField(N_("Question"), most=300)
    choices = TextField(N_("Choices"), multiline=True, most=700, hint=N_("One on each line, two to ten"))
    several = ToggleField(N_("More than one may be chosen"), required=False)
    shown = ChoiceField(N_("Results are seen"), _seen)
    hours = ChoiceField(N_("Open for"), hint=N_("Another moment: type it with the command, /poll friday 15:00"))

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form as it was filled in, with the moment that was typed."""
        typed = args[0] if args else ""
        return cls.open(entity, *args, options={"hours": _hours(typed, ctx.me.zone)}, **values)


@command(
    "poll", "peiling", help=("Ask one question in this channel", "Stel één vraag in dit kanaal"),
    options=(Opt("until", "text", ("until", "tot"), ("friday 15:00", "vrijdag 15:00")),),
)  # fmt: skip
def poll(ctx: Context, asked: Asked) -> Reply:
    """The form, where there is a channel or thread to ask in. A moment typed with it is when the poll closes.

    Other words are the question.
    """
    if ctx.where.kind not in ("channel", "thread"):
        return _("A poll stands in a channel or thread. Type /poll there.")
    typed, chosen = asked.get("until"), {"shown": "live", "hours": "24"}
    try:
        stamp = parse_moment(typed, ctx.now, ctx.me.zone).astimezone(UTC).strftime(STAMP)
    except Refused as refused:
        if refused.kind != "moment":
            raise
        return PollForm.reopen(ctx, 0, (), {**chosen, "question": shortened(typed, 300)})
    return PollForm.reopen(ctx, 0, (stamp,), {**chosen, "hours": stamp})


@submit("ask", PollForm)
def ask(ctx: Context, form: PollForm) -> str:
    """It stands in the channel."""
    if ctx.where.kind not in ("channel", "thread"):
        return _("A poll stands in a channel or thread. Type /poll there.")
    closes_at = ctx.now + timedelta(hours=int(form.hours)) if form.hours in OPEN_HOURS else _moment(form.hours)
    if closes_at is None:
        raise FieldError("hours", _("Choose one of the options."))
    known = people.place_at(ctx.tx, ctx.where.ref)
    tongue = ctx.suite.language if ctx.suite else language.get()
    place = known.id if known else people.put_place(
        ctx.tx, ctx.where.ref, shortened(form.question, 60), "thread" if ctx.where.kind == "thread" else "poll", None, tongue
    )  # fmt: skip
    surveys.open_poll(ctx.tx, ctx.me, place, form.question, form.choices.splitlines(), several=form.several,
                      shown=form.shown, closes_at=closes_at)  # fmt: skip
    return _("Your poll comes here in a moment.")


@view("poll")
def card(ctx: Context, poll_id: int) -> Message | None:
    """The poll as everybody in the place sees it."""
    return _drawn(ctx, surveys.find_poll(ctx.tx, ctx.me, poll_id))


def _drawn(ctx: Context, one: PollHere) -> Message:
    whole = clean(one.question, one_line=True)
    summary = shortened(whole, 100)
    body: list[Node] = [] if summary == whole else [Text(f"**{Plain(one.question)}**")]
    if one.counts is not None and one.voters:
        body += _numbers(one, one.counts, one.voters)
    elif one.closed:
        body.append(
            Text(_("Not enough votes to show, or too much alike.") if one.shown == "secret" else _("No votes."))
        )
    if not one.closed:
        body += _to_press(ctx, one)
    else:
        body.append(Text(_("This poll has closed."), small=True))
    return Message(summary, tuple(body))


def _to_press(ctx: Context, one: PollHere) -> list[Node]:
    body: list[Node] = []
    buttons = [Button(f"{place + 1}. {shortened(clean(text, one_line=True), 25)}", choose.id(one.id, place))
               for place, text in enumerate(one.choices)]  # fmt: skip
    if one.counts is None and any(len(text) > 25 for text in one.choices):
        body.append(Text("\n".join(f"{place}. {Plain(text)}" for place, text in enumerate(one.choices, 1))))
    body += [Actions(tuple(buttons[at : at + 5])) for at in range(0, len(buttons), 5)]
    body.append(Actions((Button(_("Close the poll"), end.id(one.id)),)))
    until = said_moment(one.closes_at, ctx.me.zone)
    secret = _("Secret: your name is kept until it closes, so that you can change your vote; it is shown to nobody, "
               "and then removed. Results from 5 votes on.")  # fmt: skip
    words = secret if one.shown == "secret" else _("Your vote has your name. You can change it.")
    several = _("More than one may be chosen.") + " " if one.several else ""
    body.append(Text(f"{several}{words} " + _("Open until {moment}.").format(moment=until), small=True))
    return body


def _numbers(one: PollHere, counts: tuple[int, ...], voters: int) -> list[Node]:
    most = max(counts)
    best = _(" and ").join(clean(text, one_line=True) for text, n in zip(one.choices, counts, strict=True) if n == most)
    finding = _("Chosen most: {chosen}.").format(chosen=shortened(best, 300))
    labels = tuple(shortened(clean(text, one_line=True), 40) for text in one.choices)
    chart = Chart("bars", _("How people answered"), finding, labels, tuple(map(float, counts)))
    lines = []
    for place, text in enumerate(one.choices):
        names = [str(Plain(shortened(name, 40))) for name in (one.names[place] if one.names else ())]
        more = [_("and {n} more").format(n=len(names) - MOST_NAMES)] if len(names) > MOST_NAMES else []
        if names:
            lines.append(f"- {Plain(text)}: {', '.join([*names[:MOST_NAMES], *more])}")
    voted = ngettext("{n} person voted", "{n} people voted", voters).format(n=voters)
    return [chart, *([Text("\n".join(lines))] if lines else []), Text(voted, small=True)]


@press("vote")
def choose(ctx: Context, pressed: Pressed) -> Reply:
    """One tap; only who pressed sees what they chose."""
    [place] = pressed.args if len(pressed.args) == 1 else [""]
    chosen = surveys.vote(ctx.tx, ctx.me, pressed.entity, int(place) if place.isascii() and place.isdecimal() else -1)
    one = surveys.find_poll(ctx.tx, ctx.me, pressed.entity)
    names = ", ".join(shortened(clean(one.choices[at], one_line=True), 40) for at in chosen)
    said = _("You chose: {chosen}.").format(chosen=names) if chosen else _("You chose nothing now.")
    if one.shown == "after" and one.counts is not None and one.voters:
        return Beside(Message(said, tuple(_numbers(one, one.counts, one.voters))))
    return said


@press("poll_end")
def end(ctx: Context, pressed: Pressed) -> str:
    """Its owner closes it before its time."""
    surveys.close_poll(ctx.tx, pressed.entity, ctx.me)
    return _("The poll is closed.")


@on(PollOpened)
def post(ctx: Context, opened: PollOpened) -> Send:
    """It comes into the place."""
    return Send(
        f"place:{opened.place_id}", card.full, opened.poll_id, "poll", "reply", f"surveys:poll:{opened.poll_id}"
    )


@on(PollVoted)
def count_as_heard(ctx: Context, voted: PollVoted) -> None:
    """Whoever votes in the thread of a discussion has been heard; a secret poll tells nobody who did."""
    place = people.get_place(ctx.tx, voted.place_id)
    if place and place.purpose == "thread":
        for number in discussions.discussed_in(ctx.tx, place.ref):
            discussions.take_part(ctx.tx, people.get(ctx.tx, voted.person_id), number, How.VOTED)


@due("poll_close")
def over(ctx: Context, planned: dict[str, Any]) -> None:
    """Its time is up."""
    surveys.close_poll(ctx.tx, int(planned["poll"]))


@refresh(PollVoted, card)
def poll_counted(happened: PollVoted) -> int:
    """The numbers grow."""
    return happened.poll_id


@refresh(PollClosed, card)
def poll_shut(happened: PollClosed) -> int:
    """The buttons go, the result stays."""
    return happened.poll_id
