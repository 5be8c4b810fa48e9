"""Consulting people on a theme: what to ask of whom, a look at it, and one screen that shows where it stands."""

import re
from collections.abc import Mapping
from typing import Any

from bots.bot import Asked, Pressed, Reply, command, press, submit, view
from bots.chat import Context, Shown
from bots.surveys.drawing import (
    MODES,
    TALK_IS_OFF,
    asked_name,
    audience_name,
    promise_of,
    promise_of_decision,
    said_moment,
    said_now,
    said_rate,
    talks_on,
    team_name,
)
from bots.surveys.result import show
from bots.surveys.share import word_first
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    Fields,
    Form,
    FormNode,
    Message,
    Node,
    Option,
    Plain,
    Row,
    Text,
    TextField,
    quoted,
)
from core import discussions, people, surveys
from core.desk import drafts
from core.surveys import CONSULTED_ON, ConsultationHere, Mode, Opened, Wish
from core.words import N_, _, ngettext

DRAFT, MOST_CHOICES = "surveys_consult", 25
STEPS = {"asked": N_("Survey"), "discussed": N_("Discussion"), "decided": N_("Decision")}


class ConsultForm(Form):
    """The theme, what may change, and who is asked under which promise."""

    TITLE, SUBMIT = N_("New consultation"), N_("Look at it")
    theme = ChoiceField(N_("Theme"), lambda: tuple(Option(str(key), _(name)) for key, name in CONSULTED_ON.items()))
    line = TextField(N_("Your own theme, in one line"), required=False, most=surveys.LONGEST_LINE,
                     hint=N_("Only where you chose a theme of your own."))  # fmt: skip
    about = TextField(N_("What it is about"), required=False, most=surveys.LONGEST_ABOUT, multiline=True,
                      hint=N_("What may change, and what stays as it is. Stands above the questions."))  # fmt: skip
    who = ChoiceField(N_("Who is asked"))
    mode = ChoiceField(N_("Who sees the answers"), lambda: tuple(Option(one.value, _(MODES[one])) for one in (
        Mode.ANONYMOUS, Mode.CONFIDENTIAL, Mode.PUBLIC)))  # fmt: skip

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form with the teams and groups of this moment."""
        options = _who(ctx)
        chosen = {
            "theme": str(next(iter(CONSULTED_ON))),
            "who": options[0].value,
            "mode": Mode.ANONYMOUS.value,
            **values,
        }
        return cls.open(entity, *args, options={"who": options}, **chosen)


def _who(ctx: Context) -> tuple[Option, ...]:
    """The teams this person may ask, and for who may ask all everybody and the groups."""
    groups = ["everybody", *(f"segment:{one.id}" for one in people.segments(ctx.tx))]
    groups = groups[:8] if surveys.may_ask_all(ctx.tx, ctx.me) else []
    teams = surveys.may_ask(ctx.tx, ctx.me)[: MOST_CHOICES - len(groups)]
    return (*(Option(f"team:{team.id}", team_name(ctx, team.id)) for team in teams),
            *(Option(group, audience_name(ctx, group)) for group in groups))  # fmt: skip


@command(
    "pulse consult", "puls raadpleging",
    help=("Consult people on a theme, and tell what is decided", "Raadpleeg mensen over een thema, en vertel wat er besloten is"),
)  # fmt: skip
def consult(ctx: Context, asked: Asked) -> Reply:
    """What is going on; for who may ask also a new one, at once where there is none yet."""
    found = surveys.consultations(ctx.tx, ctx.me)
    may_ask = bool(_who(ctx))
    if may_ask and not talks_on(ctx) and not found:
        return _(TALK_IS_OFF)
    if not found:
        return ConsultForm.reopen(ctx, 0, (), {}) if may_ask else _("Nobody consults you at the moment.")
    rows: list[Node] = [consulted_row(one) for one in found]
    if may_ask:
        rows.append(Actions((Button(_("New consultation…"), new.id(), "primary"),)))
    return Message(_("Consultations"), tuple(rows))


def consulted_row(here: ConsultationHere) -> Row:
    """A consultation in one line, with the way to its screen."""
    step = _("decided") if here.stage == "decided" else _(STEPS[here.stage])
    return Row(f"**{Plain(here.name)}** · {step}", Button(_("Look"), look.id(here.id)))


@press("consult_new", reads=True)
def new(ctx: Context, pressed: Pressed) -> Reply:
    """Another one."""
    if not _who(ctx):
        return _("You can't ask this team. Choose a team of your own, or ask HR.")
    return ConsultForm.reopen(ctx, 0, (), {}) if talks_on(ctx) else _(TALK_IS_OFF)


def _wish(kept: Mapping[str, Any]) -> Wish:
    kind, _sep, number = str(kept["who"]).partition(":")
    known = re.fullmatch(r"(team|segment):\d{1,9}|everybody", str(kept["who"]), re.ASCII) is not None
    teams = (int(number) if known else 0,) if kind == "team" or not known else ()
    theme = int(kept["theme"]) if str(kept["theme"]).isdecimal() else 0
    return Wish(theme, teams, False, kept["mode"], groups=() if teams else (kept["who"],))


@submit("consult_look", ConsultForm)
def preview(ctx: Context, form: ConsultForm) -> Reply:
    """What goes out, to how many, and what follows, before anything does."""
    kept = {"theme": form.theme, "line": form.line, "about": form.about, "who": form.who, "mode": form.mode}
    wish = _wish(kept)
    heads = surveys.check_consultation(ctx.tx, ctx.me, form.line, form.about, wish)
    draft = drafts.keep(ctx.tx, ctx.me.id, DRAFT, kept)
    reach = ngettext("{n} person", "{n} people", heads).format(n=heads)
    asks = "\n".join(f"- {surveys.ask(one)}" for one in surveys.drawn(wish.question, 0))
    name = form.line.strip() if wish.question == surveys.OWN_THEME else _(CONSULTED_ON[wish.question])
    return Message(_("Your consultation, before it goes out"), (
        Text(f"**{Plain(name)}**"),
        *([Text(quoted(form.about))] if form.about.strip() else []),
        Text(asks),
        Fields(((_("Who"), f"{Plain(audience_name(ctx, form.who))} · {reach}"),
                (_("When"), _("At once, for five working days")), (_("Answers"), _(MODES[Mode(form.mode)])))),
        Text(promise_of(form.mode), small=True),
        Text(_("Who is quiet hears of it twice more, in private."), small=True),
        Text(_("Then people talk about it, and you decide. Everybody who was asked hears the decision and its reasons.")),
        Actions((Button(_("Ask them"), begin.id(draft), "primary"), Button(_("Change…"), change.id(draft)))),
    ))  # fmt: skip


@press("consult_change")
def change(ctx: Context, pressed: Pressed) -> Reply:
    """Back to the form as it was filled in."""
    kept = drafts.load(ctx.tx, ctx.me.id, DRAFT, pressed.entity)
    return ConsultForm.reopen(ctx, 0, (), kept) if kept else _("This is no longer here. Open /pulse consult again.")


@press("consult_start")
def begin(ctx: Context, pressed: Pressed) -> Reply:
    """They are asked."""
    kept = drafts.load(ctx.tx, ctx.me.id, DRAFT, pressed.entity)
    if kept is None:
        return _("This is no longer here. Open /pulse consult again.")
    if not talks_on(ctx):
        return _(TALK_IS_OFF)
    number = surveys.consult(ctx.tx, ctx.me, kept["line"], kept["about"], _wish(kept))
    drafts.drop(ctx.tx, ctx.me.id, pressed.entity)
    return Shown("surveys.consultation", number)


@press("consultation", reads=True)
def look(ctx: Context, pressed: Pressed) -> Reply:
    """One consultation's screen."""
    return Shown("surveys.consultation", pressed.entity)


