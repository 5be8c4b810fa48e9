"""Customer questions: asking departments, answering once, deadlines in business hours, and the problems behind them."""

from core.escalation import erasing as erasing
from core.escalation.answer import NotNow, answer, ask_back, claim, decline, hand_back, hand_over, may_answer, reply
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
    places_of,
    problem_of,
)
from core.escalation.close import NotAnswered, reopen, resolve, withdraw
from core.escalation.deadline import BREACH, WANTED, WARN, deadline, halfway, open_cases, replan
from core.escalation.escalate import Origin, TooMany, check_question, escalate, origin_place
from core.escalation.facts import (
    Answered,
    AskedBack,
    Breached,
    CameBack,
    CauseFound,
    CauseGone,
    Checked,
    Claimed,
    Declined,
    Escalated,
    FixPlanned,
    Followed,
    HandedBack,
    HandedOver,
    Linked,
    Merged,
    NoteEmptied,
    ProblemFixed,
    QueueChanged,
    Reopened,
    Replied,
    Resolved,
    Reused,
    Unlinked,
    Withdrawn,
)
from core.escalation.fixing import OwnFix, Weeks, check, mark_fixed, may_plan, name_cause, plan_fix, weeks
from core.escalation.ladder import HopHere, breach, hops_of, ladder, should_warn
from core.escalation.masking import mask
from core.escalation.models import Status, Step
from core.escalation.problems import (
    STRUCTURAL,
    ProblemHere,
    Twice,
    askers_of,
    cases_of,
    link,
    may_link,
    merge,
    problem,
    problems,
    proposed,
    search_problems,
    start_problem,
    unlink,
)
from core.escalation.queue import (
    QueueHere,
    Targets,
    duty,
    hours_of,
    may_set,
    queue_of,
    say_week,
    set_hours,
    set_ladder,
    set_targets,
    targets_of,
)
from core.escalation.similar import NoAnswerThere, Similar, join_problem, reused, similar, use_answer
from core.escalation.topics import TopicHere, follow, followers, put_topic, topic, topics, topics_in
from core.escalation.usual import usual_minutes
from core.escalation.waiting import mine, waiting_for

__all__ = [
    "BREACH", "STRUCTURAL", "WANTED", "WARN", "Answered", "AskHere", "AskedBack", "Breached", "CameBack", "CaseHere",
    "CauseFound", "CauseGone", "Checked", "Claimed", "Declined", "Department", "Escalated", "FixPlanned", "Followed",
    "HandedBack", "HandedOver", "HopHere", "LineHere", "Linked", "Merged", "NoAnswerThere", "NotAnswered", "NotNow",
    "NoteEmptied", "Origin", "OwnFix", "ProblemFixed", "ProblemHere", "ProblemOf", "QueueChanged", "QueueHere", "Reopened",
    "Replied", "Resolved", "Reused", "Similar", "Status", "Step", "Targets", "TooMany", "TopicHere", "Twice", "Unlinked",
    "Weeks", "Withdrawn", "answer", "answers_of", "ask_at", "ask_back", "askers_of", "asks_of", "belongs", "breach",
    "cases_of", "check", "check_question", "claim", "deadline", "decline", "department_of", "departments", "duty",
    "escalate", "find", "follow", "followers", "halfway", "hand_back", "hand_over", "hops_of", "hours_of", "join_problem",
    "ladder", "line_at", "lines_of", "link", "mark_fixed", "mask", "may_answer", "may_link", "may_plan", "may_see", "may_set",
    "merge", "mine", "name_cause", "open_cases", "origin_place", "places_of", "plan_fix", "problem", "problem_of",
    "problems", "proposed", "put_topic", "queue_of", "reopen", "replan", "reply", "resolve", "reused", "say_week",
    "search_problems",
    "set_hours", "set_ladder", "set_targets", "should_warn", "similar", "start_problem", "targets_of", "topic", "topics",
    "topics_in", "unlink", "use_answer", "usual_minutes", "waiting_for", "weeks", "withdraw",
]  # fmt: skip
