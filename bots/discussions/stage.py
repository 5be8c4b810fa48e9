"""How far an idea is, on its card and told to who supports it; taking it a step on."""

from collections.abc import Mapping
from typing import Any

from bots.bot import Pressed, Reply, on, press, refresh, submit, view
from bots.chat import Context, Send
from bots.discussions.heard import card, heading, look
from bots.discussions.remind import panel
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    Form,
    FormNode,
    Message,
    Option,
    PersonField,
    Plain,
    Text,
    TextField,
    quoted,
    shortened,
)
from core import discussions, people
from core.clock import local_day
from core.discussions import LAST, LONGEST_STEP, Backing, Moved, Stage
from core.errors import NotAllowed
from core.words import N_, _, say_date

STAGES = {
    Stage.NEW.value: N_("New"), Stage.LOOKED_AT.value: N_("Being looked at"), Stage.TRIED_OUT.value: N_("Tried out"),
    Stage.DONE.value: N_("Done"), Stage.NOT_NOW.value: N_("Not now"),
}  # fmt: skip
TOPIC = "idea"


def stage_part(ctx: Context, number: int) -> list[Text]:
    """How far it is, who looks after it, its labels, and what was said last."""
    now = discussions.standing(ctx.tx, number)
    said = [f"**{_(STAGES[now.stage])}**"]
    keeper = people.names(ctx.tx, [now.keeper_id]).get(now.keeper_id) if now.keeper_id else None
    if keeper:
        said.append(_("{name} looks after it").format(name=Plain(keeper)))
    if now.labels:
        said.append(", ".join(f"_{Plain(label)}_" for label in now.labels))
    last = next(iter(discussions.steps(ctx.tx, number)), None)
    told = [Text(quoted(shortened(last.words, 300)))] if last and last.stage not in LAST else []
    return [Text(" · ".join(said)), *told]


class StageForm(Form):
    """How far it is now, with words for who supports it."""

    TITLE, SUBMIT = N_("How far is this idea"), N_("Save and tell")
    stage = ChoiceField(N_("How far"), lambda: tuple(Option(key, _(label)) for key, label in STAGES.items()))
    words = TextField(N_("What you say about it"), required=False, multiline=True, most=LONGEST_STEP,
                      hint=N_("Who supports it reads this. A last step closes it with these words"))  # fmt: skip
    keeper = PersonField(N_("Who looks after it"), required=False, hint=N_("Leave empty: as it is, else you"))
    labels = TextField(N_("Labels"), required=False, hint=N_("At most three, with commas between them"))

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form as it stands now."""
        now = discussions.standing(ctx.tx, entity)
        return cls.open(entity, *args, **{"stage": now.stage.value, "labels": ", ".join(now.labels), **values})


@press("stage", reads=True)
def stage_form(ctx: Context, pressed: Pressed) -> FormNode:
    """The form, for who looks after it."""
    if not discussions.may_keep(ctx.tx, ctx.me, pressed.entity):
        raise NotAllowed(_("HR, community managers and whoever looks after an idea take it further. Ask one of them."))
    return StageForm.reopen(ctx, pressed.entity, (), {})


@submit("moved", StageForm)
def move(ctx: Context, form: StageForm) -> Reply:
    """It stands on the card, and who supports it reads it in the digest."""
    discussions.move(ctx.tx, ctx.me, form.entity, form.stage, form.words, form.keeper or 0, form.labels)
    return panel.of(form.entity)


def who_is_behind(ctx: Context, number: int) -> list[int]:
    """Whoever had the idea, supports it, or writes along."""
    talk = discussions.find(ctx.tx, number)
    found = {talk.owner_id} if talk else set()
    return sorted(found.union(*(discussions.backers(ctx.tx, number, how) for how in Backing)))


@on(Moved)
def tell_step(ctx: Context, fact: Moved) -> list[Send]:
    """Who is behind it reads it in the digest; the last step of an open idea is told as its decision."""
    taken, talk = discussions.step(ctx.tx, fact.step), discussions.find(ctx.tx, fact.discussion)
    if taken is None or talk is None or talk.closed_at == taken.at:
        return []
    return [
        Send(f"person:{one}", moved.full, taken.id, TOPIC, "digest", f"discussions:step:{taken.id}:{one}")
        for one in who_is_behind(ctx, fact.discussion)
        if one != taken.by_id
    ]


@view("step", title=N_("What became of an idea"))
def moved(ctx: Context, number: int) -> Message | None:
    """A step of an idea that this reader supports."""
    taken = discussions.step(ctx.tx, number)
    talk = discussions.find(ctx.tx, taken.discussion_id) if taken else None
    if taken is None or talk is None:
        return None
    title = _("{title}: {stage}").format(title=shortened(talk.title, 90), stage=_(STAGES[taken.stage]).lower())
    by = people.names(ctx.tx, [taken.by_id]).get(taken.by_id, "") if taken.by_id else ""
    said = _("{name}, {day}:").format(name=Plain(by), day=say_date(local_day(taken.at, ctx.me.zone)))
    return Message(title, (
        Text(said), Text(quoted(taken.words)),
        Text(_("You get this because you stand behind this idea."), small=True),
        Actions((Button(_("Look"), look.id(talk.id)),)),
    ))  # fmt: skip


@refresh(Moved, card, panel)
def after_step(fact: Moved) -> int:
    """Every copy shows how far it is."""
    return fact.discussion


def ended(ctx: Context, number: int, into: int) -> Message | None:
    """An idea that went on as another: where its votes are now."""
    talk, other = discussions.find(ctx.tx, number), discussions.find(ctx.tx, into)
    if talk is None or other is None:
        return None
    said = _("This is the same idea as **{title}**. Its votes count there, each person's once.").format(
        title=Plain(other.title)
    )
    return Message(heading(talk), (Text(said), Actions((Button(_("Look"), look.id(into)),))))
