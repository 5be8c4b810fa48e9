"""A post as its readers see it, privately and in its place; the tap that they read it, and two kind words to who is missing."""

from dataclasses import replace
from typing import Any

from bots.bot import Pressed, Reply, due, home, on, press, refresh, view
from bots.chat import Beside, Context, Send
from bots.news.drawing import MUST, TOPIC, name_of, reader_of, said, seen_by_name, title_of
from bots.ui import Actions, Button, Message, Node, Plain, Row, Text, shortened
from core import calendar, news, people
from core.clock import local_day
from core.news import Changed, FoundUseful, Kind, Moved, Posted, PostHere, State
from core.people import PlaceHere
from core.words import N_, _, say_date


@view("card", title=N_("News"))
def card(ctx: Context, number: int) -> Message | None:
    """A post as one person sees it."""
    post = reader_of(ctx, number)
    if not post.out:
        return _not_there(ctx, post)
    read = news.read_on(ctx.tx, ctx.me, number) if post.must_read else None
    buttons = [Button(_("I have read it"), tap.id(number), "primary")] if post.must_read and not read else []
    useful = news.was_useful(ctx.tx, ctx.me, number)
    buttons += [Button(_("Not useful after all") if useful else _("Useful"), f"news.useful:{number}")]
    buttons += [Button(_("Ask a question…"), f"news.ask:{number}"), Button(_("Questions"), f"news.questions:{number}")]
    noted = [_("You tapped that you read this on {day}.").format(day=say_date(read))] if read else []
    noted += [_("You found this useful.")] if useful else []
    body: list[Node] = [*said(ctx, post), *([] if read else seen_by_name(ctx, post))]
    return Message(
        title_of(post), (*body, *(Text(" ".join(noted), small=True) for _one in noted[:1]), Actions(tuple(buttons)))
    )


@view("board", title=N_("News"))
def board(ctx: Context, number: int) -> Message | None:
    """A post as everybody sees it in its place: the same for all, with totals from the minimum group on."""
    post = news.find_post(ctx.tx, number)
    if not post.out:
        return _not_there(ctx, post)
    count = news.useful_to(ctx.tx, number)
    label = _("Useful") if count is None else _("Useful · {n}").format(n=count)
    buttons = [Button(_("I have read it"), tap_there.id(number), "primary")] if post.must_read else []
    buttons += [Button(label, f"news.useful_there:{number}"), Button(_("Ask a question…"), f"news.ask:{number}")]
    shown = news.shown_questions(ctx.tx, news.questions_of(ctx.tx, number))
    buttons += [Button(_("Questions · {n}").format(n=len(shown)), f"news.questions:{number}")] if shown else []
    body = (*said(ctx, post), *seen_by_name(ctx, post))
    return Message(title_of(post), (*body, Actions(tuple(buttons))))


def _not_there(ctx: Context, post: PostHere) -> Message | None:
    """A post that was taken back says so where it stood; one that never went out is nowhere."""
    if post.state != State.WITHDRAWN or post.posted_at is None or post.corrected_at is None:
        return None
    day = say_date(local_day(post.corrected_at, ctx.me.zone))
    told = _("{name} withdrew this on {day}.").format(name=Plain(name_of(ctx, post.author_id)), day=day)
    return Message(_("A post was withdrawn"), (Text(told),))


def places_of(ctx: Context, post: PostHere) -> list[PlaceHere]:
    """Where it stands: the channel it was written in, its team's own, and for everybody the company's."""
    kind, _sep, number = post.audience.partition(":")
    there = [one for one in people.places(ctx.tx, "team") if kind == "team" and one.team_id == int(number)]
    there += people.places(ctx.tx, "company") if kind == "everybody" else []
    written_in = people.get_place(ctx.tx, post.place_id) if post.place_id else None
    return list({one.id: one for one in (*([written_in] if written_in else []), *there)}.values())


@on(Posted)
def post_it(ctx: Context, fact: Posted) -> list[Send]:
    """It comes into its places."""
    post = news.find_post(ctx.tx, fact.post)
    return [Send(f"place:{one.id}", board.full, post.id, TOPIC, key=f"news:{post.id}:place:{one.id}")
            for one in places_of(ctx, post)]  # fmt: skip