@view("consultation", title=N_("A consultation"))
def consultation(ctx: Context, number: int) -> Message | None:
    """Where it stands, for everybody who was asked; for who leads it the next step as one button."""
    here = surveys.consultation(ctx.tx, number)
    if here is None or not surveys.may_see_consultation(ctx.tx, ctx.me, here):
        return None
    asked, leads = surveys.find(ctx.tx, here.round_id), surveys.may_lead_consultation(ctx.tx, ctx.me, here)
    body: list[Node] = [Text(_steps(here, asked))]
    if here.about:
        body.append(Text(quoted(here.about)))
    body += [Text(said_now(ctx, here, asked)), Fields(tuple(_pairs(ctx, here, asked, leads)))]
    talk = discussions.find(ctx.tx, here.discussion_id) if here.discussion_id else None
    if talk and not talk.open:
        body += outcome(talk)
    body.append(Text(promise_of_decision(asked), small=True))
    buttons = [*(_next(ctx, here, asked) if leads else []), *_looks(ctx, here, asked, leads)]
    return Message(heading(here), (*body, *([Actions(tuple(buttons))] if buttons else [])),
                   "good" if here.decided_at else "none")  # fmt: skip


def heading(here: ConsultationHere) -> str:
    """The first line of everything about it."""
    return _("Consultation: {theme}").format(theme=here.name)


