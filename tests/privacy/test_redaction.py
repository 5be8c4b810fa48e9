"""Canary secrets never reach the log, whatever carries them (T65)."""

import io
from dataclasses import dataclass
from enum import StrEnum

import pytest
import structlog
from pydantic import SecretStr
from sqlalchemy.exc import IntegrityError

from core.privacy import clean, redact

CANARIES = {
    "slack bot": "-".join(["xoxb", "1234567890", "0987654321", "AbCdEfGhIjKlMnOp"]),
    "slack app": "-".join(["xapp", "1", "A012BCDEF", "1234567890", "abcdef0123456789"]),
    "slack refresh": ".".join(["xoxe", "xoxp-1-Mi0yLTEyMzQ"]),
    "discord": ".".join(["MTk4NjIyNDgzNDcxOTI1MjQ4", "Cl2FMQ", "ZnCjm1XVW7vRze4b7Cq4se7kKWs"]),
    "bearer": "Bearer abc.def-123_456",
    "signature": "v0=" + "a1b2c3d4" * 8,
    "feed token": "nJ0yV3q8Zr5sT1uW7xYbA2cD4eF6gH9iK-lM_oPqRsU",
    "iban": "NL91ABNA0417164300",
    "iban in fours": "NL91 ABNA 0417 1643 00",
    "e-mail": "ana.kovac+test@example.test",
    "jwt": ".".join(["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxIn0", "c2lnbmF0dXJl"]),
}


class Status(StrEnum):
    PENDING = "pending"


@dataclass
class Answer:
    text: str = "I am unhappy"


def written(**bound) -> str:
    out = io.StringIO()
    logger = structlog.wrap_logger(
        structlog.PrintLogger(out),
        processors=[redact, structlog.processors.KeyValueRenderer()],
        cache_logger_on_first_use=False,
    )
    logger.info(bound.pop("event", "happened"), **bound)
    return out.getvalue()


@pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
def test_no_canary_comes_through_as_event_value_or_inside_a_sentence_t65(canary: str) -> None:
    body = canary.removeprefix("Bearer ")
    for line in (written(event=f"got {canary}, then on"), written(detail=canary), written(detail=f"({canary})")):
        assert body not in line
    assert "then on" in written(event=f"got {canary}, then on")


def test_secrets_by_type_and_by_name_are_masked_t65() -> None:
    line = written(settings=SecretStr("hunter2"), bot_token="short", signing_secret="pw", Authorization="x")
    assert not [word for word in ("hunter2", "short", "'pw'", "'x'") if word in line]
    assert line.count("[secret]") == 4


def test_urls_keep_their_host_only_t65() -> None:
    assert (
        clean("GET https://me:pw@town.example:8443/feed/abc.ics?k=1 failed")
        == "GET https://town.example:8443/[path] failed"
    )


def test_what_is_no_scalar_is_named_by_its_type_t65() -> None:
    line = written(answer=Answer(), form={"reason": "surgery"}, body=b"surgery", people=["Ana"])
    assert line.strip() == "answer='<Answer>' form='<dict>' body='<bytes>' people='<list>' event='happened'"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\x85", "\u2028", "\x1b[2K", "\x00"])
def test_one_event_is_one_line_t65(ending: str) -> None:
    shown = clean(f"first{ending}level=critical forged")
    assert len(shown.splitlines()) == 1
    assert shown.isprintable()


def test_ids_statuses_and_figures_stay_readable() -> None:
    line = written(event="sent", key="fact:12:timeoff.ask_approver", status=Status.PENDING, ms=12.5, ok=True, who=None,
                   unit="ask_the_deputy_when_the_manager_is_away.<locals>.unit", mark="Ev08MFMKH6")  # fmt: skip
    assert line.strip() == (
        "key='fact:12:timeoff.ask_approver' status='pending' ms=12.5 ok=True who=None "
        "unit='ask_the_deputy_when_the_manager_is_away.<locals>.unit' mark='Ev08MFMKH6' event='sent'"
    )


def test_an_error_is_logged_with_its_places_and_never_its_words_t65() -> None:
    def fails() -> None:
        try:
            raise IntegrityError("INSERT", {"reason": "surgery on Monday"}, Exception("surgery"))
        except IntegrityError as error:
            raise ValueError("cannot read 'surgery on Monday'") from error

    try:
        fails()
    except ValueError as error:
        lines = [written(exc_info=True), written(exc_info=error)]
    for line in lines:
        assert "surgery" not in line
        assert "ValueError at" in line
        assert "IntegrityError at" in line
        assert "test_redaction.py" in line
        assert len(line.splitlines()) == 1


def test_database_errors_written_as_text_lose_their_parameters_t65() -> None:
    assert "surgery" not in clean("UNIQUE failed [SQL: INSERT …]\n[parameters: ('surgery',)]\n(Background: …)")
