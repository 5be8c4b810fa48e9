"""After the asker added words: whoever answers for the topics in them is proposed, and one press asks them too."""

from bots.bot import Pressed, on, press, refresh, view
from bots.chat import Context, Send, Shown
from bots.escalation.answer import card, post_cards, tell_duty
from bots.escalation.close import mine
from bots.escalation.saying import department, one_line
from bots.escalation.topics import tell_followers
from bots.ui import Button, Message, Node, Plain, Row, Text
from core import escalation
from core.words import N_, _


@view("proposed", title=N_("One more department"))
def proposed(ctx: Context, number: int) -> Message | None:
    """For the asker: which departments the topics in the added words belong to."""
    case = escalation.find(ctx.tx, number)
    if case is None or case.asker_id != ctx.me.id:
        return None
    body: list[Node] = []
    for topic in escalation.missing(ctx.tx, number)[:5]:
        team = topic.team_id or 0
        name = one_line(department(ctx, team), 60)
        said = _("{topic}: {department} answers these").format(topic=Plain(one_line(topic.name, 60)), department=name)
        body.append(Row(said, Button(_("Ask them too"), ask_too.id(number, team), "primary")))
    if not body:
        body = [Text(_("Everybody whom these words concern is asked."))]
    return Message(_("{case} is about more now").format(case=case.name), tuple(body))


@press("too")
def ask_too(ctx: Context, pressed: Pressed) -> Shown:
    """One more department gets the question."""
    team = pressed.args[0] if pressed.args else ""
    escalation.ask_too(ctx.tx, ctx.me, pressed.entity, int(team) if team.isdecimal() else 0)
    return proposed.of(pressed.entity)


@on(escalation.Reopened)
def propose_more(ctx: Context, happened: escalation.Reopened) -> list[Send]:
    """What is missing may be another department's."""
    return _proposals(ctx, happened.case, happened.line)


@on(escalation.Replied)
def propose_after_reply(ctx: Context, happened: escalation.Replied) -> list[Send]:
    """What the customer says may be another department's."""
    return _proposals(ctx, happened.case, happened.line)


def _proposals(ctx: Context, number: int, line: int) -> list[Send]:
    case = escalation.find(ctx.tx, number)
    if case is None or case.asker_id is None or not escalation.missing(ctx.tx, number):
        return []
    return [Send(f"person:{case.asker_id}", proposed.full, number, "escalation", "reply", f"proposed:{line}")]


@on(escalation.TopicFound)
def tell_of_topic(ctx: Context, happened: escalation.TopicFound) -> list[Send]:
    """Who follows the topic reads of it as of a new question."""
    found: list[Send] = tell_followers(ctx, escalation.Escalated(happened.case, False))
    return found


@on(escalation.AskedToo)
def post_too(ctx: Context, happened: escalation.AskedToo) -> list[Send]:
    """A card in the department's place, and for whoever is on duty; where it stands already it stands once."""
    asked = escalation.Escalated(happened.case, False)
    return [*post_cards(ctx, asked), *tell_duty(ctx, asked)]


@refresh(escalation.AskedToo, card, mine, proposed)
def when_asked_too(happened: escalation.AskedToo) -> int:
    """One more department."""
    return happened.case


@refresh(escalation.TopicFound, card)
def when_topic_found(happened: escalation.TopicFound) -> int:
    """Another topic."""
    return happened.case
