"""From a handler's return value to what the person sees: a reply, the same message drawn anew, a form, errors by field."""

import re
from dataclasses import replace
from typing import Any

from bots import excuses, pointing
from bots.bot import Asked, CommandMark, Mark, Pressed, PressMark, SubmitMark
from bots.chat import Answer, Beside, Command, Context, Event, MessageAction, Press, Reacted, Said, Shown, Submit
from bots.commands import asked
from bots.events import PersonAction
from bots.sending import plan
from bots.suite import Suite
from bots.ui import Actions, Button, FileField, Form, FormNode, LookupField, Message, Text, Unfit
from bots.ui.forms import FieldErrors
from core import people, when
from core.db import Tx
from core.desk import drafts, live
from core.errors import FieldError, UserError
from core.words import _, language, speaking

MENTION = re.compile(r"<@!?(\w+)(?:\|[^>]*)?>")
FRONT = re.compile(r"(?:<@!?\w+(?:\|[^>]*)?>|@\w+)(?=\s|$)")


def carry_out(suite: Suite, ctx: Context, event: Event, mark: Mark | None) -> Answer:
    """Call the handler this event is for and make its answer."""
    match event:
        case Command():
            return _command(suite, ctx, event, mark)
        case Press():
            return _press(suite, ctx, event, mark)
        case Submit():
            return _submit(suite, ctx, event, mark)
        case MessageAction() | PersonAction():
            return shown(suite, ctx, pointing.reply(ctx, event, mark), on_message=False)
        case _:
            return Answer()


def _command(suite: Suite, ctx: Context, event: Command, mark: Mark | None) -> Answer:
    if not isinstance(mark, CommandMark):
        near = ", ".join(f"/{name}" for name in suite.commands.nearest(event.name))
        text = _("I don't know the command {name}.").format(name="/" + event.name.lstrip("/"))
        hint = _("Did you mean {near}?").format(near=near) if near else _("Type /townhall for all I can do.")
        return Answer(notice=f"{text} {hint}")
    rest = suite.commands.find(event.name, event.text)[1]
    given = _who_first(mark, asked(mark, rest, dict(event.options)))
    for opt in mark.options:
        if opt.kind == "person" and given.options.get(opt.key):
            given.options[opt.key] = _colleague(ctx.tx, event, given.options[opt.key])
    return shown(suite, ctx, mark(ctx, given), on_message=False)


def _who_first(mark: CommandMark, given: Asked) -> Asked:
    """A colleague named in front of the words, where the command takes one: `/kudos @Amira for the quick fix`."""
    person = next((opt.key for opt in mark.options if opt.kind == "person"), "")
    front = FRONT.match(given.text)
    if not person or not front or given.options.get(person):
        return given
    rest = given.text[front.end() :].strip()
    words = [opt.key for opt in mark.options if opt.kind == "text"][-1:]
    return Asked(rest, {**given.options, person: front[0], **dict.fromkeys(words, rest)})


def _colleague(tx: Tx, event: Command, user: str) -> str:
    """The platform's user in an option (an id or a mention) as our person; anybody else is refused in the same words."""
    mentioned = MENTION.fullmatch(user)
    found = people.find(tx, event.who.platform, event.who.space, mentioned[1] if mentioned else user.lstrip("@"))
    if found is None:
        raise UserError(_("Choose a colleague; guests and bots can't be chosen."))
    return str(found[0].id)


def _press(suite: Suite, ctx: Context, event: Press, mark: Mark | None) -> Answer:
    pressed = _pressed(event)
    if not isinstance(mark, PressMark) or pressed is None:
        older = _("This button is from an older version. Ask for the message again.")
        return Answer(notice=older if isinstance(mark, PressMark) else excuses.gone(suite, event.id, older))
    reply = mark(ctx, pressed)
    return shown(suite, ctx, reply, on_message=True, viewer=_viewer(ctx, event))


def _pressed(event: Press) -> Pressed | None:
    entity, *args = event.id.split(":")[1:] or [""]
    return Pressed(int(entity), tuple(args), event.value) if entity.isdecimal() else None


