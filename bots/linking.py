"""`/townhall link`: who has no account here yet shows who they are, by a code in another chat or through HR."""

from collections.abc import Mapping
from typing import Any

from bots.bot import Asked, Opt, Pressed, Reply, command, on, press, refresh, submit, view
from bots.chat import Beside, Context, Send, Who
from bots.ui import Actions, Button, Fields, Form, FormNode, Message, Plain, Text, TextField
from core import people
from core.errors import NotAllowed
from core.people import Role, linking
from core.people.facts import CodeAsked, ConfirmationAsked, Linked, LinkRefused
from core.words import N_, _

NAMES = {"slack": "Slack", "discord": "Discord"}


class LinkForm(Form):
    """Whose account this is, by work e-mail."""

    TITLE, SUBMIT = N_("Link this account"), N_("Next")
    email = TextField(N_("Your work e-mail"), most=200)


class CodeForm(Form):
    """The code that came in another chat."""

    TITLE, SUBMIT = N_("Link this account"), N_("Link")
    code = TextField(N_("The code of eight digits"), most=20)

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """Empty again: a code is never kept."""
        return cls.open(entity, *args)


@command(
    "townhall link", "townhall koppelen",
    help=("Link this account to you", "Koppel dit account aan jou"), strangers=True,
    options=(Opt("email", names=("email", "mailadres"), help=("Your work e-mail", "Je werkmail")),),
)  # fmt: skip
def start(ctx: Context, asked: Asked) -> Reply:
    """Asks for the work e-mail."""
    if ctx.who is None:
        return _("This account is linked to you, {name}.").format(name=Plain(ctx.me.first_name))
    return begun(ctx, ctx.who, asked.get("email")) if asked.get("email") else LinkForm.open()


@submit("link", LinkForm, strangers=True)
def named(ctx: Context, form: LinkForm) -> Reply:
    """The same answer whether or not the e-mail is anybody's (T68)."""
    return begun(ctx, _stranger(ctx), form.email)


def begun(ctx: Context, who: Who, email: str) -> Message:
    """What happens next, in words that tell nothing about the e-mail."""
    request = linking.ask(ctx.tx, who.platform, who.space, who.user, email)
    text = _(
        "If this is a colleague's address, a code is on its way to their other chat with Townhall, good for {n} minutes. "
        "If they have no other chat, HR is asked to confirm."
    ).format(n=linking.CODE_MINUTES)
    return Message(_("One more step"), (Text(text), _buttons(request)))


def _buttons(request: int) -> Actions:
    return Actions((
        Button(_("Fill in the code…"), fill_in.id(request), "primary"), Button(_("Ask HR instead"), ask_hr.id(request)),
    ))  # fmt: skip


def _stranger(ctx: Context) -> Who:
    """The account that acts; somebody who was linked meanwhile needs nothing of this."""
    if ctx.who is None:
        raise NotAllowed(_("This account is linked already. If that is wrong, go to HR."))
    return ctx.who


@press("link_code", strangers=True)
def fill_in(ctx: Context, pressed: Pressed) -> FormNode:
    """The form for the code."""
    _stranger(ctx)
    return CodeForm.open(pressed.entity)


@submit("link_prove", CodeForm, strangers=True)
def prove(ctx: Context, form: CodeForm) -> Reply:
    """The account is linked, or how many tries are left."""
    who = _stranger(ctx)
    left = linking.prove(ctx.tx, who.platform, who.space, who.user, form.entity, form.code, _first(ctx, who.platform))
    if left is None:
        return Message(_("Linked"), (Text(_("From now on I know you here. Type /townhall for all I can do.")),), "good")
    if left == 0:
        return Message(_("This was the last try"), (Text(_("Ask for a new code with /townhall link, or go to HR.")),))
    return Beside(Message(
        _("This is not the code"), (Text(_("You have {n} tries left.").format(n=left)), _buttons(form.entity))
    ))  # fmt: skip


@press("link_hr", strangers=True)
def ask_hr(ctx: Context, pressed: Pressed) -> str:
    """HR is asked, in the same words whether or not the e-mail is anybody's."""
    who = _stranger(ctx)
    linking.ask_hr_to_confirm(ctx.tx, who.platform, who.space, who.user, pressed.entity)
    return _("If this is a colleague's address, HR is asked to confirm. That may take a day or two.")