def outcome(talk: discussions.Talk) -> list[Node]:
    """The decision and its reasons, as they were written."""
    return [Text(f"**{_('Decision')}**"), Text(quoted(talk.decision)),
            Text(f"**{_('Reasons')}**"), Text(quoted(talk.reasons))]  # fmt: skip


def _steps(here: ConsultationHere, asked: Opened) -> str:
    told = asked.closed_at is not None and not asked.unshared
    at = max(list(STEPS).index(here.stage), int(told))
    done = here.decided_at is not None
    return " → ".join(
        f"{_(name)} ✓" if place < at or done else f"**{_(name)} ({_('now')})**" if place == at else _(name)
        for place, name in enumerate(STEPS.values())
    )


def _pairs(ctx: Context, here: ConsultationHere, asked: Opened, leads: bool) -> list[tuple[str, str]]:
    owner = people.get(ctx.tx, here.owner_id)
    many = asked.invited if asked.closed_at else len(surveys.invitees(ctx.tx, asked.id))
    reach = ngettext("{n} person", "{n} people", many).format(n=many)
    pairs = [(_("Owner"), f"{Plain(owner.name)}"), (_("Asked"), f"{Plain(asked_name(ctx, asked))} · {reach}")]
    if asked.closed_at is None:
        return [*pairs, (_("Open until"), said_moment(asked.closes_at, ctx.me.zone))]
    told = surveys.figures(ctx.tx, asked) if leads or not asked.unshared else ()
    rate = next((one.rate for one in told if one.rate), None)
    return [*pairs, (_("Response"), said_rate(rate))]


def _next(ctx: Context, here: ConsultationHere, asked: Opened) -> list[Button]:
    """What its owner does next: one click from here."""
    if asked.closed_at is None or not (talks_on(ctx) or asked.unshared):
        return []
    if here.discussion_id is None:
        if asked.unshared:
            return [Button(_("Share it…"), word_first.id(asked.id), "primary")]
        return [Button(_("Open the discussion…"), f"surveys.talk:{here.id}", "primary")]
    if here.decided_at is None:
        return [Button(_("Close with a decision…"), f"discussions.close:{here.discussion_id}", "primary")]
    return [Button(_("Make a promise of it…"), f"discussions.promise:{here.discussion_id}", "primary")]


def _looks(ctx: Context, here: ConsultationHere, asked: Opened, leads: bool) -> list[Button]:
    found = []
    if asked.closed_at and (leads or not asked.unshared):
        found.append(Button(_("The result"), show.id(asked.id)))
    if here.discussion_id and talks_on(ctx):
        found.append(Button(_("The discussion"), f"discussions.look:{here.discussion_id}"))
    return found
