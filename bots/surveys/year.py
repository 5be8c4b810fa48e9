"""The yearly survey as a loop that everybody can see: define, announce, measure, publish, act, evaluate."""

from typing import Any

from bots.bot import Asked, Pressed, Reply, command, due, on, press, refresh, submit, view
from bots.chat import Context, Send
from bots.surveys.drawing import said_moment, said_rate
from bots.surveys.evp import ask
from bots.surveys.focus import choose_focus
from bots.surveys.offer import TOPIC, earlier, offer, write
from bots.surveys.result import show
from bots.surveys.share import word_first
from bots.ui import (
    Actions,
    Button,
    Fields,
    Form,
    FormNode,
    Message,
    Node,
    Plain,
    Text,
    TextField,
    quoted,
    shortened,
)
from core import people, promises, surveys
from core.surveys import YearHere, YearMoved, YearWaits
from core.words import N_, _

STAGES = {
    "define": N_("Define"), "announce": N_("Announce"), "measure": N_("Measure"), "publish": N_("Publish"),
    "act": N_("Act"), "evaluate": N_("Evaluate"),
}  # fmt: skip
NEXT = {
    "define": N_("Write what we promise about each of the five elements."),
    "announce": N_("Tell everybody what we promise."),
    "measure": N_("Ask everybody: how important, how good, how well kept."),
    "publish": N_("Share what came out, with a word of your own."),
    "act": N_("Choose a focus, and promise what will be done."),
    "evaluate": N_("Look back: what did this year bring?"),
}


@command("evp", help=("What working here offers, and how well we keep it", "Wat werken hier biedt, en hoe goed we dat waarmaken"),
         reads=True)  # fmt: skip
def evp(ctx: Context, asked: Asked) -> Reply:
    """Where this year stands, and the offer in words."""
    return _here(ctx)


@press("evp", reads=True)
def again(ctx: Context, pressed: Pressed) -> Reply:
    """The same, from a button."""
    return _here(ctx)


def _here(ctx: Context) -> Reply:
    found = surveys.years(ctx.tx)
    if found:
        return year.of(found[0].id)
    return drawn(ctx, None)


@view("year")
def year(ctx: Context, number: int) -> Message | None:
    """One year's loop."""
    found = surveys.find_year(ctx.tx, number)
    return drawn(ctx, found) if found else None


def drawn(ctx: Context, here: YearHere | None) -> Message:
    """The stage for everybody; for who owns surveys also what comes next."""
    owns = ctx.me.id > 0 and surveys.may_ask_all(ctx.tx, ctx.me)
    body: list[Node] = []
    if here is None:
        body.append(
            Text(_("Nothing was started yet.") if owns else _("What working here offers is not written down yet."))
        )
    else:
        body += _loop(ctx, here, owns)
    told = surveys.announced(ctx.tx)
    looks = [Button(_("What we promise"), words.id(told.id))] if told else []
    if surveys.offers(ctx.tx) and owns:
        looks.append(Button(_("Earlier words"), earlier.id(1)))
    last = here.round_id if here else None
    if last and surveys.find(ctx.tx, last).closed_at is not None:
        looks.append(Button(_("The result"), show.id(last)))
    steps = _steps(ctx, here) if owns else []
    body += [Actions(tuple(buttons)) for buttons in (steps, looks) if buttons]
    return Message(_("What we offer, year by year"), tuple(body))


def _loop(ctx: Context, here: YearHere, owns: bool) -> list[Node]:
    over = here.ended_at is not None
    place = len(STAGES) if over else list(STAGES).index(here.stage)
    stages = [
        f"{_(name)} ✓" if at < place else f"**{_(name)} ({_('now')})**" if at == place else _(name)
        for at, name in enumerate(STAGES.values())
    ]
    body: list[Node] = [Text(" → ".join(stages))]
    owner = people.get(ctx.tx, here.owner_id)
    pairs = [(_("Owner"), f"{Plain(owner.name)}")]
    if here.announcement_id and owns:
        pairs.append((_("Read by"), said_rate(surveys.readers(ctx.tx, here.announcement_id))))
    if here.round_id:
        asked = surveys.find(ctx.tx, here.round_id)
        if asked.is_open(ctx.now):
            pairs.append((_("Open until"), said_moment(asked.closes_at, ctx.me.zone)))
    if over:
        body += [Text(_("This year is closed. What it brought:")), Text(quoted(here.evaluation))]
    else:
        body.append(Text(_(NEXT[here.stage])))
    return [*body, Fields(tuple(pairs))]


