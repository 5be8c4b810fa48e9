"""A conversation opener: whoever leads the team gets one question to ask, beside the numbers."""

from bots.bot import on, view
from bots.chat import Context, Send
from bots.surveys.drawing import asked_name
from bots.ui import Message, Plain, Text
from core import people, surveys
from core.surveys import ENPS, RoundClosed
from core.words import N_, _

OPENERS = {
    0: N_("What would make you tell a friend to come and work here?"),
    1: N_("What gave you energy last week, and what took it?"),
    2: N_("What could we stop doing this month?"),
    3: N_("What would you like to know that you don't know now?"),
    4: N_("When did you last need help, and how did that go?"),
    5: N_("What do we rarely say out loud here?"),
    6: N_("What would you like to be able to do in half a year?"),
    7: N_("What keeps you busy after work, that we could solve at work?"),
    8: N_("Which piece of our work may be seen by more people?"),
    9: N_("What would you decide differently if it were up to you?"),
    10: N_("Whose work did we see too little of lately?"),
    11: N_("What could I do differently next week?"),
    12: N_("Which tool or place costs you the most time?"),
}
"""By driver; 0 for recommending."""


@view("opener")
def opener(ctx: Context, round_id: int) -> Message | None:
    """One question to start with, about what scored lowest; none where nothing may be shown."""
    found = surveys.result(ctx.tx, ctx.me, round_id)
    known = [figure for figure in found.figures if figure.kind != "hidden"]
    if not known:
        return None
    lowest = min(known, key=lambda figure: figure.mean if figure.mean is not None else figure.high)
    driver = surveys.driver_of(lowest.question)
    if not driver and lowest.question != ENPS:
        return None  # a theme, and what the company offers, have a conversation of their own
    question = _(OPENERS[driver])
    return Message(_("To ask your team: {question}").format(question=question), (
        Text(f"**{question}**"),
        Text(_("After the pulse of {team}.").format(team=Plain(asked_name(ctx, found.round))) + " " + _(
            "Ask it to all, and listen first. Don't ask who answered what: nobody has to say. /pulse results has the numbers."
        ), small=True),
    ))  # fmt: skip


@on(RoundClosed)
def help_the_lead(ctx: Context, closed: RoundClosed) -> list[Send]:
    """Whoever leads the people of this team gets it, with the next digest."""
    members = people.members(ctx.tx, closed.team_id) if closed.team_id else []
    leads = {one.manager_id for one in members if one.manager_id}
    return [
        Send(f"person:{lead}", opener.full, closed.round_id, "pulse_result", "digest",
             f"surveys:{closed.round_id}:opener:{lead}")
        for lead in sorted(leads)
    ]  # fmt: skip
