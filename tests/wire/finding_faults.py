"""What a schema finds wrong: a quick validator passes nearly everything, and only what it refuses is explained, by a slower one."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
from jsonschema.exceptions import ValidationError

DRAFTS = {
    "http://json-schema.org/draft-07/schema#": jsonschema_rs.Draft7Validator,
    "https://json-schema.org/draft/2020-12/schema": jsonschema_rs.Draft202012Validator,
}
_quick: dict[int, tuple[Any, Any]] = {}


def errors_of(checker: Any, value: Any) -> list[ValidationError]:
    """The errors this validator (kept for as long as the tests run) finds in what would be sent as JSON."""
    if id(checker) not in _quick:
        made = DRAFTS[checker.META_SCHEMA["$schema"]](checker.schema, validate_formats=False)
        _quick[id(checker)] = checker, made
    _kept, quick = _quick[id(checker)]
    return [] if quick.is_valid(value) else list(checker.iter_errors(value))
