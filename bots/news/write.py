"""Writing a post: a form, exactly what people will see with how many they are, and only the author's click sends."""

import re
from collections.abc import Mapping
from typing import Any

from bots.bot import Asked, Pressed, Reply, command, due, press, submit
from bots.chat import Beside, Context
from bots.news.correct import mine
from bots.news.drawing import KINDS, audience_name, heads, moment, said, seen_by_name, title_of
from bots.news.read import places_of
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    Divider,
    Form,
    FormNode,
    LookupField,
    Message,
    Node,
    Option,
    Plain,
    Text,
    TextField,
    shortened,
)
from core import news, people
from core.desk import drafts
from core.news import Kind, PostHere, State, Wish
from core.words import N_, _, language

DRAFT, MOST = "news", 25


def _audiences(ctx: Context, partial: str) -> tuple[Option, ...]:
    """Whom one may post to, by letters of the name; the widest first."""
    wanted = partial.casefold()
    found = [(one.to, audience_name(ctx, one.to)) for one in news.may_post(ctx.tx, ctx.me)]
    return tuple(Option(to, shortened(name, 75)) for to, name in found if wanted in name.casefold())[:MOST]


def _kinds() -> tuple[Option, ...]:
    hints = {
        Kind.NEWS.value: _("A line in the digest. Nobody is asked for a tap."),
        Kind.MUST_READ.value: _("A message. You see by name who tapped, and they know that."),
        Kind.URGENT.value: _("Must be read, and comes outside hours too."),
        Kind.ROUND.value: _("A line in the digest that asks for questions to you."),
    }
    return tuple(Option(kind, _(words), hints[kind]) for kind, words in KINDS.items())