def _submit(suite: Suite, ctx: Context, event: Submit, mark: Mark | None) -> Answer:
    if not isinstance(mark, SubmitMark):
        return Answer(
            notice=excuses.gone(suite, event.id, _("This form is from an older version. Please open it again."))
        )
    reply = mark(ctx, _filled_in(ctx, event, mark))
    return shown(suite, ctx, reply, on_message=event.message is not None, viewer=_viewer(ctx, event))


def _filled_in(ctx: Context, event: Submit, mark: SubmitMark) -> Form:
    """The form with what was typed into it, checked; raises UserErrors, by field where they belong to one."""
    _name, entity, *args = event.id.split(":")
    values = {key: _person(ctx.tx, event, value) if _kind(mark, key) == "person" else value
              for key, value in event.values.items() if _kind(mark, key)}  # fmt: skip
    return mark.form.read(_looked_up(ctx, mark, values), int(entity), tuple(args), ctx.today)


def look(suite: Suite, tx: Tx, event: Event, mark: SubmitMark | PressMark) -> object:
    """What a form's or button's own look finds, on a reader; None for a stranger, or for what its unit is about to refuse."""
    found = None if event.who.outsider else people.find(tx, event.who.platform, event.who.space, event.who.user)
    if found is None or mark.look is None:
        return None
    with speaking(found[0].language):
        ctx = suite.context(tx, found[0], getattr(event, "where", None), key=event.key)
        given: Form | Pressed | None = _pressed(event) if isinstance(event, Press) else None
        try:
            if isinstance(mark, SubmitMark) and isinstance(event, Submit):
                given = _filled_in(ctx, event, mark)
        except UserError:
            return None  # The unit meets the same refusal, says it, and remembers the event.
        return None if given is None else mark.look(ctx, given)


def _looked_up(ctx: Context, mark: SubmitMark, values: dict[str, Any]) -> dict[str, Any]:
    """What was typed into a lookup as the one option it means, and a file as this person's own; raises FieldErrors."""
    wrong: dict[str, str] = {}
    for field in mark.form.fields():
        if isinstance(field, (LookupField, FileField)):
            try:
                values = {**values, field.key: field.resolved(ctx, values.get(field.key, ""))}
            except UserError as error:
                wrong[field.key] = error.text
    if wrong:
        raise FieldErrors(wrong)
    return values


def _viewer(ctx: Context, event: Press | Submit) -> str:
    """For whom the message under this event is drawn: what stands in a place stays drawn for that place."""
    stood = live.standing_at(ctx.tx, event.message) if event.message and not event.private else None
    return stood.viewer if stood and stood.viewer.startswith("place:") else ""


def shown(suite: Suite, ctx: Context, reply: Any, *, on_message: bool, viewer: str = "") -> Answer:
    """A handler's return value as an answer; on a message it is drawn anew, else something new is said."""
    match reply:
        case None:
            return Answer()
        case str():
            return Answer(notice=reply)
        case FormNode():
            return Answer(form=reply)
        case Beside(message, what):
            return Answer(reply=message, shown=what, viewer=f"person:{ctx.me.id}" if what else "")
        case Message():
            return Answer(replace=reply) if on_message else Answer(reply=reply)
        case Shown():
            reader, viewer = None if viewer else ctx.me, viewer or f"person:{ctx.me.id}"
            drawn = suite.draw(ctx.tx, reply, viewer, reader)
            replaced = drawn if on_message else None
            return Answer(reply=None if on_message else drawn, replace=replaced, shown=reply, viewer=viewer)
        case _:
            raise Unfit(f"a handler returned {type(reply).__name__}")


def _kind(mark: SubmitMark, key: str) -> str:
    return next((field.kind for field in mark.form.fields() if field.key == key), "")


def _person(tx: Tx, event: Submit, value: str | tuple[str, ...]) -> str:
    """The platform's user as our person; refused when it is nobody who works here."""
    user = value if isinstance(value, str) else "".join(value[:1])
    if not user:
        return ""
    found = people.find(tx, event.who.platform, event.who.space, user)
    if found is None:
        raise UserError(_("Choose a colleague; guests and bots can't be chosen."))
    return str(found[0].id)


