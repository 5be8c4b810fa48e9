"""What somebody reads who is asked at a date of their own: why now, what became of it, and what they can still change."""

from bots.chat import Context
from bots.surveys.drawing import open_until, title, when_shown
from bots.surveys.focus import what_we_did
from bots.surveys.talk import talk_offer
from bots.ui import Actions, Button, Message, Node, Text
from core import surveys
from core.surveys import Opened
from core.words import N_, _

INTRO = {
    500: N_("You have been here for a month. Four short questions about it."),
    510: N_("You have been here for two months. Four short questions about it."),
    520: N_("You have been here for three months. Four short questions about it."),
    530: N_("You have been here another year. Four short questions about it."),
    540: N_("Your last day comes closer. Four short questions, so that we can do better."),
}
REASON = {
    surveys.NEWCOMER: N_("Everybody who starts here is asked after 30, 60 and 90 days."),
    surveys.STAY: N_("Everybody is asked once a year, on the day they have been here another year."),
    surveys.EXIT: N_("Everybody who leaves is asked before their last day."),
}


def intro(ctx: Context, asked: Opened) -> tuple[Node, ...]:
    """Above the first question: why now."""
    return (Text(_(INTRO[asked.question])),)


def reason(asked: Opened) -> str:
    """Why this came to you, and how often it comes."""
    return " ".join((_(REASON[asked.kind]), _("You hear of it twice more at most, and never while you are away.")))


def thanked(ctx: Context, asked: Opened, said: str) -> Message:
    """What was answered, for this person alone, and what they can still do."""
    again = Button(_("Change my answers"), f"surveys.next:{asked.id}")
    return Message(title(ctx, asked), (
        Text(_("Thank you. You answered {answer}; you can change it until it closes.").format(answer=said)),
        Text(f"{open_until(ctx, asked)} {when_shown(ctx, asked)}", small=True),
        *(what_we_did(ctx, asked) if asked.kind != surveys.EXIT else ()),
        Actions((again, Button(_("Add a comment…"), f"surveys.comment:{asked.id}"))),
        *talk_offer(ctx, asked),
    ))  # fmt: skip


def over(ctx: Context, asked: Opened) -> Message:
    """Their time to answer has passed; once it has come, the result."""
    if asked.closed_at is None:
        words = _("These questions are closed for you. The sums come when enough colleagues have answered.")
    else:
        words = _("These questions are closed. The sums are in /pulse results, once they are shared.")
    return Message(title(ctx, asked), (Text(words), *talk_offer(ctx, asked)))


def moved(ctx: Context, asked: Opened) -> Message:
    """It came too early: the date was put right since."""
    return Message(title(ctx, asked), (Text(_("This came too early. You don't need to do anything.")),))