def _steps(ctx: Context, here: YearHere | None) -> list[Button]:
    """What its owner can do now."""
    if here is None or here.ended_at is not None:
        return [Button(_("Start this year"), begin.id(), "primary")]
    if here.stage == "define":
        return [
            Button(_("Write what we promise…"), write.id(0), "primary"),
            Button(_("The words stand"), stand.id(here.id)),
        ]
    if here.stage == "announce":
        return [
            Button(_("Tell everybody"), announce.id(here.id), "primary"),
            Button(_("Change the words…"), write.id(1)),
        ]
    if here.stage == "measure":
        return [Button(_("Ask everybody…"), ask.id(here.id), "primary")] if here.round_id is None else []
    number = here.round_id or 0
    if here.stage == "publish":
        return [
            Button(_("Choose a focus…"), choose_focus.id(number)),
            Button(_("Share it…"), word_first.id(number), "primary"),
        ]
    if here.stage == "act":
        return [
            Button(_("Choose a focus…"), choose_focus.id(number), "primary"),
            Button(_("The actions stand"), acted.id(here.id)),
        ]
    return [Button(_("Look back…"), look_back.id(here.id), "primary")]


@press("year_start")
def begin(ctx: Context, pressed: Pressed) -> Reply:
    """A new year."""
    return year.of(surveys.start_year(ctx.tx, ctx.me))


@press("words", reads=True)
def words(ctx: Context, pressed: Pressed) -> Reply:
    """The offer in words."""
    return offer.of(pressed.entity)


@press("words_stand")
def stand(ctx: Context, pressed: Pressed) -> Reply:
    """The words are there: on to telling them."""
    surveys.words_stand(ctx.tx, ctx.me, pressed.entity)
    return year.of(pressed.entity)


@press("announce")
def announce(ctx: Context, pressed: Pressed) -> Reply:
    """Everybody is told."""
    surveys.announce_year(ctx.tx, ctx.me, pressed.entity)
    return year.of(pressed.entity)


@press("acted")
def acted(ctx: Context, pressed: Pressed) -> Reply:
    """What was promised from the result is enough: on to looking back, later."""
    here = surveys.find_year(ctx.tx, pressed.entity)
    promised = promises.of_origin(ctx.tx, f"survey:{here.round_id}") if here else []
    surveys.acted(ctx.tx, ctx.me, pressed.entity, len(promised))
    return year.of(pressed.entity)


class BackForm(Form):
    """What the year brought."""

    TITLE, SUBMIT = N_("Looking back"), N_("Close this year")
    words = TextField(N_("What this year brought"), multiline=True, most=surveys.LONGEST_WORD,
                      hint=N_("Everybody can read it with /evp"))  # fmt: skip


@press("look_back", reads=True)
def look_back(ctx: Context, pressed: Pressed) -> FormNode:
    """A draft: what was promised from the result, and what became of it."""
    here = surveys.find_year(ctx.tx, pressed.entity)
    found = promises.of_origin(ctx.tx, f"survey:{here.round_id}") if here and here.round_id else []
    told = {"kept": _("done"), "open": _("not done yet"), "withdrawn": _("given up")}
    return BackForm.open(
        pressed.entity, words="\n".join(f"{shortened(one.words, 120)}: {told[one.status]}" for one in found[:6])
    )


@submit("looked_back", BackForm)
def close(ctx: Context, form: BackForm) -> Reply:
    """The loop is closed."""
    surveys.evaluate(ctx.tx, ctx.me, form.entity, form.words)
    return year.of(form.entity)


@due("year_waits")
def waiting(ctx: Context, planned: dict[str, Any]) -> None:
    """A stage has stood for long."""
    here = surveys.find_year(ctx.tx, int(planned["year"]))
    measuring = bool(here and here.round_id and surveys.find(ctx.tx, here.round_id).is_open(ctx.now))
    surveys.waits(ctx.tx, int(planned["year"]), str(planned["stage"]), measuring)


@on(YearWaits)
def remind(ctx: Context, waits: YearWaits) -> Send | None:
    """Its owner hears of it, with the next digest."""
    here = surveys.find_year(ctx.tx, waits.year_id)
    return Send(f"person:{here.owner_id}", year.full, here.id, TOPIC, "digest") if here else None


@refresh(YearMoved, year)
def moved(happened: YearMoved) -> int:
    """The stage is drawn anew wherever it stands."""
    return happened.year_id