def errors_of(refusal: UserError, mark: SubmitMark) -> dict[str, str]:
    """A refusal by field; one that belongs to no field stands at the first."""
    if isinstance(refusal, FieldErrors):
        return dict(refusal.wrong)
    keys = [field.key for field in mark.form.fields()]
    key = refusal.field if isinstance(refusal, FieldError) and refusal.field in keys else keys[0]
    return {key: refusal.text}


def refused_form(tx: Tx, ctx: Context, event: Submit, mark: SubmitMark, refusal: UserError) -> Answer:
    """The errors at their fields; where a platform has none, a private note with the way back to the filled-in form."""
    wrong = errors_of(refusal, mark)
    if ctx.caps is None or ctx.caps.inline_errors:
        return Answer(errors=wrong)
    kept = mark.form.kept(event.values)
    if not kept:  # without a name: not even that somebody tried is written down
        return Answer(notice="\n".join(wrong.values()))
    values = {key: list(value) if isinstance(value, tuple) else value for key, value in kept.items()}
    draft = drafts.keep(tx, ctx.me.id, drafts.FORM, {"id": event.id, "values": values})
    lines = "\n".join(f"- **{_(one.label)}**: {wrong[one.key]}" for one in mark.form.fields() if one.key in wrong)
    return Answer(reply=Message(
        _("Not sent yet"), (Text(lines), Actions((Button(_("Change…"), f"home.again:{draft}", "primary"),)))
    ))  # fmt: skip


def said_as_command(suite: Suite, event: Said) -> Command | None:
    """Words said to the bot, as the command they begin with; None when they begin with none."""
    text = (event.text or "").strip()
    mark, _rest = suite.commands.find(text)
    return Command(event.key, event.who, event.where, text) if mark else None


def overheard(suite: Suite, ctx: Context, event: Said | Reacted) -> Answer:
    """Somebody wrote or reacted where the bots can see it: those who listen may react, or answer words for the bot.

    Such an answer stands in the conversation itself, which the person opened; other words for the bot get help.
    """
    told, answer = 0, Answer(language=ctx.me.language)
    if isinstance(event, Reacted):
        shortcut = suite.emoji.get(event.emoji)
        plan(ctx.tx, shortcut(ctx, event) if shortcut else None, event.key)
        for number, mark in enumerate(suite.any_emoji):
            plan(ctx.tx, mark(ctx, event), f"{event.key}/{number}")
    else:
        for number, listener in enumerate(suite.listeners):
            if listener.only_to_us and event.text is None:
                continue
            said = listener(ctx, event)
            if isinstance(said, (Message, Shown)):
                answer = replace(shown(suite, ctx, said, on_message=False), language=ctx.me.language)
            else:
                told += plan(ctx.tx, said, f"{event.key}/{number}")
    suite.settle(ctx.tx, ctx.me.id)
    if isinstance(event, Said) and event.text is not None and not told and answer.reply is None:
        return replace(answer, notice=_("I don't understand this yet. Type /townhall for all I can do."))
    return answer


def suggest(suite: Suite, ctx: Context, command: str, option: str, partial: str) -> list[tuple[str, str]]:
    """Suggestions for an option being typed: days as they would be understood, or choices that fit."""
    asked = suite.submits.get(command.partition(":")[0])
    field = next((one for one in asked.form.fields() if one.key == option), None) if asked else None
    if isinstance(field, LookupField):
        return [(one.label, one.value) for one in field.find(ctx, partial.strip())[:25]]
    mark = suite.commands.find(command)[0]
    opt = next((opt for opt in mark.options if option in (opt.key, *opt.name)), None) if mark else None
    if opt is None:
        return []
    if opt.kind in ("day", "days"):
        return when.suggest(partial, ctx.today, language.get())[:25]
    wanted = partial.casefold()
    return [pair for pair in (opt.choices() if opt.choices else ()) if wanted in pair[0].casefold()][:25]
