"""The same idea twice becomes one, with its votes."""

from bots.bot import Pressed, Reply, on, press, refresh, submit, view
from bots.chat import Context, Send
from bots.discussions.heard import card, look
from bots.discussions.remind import panel
from bots.discussions.stage import TOPIC, who_is_behind
from bots.ui import Actions, Button, Form, FormNode, LookupField, Message, Option, Plain, Text, shortened
from core import discussions
from core.discussions import LAST, Merged
from core.words import N_, _

MOST = 25


def _open_ideas(ctx: Context, partial: str) -> tuple[Option, ...]:
    wanted = partial.casefold()
    return tuple(
        Option(str(one.id), shortened(one.title, 75))
        for one in discussions.ideas(ctx.tx)
        if one.stage not in LAST and wanted in one.title.casefold()
    )[:MOST]


class MergeForm(Form):
    """Which idea it is the same as."""

    TITLE, SUBMIT = N_("The same idea"), N_("Make them one")
    into = LookupField(N_("It goes on as"), _open_ideas, hint=N_("Type a part of its line"))


@press("same", reads=True)
def merge_form(ctx: Context, pressed: Pressed) -> FormNode:
    """The form; the rule decides who may."""
    talk = discussions.find(ctx.tx, pressed.entity)
    intro = _("“{title}” ends. Its votes go along, each person's once, and who supports it is told.").format(
        title=Plain(talk.title if talk else "")
    )
    return MergeForm.open(pressed.entity, intro=intro)


@submit("same", MergeForm)
def merge(ctx: Context, form: MergeForm) -> Reply:
    """One idea from now on; its card shows all votes."""
    into = int(form.into) if form.into.isdecimal() else 0
    discussions.merge(ctx.tx, ctx.me, form.entity, into)
    return card.of(into)


@on(Merged)
def tell_merged(ctx: Context, fact: Merged) -> list[Send]:
    """Who stood behind it reads in the digest where their vote is now."""
    talk = discussions.find(ctx.tx, fact.discussion)
    return [
        Send(
            f"person:{one}",
            merged.full,
            fact.discussion,
            TOPIC,
            "digest",
            f"discussions:merged:{fact.discussion}:{one}",
        )
        for one in who_is_behind(ctx, fact.discussion)
        if talk and one != talk.closed_by
    ]


@view("merged", title=N_("Two ideas became one"))
def merged(ctx: Context, number: int) -> Message | None:
    """Where one's vote is now."""
    talk, now = discussions.find(ctx.tx, number), discussions.standing(ctx.tx, number)
    other = discussions.find(ctx.tx, now.merged_into) if now.merged_into else None
    if talk is None or other is None:
        return None
    title = _("{title} goes on as another idea").format(title=shortened(talk.title, 90))
    said = _("It was the same as **{title}**. Your vote counts there.").format(title=Plain(other.title))
    return Message(title, (Text(said), Actions((Button(_("Look"), look.id(other.id)),))))


@refresh(Merged, card, panel)
def after_merging(fact: Merged) -> int:
    """Its card leads to the other one."""
    return fact.discussion
