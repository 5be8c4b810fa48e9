"""The tour: a few clicks through what Townhall does, each step known as done by what stands in the chat."""

from html import escape

from adapters.playground.room import MOVES, Persona, Room
from adapters.playground.tour_steps import STEPS, Cast, Sight, holds
from core.words import _


def cast(room: Room) -> Cast:
    """Who plays which part: a manager, somebody they decide for, and who leads a department that takes questions."""
    persons = list(room.world.cast.values())
    by_id = {one.me.id: one for one in persons}
    parts = {part: persons[0].user for part in ("employee", "manager", "expert")}
    pairs = [(one, by_id[one.me.manager_id]) for one in persons
             if one.me.manager_id in by_id and not one.reports and not one.roles]  # fmt: skip
    if pairs:
        employee, manager = pairs[0]
        parts = {"employee": employee.user, "manager": manager.user, "expert": _expert(room, manager)}
    return parts


def _expert(room: Room, otherwise: Persona) -> str:
    """Who leads the department whose channel holds the newest question that nobody took yet."""
    for stood in reversed(list(room.chat.posted.values())):
        channel = room.chat.conversations[stood.address]
        if channel.kind == "channel" and holds(stood, "escalation.claim"):
            team = channel.title.removeprefix("questions-")
            return next((one.user for one in room.world.cast.values() if one.reports and one.team.lower() == team),
                        otherwise.user)  # fmt: skip
    return otherwise.user


def first(room: Room) -> Persona:
    """Who one is when the room opens."""
    return room.persona(cast(room)["employee"])


def advance(room: Room) -> None:
    """Go on past every step that is done; a step once done stays done, whatever changes later."""
    world = room.world
    while 0 <= world.toured < len(STEPS) - 1:
        if world.stood is None:
            world.stood = {ref: one.edits for ref, one in room.chat.posted.items()}
        if not STEPS[world.toured].done(Sight(room.chat, cast(room), world.stood)):
            return
        world.toured, world.stood = world.toured + 1, None


def panel(room: Room, user: str, at: str) -> str:
    """The coach: the step that comes now, or nothing when there is no tour."""
    world = room.world
    if world.toured < 0:
        return ""
    step = STEPS[world.toured]
    count = _("Step {n} of {total}").format(n=world.toured + 1, total=len(STEPS))
    return (
        f'<p class="count">{escape(count)}</p><p>{escape(_(step.say))}</p><div class="actions">{_next(room, user, at)}'
        f'<button type="button" class="quiet" data-tour="-1">{escape(_("Put the tour away"))}</button></div>'
    )


def _next(room: Room, user: str, at: str) -> str:
    """The button that brings one where the step is done: to be somebody, to go somewhere, words, or a moment."""
    step = STEPS[room.world.toured]
    who = room.persona(cast(room)[step.part])
    seen = [one for address in room.chat.conversations for one in room.chat.visible(who.user, address)]
    near = max((one for one in seen if step.near and holds(one, step.near)), key=lambda one: one.number, default=None)
    place = near.address if near else room.chat.dm(who.user)
    if who.user != user:
        about, label = (
            f'data-be="{escape(who.user)}" data-to="{escape(place)}"',
            _("Be {name}").format(name=who.me.first_name),
        )
    elif step.types[0]:
        line = step.types[1 if who.me.language == "nl" else 0]
        about, label = f'data-line="{escape(line)}" data-at="{escape(place)}"', _("Put it in the line")
    elif step.moves:
        about, label = f'data-move="{step.moves}"', _(MOVES[step.moves])
    elif near and at != place:
        about, label = f'data-at="{escape(place)}"', _("Go there")
    else:
        return ""
    return f'<button type="button" class="primary" {about}>{escape(label)}</button>'
