"""Your say: what waits for you, the last result, and when you are asked next."""

from bots.bot import Asked, command
from bots.chat import Context
from bots.surveys.answer import waiting_row
from bots.surveys.consult import consulted_row
from bots.surveys.drawing import said_moment
from bots.surveys.result import show
from bots.ui import Button, Message, Node, Row, Text
from core import surveys
from core.words import _


@command("pulse mine", "puls mijn", help=("What waits for your say", "Wat er op jouw mening wacht"), reads=True)
def mine(ctx: Context, asked: Asked) -> Message:
    """What waits, what came out, what comes."""
    body: list[Node] = [waiting_row(one) for one in surveys.waiting_for(ctx.tx, ctx.me.id)[:3]]
    if not body:
        body.append(Text(_("Nothing waits for you.")))
    body += [consulted_row(one) for one in surveys.consultations(ctx.tx, ctx.me, 2) if one.stage != "decided"]
    last = surveys.latest(ctx.tx, ctx.me)
    if last:
        body.append(Row(_("The last result of your team"), Button(_("Show"), show.id(last))))
    coming = surveys.next_for(ctx.tx, ctx.me.team_id)
    if coming:
        moment = said_moment(coming, ctx.me.zone)
        body.append(Text(_("Your team is asked next on {moment}.").format(moment=moment), small=True))
    return Message(_("Your say"), tuple(body))
