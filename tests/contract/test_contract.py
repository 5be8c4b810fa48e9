"""Every view, command, button and form of every bot, found by itself, fits every platform in both languages, and loses nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

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


def test_a_company_as_it_is_fits_every_platform(tmp_path: Path) -> None:
    """Every view is drawn with words in it, every command answered, nothing is lost and nothing reads odd."""
    walked(Walk(tmp_path, Typist(), "nl"))


def test_a_company_of_pranksters_fits_every_platform(tmp_path: Path) -> None:
    """T16–T19: names and texts are the longest and worst that can be typed."""
    walked(Walk(tmp_path, Typist(spiteful=True), "nl"))


def walked(walk: Walk) -> None:
    """Let them work for weeks, and judge all that anybody saw or could see."""
    found: Found = defaultdict(dict)
    tried = defaultdict[str, set[tuple[int, str]]](set)
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
        assert sorted(unseen(walk, found)) == []
        assert faults(found, walk.messages) == []
        assert [(form.id, wrong) for form in unlike(walk.forms) if (wrong := list(form_faults(form, "nl")))] == []
    finally:
        walk.close()


def unseen(walk: Walk, found: Found) -> Iterator[str]:
    """Views that nobody came to, or that never said anything."""
    for name, mark in walk.app.suite.views.items():
        if not mark.never and not any(message.letters().strip() for message, _language in found[name]):
            yield name


def unanswered(walk: Walk) -> Iterator[str]:
    """Commands that somebody with the right to it got no answer to, and answers that blame us."""
    for mark in walk.app.suite.commands.marks:
        if not walk.answered[f"/{mark.names[0]}".split(" ")[0]]:
            yield mark.full
    for (name, notice), _times in walk.notices.items():
        if "went wrong on our side" in notice or "ging iets mis" in notice:
            yield f"{name}: {notice}"


def faults(found: Found, shown: Iterable[Message]) -> list[str]:
    """What is wrong with any view, with what was answered and with what stood in the chat, each named by where it was."""
    drawn = {one: of for messages in found.values() for one, of in messages.items()}
    seen = {(message, "nl"): "shown" for message in shown if (message, "en") not in drawn}
    return list(judged(seen | drawn))


def judged(messages: Mapping[tuple[Message, str], str]) -> Iterator[str]:
    """Of messages that are alike the longest are judged for the rest."""
    longest: dict[object, tuple[int, Message, str, str]] = {}
    for (message, language), of in messages.items():
        told, alike = message.letters(), (finding.shape(message), language)
        yield from (f"{of} {language}: {wrong}" for wrong in wrong_words(message, told))
        if alike not in longest or longest[alike][0] < len(told):
            longest[alike] = len(told), message, language, of
    for _letters, message, language, of in longest.values():
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
