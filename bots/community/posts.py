"""Posts nobody answered: found, answered, handed over or brought back tomorrow; a newcomer's first one is whispered about."""

from typing import Any
from zoneinfo import ZoneInfo

from bots.bot import Pressed, Reply, due, heard, on, press, submit, view
from bots.chat import Beside, Context, Said, Send
from bots.community.playbook import say_plays
from bots.ui import (
    Actions,
    Button,
    Form,
    FormNode,
    Message,
    Node,
    PersonField,
    Plain,
    Row,
    Text,
    TextField,
    clean,
    quoted,
)
from core import calendar, community, jobs, people
from core.clock import local_day
from core.community import PostAnswered, PostHere
from core.people import Role
from core.words import N_, _, ngettext, say_date, say_time

SHOWN, NAMED = 5, 5


@heard
def note_post(ctx: Context, said: Said) -> None:
    """A post that waits, or the answer to one; never its words, and nothing of direct messages."""
    if said.where.kind == "dm":
        return
    place = said.where.within or said.where.ref
    root = said.reply_to
    if root is None and said.where.within:
        root = f"{said.where.within}/{said.where.ref.rsplit('/', 1)[-1]}"
    answered = community.note_post(ctx.tx, ctx.me, place, said.message, said.at, root, said.asks)
    if not said.where.private and said.text is None:
        community.set_example(ctx.tx, ctx.me, place, said.at, answered)


def say_post(ctx: Context, post: PostHere) -> str:
    """Which post: where, by whom and when, so that one finds it."""
    place = people.get_place(ctx.tx, post.place_id)
    author = people.names(ctx.tx, [post.author_id]).get(post.author_id, "") if post.author_id else ""
    zone, name = (place.zone, place.name) if place else (ctx.me.zone, "?")
    at = f"{say_date(local_day(post.posted_at, zone))} {say_time(post.posted_at.astimezone(ZoneInfo(zone)))}"
    said = (
        _("In **{place}**, by {name}, {at}").format(place=Plain(name), name=Plain(author), at=at)
        if author
        else _("In **{place}**, {at}").format(place=Plain(name), at=at)
    )
    if post.handed_to is None or post.answered_at or post.settled_at:
        return said
    with_whom = people.names(ctx.tx, [post.handed_to]).get(post.handed_to, "")
    return f"{said} · {_('with {name}').format(name=Plain(with_whom))}" if with_whom else said


@press("posts", reads=True)
def show_posts(ctx: Context, pressed: Pressed) -> Beside:
    """What waits, the oldest first."""
    waiting = community.unanswered(ctx.tx, ctx.me)
    rows: list[Node] = [
        Row(say_post(ctx, post), Button(_("Look"), look_at_post.id(post.id))) for post in waiting[:SHOWN]
    ]
    if len(waiting) > SHOWN:
        rows.append(Text(_("And {n} more.").format(n=len(waiting) - SHOWN), small=True))
    settings = (Actions((Button(_("Settings for all channels"), "community.waiting:0"),)),) if keeps(ctx) else ()
    return Beside(Message(say_waiting(len(waiting)), (*rows, Text(what_waits(ctx), small=True), *settings)))


def keeps(ctx: Context) -> bool:
    """Who looks after the whole: community managers and HR."""
    return people.has_role(ctx.tx, ctx.me.id, Role.COMMUNITY, Role.HR)


def say_waiting(n: int) -> str:
    """How many wait."""
    if not n:
        return _("No post waits for an answer")
    return ngettext("{n} post waits for an answer", "{n} posts wait for an answer", n).format(n=n)


def say_hours(n: int) -> str:
    """So many working hours."""
    return ngettext("{n} working hour", "{n} working hours", n).format(n=n)


def say_limits(ctx: Context) -> str:
    """After which time a post waits: in all channels, and where it is another time."""
    chosen = community.waits(ctx.tx)
    other = [f"**{Plain(place.name)}** {say_hours(hours)}" for number, hours in list(chosen.places.items())[:NAMED]
             if (place := people.get_place(ctx.tx, number))]  # fmt: skip
    if len(chosen.places) > NAMED:
        other.append(_("and {n} more").format(n=len(chosen.places) - NAMED))
    said = say_hours(chosen.everywhere)
    return _("{hours}; but in {places}").format(hours=said, places=", ".join(other)) if other else said


def what_waits(ctx: Context) -> str:
    """What is called a post without an answer."""
    return _(
        "A post waits when nobody else wrote in its thread, or after it in the channel, for so many working hours "
        "(Monday to Friday, nine to five): {hours}. What asks nothing waits no longer once somebody else put an emoji "
        "on it; a question, or what can't be known to be none, does. Only channels that are a place of Townhall, no "
        "direct messages; listed for two weeks. Who wrote it is kept until it is answered; of an emoji only that there was one."
    ).format(hours=say_limits(ctx))


@press("post", reads=True)
def look_at_post(ctx: Context, pressed: Pressed) -> Reply:
    """One post, with what can be done."""
    drawn = post_card(ctx, pressed.entity)
    return (
        Beside(drawn, post_card.of(pressed.entity))
        if drawn
        else _("This post is no longer there, or it is not with you.")
    )


