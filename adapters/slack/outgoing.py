"""From a message to Slack's blocks, as pure functions: what people typed is shown and never obeyed (T16, T17)."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from adapters.slack.outgoing_text import SECTION, Block, blocks_of, escape, fitting, marked, plain, risky, section
from bots.ui import Actions, Button, Chart, Divider, Fields, File, Header, Message, Node, Progress, Row, Select, Text
from bots.ui.text import Line, Span, read
from core.values import frozen
from core.words import N_, _

Picture = Callable[[Chart], str | None]
TONES = {"good": "✅ ", "warning": "⚠️ ", "bad": "❌ "}
FILE_HERE = "{name}: {about}"
FILE_ELSEWHERE = N_("{name}: {about}. It is in our direct messages.")
FIELD, FALLBACK, MOST_BLOCKS, BAR = 1900, 3900, 50, 12


@frozen
class Drawn:
    """A message or home as Slack takes it, and what of it did not fit (nothing, or it is a mistake of ours)."""

    body: dict[str, Any]
    losses: list[str]


def message(shown: Message, picture: Picture | None = None, file: str = FILE_HERE) -> Drawn:
    """`text` for notifications and screen readers, `blocks` for the eye.

    `picture` gives a chart's uploaded file; `file` says where the message's files are, in the reader's language.
    """
    heard = shown.summary if shown.sensitive else shown.letters()
    blocks = [_summary(shown), *_nodes(shown.body, picture, file)]
    losses = [f"{len(blocks) - MOST_BLOCKS} blocks left out"] if len(blocks) > MOST_BLOCKS else []
    return Drawn({"text": fitting(heard, FALLBACK), "blocks": _numbered(blocks[:MOST_BLOCKS])}, losses)


def home(shown: Message) -> Drawn:
    """Home as the view of the app's own tab."""
    head = {"type": "header", "text": plain(shown.summary)}
    blocks = [head, *_nodes(shown.body, None)]
    losses = [f"{len(blocks) - 100} blocks left out"] if len(blocks) > 100 else []
    return Drawn({"type": "home", "blocks": _numbered(blocks[:100])}, losses)


def _summary(shown: Message) -> Block:
    styled: Block = {"type": "text", "text": TONES.get(shown.tone, "") + shown.summary}
    if shown.body:
        styled["style"] = {"bold": True}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [styled]}]}


def _nodes(body: Iterable[Node], picture: Picture | None, file: str = FILE_HERE) -> list[Block]:
    """The nodes in order; bars that follow each other stand close together, as lines of one block."""
    blocks: list[Block] = []
    for bars, nodes in groupby(body, lambda node: isinstance(node, Progress)):
        if bars:
            blocks += _bars([node for node in nodes if isinstance(node, Progress)])
        else:
            for node in nodes:
                blocks += _node(node, picture, file)
    return blocks


def _bars(bars: list[Progress]) -> list[Block]:
    lines = tuple([Line("text", (Span(_bar(bar)),)) for bar in bars])
    text = marked(lines)
    if risky(lines) or len(text["text"]) > FIELD:
        return [{"type": "context", "elements": [plain(_bar(bar))]} for bar in bars]
    return [{"type": "context", "elements": [text]}]


def _node(node: Node, picture: Picture | None, file: str = FILE_HERE) -> list[Block]:
    match node:
        case Header(text):
            return [{"type": "header", "text": plain(text)}]
        case Text(markdown, small):
            lines = read(markdown)
            if small and len(escape(markdown)) < FIELD and not risky(lines):
                return [{"type": "context", "elements": [marked(lines)]}]
            return blocks_of(lines)
        case Fields(pairs):
            told = [(Line("text", (Span(label, "bold"),)), *read(value)) for label, value in pairs]
            fields = [marked(pair) for pair in told]
            if any(len(field["text"]) > FIELD for field in fields) or any(risky(pair) for pair in told):
                return [block for pair in told for block in blocks_of(pair)]
            return [{"type": "section", "fields": fields}]
        case Row(markdown, action):
            lines = read(markdown)
            line = marked(lines)
            if len(line["text"]) > SECTION or risky(lines):
                below: list[Block] = [{"type": "actions", "elements": [_button(action)]}] if action else []
                return [*blocks_of(lines), *below]
            behind: Block = {"accessory": _button(action)} if action else {}
            return [{"type": "section", "text": line, **behind}]
        case Actions(items):
            return [{"type": "actions", "elements": [_control(item) for item in items]}]
        case Progress():
            return _bars([node])
        case Chart():
            return _chart(node, picture)
        case Divider():
            return [{"type": "divider"}]
        case File(name, about=about):
            return [{"type": "context", "elements": [plain(_(file).format(name=name, about=about))]}]


def _control(item: Button | Select) -> Block:
    if isinstance(item, Button):
        return _button(item)
    options = [option(one.value, one.label, one.hint) for one in item.options]
    return {"type": "static_select", "action_id": item.id, "placeholder": plain(item.placeholder), "options": options}


def option(value: str, label: str, hint: str = "") -> Block:
    """One choice of a menu, radio group or checkboxes."""
    made: Block = {"value": value, "text": plain(label)}
    return {**made, "description": plain(hint)} if hint else made


def _button(button: Button) -> Block:
    made: Block = {"type": "button", "text": plain(button.label)}
    if button.style != "plain":
        made["style"] = button.style
    return {**made, "url": button.url} if button.url else {**made, "action_id": button.id}


def _numbered(blocks: list[Block]) -> list[Block]:
    """Links get an id of their own too: Slack reports them as presses."""
    number = 0
    for block in blocks:
        for part in block.get("elements", ()) if block["type"] == "actions" else [block.get("accessory", {})]:
            if part.get("type") == "button" and "action_id" not in part:
                number += 1
                part["action_id"] = f"link:{number}"
    return blocks


def _bar(node: Progress) -> str:
    full = round(BAR * node.done / node.total)
    note = f" · {node.note}" if node.note else ""
    return f"{'█' * full}{'░' * (BAR - full)}  {node.label}: {node.done}/{node.total}{note}"


def _chart(node: Chart, picture: Picture | None) -> list[Block]:
    file = picture(node) if picture else None
    head: list[Block] = [
        {"type": "text", "text": node.title, "style": {"bold": True}},
        {"type": "text", "text": f"\n{node.alt}"},
    ]
    items = [section([{"type": "text", "text": f"{label}: {said}"}]) for label, said in node.numbers()]
    numbers = {"type": "rich_text_list", "style": "bullet", "elements": items}
    note = [section([{"type": "text", "text": node.note}])] if node.note else []
    told: Block = {"type": "rich_text", "elements": [section(head), numbers, *note]}
    shown: Block = {"type": "image", "slack_file": {"id": file}, "alt_text": node.alt}
    return [shown, told] if file else [told]