class PostForm(Form):
    """What to say, to whom, as what, and when; its entity is the draft that it replaces."""

    TITLE, SUBMIT = N_("News"), N_("Look at it")
    line = TextField(N_("In one line"), most=news.LONGEST_TITLE)
    words = TextField(N_("What you want to say"), multiline=True, most=news.LONGEST_WORDS)
    to = LookupField(N_("For whom"), _audiences, hint=N_("Type a part of a group's or team's name"))
    kind = ChoiceField(N_("As what"), _kinds)
    at = TextField(N_("When"), required=False, most=60, hint=N_("Empty: at once. Or for example: tomorrow 9:00"))

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form as it was, with the people of this moment."""
        found = _audiences(ctx, "")
        wanted = values.get("to", "")
        wanted = wanted if isinstance(wanted, str) else "".join(wanted[:1])
        chosen = (
            [Option(wanted, shortened(audience_name(ctx, wanted), 75))] if _is_audience(wanted) else list(found[:1])
        )
        given = {"kind": Kind.NEWS.value, **{key: value for key, value in values.items() if key != "to"}}
        kinds = tuple(one for one in _kinds() if one.value != Kind.URGENT or news.speaks_for_all(ctx.tx, ctx.me))
        return cls.open(entity, *args, options={"to": tuple(chosen), "kind": kinds}, **given)


def _is_audience(text: str) -> bool:
    return re.fullmatch(r"everybody|(team|segment|line):\d{1,9}", text, re.ASCII) is not None


@command(
    "news write", "nieuws schrijf", help=("Post news to the people you lead", "Plaats nieuws voor wie je leidt"),
    may=("hr", "community", "leader"),
)  # fmt: skip
def begin(ctx: Context, asked: Asked) -> Reply:
    """The form, for who has people to post to; what was typed behind the command is its line."""
    if not news.may_post(ctx.tx, ctx.me):
        return _("News is posted by who leads people, by HR and by community managers.")
    return PostForm.reopen(ctx, 0, (), {"line": asked.text[: news.LONGEST_TITLE]})


@press("write", reads=True)
def open_form(ctx: Context, pressed: Pressed) -> Reply:
    """The form."""
    return begin(ctx, Asked("", {}))  # type: ignore[no-any-return]


@submit("looked_at", PostForm)
def preview(ctx: Context, form: PostForm) -> Reply:
    """Exactly what they would get, and how many; nothing is sent yet."""
    kept = {"line": form.line, "words": form.words, "to": form.to, "kind": form.kind, "at": form.at,
            "place": _here(ctx, form.line)}  # fmt: skip
    if form.entity:
        before = drafts.load(ctx.tx, ctx.me.id, DRAFT, form.entity)
        kept["place"] = before["place"] if before else kept["place"]
    drawn = looked_at(ctx, kept)
    if form.entity:
        drafts.drop(ctx.tx, ctx.me.id, form.entity)
    return drawn if form.entity else Beside(drawn)


def _here(ctx: Context, title: str) -> int:
    """The channel or thread it is written in; 0 in a direct conversation."""
    if ctx.where.kind not in ("channel", "thread"):
        return 0
    known = people.place_at(ctx.tx, ctx.where.ref)
    if known:
        return known.id
    tongue = ctx.suite.language if ctx.suite else language.get()
    purpose = "thread" if ctx.where.kind == "thread" else "news"
    return people.put_place(ctx.tx, ctx.where.ref, shortened(title, 60), purpose, None, tongue)


def _wish(ctx: Context, kept: Mapping[str, Any]) -> Wish:
    at = news.read_moment(kept["at"], ctx.now, ctx.me.zone)
    return Wish(kept["kind"], kept["line"], kept["words"], kept["to"], at, int(kept["place"]) or None)


def looked_at(ctx: Context, kept: Mapping[str, Any]) -> Message:
    """Kept as a draft, and drawn as it would stand."""
    wish = _wish(ctx, kept)
    many = news.check(ctx.tx, ctx.me, wish)
    draft = drafts.keep(ctx.tx, ctx.me.id, DRAFT, dict(kept))
    post = PostHere(0, ctx.me.id, None, wish.kind, wish.title, wish.words, wish.to, wish.place, State.PLANNED, many,
                    wish.at, None, None)  # fmt: skip
    send_it = Button(_("Plan it") if wish.at else _("Post it"), send.id(draft), "primary")
    buttons = [send_it, Button(_("Change…"), change.id(draft))]
    buttons += [Button(_("Not in this channel"), leave_out.id(draft))] if wish.place else []
    body: list[Node] = [Text(f"**{Plain(title_of(post))}**"), *said(ctx, post), *seen_by_name(ctx, post), Divider()]
    return Message(_("Not sent yet"), (*body, Text(reach(ctx, post)), Actions(tuple(buttons))))


def reach(ctx: Context, post: PostHere) -> str:
    """How many get it and how, where it stands, and when."""
    how = {
        Kind.MUST_READ.value: _("Each gets a message within working hours; whoever is away finds it in the digest later."),
        Kind.URGENT.value: _("Each gets a message at once, also in the evening; whoever is away finds it in the digest later."),
    }.get(post.kind, _("Each finds it as a line in the digest."))  # fmt: skip
    whom = _("For {whom}: {people}.").format(
        whom=Plain(audience_name(ctx, post.audience)), people=heads(post.addressed)
    )
    there = ", ".join(str(Plain(f"#{one.name}")) for one in places_of(ctx, post)[:6])
    where = [_("It stands in {places}.").format(places=there)] if there else []
    when = (
        [_("It goes out on {moment}.").format(moment=moment(post.planned_for, ctx.me.zone))] if post.planned_for else []
    )
    return " ".join([whom, how, *where, *when])


@press("leave_out")
def leave_out(ctx: Context, pressed: Pressed) -> Reply:
    """It does not stand in the channel where it was written."""
    kept = drafts.load(ctx.tx, ctx.me.id, DRAFT, pressed.entity)
    if kept is None:
        return _("This is no longer here. Please start again.")
    drafts.drop(ctx.tx, ctx.me.id, pressed.entity)
    return looked_at(ctx, {**kept, "place": 0})


@press("change", reads=True)
def change(ctx: Context, pressed: Pressed) -> Reply:
    """Back to the form as it was filled in."""
    kept = drafts.load(ctx.tx, ctx.me.id, DRAFT, pressed.entity)
    if kept is None:
        return _("This is no longer here. Please start again.")
    values = {key: value for key, value in kept.items() if key != "place"}
    return PostForm.reopen(ctx, pressed.entity, (), values)


@press("send")
def send(ctx: Context, pressed: Pressed) -> Reply:
    """Sent or planned, once; the preview becomes the author's own page about it."""
    ctx.tx.lock("person", ctx.me.id)
    kept = drafts.load(ctx.tx, ctx.me.id, DRAFT, pressed.entity)
    if kept is None:
        return _("This was sent already, changed, or more than a day ago. Please start again.")
    number = news.write(ctx.tx, ctx.me, _wish(ctx, kept))
    drafts.drop(ctx.tx, ctx.me.id, pressed.entity)
    return mine.of(number)


@due("publish")
def its_moment(ctx: Context, planned: dict[str, Any]) -> None:
    """What was planned goes out."""
    news.publish(ctx.tx, int(planned["post"]))
