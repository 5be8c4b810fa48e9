"""What people typed is shown and never obeyed, and everything fits: as pure functions, against Discord's own document."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord import outgoing
from adapters.discord.outgoing_form import modal
from adapters.discord.writing import LINK, escape, written
from bots.ui import (
    Actions,
    Button,
    Chart,
    Divider,
    FieldNode,
    Fields,
    FormNode,
    Header,
    Message,
    Node,
    Option,
    Plain,
    Progress,
    Row,
    Select,
    Text,
    quoted,
)
from tests.wire.discord.openapi import gatekeeper
from tests.wire.discord.overlay import check_message

pytestmark = pytest.mark.wire
HOSTILE = [
    "@everyone @here <@123456789012345678> <@&123456789012345678> <#123456789012345678> <!channel> <!subteam^S1>",
    "@\u200beveryone @EVERYONE <@!123456789012345678> </timeoff:123456789012345678> <t:1700000000:R> <:x:123456789012345678>",
    "[Approve here](https://evil.example) <https://evil.example|Approve here> ||hidden|| ~~gone~~ __line__",
    "```\nApproved ✅ by HR\n``` `code` > quote\n# Approved\n-# small\n- item\n1. first\n>>> all",
    "\u202eevil\u202c \u2066x\u2069 \x00\x07 \ud83d\ude00 e\u0301\u0301\u0301",
    "\n" * 500 + "end",
    "\\" * 300 + "*" * 300,
]
SIGNS = re.compile(r"[*_~`|<>\[\]#]")


def shown(said: str) -> str:
    """What a person sees of escaped text."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", said).replace("\u200b", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_typed_text_is_shown_letter_by_letter(text: str) -> None:
    """T16, T17: no mention, link with another face, style, list, quote or code survives."""
    said = written(f"{Plain(text)} asks")
    bare = LINK.sub("", re.sub(r"\\[^0-9A-Za-z\s]", "", said))
    assert not SIGNS.search(bare)
    assert not re.search(r"@(everyone|here)", said, re.IGNORECASE)
    assert "\u202e" not in said
    for line in written(quoted(text)).split("\n"):
        assert line.startswith("> ")
        assert not SIGNS.search(LINK.sub("", re.sub(r"\\[^0-9A-Za-z\s]", "", line[2:])))
        assert not re.match(r"> (-|\+|\d+[.)])(\s|$)", line)


@given(st.text(max_size=300))
def test_escaping_keeps_every_letter(text: str) -> None:
    if "\u200b" not in text and "\\" not in text:
        assert shown(escape(text)) == text


def test_addresses_stay_whole_and_our_own_styles_stand() -> None:
    said = written(
        f"**bold** _it_ `c*d` [here](https://a.example/x_y) {Plain('https://b.example/a_b_c')}\n- one\n> two"
    )
    assert said == "**bold** *it* `c*d` [here](https://a.example/x_y) https://b.example/a_b_c\n- one\n> two"


words = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=400)).filter(lambda text: bool(text.strip()))


def short(most: int) -> st.SearchStrategy[str]:
    return words.map(lambda text: text[:most].strip() or "x")


labels, ids = short(30), st.integers(0, 10**6)


@st.composite
def nodes(draw: st.DrawFn, number: int) -> Node:
    kind = draw(st.integers(0, 8))
    match kind:
        case 0:
            return Header(draw(short(150)))
        case 1:
            return Text(draw(short(300)), draw(st.booleans()))
        case 2:
            return Text(quoted(draw(short(300))) or "> x")
        case 3:
            return Fields(tuple((draw(short(75)), draw(short(100))) for _ in range(draw(st.integers(1, 4)))))
        case 4:
            return Row(draw(short(200)), Button(draw(labels), f"timeoff.look:{number}"))
        case 5:
            total = draw(st.integers(1, 20))
            return Progress(draw(short(60)), draw(st.integers(0, total)), total, draw(short(100)))
        case 6:
            values = draw(st.lists(st.one_of(st.none(), st.floats(0, 100)), min_size=1, max_size=12))
            return Chart("bars", draw(short(100)), draw(short(100)), ("x",) * len(values), tuple(values), "%")
        case 7:
            return Divider()
        case _:
            return Actions(
                (Button(draw(labels), f"timeoff.do:{number}", "danger"), Button("Web", url="https://a.example"))
            )


