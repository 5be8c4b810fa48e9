"""Of the shapes that a union offers, only those of the value's own `type` are tried: twenty components, one can hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, validators  # type: ignore[import-untyped]
from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]


def narrowing(definitions: Mapping[str, Any]) -> Any:
    """The class of validators for schemas with these `$defs`."""

    @cache
    def named(name: str) -> frozenset[Any] | None:
        shape = definitions.get(name) or {}
        found = shape.get("properties", {}).get("type", {}).get("enum")
        return frozenset(found) if found else None

    def kinds(shape: Any) -> frozenset[Any] | None:
        """Which values of `type` this shape allows; None where it names none."""
        return named(shape["$ref"].rpartition("/")[2]) if isinstance(shape, dict) and "$ref" in shape else None

    def any_of(checker: Any, shapes: list[Any], value: Any, schema: Any) -> Iterator[ValidationError]:
        kind = value.get("type") if isinstance(value, dict) else None
        numbered = list(enumerate(shapes))
        fitting = [(at, one) for at, one in numbered if (found := kinds(one)) is None or kind in found]
        faults: list[ValidationError] = []
        for at, shape in fitting if isinstance(kind, int) and fitting else numbered:
            found = list(checker.descend(value, shape, schema_path=at))
            if not found:
                return
            faults += found
        yield ValidationError(f"{value!r} is not valid under any of the given schemas", context=faults)

    return validators.extend(Draft202012Validator, {"anyOf": any_of})