@view("post")
def post_card(ctx: Context, number: int) -> Message | None:
    """A post that waits, for who takes care of it."""
    post = community.find_post(ctx.tx, number)
    if post is None or not community.cares_for(ctx.tx, ctx.me, post):
        return None
    if post.answered_at:
        return Message(_("A post that waited is answered"), (Text(say_post(ctx, post)),))
    if post.settled_at:
        return Message(_("A post needs no answer"), (Text(say_post(ctx, post)),))
    plays = say_plays(ctx, "newcomer_post" if post.newcomer else "unanswered")
    buttons = (
        Button(_("Answer…"), open_answer.id(number), "primary"),
        Button(_("Hand over…"), open_hand.id(number)),
        Button(_("Remind me tomorrow"), remind.id(number)),
        Button(_("Needs no answer"), f"community.no_answer:{number}"),
    )
    hours = community.NEWCOMER // 60 if post.newcomer else community.waits(ctx.tx).hours(post.place_id)
    seen = (Text(_("Somebody else put an emoji on it."), small=True),) if post.seen_at else ()
    seen = (Text(_("No answer within {hours}.").format(hours=say_hours(hours)), small=True), *seen)
    title = _("The first post of somebody new waits") if post.newcomer else _("A post waits for an answer")
    return Message(title, (Text(say_post(ctx, post)), *seen, *plays, Actions(buttons)))


class AnswerPostForm(Form):
    """The answer, as it will stand there."""

    TITLE, SUBMIT = N_("Answer a post"), N_("Post")
    words = TextField(
        N_("Your answer"), multiline=True, most=community.LONGEST, hint=N_("It is posted there with your name")
    )


class HandPostForm(Form):
    """Whom to ask."""

    TITLE, SUBMIT = N_("Hand over"), N_("Hand over")
    person = PersonField(N_("Who can answer this"))


@press("answer_post")
def open_answer(ctx: Context, pressed: Pressed) -> FormNode:
    """One field, for one's own words."""
    return AnswerPostForm.open(pressed.entity)


@submit("post_answered", AnswerPostForm)
def send_answer(ctx: Context, form: AnswerPostForm) -> Reply:
    """It goes into the post's thread, signed."""
    community.answer_post(ctx.tx, ctx.me, form.entity, form.words)
    return post_card.of(form.entity)


@on(PostAnswered)
def post_answer(ctx: Context, fact: PostAnswered) -> Send | None:
    """The answer goes where the post stands."""
    post = community.find_post(ctx.tx, fact.post)
    key = f"community.post_answer:{fact.post}"
    return Send(f"place:{post.place_id}", post_reply.full, post.id, "notice", key=key, under=post.ref) if post else None


@view("post_reply")
def post_reply(ctx: Context, number: int) -> Message | None:
    """The answer as everybody sees it."""
    post = community.find_post(ctx.tx, number)
    if post is None or post.replied_by is None:
        return None
    name = people.names(ctx.tx, [post.replied_by]).get(post.replied_by, "")
    return Message(_("{name} answers").format(name=clean(name, one_line=True, most=60)), (Text(quoted(post.reply)),))


@press("hand_post")
def open_hand(ctx: Context, pressed: Pressed) -> FormNode:
    """Whom to ask."""
    return HandPostForm.open(pressed.entity)


@submit("post_handed", HandPostForm)
def hand_over(ctx: Context, form: HandPostForm) -> Reply:
    """The colleague gets it with the same buttons, in their working hours, within the one budget."""
    community.hand_post(ctx.tx, ctx.me, form.entity, form.person)
    jobs.at(ctx.tx, f"community.handed:{form.entity}:{form.person}", ctx.now, handed.full,
            {"post": form.entity, "to": form.person})  # fmt: skip
    return _("Done. {name} gets it in working hours.").format(name=Plain(people.get(ctx.tx, form.person).name))


@due("handed")
def handed(ctx: Context, payload: dict[str, Any]) -> Send:
    """To whom it was handed."""
    number, to = payload["post"], payload["to"]
    return Send(f"person:{to}", post_card.full, number, "community", "invite", f"community.handed:{number}:{to}")


@press("remind")
def remind(ctx: Context, pressed: Pressed) -> str:
    """Back tomorrow, if it still waits."""
    moment = calendar.working_days_later(ctx.tx, ctx.me.id, ctx.now, 1)
    jobs.at(ctx.tx, f"community.remind:{pressed.entity}:{ctx.me.id}:{ctx.today}", moment, again.full,
            {"post": pressed.entity, "to": ctx.me.id})  # fmt: skip
    return _("You get it again on {day}, if it still waits.").format(day=say_date(local_day(moment, ctx.me.zone)))


@due("again")
def again(ctx: Context, payload: dict[str, Any]) -> Send | None:
    """Still waiting: once more to who asked for that."""
    post, to = community.find_post(ctx.tx, payload["post"]), payload["to"]
    if post is None or post.answered_at or post.settled_at:
        return None
    return Send(
        f"person:{to}", post_card.full, post.id, "community", "now", f"community.again:{post.id}:{to}:{ctx.today}"
    )


@due("first_post")
def whisper_first(ctx: Context, payload: dict[str, Any]) -> Send | None:
    """Four working hours without an answer to a newcomer: community managers hear of it."""
    post = community.find_post(ctx.tx, payload["post"])
    if post is None or post.answered_at or post.settled_at:
        return None
    return Send(f"role:{Role.COMMUNITY}", post_card.full, post.id, "community", "now", f"community.first:{post.id}")
