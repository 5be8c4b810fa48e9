"""What may stand in the log: scalars on one line, with secrets and people's addresses masked (T65)."""

import re
import sys
import traceback
import unicodedata
from collections.abc import MutableMapping
from datetime import date, datetime, time, timedelta
from pathlib import PurePath
from types import TracebackType
from typing import Any
from uuid import UUID

from pydantic import Secret, SecretBytes, SecretStr

MASK = "[secret]"
_SECRET_NAMES = re.compile(r"token|secret|passw|authori[sz]ation|cookie|credential|api_?key|signature", re.IGNORECASE)
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\[parameters: .*", re.DOTALL), "[parameters]"),
    (re.compile(r"\b(https?|wss?)://([^\s/@]*@)?([\w.:-]+)[^\s\"'<>]*"), r"\1://\3/[path]"),
    (re.compile(r"\b(?:xox[a-z]|xapp)[-.][\w.-]+"), MASK),
    (re.compile(r"\b(Bearer|Bot|Basic)\s+[\w.~+/=-]{8,}"), rf"\1 {MASK}"),
    (re.compile(r"\b[\w-]{23,30}\.[\w-]{5,8}\.[\w-]{25,}"), MASK),
    (re.compile(r"\beyJ[\w-]+\.[\w.-]+"), MASK),
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b", re.IGNORECASE), "[iban]"),
    (re.compile(r"(?<![\w-])(?=[A-Za-z_-]*\d)[\w-]{32,}={0,2}"), MASK),
)


def redact(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The structlog processor that stands last before the renderer: whatever was bound, this is what may be written."""
    if (raised := event.pop("exc_info", None)) and (error := _error(raised)) is not None:
        event["exception"] = where_it_broke(error)
    return {name: MASK if _SECRET_NAMES.search(name) and value else shown(value) for name, value in event.items()}


def shown(value: Any) -> str | int | float | bool | None:
    """A value as the log may have it; what is not a plain scalar is named by its type only."""
    if isinstance(value, (Secret, SecretStr, SecretBytes)):
        return MASK
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, (date, datetime, time, timedelta, UUID)):
        return str(value)
    return f"<{type(value).__name__}>"


def clean(text: str) -> str:
    """Text on one line, with everything that looks like a secret or an address masked."""
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return "".join(repr(sign)[1:-1] if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text)


def where_it_broke(error: BaseException) -> str:
    """Which errors came up and where, outermost first, on one line: never their messages, which may quote people."""
    parts: list[str] = []
    following: BaseException | None = error
    while following is not None and len(parts) < 8:
        frames = traceback.extract_tb(following.__traceback__)[-12:]
        places = " > ".join(f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
        parts.append(f"{type(following).__name__} at {places or 'unknown'}")
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return " | from ".join(parts)


def _error(raised: Any) -> BaseException | None:
    if isinstance(raised, BaseException):
        return raised
    if isinstance(raised, tuple) and len(raised) == 3 and isinstance(raised[2], TracebackType | None):
        return raised[1] if isinstance(raised[1], BaseException) else None
    return sys.exc_info()[1] if raised is True else None
