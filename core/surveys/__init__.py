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
    open_for,
    open_until,
    waiting_for,
)
from core.surveys.asking import AGAIN, AT_ONCE, MORNING, Seat, look, take_back, waits_still
from core.surveys.change import Change, changes
from core.surveys.closing import WHOLE, close
from core.surveys.comment import COMMENTS_AT_ONCE, by_slip, comments, reply_to_comment, write_comment
from core.surveys.consult import (
    LONGEST_ABOUT,
    LONGEST_LINE,
    ConsultationHere,
    check_consultation,
    consult,
    consultation,
    consultation_about,
    consultation_of,
    consultations,
)
from core.surveys.consult import may_lead as may_lead_consultation
from core.surveys.consult import may_see as may_see_consultation
from core.surveys.cutting import FIRST_GROUP, Cut
from core.surveys.discuss import answers_in, consultation_waits, decided, discussed, to_discuss
from core.surveys.elements import CHOICES as EVP_CHOICES
from core.surveys.elements import (
    ELEMENTS,
    EVP,
    EXPERIENCE,
    IMPORTANCE,
    KEPT,
    element_of,
    is_evp,
    part_name,
    part_of,
    scale_words,
    short_name,
    way_of,
)
from core.surveys.evp import (
    acted,
    announce_year,
    evaluate,
    measure,
    promised_then,
    start_year,
    words_stand,
)
from core.surveys.facts import (
    ConsultationMoved,
    ConsultationWaits,
    MomentSwitched,
    OfferAnnounced,
    PollClosed,
    PollOpened,
    PollVoted,
    PulseStopped,
    QuestionWorded,
    QuietAsked,
    Replied,
    RoundClosed,
    RoundOpened,
    RoundShared,
    SeatTakenBack,
    TalkTaken,
    TalkWished,
    YearMoved,
    YearWaits,
)
from core.surveys.figures import Mean, Score, arrow, gap, mean_of
from core.surveys.gaps import Gap, gaps, group_gaps
from core.surveys.inviting import invitees, places_of
from core.surveys.models import Mode
from core.surveys.moments import AFTER, EXIT, NEWCOMER, SHORT, STAY
from core.surveys.moments import CHOICES as MOMENTS
from core.surveys.moments import KINDS as MOMENT_KINDS
from core.surveys.moments import QUESTIONS as MOMENT_QUESTIONS
from core.surveys.nudge import CONSULT, ask_quiet, quiet_ones, read_reply, reply
from core.surveys.offer import LONGEST_OFFER, announced, has_read, offers, read_offer, readers, versions, write_offer
from core.surveys.opening import MORE, AlreadyOpen, Opened, Unshared, find, newest, open_round, round_before, seat
from core.surveys.past import write_past_year
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
    drawn,
    driver_of,
    scale_of,
)
from core.surveys.result import Figure, Result, figures, latest, result
from core.surveys.rhythm import Running, next_for, open_now, running, stop, strike
from core.surveys.share import LONGEST_WORD, go_on, may_share, share
from core.surveys.start import BY, CRON, Wish, asked_of, check, cut_for, leads, may_ask, may_ask_all, start
from core.surveys.switch import (
    AHEAD,
    MONTHS,
    Switched,
    choose_ahead,
    choose_months,
    may_switch,
    pooled,
    switch_off,
    switch_on,
    switched_on,
)
from core.surveys.talk import TalkHere, my_talk, read_talk, take_talk, taken_talk, wish_talk
from core.surveys.themes import CHOICES as THEMES
from core.surveys.themes import NAMES as CONSULTED_ON
from core.surveys.themes import OWN as OWN_THEME
from core.surveys.themes import SHORT as THEMES_SHORT
from core.surveys.wording import (
    LONGEST_QUESTION,
    Worded,
    asked_words,
    both_languages,
    word_question,
    wordings,
    words_before,
)
from core.surveys.year import STAGES, YearHere, find_year, this_year, waits, years

__all__ = [
    "AFTER", "AGAIN", "AHEAD", "AT_ONCE", "BY", "COMMENTS_AT_ONCE", "CONSULT", "CONSULTED_ON", "CRON", "DRIVER",
    "DRIVERS", "ELEMENTS", "ENPS", "EVP", "EVP_CHOICES", "EXIT", "EXPERIENCE", "FACES", "FIRST_GROUP", "IMPORTANCE",
    "KEPT", "LONGEST_ABOUT", "LONGEST_LINE", "LONGEST_OFFER", "LONGEST_QUESTION", "LONGEST_WORD", "MOMENTS",
    "MOMENT_KINDS", "MOMENT_QUESTIONS", "MONTHS", "MORE", "MORNING", "NEWCOMER", "OWN_THEME", "QUESTIONS", "ROTATION",
    "SHORT", "SHOWN", "SKIPPED", "STAGES", "STAY", "THEMES", "THEMES_SHORT", "WHOLE", "AlreadyAnswered", "AlreadyOpen",
    "Change", "Closed", "ConsultationHere", "ConsultationMoved", "ConsultationWaits", "Cut", "Figure", "Gap", "Mean",
    "Mode", "MomentSwitched", "NoSuchAnswer", "OfferAnnounced", "Opened", "PollClosed", "PollHere", "PollOpened",
    "PollVoted", "PulseStopped", "QuestionWorded", "QuietAsked", "Replied", "Result", "RoundClosed", "RoundOpened",
    "RoundShared", "Running", "Score", "Seat", "SeatTakenBack", "Switched", "TalkHere", "TalkTaken", "TalkWished",
    "UnknownQuestion", "Unshared", "Wish", "Worded", "YearHere", "YearMoved", "YearWaits", "acted", "announce_year",
    "announced", "answer", "answers_in", "arrow", "ask", "ask_quiet", "asked_of", "asked_words", "both_languages",
    "by_slip", "changes", "check", "check_consultation", "choose_ahead", "choose_months", "close", "close_poll",
    "comments", "consult", "consultation", "consultation_about", "consultation_of", "consultation_waits",
    "consultations", "cut_for", "decided", "discussed", "drawn", "driver_of", "element_of", "evaluate", "figures",
    "find", "find_poll", "find_year", "gap", "gaps", "go_on", "group_gaps", "has_answered", "has_read", "invited",
    "invitees", "is_evp", "join_ambassadors", "latest", "leads", "look", "may_ask", "may_ask_all", "may_join",
    "may_lead_consultation", "may_see_consultation", "may_share", "may_switch", "mean_of", "measure", "my_answers",
    "my_talk", "newest", "next_for", "offers", "open_for", "open_now", "open_poll", "open_round", "open_until",
    "part_name", "part_of", "places_of", "pooled", "promised_then", "quiet_ones", "read_offer", "read_reply",
    "read_talk", "readers", "reply", "reply_to_comment", "result", "round_before", "running", "scale_of",
    "scale_words", "seat", "share", "short_name", "start", "start_year", "stop", "strike", "switch_off", "switch_on",
    "switched_on", "take_back", "take_talk", "taken_talk", "this_year", "to_discuss", "versions", "vote",
    "waiting_for", "waits", "waits_still", "way_of", "wish_talk", "word_question", "wordings", "words_before",
    "words_stand", "write_comment", "write_offer", "write_past_year", "years",
]  # fmt: skip
