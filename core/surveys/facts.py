"""What happens to a pulse. Nobody's answering is a fact: it would tie a person to a moment."""

from core.facts import Fact
from core.values import frozen


@frozen
class RoundOpened(Fact, kind="surveys.round_opened"):
    """A team is asked."""

    round_id: int
    team_id: int


@frozen
class QuietAsked(Fact, kind="surveys.quiet_asked"):
    """A round closes in a day: those who have not answered may be asked once more; `turn` 2 is a line in the digest."""

    round_id: int
    turn: int = 1


@frozen
class RoundClosed(Fact, kind="surveys.round_closed"):
    """A round is closed and its result frozen."""

    round_id: int
    team_id: int


@frozen
class RoundShared(Fact, kind="surveys.round_shared"):
    """Whoever was invited may see what came out."""

    round_id: int
    team_id: int


@frozen
class SeatTakenBack(Fact, kind="surveys.seat_taken_back"):
    """Somebody was asked too early: their date has moved."""

    round_id: int


@frozen
class MomentSwitched(Fact, kind="surveys.moment_switched"):
    """Questions at a date of one's own were switched on or off."""

    kind_of: str
    by: int


@frozen
class QuestionWorded(Fact, kind="surveys.question_worded"):
    """A question at a date of one's own is asked in other words from tomorrow on."""

    question: int
    by: int


@frozen
class TalkWished(Fact, kind="surveys.talk_wished"):
    """Somebody who leaves wants to talk with HR."""

    talk_id: int


@frozen
class TalkTaken(Fact, kind="surveys.talk_taken"):
    """Somebody of HR goes and talks with them."""

    talk_id: int


@frozen
class OfferAnnounced(Fact, kind="surveys.offer_announced"):
    """What the company offers is told to everybody."""

    announcement_id: int


@frozen
class YearMoved(Fact, kind="surveys.year_moved"):
    """The yearly survey is at another stage."""

    year_id: int


@frozen
class YearWaits(Fact, kind="surveys.year_waits"):
    """The yearly survey has stood at one stage for long: its owner hears of it."""

    year_id: int


@frozen
class ConsultationMoved(Fact, kind="surveys.consultation_moved"):
    """A consultation is at another step, or its answers are in."""

    consultation: int


@frozen
class ConsultationWaits(Fact, kind="surveys.consultation_waits"):
    """A consultation has stood at one step for long: its owner hears of it."""

    consultation: int


@frozen
class PulseStopped(Fact, kind="surveys.pulse_stopped"):
    """A weekly pulse ends; its rounds stay."""

    pulse_id: int


@frozen
class Replied(Fact, kind="surveys.replied"):
    """Somebody wrote back to the owner."""

    reply_id: int
    to_id: int


@frozen
class PollOpened(Fact, kind="surveys.poll_opened"):
    """A question stands in a place."""

    poll_id: int
    place_id: int


@frozen
class PollVoted(Fact, kind="surveys.poll_voted"):
    """Somebody voted in a poll that is not secret: their name stands beside their vote there."""

    poll_id: int
    place_id: int = 0
    person_id: int = 0


@frozen
class PollClosed(Fact, kind="surveys.poll_closed"):
    """A poll is over."""

    poll_id: int
