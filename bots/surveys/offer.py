"""What the company offers, in words: written by its owners, told to everybody, and read with one tap."""

from bots.bot import Pressed, Reply, on, press, submit, view
from bots.chat import Beside, Context, Send
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
    Text,
    TextField,
    quoted,
    shortened,
)
from core import people, surveys
from core.clock import local_day
from core.surveys import ELEMENTS, OfferAnnounced
from core.words import N_, _, say_date

TOPIC, MOST_VERSIONS = "evp", 6


class OfferForm(Form):
    """The words of one element."""

    TITLE, SUBMIT = N_("What we promise"), N_("Keep it")
    element = ChoiceField(N_("About"), lambda: tuple(Option(str(one), surveys.part_name(one)) for one in ELEMENTS))
    words = TextField(N_("What we promise"), multiline=True, most=surveys.LONGEST_OFFER,
                      hint=N_("In words everybody can check. Nobody is told before you announce it."))  # fmt: skip


@press("write_offer", reads=True)
def write(ctx: Context, pressed: Pressed) -> FormNode:
    """The next element without words, else the first; with the words that hold now."""
    now = surveys.offers(ctx.tx)
    element = next((one for one in ELEMENTS if one not in now), pressed.entity or 1)
    return OfferForm.open(element=str(element), words=now[element].words if element in now else "")


@submit("wrote_offer", OfferForm)
def keep(ctx: Context, form: OfferForm) -> Reply:
    """Another version of these words."""
    element = int(form.element)
    version = surveys.write_offer(ctx.tx, ctx.me, element, form.words)
    left = [one for one in ELEMENTS if one not in surveys.offers(ctx.tx)]
    words = _("{element}: version {n} is kept.").format(element=surveys.short_name(element), n=version)
    more = _("Write the next one…") if left else _("Change another one…")
    start = Button(_("Back to /evp"), "surveys.evp:0")
    return Beside(Message(words, (Text(quoted(form.words)), Actions((Button(more, write.id(0)), start)))))


@view("offer")
def offer(ctx: Context, announcement: int) -> Message | None:
    """The offer as it was told, and the tap."""
    told = surveys.announced(ctx.tx, announcement)
    if told is None:
        return None
    before = surveys.announced(ctx.tx, announcement - 1) if announcement > 1 else None
    body: list[Node] = []
    for element, one in told.offers.items():
        new = before is not None and (element not in before.offers or before.offers[element].version != one.version)
        heading = f"**{surveys.part_name(element)}**" + (" · " + _("new words") if new else "")
        body.append(Text(f"{heading}\n{quoted(one.words)}"))
    who = people.get(ctx.tx, told.announced_by)
    day = say_date(local_day(told.announced_at, ctx.me.zone))
    body.append(Text(_("Told by {name} on {day}. Once a year you are asked how well we keep it.").format(
        name=Plain(who.name), day=day), small=True))  # fmt: skip
    if ctx.me.id and surveys.has_read(ctx.tx, ctx.me, announcement):
        body.append(Text(_("You tapped that you read this."), small=True))
    else:
        body.append(Actions((Button(_("I have read it"), read.id(announcement), "primary"),)))
    return Message(_("What working here offers you"), tuple(body))


@press("read_offer")
def read(ctx: Context, pressed: Pressed) -> Reply:
    """Read: one tap, once. Not tapping counts for nothing."""
    surveys.read_offer(ctx.tx, ctx.me, pressed.entity)
    return offer.of(pressed.entity)


@press("earlier", reads=True)
def earlier(ctx: Context, pressed: Pressed) -> Reply:
    """The versions of one element, the newest first; buttons lead to the others."""
    element = pressed.entity if pressed.entity in ELEMENTS else 1
    body: list[Node] = []
    for one in surveys.versions(ctx.tx, element)[:MOST_VERSIONS]:
        day = say_date(local_day(one.written_at, ctx.me.zone), "d MMM y")
        body.append(Text(f"**{one.version}** · {day}\n{quoted(shortened(one.words, 300))}"))
    if not body:
        body.append(Text(_("Nothing was written about this yet.")))
    others = tuple(Button(surveys.short_name(one), earlier.id(one)) for one in ELEMENTS if one != element)
    return Beside(Message(surveys.part_name(element), (*body, Actions(others))))


@on(OfferAnnounced)
def tell_everybody(ctx: Context, told: OfferAnnounced) -> Send:
    """Everybody gets the words."""
    return Send("everybody", offer.full, told.announcement_id, TOPIC, "invite", f"surveys:offer:{told.announcement_id}")
