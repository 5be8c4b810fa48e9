"""Pointing at a message or at a colleague, and choosing what to do with it; who can't point is asked whom."""

from bots.bot import Colleague, Mark, MessageMark, PersonMark, Picked, Reply, person_action, submit, view
from bots.chat import Context, MessageAction
from bots.events import PersonAction
from bots.ui import Fields, Form, Message, PersonField, Plain, Text
from core import people
from core.errors import UserError
from core.words import N_, _


class WhomForm(Form):
    """Whom it is about, where a platform has no menu on people."""

    TITLE, SUBMIT = N_("Choose a colleague"), N_("Go on…")
    colleague = PersonField(N_("Whom"))


def reply(ctx: Context, event: MessageAction | PersonAction, mark: Mark | None) -> Reply:
    """What the action says to the message or the colleague that was pointed at."""
    if isinstance(event, PersonAction) and isinstance(mark, PersonMark):
        if not event.user:
            return WhomForm.open(0, mark.full)
        found = people.find(ctx.tx, event.who.platform, event.who.space, event.user)
        if found is None:
            raise UserError(_("Choose a colleague; guests and bots can't be chosen."))
        return _said(mark, ctx, Colleague(found[0].id))
    if isinstance(event, MessageAction) and isinstance(mark, MessageMark):
        author = people.find(ctx.tx, event.who.platform, event.who.space, event.author) if event.author else None
        picked = Picked(event.message, event.text, author[0].id if author else None, event.files)
        return _said(mark, ctx, picked)
    return _("This action is from an older version. Type /townhall for all I can do.")


def _said(mark: Mark, ctx: Context, about: Picked | Colleague) -> Reply:
    answer: Reply = mark(ctx, about)
    return answer


@submit("whom", WhomForm)
def go_on(ctx: Context, form: WhomForm) -> Reply:
    """The action goes on with the colleague that was chosen."""
    mark = ctx.suite.person_actions.get(form.args[0]) if ctx.suite and form.args else None
    if mark is None:
        return _("This action is from an older version. Type /townhall for all I can do.")
    return _said(mark, ctx, Colleague(form.colleague))


@person_action("who_is", "Who is this?", "Wie is dit?", reads=True)
def who_is(ctx: Context, colleague: Colleague) -> Reply:
    """A colleague's card: their team and who decides on their leave."""
    return who_card.of(colleague.person)


@view("who_card")
def who_card(ctx: Context, person: int) -> Message | None:
    """Team, manager and who decides today; nothing that a colleague could not ask across the table."""
    them = people.get(ctx.tx, person)
    team = people.team(ctx.tx, them.team_id) if them.team_id else None
    facts = [(_("Team"), str(Plain(team.name)))] if team else []
    if them.manager_id:
        facts.append((_("Manager"), str(Plain(people.get(ctx.tx, them.manager_id).name))))
    if them.left_on and them.left_on < ctx.today:
        return Message(str(Plain(them.name)), (Text(_("No longer works here.")),))
    return Message(str(Plain(them.name)), (Fields(tuple(facts)),) if facts else (Text(_("No team yet.")),))
