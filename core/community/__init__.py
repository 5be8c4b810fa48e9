"""Community: messages counted without watching anybody, teams quieter than their own past, and words to a team."""

from core.community.counting import FEATURE, add, ground, hear, monday
from core.community.facts import FellQuiet, NudgeAnswered, NudgeReplied, NudgeSent
from core.community.nudge import LONGEST, TOPIC, Word, audience, check_words, find, last_sent, send
from core.community.quiet import State, Verdict, Week, judge
from core.community.reply import (
    NOT_NOW,
    REPLIED,
    WILL,
    WrittenBack,
    answer,
    answered,
    find_reply,
    own_answer,
    received,
    reply,
    say_part,
)
from core.community.settings import CHOICES, TOPICS, choose, chosen, own_places, speak
from core.community.trends import Trend, check, check_all, may_look, quiet_now, require_look, trends

__all__ = [
    "CHOICES", "FEATURE", "LONGEST", "NOT_NOW", "REPLIED", "TOPIC", "TOPICS", "WILL", "FellQuiet", "NudgeAnswered", "NudgeReplied",
    "NudgeSent", "State", "Trend", "Verdict", "Week", "Word", "WrittenBack", "add", "answer", "answered", "audience",
    "check", "check_all", "check_words", "choose", "chosen", "find", "find_reply", "ground", "hear", "judge", "last_sent",
    "may_look", "monday", "own_answer", "own_places", "quiet_now", "received", "reply", "require_look", "say_part", "send", "speak",
    "trends",
]  # fmt: skip
