"""Who follows a question hears how it goes; and which cards are drawn again after what happened."""

from bots.bot import on, refresh, view
from bots.chat import Context, Send
from bots.escalation.answer import card, line_view
from bots.escalation.close import answers, mine
from bots.escalation.deadline import reminder
from bots.escalation.fixing import problem_view
from bots.escalation.origin import follow, here_card
from bots.escalation.saying import status_line
from bots.ui import Actions, Button, Message, Text
from core import escalation
from core.escalation import Status
from core.words import N_, _

QUESTION = (card, mine, answers, here_card)


@view("followed", title=N_("A question you follow"))
def followed(ctx: Context, number: int) -> Message | None:
    """For a follower: how far it is, without what the customer said; None for who no longer follows it."""
    case = escalation.find(ctx.tx, number)
    if case is None or ctx.me.id not in escalation.followers_of(ctx.tx, number):
        return None
    if case.status == Status.WITHDRAWN:
        return Message(_("{case} was withdrawn").format(case=case.name))
    said = _("{case} ✅ customer helped") if case.status == Status.RESOLVED else _("{case}, which you follow")
    stop = Actions((Button(_("No longer follow"), follow.id(number)),))
    return Message(said.format(case=case.name), (Text(status_line(ctx, number)), stop))


@on(escalation.Answered)
def tell_answered(ctx: Context, happened: escalation.Answered) -> list[Send]:
    """Once, when no department is waited for any more."""
    return _followers(ctx, happened.case, f"answered:{happened.line}") if happened.last else []


@on(escalation.Resolved)
def tell_closed(ctx: Context, happened: escalation.Resolved) -> list[Send]:
    """The customer is helped."""
    case = escalation.find(ctx.tx, happened.case)
    return _followers(ctx, happened.case, f"closed:{case.version if case else 0}")


def _followers(ctx: Context, number: int, why: str) -> list[Send]:
    return [Send(f"person:{one}", followed.full, number, "escalation", "digest", f"follow:{number}:{why}:{one}")
            for one in escalation.followers_of(ctx.tx, number)]  # fmt: skip


@refresh(escalation.Claimed, *QUESTION)
def when_claimed(happened: escalation.Claimed) -> int:
    """Somebody has it."""
    return happened.case


@refresh(escalation.HandedBack, *QUESTION)
def when_handed_back(happened: escalation.HandedBack) -> int:
    """Nobody has it."""
    return happened.case


@refresh(escalation.Answered, *QUESTION)
def when_answered(happened: escalation.Answered) -> int:
    """A department has answered."""
    return happened.case


@refresh(escalation.Resolved, *QUESTION)
def when_resolved(happened: escalation.Resolved) -> int:
    """The customer is helped."""
    return happened.case


@refresh(escalation.Reopened, *QUESTION)
def when_reopened(happened: escalation.Reopened) -> int:
    """More is needed."""
    return happened.case


@refresh(escalation.Withdrawn, *QUESTION)
def when_withdrawn(happened: escalation.Withdrawn) -> int:
    """A neutral stub stays."""
    return happened.case


@refresh(escalation.NoteEmptied, line_view)
def when_emptied(happened: escalation.NoteEmptied) -> int:
    """What the asker wrote is gone."""
    return happened.line


@refresh(escalation.Breached, card, mine)
def when_breached(happened: escalation.Breached) -> int:
    """The deadline passed."""
    return happened.case


@refresh(escalation.Linked, card, mine)
def when_linked(happened: escalation.Linked) -> int:
    """The question belongs to a problem."""
    return happened.case


@refresh(escalation.Linked, problem_view)
def count_linked(happened: escalation.Linked) -> int:
    """The problem has one more question."""
    return happened.problem


@refresh(escalation.Unlinked, card, mine)
def when_unlinked(happened: escalation.Unlinked) -> int:
    """The question belongs to no problem."""
    return happened.case


@refresh(escalation.Unlinked, problem_view)
def count_unlinked(happened: escalation.Unlinked) -> int:
    """The problem has one question less."""
    return happened.problem


@refresh(escalation.FixPlanned, problem_view)
def when_planned(happened: escalation.FixPlanned) -> int:
    """The problem has an owner."""
    return happened.problem


@refresh(escalation.ProblemFixed, problem_view)
def when_fixed(happened: escalation.ProblemFixed) -> int:
    """The problem is solved."""
    return happened.problem


@refresh(escalation.CauseGone, card, mine)
def when_cause_gone(happened: escalation.CauseGone) -> int:
    """The problem behind an open question is solved."""
    return happened.case


@refresh(escalation.AskedBack, *QUESTION)
def when_asked_back(happened: escalation.AskedBack) -> int:
    """A department waits for the customer."""
    return happened.case


@refresh(escalation.Replied, *QUESTION)
def when_replied(happened: escalation.Replied) -> int:
    """The asker told more."""
    return happened.case


@refresh(escalation.Declined, *QUESTION)
def when_declined(happened: escalation.Declined) -> int:
    """A department declined."""
    return happened.case


@refresh(escalation.HandedOver, *QUESTION)
def when_handed_over(happened: escalation.HandedOver) -> int:
    """A colleague has it."""
    return happened.case


@refresh(escalation.CauseFound, problem_view)
def when_cause_found(happened: escalation.CauseFound) -> int:
    """The cause is known."""
    return happened.problem


@refresh(escalation.Checked, problem_view)
def when_checked(happened: escalation.Checked) -> int:
    """The fix works."""
    return happened.problem


@refresh(escalation.CameBack, problem_view)
def when_came_back(happened: escalation.CameBack) -> int:
    """It is open again."""
    return happened.problem


@refresh(escalation.Merged, problem_view)
def when_merged(happened: escalation.Merged) -> int:
    """It is part of another problem."""
    return happened.problem


@refresh(escalation.Merged, problem_view)
def when_grown(happened: escalation.Merged) -> int:
    """The other has its questions now."""
    return happened.into


@refresh(escalation.Claimed, reminder)
def reminder_claimed(happened: escalation.Claimed) -> int:
    """One of those that wait is taken."""
    return happened.team


@refresh(escalation.Answered, reminder)
def reminder_answered(happened: escalation.Answered) -> int:
    """One waits no longer."""
    return happened.team


@refresh(escalation.Rated, mine, answers)
def when_rated(happened: escalation.Rated) -> int:
    """The asker said how it went."""
    return happened.case
