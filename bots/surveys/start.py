"""Starting a pulse: what to ask of whom, a look at it before it goes out, and ending it."""

import re
from typing import Any

from bots.bot import Asked, Pressed, Reply, command, press, submit
from bots.chat import Context
from bots.surveys.drawing import MODES, audience_name, promise_of, said_moment, said_rhythm, team_name
from bots.surveys.mine import mine
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    ChoicesField,
    Fields,
    Form,
    FormNode,
    Message,
    Option,
    Plain,
    Row,
    Text,
    TextField,
    ToggleField,
    quoted,
)
from core import people, surveys
from core.desk import drafts
from core.surveys import DRIVER, DRIVERS, ENPS, ROTATION, Mode, Wish
from core.words import N_, _, ngettext

DRAFT, MOST_TEAMS = "surveys", 25
WORDS = N_("Have you ten seconds for this? I would like to know how it goes for you.")


def _questions() -> tuple[Option, ...]:
    """Eight questions on their own, recommending, three by turns, and three of each driver; a theme is `/pulse consult`."""
    several = (ROTATION, *(DRIVER + number for number in DRIVERS))
    return tuple(Option(str(number), surveys.ask(number)) for number in (*range(1, 9), ENPS, *several))


def _modes() -> tuple[Option, ...]:
    return (
        Option(Mode.ANONYMOUS.value, _(MODES[Mode.ANONYMOUS]), _("Shown from 5 answers on. Can't be changed later.")),
        Option(
            Mode.CONFIDENTIAL.value, _(MODES[Mode.CONFIDENTIAL]), _("Names are kept and not shown. Can't be changed.")
        ),
        Option(
            f"{Mode.ANONYMOUS.value}.parent",
            _("Anonymous, small teams with those above"),
            _("A team below 5 is asked together with the team above it."),
        ),
        Option(
            f"{Mode.ANONYMOUS.value}.talk",
            _("Anonymous, small teams with names"),
            _("A team below 5 gets a round with names, to talk over."),
        ),
        Option(Mode.PUBLIC.value, _(MODES[Mode.PUBLIC]), _("Names stand beside answers. Can't be changed later.")),
    )


class PulseForm(Form):
    """What to ask of whom."""

    TITLE, SUBMIT = N_("New pulse"), N_("Look at it")
    question = ChoiceField(N_("Question"), _questions)
    teams = ChoicesField(N_("Teams"))
    mode = ChoiceField(N_("Who sees the answers"), _modes)
    weekly = ToggleField(N_("Every Monday at 09:00"), required=False, hint=N_("Otherwise once, at once"))
    words = TextField(N_("Your word to who is late"), required=False, most=300, multiline=True,
                      hint=N_("Sent once, in private, the day before it closes. Empty: nothing is sent."))  # fmt: skip

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Any) -> FormNode:
        """The form as it was filled in, with the teams of now."""
        return cls.open(entity, *args, options={"teams": _teams(ctx)}, **values)


def _teams(ctx: Context) -> tuple[Option, ...]:
    """The teams this person may ask; for who may ask all also everybody and the groups, at the end."""
    groups = ["everybody", *(f"segment:{one.id}" for one in people.segments(ctx.tx))]
    groups = groups[:8] if surveys.may_ask_all(ctx.tx, ctx.me) else []
    mine = surveys.may_ask(ctx.tx, ctx.me)[: MOST_TEAMS - len(groups)]
    return (*(Option(str(team.id), team_name(ctx, team.id)) for team in mine),
            *(Option(group, audience_name(ctx, group)) for group in groups))  # fmt: skip


def _wish(kept: dict[str, Any]) -> Wish:
    """What stands in the form."""
    asked = [text for text in dict.fromkeys(kept["teams"]) if text]
    teams = tuple(int(text) for text in asked if text.isascii() and text.isdecimal())
    groups = tuple(text for text in asked if text == "everybody" or re.fullmatch(r"segment:\d{1,9}", text, re.ASCII))
    if len(teams) + len(groups) < len(asked):
        teams = (*teams, 0)
    more = {name: kept[name] for name in ("cron", "by") if kept.get(name)}
    mode, _dot, small = kept["mode"].partition(".")
    return Wish(int(kept["question"]), teams, bool(kept["weekly"]), mode, kept["words"], groups,
                parts=int(kept.get("parts") or 1), small=small, **more)  # fmt: skip


@command("pulse", "puls", help=("Ask your team one question", "Stel je team één vraag"))
def pulse(ctx: Context, asked: Asked) -> Reply:
    """The form for who may ask; what waits for who may not."""
    teams = _teams(ctx)
    return _empty_form(teams) if teams else mine(ctx, asked)


def _empty_form(teams: tuple[Option, ...]) -> FormNode:
    chosen = (teams[0].value,) if len(teams) == 1 else ()
    return PulseForm.open(options={"teams": teams}, question="1", mode=Mode.ANONYMOUS.value, teams=chosen,
                          words=_(WORDS))  # fmt: skip


