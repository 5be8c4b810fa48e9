"""Community: messages counted without watching anybody, teams quieter than their own past, words to teams and groups."""

from core.community.counting import FEATURE, add, add_many, ground, hear, last_heard, monday
from core.community.drivers import DRIVERS, Drive, choose_drivers, drivers_of, own_drivers
from core.community.effect import effect_of
from core.community.facts import FellQuiet, NudgeAnswered, NudgeReplied, NudgeSent
from core.community.groups import (
    choose_doing,
    doings,
    groups_for,
    hand_group,
    join,
    keep_group,
    keeps_groups,
    leave,
    may_change,
    review_due,
    see_group,
    stop_doing,
)
from core.community.listening import sign_of_life, unknown_days
from core.community.nudge import (
    LONGEST,
    TOPIC,
    Addressed,
    Word,
    addressed,
    audience,
    check_words,
    find,
    last_sent,
    may_nudge,
    readers_of,
    send,
)
from core.community.parts import say_part
from core.community.quiet import State, Verdict, Week, judge
from core.community.reply import (
    NOT_NOW,
    REPLIED,
    WILL,
    WrittenBack,
    answer,
    answered,
    find_reply,
    is_for,
    own_answer,
    received,
    reply,
)
from core.community.settings import CHOICES, TOPICS, choose, chosen, own_places, speak
from core.community.switches import leave_out, left_out
from core.community.trends import Trend, check, check_all, may_look, quiet_now, require_look, trends

__all__ = [
    "CHOICES", "DRIVERS", "FEATURE", "LONGEST", "NOT_NOW", "REPLIED", "TOPIC", "TOPICS", "WILL", "Addressed", "Drive",
    "FellQuiet", "NudgeAnswered", "NudgeReplied", "NudgeSent", "State", "Trend", "Verdict", "Week", "Word",
    "WrittenBack", "add", "add_many", "addressed", "answer", "answered", "audience", "check", "check_all",
    "check_words", "choose", "choose_doing", "choose_drivers", "chosen", "doings", "drivers_of", "effect_of", "find",
    "find_reply", "ground", "groups_for", "hand_group", "hear", "is_for", "join", "judge", "keep_group",
    "keeps_groups", "last_heard", "last_sent", "leave", "leave_out", "left_out", "may_change", "may_look",
    "may_nudge", "monday", "own_answer", "own_drivers", "own_places", "quiet_now", "readers_of", "received", "reply",
    "require_look", "review_due", "say_part", "see_group", "send", "sign_of_life", "speak", "stop_doing", "trends",
    "unknown_days",
]  # fmt: skip
