"""What happens to requests for time off, to balances and to the rules about them."""

from datetime import date

from core.facts import Fact
from core.values import frozen


@frozen
class Requested(Fact, kind="timeoff.requested"):
    """Somebody asked."""

    request: int


@frozen
class Noted(Fact, kind="timeoff.noted"):
    """Somebody told that they will be away: leave that needs no approval."""

    request: int


@frozen
class Changed(Fact, kind="timeoff.changed"):
    """The days were changed by the person; `status` is what the request is now."""

    request: int
    status: str


@frozen
class Recosted(Fact, kind="timeoff.recosted"):
    """The schedule or a public holiday changed, and with it what the request takes, in minutes."""

    request: int
    before: int
    after: int


@frozen
class Decided(Fact, kind="timeoff.decided"):
    """Somebody said yes or no; `status` is approved or declined."""

    request: int
    status: str


@frozen
class FirstYes(Fact, kind="timeoff.first_yes"):
    """The manager said yes; this type of leave needs HR's as well."""

    request: int


@frozen
class TakenBack(Fact, kind="timeoff.taken_back"):
    """The person withdrew or cancelled; `status` says which."""

    request: int
    status: str


@frozen
class Escalated(Fact, kind="timeoff.escalated"):
    """Nobody answered for two working days: the deputy or HR may decide too."""

    request: int


@frozen
class TermNear(Fact, kind="timeoff.term_near"):
    """The term in which a holiday wish must be answered ends soon."""

    request: int


@frozen
class TermPassed(Fact, kind="timeoff.term_passed"):
    """A holiday wish was not answered within its term."""

    request: int
    term_on: date


@frozen
class CoverAsked(Fact, kind="timeoff.cover_asked"):
    """Somebody was named to cover."""

    request: int


@frozen
class CoverFreed(Fact, kind="timeoff.cover_freed"):
    """Somebody who was asked to cover needs to no more."""

    request: int
    person: int


@frozen
class CoverAnswered(Fact, kind="timeoff.cover_answered"):
    """The cover person accepted or declined."""

    request: int
    said: str


@frozen
class Spoken(Fact, kind="timeoff.spoken"):
    """A question, an answer or other dates about a request."""

    word: int
    request: int


@frozen
class PolicySet(Fact, kind="timeoff.policy_set"):
    """A rule about a type of leave says something else from a day on."""

    leave_kind: str
    rule: str
    valid_from: date


@frozen
class NoticeMade(Fact, kind="timeoff.notice_made"):
    """Somebody is to be told which hours lapse and when."""

    notice: int


@frozen
class Sick(Fact, kind="timeoff.sick"):
    """Somebody reported sick, or better; never why."""

    report: int
    recovered: bool


@frozen
class TeamMoved(Fact, kind="timeoff.team_moved"):
    """Who is there of a team, or how many must be, is not what it was."""

    team: int


@frozen
class WaitsFor(Fact, kind="timeoff.waits_for"):
    """Who decides on a request may be somebody else by now."""

    request: int


@frozen
class TurnMoved(Fact, kind="timeoff.turn_moved"):
    """A turn on duty is to change hands, has, or does not; `status` is what became of it."""

    offer: int
    status: str
