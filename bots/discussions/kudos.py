"""Kudos: thank a colleague with a value of the company, in their team's place; told to them, counted by nobody."""

from collections.abc import Mapping
from typing import Any

from bots.bot import Asked, Colleague, Opt, Picked, Reply, command, message_action, on, person_action, submit, view
from bots.chat import Context, Send
from bots.discussions.remind import STARTER
from bots.ui import ChoiceField, Form, FormNode, Message, Option, PersonField, Plain, Text, TextField, quoted, shortened
from core import discussions, people
from core.discussions import LONGEST_THANKS, Thanked
from core.words import N_, _

NONE = "0"


class KudosForm(Form):
    """Whom, for what, and which value it shows."""

    TITLE, SUBMIT = N_("Kudos"), N_("Thank them")
    receiver = PersonField(N_("Whom"))
    words = TextField(
        N_("For what"), multiline=True, most=LONGEST_THANKS, hint=N_("Everybody in their team reads this")
    )
    value = ChoiceField(N_("Which value it shows"))

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form with the company's values of this moment."""
        known = [Option(str(number), shortened(name, 75)) for number, name in discussions.values(ctx.tx).items()]
        options = (*known, Option(NONE, _("None in particular")))
        return cls.open(entity, *args, options={"value": options}, **{"value": options[-1].value, **values})


@command(
    "kudos", "pluim", help=("Thank a colleague", "Geef een collega een pluim"),
    options=(Opt("who", "person", ("who", "wie"), ("Whom", "Wie")),
             Opt("words", "text", ("words", "woorden"), ("For what", "Waarvoor"))),
    shortcut=True,
)  # fmt: skip
def thank_somebody(ctx: Context, asked: Asked) -> Reply:
    """A colleague and why: said at once. Else the form, with what was typed."""
    who, words = asked.options.get("who", ""), asked.get("words")[:LONGEST_THANKS]
    if who and words:
        return said(ctx, int(who), words)
    return _form(ctx, int(who or 0), words)


def _form(ctx: Context, whom: int, words: str = "") -> FormNode:
    """The form, which knows whom where that is known."""
    platform = ctx.where.ref.partition(":")[0] or (ctx.caps.name if ctx.caps else "")
    here = [one.user for one in people.accounts(ctx.tx, whom) if one.platform == platform]
    return KudosForm.reopen(ctx, 0, (), {"words": words, **({"receiver": here[0]} if here else {})})


@message_action("kudos_for", "Give kudos", "Geef een pluim")
def kudos_for(ctx: Context, picked: Picked) -> Reply:
    """Thank whoever wrote this message: the form knows whom."""
    return _form(ctx, picked.author or 0)


@person_action("kudos_to", "Give kudos", "Geef een pluim")
def kudos_to(ctx: Context, colleague: Colleague) -> Reply:
    """Thank the colleague that was pointed at: the form knows whom."""
    return _form(ctx, colleague.person)


@submit("kudos", KudosForm)
def thank(ctx: Context, form: KudosForm) -> str:
    """Said in their team's place, and to them."""
    return said(ctx, form.receiver, form.words, int(form.value) if form.value.isdecimal() else 0)


def said(ctx: Context, receiver: int, words: str, value: int = 0) -> str:
    """The thanks are given; what the giver reads."""
    discussions.thank(ctx.tx, ctx.me, receiver, words, value)
    name = people.get(ctx.tx, receiver).first_name
    return _("Said. {name} reads it, and so does the team.").format(name=Plain(name))


@view("kudos", title=N_("Kudos"))
def kudos(ctx: Context, number: int) -> Message | None:
    """Who thanked whom, for what; no numbers."""
    found = discussions.thanks(ctx.tx, number)
    if found is None:
        return None
    names = people.names(ctx.tx, [found.giver_id, found.receiver_id])
    said = _("{giver} thanks {receiver}").format(
        giver=names[found.giver_id][:60], receiver=names[found.receiver_id][:60]
    )
    value = [Text(_("Shows: {value}").format(value=Plain(found.value)), small=True)] if found.value else []
    return Message(said, (Text(quoted(found.words)), *value), "good")


@on(Thanked)
def tell_kudos(ctx: Context, fact: Thanked) -> list[Send]:
    """In the place of the receiver's team, and in the receiver's digest: no ping at night."""
    found = discussions.thanks(ctx.tx, fact.kudos)
    if found is None:
        return []
    team = people.get(ctx.tx, found.receiver_id).team_id
    places = [place for place in people.places(ctx.tx, "team") if team and place.team_id == team]
    told = [Send(f"place:{place.id}", kudos.full, fact.kudos, STARTER) for place in places]
    return [*told, Send(f"person:{found.receiver_id}", kudos.full, fact.kudos, STARTER, "digest")]


class ValuesForm(Form):
    """The company's values."""

    TITLE, SUBMIT = N_("Our values"), N_("Save")
    names = TextField(N_("Our values, one a line"), required=False, multiline=True, most=1000)


@command("kudos values", "pluim waarden", help=("The values that kudos can show", "De waarden waar een pluim bij past"))
def show_values(ctx: Context, asked: Asked) -> Reply:
    """For HR the form; for others the list."""
    known = list(discussions.values(ctx.tx).values())
    if people.has_role(ctx.tx, ctx.me.id, people.Role.HR, people.Role.ADMIN):
        return ValuesForm.open(names="\n".join(known))
    lines = "\n".join(f"- {Plain(name)}" for name in known) or _("Nothing here.")
    return Message(_("Our values"), (Text(lines),))


@submit("values", ValuesForm)
def set_values(ctx: Context, form: ValuesForm) -> str:
    """Kudos can show these from now on."""
    discussions.set_values(ctx.tx, ctx.me, form.names.split("\n"))
    return _("Saved. Kudos can show these from now on.")
