"""Putting questions at a date of one's own into the company's words: which one, then both languages."""

from bots.bot import Pressed, Reply, press, submit
from bots.chat import Beside, Context
from bots.ui import Actions, Form, Message, Node, Option, Plain, Select, Text, TextField, shortened
from core import surveys
from core.surveys import MOMENT_KINDS, MOMENTS
from core.words import N_, _, say_date

KINDS = tuple(MOMENT_KINDS)


class WordingForm(Form):
    """One question, in both languages."""

    TITLE, SUBMIT = N_("In your own words"), N_("Ask it like this")
    english = TextField(N_("In English"), required=False, most=surveys.LONGEST_QUESTION)
    dutch = TextField(N_("In Dutch"), required=False, most=surveys.LONGEST_QUESTION,
                      hint=N_("From tomorrow on. Answered 1 (bad) to 5 (good). Both empty: our own words."))  # fmt: skip


@press("words_of", reads=True)
def listed(ctx: Context, pressed: Pressed) -> Reply:
    """The questions of one kind, to choose one from."""
    return Beside(_list(ctx, KINDS[pressed.entity] if 0 <= pressed.entity < len(KINDS) else KINDS[0]))


def _list(ctx: Context, kind: str) -> Message:
    body: list[Node] = []
    for choice in MOMENT_KINDS[kind]:
        body.append(Text(f"**{_(MOMENTS[choice])}**"))
        body += [Text("\n".join(_lines(ctx, one, n))) for n, one in enumerate(surveys.drawn(choice, 0), 1)]
    if surveys.may_switch(ctx.tx, ctx.me):
        numbers = [one for choice in MOMENT_KINDS[kind] for one in surveys.drawn(choice, 0)]
        options = tuple(Option(str(one), shortened(now(ctx, one), 70)) for one in numbers)
        body.append(Actions((Select(write.id(KINDS.index(kind)), _("Put one into your own words"), options),)))
    body.append(Text(_("Who was asked already keeps the words they were asked in."), small=True))
    return Message(_("What is asked, in which words"), tuple(body))


def _lines(ctx: Context, question: int, place: int) -> list[str]:
    """The newest words; where they are the company's own, since when, and what was asked before."""
    found = surveys.wordings(ctx.tx, question)
    lines = [f"{place}. {Plain(now(ctx, question))}"]
    if found:
        before = found[1].words if len(found) > 1 else surveys.ask(question)
        since = _("From {day} on. Before: {words}").format(day=say_date(found[0].from_on), words=Plain(before))
        lines.append(since)
    return lines


def now(ctx: Context, question: int) -> str:
    """The words of this question from tomorrow on, or as they are."""
    found = surveys.wordings(ctx.tx, question)
    return found[0].words if found else surveys.ask(question)


@press("words_write", reads=True)
def write(ctx: Context, pressed: Pressed) -> Reply:
    """The form, with the words of now in both languages."""
    question = int(pressed.value) if pressed.value.isascii() and pressed.value.isdecimal() else 0
    if question not in surveys.MOMENT_QUESTIONS:
        return _("This question is not in the library. Open /pulse again and choose one.")
    english, dutch = surveys.both_languages(ctx.tx, question)
    return WordingForm.open(question, english=english, dutch=dutch)


@submit("words_kept", WordingForm)
def keep(ctx: Context, form: WordingForm) -> Reply:
    """From tomorrow on."""
    surveys.word_question(ctx.tx, ctx.me, form.entity, form.english, form.dutch)
    kind = next((kind for kind, choices in MOMENT_KINDS.items() if form.entity // 10 * 10 in choices), KINDS[0])
    return Beside(_list(ctx, kind))


def earlier_words(ctx: Context, asked: surveys.Opened, question: int) -> list[str]:
    """Under a result: until when it was asked in other words, and in which."""
    return [
        _("Until {day} it was asked like this: {words}").format(day=say_date(day), words=Plain(words))
        for day, words in surveys.words_before(ctx.tx, asked, question)
    ]
