"""A file handed over in the practice room: the session's checks, eight megabytes, and the form that asked for it."""

from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from core.desk import uploads
from tests.playground.serving import Served
from tests.playground.test_browser import says
from tests.playground.test_entrance import Visitor

PEOPLE = "Naam;E-mail;Team;Manager;Uren per week\nBo Smit;bo@example.com;Sales;;40\n"


def test_a_file_needs_the_session_its_token_and_a_form_that_asks_for_it(served: Served) -> None:
    """T05, T11, T66."""
    visitor = Visitor(served)
    known = {"Cookie": visitor.cookie, "X-Townhall": visitor.token}
    address = f"/upload?as=hans&name={quote('people.csv')}"

    def sends(body: Any, **headers: str) -> Any:
        return visitor.asks("POST", address, body, **headers)

    assert sends("x", **{"X-Townhall": visitor.token}).status == 403
    assert sends("x", Cookie=visitor.cookie).status == 403
    assert sends("x", **known, Origin="https://evil.example").status == 403
    assert sends("x", **known).status == 403
    visitor.does("type", "hans", text="/townhall import", at="play:@hans")
    assert visitor.asks("POST", "/upload?as=eve&name=x.csv", "x", **known).status == 403
    assert '"value": "!empty"' in sends("", **known).text
    assert '"value": "' in sends(PEOPLE, **known).text
    assert sends(bytes(uploads.MOST_BYTES + 1), **known).status == 413
    assert sends(iter([bytes(65_536)] * 123), **known).status == 413  # of unknown length


@pytest.mark.browser
def test_a_file_is_picked_looked_at_and_taken_over(screen: Any) -> None:
    """In a real browser: the field takes the file, the error stands at it, and the preview follows."""
    hans = screen("hans", "play:@hans")
    says(hans, "/townhall import")
    field = hans.get_by_role("dialog").get_by_label("File with people")
    field.set_input_files({"name": "people.xlsx", "mimeType": "text/csv", "buffer": b"PK"})
    send = hans.get_by_role("dialog").get_by_role("button", name="Look at it first")
    send.click()
    expect(hans.get_by_role("dialog").get_by_text("Choose a file of this kind")).to_be_visible()
    field = hans.get_by_role("dialog").get_by_label("File with people")
    field.set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": bytes(uploads.MOST_BYTES + 1)})
    send.click()
    expect(hans.get_by_role("dialog").get_by_text("larger than 8 MB")).to_be_visible()
    field.set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()})
    send.click()
    expect(hans.get_by_role("log").get_by_text("This would happen")).to_be_visible()
    hans.get_by_role("button", name="Import 1 person").click()
    expect(hans.get_by_role("log").get_by_text("Everything in the file was imported.")).to_be_visible()