@submit("wish", PulseForm)
def preview(ctx: Context, form: PulseForm) -> Reply:
    """What will go out, to how many, before anything does."""
    kept = {"question": form.question, "teams": list(form.teams), "mode": form.mode, "words": form.words,
            "weekly": "yes" if form.weekly else ""}  # fmt: skip
    return looked_at(ctx, kept)


def looked_at(ctx: Context, kept: dict[str, Any]) -> Message:
    """Kept as a draft, and drawn as it would go out."""
    wish = _wish(kept)
    heads = surveys.check(ctx.tx, ctx.me, wish)
    draft = drafts.keep(ctx.tx, ctx.me.id, DRAFT, kept)
    asked = surveys.asked_of(ctx.tx, wish)
    names = ", ".join(f"{Plain(audience_name(ctx, audience))}" for audience in asked)
    reach = ngettext("{n} person", "{n} people", heads).format(n=heads)
    words = (
        [Text(_("The day before it closes, in private to who is quiet:")), Text(quoted(wish.words))]
        if wish.words
        else []
    )
    named = [audience_name(ctx, one) for one, mode in asked.items() if mode != wish.mode]
    if named:
        words.append(Text(_("With names, to talk over, because the team is small: {teams}").format(
            teams=Plain(", ".join(named)[:200]))))  # fmt: skip
    return Message(_("Your pulse, before it goes out"), (
        Text(f"**{surveys.ask(wish.question)}**"),
        Fields(((_("Who"), f"{names} · {reach}"), (_("When"), said_rhythm(wish)), (_("Answers"), _(MODES[Mode(wish.mode)])))),
        Text(promise_of(wish.mode), small=True),
        *words,
        Text(_("Once it has started, the question and the promise stay as they are."), small=True),
        Actions((
            Button(_("Start"), begin.id(draft), "primary"),
            Button(_("Change…"), change.id(draft)),
            Button(_("Rhythm and groups…"), f"surveys.finer:{draft}"),
        )),
    ))  # fmt: skip


@press("change")
def change(ctx: Context, pressed: Pressed) -> Reply:
    """Back to the form as it was filled in."""
    kept = drafts.load(ctx.tx, ctx.me.id, DRAFT, pressed.entity)
    if kept is None:
        return _("This is no longer here. Open /pulse again.")
    return PulseForm.reopen(ctx, 0, (), {**kept, "teams": tuple(kept["teams"])})


@press("start")
def begin(ctx: Context, pressed: Pressed) -> Reply:
    """It starts."""
    kept = drafts.load(ctx.tx, ctx.me.id, DRAFT, pressed.entity)
    if kept is None:
        return _("This is no longer here. Open /pulse again.")
    wish = _wish(kept)
    surveys.start(ctx.tx, ctx.me, wish)
    drafts.drop(ctx.tx, ctx.me.id, pressed.entity)
    if wish.weekly:
        said = said_moment(surveys.running(ctx.tx, ctx.me)[-1].next_at(ctx.tx), ctx.me.zone)
        words = _("It starts on {moment} and comes back by its rhythm. /pulse now opens it earlier, or ends it.")
        return Message(_("Your pulse is planned"), (Text(words.format(moment=said)),), "good")
    return Message(_("Your pulse is open"), (Text(_("Everybody is asked now, within their working hours. "
                                                     "The result comes when it closes.")),), "good")  # fmt: skip


@command("pulse now", "puls nu", help=("Open a pulse at once, or end one", "Open een puls meteen, of stop er een"))
def now(ctx: Context, asked: Asked) -> Reply:
    """The weekly pulses of one's teams, to open at once or to end; without any, the form."""
    running = surveys.running(ctx.tx, ctx.me)
    if not running:
        return pulse(ctx, asked)  # type: ignore[no-any-return]
    rows: list[Row | Text] = []
    for one in running[:8]:
        team, next_at = Plain(audience_name(ctx, one.audience)), said_moment(one.next_at(ctx.tx), ctx.me.zone)
        rows.append(
            Row(f"**{team}** · {surveys.ask(one.question)}", Button(_("Open now"), open_now.id(one.id), "primary"))
        )
        rows.append(Row(_("Opens by itself on {moment}").format(moment=next_at), Button(_("End it"), end.id(one.id))))
    return Message(_("Your weekly pulses"), (*rows, Actions((Button(_("New pulse…"), new.id()),))))


@press("new")
def new(ctx: Context, pressed: Pressed) -> Reply:
    """Another pulse."""
    return pulse(ctx, Asked("", {}))  # type: ignore[no-any-return]


@press("now")
def open_now(ctx: Context, pressed: Pressed) -> Reply:
    """A round, at once."""
    surveys.open_now(ctx.tx, ctx.me, pressed.entity)
    return _("It is open. Everybody is asked now, within their working hours.")


@press("end")
def end(ctx: Context, pressed: Pressed) -> Reply:
    """No more Mondays; what is open runs to its end."""
    surveys.stop(ctx.tx, ctx.me, pressed.entity)
    return _("This weekly pulse has ended. A round that is open runs to its end.")
