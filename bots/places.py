"""Giving a channel its purpose: `/place` typed in it, by an admin or HR."""

from collections.abc import Mapping
from typing import Any

from bots.bot import Asked, Reply, command, submit
from bots.chat import Context
from bots.ui import ChoiceField, Form, FormNode, LookupField, Option, Plain, shortened
from core import people
from core.errors import NotAllowed
from core.people import PURPOSES, Role
from core.words import N_, _, language

MOST = 25


def _purposes() -> tuple[Option, ...]:
    said = {"team": _("The team's own channel"), "department": _("Customer questions come here"),
            "requests": _("Questions about requests, in private threads"), "board": _("Known problems stand here"),
            "company": _("News for everybody comes here")}  # fmt: skip
    return tuple(Option(purpose, said[purpose]) for purpose in PURPOSES)


def _possible(ctx: Context) -> tuple[Option, ...]:
    """What a channel can be for here: not every platform has private threads."""
    aside = ctx.caps is None or ctx.suite is None or ctx.suite.talks_aside(ctx.caps.name)
    return tuple(one for one in _purposes() if aside or one.value != "requests")


def _languages() -> tuple[Option, ...]:
    return (Option("en", "English"), Option("nl", "Nederlands"))


def _teams(ctx: Context, partial: str) -> tuple[Option, ...]:
    named = [(str(team.id), shortened(team.name, 75)) for team in people.teams(ctx.tx)]
    wanted = partial.casefold()
    return tuple(Option(value, name) for value, name in named if wanted in name.casefold())[:MOST]


class PlaceForm(Form):
    """What this channel is for, whose it is, and its language."""

    TITLE, SUBMIT = N_("This channel"), N_("Save")
    purpose = ChoiceField(N_("What it is for"), _purposes)
    team = LookupField(N_("Whose it is"), _teams, hint=N_("Type a part of the team's name"))
    language = ChoiceField(N_("Its language"), _languages)

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form as it was, in the language that its reader speaks unless chosen otherwise."""
        options = {"purpose": _possible(ctx)}
        return cls.open(entity, *args, options=options, **{"purpose": "team", "language": language.get(), **values})


@command("place", "plek", help=("Give this channel its purpose", "Geef dit kanaal zijn doel"), may=("admin", "hr"))
def open_form(ctx: Context, asked: Asked) -> Reply:
    """The form, in the channel it is about."""
    if not people.has_role(ctx.tx, ctx.me.id, Role.ADMIN, Role.HR):
        raise NotAllowed(_("Only an admin or HR can give a channel its purpose. Ask one of them."))
    if ctx.where.kind != "channel":
        return _("Type this in the channel that it is about.")
    if not people.teams(ctx.tx):
        return _("There are no teams yet. Import your people first.")
    return PlaceForm.reopen(ctx, 0, (), {})


@submit("place", PlaceForm)
def save(ctx: Context, form: PlaceForm) -> Reply:
    """From now on Townhall posts here what belongs here."""
    team = int(form.team) if form.team.isdecimal() else 0
    found = people.team(ctx.tx, team)
    name = shortened((found.name if found else "").lower(), 60)
    people.set_place(ctx.tx, ctx.me, ctx.where.ref, name, form.purpose, team, form.language)
    return _("Saved. This is now a place of {team}.").format(team=Plain(found.name if found else ""))
