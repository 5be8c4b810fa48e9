"""Everything drawn fits what Slack accepts, and what people typed is shown, never obeyed."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.slack.outgoing import home, message
from adapters.slack.outgoing_form import filled_in, modal
from bots.ui import (
    Button,
    Chart,
    Fields,
    FormNode,
    Header,
    Message,
    Option,
    Plain,
    Progress,
    Row,
    Text,
    quoted,
)
from bots.ui.fields import FieldNode
from tests.adapters.slack import small
from tests.adapters.slack.office import Office
from tests.wire.slack import message_faults, view_faults

HOSTILE = (
    "<!channel> <!here> <!everyone> <@U0ANA> <!subteam^S123> @everyone @here <#C0SUPPORT> <http://evil.example|Approve here> "
    "`code` ```block``` *bold* _italic_ ~gone~ > quote & &amp; \u202egnp.exe \u200b@\u200bhere Approved ✅ by HR"
)


def strings(node: Any, kind: str = "") -> list[tuple[str, str]]:
    """Every string that Slack would draw, with the kind of text object it stands in."""
    if isinstance(node, dict):
        kind = str(node.get("type", kind))
        return [pair for name, value in node.items() if name != "type" for pair in strings(value, kind)]
    if isinstance(node, list):
        return [pair for part in node for pair in strings(part, kind)]
    return [(kind, node)] if isinstance(node, str) else []


def hostile(text: str) -> Message:
    name = Plain(text)
    return Message(
        text[:150], (Text(quoted(text)), Text(f"Asked by {name}"), Row(f"**{name}**"[:1000], Button("Look", "small.look:1")),
                     Fields((("Who", str(name)[:1000] or "-"),)), Text(f"{name}", small=True), Header(text[:150])),
    )  # fmt: skip


def test_bars_under_each_other_are_lines_of_one_block_unless_somebody_typed_a_sign_that_slack_obeys() -> None:
    week = (
        Progress("Tue 24 Nov", 6, 8),
        Progress("Wed 25 Nov", 3, 8, "below 4 <b>"),
        Text("More"),
        Progress("Fri", 8, 8),
    )
    drawn = message(Message("The week", week))
    assert message_faults(drawn.body) == []
    [bars, fri] = [block["elements"] for block in drawn.body["blocks"] if block["type"] == "context"]
    assert [bar["text"] for bar in bars] == [
        "█████████░░░  Tue 24 Nov: 6/8\n████░░░░░░░░  Wed 25 Nov: 3/8 · below 4 &lt;b&gt;"
    ]
    assert [bar["text"] for bar in fri] == ["████████████  Fri: 8/8"]
    choices = message(Message("Which day?", (Progress("the *first*", 1, 2), Progress("the _last_", 1, 2))))
    told = [block["elements"][0] for block in choices.body["blocks"][1:]]
    assert [(one["type"], one["text"][14:]) for one in told] == [
        ("plain_text", "the *first*: 1/2"), ("plain_text", "the _last_: 1/2"),
    ]  # fmt: skip


def test_what_people_typed_is_neither_mention_nor_link_nor_markup() -> None:
    """T16, T17: no live mention, no disguised link, no control character, in blocks and in the fallback text."""
    drawn = message(hostile(HOSTILE))
    assert drawn.losses == []
    assert message_faults(drawn.body) == []
    for kind, text in strings(drawn.body):
        if kind not in ("text", "plain_text"):
            assert not any(sign in text for sign in ("<!", "<@", "<#", "<http")), (kind, text)
    assert all(
        block["text"].get("verbatim") for block in drawn.body["blocks"] if block.get("text", {}).get("type") == "mrkdwn"
    )
    kinds = {part["type"] for block in drawn.body["blocks"] for part in block.get("elements", [])}
    assert "rich_text_quote" in kinds
    assert not kinds & {"user", "usergroup", "broadcast", "link"}
    assert "<" not in drawn.body["text"]


def test_the_push_text_of_something_sensitive_is_its_summary() -> None:
    shown = Message("Ana asks for time off", (Text("Because of **her knee**"),), sensitive=True)
    assert message(shown).body["text"] == "Ana asks for time off"
    assert "knee" in message(Message("Ana asks", (Text("Because of her knee"),))).body["text"]


def test_every_node_is_drawn_and_ids_are_unique() -> None:
    small.small_bot()
    shown = small.figures.function(None, None)  # type: ignore[arg-type]
    drawn = message(shown, lambda chart: "F0PICTURE")
    assert drawn.losses == []
    assert message_faults(drawn.body) == []
    assert "<https://example.com/?a=1&amp;b=2|a link>" in json.dumps(drawn.body)
    assert view_faults(home(shown).body) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=900), st.sampled_from(["&", "<", "*", "é", "👩‍👩‍👧", "\n", " ", "ab "]))
def test_any_text_fits(text: str, filler: str) -> None:
    """T19: any letters, any length that a message may have, without losing a block."""
    long = (text + filler * 700)[:700]
    clean = Plain(long)
    shown = Message(
        "Long",
        (Text(quoted(long)), Text(f"{clean}" or "-"), Row(f"{clean}"[:1000] or "-", Button("Ok", "small.look:1"))),
    )
    drawn = message(shown)
    assert drawn.losses == []
    assert message_faults(drawn.body) == []


def test_the_longest_message_that_may_be_made_is_drawn_whole() -> None:
    """T19: 3,800 signs that each take five when escaped."""
    for shown in (
        Message("All", (Text("&" * 2900), Text("<" * 800))),
        Message("All", tuple(Text("&" * 90) for _ in range(37))),
        Message("All", (Fields(tuple((f"L{n}", "&" * 360) for n in range(10))),)),
        Message("All", tuple(Row("&" * 300, Button("Look", f"small.look:{n}")) for n in range(12)), "good"),
        Message("All", tuple(Progress(f"P{n}", n, 40, "note") for n in range(37)), "bad"),
    ):
        drawn = message(shown)
        assert drawn.losses == []
        assert message_faults(drawn.body) == []


def test_forty_bars_are_forty_lines() -> None:
    labels = tuple(f"Label <{n}>" for n in range(40))
    drawn = message(Message("Chart", (Chart("line", "T", "A", labels, tuple(float(n) for n in range(40)), " h"),)))
    assert message_faults(drawn.body) == []
    assert "Label <39>: 39 h" in json.dumps(drawn.body)


KINDS = ["text", "number", "day", "days", "choice", "choices", "person", "toggle"]


@pytest.mark.parametrize("count", [1, 5, 6, 10, 11, 25])
@pytest.mark.parametrize("default", ["", "v0", "2026-11-24/2026-11-27", "12,5", "yes", "U0ANA", "x" * 4000])
def test_every_field_with_any_default_is_a_modal_that_slack_takes(count: int, default: str) -> None:
    options = tuple(Option(f"v{n}", "L" * 75, "h" * 75) for n in range(count))
    for start in (0, 4):
        fields = tuple(
            FieldNode(f"f_{kind}", kind, "Label", n % 2 == 0, "A hint" * (n % 3), default, options, n % 2 == 1)
            for n, kind in enumerate(KINDS[start : start + 4])
        )
        form = FormNode("small.every:1:2", "A title", "Send", fields, "> *Hello* <!channel> & welcome")
        view = modal(form, {"c": "slack:T0/C0", "m": None, "p": False, "u": "http://127.0.0.1/" + "x" * 200}, "nl")
        assert view_faults(view) == []


def test_what_was_filled_in_comes_back_by_key() -> None:
    """T72: untouched, null and unknown elements are taken as they come."""
    values = {
        "when": {"when": {"type": "datepicker", "selected_date": "2026-11-24"}},
        "when.last": {"when.last": {"type": "datepicker", "selected_date": None}},
        "many": {"many": {"type": "checkboxes", "selected_options": None}},
        "one": {"one": {"type": "radio_buttons", "selected_option": None}},
        "new": {"new": {"type": "hologram", "value": None, "depth": 3}},
        "odd": {"odd": None}, "none": None,
    }  # fmt: skip
    found = filled_in({"state": {"values": values}})
    assert found == {"when": "2026-11-24", "many": (), "one": "", "new": "", "odd": ""}
    assert filled_in({}) == {}
    assert filled_in({"state": None}) == {}


@pytest.mark.wire
async def test_hostile_words_over_the_wire(here: Office) -> None:
    """T16, T17, T18: everything a person can type, in a DM, in a private reply, in a form; nothing unfurls."""
    ana = here.ana
    await here.types(ana, f"/echo {HOSTILE}")
    shown = here.last(ana)
    await here.types(ana, f"/echo {HOSTILE}", here.support)
    await here.types(ana, "/smallcard")
    await here.presses(ana, here.last(ana), "Say…")
    await here.submits(ana, text=HOSTILE + "\n" * 500)
    for stood in (shown, here.passing(ana), here.last(ana)):
        assert "<!" not in stood.text
        assert "<@" not in stood.text
        assert "\u202e" not in stood.words
    for call in here.slack.calls("chat.postMessage"):
        assert call["unfurl_links"] is False
