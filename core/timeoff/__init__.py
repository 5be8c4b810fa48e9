"""Time off: asking, deciding, and a balance that explains itself."""

from core.timeoff.approval import already, decide, outcome, who_decides
from core.timeoff.away import OUT_DAYS, OUT_HOURS, check_digest, set_digest
from core.timeoff.balance import (
    Balance,
    Line,
    balance_of,
    beside,
    closing,
    correct,
    credit_lieu,
    explain,
    in_order,
    open_balance,
    write_line,
)
from core.timeoff.blocked import Blocked, Warnings, block_days, blocked_between, unblock_days, warnings
from core.timeoff.change import affected, change, recost_person, shorten, take_back
from core.timeoff.child import Share, add_child, allot, child_shares, children, drop_child, shares
from core.timeoff.contract import contract_of, read_weeks, set_contract
from core.timeoff.cost import by_date, costs_on, half_days
from core.timeoff.country import (
    NoSuchCountry,
    OtherMeaning,
    SameCountry,
    countries,
    in_use,
    in_use_later,
    keep_files,
    use_country,
)
from core.timeoff.country_file import Country, CountryFileWrong, read_country, shipped
from core.timeoff.cover import answer_cover, name_cover
from core.timeoff.duty import (
    CantTake,
    NotYourTurn,
    OfferedAlready,
    Turn,
    answer_turn,
    arrange_turn,
    duty_teams,
    may_arrange,
    offer_turn,
    set_turns,
    take_over,
    turns,
    who_can,
    withdraw_turn,
)
from core.timeoff.duty_offer import OPEN, REFUSED, TAKEN, Offer, find_offer, open_offers
from core.timeoff.entitlement import entitled
from core.timeoff.exchange import exchange, exchangeable, exchanged, take_back_exchange
from core.timeoff.export import (
    Account,
    Export,
    PeriodLocked,
    Taken,
    day_of,
    export,
    lock_period,
    locked_until,
    only_payroll,
)
from core.timeoff.facts import (
    Changed,
    CoverAnswered,
    CoverAsked,
    CoverFreed,
    Decided,
    Escalated,
    FirstYes,
    Noted,
    NoticeMade,
    PolicySet,
    Recosted,
    Requested,
    Sick,
    Spoken,
    TakenBack,
    TeamMoved,
    TermNear,
    TermPassed,
    TurnMoved,
    WaitsFor,
)
from core.timeoff.feed import OWN, TEAM, Calendar, Event, end_feeds, feed_of, feeds_of, make_feed
from core.timeoff.holidays import add_day_off, all_moved, coming_holidays, move_day_off
from core.timeoff.kinds import DRAWS, HOLIDAY, NEEDS, UNITS, Kind, every_kind, kind_for, kind_of, kinds
from core.timeoff.models import Entry, Status
from core.timeoff.notices import (
    NoticeHere,
    NotLapsedYet,
    Overview,
    let_lapse,
    make_notices,
    notice,
    overview,
    pots_past,
    read_notice,
)
from core.timeoff.occupancy import (
    leaders,
    may_set_minimum,
    moved,
    set_minimum,
    sub_teams,
    team_month,
    teams_led,
    teams_seen,
)
from core.timeoff.policy import (
    RULES,
    BelowTheLaw,
    Rules,
    as_rules,
    rules_at,
    rules_for,
    rules_in,
    rules_of,
    set_policy,
    shown,
    stored,
)
from core.timeoff.pots import Pot, Spent, came_from, spend, usable
from core.timeoff.question import (
    Said,
    answer_question,
    ask_about,
    keep_own_days,
    propose,
    said_about,
    said_by,
    take_proposal,
)
from core.timeoff.recording import record_leave
from core.timeoff.refusals import (
    AcrossPeriods,
    AlreadyPast,
    BelowMinimum,
    BlockedDay,
    GrantInUse,
    InsufficientBalance,
    LongestRun,
    NeverHoliday,
    NoChild,
    NoCover,
    NotForYou,
    NothingToDeduct,
    NotOffered,
    NotYetEligible,
    OtherUnit,
    OutsideAllocation,
    Overlap,
    ReasonNeeded,
    ShortNotice,
    TooManyAtOnce,
    TooManyHours,
    TypeLimit,
)
from core.timeoff.request import (
    Asked,
    Cost,
    Wish,
    ask,
    check,
    check_wish,
    comes_from,
    coming,
    cost_of,
    find,
    hours,
    request,
    say_status,
)
from core.timeoff.sickness import (
    Report,
    count_as_holiday,
    may_count_as_holiday,
    offered_on,
    open_report,
    report_better,
    report_of,
    report_sick,
    see_report,
)
from core.timeoff.term import near, passed, record_exception, term_of
from core.timeoff.type_change import AlwaysThere, TooEarly, change_type, limit_type, offer_again, retire_type
from core.timeoff.types import NameTaken, NewType, TooManyTypes, add_type, every_type
from core.timeoff.waiting import (
    ESCALATE,
    REMIND,
    asked_of,
    deciders_of,
    escalate,
    moved_deciders,
    plan_reminders,
    rest,
    stuck,
    together,
    unanswered,
    waiting_for,
)
from core.timeoff.week import Week, week_of
from core.timeoff.year import CREDIT, carry_out, credit_batch, credit_person, plan_credit, skipped

