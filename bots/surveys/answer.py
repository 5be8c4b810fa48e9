"""Answering: one question, one tap, and a thank-you that looks the same whatever was chosen."""

from bots.bot import Pressed, Reply, ViewMark, home, press, refresh, view
from bots.chat import Beside, Context
from bots.surveys.drawing import also_shown, asked_name, open_until, promise, scale, title, when_shown
from bots.surveys.focus import what_we_did
from bots.surveys.moments import intro, moved, over, reason, thanked
from bots.surveys.talk import talk_offer
from bots.ui import Actions, Button, Message, Node, Plain, Row, Text, quoted
from core import people, surveys
from core.desk import live
from core.surveys import SKIPPED, Opened, RoundClosed
from core.words import _

TOPIC = "pulse"


@view("card")
def card(ctx: Context, round_id: int) -> Message | None:
    """A round as one person sees it: to be answered, answered, or closed. One that has closed is not sent any more."""
    asked, there = surveys.find(ctx.tx, round_id), surveys.invited(ctx.tx, ctx.me, round_id)
    late = not surveys.open_for(ctx.tx, ctx.me, asked)
    if (late or not there) and not stands(ctx, card, round_id):
        return None
    return moved(ctx, asked) if asked.personal and not there else drawn(ctx, round_id)


def stands(ctx: Context, view: ViewMark, round_id: int) -> bool:
    """Whether this view of the round stands before this person already."""
    return any(one.viewer == f"person:{ctx.me.id}" for one in live.standing(ctx.tx, view.full, round_id))


def drawn(ctx: Context, round_id: int) -> Message | None:
    """The round as it is now for this person; None for who was not invited."""
    if not surveys.invited(ctx.tx, ctx.me, round_id):
        return None
    asked = surveys.find(ctx.tx, round_id)
    summary = title(ctx, asked)
    if not surveys.open_for(ctx.tx, ctx.me, asked):
        return (
            over(ctx, asked)
            if asked.personal
            else Message(summary, (Text(_("This pulse has closed. The result is in /pulse results.")),))
        )
    done, mine = surveys.has_answered(ctx.tx, ctx.me, round_id), surveys.my_answers(ctx.tx, ctx.me, round_id)
    if done and asked.anonymous:
        return thanks(ctx, asked)
    if not done:
        words = ""
    elif not mine:
        words = _("Thank you. You skipped this one; you can still answer.")
    else:
        said = ", ".join(scale(mine[one], one) if one in mine else _("Skip") for one in asked.questions)
        if asked.personal:
            return thanked(ctx, asked, said)
        words = _("Thank you. You answered {answer}; you can change it until it closes.").format(answer=said)
    return questions(ctx, asked, (), words)


def thanks(ctx: Context, asked: Opened) -> Message:
    """The same for everybody, whatever was chosen."""
    summary = title(ctx, asked)
    return Message(summary, (
        Text(_("Thank you.")),
        Text(when_shown(ctx, asked), small=True),
        *what_we_did(ctx, asked),
        Actions((Button(_("Add a comment…"), f"surveys.comment:{asked.id}"),)),
    ))  # fmt: skip


def questions(ctx: Context, asked: Opened, given: tuple[int, ...], words: str = "") -> Message:
    """The next question in place of the last: what was tapped rides in the buttons until the last tap sends it all."""
    question, many = asked.questions[len(given)], len(asked.questions)
    low, *_between, high = surveys.scale_of(question)
    ends = surveys.scale_words(question, low, high)
    if not words and many > 1:
        place = _("{n} of {many}.").format(n=len(given) + 1, many=many)
        words = f"{place} {ends} " + _("Nothing is sent before the last tap.")
    elif not words:
        words = _("One tap and it's sent.") + f" {ends}"

    def button(label: str, *values: int) -> Button:
        taps = (*given, *values)
        mark = give if len(taps) == many else onward
        return Button(label, mark.id(asked.id, *_packed(taps)))

    buttons = [button(scale(value, question), value) for value in surveys.scale_of(question)]
    rows = [Actions(tuple(buttons[at : at + 5])) for at in range(0, len(buttons), 5)]
    personal = asked.personal and not given
    return Message(title(ctx, asked), (
        *(intro(ctx, asked) if personal else ()),
        Text(f"**{Plain(surveys.asked_words(ctx.tx, ctx.me, asked, question))}**"),
        *_promised(ctx, asked, question),
        Text(words),
        *rows,
        Actions((button(_("Skip"), *_skips(question)), Button(_("Why me?"), why.id(asked.id)))),
        Text(promise(asked), small=True),
        Text(" ".join(filter(None, (open_until(ctx, asked), when_shown(ctx, asked), also_shown(asked)))), small=True),
        *(talk_offer(ctx, asked) if personal else ()),
    ))  # fmt: skip


TAPS = {"s": SKIPPED, "a": 10, **{str(value): value for value in range(10)}}
"""How a tap is written in a button: one letter each, so that many ride in one."""


