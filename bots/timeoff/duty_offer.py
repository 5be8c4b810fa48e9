"""A turn on duty that changes hands: asked of one or offered to all, taken or refused by one click, told to whom it matters."""

from bots.bot import Pressed, Reply, on, press, refresh, view
from bots.chat import Context, Send
from bots.ui import Actions, Button, Message, Node, Plain, Text
from core import people, timeoff
from core.timeoff import Offer, Turn, TurnMoved
from core.words import N_, _, say_date

MOST, MOST_TOLD = 8, 10


def team_name(ctx: Context, team: int) -> str:
    """The team's name; empty for one that is gone."""
    found = people.team(ctx.tx, team)
    return found.name if found else ""


def said_turn(one: Offer | Turn) -> str:
    """`Mon 23 Nov – Fri 27 Nov`, or one day."""
    days = [say_date(day) for day in dict.fromkeys((one.first_day, one.last_day))]
    return " – ".join(days)


@view("turn", N_("Turns on duty"))
def turn(ctx: Context, number: int) -> Message | None:
    """A turn that changes hands, for who is asked, whose it is, who leads, and the place of the team."""
    one = timeoff.find_offer(ctx.tx, number)
    if one is None:
        return None
    names = people.names(ctx.tx, [who for who in (one.owner_id, one.asked_id, one.taken_by, one.arranged_by) if who])
    owner = Plain(names[one.owner_id]) if one.owner_id else _("Nobody")
    days = Text(_("**{turn}** · {team}").format(turn=said_turn(one), team=Plain(team_name(ctx, one.team_id))))
    if one.status != timeoff.OPEN:
        return _settled(ctx, one, days, names)
    if ctx.me.id and ctx.me.id == one.owner_id:
        said = Text(_("The whole team is asked. Until somebody takes it, it is yours."))
        if one.asked_id:
            said = Text(_("{name} is asked. Until they take it, it is yours.").format(name=Plain(names[one.asked_id])))
        return Message(
            _("You offer a turn on duty"), (days, said, Actions((Button(_("Keep it"), withdraw.id(number)),)))
        )
    take = Button(_("I take it"), accept.id(number), "primary")
    if one.asked_id:
        if one.asked_id != ctx.me.id:
            return None
        title = _("{name} asks you to take a turn on duty").format(name=owner)
        return Message(title, (days, Actions((take, Button(_("I can't"), refuse.id(number))))))
    free = [who for who in timeoff.who_can(ctx.tx, one.team_id, one.first_day, one.last_day, one.owner_id)][:MOST]
    could = ", ".join(str(Plain(name)) for name in people.names(ctx.tx, free).values())
    told = [Text(_("Could take it: {names}").format(names=could), small=True)] if could and not ctx.me.id else []
    return Message(_("{name} offers a turn on duty").format(name=owner), (days, *told, Actions((take,))))


def _settled(ctx: Context, one: Offer, days: Text, names: dict[int, str]) -> Message:
    """What became of it."""
    if one.status == timeoff.TAKEN:
        taker = Plain(names[one.taken_by]) if one.taken_by else _("Somebody")
        said = (
            _("You are on duty")
            if ctx.me.id and one.taken_by == ctx.me.id
            else _("{name} is on duty").format(name=taker)
        )
        more: list[Node] = []
        if one.owner_id:
            more.append(Text(_("Instead of {name}.").format(name=Plain(names[one.owner_id])), small=True))
        if one.arranged_by:
            more.append(Text(_("Arranged by {name}.").format(name=Plain(names[one.arranged_by])), small=True))
        return Message(said, (days, *more), "good")
    if one.status == timeoff.REFUSED:
        mine = ctx.me.id == one.owner_id
        who = Plain(names[one.asked_id]) if one.asked_id else _("Somebody")
        again = (Actions((Button(_("Ask somebody else…"), f"timeoff.duty_give:{one.team_id}"),)),) if mine else ()
        title = _("{name} can't take your turn").format(name=who) if mine else _("You said you can't")
        return Message(title, (days, *again))
    return Message(_("This turn is not given away after all"), (days,))


@press("duty_yes")
def accept(ctx: Context, pressed: Pressed) -> Reply:
    """Yes."""
    timeoff.answer_turn(ctx.tx, ctx.me, pressed.entity, True)
    return turn.of(pressed.entity)


@press("duty_no")
def refuse(ctx: Context, pressed: Pressed) -> Reply:
    """No; it stays where it is."""
    timeoff.answer_turn(ctx.tx, ctx.me, pressed.entity, False)
    return turn.of(pressed.entity)


@press("duty_keep")
def withdraw(ctx: Context, pressed: Pressed) -> Reply:
    """Kept after all."""
    timeoff.withdraw_turn(ctx.tx, ctx.me, pressed.entity)
    return turn.of(pressed.entity)


@on(TurnMoved)
def tell_turn(ctx: Context, fact: TurnMoved) -> list[Send]:
    """Who is asked hears it, or the team's place (without one, each who could take it); then whose turn it was, and who leads."""
    one = timeoff.find_offer(ctx.tx, fact.offer)
    if one is None:
        return []
    soon = "urgent" if (one.first_day - ctx.today).days <= 1 else "now"
    if fact.status == timeoff.OPEN:
        if one.asked_id:
            to = [f"person:{one.asked_id}"]
        else:
            to = [f"place:{place.id}" for place in people.places(ctx.tx, "team") if place.team_id == one.team_id]
            free = timeoff.who_can(ctx.tx, one.team_id, one.first_day, one.last_day, one.owner_id)
            to = to or [f"person:{who}" for who in free[:MOST_TOLD]]
        return [Send(who, turn.full, one.id, "decision", soon) for who in to]
    told = [one.owner_id] if fact.status == timeoff.REFUSED else []
    if fact.status == timeoff.TAKEN:
        lead = people.get(ctx.tx, one.taken_by).manager_id if one.taken_by else None
        # Whoever clicked has it before them: the others hear it.
        told = [one.owner_id, one.taken_by if one.arranged_by else None, lead if lead != one.arranged_by else None]
    return [Send(f"person:{who}", turn.full, one.id, "decision", soon) for who in dict.fromkeys(told) if who]


@refresh(TurnMoved, turn)
def after_turn(fact: TurnMoved) -> int:
    """Every copy shows what became of it."""
    return fact.offer
