"""Posts of who leads, for whom, and what comes back: taps, what was useful, questions with or without a name, and answers."""

from core.news.answer import (
    LONGEST_ANSWER,
    answer,
    asked_of,
    shown_question,
    shown_questions,
    support,
    supporters,
    tell_supporters,
)
from core.news.ask import (
    LONGEST_QUESTION,
    Enough,
    NoSlip,
    NotNameless,
    QuestionHere,
    ask,
    ask_nameless,
    ask_on,
    by_slip,
    find_question,
    let_in,
    nameless_here,
    own_question,
    own_questions,
    questions_of,
)
from core.news.correct import correct, may_correct, withdraw
from core.news.facts import Changed, FoundUseful, Missed, Moved, Posted, Read, Supported, Waits
from core.news.listing import Nearness, nearness, own_posts, posts_for
from core.news.models import Kind, State, Step
from core.news.moderate import (
    LONGEST_REASON,
    REASONS,
    hand_questions,
    keep_back,
    looks_first,
    plan_look,
    show,
    still_open,
    unlooked,
    waiting_for,
)
from core.news.moment import read_moment
from core.news.reach import Audience, belongs, may_post, recipients, speaks_for_all
from core.news.react import find_useful, put_emoji, useful_to, was_useful
from core.news.read import Taps, missing, read_on, tap_read, taps, to_remind, unread
from core.news.write import (
    LONGEST_TITLE,
    LONGEST_WORDS,
    NoReach,
    PostHere,
    Wish,
    answers,
    check,
    find_post,
    open_post,
    own_post,
    post_now,
    publish,
    tell_page,
    write,
)

__all__ = [
    "LONGEST_ANSWER", "LONGEST_QUESTION", "LONGEST_REASON", "LONGEST_TITLE", "LONGEST_WORDS", "REASONS", "Audience",
    "Changed", "Enough", "FoundUseful", "Kind", "Missed", "Moved", "Nearness", "NoReach", "NoSlip", "NotNameless",
    "PostHere", "Posted", "QuestionHere", "Read", "State", "Step", "Supported", "Taps", "Waits", "Wish", "answer",
    "answers", "ask", "ask_nameless", "ask_on", "asked_of", "belongs", "by_slip", "check", "correct", "find_post",
    "find_question", "find_useful", "hand_questions", "keep_back", "let_in", "looks_first", "may_correct", "may_post",
    "missing", "nameless_here", "nearness", "open_post", "own_post", "own_posts", "own_question", "own_questions",
    "plan_look", "post_now", "posts_for", "publish", "put_emoji", "questions_of", "read_moment", "read_on",
    "recipients", "show", "shown_question", "shown_questions", "speaks_for_all", "still_open", "support",
    "supporters", "tap_read", "taps", "tell_page", "tell_supporters", "to_remind", "unlooked", "unread", "useful_to",
    "waiting_for", "was_useful", "withdraw", "write",
]  # fmt: skip
