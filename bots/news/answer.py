"""A question and its answer, for all to see: in the thread of the post, in a list, and told to who wants to know."""

from bots.bot import Pressed, Reply, on, press, refresh, submit, view
from bots.chat import Beside, Context, Send, Shown
from bots.news.drawing import QUESTION, name_of, reader_of, shorter_title, words_of
from bots.news.read import board, places_of
from bots.ui import Actions, Button, Form, FormNode, Message, Node, Plain, Row, Text, TextField, quoted, shortened
from core import news
from core.news import Moved, QuestionHere, Step, Supported
from core.words import N_, _, ngettext, say_date

A_PAGE = 5


def asker(ctx: Context, asked: QuestionHere) -> str:
    """Who asks, as it may be said."""
    if asked.person_id is not None:
        return _("{name} asks:").format(name=Plain(name_of(ctx, asked.person_id)))
    return _("Somebody asks, without a name:")


def question_words(ctx: Context, asked: QuestionHere) -> list[Node]:
    """Who asks what; of somebody who asks on also after what."""
    before = news.find_question(ctx.tx, asked.after_id) if asked.after_id else None
    after = (
        [Text(_("After an earlier question: {words}").format(words=Plain(shortened(before.words, 150))), small=True)]
        if before
        else []
    )
    return [*after, Text(f"{asker(ctx, asked)}\n{quoted(asked.words)}")]


def became_of(ctx: Context, asked: QuestionHere) -> list[Node]:
    """Where a question is now: its answer, why there is none, or what it waits for."""
    who = Plain(name_of(ctx, asked.answered_by)) if asked.answered_by else ""
    day = say_date(asked.answered_on) if asked.answered_on else ""
    if asked.step == Step.ANSWERED:
        return [Text(_("**{name} answers**, {day}:").format(name=who, day=day)), *words_of(asked.answer)]
    if asked.step == Step.DECLINED:
        return [
            Text(_("**{name} will not answer this**, {day}, because:").format(name=who, day=day)),
            *words_of(asked.answer),
        ]
    if asked.step == Step.KEPT_BACK:
        reason, _colon, words = asked.reason.partition(":")
        why = _("It was not shown to others. The reason: {reason}").format(reason=_(news.REASONS[reason]))
        return [Text(why), *([Text(quoted(words))] if words else [])]
    if asked.step == Step.SHOWN:
        return [Text(_("Everybody it concerns can see it. It waits for an answer."))]
    return [Text(_("It waits to be looked at. Nobody else sees it yet."))]


@view("question", title=N_("A question on news"))
def question(ctx: Context, number: int) -> Message | None:
    """A question as everybody sees it, with its answer under it."""
    asked = news.shown_question(ctx.tx, ctx.me, number)
    post, many = news.find_post(ctx.tx, asked.post_id), news.supporters(ctx.tx, asked)
    body: list[Node] = question_words(ctx, asked)
    if asked.step == Step.SHOWN:
        body.append(
            Text(_("It waits for an answer of {name}.").format(name=Plain(name_of(ctx, post.author_id))), small=True)
        )
        body.append(Actions((Button(_("I want to know too · {n}").format(n=many), want.id(number)),)))
    else:
        body += became_of(ctx, asked)
        body += [Text(_wanted(many), small=True)] if many else []
    title = _("Question on: {title}").format(title=shorter_title(ctx, asked.post_id))
    return Message(title, tuple(body), "none" if asked.step == Step.SHOWN else "good")


def _wanted(many: int) -> str:
    return ngettext("{n} other person wanted to know.", "{n} others wanted to know.", many).format(n=many)


@view("became", title=N_("What became of a question"))
def became(ctx: Context, number: int) -> Message | None:
    """For who asked by name, and for who wanted to know too."""
    asked = news.find_question(ctx.tx, number)
    mine = asked.person_id == ctx.me.id
    if not mine:
        drawn: Message | None = question(ctx, number)
        return drawn
    title = _("Your question on: {title}").format(title=shorter_title(ctx, asked.post_id))
    more = Actions((Button(_("Ask on…"), f"news.ask_on_named:{number}"),))
    return Message(title, (*question_words(ctx, asked), *became_of(ctx, asked), *([more] if asked.settled else [])))


@press("want")
def want(ctx: Context, pressed: Pressed) -> Reply:
    """One click, and the answer comes; a second one takes it back."""
    if news.support(ctx.tx, ctx.me, pressed.entity):
        return _("You will hear the answer. Only how many want to know is shown. A second click takes it back.")
    return _("Taken back.")


