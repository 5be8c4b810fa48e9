"""Who must be heard on a topic, what was decided and why."""

from core.discussions.close import Taken, close, decisions, decisions_between, to_be_told
from core.discussions.facts import (
    Concluded,
    HandRaised,
    HandsAsked,
    Heard,
    Improved,
    MustHear,
    Opened,
    Reminded,
)
from core.discussions.hands import Show, ask_hands, raise_hand, show_of_hands
from core.discussions.heard import (
    ROLES,
    SHOWN_FROM,
    PartyHeard,
    coverage,
    invited,
    missing,
    take_part,
    voices,
    waits_for,
    wrote,
)
from core.discussions.idea import backers, improve, may_improve, stand_behind
from core.discussions.models import Backing, How, Topic
from core.discussions.remind import MOST as MOST_REMINDERS
from core.discussions.remind import RemindedEnough, remind, remind_now
from core.discussions.start import (
    LONGEST_ABOUT,
    LONGEST_TITLE,
    Talk,
    find,
    may_lead,
    must_hear,
    named,
    open_discussions,
    owned,
    parties_of,
    start,
)

__all__ = [
    "LONGEST_ABOUT", "LONGEST_TITLE", "MOST_REMINDERS", "ROLES", "SHOWN_FROM", "Backing", "Concluded", "HandRaised",
    "HandsAsked", "Heard", "How", "Improved", "MustHear", "Opened", "PartyHeard", "Reminded", "RemindedEnough",
    "Show", "Taken", "Talk", "Topic", "ask_hands", "backers", "close", "coverage", "decisions", "decisions_between",
    "find", "improve", "invited", "may_improve", "may_lead", "missing", "must_hear", "named", "open_discussions",
    "owned", "parties_of", "raise_hand", "remind", "remind_now", "show_of_hands", "stand_behind", "start",
    "take_part", "to_be_told", "voices", "waits_for", "wrote",
]  # fmt: skip
