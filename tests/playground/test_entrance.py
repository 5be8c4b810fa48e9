"""Who may come into the practice room, and what may be done there."""

import json
from http.client import HTTPConnection
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest

from tests.playground.serving import Served


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str


class Visitor:
    """A browser without a screen: it follows the printed address and keeps its cookie and token."""

    def __init__(self, served: Served) -> None:
        self.served, self.address = served, urlsplit(served.url)
        opened = self.gets(f"/?{self.address.query}", cookie="")
        self.cookie = (opened.headers["Set-Cookie"]).partition(";")[0]
        page = self.gets("/").text
        self.token = page.partition('name="token" content="')[2].partition('"')[0]

    def asks(self, method: str, path: str, body: str | None = None, **headers: str) -> "Answer":
        line = HTTPConnection(self.address.hostname or "", self.address.port or 0, timeout=20)
        line.request(method, path, body, headers)
        with line.getresponse() as got:
            answer = Answer(got.status, dict(got.getheaders()), got.read().decode())
        line.close()
        return answer

    def gets(self, path: str, cookie: str | None = None, **headers: str) -> "Answer":
        return self.asks("GET", path, Cookie=self.cookie if cookie is None else cookie, **headers)

    def listens(self, path: str, **headers: str) -> dict[str, Any]:
        """The first event of the open line."""
        line = HTTPConnection(self.address.hostname or "", self.address.port or 0, timeout=20)
        line.request("GET", path, headers={"Cookie": self.cookie, **headers})
        with line.getresponse() as got:
            assert got.status == 200
            while not (said := got.readline()).startswith(b"id:"):
                assert said, "the line ended"
            event = json.loads(got.readline().removeprefix(b"data:"))
        line.close()
        return {**event, "number": said.removeprefix(b"id:").strip().decode()}

    def does(self, what: str, user: str = "ana", **more: Any) -> tuple[int, dict[str, Any]]:
        sent = json.dumps({"do": what, "as": user, "at": "home", **more})
        answer = self.asks("POST", "/do", sent, **{"Cookie": self.cookie, "X-Townhall": self.token})
        return answer.status, json.loads(answer.text)


@pytest.fixture
def visitor(served: Served) -> Visitor:
    made = Visitor(served)
    assert made.does("look", at="home")[0] == 200
    return made


def last(served: Served, user: str) -> Any:
    return served.room.chat.visible(user, served.room.chat.dm(user))[-1]


def test_only_the_printed_address_opens_the_door(visitor: Visitor) -> None:
    """T11: without the key or its cookie there is no page, no stream and no action."""
    assert visitor.gets("/", cookie="").status == 403
    assert visitor.gets("/?key=guess", cookie="").status == 403
    assert visitor.gets("/events?as=ana", cookie="").status == 403
    assert visitor.asks("POST", "/do", "{}", **{"X-Townhall": visitor.token}).status == 403
    assert visitor.gets("/").status == 200


def test_another_site_or_name_gets_nothing(visitor: Visitor) -> None:
    """A page elsewhere, or a name that leads to this machine, is refused; so is an action without the page's token."""
    assert visitor.gets("/", Origin="https://evil.example").status == 403
    assert visitor.gets("/", Host="evil.example").status == 403
    own = f"http://127.0.0.1:{visitor.address.port}"
    sent = json.dumps({"do": "look", "as": "ana", "at": "home"})
    assert visitor.asks("POST", "/do", sent, Cookie=visitor.cookie, Origin=own).status == 403
    good = {"Cookie": visitor.cookie, "Origin": own, "X-Townhall": visitor.token}
    assert visitor.asks("POST", "/do", sent, **good).status == 200


def test_the_page_may_load_nothing_from_elsewhere(visitor: Visitor) -> None:
    answer = visitor.gets("/")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    page = answer.text
    assert "http" not in page.replace("http-equiv", "")
    for name in ("play.css", "play.js", "composer.js", "two.js", "mark.svg"):
        assert visitor.gets(f"/page/{name}").status == 200
    assert visitor.gets("/page/index.html").status == 404
    assert visitor.gets("/page/..%2Fincoming.py").status == 404


def test_a_button_that_was_never_shown_is_refused(visitor: Visitor, served: Served) -> None:
    """T11: an id of somebody else's message, an id that is not in the message, a person that does not exist."""
    assert visitor.does("type", text="/everything", at="play:@ana")[0] == 200
    ref = last(served, "ana").ref
    assert visitor.does("press", ref=ref, id="gallery.look:1", value="")[0] == 200
    assert visitor.does("press", ref=ref, id="timeoff.approve:1:1", value="")[0] == 403
    assert visitor.does("press", "mark", ref=ref, id="gallery.look:1", value="")[0] == 403
    assert visitor.does("press", "nobody", ref=ref, id="gallery.look:1", value="")[0] == 403
    assert visitor.does("press", ref="home", id="gallery.look:1", value="")[0] == 403
    assert visitor.does("submit", values={"words": ["x"]})[0] == 403
    assert visitor.does("type", text="hello", at="play:@mark")[0] == 403
    assert visitor.does("inspect", "mark", ref=ref)[0] == 403


