"""Topics in chat: which subjects questions have, whom they go to, and a press to hear of one."""

from typing import Any

from bots.bot import Asked, Pressed, command, on, press, submit, view
from bots.chat import Context, Send
from bots.escalation.escalate import department_options
from bots.escalation.saying import department, one_line, quote
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    Form,
    FormNode,
    Message,
    Node,
    Option,
    Plain,
    Row,
    Text,
    TextField,
    shortened,
)
from core import escalation
from core.words import N_, _

LISTED, NONE = 8, "0"


class TopicForm(Form):
    """A topic."""

    TITLE = N_("Topic")
    SUBMIT = N_("Save")
    name = TextField(N_("Name"), most=60)
    words = TextField(N_("Words that belong to it"), required=False, most=300, hint=N_("With commas between them."))
    team = ChoiceField(N_("Which department answers?"))

    @classmethod
    def reopen(cls, ctx: Any, entity: int, args: tuple[str, ...], values: Any) -> FormNode:
        """With the departments of now."""
        nobody = Option(NONE, _("No fixed department"))
        return cls.open(entity, *args, options={"team": (nobody, *department_options(ctx)[:24])}, **values)


class WordsForm(Form):
    """Words that mean the same in this company."""

    TITLE = N_("The same word")
    SUBMIT = N_("Save")
    words = TextField(N_("Words that mean the same"), most=300, hint=N_("With commas between them: invoice, bill"))


@command("topics", "onderwerpen", help=("Topics of customer questions, and which you follow",
                                        "Onderwerpen van klantvragen, en welke je volgt"), reads=True)  # fmt: skip
def list_topics(ctx: Context, asked: Asked) -> Message:
    """Every topic with its department, and a press to follow it."""
    found = escalation.topics(ctx.tx)
    new = Actions((Button(_("New topic…"), begin_topic.id(0)), Button(_("The same word…"), begin_words.id())))
    groups = [" = ".join(group) for group in escalation.same_words(ctx.tx)[:10]]
    same = [Text(f"{Plain(shortened('; '.join(groups), 600))}", small=True)] if groups else []
    if not found:
        return Message(_("No topics yet"), (Text(_("A topic sends questions with its words to a department.")), new))
    body: list[Node] = []
    for one in found[:LISTED]:
        mine = ctx.me.id in escalation.followers(ctx.tx, "topic", one.id)
        goes = f" · {Plain(department(ctx, one.team_id))}" if one.team_id else ""
        label = _("Stop following") if mine else _("Follow")
        body.append(
            Row(
                f"**{Plain(one.name)}**{goes}\n{Plain(shortened(one.words, 100)) or '–'}",
                Button(label, follow.id(one.id)),
            )
        )
    return Message(_("Topics of customer questions"), (*body, *same, new))


@press("words")
def begin_words(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for words that mean the same here."""
    escalation.may_name(ctx.tx, ctx.me)
    return WordsForm.open()


@submit("words_saved", WordsForm)
def save_words(ctx: Context, form: WordsForm) -> str:
    """Search takes them for one word from now on."""
    escalation.set_same_words(ctx.tx, ctx.me, form.words)
    return _("Saved. Search takes them for one word from now on.")


@press("topic")
def begin_topic(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for a topic."""
    return TopicForm.reopen(ctx, pressed.entity, (), {"team": NONE})


@submit("topic_saved", TopicForm)
def save_topic(ctx: Context, form: TopicForm) -> str:
    """The topic counts from now on."""
    team = int(form.team) if form.team.isdecimal() and form.team != NONE else None
    escalation.put_topic(ctx.tx, ctx.me, form.name, form.words, team, form.entity)
    return _("Saved. Questions with these words propose it from now on.")


@press("follow_topic")
def follow(ctx: Context, pressed: Pressed) -> str:
    """Hear of new questions on this topic, or no longer."""
    if escalation.follow(ctx.tx, ctx.me, "topic", pressed.entity):
        return _("You hear of new questions on this topic in your digest.")
    return _("You no longer follow this topic.")


@view("on_topic")
def on_topic(ctx: Context, number: int) -> Message | None:
    """For a follower: a question on a topic, without the customer."""
    case = escalation.find(ctx.tx, number)
    topic = escalation.topic(ctx.tx, case.topic_id) if case and case.topic_id else None
    if (
        case is None
        or topic is None
        or ctx.me.id not in escalation.followers(ctx.tx, "topic", topic.id)
        or not case.question
    ):
        return None
    return Message(
        _("{case} is about {topic}").format(case=case.name, topic=one_line(topic.name)), quote(case.question, 600)
    )


@on(escalation.Escalated)
def tell_followers(ctx: Context, happened: escalation.Escalated) -> list[Send]:
    """Who follows the topic reads of it in the next digest."""
    case = escalation.find(ctx.tx, happened.case)
    hear = escalation.followers(ctx.tx, "topic", case.topic_id) if case and case.topic_id else []
    return [
        Send(f"person:{one}", on_topic.full, happened.case, "escalation", "digest", f"topic:{happened.case}:{one}")
        for one in hear
        if case and one != case.asker_id
    ]