@view("link_code_card")
def code_card(ctx: Context, request: int) -> Message | None:
    """The code, for the person themselves and nobody else; gone once it is of no use."""
    asked = linking.request_of(ctx.tx, request)
    if asked is None or asked.person_id != ctx.me.id:
        return None
    platform = NAMES.get(asked.platform, asked.platform)
    if not asked.good(ctx.now):
        said = _("It was used.") if asked.state == "linked" else _("It is no longer good.")
        return Message(_("A code for {platform}").format(platform=platform), (Text(said),), sensitive=True)
    return Message(
        _("A code for {platform}").format(platform=platform),
        (
            Text(_("Somebody on {platform} typed your e-mail. Is it you? Fill this in there:").format(platform=platform)),
            Text(f"**{asked.code[:4]} {asked.code[4:]}**"),
            Text(_("It is not you? Do nothing, and give this code to nobody."), small=True),
        ),
        sensitive=True,
    )  # fmt: skip


@on(CodeAsked)
def send_code(ctx: Context, happened: CodeAsked) -> Send:
    """The code goes to another chat of the person's, at once: somebody waits for it."""
    return Send(f"person:{happened.person}", code_card.full, happened.request, "security", "reply")


@view("link_hr_card")
def hr_card(ctx: Context, request: int) -> Message | None:
    """Whose account this is said to be, for HR to confirm."""
    asked = linking.request_of(ctx.tx, request)
    hr = people.has_role(ctx.tx, ctx.me.id, Role.HR)
    if asked is None or asked.person_id is None or not hr or asked.person_id == ctx.me.id:
        return None
    name, platform = people.get(ctx.tx, asked.person_id).name, NAMES.get(asked.platform, asked.platform)
    facts = Fields(((_("Colleague"), str(Plain(name))), (_("Account"), f"{platform} {asked.user}")))
    title = _("Is this account a colleague's?")
    if not asked.waits(ctx.now):
        became = {"linked": _("Linked."), "refused": _("Not linked.")}.get(asked.state, _("It waited too long."))
        return Message(title, (facts, Text(became)))
    advice = Text(_("Ask them in person or by telephone before you confirm. A name on a screen proves nothing."))
    buttons = (
        Button(_("Confirm"), confirm.id(request), "primary"),
        Button(_("It is not"), refuse.id(request), "danger"),
    )
    return Message(title, (facts, advice, Actions(buttons)))


@on(ConfirmationAsked)
def send_to_hr(ctx: Context, happened: ConfirmationAsked) -> Send:
    """HR decides."""
    return Send("role:hr", hr_card.full, happened.request, "security")


@press("link_confirm")
def confirm(ctx: Context, pressed: Pressed) -> Reply:
    """HR says yes."""
    asked = linking.request_of(ctx.tx, pressed.entity)
    linking.confirm(ctx.tx, ctx.me, pressed.entity, _first(ctx, asked.platform if asked else ""))
    return hr_card.of(pressed.entity)


@press("link_refuse")
def refuse(ctx: Context, pressed: Pressed) -> Reply:
    """HR says no."""
    linking.refuse(ctx.tx, ctx.me, pressed.entity)
    return hr_card.of(pressed.entity)


@view("linked_card")
def linked_card(ctx: Context, request: int) -> Message | None:
    """Word to the person that an account of theirs was added, with what to do if it is not theirs."""
    asked = linking.request_of(ctx.tx, request)
    if asked is None or asked.person_id != ctx.me.id:
        return None
    platform = NAMES.get(asked.platform, asked.platform)
    text = _("Your {platform} account is linked to you here. It is not yours? Tell HR at once.").format(
        platform=platform
    )
    return Message(_("An account was linked to you"), (Text(text),))


@on(Linked)
def tell_person(ctx: Context, happened: Linked) -> Send:
    """The person hears of every account that becomes theirs."""
    return Send(f"person:{happened.person}", linked_card.full, happened.request, "security")


@refresh(Linked, code_card, hr_card)
def after_linking(happened: Linked) -> int:
    """The code is used, and HR's card is settled."""
    return happened.request


@refresh(LinkRefused, hr_card)
def after_refusing(happened: LinkRefused) -> int:
    """HR's card is settled."""
    return happened.request


def _first(ctx: Context, platform: str) -> bool:
    """Whether direct messages may go there at once; on Discord only after the person's own click."""
    return ctx.suite is None or ctx.suite.speaks_first(platform)
