"""The tour: a few clicks through what Townhall does, each step known as done by what stands in the chat."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from adapters.playground.client import BOT, Playground, Posted
from adapters.playground.room import Persona, Room
from core.words import N_, _

Cast = dict[str, str]


@dataclass(frozen=True, slots=True)
class Sight:
    """What stands in the chat, as a step looks at it."""

    chat: Playground
    cast: Cast

    def seen(self, part: str, *fronts: str) -> list[Posted]:
        """Townhall's messages that this part can see and that hold a button whose id begins with one of these."""
        user = self.cast[part]
        mine = [one for address in self.chat.conversations for one in self.chat.visible(user, address)]
        return [one for one in mine if one.author == BOT
                and any(control.id.startswith(fronts) for control in one.message.controls())]  # fmt: skip

    def inbox(self, part: str) -> list[Posted]:
        """Townhall's messages in the direct conversation of this part."""
        user = self.cast[part]
        return [one for one in self.chat.visible(user, self.chat.dm(user)) if one.author == BOT]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: whose turn it is, what to do, words to put in the composer, and how it is known to be done."""

    part: str
    say: str
    done: Callable[[Sight], bool]
    types: tuple[str, str] = ("", "")


STEPS: tuple[Step, ...] = (
    Step(
        "employee",
        N_("Ask for time off. Type the days as you would say them, and send the line."),
        lambda sight: bool(sight.seen("employee", "timeoff.")) or bool(sight.seen("manager", "timeoff.")),
        ("/timeoff 24 nov - 27 nov", "/verlof 24 nov t/m 27 nov"),
    ),
    Step(
        "employee",
        N_("You see the days, your balance and who else is away. Send the request."),
        lambda sight: bool(sight.seen("manager", "timeoff.")),
    ),
    Step(
        "manager",
        N_("The request is with the manager, with the team's occupancy in the same card. Approve it."),
        lambda sight: any(one.edits and not list(one.message.controls()) for one in sight.inbox("manager")),
    ),
    Step(
        "employee",
        N_("The answer is there, and the first message changed along. That was time off."),
        lambda sight: False,
    ),
)  # fmt: skip


def cast(room: Room) -> Cast:
    """Who plays which part: a manager, and somebody they decide for who has no other role."""
    persons = list(room.world.cast.values())
    by_id = {one.me.id: one for one in persons}
    for one in persons:
        boss = by_id.get(one.me.manager_id or 0)
        if boss is not None and not one.reports and not one.roles:
            return {"employee": one.user, "manager": boss.user}
    first = persons[0].user
    return {"employee": first, "manager": first}


def first(room: Room) -> Persona:
    """Who one is when the room opens."""
    return room.persona(cast(room)["employee"])


def advance(room: Room) -> None:
    """Go on past every step that is done; a step once done stays done, whatever changes later."""
    world = room.world
    while 0 <= world.toured < len(STEPS) - 1 and STEPS[world.toured].done(Sight(room.chat, cast(room))):
        world.toured += 1


def panel(room: Room, user: str) -> str:
    """The coach: the step that comes now, or nothing when there is no tour."""
    world = room.world
    if world.toured < 0:
        return ""
    parts = cast(room)
    at = world.toured
    step = STEPS[at]
    there = step.part in parts and parts[step.part] == user
    who = room.persona(parts[step.part])
    buttons = ""
    if not there:
        be = _("Be {name}").format(name=who.me.first_name)
        buttons = f'<button type="button" class="primary" data-be="{escape(who.user)}">{escape(be)}</button>'
    elif step.types[0]:
        line = step.types[1 if who.me.language == "nl" else 0]
        buttons = (
            f'<button type="button" class="primary" data-line="{escape(line)}" data-at="{escape(room.chat.dm(user))}">'
            f"{escape(_('Put it in the line'))}</button>"
        )
    count = _("Step {n} of {total}").format(n=at + 1, total=len(STEPS))
    return (
        f'<p class="count">{escape(count)}</p><p>{escape(_(step.say))}</p><div class="actions">{buttons}'
        f'<button type="button" class="quiet" data-tour="-1">{escape(_("Put the tour away"))}</button></div>'
    )