@st.composite
def messages(draw: st.DrawFn) -> Message:
    body = tuple(draw(nodes(number)) for number in range(draw(st.integers(0, 5))))
    tone = draw(st.sampled_from(["none", "good", "bad"]))
    return Message(draw(short(150)), body, tone, draw(st.booleans()))


def faults(method: str, path: str, body: Any) -> list[str]:
    operation = gatekeeper().operation(method, path)
    assert operation is not None
    return [f"{fault.at}: {fault.message}" for fault in gatekeeper().faults(operation, {}, body, sent=True)]


@settings(max_examples=60, deadline=None)
@given(messages())
def test_every_message_fits_and_loses_nothing(message: Message) -> None:
    """T19, T49"""
    drawn = outgoing.message(message, "0123456789ab")
    assert drawn.losses == []
    assert drawn.body["allowed_mentions"] == {"parse": []}
    assert drawn.body["content"].strip()
    assert faults("POST", "/channels/1/messages", drawn.body) == []
    check_message(drawn.body, [])
    assert sum(len(embed.get("description", "")) for embed in drawn.body["embeds"]) <= 6000
    assert outgoing.marked(drawn.body) == ("0123456789ab" if any(control.id for control in message.controls()) else "")


def test_the_longest_and_most_hostile_message_still_fits() -> None:
    """T19: 3,600 signs that would each be doubled."""
    drawn = outgoing.message(Message("Long", (Text("\\*" * 1500), Text("\\_" * 1500), Text("\\`" * 600))))
    assert drawn.losses == []
    assert faults("POST", "/channels/1/messages", drawn.body) == []
    check_message(drawn.body, [])
    assert sum(embed["description"].count("∗") for embed in drawn.body["embeds"]) == 1500


def test_a_sensitive_message_pushes_its_summary_only() -> None:
    drawn = outgoing.message(Message("Ana asks for time off", (Text("Because of surgery"),), sensitive=True))
    assert drawn.body["content"] == "Ana asks for time off"
    assert drawn.body["embeds"][0]["description"] == "Because of surgery"


def test_five_pictures_go_along_with_their_alternative_texts() -> None:
    chart = Chart("bars", "Mood", "It rose", ("May",), (3.0,))
    drawn = outgoing.message(Message("Mood", (chart, chart)))
    body, files = outgoing.with_pictures(drawn, [b"one", None])
    assert [name for name, _bytes in files] == ["chart-1.png"]
    assert body["attachments"][0]["description"] == "It rose"
    body, files = outgoing.with_pictures(drawn, [b"one", b"two"])
    assert [embed["image"]["url"] for embed in body["embeds"]] == [
        "attachment://chart-1.png",
        "attachment://chart-2.png",
    ]


def field(kind: str, size: int = 0, **more: Any) -> FieldNode:
    options = tuple(Option(str(n), f"Option {n}", "Hint") for n in range(size))
    return FieldNode(f"f_{kind}", kind, "Label " * 7, options=options, **more)


@pytest.mark.parametrize("direct", [True, False])
@pytest.mark.parametrize(
    "one",
    [
        field("text", hint="x" * 100, multiline=True, default="y" * 3000),
        field("number", default="2.5"), field("day", default="2026-11-24"), field("days", required=False),
        field("toggle", default="yes"), field("person", default="123456789012345678"),
        *(field("choice", size, default="0") for size in (1, 2, 5, 6, 25)),
        *(field("choices", size, default=("0",), required=False) for size in (1, 10, 11, 25)),
    ],
    ids=lambda one: f"{one.kind}{len(one.options)}",
)  # fmt: skip
def test_every_field_is_a_modal_that_discord_takes(one: FieldNode, direct: bool) -> None:
    form = FormNode("timeoff.draft:0", "T" * 24, "Send", (one,), intro="Read this first")
    body = {"type": 9, "data": modal(form, direct)}
    assert faults("POST", "/interactions/1/token/callback", body) == []


def test_a_select_stands_in_a_row_of_its_own() -> None:
    chosen = Select("timeoff.choose:0", "Choose", (Option("a", "A", "Hint"),))
    drawn = outgoing.message(Message("Choose", (Actions((chosen,)), Actions((Button("Go", "timeoff.go:0"),)))))
    assert [row["components"][0]["type"] for row in drawn.body["components"]] == [3, 2]
    assert faults("POST", "/channels/1/messages", drawn.body) == []
