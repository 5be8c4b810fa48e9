"""The steps of the tour, in the order in which they are walked: the four jobs, each in a few clicks."""

from collections.abc import Callable
from dataclasses import field

from adapters.playground.client import BOT, Playground, Posted
from core.values import frozen
from core.words import N_

Cast = dict[str, str]
"""Who plays which part: employee, manager, and the expert of another department."""


@frozen
class Sight:
    """What stands in the chat, and what stood there when the step began (`before`: the edits of each message)."""

    chat: Playground
    cast: Cast
    before: dict[str, int] = field(default_factory=dict)

    def fresh(self, part: str, *fronts: str) -> list[Posted]:
        """Townhall's messages to this part, new or changed in this step, with a button whose id begins like this."""
        user = self.cast[part]
        mine = [one for address in self.chat.conversations for one in self.chat.visible(user, address)]
        return [
            one for one in mine
            if one.author == BOT and self.before.get(one.ref) != one.edits and (not fronts or holds(one, *fronts))
        ]  # fmt: skip

    def changed(self, part: str) -> list[Posted]:
        """Those that stood there already."""
        return [one for one in self.fresh(part) if one.ref in self.before]


def holds(one: Posted, *fronts: str) -> bool:
    """Whether it has a button whose id begins with one of these."""
    return any(control.id.startswith(fronts) for control in one.message.controls())


@frozen
class Step:
    """One step: whose turn it is, what to do, and how it is known to be done.

    It may offer words for the message line (English, Dutch), a moment to let time pass to, or the place to be: the
    conversation of the newest message with a button whose id begins with `near`.
    """

    part: str
    say: str
    done: Callable[[Sight], bool]
    types: tuple[str, str] = ("", "")
    moves: str = ""
    near: str = ""


def _never(sight: Sight) -> bool:
    return False


STEPS: tuple[Step, ...] = (
    Step(
        "employee",
        N_("Time off. Type the days as you would say them, and send the line."),
        lambda sight: bool(sight.fresh("employee", "timeoff.")),
        types=("/timeoff 24 nov - 27 nov", "/verlof 24 nov t/m 27 nov"),
    ),
    Step(
        "employee",
        N_("You see what it takes and who else is away. Send the request."),
        lambda sight: bool(sight.fresh("manager", "timeoff.approve")),
    ),
    Step(
        "manager",
        N_("The request came in, with the team's occupancy in the same card. Approve it."),
        lambda sight: any(not list(one.message.controls()) for one in sight.changed("manager")),
        near="timeoff.approve",
    ),
    Step(
        "employee",
        N_("A customer asks what you can't answer. Send the line, choose the departments and write the question."),
        lambda sight: bool(sight.fresh("expert", "escalation.claim")),
        types=("/escalate", "/escaleer"),
    ),
    Step(
        "expert",
        N_("The question stands in the department's channel. Take it, so that nobody else has to."),
        lambda sight: any(not holds(one, "escalation.claim") for one in sight.changed("expert")),
        near="escalation.claim",
    ),
    Step(
        "employee",
        N_("Your say. Let time pass to Monday; the weekly pulse comes by itself."),
        lambda sight: bool(sight.fresh("employee", "surveys.answer")),
        moves="monday",
    ),
    Step(
        "employee",
        N_("One tap is an answer. Nothing is kept that links you to it."),
        lambda sight: any(one.ref in sight.before and not holds(one, "surveys.answer")
                          for one in sight.fresh("employee", "surveys.")),
        near="surveys.answer",
    ),
    Step(
        "employee",
        N_("Talk. See what is counted about your team, and what never is."),
        lambda sight: bool(sight.fresh("employee", "community.")),
        types=("/community", "/community"),
    ),
    Step(
        "employee",
        N_("That was the tour. Look behind the scenes to see who was told what, and why."),
        _never,
    ),
)  # fmt: skip
