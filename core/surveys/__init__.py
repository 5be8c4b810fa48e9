"""Surveys: a pulse that is asked, answered with one click, closed and shown when that gives nobody away."""

from core.surveys.ambassador import join_ambassadors, may_join
from core.surveys.answer import (
    SKIPPED,
    AlreadyAnswered,
    Closed,
    NoSuchAnswer,
    answer,
    has_answered,
    invited,
    my_answers,
    waiting_for,
)
from core.surveys.comment import COMMENTS_AT_ONCE, by_slip, comments, reply_to_comment, write_comment
from core.surveys.facts import (
    PollClosed,
    PollOpened,
    PollVoted,
    PulseStopped,
    QuietAsked,
    Replied,
    RoundClosed,
    RoundOpened,
)
from core.surveys.figures import Score, arrow, gap
from core.surveys.models import Mode
from core.surveys.nudge import ask_quiet, quiet_ones, read_reply, reply
from core.surveys.opening import MORE, AlreadyOpen, Opened, find, invitees, open_round, seat
from core.surveys.poll import SHOWN, PollHere, close_poll, find_poll, open_poll, vote
from core.surveys.questions import (
    DRIVER,
    DRIVERS,
    ENPS,
    FACES,
    QUESTIONS,
    ROTATION,
    UnknownQuestion,
    ask,
    driver_of,
    scale_of,
)
from core.surveys.result import WHOLE, Figure, Result, close, latest, result
from core.surveys.start import (
    CRON,
    Running,
    Wish,
    check,
    leads,
    may_ask,
    may_ask_all,
    next_for,
    open_now,
    running,
    start,
    stop,
    strike,
)

__all__ = [
    "COMMENTS_AT_ONCE", "CRON", "DRIVER", "DRIVERS", "ENPS", "FACES", "MORE", "QUESTIONS", "ROTATION", "SHOWN",
    "SKIPPED", "WHOLE", "AlreadyAnswered", "AlreadyOpen", "Closed", "Figure", "Mode", "NoSuchAnswer", "Opened",
    "PollClosed", "PollHere", "PollOpened", "PollVoted", "PulseStopped", "QuietAsked", "Replied", "Result",
    "RoundClosed", "RoundOpened", "Running", "Score", "UnknownQuestion", "Wish", "answer", "arrow", "ask",
    "ask_quiet", "by_slip", "check", "close", "close_poll", "comments", "driver_of", "find", "find_poll", "gap",
    "has_answered", "invited", "invitees", "join_ambassadors", "latest", "leads", "may_ask", "may_ask_all",
    "may_join", "my_answers", "next_for", "open_now", "open_poll", "open_round", "quiet_ones", "read_reply", "reply",
    "reply_to_comment", "result", "running", "scale_of", "seat", "start", "stop", "strike", "vote", "waiting_for",
    "write_comment",
]  # fmt: skip