def test_what_is_not_understood_changes_nothing(visitor: Visitor) -> None:
    assert visitor.does("explode")[0] == 400
    assert visitor.does("type", at="play:@ana")[0] == 400
    assert visitor.does("type", at="play:@ana", text="x" * 5000)[0] == 400
    assert visitor.does("language", value="fr")[0] == 403
    answer = visitor.asks("POST", "/do", "[1]", **{"Cookie": visitor.cookie, "X-Townhall": visitor.token})
    assert answer.status == 400


def test_a_get_changes_nothing(visitor: Visitor, served: Served) -> None:
    """T18: opening any address, with an action's words in it too, leaves the company as it was."""
    visitor.does("type", text="/everything", at="play:@ana")
    ref = last(served, "ana").ref
    before = (dict(served.room.chat.posted), dict(served.room.world.seen), served.room.number)
    for path in (
        "/",
        "/two",
        "/?do=reset&as=ana",
        f"/do?do=press&as=ana&ref={ref}&id=gallery.look:1",
        "/chart/none.png",
    ):
        visitor.gets(path)
    visitor.listens("/events?as=ana&at=play:general")
    assert (served.room.chat.posted, served.room.world.seen, served.room.number) == before


def test_a_browser_that_comes_back_gets_what_it_missed(visitor: Visitor) -> None:
    path = "/events?as=ana&at=play:general"
    whole = visitor.listens(path)
    assert whole["clear"]
    assert len(whole["messages"]) == 2
    visitor.does("type", "joris", text="One more thing", at="play:general")
    missed = visitor.listens(path, **{"Last-Event-ID": whole["number"]})
    assert "clear" not in missed
    assert [one for one in missed["messages"] if "One more thing" in one["html"]]
    assert visitor.listens(path, **{"Last-Event-ID": "7.99999"})["clear"]


def test_somebody_elses_conversation_is_not_streamed(visitor: Visitor) -> None:
    """T11: asking for another's direct conversation leads to one's own Home."""
    visitor.does("type", "mark", text="/everything", at="play:@mark")
    event = visitor.listens("/events?as=ana&at=play:@mark")
    assert event["at"] == "home"
    assert "All that a message can hold" not in json.dumps(event)


def test_time_passes_and_what_was_due_happens(visitor: Visitor, served: Served) -> None:
    before = served.room.world.clock.now()
    assert visitor.does("move", value="workday")[0] == 200
    moved = served.room.world.clock.now()
    assert moved > before
    assert (moved.weekday(), moved.hour) == (0, 8)
    visitor.does("move", value="friday")
    assert served.room.world.clock.now().weekday() == 4
    assert visitor.does("move", value="never")[0] == 403


def test_a_reset_gives_a_fresh_company(visitor: Visitor, served: Served) -> None:
    visitor.does("type", "joris", text="Gone soon", at="play:general")
    world = served.room.world
    assert visitor.does("reset")[0] == 200
    assert served.room.world is not world
    assert len(served.room.chat.visible("ana", "play:general")) == 2
    assert visitor.does("look", at="home")[0] == 200


def test_private_replies_are_gone_after_a_reload_where_slack_would_lose_them(visitor: Visitor, served: Served) -> None:
    visitor.does("profile", value="slack")
    visitor.does("type", text="/everything", at="play:general")
    assert len(served.room.chat.visible("ana", "play:general")) == 3
    assert len(served.room.chat.visible("mark", "play:general")) == 2
    visitor.does("arrive")
    assert len(served.room.chat.visible("ana", "play:general")) == 2


def test_the_same_message_is_shown_as_elsewhere(visitor: Visitor, served: Served) -> None:
    visitor.does("type", text="/everything", at="play:@ana")
    status, answer = visitor.does("inspect", ref=last(served, "ana").ref)
    assert status == 200
    assert "&quot;text&quot;: &quot;All that a message can hold&quot;" in answer["json"]


def test_a_file_is_for_who_sees_its_message(visitor: Visitor, served: Served) -> None:
    """T11: the bytes come as an attachment that no browser draws, and nobody else gets them."""
    assert visitor.does("type", text="/take", at="play:@ana")[0] == 200
    asked = {"ref": last(served, "ana").ref, "name": "Überblick 2026.csv"}
    got = visitor.gets("/file?" + urlencode({**asked, "as": "ana"}))
    assert (got.status, got.text) == (200, "name;hours\nAna;116\n")
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert got.headers["Content-Type"] == "application/octet-stream"
    assert visitor.gets("/file?" + urlencode({**asked, "as": "mark"})).status == 404
    assert visitor.gets("/file?" + urlencode({**asked, "as": "ana", "name": "other.csv"})).status == 404
    assert visitor.gets("/file?" + urlencode({**asked, "as": "ana"}), cookie="").status == 403
