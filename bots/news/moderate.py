"""The desk of who leads, and of who looks at questions first: show one, keep one back with a reason, answer the rest."""

from typing import Any

from bots.bot import Pressed, Reply, due, every, home, on, press, refresh, submit, view
from bots.chat import Beside, Context, Send
from bots.news.answer import decline, question_words, write
from bots.news.drawing import QUESTION, name_of, shorter_title
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    Form,
    FormNode,
    Message,
    Node,
    Option,
    PersonField,
    Plain,
    Row,
    Text,
    TextField,
    shortened,
)
from core import news, people
from core.news import Changed, Moved, Step, Waits
from core.words import N_, _, ngettext

A_PAGE, LONGER_THAN = 4, 2
"""Questions at once; first names of so many letters are no sign of anybody."""


@view("desk", title=N_("Questions that wait for you"))
def desk(ctx: Context, number: int) -> Message | None:
    """What waits for this person: first what is to be looked at, then what is to be answered, most wanted on top."""
    post = news.find_post(ctx.tx, number)
    first, leads = news.looks_first(ctx.tx, post), news.answers(ctx.tx, post) == ctx.me.id
    if ctx.me.id != first and not leads:
        return None
    found = news.questions_of(ctx.tx, number)
    new = [one for one in found if one.step == Step.WAITING]
    mine = new if first == ctx.me.id else []
    open_ones = [one for one in news.shown_questions(ctx.tx, found) if one.step == Step.SHOWN] if leads else []
    body: list[Node] = []
    for one in [*mine, *open_ones][:A_PAGE]:
        body += question_words(ctx, one)
        if one.step == Step.WAITING:
            named = (
                [Text(_("A colleague's name may stand in it."), small=True)] if _names_somebody(ctx, one.words) else []
            )
            body += [
                *named,
                Actions(
                    (Button(_("Show it"), let_see.id(one.id), "primary"), Button(_("Keep it back…"), back.id(one.id)))
                ),
            ]
        else:
            many = news.supporters(ctx.tx, one)
            wanted = ngettext("{n} other wants to know.", "{n} others want to know.", many).format(n=many)
            body += [Text(wanted, small=True)] if many else []
            buttons = (
                Button(_("Answer…"), write.id(one.id), "primary"),
                Button(_("Not answered, because…"), decline.id(one.id)),
            )
            body.append(Actions(buttons))
    more = len(mine) + len(open_ones) - A_PAGE
    body += [Text(_("And {n} more after these.").format(n=more), small=True)] if more > 0 else []
    body = body or [Text(_("No question waits for you."))]
    if post.author_id == ctx.me.id:
        body += _who_first(ctx, number, first, len(new))
    return Message(_("Questions on: {title}").format(title=shorter_title(ctx, number)), tuple(body))


def _who_first(ctx: Context, number: int, first: int, new: int) -> list[Node]:
    said = _("You look at questions first yourself.")
    if first != ctx.me.id:
        said = ngettext(
            "{name} looks at questions first; {n} waits.", "{name} looks at questions first; {n} wait.", new
        )
        said = said.format(name=Plain(name_of(ctx, first)), n=new)
    return [Text(said, small=True), Actions((Button(_("Somebody else looks first…"), hand.id(number)),))]


def _names_somebody(ctx: Context, words: str) -> bool:
    """Whether a first name of some colleague stands in these words, with a capital."""
    said = {word.strip(".,;:!?()'’\"") for word in words.split()}
    return any(len(one.first_name) > LONGER_THAN and one.first_name in said for one in people.everybody(ctx.tx))


@press("show")
def let_see(ctx: Context, pressed: Pressed) -> Reply:
    """All of them can see it."""
    news.show(ctx.tx, ctx.me, pressed.entity)
    return desk.of(news.find_question(ctx.tx, pressed.entity).post_id)


class BackForm(Form):
    """Why a question is not shown."""

    TITLE, SUBMIT = N_("Keep it back"), N_("Keep it back")
    reason = ChoiceField(N_("The reason"), lambda: tuple(Option(key, _(words)) for key, words in news.REASONS.items()))
    words = TextField(N_("In your words"), required=False, multiline=True, most=news.LONGEST_REASON,
                      hint=N_("Whoever asked reads this: in a message, or with the slip."))  # fmt: skip


@press("keep_back", reads=True)
def back(ctx: Context, pressed: Pressed) -> FormNode:
    """The form."""
    return BackForm.open(pressed.entity, reason="names")


