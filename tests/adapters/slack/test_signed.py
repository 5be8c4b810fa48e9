"""Slack over HTTP: what is not signed by Slack, in the last five minutes, is refused before anything reads it."""

import gzip
import json
from typing import Any
from urllib.parse import urlencode

import pytest

from adapters.slack import NotReady, SlackChat
from adapters.slack.signed import LARGEST, genuine, signature
from tests.adapters.slack.office import SECRET, Office
from tests.lite import FRIDAY
from tests.wire.slack import SignedPost, payloads
from tests.wire.slack.signing import signed_headers

FORM = "application/x-www-form-urlencoded"
NOW = int(FRIDAY.timestamp())


def command(here: Office) -> bytes:
    return urlencode(payloads.command(here.slack, here.ana, "/smallcard", "", here.slack.dm(here.ana))).encode()


async def post(here: Office, body: bytes, headers: dict[str, str]) -> int:
    """A raw request; what follows from it has happened."""
    assert isinstance(here.slack.delivery, SignedPost)
    status, _answer = await here.slack.delivery.post(body, {"Content-Type": FORM, **headers})
    await here.settles()
    return status


@pytest.mark.wire
@pytest.mark.parametrize("seconds", [-301, 301, -86_400])
async def test_a_request_from_outside_the_five_minutes_is_refused(on_http: Office, seconds: int) -> None:
    """T02: the same request inside the window goes through."""
    body = command(on_http)
    assert await post(on_http, body, signed_headers(SECRET, body, NOW + seconds)) == 401
    assert on_http.slack.messages(on_http.ana) == []
    assert await post(on_http, body, signed_headers(SECRET, body, NOW + (299 if seconds > 0 else -299))) == 200
    assert len(on_http.slack.messages(on_http.ana)) == 1


@pytest.mark.wire
async def test_one_changed_byte_anywhere_and_nothing_is_handled(on_http: Office) -> None:
    """T01: of body, signature, stamp or secret; the untouched request goes through, so that no refusal is for another reason."""
    body = command(on_http)
    good = signed_headers(SECRET, body, NOW)
    given, stamp = good["X-Slack-Signature"], good["X-Slack-Request-Timestamp"]
    last = given[:-1] + ("0" if given[-1] != "0" else "1")
    tampered = [(bytes([*body[:at], body[at] ^ 1, *body[at + 1 :]]), good) for at in (0, len(body) // 2, len(body) - 1)]
    tampered += [
        (body, {**good, "X-Slack-Signature": last}), (body, {**good, "X-Slack-Request-Timestamp": str(int(stamp) + 1)}),
        (body, signed_headers(SECRET[:-1] + "?", body, NOW)), (body + b"&", good), (body[:-1], good), (b"", good),
        (body, {}), (body, {"X-Slack-Request-Timestamp": stamp}), (body, {"X-Slack-Signature": given}),
    ]  # fmt: skip
    for changed, headers in tampered:
        assert await post(on_http, changed, headers) == 401, headers
    assert on_http.slack.messages(on_http.ana) == []
    assert on_http.slack.calls("chat.postMessage") == []
    assert await post(on_http, body, good) == 200
    assert len(on_http.slack.messages(on_http.ana)) == 1


@pytest.mark.wire
async def test_a_wrong_signature_a_missing_one_and_a_changed_body_are_refused(on_http: Office) -> None:
    """T01, T02: nothing of it has an effect, and Bolt never sees it."""
    body = command(on_http)
    good = signed_headers(SECRET, body, NOW)
    stamp = {"X-Slack-Request-Timestamp": good["X-Slack-Request-Timestamp"]}
    for headers in (
        signed_headers("another secret", body, NOW), signed_headers("", body, NOW), {}, stamp,
        {"X-Slack-Signature": good["X-Slack-Signature"]}, {**good, "X-Slack-Request-Timestamp": "now"},
        {**good, "X-Slack-Signature": "v0="}, {**good, "X-Slack-Request-Timestamp": f"{NOW}.0"},
    ):  # fmt: skip
        assert await post(on_http, body, headers) == 401, headers
    assert await post(on_http, body.replace(b"U0ANA", b"U0MARK"), good) == 401
    assert await post(on_http, b"{" * 1000, {}) == 401
    assert on_http.slack.messages(on_http.ana) == []


@pytest.mark.wire
async def test_a_captured_request_sent_again_has_no_second_effect(on_http: Office) -> None:
    """T02, T03: a replay inside the window is known by its key."""
    body = command(on_http)
    headers = signed_headers(SECRET, body, NOW)
    for _time in range(3):
        assert await post(on_http, body, headers) == 200
    assert len(on_http.slack.messages(on_http.ana)) == 1


@pytest.mark.wire
async def test_what_is_too_large_or_no_text_is_refused(on_http: Office) -> None:
    """T05: size before signature, signature before parsing."""
    packed = gzip.compress(command(on_http))
    assert await post(on_http, packed, signed_headers(SECRET, packed, NOW) | {"Content-Encoding": "gzip"}) == 401
    large = b"x" * (LARGEST + 1)
    assert await post(on_http, large, signed_headers(SECRET, large, NOW)) == 413
    for body in (b"\xff\xfe", b"{not json", b"[" * 100_000):
        kind = {"Content-Type": "application/json"}
        assert await post(on_http, body, signed_headers(SECRET, body, NOW) | kind) == 400


@pytest.mark.wire
async def test_the_challenge_at_set_up_is_answered(on_http: Office) -> None:
    asked: dict[str, Any] = {"type": "url_verification", "token": "old", "challenge": "a-word"}
    body = json.dumps(asked).encode()
    delivery = on_http.slack.delivery
    assert isinstance(delivery, SignedPost)
    headers = {**signed_headers(SECRET, body, NOW), "Content-Type": "application/json"}
    status, answer = await delivery.post(body, headers)
    assert (status, json.loads(answer)) == (200, {"challenge": "a-word"})


async def test_http_without_its_secret_does_not_start(on_socket: Office) -> None:
    """T04."""
    for empty in ("", "  "):
        with pytest.raises(NotReady, match="signing_secret"):
            SlackChat(on_socket.app, "xoxb-1", "", signing_secret=empty)


@pytest.mark.parametrize(("moment", "given"), [
    ("", ""), ("-1", "v0="), ("٣", "v0="), ("9" * 400, "v0="), ("NaN", "v0="), (str(NOW), "v0=é"), (str(NOW), ""),
])  # fmt: skip
def test_no_header_breaks_the_check(moment: str, given: str) -> None:
    """T72: whatever stands there, the answer is no."""
    assert genuine(SECRET, moment, given, b"body", FRIDAY) is False
    assert genuine(SECRET, str(NOW), signature(SECRET, str(NOW), b"body"), b"body", FRIDAY)
    assert not genuine("", str(NOW), signature("", str(NOW), b"body"), b"body", FRIDAY)
