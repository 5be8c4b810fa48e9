"""What happens to customer questions and the problems behind them, in ids only."""

from dataclasses import dataclass

from core.facts import Fact


@dataclass(frozen=True, slots=True)
class Escalated(Fact, kind="escalation.escalated"):
    """Somebody asked departments a customer's question; `receipt` when the asker has no card of it yet."""

    case: int
    receipt: bool


@dataclass(frozen=True, slots=True)
class Claimed(Fact, kind="escalation.claimed"):
    """Somebody of this department took it."""

    case: int
    team: int


@dataclass(frozen=True, slots=True)
class HandedBack(Fact, kind="escalation.handed_back"):
    """Whoever had it gave it back to the department."""

    case: int
    team: int


@dataclass(frozen=True, slots=True)
class Answered(Fact, kind="escalation.answered"):
    """This department answered, in this line; `last` when no department is left to answer."""

    case: int
    team: int
    line: int
    last: bool


@dataclass(frozen=True, slots=True)
class Resolved(Fact, kind="escalation.resolved"):
    """The customer is helped."""

    case: int


@dataclass(frozen=True, slots=True)
class Reopened(Fact, kind="escalation.reopened"):
    """The answers were not enough; the asker's line says what is missing."""

    case: int
    line: int


@dataclass(frozen=True, slots=True)
class Withdrawn(Fact, kind="escalation.withdrawn"):
    """The asker took the question back, or was erased."""

    case: int


@dataclass(frozen=True, slots=True)
class NoteEmptied(Fact, kind="escalation.note_emptied"):
    """What an asker wrote in this line is gone."""

    line: int


@dataclass(frozen=True, slots=True)
class Breached(Fact, kind="escalation.breached"):
    """The deadline of this department's first answer passed."""

    ask: int
    case: int
    team: int


@dataclass(frozen=True, slots=True)
class Linked(Fact, kind="escalation.linked"):
    """A question belongs to a known problem; `count` is how many open links the problem has now."""

    case: int
    problem: int
    count: int


@dataclass(frozen=True, slots=True)
class Unlinked(Fact, kind="escalation.unlinked"):
    """A question does not belong to that problem after all."""

    case: int
    problem: int


@dataclass(frozen=True, slots=True)
class FixPlanned(Fact, kind="escalation.fix_planned"):
    """A problem has an owner who fixes it for good."""

    problem: int
    owner: int


@dataclass(frozen=True, slots=True)
class ProblemFixed(Fact, kind="escalation.problem_fixed"):
    """The cause is gone."""

    problem: int


@dataclass(frozen=True, slots=True)
class CauseGone(Fact, kind="escalation.cause_gone"):
    """The problem behind this open question is fixed."""

    case: int
    problem: int
