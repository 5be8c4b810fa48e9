"""Facts: what happened, in ids and statuses only, saved in the transaction that made it so."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any, ClassVar, Protocol

_KINDS: dict[str, type["Fact"]] = {}
_ALLOWED = {"int", "str", "bool", "date", "datetime", "int | None", "str | None", "date | None"}


class Fact:
    """What happened, as a frozen dataclass of ids, statuses and days: `class Requested(Fact, kind="timeoff.requested")`.

    The kind is a stable wire name: renaming the class keeps old facts readable.
    """

    KIND: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __init_subclass__(cls, kind: str = "") -> None:
        kind = kind or cls.__dict__.get("KIND", "")  # a dataclass with slots is made twice
        if not kind:
            raise TypeError(f"{cls.__name__} has no kind")
        for name, note in cls.__annotations__.items():
            written_as = note if isinstance(note, str) else getattr(note, "__name__", str(note))
            if written_as not in _ALLOWED:
                raise TypeError(f"{cls.__name__}.{name}: a fact holds ids, statuses and days, not {written_as}")
        if kind in _KINDS and _KINDS[kind].__qualname__ != cls.__qualname__:
            raise TypeError(f"two facts are called {kind}")
        cls.KIND = kind
        _KINDS[kind] = cls


class Recorder(Protocol):
    """Whatever keeps the facts of a unit of work until it commits."""

    facts: list[Fact]


def record(tx: Recorder, happened: Fact) -> None:
    """Note what happened; the app stores it, with a job for each reaction, in this same transaction."""
    tx.facts.append(happened)


def written(happened: Fact) -> dict[str, Any]:
    """The fact as plain JSON."""
    values = {name: getattr(happened, name) for name in happened.__dataclass_fields__}
    return {name: value.isoformat() if isinstance(value, (date, datetime)) else value for name, value in values.items()}


def read(kind: str, payload: dict[str, Any]) -> Fact:
    """The fact back from its JSON; raises KeyError for a kind that no code knows any more."""
    cls = _KINDS[kind]
    values = dict(payload)
    for field in fields(cls):
        note, value = str(getattr(field.type, "__name__", field.type)), values.get(field.name)
        if isinstance(value, str) and note.startswith("date"):
            values[field.name] = (datetime if note == "datetime" else date).fromisoformat(value)
    return cls(**values)
