"""What happens to customer questions and the problems behind them, in ids only."""

from core.facts import Fact
from core.values import frozen


@frozen
class Escalated(Fact, kind="escalation.escalated"):
    """Somebody asked departments a customer's question; `receipt` when the asker has no card of it yet."""

    case: int
    receipt: bool


@frozen
class AskedToo(Fact, kind="escalation.asked_too"):
    """The asker asked one more department the same question."""

    case: int
    team: int


@frozen
class TopicFound(Fact, kind="escalation.topic_found"):
    """What the asker added makes it a question on this topic."""

    case: int
    topic: int


@frozen
class Claimed(Fact, kind="escalation.claimed"):
    """Somebody of this department took it."""

    case: int
    team: int


@frozen
class HandedBack(Fact, kind="escalation.handed_back"):
    """Whoever had it gave it back to the department."""

    case: int
    team: int


@frozen
class Answered(Fact, kind="escalation.answered"):
    """This department answered, in this line; `last` when no department is left to answer."""

    case: int
    team: int
    line: int
    last: bool


@frozen
class Resolved(Fact, kind="escalation.resolved"):
    """The customer is helped."""

    case: int


@frozen
class Reopened(Fact, kind="escalation.reopened"):
    """The answers were not enough; the asker's line says what is missing."""

    case: int
    line: int


@frozen
class Withdrawn(Fact, kind="escalation.withdrawn"):
    """The asker took the question back, or was erased."""

    case: int


@frozen
class NoteEmptied(Fact, kind="escalation.note_emptied"):
    """What an asker wrote in this line is gone."""

    line: int


@frozen
class Breached(Fact, kind="escalation.breached"):
    """An answer of this department is late, and this rung of the ladder is told: a person, or nobody who can be reached."""

    ask: int
    case: int
    team: int
    hop: int
    told: int | None


@frozen
class Linked(Fact, kind="escalation.linked"):
    """A question belongs to a known problem; `count` is how many open links the problem has now."""

    case: int
    problem: int
    count: int


@frozen
class Unlinked(Fact, kind="escalation.unlinked"):
    """A question does not belong to that problem after all."""

    case: int
    problem: int


@frozen
class FixPlanned(Fact, kind="escalation.fix_planned"):
    """A problem has an owner who fixes it for good."""

    problem: int
    owner: int


@frozen
class ProblemFixed(Fact, kind="escalation.problem_fixed"):
    """The cause is gone."""

    problem: int


@frozen
class CauseGone(Fact, kind="escalation.cause_gone"):
    """The problem behind this open question is fixed."""

    case: int
    problem: int


@frozen
class QueueChanged(Fact, kind="escalation.queue_changed"):
    """A department has other hours, targets or another ladder."""

    team: int


@frozen
class AskedBack(Fact, kind="escalation.asked_back"):
    """A department needs to know more, in this line; its clock stands still."""

    case: int
    team: int
    line: int


@frozen
class Replied(Fact, kind="escalation.replied"):
    """The asker told what a department wanted to know, in this line."""

    case: int
    team: int
    line: int


@frozen
class Declined(Fact, kind="escalation.declined"):
    """A department says that this is not for it, and why; `last` when no department is left to answer."""

    case: int
    team: int
    line: int
    last: bool


@frozen
class HandedOver(Fact, kind="escalation.handed_over"):
    """A colleague of the department has it now."""

    case: int
    team: int
    to: int


@frozen
class Reused(Fact, kind="escalation.reused"):
    """An earlier answer helped one more customer."""

    case: int
    count: int


@frozen
class CauseFound(Fact, kind="escalation.cause_found"):
    """The cause of a problem is known."""

    problem: int


@frozen
class Checked(Fact, kind="escalation.checked"):
    """Somebody has seen that the fix works: the problem is solved."""

    problem: int


@frozen
class CameBack(Fact, kind="escalation.came_back"):
    """A question like those of a solved problem came in: it is open again."""

    problem: int


@frozen
class Merged(Fact, kind="escalation.merged"):
    """Two problems were one: its questions belong to the other now."""

    problem: int
    into: int


@frozen
class SolutionMissed(Fact, kind="escalation.solution_missed"):
    """A question is not solved by its target."""

    case: int


@frozen
class Rated(Fact, kind="escalation.rated"):
    """The asker tapped how it went."""

    case: int


@frozen
class SeemsBack(Fact, kind="escalation.seems_back"):
    """A new question resembles a problem that was fixed; whether it came back is for a person to say."""

    case: int
    problem: int
