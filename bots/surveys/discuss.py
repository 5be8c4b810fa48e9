"""From the answers of a consultation to a discussion about them, and the decision to everybody who was asked."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bots.bot import Pressed, Reply, due, on, press, refresh, submit, view
from bots.chat import Context, Send
from bots.surveys.consult import consultation, look, outcome
from bots.surveys.drawing import TALK_IS_OFF, talks_on
from bots.surveys.share import highs_and_lows
from bots.ui import Actions, Button, ChoiceField, DateField, Form, FormNode, Message, Option, Text, TextField, shortened
from core import discussions, people, surveys
from core.clock import at_local
from core.discussions import LONGEST_ABOUT, LONGEST_TITLE, Concluded, Topic
from core.errors import NotAllowed
from core.people import PlaceHere
from core.surveys import ConsultationMoved, ConsultationWaits, RoundClosed, RoundShared
from core.words import N_, _

TOPIC, MOST_PLACES, WEEKS = "consult", 25, 2
TOPICS = {400: Topic.HOURS.value, 410: Topic.OFFICE.value}


class TalkForm(Form):
    """What is talked about, where, and by when everybody was heard."""

    TITLE, SUBMIT = N_("Open the discussion"), N_("Open it")
    about = TextField(N_("What it is about"), multiline=True, most=LONGEST_ABOUT,
                      hint=N_("A draft from the result: make it yours. Everybody in that place reads it."))  # fmt: skip
    place = ChoiceField(N_("Where"))
    due_on = DateField(N_("Everybody heard by"), hint=N_("For example 4 dec"))

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form with the places of this moment."""
        here = surveys.consultation(ctx.tx, entity)
        options = tuple(Option(str(one.id), shortened(f"#{one.name}", 75)) for one in _places(ctx, here))
        return cls.open(entity, *args, options={"place": options}, **{"place": options[0].value, **values})


def _places(ctx: Context, here: surveys.ConsultationHere | None) -> list[PlaceHere]:
    """Where people can talk on this platform, those of who was asked on top."""
    platform = ctx.where.ref.partition(":")[0]
    team = surveys.find(ctx.tx, here.round_id).team_id if here else None
    known = [one for purpose in ("team", "discussion") for one in people.places(ctx.tx, purpose)
             if one.ref.startswith(f"{platform}:")]  # fmt: skip
    return sorted(known, key=lambda one: team is None or one.team_id != team)[:MOST_PLACES]


@press("talk", reads=True)
def talk_form(ctx: Context, pressed: Pressed) -> Reply:
    """A draft from what came out, and the day in two weeks."""
    here, asked = surveys.to_discuss(ctx.tx, ctx.me, pressed.entity)
    if not talks_on(ctx):
        return _(TALK_IS_OFF)
    if not _places(ctx, here):
        return _("There is no channel to talk in yet. Type /place in one first, or ask an admin.")
    found = surveys.result(ctx.tx, ctx.me, asked.id)
    about = "\n".join(
        filter(None, (here.about, *highs_and_lows(found), _("What do you think, and what would you do?")))
    )
    day = (ctx.today + timedelta(weeks=WEEKS)).isoformat()
    return TalkForm.reopen(ctx, here.id, (), {"about": shortened(about, LONGEST_ABOUT), "due_on": day})


@submit("talk_opened", TalkForm)
def open_talk(ctx: Context, form: TalkForm) -> Reply:
    """It begins in that place; the teams and groups that were asked are to be heard in it."""
    here, asked = surveys.to_discuss(ctx.tx, ctx.me, form.entity)
    if not talks_on(ctx):
        raise NotAllowed(_(TALK_IS_OFF))
    place = int(form.place) if form.place.isdecimal() else 0
    title = shortened(here.name, LONGEST_TITLE)
    topic = TOPICS.get(here.theme, Topic.OTHER.value)
    number = discussions.start(ctx.tx, ctx.me, topic, title, form.about, place, form.due_on)
    kind, _sep, names = asked.audience.partition(":")
    parties = [f"{kind.removesuffix('s')}:{name}" for name in names.split(".") if name]
    if parties:
        discussions.must_hear(ctx.tx, ctx.me, number, parties)
    surveys.discussed(ctx.tx, ctx.me, here.id, number, at_local(form.due_on, 9, 0, ctx.me.zone))
    return consultation.of(here.id)


@on(RoundClosed)
def next_step(ctx: Context, closed: RoundClosed) -> Send | None:
    """The answers are in: its owner gets the screen with the next step, unless sharing comes first."""
    return _to_owner(ctx, closed.round_id)


@on(RoundShared)
def after_sharing(ctx: Context, shared: RoundShared) -> Send | None:
    """The result is told: on to talking about it."""
    return _to_owner(ctx, shared.round_id)


def _to_owner(ctx: Context, round_id: int) -> Send | None:
    here = surveys.answers_in(ctx.tx, round_id)
    if here is None or surveys.find(ctx.tx, round_id).unshared:
        return None
    return Send(
        f"person:{here.owner_id}", consultation.full, here.id, TOPIC, key=f"surveys:consultation:{here.id}:next"
    )


@view("consulted", title=N_("A decision"))
def consulted(ctx: Context, number: int) -> Message | None:
    """The decision and its reasons, for who was asked."""
    here = surveys.consultation(ctx.tx, number)
    talk = discussions.find(ctx.tx, here.discussion_id) if here and here.discussion_id else None
    if here is None or talk is None or talk.open or not surveys.may_see_consultation(ctx.tx, ctx.me, here):
        return None
    why = (
        _("You were asked. Nobody can know who answered, so everybody who was asked gets this.")
        if surveys.find(ctx.tx, here.round_id).anonymous
        else _("You get this because you were asked.")
    )
    return Message(_("Decided: {title}").format(title=here.name), (
        *outcome(talk), Text(why, small=True), Actions((Button(_("How it went"), look.id(here.id)),)),
    ), "good")  # fmt: skip


@on(Concluded)
def tell_all(ctx: Context, fact: Concluded) -> list[Send]:
    """Who was asked reads it in the digest; who talked, or was to be heard, has it from the discussion already."""
    asked, talk = surveys.decided(ctx.tx, fact.discussion), discussions.find(ctx.tx, fact.discussion)
    here = surveys.consultation_about(ctx.tx, fact.discussion)
    if here is None or talk is None:
        return []
    spoke, rest = discussions.to_be_told(ctx.tx, talk)
    told = {*spoke, *rest, talk.closed_by}
    return [
        Send(f"person:{one}", consulted.full, here.id, TOPIC, "digest", f"surveys:consultation:{here.id}:told:{one}")
        for one in asked
        if one not in told
    ]


@due("consult_waits")
def waiting(ctx: Context, planned: dict[str, Any]) -> None:
    """A step has waited for long."""
    surveys.consultation_waits(ctx.tx, int(planned["consultation"]), str(planned["stage"]))


@on(ConsultationWaits)
def remind_owner(ctx: Context, waits: ConsultationWaits) -> Send | None:
    """Its owner sees the screen again, with the next digest."""
    here = surveys.consultation(ctx.tx, waits.consultation)
    return Send(f"person:{here.owner_id}", consultation.full, here.id, TOPIC, "digest") if here else None


@refresh(ConsultationMoved, consultation)
def step_taken(happened: ConsultationMoved) -> int:
    """Every copy shows where it stands."""
    return happened.consultation
