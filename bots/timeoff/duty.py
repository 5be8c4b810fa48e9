"""Turns on duty in chat: who is on duty when, who takes turns, one given away or arranged, and one taken over at once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bots.bot import Asked, Pressed, Reply, command, press, submit
from bots.chat import Beside, Context
from bots.timeoff.duty_offer import said_turn, team_name, turn
from bots.ui import (
    Actions,
    Button,
    ChoicesField,
    DateRangeField,
    Form,
    FormNode,
    Message,
    Node,
    Option,
    PersonField,
    Plain,
    Text,
)
from core import calendar, people, timeoff
from core.errors import NotAllowed
from core.when import Range
from core.words import N_, _

WEEKS, MOST, MOST_PEOPLE = 4, 8, 25


class TurnForm(Form):
    """Which days of one's turn, and who is asked."""

    TITLE, SUBMIT = N_("Give a turn away"), N_("Ask")
    when = DateRangeField(N_("When"), hint=N_("Your turn or a part of it, for example 24 nov - 27 nov"))
    colleague = PersonField(N_("Who"), required=False, hint=N_("Empty: it is offered to the whole team"))


class ArrangeForm(Form):
    """Who is on duty on these days."""

    TITLE, SUBMIT = N_("Arrange a turn"), N_("Arrange")
    when = DateRangeField(N_("When"), hint=N_("First and last day, for example 24 nov - 27 nov"))
    colleague = PersonField(N_("Who is on duty then"), hint=N_("Both hear it at once"))


class OrderForm(Form):
    """Who takes turns."""

    TITLE, SUBMIT = N_("Who takes turns"), N_("Save")
    who = ChoicesField(N_("Who takes a week each"), required=False, hint=N_("Nobody: there are no turns"))

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form as it was filled in, with the people of the team."""
        order = calendar.duty_order(ctx.tx, entity)
        known = {one.id: one.name for one in people.members(ctx.tx, entity)} | people.names(ctx.tx, order)
        first = [*order, *(one for one in known if one not in order)][:MOST_PEOPLE]
        return cls.open(
            entity, *args, options={"who": tuple(Option(str(one), known[one][:75]) for one in first)}, **values
        )


@command("timeoff duty", "verlof dienst", help=("Who is on duty", "Wie er dienst heeft"), reads=True)
def show_duty(ctx: Context, asked: Asked) -> Reply:
    """The turns of one's own team, or of another that one sees."""
    teams = timeoff.duty_teams(ctx.tx, ctx.me)
    return _overview(ctx, teams[0]) if teams else _("You are in no team yet. Ask HR to add you to one.")


@press("duty", reads=True)
def show_team(ctx: Context, pressed: Pressed) -> Beside:
    """The turns of another team."""
    return Beside(_overview(ctx, pressed.entity))


def _overview(ctx: Context, team: int) -> Message:
    seen = timeoff.duty_teams(ctx.tx, ctx.me)
    if team not in seen:
        raise NotAllowed(_("I don't know this team, or you may not see it."))
    name = Plain(team_name(ctx, team))
    turns = timeoff.turns(ctx.tx, team, ctx.today, ctx.today + timedelta(days=7 * WEEKS - 1))
    names = people.names(ctx.tx, {one.person_id for one in turns})
    lines = [f"- {said_turn(one)} · {'**' + _('you') + '**' if one.person_id == ctx.me.id else Plain(names[one.person_id])}"
             for one in turns[:MOST]]  # fmt: skip
    body: list[Node] = [Text("\n".join(lines) or _("Nobody takes turns yet."))]
    waiting = timeoff.open_offers(ctx.tx, team, ctx.today)
    for one in waiting[:3]:
        body.append(Text(_("{turn} waits for somebody.").format(turn=said_turn(one)), small=True))
    buttons = []
    if any(one.person_id == ctx.me.id for one in turns):
        buttons.append(Button(_("Give a turn away…"), begin_giving.id(team), "primary"))
    on_now = turns[0].person_id if turns and turns[0].first_day == ctx.today else None
    if turns and on_now != ctx.me.id and ctx.me.id in timeoff.who_can(ctx.tx, team, ctx.today, ctx.today):
        buttons.append(Button(_("Take over now"), take_over.id(team)))
    if timeoff.may_arrange(ctx.tx, ctx.me, team):
        if turns:
            buttons.append(Button(_("Arrange a turn…"), begin_arranging.id(team)))
        buttons.append(Button(_("Who takes turns…"), begin_order.id(team)))
    others = [Button(team_name(ctx, one)[:30], show_team.id(one)) for one in seen if one != team][:5]
    body += [Actions(tuple(row)) for row in (buttons, others) if row]
    return Message(_("On duty for {team}").format(team=name), tuple(body))


@press("duty_give", reads=True)
def begin_giving(ctx: Context, pressed: Pressed) -> FormNode:
    """Which days, and whom to ask; one's next turn stands there already."""
    turns = timeoff.turns(ctx.tx, pressed.entity, ctx.today, ctx.today + timedelta(days=7 * WEEKS - 1))
    mine = next((one for one in turns if one.person_id == ctx.me.id), None)
    return TurnForm.open(pressed.entity, when=Range(mine.first_day, mine.last_day).iso if mine else "")


@submit("duty_given", TurnForm)
def give(ctx: Context, form: TurnForm) -> Reply:
    """The colleague is asked, or the team."""
    days = form.when
    return turn.of(
        timeoff.offer_turn(ctx.tx, ctx.me, form.entity, days.first_day, days.last_day, form.colleague or None)
    )


@press("duty_arrange", reads=True)
def begin_arranging(ctx: Context, pressed: Pressed) -> FormNode:
    """Which days, and who."""
    return ArrangeForm.open(pressed.entity)


@submit("duty_arranged", ArrangeForm)
def arrange(ctx: Context, form: ArrangeForm) -> Reply:
    """From now on it is so."""
    days = form.when
    return turn.of(timeoff.arrange_turn(ctx.tx, ctx.me, form.entity, form.colleague, days.first_day, days.last_day))


@press("duty_order", reads=True)
def begin_order(ctx: Context, pressed: Pressed) -> FormNode:
    """Who takes turns now."""
    order = tuple(map(str, calendar.duty_order(ctx.tx, pressed.entity)))
    return OrderForm.reopen(ctx, pressed.entity, (), {"who": order})


@submit("duty_ordered", OrderForm)
def set_order(ctx: Context, form: OrderForm) -> Message:
    """From now on they take a week each."""
    timeoff.set_turns(ctx.tx, ctx.me, form.entity, [int(one) for one in form.who if one.isdecimal()])
    return _overview(ctx, form.entity)


@press("duty_over")
def take_over(ctx: Context, pressed: Pressed) -> Reply:
    """On duty today, at once."""
    return turn.of(timeoff.take_over(ctx.tx, ctx.me, pressed.entity))
