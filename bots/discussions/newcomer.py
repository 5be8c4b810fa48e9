"""Newcomers: a buddy who was asked and said yes, and a friendly card in the team's place on the first day."""

from bots.bot import Pressed, Reply, every, on, press, refresh, submit, view
from bots.chat import Context, Send
from bots.discussions.remind import STARTER
from bots.ui import Actions, Button, Form, FormNode, Message, Node, PersonField, Plain, Text, TextField, quoted
from core import discussions, people
from core.discussions import ASKED, NO, YES, Arrival, BuddyAsked, BuddySaid, HireWithdrawn
from core.words import N_, _, say_date

LONGEST_WORDS = 400


@every("0 8 * * *")
def look_ahead(ctx: Context, slot: str) -> list[Send]:
    """A week ahead whoever prepares it is asked for a buddy; on the first day the team's place says hello. Each once."""
    told = []
    for found in discussions.arrivals(ctx.tx, ctx.today):
        key = f"discussions:arrival:{found.id}:{found.first_day}"
        if found.first_day == ctx.today:
            team = people.get(ctx.tx, found.person_id).team_id
            places = [place for place in people.places(ctx.tx, "team") if team and place.team_id == team]
            told += [
                Send(f"place:{one.id}", hello.full, found.id, STARTER, key=f"{key}:hello:{one.id}") for one in places
            ]
        elif not found.buddy_id:
            told += [
                Send(f"person:{one}", prepare.full, found.id, STARTER, key=f"{key}:prepare:{one}")
                for one in discussions.prepared_by(ctx.tx, found)
            ]
    return told


@view("prepare", title=N_("Somebody starts soon"))
def prepare(ctx: Context, number: int) -> Message | None:
    """For the manager or HR: who comes when, and who could be the buddy."""
    found = discussions.arrival(ctx.tx, number)
    if found is None or (ctx.me.id and ctx.me.id not in discussions.prepared_by(ctx.tx, found)):
        return None
    name = people.get(ctx.tx, found.person_id).name
    said = {
        "": _("Choose a colleague who shows them round. They are asked privately, and may say no."),
        ASKED: _("The buddy you chose has been asked."), YES: _("The buddy you chose said yes."),
        NO: _("The colleague you chose can't this time. Choose somebody else."),
    }[found.buddy_said]  # fmt: skip
    if discussions.is_withdrawn(ctx.tx, found):
        return Message(_("{name} does not start after all").format(name=name[:80]))
    title = _("{name} starts on {day}").format(name=name[:80], day=say_date(found.first_day))
    label = _("Choose a buddy…") if found.buddy_said in ("", NO) else _("Choose somebody else…")
    style = "primary" if found.buddy_said in ("", NO) else "plain"
    return Message(title, (Text(said), Actions((Button(label, buddy_form.id(number), style),))))


class BuddyForm(Form):
    """The buddy, and a few words about who comes."""

    TITLE, SUBMIT = N_("A buddy"), N_("Ask them")
    buddy = PersonField(N_("Who shows them round"))
    words = TextField(N_("A few words about who comes"), required=False, multiline=True, most=LONGEST_WORDS,
                      hint=N_("These stand on the card on the first day"))  # fmt: skip


@press("buddy", reads=True)
def buddy_form(ctx: Context, pressed: Pressed) -> FormNode:
    """The form."""
    found = discussions.arrival(ctx.tx, pressed.entity)
    return BuddyForm.open(pressed.entity, words=found.words if found else "")


@submit("buddy", BuddyForm)
def ask_buddy(ctx: Context, form: BuddyForm) -> Reply:
    """They are asked privately."""
    discussions.ask_buddy(ctx.tx, ctx.me, form.entity, form.buddy, form.words)
    return prepare.of(form.entity)


