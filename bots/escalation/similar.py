"""Before a question goes out: what is known already, and one press that makes an earlier answer or a known problem enough."""

from dataclasses import asdict, field
from typing import Any

from bots.bot import Pressed, on, press, view
from bots.chat import Beside, Context, Send
from bots.escalation.close import mine
from bots.escalation.saying import one_line, quote
from bots.ui import Actions, Button, Message, Node, Plain, Row, Text, shortened
from core import escalation
from core.desk import drafts
from core.values import frozen
from core.words import _, ngettext

ORIGIN, PREVIEW = "escalation.origin", "escalation.preview"
ROOM = 600


@frozen
class Wish:
    """A question as it was filled in, with where it came from (`message`, `channel`, `files`)."""

    teams: list[int]
    question: str
    customer: str
    wanted: str
    about: str
    origin: dict[str, Any] = field(default_factory=dict)

    def masked(self) -> "Wish":
        """Without personal numbers, as it may be kept."""
        said = (escalation.mask(one)[0] for one in (self.question, self.customer, self.about))
        question, customer, about = said
        return Wish(self.teams, question, customer, self.wanted, about, self.origin)


def preview(ctx: Context, wish: Wish, found: list[escalation.Similar]) -> Beside | None:
    """What resembles the question, with the earlier answers in full; None when nothing does."""
    if not found:
        return None
    draft = drafts.keep(ctx.tx, ctx.me.id, PREVIEW, asdict(wish.masked()))
    body: list[Node] = []
    for one in found:
        if one.kind == "problem":
            label = Button(_("My customer too"), join.id(draft, one.entity))
            body.append(Row(f"**KP-{one.entity}** {Plain(shortened(one.title, 120))}", label))
            body += quote(one.answer, ROOM) if one.answer else ()
        elif one.kind == "procedure":
            label = Button(_("This answers it"), apply.id(draft, one.entity))
            body.append(Row(f"**PR-{one.entity}** {Plain(shortened(one.title, 120))}", label))
            body += quote(one.answer, ROOM)
        else:
            label = Button(_("This answers it"), use.id(draft, one.entity))
            body.append(Row(f"**CQ-{one.entity}** {Plain(shortened(one.title, 200))}", label))
            body += quote(one.answer, ROOM)
    if files := wish.origin.get("files"):
        said = _("Not sent along: {files}").format(files=Plain(shortened(", ".join(files), 300)))
        body.append(Text(said, small=True))
    body.append(Actions((Button(_("Send anyway"), send.id(draft), "primary"),)))
    return Beside(Message(_("This was asked before. Not sent yet"), tuple(body)))


def place_question(ctx: Context, wish: Wish) -> Beside | str:
    """The question goes out; the asker's card stands in the direct conversation, where it can be found."""
    here = ctx.where.kind in ("dm", "home") or not (ctx.caps and ctx.caps.first_contact_by_dm)
    came = wish.origin
    number = escalation.escalate(
        ctx.tx, ctx.me, wish.teams, wish.question, wish.customer, wish.wanted, receipt=not here, about=wish.about,
        origin=escalation.Origin(str(came.get("message", "")), str(came.get("channel", "")), tuple(came.get("files", ()))),
    )  # fmt: skip
    if here:
        return Beside(mine(ctx, number), mine.of(number))
    return _("{case} is on its way. You find its card in your conversation with me.").format(case=f"CQ-{number}")


@press("send")
def send(ctx: Context, pressed: Pressed) -> Message | str:
    """The question goes out after all."""
    wish = _kept(ctx, pressed.entity)
    if wish is None:
        return _("This is no longer here. Please start again.")
    sent = place_question(ctx, wish)
    return sent.message if isinstance(sent, Beside) else Message(sent)


@press("use")
def use(ctx: Context, pressed: Pressed) -> Message | str:
    """An earlier answer is enough; it stands here to copy, and who gave it is thanked."""
    wish, earlier = _kept(ctx, pressed.entity), int(pressed.args[0])
    if wish is None:
        return _("This is no longer here. Please start again.")
    number = escalation.use_answer(ctx.tx, ctx.me, wish.question, wish.customer, wish.about, earlier)
    body = [text for line in escalation.answers_of(ctx.tx, earlier) for text in quote(line.text, 1000)]
    said = _("{case} is answered by {earlier}").format(case=f"CQ-{number}", earlier=f"CQ-{earlier}")
    return Message(said, tuple(body), "good")


@press("apply")
def apply(ctx: Context, pressed: Pressed) -> Message | str:
    """A procedure says what to do; it stands here to follow."""
    wish, number = _kept(ctx, pressed.entity), int(pressed.args[0])
    if wish is None:
        return _("This is no longer here. Please start again.")
    case = escalation.use_procedure(ctx.tx, ctx.me, wish.question, wish.customer, wish.about, number)
    found = escalation.procedure(ctx.tx, number)
    said = _("{case} is answered by {earlier}").format(case=f"CQ-{case}", earlier=f"PR-{number}")
    return Message(said, quote(found.text, 2400) if found else (), "good")


@press("join")
def join(ctx: Context, pressed: Pressed) -> Message | str:
    """One more customer with a known problem; the asker hears when it is solved."""
    wish, known = _kept(ctx, pressed.entity), int(pressed.args[0])
    if wish is None:
        return _("This is no longer here. Please start again.")
    number = escalation.join_problem(ctx.tx, ctx.me, wish.question, wish.customer, wish.about, known)
    said = _("{case} belongs to {problem} now.").format(case=f"CQ-{number}", problem=f"KP-{known}")
    return Message(said, (Text(_("You hear from me when it is solved.")),))


def _kept(ctx: Context, draft: int) -> Wish | None:
    kept = drafts.load(ctx.tx, ctx.me.id, PREVIEW, draft)
    if kept is None:
        return None
    drafts.drop(ctx.tx, ctx.me.id, draft)
    return Wish(**kept)


@view("thanks")
def thanks(ctx: Context, number: int) -> Message | None:
    """For who answered: how many customers their answer helped since."""
    case, count = escalation.find(ctx.tx, number), escalation.reused(ctx.tx, number)
    if case is None or not count:
        return None
    said = ngettext(
        "Your answer to {case} helped {n} more customer", "Your answer to {case} helped {n} more customers", count
    )
    return Message(
        said.format(case=case.name, n=count),
        (Text(f"{Plain(shortened(case.question, 200))}"),) if case.question else (),
    )


@on(escalation.Reused)
def thank(ctx: Context, happened: escalation.Reused) -> list[Send]:
    """Whoever gave the answer, and whoever asked, read in their digest what it did for others."""
    case = escalation.find(ctx.tx, happened.case)
    answered = {line.written_by for line in escalation.answers_of(ctx.tx, happened.case)}
    sends = [Send(f"person:{one}", thanks.full, happened.case, "escalation", "digest",
                  f"thanks:{happened.case}:{happened.count}:{one}")
             for one in sorted(one for one in answered if one)]  # fmt: skip
    if case and case.asker_id and case.asker_id not in answered:
        sends.append(Send(f"person:{case.asker_id}", helped_others.full, case.id, "escalation", "digest",
                          f"helped:{case.id}:{happened.count}"))  # fmt: skip
    return sends


@view("helped_others")
def helped_others(ctx: Context, number: int) -> Message | None:
    """For who asked: how many customers the question helped since."""
    count = escalation.reused(ctx.tx, number)
    if not count:
        return None
    said = ngettext(
        "Your question {case} helped {n} more customer", "Your question {case} helped {n} more customers", count
    )
    return Message(said.format(case=one_line(f"CQ-{number}"), n=count))
