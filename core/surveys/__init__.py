"""Surveys: a pulse that is asked, answered with one click, closed and shown when that gives nobody away."""

from core.surveys.answer import (
    SKIPPED,
    AlreadyAnswered,
    Closed,
    NoSuchAnswer,
    answer,
    has_answered,
    invited,
    my_answer,
)
from core.surveys.facts import PulseStopped, QuietAsked, Replied, RoundClosed, RoundOpened
from core.surveys.models import Mode
from core.surveys.nudge import ask_quiet, quiet_ones, read_reply, reply
from core.surveys.opening import MORE, AlreadyOpen, Opened, find, invitees, open_round, seat, waiting_for
from core.surveys.questions import FACES, QUESTIONS, UnknownQuestion, ask
from core.surveys.result import Result, close, latest, result
from core.surveys.start import Running, Wish, check, leads, may_ask, next_for, open_now, running, start, stop, strike

__all__ = [
    "FACES",
    "MORE",
    "QUESTIONS",
    "SKIPPED",
    "AlreadyAnswered",
    "AlreadyOpen",
    "Closed",
    "Mode",
    "NoSuchAnswer",
    "Opened",
    "PulseStopped",
    "QuietAsked",
    "Replied",
    "Result",
    "RoundClosed",
    "RoundOpened",
    "Running",
    "UnknownQuestion",
    "Wish",
    "answer",
    "ask",
    "ask_quiet",
    "check",
    "close",
    "find",
    "has_answered",
    "invited",
    "invitees",
    "latest",
    "leads",
    "may_ask",
    "my_answer",
    "next_for",
    "open_now",
    "open_round",
    "quiet_ones",
    "read_reply",
    "reply",
    "result",
    "running",
    "seat",
    "start",
    "stop",
    "strike",
    "waiting_for",
]  # fmt: skip
