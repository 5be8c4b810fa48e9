"""Posts of who leads: for whom, read by whom where that was announced, useful to how many, put right and taken back."""

from core.news.correct import correct, may_correct, withdraw
from core.news.facts import Changed, FoundUseful, Missed, Moved, Posted, Read, Supported, Waits
from core.news.listing import Nearness, nearness, own_posts, posts_for
from core.news.models import Kind, State, Step
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
    "LONGEST_TITLE", "LONGEST_WORDS", "Audience", "Changed", "FoundUseful", "Kind", "Missed", "Moved", "Nearness", "NoReach",
    "PostHere", "Posted", "Read", "State", "Step", "Supported", "Taps", "Waits", "Wish", "belongs", "check", "correct",
    "find_post", "find_useful", "may_correct", "may_post", "missing", "nearness", "open_post", "own_post", "own_posts",
    "post_now", "posts_for", "publish", "put_emoji", "read_moment", "read_on", "recipients", "speaks_for_all",
    "tap_read", "taps", "tell_page", "to_remind", "unread", "useful_to", "was_useful", "withdraw", "write",
]  # fmt: skip
