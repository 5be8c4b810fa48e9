"""Every view, command, button and form of every bot, found by itself, fits every platform in both languages, and loses nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bots.ui import FormNode, Message
from core.words import speaking
from tests.contract import discord, finding, happenings, later, page, slack
from tests.contract.reading import wrong_words
from tests.contract.typist import Typist
from tests.contract.walk import Walk

COMMANDERS = ("hans", "priya", "ingrid")
"""HR, somebody who reads English and leads a team, and the admin."""
ROUNDS = ((3, 1), (24, 3), (72, 6), (168, 12), (720, 24))
"""How many hours pass after each round of presses, and in which steps: past a weekend, a week, a month."""
Found = dict[str, dict[tuple[Message, str], str]]


@pytest.fixture
def found() -> Found:
    return defaultdict(dict)


@pytest.mark.parametrize("spiteful", [False, True], ids=["kind", "spiteful"])
def test_everything_that_is_shown_fits_every_platform(spiteful: bool, found: Found, tmp_path: Path) -> None:
    """T16–T19: one company as it is, and one whose names and texts are the longest and worst that can be typed."""
    walk, tried = Walk(tmp_path, Typist(spiteful), "nl"), defaultdict[str, set[tuple[int, str]]](set)
    try:
        walk.does(walk.open())
        walk.does(happenings.all_of_it(walk))
        walk.does(later.all_of_it(walk))
        finding.draws(walk, found, tried)
        walk.does(walk.types_everything(COMMANDERS))
        for hours, step in ROUNDS:
            walk.does(walk.presses_all())
            walk.does(walk.passes(hours, step))
            finding.draws(walk, found, tried)
        assert walk.logged == []
        assert sorted(unanswered(walk)) == []
        assert sorted(name for name, mark in walk.app.suite.views.items() if not found[name] and not mark.never) == []
        assert dict(faults(found, walk.messages)) == {}
        assert [(form.id, wrong) for form in unlike(walk.forms) if (wrong := list(form_faults(form, "nl")))] == []
    finally:
        walk.close()


def unanswered(walk: Walk) -> Iterator[str]:
    """Commands that somebody with the right to it got no answer to, and answers that blame us."""
    for mark in walk.app.suite.commands.marks:
        if not walk.answered[f"/{mark.names[0]}".split(" ")[0]]:
            yield mark.full
    for (name, notice), _times in walk.notices.items():
        if "went wrong on our side" in notice or "ging iets mis" in notice:
            yield f"{name}: {notice}"


def faults(found: Found, shown: Iterable[Message]) -> Iterator[tuple[str, list[str]]]:
    """By view what is wrong with it; last with what was answered and what stood in the chat."""
    for name, messages in found.items():
        if wrong := list(judged((message, language, of) for (message, language), of in messages.items())):
            yield name, wrong
    if wrong := list(judged((message, "nl", "") for message in shown)):
        yield "shown", wrong


def judged(messages: Iterable[tuple[Message, str, str]]) -> Iterator[str]:
    """Of messages that are alike the longest are judged for the rest."""
    alike = defaultdict(list)
    for message, language, of in messages:
        alike[finding.shape(message), language].append((message, of))
        yield from (f"{of} {language}: {wrong}" for wrong in wrong_words(message))
    for (_shape, language), group in alike.items():
        message, of = max(group, key=lambda one: len(one[0].letters()))
        with speaking(language):
            yield from (f"{of} {language} {message.summary:.60}: {wrong}" for wrong in message_faults(message))


def message_faults(message: Message) -> Iterator[str]:
    """What any platform would refuse about it, or would lose."""
    ids = [control.id for control in message.controls() if control.id]
    if len(set(ids)) != len(ids) or max(map(len, ids), default=0) > 100:
        yield f"ids {ids}"
    yield from (*slack.message(message), *discord.message(message), *page.message(message))


def unlike(forms: Iterable[FormNode]) -> Iterable[FormNode]:
    """Of each form that was opened the one with the most in it."""
    return {form.id.partition(":")[0]: form for form in sorted(forms, key=lambda one: len(repr(one)))}.values()


def form_faults(form: FormNode, language: str) -> Iterator[str]:
    """What any platform would refuse about it, or would not say."""
    with speaking(language):
        yield from (*slack.form(form, language), *discord.form(form), *page.form(form))
