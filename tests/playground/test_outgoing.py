"""Every node, message and form as HTML: escaped first, whole, and laid out as the platform would."""

from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest

from adapters.playground import article, outgoing, outgoing_form
from adapters.playground.article import Author
from adapters.playground.outgoing import Look
from adapters.playground.standing import Posted
from bots.ui import DISCORD, FREE, Button, Chart, Fields, Form, Message, Option, Plain, Text, TextField, quoted
from core.words import speaking
from tests.playground.small import EveryField, OtherFields, everything

TODAY = date(2026, 11, 20)
WICKED = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<!channel> <@U1> @everyone", "javascript:alert(1)",
    "[Approve here](javascript:alert(1))", "`</code><b>x`", "Approved ✅ by HR\n\n# Header", "a\u202egnp.exe", "\x00&lt;b&gt;",
]  # fmt: skip
BOT, ANA = Author("townhall", "Townhall", True), Author("ana", "Ana <b>Bakker</b>")


class Tags(HTMLParser):
    """The tags, attributes and text a browser would find."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict]] = []
        self.text = ""
        self.feed(html)
        assert self.open == [], f"never closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("img", "input", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def drawn(message: Message, look: Look = Look(FREE), author: Author = BOT) -> str:
    stood = Posted("play:@ana/7", "play:@ana", author.user, message, datetime(2026, 11, 20, 8, tzinfo=UTC))
    return article.posted(stood, author, look)


@pytest.mark.parametrize("text", WICKED)
def test_what_people_typed_is_never_markup(text: str) -> None:
    """T16, T17: in a sentence, in a quotation, as a value, as a name, in a form."""
    message = Message("Said", (Text(f"{Plain(text)}"), Text(quoted(text)), Fields((("Note", f"{Plain(text)}"),))))
    author = replace(ANA, name=text)
    form = outgoing_form.form(EveryField.open(words=text), FREE, [Option("x", text)], TODAY, {}, {"words": text})
    for html in (drawn(message), drawn(message, author=author), form):
        found = Tags(html)
        assert not {tag for tag, _ in found.tags} & {"script", "img", "b", "h1"}
        assert not any(name.startswith("on") for _, attributes in found.tags for name in attributes)
        assert not any("javascript:" in (given.get("href") or "") for _, given in found.tags)
        assert not any(given.get("href") for _, given in found.tags)
    assert "\u202e" not in drawn(message)


def test_only_web_links_become_links() -> None:
    """T18: a link in a message opens without telling where one came from; other schemes stay text."""
    found = Tags(drawn(Message("Links", (Text("[here](https://example.com/a?b=1&c=2) [bad](javascript:x)"),))))
    links = [given for tag, given in found.tags if tag == "a"]
    assert [link["href"] for link in links] == ["https://example.com/a?b=1&c=2"]
    assert "noopener" in links[0]["rel"]
    assert "bad" in found.text


def test_every_node_is_there_with_its_words() -> None:
    message = everything(None, type("Asked", (), {"text": ""})())
    found = Tags(drawn(message))
    tags = [tag for tag, _ in found.tags]
    for wanted in (
        "h3",
        "strong",
        "em",
        "code",
        "a",
        "li",
        "blockquote",
        "dl",
        "progress",
        "hr",
        "figure",
        "select",
        "small",
    ):
        assert wanted in tags or wanted == "small", wanted
    for text in (
        "All that a message can hold",
        "4 working days",
        "below the minimum of 4",
        "Support is lowest",
        "Small print",
    ):
        assert text in found.text
    pressed = {given["data-id"] for _, given in found.tags if "data-id" in given}
    assert pressed == {control.id for control in message.controls()}


def test_a_chart_has_its_numbers_as_text_with_and_without_a_picture() -> None:
    chart = Chart("bars", "Energy", "Support is lowest", ("Support", "Sales"), (3.5, None), "%")
    without = Tags(outgoing.drawn(chart, Look(FREE)))
    picture = Tags(outgoing.drawn(chart, Look(FREE, picture=lambda one: "/chart/x.png")))
    assert ("img", {"src": "/chart/x.png", "alt": "Support is lowest", "loading": "lazy"}) in picture.tags
    for found in (without, picture):
        assert "Support" in found.text
        assert "3.5%" in found.text
    assert "Support is lowest" in without.text


def test_a_platform_without_inline_buttons_gets_them_numbered_below() -> None:
    html = drawn(everything(None, type("Asked", (), {"text": ""})()), Look(DISCORD))
    assert "1 · Look" in html
    assert html.index("First") < html.index("Second") < html.index("1 · Look") < html.index("Fill in…")


def test_a_private_message_says_so_in_the_readers_language() -> None:
    stood = Posted("play:x/1", "play:x", "townhall", Message("Psst"), datetime(2026, 11, 20, 8, tzinfo=UTC), only="ana")
    with speaking("nl"):
        html = article.posted(stood, BOT, Look(FREE))
    assert "Alleen jij ziet dit" in html
    assert "vr 20 nov 09:00" in html


def test_a_form_keeps_what_was_filled_in_beside_its_errors() -> None:
    html = outgoing_form.form(
        EveryField.open(), FREE, (), TODAY, {"words": "hi", "kind": "b", "sure": "yes"}, {"words": "Too few."}
    )
    found = Tags(html)
    fields = {
        given["name"]: given
        for tag, given in found.tags
        if tag in ("input", "select", "textarea") and "checked" not in given
    }
    assert fields["words"]["value"] == "hi"
    assert fields["words"]["aria-invalid"] == "true"
    assert "f-words-wrong" in fields["words"]["aria-describedby"]
    assert [given.get("value") for tag, given in found.tags if "checked" in given] == ["b", "yes"]
    assert "Too few." in found.text


def test_days_are_two_pickers_or_one_line_as_the_platform_can() -> None:
    node = OtherFields.open(days="24 nov - 27 nov")
    picker = [
        given for tag, given in Tags(outgoing_form.form(node, FREE, (), TODAY)).tags if given.get("name") == "days"
    ]
    line = [
        given for tag, given in Tags(outgoing_form.form(node, DISCORD, (), TODAY)).tags if given.get("name") == "days"
    ]
    assert [one["value"] for one in picker] == ["2026-11-24", "2026-11-27"]
    assert [(one["type"], one["value"]) for one in line] == [("text", "24 nov - 27 nov")]
    assert outgoing_form.values(node, {"days": ["2026-11-24", "2026-11-27"]})["days"] == "2026-11-24 - 2026-11-27"


def test_an_unknown_field_that_was_sent_is_left_out() -> None:
    class Small(Form):
        ID, TITLE, SUBMIT = "gallery.small", "Small", "Go"
        words = TextField("Words")

    assert outgoing_form.values(Small.open(), {"words": ["x"], "admin": ["1"]}) == {"words": "x"}


def test_a_button_to_elsewhere_is_a_link() -> None:
    assert Tags(outgoing.control(Button("Read", url="https://example.com/"))).tags[0][0] == "a"
