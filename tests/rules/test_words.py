"""Every word for people exists in Dutch, nothing in the catalogues is stale, and both languages say the same things."""

import re
import string
from collections import Counter
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tests.rules.sources import ROOT, kept, modules, name_of, words_in

FOLDER = ROOT / "core" / "locale" / "nl"


@cache
def translated() -> list[tuple[Path, Message]]:
    """Every message of every Dutch catalogue, with its file."""
    files = [path for path in kept() if path.parent == FOLDER and path.suffix == ".po"]
    found = [(path, message) for path in files for message in read_po(BytesIO(path.read_bytes()), locale="nl")]
    return [(path, message) for path, message in found if message.id]


@cache
def said() -> dict[str | tuple[str, str], str]:
    """Every literal word for people, and the first place that says it."""
    found: dict[str | tuple[str, str], str] = {}
    for path in modules():
        for line, words in words_in(path):
            if words:
                found.setdefault(words, f"{name_of(path)}:{line}")
    return found


def key(message: Message) -> str | tuple[str, str]:
    """A message as the code says it."""
    return (message.id[0], message.id[1]) if isinstance(message.id, (tuple, list)) else str(message.id)


def variants(message: Message) -> list[tuple[str, str]]:
    """English and Dutch, form by form."""
    ids = list(message.id) if isinstance(message.id, (tuple, list)) else [message.id]
    strings = list(message.string) if isinstance(message.string, (tuple, list)) else [message.string]
    return list(zip(map(str, ids), map(str, strings), strict=True))


def test_every_word_is_there_in_dutch() -> None:
    known = {key(message) for _path, message in translated()}
    assert "\n".join(f"{where}: {words!r}" for words, where in said().items() if words not in known) == ""


def test_no_translation_is_stale_empty_or_unsure() -> None:
    used = set(said())
    wrong = [
        f"{path.name}: {key(message)!r}"
        for path, message in translated()
        if key(message) not in used or message.fuzzy or not all(dutch for _english, dutch in variants(message))
    ]
    assert wrong == []


def test_the_same_words_are_translated_alike() -> None:
    """A sentence may stand in two slices' catalogues, but then it says the same in both."""
    dutch: dict[str | tuple[str, str], set[str]] = {}
    for _path, message in translated():
        dutch.setdefault(key(message), set()).add(str(message.string))
    assert {words: seen for words, seen in dutch.items() if len(seen) > 1} == {}


def test_no_catalogue_says_a_word_twice() -> None:
    twice = []
    for path in kept():
        if path.parent == FOLDER and path.suffix == ".po":
            ids = re.findall(r'^msgid ((?:".*"\n)+)', path.read_text(encoding="utf-8"), re.MULTILINE)
            twice += [f"{path.name}: {words}" for words, count in Counter(ids).items() if count > 1]
    assert twice == []


def test_both_languages_fill_in_the_same_blanks() -> None:
    """A blank that Dutch misses would lose a name or a number; one that it invents would break the sentence."""

    def blanks(text: str) -> set[str]:
        return {name for _text, name, _spec, _how in string.Formatter().parse(text) if name is not None}

    wrong = [
        (english, dutch)
        for _path, message in translated()
        for english, dutch in variants(message)
        if blanks(english) != blanks(dutch) and "count" not in blanks(english) ^ blanks(dutch)
    ]
    assert wrong == []


def test_words_for_people_do_not_shout() -> None:
    """One idea a sentence, and no exclamation marks, in either language."""
    texts = [text for words in said() for text in (words if isinstance(words, tuple) else (words,))]
    texts += [dutch for _path, message in translated() for _english, dutch in variants(message)]
    assert [text for text in texts if "!" in text] == []
