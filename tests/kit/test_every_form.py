"""Every form of every bot, found by itself, as each platform draws it in both languages: it fits, and nothing is lost."""

from datetime import date
from html import escape
from typing import Any

import pytest

from adapters.discord import outgoing_form as discord_form
from adapters.playground import outgoing_form as page_form
from adapters.slack import outgoing_form as slack_form
from bots.bot import SubmitMark
from bots.registry import BOTS
from bots.suite import Suite
from bots.ui import CAPS, ChoiceField, ChoicesField, FormNode, Option
from core.words import LANGUAGES, speaking
from tests.wire.discord.overlay import _check_modal as check_modal
from tests.wire.slack import view_faults

TODAY = date(2026, 11, 20)
FORMS: dict[str, SubmitMark] = Suite(BOTS).submits
MANY = tuple(Option(str(number), f"Option {number}") for number in range(25))
"""As many as a list may hold, for a choice whose options are known only when the form opens."""


def late(mark: SubmitMark) -> list[str]:
    """The choices whose options are known only when the form opens."""
    fields = mark.form.fields()
    return [
        one.key for one in fields if isinstance(one, (ChoiceField, ChoicesField)) and not getattr(one, "options", None)
    ]


def opened(mark: SubmitMark, options: tuple[Option, ...]) -> FormNode:
    return mark.form.open(10**15, "a" * 20, 999, options=dict.fromkeys(late(mark), options))


def strings(node: Any) -> set[str]:
    if isinstance(node, dict):
        return set().union(*map(strings, node.values())) if node else set()
    if isinstance(node, (list, tuple)):
        return set().union(*map(strings, node)) if node else set()
    return {node} if isinstance(node, str) else set()


def words(form: FormNode) -> set[str]:
    """All that the form says."""
    said = {form.title, form.submit}
    for field in form.fields:
        said |= {field.label, field.hint, *(option.label for option in field.options if field.kind != "lookup")}
    return said - {""}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slice_", sorted({name.partition(".")[0] for name in FORMS}))
def test_a_form_fits_every_platform_and_loses_nothing(slice_: str, language: str) -> None:
    for name in (one for one in FORMS if one.startswith(f"{slice_}.")):
        _fits(name, language)


def _fits(name: str, language: str) -> None:
    with speaking(language):
        for options in (MANY[:1], MANY[:7], MANY) if late(FORMS[name]) else (MANY,):
            form = opened(FORMS[name], options)
            said = words(form)
            modal = slack_form.modal(form, {"at": "C0SUPPORT", "message": "1763629200.000100"}, language)
            assert view_faults(modal) == []
            # Days are two pickers on Slack, each with the label in its own.
            shown = "\n".join(strings(modal))
            assert [text for text in said if text not in shown] == []
            for direct in (True, False):
                drawn = discord_form.modal(form, direct)
                check_modal(drawn)
                # Discord's modals have a send button of their own.
                assert said - {form.submit} - strings(drawn) == set()
            for caps in CAPS.values():
                html = page_form.form(form, caps, (Option("ana", "Ana Bakker"),), TODAY)
                assert [text for text in said if escape(text) not in html] == []
