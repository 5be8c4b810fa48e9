"""Days, flags, instants and JSON as SQLite keeps them and back, as expressions: nearly every statement has some of them."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Date, Dialect
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Instant(TypeDecorator[datetime]):
    """An instant as integer UTC microseconds, so that both databases give back the same aware value."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Aware datetime → microseconds since 1970."""
        return None if value is None else (value - EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Microseconds since 1970 → aware datetime in UTC."""
        return None if value is None else EPOCH + timedelta(microseconds=value)


WRITTEN: dict[type, str] = {
    Date: "None if (it := {}) is None else it.isoformat()",
    Boolean: "None if (it := {}) is None else int(it)",
    Instant: "None if (it := {}) is None else "
    "((since := it - EPOCH).days * 86400 + since.seconds) * 1000000 + since.microseconds",
    JSON: "dumps({})",
}
"""By type of column, without SQLAlchemy's detour: it takes longer than the statement that the value is for."""
RESTORED: dict[type, str] = {
    Date: "None if (it := {}) is None else day(it)",
    Instant: "None if (it := {}) is None else EPOCH + timedelta(0, 0, it)",
}
"""The way back, where the detour is long."""
NAMES: dict[str, Any] = {
    "EPOCH": EPOCH, "timedelta": timedelta, "dumps": json.dumps, "day": date.fromisoformat, "new": tuple.__new__,
}  # fmt: skip


def writer(order: Sequence[str], fixed: dict[str, Any], how: dict[str, Any]) -> Callable[[dict[str, Any]], Any]:
    """A function of the values by name that gives them as the driver wants them; each is converted once, what is fixed now.

    `how` has an expression or a function for each name whose value is converted.
    """
    scope, parts, known = dict(NAMES), list[str](), dict[str, str]()
    for at, name in enumerate(order):
        said = _said(how.get(name), f"values[{name!r}]", f"how{at}", scope)
        if name in fixed:
            scope[f"fixed{at}"] = eval(said, scope, {"values": fixed})
            said = f"fixed{at}"
        elif name in known:
            said = known[name]
        elif order.count(name) > 1:
            known[name], said = f"known{at}", f"(known{at} := ({said}))"
        parts.append(said)
    return eval(f"lambda values: ({_listed(parts)})", scope)  # type: ignore[no-any-return]


def reader(row: type, how: Sequence[Any]) -> Callable[[Sequence[Any]], Any]:
    """A function of a driver's row that gives it as this named tuple, converted by an expression or a function for each value."""
    scope: dict[str, Any] = {**NAMES, "Row": row}
    if not any(how):
        return eval("lambda row: new(Row, row)", scope)  # type: ignore[no-any-return]
    parts = [_said(one, f"row[{at}]", f"how{at}", scope) for at, one in enumerate(how)]
    return eval(f"lambda row: new(Row, ({_listed(parts)}))", scope)  # type: ignore[no-any-return]


def _said(how: Any, value: str, name: str, scope: dict[str, Any]) -> str:
    """The expression that converts this value."""
    if how is None:
        return value
    if isinstance(how, str):
        return how.format(value)
    scope[name] = how
    return f"{name}({value})"


def _listed(parts: Sequence[str]) -> str:
    return "".join(f"({part}), " for part in parts)
