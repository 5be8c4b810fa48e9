"""Clicks that came in a moment ago: one that changed nothing is known here alone, so that drawing needs no write to disk."""

from bots.chat import Command, MessageAction, Press, Submit
from bots.events import PersonAction

KEPT = 10_000
CLICKS = (Command, Press, Submit, MessageAction, PersonAction)
"""What platforms do not send again by themselves; words and looks they do, and those are always kept in the database."""


class Heard:
    """The keys of the last clicks, and nothing of who clicked what. After a restart they are new, and drawn once more."""

    def __init__(self, most: int = KEPT) -> None:
        self._keys: dict[str, None] = {}
        self._most = most

    def first_time(self, key: str) -> bool:
        """Whether no click of this key was heard before; from now on it was."""
        if key in self._keys:
            return False
        self._keys[key] = None
        if len(self._keys) > self._most:
            del self._keys[next(iter(self._keys))]
        return True

    def forget(self, key: str) -> None:
        """It came to nothing, so that it may come again."""
        self._keys.pop(key, None)
