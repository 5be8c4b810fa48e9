"""Your settings: per topic now, digest or off, the hours in which messages may come, the language, and the account."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bots.bot import Asked, Pressed, Reply, command, press, submit
from bots.chat import Beside, Context
from bots.community.example import own_part
from bots.ui import Actions, Button, ChoiceField, Form, FormNode, Message, Node, Option, Select, Text
from core import community, people
from core.words import LANGUAGES, N_, _, speaking

SPOKEN = {"en": "English", "nl": "Nederlands"}


def _clock() -> tuple[Option, ...]:
    return tuple(Option(str(hour), f"{hour}:00") for hour in range(6, 23))


class HoursForm(Form):
    """Between which hours messages may come."""

    TITLE, SUBMIT = N_("Your hours"), N_("Save")
    first = ChoiceField(N_("Not before"), _clock)
    last = ChoiceField(N_("Not after"), _clock)

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form with the hours of this moment."""
        first, last = people.hours_of(ctx.tx, ctx.me.id)
        return cls.open(**{"first": str(first.hour), "last": str(last.hour), **values})


@command("mysettings", "voorkeuren", help=("What reaches you, when and where", "Wat je bereikt, wanneer en waar"))
def my_settings(ctx: Context, asked: Asked) -> Message:
    """Everything a person chooses, on one page."""
    return settings_page(ctx)


def settings_page(ctx: Context) -> Message:
    """What holds now, and how to change it."""
    first, last = people.hours_of(ctx.tx, ctx.me.id)
    lines = [f"- {_(title)}: **{say_choice(community.chosen(ctx.tx, ctx.me, topic))}**"
             for topic, title in community.TOPICS.items()]  # fmt: skip
    body: list[Node] = [
        Text("\n".join(lines)),
        Text(_("Decisions about your leave and what concerns security always come."), small=True),
        Actions((Select(pick_topic.id(), _("Change what reaches you"), topics()),)),
        Text(_("On your working days between {first}:00 and {last}:00. Unasked, at most three a week.").format(
            first=first.hour, last=last.hour)),
        Actions((Button(_("Other hours…"), open_hours.id()),
                 *(Button(SPOKEN[one], speak.id(0, one)) for one in LANGUAGES if one != ctx.me.language))),
    ]  # fmt: skip
    body += own_part(ctx)
    found = people.accounts(ctx.tx, ctx.me.id)
    if len(found) > 1:
        wanted = people.chosen_account(ctx.tx, ctx.me.id)
        used = (Option("0", _("Where I was last")),)
        options = used + tuple(Option(str(one.id), one.platform.capitalize()) for one in found[:20])
        at = next(option.label for option in options if option.value == str(wanted) or option.value == "0")
        at = next((option.label for option in options if option.value == str(wanted)), at)
        body += [Text(_("Messages go to: **{account}**").format(account=at)),
                 Actions((Select(choose_account.id(), _("Send them elsewhere"), options),))]  # fmt: skip
    return Message(_("Your settings"), tuple(body))


def topics() -> tuple[Option, ...]:
    """The topics to choose about."""
    return tuple(Option(topic, _(title)) for topic, title in community.TOPICS.items())


def say_choice(what: str) -> str:
    """A choice in one or two words."""
    return {"now": _("as a message"), "digest": _("in the digest"), "off": _("not at all")}[what]


@press("mine")
def back(ctx: Context, pressed: Pressed) -> Message:
    """The page with everything again."""
    return settings_page(ctx)


@press("settings", reads=True)
def show_settings(ctx: Context, pressed: Pressed) -> Beside:
    """The page, from elsewhere."""
    return Beside(settings_page(ctx))


@press("topic")
def pick_topic(ctx: Context, pressed: Pressed) -> Reply:
    """One topic, with its three choices."""
    if pressed.value not in community.TOPICS:
        return settings_page(ctx)
    title = _(community.TOPICS[pressed.value])
    now = say_choice(community.chosen(ctx.tx, ctx.me, pressed.value))
    labels = (_("As a message"), _("In my digest"), _("Not at all"))
    buttons = tuple(Button(label, choose_topic.id(0, pressed.value, what))
                    for label, what in zip(labels, community.CHOICES, strict=True))  # fmt: skip
    said = Text(_("Now: **{choice}**.").format(choice=now))
    return Message(title, (said, Actions((*buttons, Button(_("Back"), back.id())))))


@press("topic_chosen")
def choose_topic(ctx: Context, pressed: Pressed) -> Message:
    """The choice counts from now on."""
    topic, what = pressed.args if len(pressed.args) == 2 else ("", "")
    community.choose(ctx.tx, ctx.me, what, topic)
    return settings_page(ctx)


@press("hours")
def open_hours(ctx: Context, pressed: Pressed) -> FormNode:
    """The form with the hours."""
    return HoursForm.reopen(ctx, 0, (), {})


@submit("hours_chosen", HoursForm)
def save_hours(ctx: Context, form: HoursForm) -> Message:
    """From now on nothing comes outside these hours, save what one clicked for or what is urgent by role."""
    people.choose_hours(ctx.tx, ctx.me.id, int(form.first), int(form.last))
    return settings_page(ctx)


@press("speak")
def speak(ctx: Context, pressed: Pressed) -> Message:
    """The page, in the language that was chosen."""
    tongue = pressed.args[0] if pressed.args else ""
    community.speak(ctx.tx, ctx.me, tongue)
    with speaking(tongue):
        return settings_page(replace(ctx, me=people.get(ctx.tx, ctx.me.id)))


@press("account")
def choose_account(ctx: Context, pressed: Pressed) -> Message:
    """Messages go there from now on."""
    people.choose_account(ctx.tx, ctx.me.id, int(pressed.value) if pressed.value.isdecimal() else 0)
    return settings_page(ctx)
