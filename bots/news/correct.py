"""The author's side of a post: totals, who is missing where that was announced, putting it right, and taking it back."""

from collections.abc import Mapping
from typing import Any

from bots.bot import Pressed, Reply, on, press, refresh, submit, view
from bots.chat import Beside, Context, Send
from bots.news.drawing import TOPIC, audience_name, heads, moment, said, title_of
from bots.ui import Actions, Button, Fields, Form, FormNode, Message, Node, Plain, Text, TextField, shortened
from core import news, privacy
from core.news import Changed, FoundUseful, Missed, Moved, Posted, PostHere, Read, State, Step
from core.words import N_, _

MOST_NAMES = 60


@view("mine", title=N_("News you wrote"))
def mine(ctx: Context, number: int) -> Message | None:
    """For its author alone: what became of it in totals, and what can be done."""
    post = news.own_post(ctx.tx, ctx.me, number)
    if post.state == State.WITHDRAWN:
        return Message(_("Withdrawn: {title}").format(title=shortened(post.title, 120)),
                       (Text(_("Its words are gone from every copy.")),))  # fmt: skip
    right = Button(_("Put it right…"), put_right.id(number))
    back = Button(_("Withdraw"), take_back.id(number), "danger")
    if not post.out:
        return Message(title_of(post), (*said(ctx, post), Text(_waits(ctx, post)),
                                        Actions((Button(_("Post it now"), now.id(number), "primary"), right, back))))  # fmt: skip
    taps, useful = news.taps(ctx.tx, ctx.me, number), news.useful_to(ctx.tx, number)
    whom = _("{whom}, {people}").format(whom=Plain(audience_name(ctx, post.audience)), people=heads(post.addressed))
    pairs = [(_("Sent to"), whom)]
    pairs += [(_("Read"), _("{n} of {many}").format(n=taps.done, many=taps.many))] if taps and taps.many else []
    pairs += [(_("Useful to"), privacy.not_yet_visible() if useful is None else heads(useful))]
    found = [one.step for one in news.questions_of(ctx.tx, number)]
    answered = found.count(Step.ANSWERED) + found.count(Step.DECLINED)
    many = _("{n}, of which {done} have an answer").format(n=len(found), done=answered)
    pairs += [(_("Questions"), many)] if found else []
    buttons = [Button(_("Questions…"), f"news.desk:{number}"), right, back]
    buttons += [Button(_("Who is missing"), who.id(number))] if taps and taps.done < taps.many else []
    tapped = (
        _("Who was asked to read it was told that you see their tap by name.")
        if post.must_read
        else _("Who read it is not known: nobody is asked for a tap.")
    )
    notes = f"{_('Totals are shown from 5 people on.')} {tapped}"
    body: list[Node] = [Fields(tuple(pairs)), Text(notes, small=True), Actions(tuple(buttons))]
    return Message(_("Posted: {title}").format(title=shortened(post.title, 120)), tuple(body), "good")


def _waits(ctx: Context, post: PostHere) -> str:
    when = moment(post.planned_for, ctx.me.zone) if post.planned_for else ""
    if post.state == State.MISSED:
        return _("It was planned for {moment}, and Townhall stood still then. It was not sent.").format(moment=when)
    return _("It goes out on {moment}.").format(moment=when)


@press("now")
def now(ctx: Context, pressed: Pressed) -> Reply:
    """At once instead."""
    news.post_now(ctx.tx, ctx.me, pressed.entity)
    return mine.of(pressed.entity)


class RightForm(Form):
    """The line and the words as they should be."""

    TITLE, SUBMIT = N_("Put it right"), N_("Change every copy")
    line = TextField(N_("In one line"), most=news.LONGEST_TITLE)
    words = TextField(N_("What you want to say"), multiline=True, most=news.LONGEST_WORDS)

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form with the words that stand now."""
        post = news.find_post(ctx.tx, entity)
        return cls.open(entity, **{"line": post.title, "words": post.words, **values})


@press("put_right", reads=True)
def put_right(ctx: Context, pressed: Pressed) -> FormNode:
    """The form."""
    news.open_post(ctx.tx, ctx.me, pressed.entity)
    return RightForm.reopen(ctx, pressed.entity, (), {})


@submit("right", RightForm)
def save(ctx: Context, form: RightForm) -> Reply:
    """Every copy says it, and that it was corrected."""
    news.correct(ctx.tx, ctx.me, form.entity, form.line, form.words)
    return _about(ctx, form.entity)


@press("withdraw", reads=True)
def take_back(ctx: Context, pressed: Pressed) -> Reply:
    """Asked once more: it can't be undone."""
    post = news.open_post(ctx.tx, ctx.me, pressed.entity)
    sure = _("Its words go from every copy, and that it was withdrawn stands there. This can't be undone.")
    buttons = Button(_("Withdraw it"), gone.id(post.id), "danger"), Button(_("Leave it"), leave.id(post.id))
    return Beside(
        Message(_("Withdraw {title}?").format(title=shortened(post.title, 110)), (Text(sure), Actions(buttons)))
    )


@press("withdrawn")
def gone(ctx: Context, pressed: Pressed) -> Reply:
    """It is taken back."""
    news.withdraw(ctx.tx, ctx.me, pressed.entity)
    return _about(ctx, pressed.entity)


@press("left", reads=True)
def leave(ctx: Context, pressed: Pressed) -> Reply:
    """It stays as it is."""
    return _about(ctx, pressed.entity)


def _about(ctx: Context, number: int) -> Reply:
    """The author's page; for who looks after news a word."""
    post = news.find_post(ctx.tx, number)
    return mine.of(number) if post.author_id == ctx.me.id else _("Done: every copy changes.")


@press("missing", reads=True)
def who(ctx: Context, pressed: Pressed) -> Reply:
    """Who has not tapped yet, by name, as they were told."""
    found = [str(Plain(shortened(one.name, 60))) for one in news.missing(ctx.tx, ctx.me, pressed.entity)]
    more = len(found) - MOST_NAMES
    names = ", ".join([*found[:MOST_NAMES], *([_("and {n} more").format(n=more)] if more > 0 else [])])
    why = _("Perhaps they are away, or have not opened it yet. Not tapping counts against nobody.")
    return Beside(
        Message(_("Not tapped yet"), (Text(shortened(names, 2800) or _("Nobody is missing.")), Text(why, small=True)))
    )


@on(Missed)
def ask_author(ctx: Context, fact: Missed) -> Send:
    """Its author decides what becomes of it."""
    author = news.find_post(ctx.tx, fact.post).author_id
    return Send(f"person:{author}", mine.full, fact.post, TOPIC, key=f"news:{fact.post}:missed")


@refresh(Posted, mine)
def posted(fact: Posted) -> int:
    """What was planned is out."""
    return fact.post


@refresh(Changed, mine)
def changed(fact: Changed) -> int:
    """The author's page says so."""
    return fact.post


@refresh(Read, mine)
def counted(fact: Read) -> int:
    """One more has read it."""
    return fact.post


@refresh(FoundUseful, mine)
def found_useful(fact: FoundUseful) -> int:
    """One more or less found it useful."""
    return fact.post


@refresh(Moved, mine)
def asked(fact: Moved) -> int:
    """How many questions there are, and how many have an answer."""
    return fact.post