@submit("kept_back", BackForm)
def keep_back(ctx: Context, form: BackForm) -> Reply:
    """Not shown; the reason leads back to who asked."""
    news.keep_back(ctx.tx, ctx.me, form.entity, form.reason, form.words)
    return desk.of(news.find_question(ctx.tx, form.entity).post_id)


class HandForm(Form):
    """Who looks at questions first."""

    TITLE, SUBMIT = N_("Who looks first"), N_("Ask them")
    person = PersonField(
        N_("Who looks at questions first"), hint=N_("They show each one or keep it back with a reason. You answer.")
    )

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Any) -> FormNode:
        """The form with who does it now."""
        return cls.open(
            entity, **{"person": ctx.user_of(news.looks_first(ctx.tx, news.find_post(ctx.tx, entity))), **values}
        )


@press("hand", reads=True)
def hand(ctx: Context, pressed: Pressed) -> FormNode:
    """The form."""
    return HandForm.reopen(ctx, pressed.entity, (), {})


@submit("handed", HandForm)
def handed(ctx: Context, form: HandForm) -> Reply:
    """From now on they get them."""
    news.hand_questions(ctx.tx, ctx.me, form.entity, form.person)
    return desk.of(form.entity)


@press("desk", reads=True)
def open_desk(ctx: Context, pressed: Pressed) -> Reply:
    """What waits, privately."""
    drawn = desk(ctx, pressed.entity)
    return Beside(drawn, desk.of(pressed.entity)) if drawn else _("This is no longer here.")


@every("0 12 * * mon-fri")
def let_in(ctx: Context, slot: str) -> None:
    """Noon: what was asked without a name since the last noon is let in together."""
    news.let_in(ctx.tx)


@on(Waits)
def tell_first(ctx: Context, fact: Waits) -> Send:
    """Who looks first gets the desk, once a day for each post; what stands there already is drawn anew."""
    first = news.looks_first(ctx.tx, news.find_post(ctx.tx, fact.post))
    news.plan_look(ctx.tx, fact.post)
    return Send(f"person:{first}", desk.full, fact.post, QUESTION, key=f"news:desk:{fact.post}:{first}:{ctx.today}")


@on(Moved)
def tell_leader(ctx: Context, fact: Moved) -> Send | None:
    """A question that all can see waits for its answer: a line in the digest of who was asked, unless they let it be seen."""
    post = news.find_post(ctx.tx, fact.post)
    who = news.answers(ctx.tx, post)
    if fact.step != Step.SHOWN or news.looks_first(ctx.tx, post) == who:
        return None
    return Send(f"person:{who}", desk.full, post.id, QUESTION, "digest", f"news:answer:{fact.question}")


@due("still")
def still(ctx: Context, planned: dict[str, Any]) -> Send | None:
    """Unanswered after three working days: in the digest of who was asked, and again."""
    question, turn = int(planned["question"]), int(planned["turn"])
    found = news.still_open(ctx.tx, question, turn)
    if found is None:
        return None
    asked, author = found
    return Send(f"person:{author}", desk.full, asked.post_id, QUESTION, "digest", f"news:still:{question}:{turn}")


@due("look_again")
def look_again(ctx: Context, planned: dict[str, Any]) -> Send | None:
    """Not looked at after two working days: in the digest of who looks first, and again."""
    number = int(planned["post"])
    first = news.unlooked(ctx.tx, number)
    key = f"news:unlooked:{number}:{ctx.today}"
    return Send(f"person:{first}", desk.full, number, QUESTION, "digest", key) if first else None


@home(70)
def waits(ctx: Context) -> Row | None:
    """Questions that wait for this person."""
    found = news.waiting_for(ctx.tx, ctx.me)
    if not found:
        return None
    number, many = next(iter(found)), sum(found.values())
    said = ngettext("**{n} question** waits for you", "**{n} questions** wait for you", many).format(n=many)
    title = Plain(shortened(news.find_post(ctx.tx, number).title, 60))
    return Row(f"{said}: {title}", Button(_("Open"), open_desk.id(number)))


@refresh(Waits, desk)
def after_waiting(fact: Waits) -> int:
    """More wait."""
    return fact.post


@refresh(Moved, desk)
def after_moving(fact: Moved) -> int:
    """One waits less, or for somebody else."""
    return fact.post


@refresh(Changed, desk)
def after_changing(fact: Changed) -> int:
    """Somebody else looks first, or the post has another title."""
    return fact.post