@due("tell")
def tell(ctx: Context, planned: dict[str, Any]) -> list[Send]:
    """Each reader once: what must be read as a message where they are at work, everything else as a line in the digest."""
    number = int(planned["post"])
    there = news.tell_page(ctx.tx, number, int(planned["after"]))
    post = news.find_post(ctx.tx, number)
    topic, there = (MUST if post.must_read else TOPIC), [one for one in there if by_message(ctx, post, one)]
    return [
        Send(f"person:{one}", card.full, number, topic, _urgency(ctx, post, one), f"news:{number}:{one}")
        for one in there
    ]


def by_message(ctx: Context, post: PostHere, person: int) -> bool:
    """Whether this person is told by themselves: where no direct message may go yet, the card in a place there is enough."""
    assert ctx.suite is not None
    found = people.accounts(ctx.tx, person)
    stands = {one.ref.partition(":")[0] for one in places_of(ctx, post)}
    return any(ctx.suite.may_write(one) for one in found) or not stands & {one.platform for one in found}


def _urgency(ctx: Context, post: PostHere, person: int) -> str:
    """Who is away finds it in the digest that is theirs when they are back."""
    if post.kind not in (Kind.MUST_READ, Kind.URGENT) or calendar.is_away(ctx.tx, person, ctx.today):
        return "digest"
    return "urgent" if post.kind == Kind.URGENT else "invite"


@press("read")
def tap(ctx: Context, pressed: Pressed) -> Reply:
    """Read: one tap, once."""
    news.tap_read(ctx.tx, ctx.me, pressed.entity)
    return card.of(pressed.entity)


@press("read_there")
def tap_there(ctx: Context, pressed: Pressed) -> str:
    """The same on the card that all see, which stays as it is."""
    news.tap_read(ctx.tx, ctx.me, pressed.entity)
    return _("Kept: you have read it.")


@view("still_to_read", title=N_("Still to be read"))
def still_to_read(ctx: Context, number: int) -> Message | None:
    """A word to who is missing; once tapped or withdrawn it is not sent any more."""
    post = reader_of(ctx, number)
    if not post.out or news.read_on(ctx.tx, ctx.me, number):
        drawn: Message | None = card(ctx, number)
        return drawn
    title = _("Still to be read: {title}").format(title=shortened(post.title, 100))
    button = Button(_("I have read it"), tap.id(number), "primary")
    return Message(title, (*said(ctx, post), *seen_by_name(ctx, post), Actions((button,))))


@due("remind")
def remind(ctx: Context, planned: dict[str, Any]) -> list[Send]:
    """A line in the digest of who has not tapped and is at work today; nobody else hears of it."""
    number, turn = int(planned["post"]), int(planned["turn"])
    return [Send(f"person:{one}", still_to_read.full, number, MUST, "digest", f"news:{number}:again{turn}:{one}")
            for one in news.to_remind(ctx.tx, number) if by_message(ctx, news.find_post(ctx.tx, number), one)]  # fmt: skip


@home(60)
def waits_for_you(ctx: Context) -> Row | None:
    """What must be read and was not tapped yet."""
    found = news.unread(ctx.tx, ctx.me)
    if not found:
        return None
    title = shortened(news.find_post(ctx.tx, found[0]).title, 80)
    more = _("and {n} more").format(n=len(found) - 1) if found[1:] else ""
    text = _("**Must be read**: {title}").format(title=Plain(title))
    return Row(f"{text} {more}".strip(), Button(_("Open"), look.id(found[0])))


@press("look", reads=True)
def look(ctx: Context, pressed: Pressed) -> Reply:
    """A post, privately."""
    drawn = card(ctx, pressed.entity)
    if drawn is None:
        return _("This is no longer here.")
    post = news.find_post(ctx.tx, pressed.entity)
    if not (post.out and news.may_correct(ctx.tx, ctx.me, post)):
        return Beside(drawn, card.of(post.id))
    right = Button(_("Put it right…"), f"news.put_right:{post.id}")
    back = Button(_("Withdraw"), f"news.withdraw:{post.id}", "danger")
    return Beside(replace(drawn, body=(*drawn.body, Actions((right, back)))))


@refresh(Changed, card, board, still_to_read)
def after_change(fact: Changed) -> int:
    """Every copy says what holds now."""
    return fact.post


@refresh(FoundUseful, board)
def after_useful(fact: FoundUseful) -> int:
    """The total on the card that all see."""
    return fact.post


@refresh(Moved, board)
def after_question(fact: Moved) -> int:
    """How many questions can be seen."""
    return fact.post
