"""What a schema found good once is good again: the same commands are registered in every test, the same cards drawn for many."""

from __future__ import annotations

import json
import re
from typing import Any

from jsonschema.exceptions import ValidationError

_NUMBERS = re.compile(r'"\d{15,20}"')
_good: dict[int, tuple[Any, set[bytes]]] = {}


def errors_of(checker: Any, value: Any) -> list[ValidationError]:
    """The errors this validator (kept for as long as the tests run) finds in what would be sent as JSON.

    Snowflakes differ from test to test and no schema asks which one it is, so they count as one.
    """
    _kept, good = _good.setdefault(id(checker), (checker, set()))
    text = json.dumps(value, sort_keys=True, default=repr)
    alike = _NUMBERS.sub(lambda number: '"' + "1" * (len(number[0]) - 2) + '"', text).encode()
    if alike in good:
        return []
    found: list[ValidationError] = list(checker.iter_errors(value))
    if not found:
        good.add(alike)
    return found
