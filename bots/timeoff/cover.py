"""Who covers: named with the request or later, asked, and both hear the answer."""

from bots.bot import Pressed, Reply, on, press, refresh, submit, view
from bots.chat import Context, Send
from bots.timeoff.approval import card
from bots.timeoff.drawing import said_days
from bots.timeoff.mine import mine
from bots.ui import Actions, Button, Form, FormNode, Message, PersonField, Text
from core import people, timeoff
from core.errors import NotAllowed
from core.timeoff import Changed, CoverAnswered, CoverAsked, CoverFreed, Decided, Status, TakenBack
from core.words import N_, _


class CoverForm(Form):
    """Who covers, or nobody."""

    TITLE, SUBMIT = N_("Who covers for you"), N_("Ask them")
    cover = PersonField(N_("Who covers for you"), required=False, hint=N_("They say yes or no. Empty: nobody covers"))


@press("cover_form", reads=True)
def begin_naming(ctx: Context, pressed: Pressed) -> FormNode:
    """The form with who covers now."""
    asked = timeoff.find(ctx.tx, pressed.entity)
    if asked is None or asked.person_id != ctx.me.id:
        raise NotAllowed(_("I don't know this request, or it is not yours."))
    return CoverForm.open(pressed.entity, cover=ctx.user_of(asked.cover_id))


@submit("cover_named", CoverForm)
def name_cover(ctx: Context, form: CoverForm) -> Reply:
    """The colleague is asked; who was asked before is free."""
    return mine.of(timeoff.name_cover(ctx.tx, ctx.me, form.entity, form.cover or None).id)


@view("cover")
def cover_card(ctx: Context, number: int) -> Message | None:
    """Somebody asks to be covered for: when, and yes or no. Never which leave it is."""
    asked = timeoff.find(ctx.tx, number)
    if asked is None or asked.person_id == ctx.me.id:
        return None
    name = people.get(ctx.tx, asked.person_id).name
    summary = _("{name} asks you to cover").format(name=name)
    if asked.cover_id != ctx.me.id:
        return Message(
            _("You don't need to cover for {name}").format(name=name), (Text(_("You are not asked any more.")),)
        )
    days = Text(_("**{days}**").format(days=said_days(asked.days)))
    if asked.status not in (Status.PENDING, Status.APPROVED):
        return Message(summary, (days, Text(_("This is off: nobody needs to cover any more."))))
    if asked.cover != "asked":
        said = _("You cover.") if asked.cover == "accepted" else _("You said you can't.")
        return Message(summary, (days, Text(said)), "good" if asked.cover == "accepted" else "none")
    buttons = (Button(_("I cover"), accept.id(number), "primary"), Button(_("I can't"), refuse.id(number)))
    return Message(summary, (days, Actions(buttons)))


@press("cover_yes")
def accept(ctx: Context, pressed: Pressed) -> Reply:
    """Yes."""
    timeoff.answer_cover(ctx.tx, ctx.me, pressed.entity, True)
    return cover_card.of(pressed.entity)


@press("cover_no")
def refuse(ctx: Context, pressed: Pressed) -> Reply:
    """No; the person names somebody else."""
    timeoff.answer_cover(ctx.tx, ctx.me, pressed.entity, False)
    return cover_card.of(pressed.entity)


@on(CoverAsked)
def ask_cover(ctx: Context, fact: CoverAsked) -> Send | None:
    """The colleague is asked."""
    asked = timeoff.find(ctx.tx, fact.request)
    return Send(f"person:{asked.cover_id}", cover_card.full, asked.id, "decision") if asked and asked.cover_id else None


@on(CoverAnswered)
def tell_cover(ctx: Context, fact: CoverAnswered) -> Send | None:
    """A no is told at once, so that somebody else can be asked; a yes shows on the request."""
    asked = timeoff.find(ctx.tx, fact.request)
    if asked is None or fact.said == "accepted":
        return None
    return Send(f"person:{asked.person_id}", mine.full, asked.id, "decision")


@on(CoverFreed)
def tell_freed(ctx: Context, fact: CoverFreed) -> Send:
    """Who was asked before hears that they need to cover no more."""
    return Send(f"person:{fact.person}", cover_card.full, fact.request, "decision", "digest")


@on(TakenBack)
def tell_off(ctx: Context, fact: TakenBack) -> Send | None:
    """Who had said yes hears that the leave is off."""
    asked = timeoff.find(ctx.tx, fact.request)
    if asked is None or asked.cover != "accepted":
        return None
    return Send(f"person:{asked.cover_id}", cover_card.full, asked.id, "decision", "digest")


@refresh(CoverAnswered, card, mine, cover_card)
def after_cover(fact: CoverAnswered) -> int:
    """Every copy shows whether somebody covers."""
    return fact.request


@refresh(CoverAsked, card, mine, cover_card)
def after_asking(fact: CoverAsked) -> int:
    """Every copy shows who is asked now."""
    return fact.request


@refresh(CoverFreed, card, mine, cover_card)
def after_freeing(fact: CoverFreed) -> int:
    """Every copy shows that nobody waits for this person."""
    return fact.request


@refresh(Decided, cover_card)
def cover_after_answer(fact: Decided) -> int:
    """A no ends the question who covers."""
    return fact.request


@refresh(TakenBack, cover_card)
def cover_after_taking_back(fact: TakenBack) -> int:
    """Leave that is off needs nobody."""
    return fact.request


@refresh(Changed, cover_card)
def cover_after_change(fact: Changed) -> int:
    """Whoever covers sees the new days."""
    return fact.request
