"""Why days can't be taken: every refusal of its own kind, so that a person can be told what to do next."""

from core.errors import UserError


class NothingToDeduct(UserError):
    """The days asked for are free already."""

    kind = "nothing_to_deduct"


class Overlap(UserError):
    """There is a request for these days already."""

    kind = "overlap"


class InsufficientBalance(UserError):
    """It costs more than there is."""

    kind = "insufficient_balance"


class OutsideAllocation(UserError):
    """No hours can be used on these dates."""

    kind = "outside_allocation"


class AcrossPeriods(UserError):
    """The part in one year fits, the part in the other does not."""

    kind = "across_periods"


class AlreadyPast(UserError):
    """What is past can only be put right by HR."""

    kind = "already_past"


class NotYetEligible(UserError):
    """Employed too short for this type of leave."""

    kind = "not_yet_eligible"


class TypeLimit(UserError):
    """More of this type of leave than there is in its term."""

    kind = "type_limit"


class NoChild(UserError):
    """Leave for a child of whom no date of birth is known."""

    kind = "no_child"


class LongestRun(UserError):
    """More days in one go than may be, counted together with what adjoins."""

    kind = "longest_run"


class ShortNotice(UserError):
    """Asked too late for this type of leave."""

    kind = "short_notice"


class TooManyHours(UserError):
    """More hours than that day has."""

    kind = "too_many_hours"


class BlockedDay(UserError):
    """The team is needed on such a day: a yes needs a reason."""

    kind = "blocked_day"


class BelowMinimum(UserError):
    """Too few of the team would be left: a yes needs a reason."""

    kind = "below_minimum"


class TooManyAtOnce(BelowMinimum):
    """More of the team would be away with this type than its rules say: a yes needs a reason."""

    kind = "too_many_at_once"


class ReasonNeeded(UserError):
    """A no needs a reason."""

    kind = "reason_needed"


class NoCover(UserError):
    """Nobody can cover for themselves, or while away."""

    kind = "no_cover"


class NeverHoliday(UserError):
    """The law of the place lets no day of sickness count as holiday."""

    kind = "never_holiday"


class NotForYou(UserError):
    """A type of leave that others have."""

    kind = "not_for_you"


class NotOffered(UserError):
    """A type of leave that is not, or no longer, on offer."""

    kind = "not_offered"


class OtherUnit(UserError):
    """A type that is taken in whole or half days only."""

    kind = "other_unit"


class GrantInUse(UserError):
    """Hours that were granted and are in use can't be taken away."""

    kind = "grant_in_use"
