"""What the bot did that Discord forbids, and how Discord words its refusals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simcord.backend.errors import BackendError

# Refusals that a correct bot may meet: somebody deleted, closed, left or restricted something meanwhile.
_MAY_HAPPEN = {10003, 10004, 10007, 10008, 10011, 10013, 10014, 30010, 50001, 50005, 50007, 50013, 50083, 160004}


@dataclass(frozen=True)
class Violation:
    """A request (or gateway frame) that breaks a documented rule."""

    request: str
    code: int
    message: str
    at: str = ""

    def __str__(self) -> str:
        where = f" at {self.at}" if self.at else ""
        return f"{self.request}: {self.code} {self.message}{where}"


class Refused(BackendError):
    """An answer other than the one asked for; `at` names the member of the body that is wrong."""

    def __init__(
        self, status: int, code: int, message: str, *, at: str = "", because: str = "", kind: str = "BASE_TYPE_BAD_TYPE"
    ) -> None:
        nested: dict[str, Any] | None = None
        if because:
            nested = {"_errors": [{"code": kind, "message": because}]}
            for part in reversed([p for p in at.split(".") if p]):
                nested = {part: nested}
        super().__init__(status, code, message, errors=nested)
        self.at = at
        self.because = because


def bad_form(at: str, because: str, kind: str = "BASE_TYPE_BAD_TYPE") -> Refused:
    """50035: the body, or one member of it, is not what Discord takes."""
    return Refused(400, 50035, "Invalid Form Body", at=at, because=because, kind=kind)


def is_violation(error: BackendError) -> bool:
    """Whether this refusal is the bot's own mistake rather than the state of the world."""
    return error.code not in _MAY_HAPPEN and error.status not in (401, 429)


def as_violation(request: str, error: BackendError) -> Violation:
    """The record of this mistake, as readable as the answer the bot got."""
    at = error.at if isinstance(error, Refused) else ""
    because = error.because if isinstance(error, Refused) else ""
    return Violation(request, error.code, f"{error.message}: {because}" if because else error.message, at)
