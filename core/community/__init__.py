"""Community: messages counted without watching anybody, teams quieter than their own past, words to teams and groups."""

from core.community.campaign import CampaignHere, Meanwhile, begin_campaign, campaign, campaigns, meanwhile, posts_of
from core.community.channels import channels_of
from core.community.counting import FEATURE, add, add_many, ground, hear, last_heard
from core.community.drivers import DRIVERS, Drive, choose_drivers, drivers_of, own_drivers
from core.community.effect import effect_of
from core.community.example import Shown, agree, agreed, examples, may_agree, set_example
from core.community.facts import CameBack, FellQuiet, NudgeAnswered, NudgeReplied, NudgeSent, OpenerPosted, PostAnswered
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
from core.community.health import Health, health, quiet_places
from core.community.listening import sign_of_life, unknown_days
from core.community.mondays import monday
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
from core.community.opener import Planned, coming_openers, drop_opener, find_opener, plan_opener, post_opener
from core.community.parts import as_counted, may_say_parts, say_part
from core.community.playbook import MOMENTS, Note, Page, drop_page, notes, pages, write_note, write_page
from core.community.posts import (
    NEWCOMER,
    PostHere,
    answer_post,
    cares_for,
    find_post,
    hand_post,
    note_post,
    response,
    unanswered,
    waited,
)
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
from core.community.seen import needs_no_answer, note_emoji
from core.community.settings import CHOICES, TOPICS, choose, chosen, own_places, speak
from core.community.switches import leave_out, left_out
from core.community.trends import Trend, check, check_all, may_look, quiet_now, require_look, trends
from core.community.waiting import LONGEST_WAIT, SHORTEST_WAIT, Waits, set_wait, wait_as_everywhere, waits

__all__ = [
    "CHOICES", "DRIVERS", "FEATURE", "LONGEST", "LONGEST_WAIT", "MOMENTS", "NEWCOMER", "NOT_NOW", "REPLIED",
    "SHORTEST_WAIT", "TOPIC", "TOPICS", "WILL",
    "Addressed", "CameBack", "CampaignHere", "Drive", "FellQuiet", "Health", "Meanwhile", "Note", "NudgeAnswered",
    "NudgeReplied", "NudgeSent", "OpenerPosted", "Page", "Planned", "PostAnswered", "PostHere", "Shown", "State",
    "Trend", "Verdict", "Waits", "Week", "Word", "WrittenBack", "add", "add_many", "addressed", "agree", "agreed", "answer",
    "answer_post", "answered", "as_counted", "audience", "begin_campaign", "campaign", "campaigns", "cares_for", "channels_of",
    "check", "check_all", "check_words", "choose", "choose_doing", "choose_drivers", "chosen", "coming_openers",
    "doings", "drivers_of", "drop_opener", "drop_page", "effect_of", "examples", "find", "find_opener", "find_post",
    "find_reply", "ground", "groups_for", "hand_group", "hand_post", "health", "hear", "is_for", "join", "judge",
    "keep_group", "keeps_groups", "last_heard", "last_sent", "leave", "leave_out", "left_out", "may_agree",
    "may_change", "may_look", "may_nudge", "may_say_parts", "meanwhile", "monday", "needs_no_answer", "note_emoji", "note_post",
    "notes", "own_answer", "own_drivers", "own_places", "pages", "plan_opener", "post_opener", "posts_of",
    "quiet_now", "quiet_places", "readers_of", "received", "reply", "require_look", "response", "review_due",
    "say_part", "see_group", "send", "set_example", "set_wait", "sign_of_life", "speak", "stop_doing", "trends", "unanswered",
    "unknown_days", "wait_as_everywhere", "waited", "waits", "write_note", "write_page",
]  # fmt: skip
