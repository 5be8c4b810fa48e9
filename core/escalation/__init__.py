"""Customer questions: asking departments, answering once, deadlines in business hours, and the problems behind them."""

from core.escalation import erasing as erasing
from core.escalation.adding import ask_too, look_again, missing
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
from core.escalation.close import NotAnswered, rate, reopen, resolve, scores_of, withdraw
from core.escalation.deadline import BREACH, WANTED, WARN, deadline, halfway, open_cases, replan
from core.escalation.escalate import Origin, TooMany, check_question, escalate, origin_place
from core.escalation.export import export_rows
from core.escalation.facts import (
    Answered,
    AskedBack,
    AskedToo,
    Breached,
    CameBack,
    CauseFound,
    CauseGone,
    Checked,
    Claimed,
    Declined,
    Escalated,
    FixPlanned,
    HandedBack,
    HandedOver,
    Linked,
    Merged,
    NoteEmptied,
    ProblemFixed,
    QueueChanged,
    Rated,
    Reopened,
    Replied,
    Resolved,
    Reused,
    SeemsBack,
    SolutionMissed,
    TopicFound,
    Unlinked,
    Withdrawn,
)
from core.escalation.fixing import (
    OwnFix,
    Weeks,
    check,
    mark_fixed,
    may_plan,
    name_cause,
    plan_fix,
    tell_in_turn,
    weeks,
)
from core.escalation.following import follow_case, followers_of
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
from core.escalation.procedure_facts import ProcedureEnded, ProcedureRead, ProcedureWritten
from core.escalation.procedures import (
    AGAIN,
    ProcedureHere,
    end_procedure,
    may_write,
    note_read,
    procedure,
    procedure_teams,
    procedures,
    readers,
    still_right,
    texts_of,
    to_review,
    write_procedure,
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
from core.escalation.recount import recount
from core.escalation.recurrence import came_back, resembled, watch
from core.escalation.report import PERIODS, Figures, OfDepartment, Report, leads, leads_of, may_report, report
from core.escalation.similar import NoAnswerThere, Similar, join_problem, reused, similar, use_answer, use_procedure
from core.escalation.solution import miss_solution, plan_solution
from core.escalation.topics import (
    TopicHere,
    follow,
    followers,
    may_name,
    put_topic,
    same_words,
    set_same_words,
    topic,
    topics,
    topics_in,
)
from core.escalation.usual import usual_minutes
from core.escalation.waiting import mine, waiting_for

__all__ = [
    "AGAIN", "BREACH", "PERIODS", "STRUCTURAL", "WANTED", "WARN", "Answered", "AskHere", "AskedBack", "AskedToo", "Breached",
    "CameBack", "CaseHere", "CauseFound", "CauseGone", "Checked", "Claimed", "Declined", "Department", "Escalated",
    "Figures", "FixPlanned", "HandedBack", "HandedOver", "HopHere", "LineHere", "Linked", "Merged",
    "NoAnswerThere", "NotAnswered", "NotNow", "NoteEmptied", "OfDepartment", "Origin", "OwnFix", "ProblemFixed",
    "ProblemHere", "ProblemOf", "ProcedureEnded", "ProcedureHere", "ProcedureRead", "ProcedureWritten",
    "QueueChanged", "QueueHere", "Rated", "Reopened", "Replied", "Report", "Resolved", "Reused", "SeemsBack",
    "Similar", "SolutionMissed", "Status", "Step", "Targets", "TooMany", "TopicFound", "TopicHere", "Twice", "Unlinked", "Weeks",
    "Withdrawn", "answer", "answers_of", "ask_at", "ask_back", "ask_too", "askers_of", "asks_of", "belongs",
    "breach", "came_back", "cases_of", "check", "check_question", "claim", "deadline", "decline", "department_of",
    "departments", "duty", "end_procedure", "escalate", "export_rows", "find", "follow", "follow_case", "followers",
    "followers_of", "halfway",
    "hand_back", "hand_over", "hops_of", "hours_of", "join_problem", "ladder", "leads", "leads_of", "line_at",
    "lines_of", "link", "look_again", "mark_fixed", "mask", "may_answer", "may_link", "may_name", "may_plan", "may_report",
    "may_see", "may_set", "may_write", "merge", "mine", "miss_solution", "missing", "name_cause", "note_read", "open_cases",
    "origin_place", "places_of", "plan_fix", "plan_solution", "problem", "problem_of", "problems", "procedure",
    "procedure_teams", "procedures", "proposed", "put_topic", "queue_of", "rate", "readers", "recount", "reopen", "replan",
    "reply", "report", "resembled", "resolve", "reused", "same_words", "say_week", "scores_of", "search_problems",
    "set_hours", "set_ladder", "set_same_words", "set_targets", "should_warn", "similar", "start_problem",
    "still_right", "targets_of", "tell_in_turn", "texts_of", "to_review", "topic", "topics", "topics_in", "unlink",
    "use_answer", "use_procedure", "usual_minutes", "waiting_for", "watch", "weeks", "withdraw", "write_procedure",
]  # fmt: skip
