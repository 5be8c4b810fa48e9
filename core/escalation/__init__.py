"""Customer questions: asking departments, answering once, deadlines in business hours, and the problems behind them."""

from core.escalation import erasing as erasing
from core.escalation.answer import NotNow, answer, claim, hand_back, may_answer
from core.escalation.case import (
    AskHere,
    CaseHere,
    Department,
    LineHere,
    ProblemOf,
    answers_of,
    ask_at,
    asks_of,
    belongs,
    department_of,
    departments,
    find,
    line_at,
    lines_of,
    may_see,
    mine,
    places_of,
    problem_of,
    waiting_for,
)
from core.escalation.close import NotAnswered, reopen, resolve, withdraw
from core.escalation.deadline import BREACH, WANTED, WARN, breach, deadline, halfway, leads, should_warn
from core.escalation.escalate import TooMany, escalate
from core.escalation.facts import (
    Answered,
    Breached,
    CauseGone,
    Claimed,
    Escalated,
    FixPlanned,
    HandedBack,
    Linked,
    NoteEmptied,
    ProblemFixed,
    Reopened,
    Resolved,
    Unlinked,
    Withdrawn,
)
from core.escalation.masking import mask
from core.escalation.models import Status, Step
from core.escalation.problems import (
    STRUCTURAL,
    ProblemHere,
    Twice,
    askers_of,
    cases_of,
    link,
    mark_fixed,
    may_link,
    may_plan,
    plan_fix,
    problem,
    problems,
    start_problem,
    unlink,
)

__all__ = [
    "BREACH", "STRUCTURAL", "WANTED", "WARN", "Answered", "AskHere", "Breached", "CaseHere", "CauseGone", "Claimed",
    "Department", "Escalated", "FixPlanned", "HandedBack", "LineHere", "Linked", "NotAnswered", "NotNow", "NoteEmptied",
    "ProblemFixed", "ProblemHere", "ProblemOf", "Reopened", "Resolved", "Status", "Step", "TooMany", "Twice", "Unlinked",
    "Withdrawn", "answer", "answers_of", "ask_at", "askers_of", "asks_of", "belongs", "breach", "cases_of", "claim", "deadline",
    "department_of", "departments", "escalate", "find", "halfway", "hand_back", "leads", "line_at", "lines_of", "link",
    "mark_fixed", "mask", "may_answer", "may_link", "may_plan", "may_see", "mine", "places_of", "plan_fix", "problem",
    "problem_of", "problems", "reopen", "resolve", "should_warn", "start_problem", "unlink", "waiting_for", "withdraw",
]  # fmt: skip
