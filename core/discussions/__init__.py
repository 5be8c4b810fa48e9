"""Who must be heard on a topic, what was decided and why."""

from core.discussions.ask import LONGEST_QUESTION, Inquiry, answer, ask, inquiry, places_of
from core.discussions.close import close, decisions, follow_up, to_be_told
from core.discussions.coffee import (
    Together,
    bring_together,
    last_coffee,
    pairs_of,
    take_coffee,
    takes_coffee,
    together,
)
from core.discussions.facts import (
    Answered,
    Asked,
    BuddyAsked,
    BuddySaid,
    Concluded,
    FollowedUp,
    HandRaised,
    HandsAsked,
    Heard,
    HireWithdrawn,
    Improved,
    MayBeTold,
    Merged,
    Moved,
    MustHear,
    Opened,
    Reminded,
    StepDone,
    StoriesAsked,
    Thanked,
)
from core.discussions.hands import Show, ask_hands, raise_hand, show_of_hands
from core.discussions.heard import (
    ROLES,
    SHOWN_FROM,
    PartyHeard,
    coverage,
    discussed_in,
    invited,
    missing,
    take_part,
    voices,
    waits_for,
    wrote,
)
from core.discussions.idea import backers, improve, may_improve, stand_behind
from core.discussions.idea_list import Listed, ideas, new_ideas, own_votes
from core.discussions.kit import (
    LONGEST_LINK,
    LONGEST_TEXT,
    ShareableHere,
    ambassadors,
    keeps_kit,
    kit,
    put_text,
    shareable,
    take_text_out,
    told_outside,
)
from core.discussions.kudos import LONGEST_THANKS, Thanks, set_values, thank, thanks, values
from core.discussions.merge import merge
from core.discussions.models import Backing, How, Topic
from core.discussions.newcomer import (
    ASKED,
    NO,
    YES,
    Arrival,
    arrival,
    arrivals,
    arrive,
    ask_buddy,
    buddy_says,
    prepared_by,
)
from core.discussions.onboarding import (
    Way,
    come,
    doers_of,
    end_withdrawn,
    finish_step,
    is_withdrawn,
    may_see,
    overdue,
    under_way,
    waiting_for,
    way_of,
)
from core.discussions.remind import MOST as MOST_REMINDERS
from core.discussions.remind import RemindedEnough, remind, remind_now
from core.discussions.sequence import (
    BUDDY,
    DOERS,
    EVERYBODY,
    FIRST_STEP,
    LAST_STEP,
    LONGEST_SEQUENCE,
    LONGEST_STEP_WORDS,
    MANAGER,
    NEWCOMER,
    PERSON,
    SequenceHere,
    StepHere,
    begin_with_ours,
    leads_teams,
    may_write,
    sequence,
    sequences,
    steps_of,
    switch_sequence,
    write_sequence,
)
from core.discussions.sequence_steps import drop_step, put_step
from core.discussions.stage import LAST, LONGEST_STEP, Stage, Standing, may_keep, move, standing, step, steps
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
from core.discussions.story import (
    LONGEST_PROMPT,
    LONGEST_STORY,
    Asking,
    Told,
    allow_sharing,
    ask_stories,
    asking,
    stories,
    story,
    take_back,
    tell,
)

__all__ = [
    "ASKED", "BUDDY", "DOERS", "EVERYBODY", "FIRST_STEP", "LAST", "LAST_STEP", "LONGEST_ABOUT", "LONGEST_LINK",
    "LONGEST_PROMPT", "LONGEST_QUESTION", "LONGEST_SEQUENCE", "LONGEST_STEP", "LONGEST_STEP_WORDS", "LONGEST_STORY",
    "LONGEST_TEXT", "LONGEST_THANKS", "LONGEST_TITLE", "MANAGER", "MOST_REMINDERS", "NEWCOMER", "NO", "PERSON",
    "ROLES", "SHOWN_FROM", "YES", "Answered", "Arrival", "Asked", "Asking", "Backing", "BuddyAsked", "BuddySaid",
    "Concluded", "FollowedUp", "HandRaised", "HandsAsked", "Heard", "HireWithdrawn", "How", "Improved", "Inquiry",
    "Listed", "MayBeTold", "Merged", "Moved", "MustHear", "Opened", "PartyHeard", "Reminded", "RemindedEnough",
    "SequenceHere", "ShareableHere", "Show", "Stage", "Standing", "StepDone", "StepHere", "StoriesAsked", "Talk",
    "Thanked", "Thanks", "Together", "Told", "Topic", "Way", "allow_sharing", "ambassadors", "answer", "arrival",
    "arrivals", "arrive", "ask", "ask_buddy", "ask_hands", "ask_stories", "asking", "backers", "begin_with_ours",
    "bring_together", "buddy_says", "close", "come", "coverage", "decisions", "discussed_in", "doers_of", "drop_step",
    "end_withdrawn", "find", "finish_step", "follow_up", "ideas", "improve", "inquiry", "invited", "is_withdrawn",
    "keeps_kit", "kit", "last_coffee", "leads_teams", "may_improve", "may_keep", "may_lead", "may_see", "may_write",
    "merge", "missing", "move", "must_hear", "named", "new_ideas", "open_discussions", "overdue", "own_votes",
    "owned", "pairs_of", "parties_of", "places_of", "prepared_by", "put_step", "put_text", "raise_hand", "remind",
    "remind_now", "sequence", "sequences", "set_values", "shareable", "show_of_hands", "stand_behind", "standing",
    "start", "step", "steps", "steps_of", "stories", "story", "switch_sequence", "take_back", "take_coffee",
    "take_part", "take_text_out", "takes_coffee", "tell", "thank", "thanks", "to_be_told", "together", "told_outside",
    "under_way", "values", "voices", "waiting_for", "waits_for", "way_of", "write_sequence", "wrote",
]  # fmt: skip
