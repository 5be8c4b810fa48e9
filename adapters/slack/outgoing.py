"""From a message to Slack's blocks, as pure functions: what people typed is shown and never obeyed (T16, T17)."""

from collections.abc import Callable, Iterator
from typing import Any

from bots.ui import Actions, Button, Chart, Divider, Fields, File, Header, Message, Node, Progress, Row, Select, Text
from bots.ui.text import Line, Span, read, shortened
from core.values import frozen
from core.words import N_, _

Block = dict[str, Any]
Picture = Callable[[Chart], str | None]
TONES = {"good": "✅ ", "warning": "⚠️ ", "bad": "❌ "}
FRONTS = {"item": "• ", "quote": ">"}
STYLES = {"bold": "*", "italic": "_", "code": "`"}
MARKS = frozenset("*_~`")
"""Signs that mrkdwn obeys and that can't be escaped there; text with them is sent as rich text, which obeys nothing."""
FILE_HERE = "{name}: {about}"
FILE_ELSEWHERE = N_("{name}: {about}. It is in our direct messages.")
SECTION, FIELD, FALLBACK, MOST_BLOCKS, BAR = 2900, 1900, 3900, 50, 12


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
    blocks = [_summary(shown), *(block for node in shown.body for block in _node(node, picture, file))]
    losses = [f"{len(blocks) - MOST_BLOCKS} blocks left out"] if len(blocks) > MOST_BLOCKS else []
    return Drawn({"text": _fitting(heard, FALLBACK), "blocks": _numbered(blocks[:MOST_BLOCKS])}, losses)


def home(shown: Message) -> Drawn:
    """Home as the view of the app's own tab."""
    head = {"type": "header", "text": plain(shown.summary)}
    blocks = [head, *(block for node in shown.body for block in _node(node, None))]
    losses = [f"{len(blocks) - 100} blocks left out"] if len(blocks) > 100 else []
    return Drawn({"type": "home", "blocks": _numbered(blocks[:100])}, losses)


def escape(text: str) -> str:
    """The three signs that Slack reads as control characters, made harmless."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def plain(text: str) -> Block:
    """A plain text object."""
    return {"type": "plain_text", "text": text, "emoji": True}


def text_blocks(markdown: str) -> list[Block]:
    """A text as a section of mrkdwn, or as rich text where it is long or somebody's own signs would be obeyed."""
    return _text_blocks(read(markdown))


def _text_blocks(lines: tuple[Line, ...]) -> list[Block]:
    marked = _marked(lines)
    if _risky(lines) or len(marked["text"]) > SECTION:
        return [{"type": "rich_text", "elements": list(_rich(lines))}]
    return [{"type": "section", "text": marked}]


def _marked(lines: tuple[Line, ...]) -> Block:
    """Neutral Markdown as mrkdwn; nothing in it is linked, mentioned or called by Slack on its own."""
    return {"type": "mrkdwn", "text": "\n".join([_line(line) for line in lines]), "verbatim": True}


def _risky(lines: tuple[Line, ...]) -> bool:
    """Whether mrkdwn would obey signs that somebody typed; a quotation is always what somebody typed."""
    for line in lines:
        if line.kind == "quote":
            return True
        for span in line.spans:
            if span.style != "code" and not MARKS.isdisjoint(span.text):
                return True
    return False


def _summary(shown: Message) -> Block:
    styled: Block = {"type": "text", "text": TONES.get(shown.tone, "") + shown.summary}
    if shown.body:
        styled["style"] = {"bold": True}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [styled]}]}


def _node(node: Node, picture: Picture | None, file: str = FILE_HERE) -> list[Block]:
    match node:
        case Header(text):
            return [{"type": "header", "text": plain(text)}]
        case Text(markdown, small):
            lines = read(markdown)
            if small and len(escape(markdown)) < FIELD and not _risky(lines):
                return [{"type": "context", "elements": [_marked(lines)]}]
            return _text_blocks(lines)
        case Fields(pairs):
            told = [(Line("text", (Span(label, "bold"),)), *read(value)) for label, value in pairs]
            fields = [_marked(pair) for pair in told]
            if any(len(field["text"]) > FIELD for field in fields) or any(_risky(pair) for pair in told):
                return [block for pair in told for block in _text_blocks(pair)]
            return [{"type": "section", "fields": fields}]
        case Row(markdown, action):
            lines = read(markdown)
            line = _marked(lines)
            if len(line["text"]) > SECTION or _risky(lines):
                below: list[Block] = [{"type": "actions", "elements": [_button(action)]}] if action else []
                return [*_text_blocks(lines), *below]
            section: Block = {"type": "section", "text": line}
            return [{**section, "accessory": _button(action)} if action else section]
        case Actions(items):
            return [{"type": "actions", "elements": [_control(item) for item in items]}]
        case Progress():
            return [{"type": "context", "elements": [plain(_bar(node))]}]
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
    items = [_section([{"type": "text", "text": f"{label}: {said}"}]) for label, said in node.numbers()]
    numbers = {"type": "rich_text_list", "style": "bullet", "elements": items}
    note = [_section([{"type": "text", "text": node.note}])] if node.note else []
    told: Block = {"type": "rich_text", "elements": [_section(head), numbers, *note]}
    shown: Block = {"type": "image", "slack_file": {"id": file}, "alt_text": node.alt}
    return [shown, told] if file else [told]


def _section(elements: list[Block]) -> Block:
    return {"type": "rich_text_section", "elements": elements}


def _rich(lines: tuple[Line, ...]) -> Iterator[Block]:
    """Lines of one kind together: a paragraph, a list or a quotation."""
    at = 0
    while at < len(lines):
        kind, end = lines[at].kind, at
        while end < len(lines) and lines[end].kind == kind:
            end += 1
        run, at = lines[at:end], end
        if kind == "item":
            items = [_section(_spans(line)) for line in run]
            yield {"type": "rich_text_list", "style": "bullet", "elements": items}
            continue
        spans = [
            span for number, line in enumerate(run) for span in ([_newline()] if number else []) + _spans(line, "")
        ]
        yield {"type": "rich_text_quote" if kind == "quote" else "rich_text_section", "elements": spans or [_newline()]}


def _newline() -> Block:
    return {"type": "text", "text": "\n"}


def _spans(line: Line, empty: str = " ") -> list[Block]:
    made: list[Block] = []
    for span in line.spans:
        if span.style == "link":
            made.append({"type": "link", "url": span.link, "text": span.text})
        elif span.text:
            made.append({"type": "text", "text": span.text, **({"style": {span.style: True}} if span.style else {})})
    return made or ([{"type": "text", "text": empty}] if empty else [])


def _line(line: Line) -> str:
    return FRONTS.get(line.kind, "") + "".join([_span(span) for span in line.spans])


def _span(span: Span) -> str:
    text = escape(span.text)
    if span.style == "link":
        return f"<{span.link.replace('|', '%7C').replace('&', '&amp;')}|{text}>"
    mark = STYLES.get(span.style, "")
    return f"{mark}{text}{mark}" if mark and text.strip() else text


def _fitting(letters: str, most: int) -> str:
    if len(letters) <= most and len(escape(letters)) <= most:
        return escape(letters)
    room = most
    while len(escape(shortened(letters, room))) > most:
        room -= max(1, (len(escape(shortened(letters, room))) - most) // 5)
    return escape(shortened(letters, room))