@press("questions", reads=True)
def questions(ctx: Context, pressed: Pressed) -> Reply:
    """What was asked on a post: what waits first, what most want to know on top."""
    start = int(pressed.args[0]) if pressed.args and pressed.args[0].isdecimal() else 0
    post = reader_of(ctx, pressed.entity)
    shown = news.shown_questions(ctx.tx, news.questions_of(ctx.tx, post.id))
    body: list[Node] = []
    for one in shown[start : start + A_PAGE]:
        label = (
            _("I want to know too · {n}").format(n=news.supporters(ctx.tx, one))
            if one.step == Step.SHOWN
            else _("Read the answer")
        )
        button = Button(label, want.id(one.id) if one.step == Step.SHOWN else read.id(one.id))
        body.append(Row(f"{asker(ctx, one)} {Plain(shortened(one.words, 300))}", button))
    buttons = [Button(_("Ask a question…"), f"news.ask:{post.id}")] if post.author_id != ctx.me.id and post.out else []
    if len(shown) > start + A_PAGE:
        buttons.append(Button(_("More"), questions.id(post.id, start + A_PAGE)))
    said = body or [Text(_("No question can be seen yet."))]
    title = _("Questions on: {title}").format(title=shorter_title(ctx, post.id))
    return Beside(Message(title, (*said, *([Actions(tuple(buttons))] if buttons else []))))


@press("answer_read", reads=True)
def read(ctx: Context, pressed: Pressed) -> Reply:
    """A question with its answer, privately."""
    drawn = question(ctx, pressed.entity)
    return Beside(drawn) if drawn else _("This is no longer here.")


class AnswerForm(Form):
    """An answer that everybody reads."""

    TITLE, SUBMIT = N_("Answer"), N_("Answer")
    words = TextField(N_("Your answer"), multiline=True, most=news.LONGEST_ANSWER,
                      hint=N_("Everybody the post is for reads it, under your name."))  # fmt: skip


class DeclineForm(Form):
    """Why there is no answer."""

    TITLE, SUBMIT = N_("Not answered, because"), N_("Say so")
    words = TextField(N_("Why you don't answer this"), multiline=True, most=news.LONGEST_ANSWER,
                      hint=N_("A reason is an answer too: everybody reads it, under your name."))  # fmt: skip


@press("answer", reads=True)
def write(ctx: Context, pressed: Pressed) -> FormNode:
    """The form, with the question above it."""
    asked = news.asked_of(ctx.tx, ctx.me, pressed.entity)
    return AnswerForm.open(asked.id, intro=quoted(shortened(asked.words, 300)))


@press("decline", reads=True)
def decline(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for a reason."""
    asked = news.asked_of(ctx.tx, ctx.me, pressed.entity)
    return DeclineForm.open(asked.id, intro=quoted(shortened(asked.words, 300)))


@submit("answered", AnswerForm)
def save(ctx: Context, form: AnswerForm) -> Reply:
    """It stands under the question, and who wants to know hears it."""
    news.answer(ctx.tx, ctx.me, form.entity, form.words)
    return Shown("news.desk", news.find_question(ctx.tx, form.entity).post_id)


@submit("declined", DeclineForm)
def save_reason(ctx: Context, form: DeclineForm) -> Reply:
    """The reason stands under the question."""
    news.answer(ctx.tx, ctx.me, form.entity, form.words, declined=True)
    return Shown("news.desk", news.find_question(ctx.tx, form.entity).post_id)


@on(Moved)
def tell(ctx: Context, fact: Moved) -> list[Send]:
    """Shown: into the threads of the post. Settled: to who asked by name, and to everybody who wanted to know."""
    asked, post = news.find_question(ctx.tx, fact.question), news.find_post(ctx.tx, fact.post)
    key = f"news:question:{asked.id}:{fact.step}"
    if fact.step == Step.SHOWN:
        return [
            Send(f"place:{one.id}", question.full, asked.id, QUESTION, key=f"{key}:{one.id}",
                 thread=None if one.purpose == "thread" else board.of(post.id))
            for one in places_of(ctx, post)
        ]  # fmt: skip
    told = [Send(f"person:{asked.person_id}", became.full, asked.id, QUESTION, key=key)] if asked.person_id else []
    return told + [
        Send(f"person:{one}", became.full, asked.id, QUESTION, "digest", f"{key}:{one}")
        for one in news.tell_supporters(ctx.tx, asked.id)
        if one != asked.person_id
    ]


@refresh(Moved, question)
def after_move(fact: Moved) -> int:
    """Every copy shows the answer."""
    return fact.question


@refresh(Supported, question)
def after_support(fact: Supported) -> int:
    """One more or less wants to know."""
    return fact.question
