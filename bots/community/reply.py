"""Getting a word as a member of a team: answer with a click, write back, or get less of this."""

from bots.bot import Pressed, on, press, submit, view
from bots.bot import Reply as Shows
from bots.chat import Context, Send
from bots.community.own import less
from bots.ui import Actions, Button, Form, FormNode, Message, Node, Plain, Text, TextField, clean, quoted
from core import community, people
from core.community import NudgeReplied
from core.words import N_, _


class ReplyForm(Form):
    """What one writes back."""

    TITLE, SUBMIT = N_("Write back"), N_("Send")
    words = TextField(
        N_("Your words"), multiline=True, most=community.LONGEST, hint=N_("They see your name; nobody else sees this")
    )


def written(name: str, team: str, words: str) -> tuple[Node, ...]:
    """The words as everybody sees them: quoted, signed, and who else got them."""
    signed = _("{name}, to {team}").format(name=Plain(name), team=Plain(team))
    return Text(quoted(words)), Text(f"— {signed}", small=True)


def said_by(name: str) -> str:
    """Whose word it is, in one line."""
    return _("A word from {name}").format(name=clean(name, one_line=True, most=60))


def reply_button(number: int, name: str) -> Button:
    """The way back to the sender, by first name."""
    first = clean(name.split(" ")[0], one_line=True, most=14)
    return Button(_("Reply to {name}…").format(name=first), write_back.id(number), "primary")


@view("word")
def word(ctx: Context, number: int) -> Message | None:
    """The word as its receiver sees it, with what they answered."""
    sent = community.find(ctx.tx, number)
    if sent is None or sent.sender_id == ctx.me.id or not community.is_for(ctx.tx, ctx.me, sent):
        return None
    sender = people.get(ctx.tx, sent.sender_id)
    body: list[Node] = [*written(sender.name, community.addressed(ctx.tx, sent).name, sent.words)]
    answer = community.own_answer(ctx.tx, ctx.me, number)
    buttons = [reply_button(number, sender.name)]
    if answer is None:
        buttons += [Button(_("I will"), will.id(number)), Button(_("Not now"), not_now.id(number))]
    else:
        said = {community.WILL: _("You answered: I will."), community.NOT_NOW: _("You answered: not now.")}
        body.append(Text(said.get(answer, _("You wrote back."))))
    buttons.append(Button(_("Less of this"), less.id(number)))
    note = _("Only if you write back does {name} see your name.").format(name=Plain(sender.first_name))
    return Message(said_by(sender.name), (*body, Actions(tuple(buttons)), Text(note, small=True)))


@view("card")
def card(ctx: Context, number: int) -> Message | None:
    """The word in the team's place, where people are not written to by themselves."""
    sent = community.find(ctx.tx, number)
    if sent is None:
        return None
    sender, name = people.get(ctx.tx, sent.sender_id), community.addressed(ctx.tx, sent).name
    note = _("A reply goes to {name} alone.").format(name=Plain(sender.first_name))
    return Message(
        said_by(sender.name),
        (
            *written(sender.name, name, sent.words),
            Actions((Button(_("Reply…"), write_back.id(number)),)),
            Text(note, small=True),
        ),
    )


@press("will")
def will(ctx: Context, pressed: Pressed) -> Shows:
    """Yes; the sender sees a total."""
    community.answer(ctx.tx, ctx.me, pressed.entity, community.WILL)
    return word.of(pressed.entity)


@press("not_now")
def not_now(ctx: Context, pressed: Pressed) -> Shows:
    """Not now; a valid answer that asks for nothing more."""
    community.answer(ctx.tx, ctx.me, pressed.entity, community.NOT_NOW)
    return word.of(pressed.entity)


@press("reply")
def write_back(ctx: Context, pressed: Pressed) -> FormNode:
    """One field; the name of the sender stands above it."""
    sent = community.received(ctx.tx, ctx.me, pressed.entity)
    sender = people.get(ctx.tx, sent.sender_id)
    return ReplyForm.open(sent.id, intro=said_by(sender.name))


@submit("replied", ReplyForm)
def send_reply(ctx: Context, form: ReplyForm) -> Shows:
    """The sender gets it, with the name of who wrote."""
    community.reply(ctx.tx, ctx.me, form.entity, form.words)
    if ctx.where.kind == "dm":
        return word.of(form.entity)
    return _("Sent. Only the one who wrote to you sees it.")


@on(NudgeReplied)
def tell_sender(ctx: Context, fact: NudgeReplied) -> Send | None:
    """The sender hears it from the person who chose to write."""
    reply = community.find_reply(ctx.tx, fact.reply)
    sent = community.find(ctx.tx, reply.nudge_id) if reply else None
    return Send(f"person:{sent.sender_id}", answer_card.full, fact.reply, "nudge_reply") if sent else None


@view("answer")
def answer_card(ctx: Context, number: int) -> Message | None:
    """What somebody wrote back, for the sender alone."""
    reply = community.find_reply(ctx.tx, number)
    sent = community.find(ctx.tx, reply.nudge_id) if reply else None
    if reply is None or sent is None or sent.sender_id != ctx.me.id:
        return None
    person = people.get(ctx.tx, reply.person_id)
    about = _("About your word to {team}. They chose to sign it.").format(
        team=Plain(community.addressed(ctx.tx, sent).name))  # fmt: skip
    return Message(
        _("{name} writes back").format(name=clean(person.name, one_line=True, most=60)),
        (Text(quoted(reply.words)), Text(about, small=True)),
    )