@on(BuddyAsked)
def ask_them(ctx: Context, fact: BuddyAsked) -> Send | None:
    """The question, to the colleague who was chosen."""
    found = discussions.arrival(ctx.tx, fact.newcomer)
    return Send(f"person:{found.buddy_id}", asked.full, found.id, STARTER) if found and found.buddy_id else None


@view("buddy_asked", title=N_("Will you be a buddy?"))
def asked(ctx: Context, number: int) -> Message | None:
    """For the colleague who was chosen only: yes or no, both are fine."""
    found = discussions.arrival(ctx.tx, number)
    if found is None or found.buddy_id != ctx.me.id:
        return None
    name = people.get(ctx.tx, found.person_id).name
    if discussions.is_withdrawn(ctx.tx, found):
        return Message(_("{name} does not start after all").format(name=name[:80]))
    title = _("Will you be the buddy of {name}?").format(name=name[:80])
    if found.buddy_said == YES:
        said = _("You said yes. On {day} the team reads that you show them round.").format(
            day=say_date(found.first_day)
        )
        return Message(title, (Text(said),), "good")
    if found.buddy_said == NO:
        return Message(title, (Text(_("You said not this time. That is fine.")),))
    said = _("They start on {day}. A buddy shows them round and answers small questions.").format(
        day=say_date(found.first_day)
    )
    return Message(title, (Text(said), Actions((
        Button(_("Yes, I will"), say_yes.id(number), "primary"), Button(_("Not this time"), say_no.id(number)),
    ))))  # fmt: skip


@press("buddy_yes")
def say_yes(ctx: Context, pressed: Pressed) -> Reply:
    """Yes."""
    discussions.buddy_says(ctx.tx, ctx.me, pressed.entity, True)
    return asked.of(pressed.entity)


@press("buddy_no")
def say_no(ctx: Context, pressed: Pressed) -> Reply:
    """No, without a reason."""
    discussions.buddy_says(ctx.tx, ctx.me, pressed.entity, False)
    return asked.of(pressed.entity)


@on(BuddySaid)
def ask_again(ctx: Context, fact: BuddySaid) -> Send | None:
    """After a no, whoever asked chooses somebody else."""
    found = discussions.arrival(ctx.tx, fact.newcomer)
    if found is None or found.buddy_said != NO or not found.asked_by:
        return None
    return Send(f"person:{found.asked_by}", prepare.full, found.id, STARTER)


@view("hello", title=N_("Somebody starts today"))
def hello(ctx: Context, number: int) -> Message | None:
    """The card on the first day: who comes, a few words, and the buddy who said yes."""
    found = discussions.arrival(ctx.tx, number)
    if found is None or discussions.is_withdrawn(ctx.tx, found):
        return None
    newcomer = people.get(ctx.tx, found.person_id)
    team = people.team(ctx.tx, newcomer.team_id) if newcomer.team_id else None
    body: list[Node] = [Text(quoted(found.words))] if found.words else []
    body.append(Text(_("First day in {team}. Say hello when you meet.").format(team=Plain(team.name if team else ""))))
    return Message(_("Welcome {name}").format(name=newcomer.name[:100]), (*body, *_buddy(ctx, found)), "good")


def _buddy(ctx: Context, found: Arrival) -> list[Node]:
    if not found.buddy_id or found.buddy_said != YES:
        return []
    name = people.get(ctx.tx, found.buddy_id).name
    return [Text(_("{name} is the buddy: ask them anything small.").format(name=Plain(name)))]


@refresh(BuddySaid, prepare, hello)
def after_buddy_said(fact: BuddySaid) -> int:
    """The cards show the answer."""
    return fact.newcomer


@refresh(HireWithdrawn, prepare, asked)
def nobody_to_prepare_for(fact: HireWithdrawn) -> int:
    """Whoever prepared it reads that it is over."""
    return fact.newcomer


@refresh(BuddyAsked, prepare)
def after_buddy_asked(fact: BuddyAsked) -> int:
    """The card shows that somebody was asked."""
    return fact.newcomer