__all__ = [
    "CREDIT", "DRAWS", "ESCALATE", "HOLIDAY", "NEEDS", "OPEN", "OUT_DAYS", "OUT_HOURS", "OWN", "REFUSED", "REMIND",
    "RULES", "TAKEN", "TEAM", "UNITS", "Account", "AcrossPeriods", "AlreadyPast", "AlwaysThere", "Asked", "Balance",
    "BelowMinimum", "BelowTheLaw", "Blocked", "BlockedDay", "Calendar", "CantTake", "Changed", "Cost", "Country",
    "CountryFileWrong", "CoverAnswered", "CoverAsked", "CoverFreed", "Decided", "Entry", "Escalated", "Event",
    "Export", "FirstYes", "GrantInUse", "InsufficientBalance", "Kind", "Line", "LongestRun", "NameTaken",
    "NeverHoliday", "NewType", "NoChild", "NoCover", "NoSuchCountry", "NotForYou", "NotLapsedYet", "NotOffered",
    "NotYetEligible", "NotYourTurn", "Noted", "NothingToDeduct", "NoticeHere", "NoticeMade", "Offer",
    "OfferedAlready", "OtherMeaning", "OtherUnit", "OutsideAllocation", "Overlap", "Overview", "PeriodLocked",
    "PolicySet", "Pot", "ReasonNeeded", "Recosted", "Report", "Requested", "Rules", "Said", "SameCountry", "Share",
    "ShortNotice", "Sick", "Spent", "Spoken", "Status", "Taken", "TakenBack", "TeamMoved", "TermNear", "TermPassed",
    "TooEarly", "TooManyAtOnce", "TooManyHours", "TooManyTypes", "Turn", "TurnMoved", "TypeLimit", "WaitsFor",
    "Warnings", "Week", "Wish", "add_child", "add_day_off", "add_type", "affected", "all_moved", "allot", "already",
    "answer_cover", "answer_question", "answer_turn", "arrange_turn", "as_rules", "ask", "ask_about", "asked_of",
    "balance_of", "beside", "block_days", "blocked_between", "by_date", "came_from", "carry_out", "change",
    "change_type", "check", "check_digest", "check_wish", "child_shares", "children", "closing", "comes_from",
    "coming", "coming_holidays", "contract_of", "correct", "cost_of", "costs_on", "count_as_holiday", "countries",
    "credit_batch", "credit_lieu", "credit_person", "day_of", "decide", "deciders_of", "drop_child", "duty_teams",
    "end_feeds", "entitled", "escalate", "every_kind", "every_type", "exchange", "exchangeable", "exchanged",
    "explain", "export", "feed_of", "feeds_of", "find", "find_offer", "half_days", "hours", "in_order", "in_use",
    "in_use_later", "keep_files", "keep_own_days", "kind_for", "kind_of", "kinds", "leaders", "let_lapse",
    "limit_type", "lock_period", "locked_until", "make_feed", "make_notices", "may_arrange", "may_count_as_holiday",
    "may_set_minimum", "move_day_off", "moved", "moved_deciders", "name_cover", "near", "notice", "offer_again",
    "offer_turn", "offered_on", "only_payroll", "open_balance", "open_offers", "open_report", "outcome", "overview",
    "passed", "plan_credit", "plan_reminders", "pots_past", "propose", "read_country", "read_notice", "read_weeks",
    "record_exception", "record_leave", "recost_person", "report_better", "report_of", "report_sick", "request",
    "rest", "retire_type", "rules_at", "rules_for", "rules_in", "rules_of", "said_about", "said_by", "say_status",
    "see_report", "set_contract", "set_digest", "set_minimum", "set_policy", "set_turns", "shares", "shipped",
    "shorten", "shown", "skipped", "spend", "stored", "stuck", "sub_teams", "take_back", "take_back_exchange",
    "take_over", "take_proposal", "team_month", "teams_led", "teams_seen", "term_of", "together", "turns",
    "unanswered", "unblock_days", "usable", "use_country", "waiting_for", "warnings", "week_of", "who_can",
    "who_decides", "withdraw_turn", "write_line",
]  # fmt: skip
