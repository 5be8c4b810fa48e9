"""Time off: asking, deciding, and a balance that explains itself."""

from core.timeoff.approval import (
    ESCALATE,
    REMIND,
    already,
    asked_of,
    decide,
    deciders_of,
    escalate,
    outcome,
    plan_reminders,
    rest,
    waiting_for,
    who_decides,
)
from core.timeoff.balance import Balance, Line, balance_of, correct, explain, open_balance, write_line
from core.timeoff.facts import Decided, Escalated, Requested, TakenBack
from core.timeoff.models import Entry, Status
from core.timeoff.request import (
    AlreadyPast,
    Asked,
    Cost,
    InsufficientBalance,
    NothingToDeduct,
    Overlap,
    check,
    coming,
    cost_of,
    find,
    hours,
    request,
    say_status,
    take_back,
)

__all__ = [
    "ESCALATE", "REMIND", "AlreadyPast", "Asked", "Balance", "Cost", "Decided", "Entry", "Escalated",
    "InsufficientBalance", "Line", "NothingToDeduct", "Overlap", "Requested", "Status", "TakenBack", "already", "asked_of",
    "balance_of", "check", "coming", "correct", "cost_of", "decide", "deciders_of", "escalate", "explain", "find",
    "hours", "open_balance", "outcome", "plan_reminders", "request", "rest", "say_status", "take_back", "waiting_for",
    "who_decides", "write_line",
]  # fmt: skip
