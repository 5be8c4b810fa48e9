"""Commands as people type them: found in both languages, with the words after them read into options."""

import difflib
import re
from collections.abc import Sequence

from bots.bot import Asked, CommandMark, Opt

_TOKEN = re.compile(r'(\w+):"([^"]*)"|(\w+):(\S+)')


class Commands:
    """Every command under its English and its Dutch name."""

    def __init__(self, marks: Sequence[CommandMark]) -> None:
        self.marks = list(marks)
        self.by_name: dict[str, CommandMark] = {}
        for mark in self.marks:
            for name in mark.names:
                if self.by_name.setdefault(name, mark) is not mark:
                    raise TypeError(f"two commands are called {name}")

    def find(self, name: str, text: str = "") -> tuple[CommandMark | None, str]:
        """The command with the longest name at the front of these words, and the words after it."""
        words = [*name.lstrip("/").replace("-", " ").split(), *text.split()]
        for length in range(min(3, len(words)), 0, -1):
            mark = self.by_name.get(" ".join(words[:length]).lower())
            if mark:
                return mark, " ".join(words[length:])
        return None, " ".join(words)

    def nearest(self, name: str) -> list[str]:
        """Names that look like this one."""
        return difflib.get_close_matches(name.lstrip("/").lower(), list(self.by_name), 3, 0.5)

    def dutch(self, mark: CommandMark, language: str) -> str:
        """The command's name in this language, as it is typed."""
        return "/" + mark.names[1 if language == "nl" else 0]


def asked(mark: CommandMark, text: str, options: dict[str, str]) -> Asked:
    """The words after a command as its options: `key:value` in either language, the rest to the last text option."""
    found = dict(options)
    rest = text
    for token in _TOKEN.finditer(text):
        key, value = token[1] or token[3], token[2] if token[1] else token[4]
        opt = _named(mark.options, key)
        if opt:
            found[opt.key] = value
            rest = rest.replace(token[0], "", 1)
    return Asked(" ".join(rest.split()), found)


def _named(options: Sequence[Opt], key: str) -> Opt | None:
    return next((opt for opt in options if key.lower() in (opt.key, *opt.name)), None)
