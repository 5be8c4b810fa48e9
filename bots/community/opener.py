"""The content calendar: an opener for the week in one's own words, posted with one tap on its day."""

from collections.abc import Mapping
from typing import Any

from bots.bot import Pressed, due, on, press, submit, view
from bots.chat import Beside, Context, Send
from bots.community.channels import find_channels
from bots.ui import (
    Actions,
    Button,
    DateField,
    Form,
    FormNode,
    LookupField,
    Message,
    Node,
    Plain,
    Text,
    TextField,
    clean,
    quoted,
)
from core import community, people
from core.community import OpenerPosted
from core.community import monday as monday_of
from core.errors import NotAllowed
from core.words import N_, _, say_date


class OpenerForm(Form):
    """How a week begins in a channel."""

    TITLE, SUBMIT = N_("An opener"), N_("Plan")
    place = LookupField(N_("In which channel"), find_channels)
    day = DateField(N_("On which day"))
    words = TextField(N_("In your own words"), multiline=True, most=community.LONGEST,
                      hint=N_("You get it that morning, and post it with one tap"))  # fmt: skip

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form with the channels of this moment."""
        options = find_channels(ctx, "")
        if not options:
            raise NotAllowed(_("No channel is a place of Townhall yet. An admin types /place in one."))
        day = monday_of(ctx.today).fromordinal(monday_of(ctx.today).toordinal() + 7).isoformat()
        return cls.open(entity, options={"place": options[:1]}, **{"day": day, **values})


@press("calendar", reads=True)
def show_calendar(ctx: Context, pressed: Pressed) -> Beside:
    """What is planned."""
    return Beside(calendar_page(ctx))


def calendar_page(ctx: Context) -> Message:
    """What is planned for six weeks, by day."""
    lines = []
    for one in community.coming_openers(ctx.tx, ctx.today)[:15]:
        place = people.get_place(ctx.tx, one.place_id)
        author = people.names(ctx.tx, [one.author_id]).get(one.author_id, "")
        where = str(Plain(place.name)) if place else "?"
        lines.append(
            f"- {say_date(one.day)}: **{where}**, {Plain(author)}: {Plain(clean(one.words, one_line=True, most=80))}"
        )
    body: list[Node] = [Text("\n".join(lines) if lines else _("Nothing is planned yet."))]
    return Message(_("What is coming"), (*body, Actions((
        Button(_("Plan an opener…"), open_opener.id()), Button(_("Campaigns"), "community.campaigns:0"),
    ))))  # fmt: skip


@press("plan_opener")
def open_opener(ctx: Context, pressed: Pressed) -> FormNode:
    """The form, for next Monday; from a campaign's page for that campaign."""
    return OpenerForm.reopen(ctx, pressed.entity, (), {})


@submit("opener_planned", OpenerForm)
def plan(ctx: Context, form: OpenerForm) -> Message:
    """It waits for its day."""
    place = int(form.place) if form.place.isdecimal() else 0
    community.plan_opener(ctx.tx, ctx.me, place, form.day, form.words, form.entity or None)
    if form.entity:
        from bots.community.campaign import campaign_page

        return campaign_page(ctx, form.entity)
    return calendar_page(ctx)


@due("opener")
def ready(ctx: Context, payload: dict[str, Any]) -> Send | None:
    """On its morning the writer gets it, with one button."""
    one = community.find_opener(ctx.tx, payload["opener"])
    if one is None or one.posted_at:
        return None
    return Send(f"person:{one.author_id}", opener_card.full, one.id, "community", "now", f"community.opener:{one.id}")


@view("opener_card")
def opener_card(ctx: Context, number: int) -> Message | None:
    """The writer's own card."""
    one = community.find_opener(ctx.tx, number)
    place = people.get_place(ctx.tx, one.place_id) if one else None
    if one is None or place is None or one.author_id != ctx.me.id:
        return None
    name = clean(place.name, one_line=True, most=60)
    if one.posted_at:
        return Message(_("Posted in {place}").format(place=name), (Text(quoted(one.words)),))
    buttons = Button(_("Post it"), post.id(number), "primary"), Button(_("Not after all"), drop.id(number))
    return Message(
        _("Your opener for {place} is ready").format(place=name), (Text(quoted(one.words)), Actions(buttons))
    )


@press("post_opener")
def post(ctx: Context, pressed: Pressed) -> Any:
    """One tap, and it stands there, signed."""
    community.post_opener(ctx.tx, ctx.me, pressed.entity)
    return opener_card.of(pressed.entity)


@press("drop_opener")
def drop(ctx: Context, pressed: Pressed) -> Message:
    """It goes."""
    community.drop_opener(ctx.tx, ctx.me, pressed.entity)
    return calendar_page(ctx)


@on(OpenerPosted)
def put_up(ctx: Context, fact: OpenerPosted) -> Send | None:
    """In the channel it was for."""
    one = community.find_opener(ctx.tx, fact.opener)
    return Send(f"place:{one.place_id}", opener.full, one.id, "notice", key=f"community.up:{one.id}") if one else None


@view("opener")
def opener(ctx: Context, number: int) -> Message | None:
    """The opener as everybody sees it."""
    one = community.find_opener(ctx.tx, number)
    if one is None or one.posted_at is None:
        return None
    name = people.names(ctx.tx, [one.author_id]).get(one.author_id, "")
    return Message(_("{name} asks").format(name=clean(name, one_line=True, most=60)), (Text(quoted(one.words)),))