def _packed(taps: tuple[int, ...]) -> list[str]:
    written = {value: letter for letter, value in TAPS.items()}
    text = "".join(written[value] for value in taps)
    return [text[at : at + 40] for at in range(0, len(text), 40)]


def _given(pressed: Pressed) -> tuple[int, ...]:
    """The taps that ride in a button; empty when they are none."""
    text = "".join(pressed.args)
    return tuple(TAPS[letter] for letter in text) if set(text) <= set(TAPS) else ()


def _skips(question: int) -> tuple[int, ...]:
    """Who skips how important something is, is not asked how good it is: the one says nothing without the other."""
    pair = surveys.is_evp(question) and surveys.way_of(question) == surveys.IMPORTANCE
    return (SKIPPED, SKIPPED) if pair else (SKIPPED,)


def _promised(ctx: Context, asked: Opened, question: int) -> list[Node]:
    """What was promised about this element, where is asked how it is kept; what a consultation is about, on top."""
    if asked.kind == "consult" and question == asked.questions[0]:
        here = surveys.consultation_of(ctx.tx, asked.id)
        return [Text(quoted(here.about))] if here and here.about else []
    if not surveys.is_evp(question) or surveys.way_of(question) != surveys.KEPT:
        return []
    words = surveys.promised_then(ctx.tx, asked, surveys.element_of(surveys.part_of(question)))
    return [Text(quoted(words))] if words else []


@press("next", reads=True)
def onward(ctx: Context, pressed: Pressed) -> Reply:
    """The next question; nothing is stored."""
    asked, given = surveys.find(ctx.tx, pressed.entity), _given(pressed)
    if not surveys.invited(ctx.tx, ctx.me, asked.id):
        return _("This pulse is for the people of this team. See /pulse mine for what waits for you.")
    if not surveys.open_for(ctx.tx, ctx.me, asked) or (
        asked.anonymous and surveys.has_answered(ctx.tx, ctx.me, asked.id)
    ):
        return drawn(ctx, asked.id)
    return questions(ctx, asked, given if len(given) < len(asked.questions) else ())


@press("answer", unseen=True)
def give(ctx: Context, pressed: Pressed) -> Reply:
    """The last tap sends. Anonymously, nothing tells that this message changed: it is answered, and not noted."""
    surveys.answer(ctx.tx, ctx.me, pressed.entity, _given(pressed), ctx.key)
    asked = surveys.find(ctx.tx, pressed.entity)
    return thanks(ctx, asked) if asked.anonymous else card.of(pressed.entity)


@press("open", reads=True)
def open_card(ctx: Context, pressed: Pressed) -> Reply:
    """The question, for who pressed, privately."""
    now = drawn(ctx, pressed.entity)
    if now is None:
        return _("This pulse is for the people of this team. See /pulse mine for what waits for you.")
    return Beside(now)


@press("why", reads=True)
def why(ctx: Context, pressed: Pressed) -> Reply:
    """Why this came to you, who sees what, and how to get less of it."""
    if not surveys.invited(ctx.tx, ctx.me, pressed.entity):
        return _("This pulse is for the people of this team. See /pulse mine for what waits for you.")
    asked = surveys.find(ctx.tx, pressed.entity)
    owner = people.get(ctx.tx, asked.owner_id)
    lines = [
        reason(asked)
        if asked.personal
        else _("{owner} asks everybody in your team the same question.").format(owner=Plain(owner.name))
        if asked.team_id is not None and asked.parts == 1
        else _("{owner} asks this of {who}. Nobody is asked more than once a week.").format(
            owner=Plain(owner.name), who=asked_name(ctx, asked)
        ),
        promise(asked),
        when_shown(ctx, asked),
        *filter(None, [also_shown(asked)]),
        _("Not answering is fine. Nobody is shown who did not."),
    ]
    return Beside(Message(
        _("Why you get this"), (Text("\n".join(f"- {line}" for line in lines)), Actions((less_button(asked.id),)))
    ))  # fmt: skip


def less_button(round_id: int) -> Button:
    """The way out of these messages."""
    return Button(_("Less of this"), less.id(round_id))


@press("less")
def less(ctx: Context, pressed: Pressed) -> str:
    """No more messages about pulses for this person."""
    people.choose(ctx.tx, ctx.me.id, TOPIC, "off")
    return _("I send you no more messages about pulses. What waits for you is on Home and in /pulse mine.")


@home(priority=40)
def waits(ctx: Context) -> Row | None:
    """A pulse that waits for an answer."""
    waiting = surveys.waiting_for(ctx.tx, ctx.me.id)
    return waiting_row(waiting[0]) if waiting else None


def waiting_row(asked: Opened) -> Row:
    """One waiting round, with its button."""
    if len(asked.questions) > 3:
        return Row(_("Questions wait for you · 2 minutes"), Button(_("Answer"), open_card.id(asked.id), "primary"))
    return Row(_("A pulse waits for you · 10 seconds"), Button(_("Answer"), open_card.id(asked.id), "primary"))


@refresh(RoundClosed, card)
def closed(happened: RoundClosed) -> int:
    """Every copy of the question loses its buttons."""
    return happened.round_id
