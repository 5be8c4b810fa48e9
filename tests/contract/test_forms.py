"""Every form of every bot, found by itself, with as many options as its lists may hold, in both languages on every platform."""

import pytest

from adapters.discord import outgoing_form as discord_form
from adapters.slack import outgoing_form as slack_form
from bots.bot import SubmitMark
from bots.registry import BOTS
from bots.suite import Suite
from bots.ui import ChoiceField, ChoicesField, FormNode, Option
from core.words import LANGUAGES, speaking
from tests.contract import page
from tests.contract.test_contract import form_faults

FORMS: dict[str, SubmitMark] = Suite(BOTS).submits
MANY = tuple(Option(str(number), f"Option {number}") for number in range(25))
"""As many as a list may hold, for a choice whose options are known only when the form opens."""

SIZES = MANY[:1], MANY[:7], MANY
"""Drawn in three ways: radio buttons, boxes and a menu; the words around them are tried in both languages."""


def late(mark: SubmitMark) -> list[str]:
    """The choices whose options are known only when the form opens."""
    fields = mark.form.fields()
    return [
        one.key for one in fields if isinstance(one, (ChoiceField, ChoicesField)) and not getattr(one, "options", None)
    ]


def opened(mark: SubmitMark, options: tuple[Option, ...]) -> FormNode:
    return mark.form.open(10**15, "a" * 20, 999, options=dict.fromkeys(late(mark), options))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slice_", sorted({name.partition(".")[0] for name in FORMS}))
def test_a_form_fits_every_platform_and_loses_nothing(slice_: str, language: str) -> None:
    """What it says stands on every platform, however many options its lists have."""
    with speaking(language):
        for mark in (one for name, one in FORMS.items() if name.startswith(f"{slice_}.")):
            for options in SIZES if late(mark) and language == "en" else SIZES[-1:]:
                form = opened(mark, options)
                assert list(form_faults(form, language)) == [], form.id
                said = page.words(form)
                # Days are two pickers on Slack, each with the label in its own.
                shown = "\n".join(page.strings(slack_form.modal(form, {}, language)))
                assert [text for text in said if text not in shown] == []
                # Discord's modals have a send button of their own.
                assert said - {form.submit} - page.strings(discord_form.modal(form, True)) == set()
