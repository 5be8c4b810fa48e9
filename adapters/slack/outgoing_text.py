"""Text as Slack takes it: mrkdwn, or rich text wherever mrkdwn would obey what somebody typed (T16, T17)."""

from collections.abc import Iterator
from typing import Any

from bots.ui.text import Line, Span, read, shortened

Block = dict[str, Any]
FRONTS = {"item": "• ", "quote": ">"}
STYLES = {"bold": "*", "italic": "_", "code": "`"}
MARKS = frozenset("*_~`")
"""Signs that mrkdwn obeys and that can't be escaped there; text with them is sent as rich text, which obeys nothing."""
SECTION = 2900


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
    return blocks_of(read(markdown))


def blocks_of(lines: tuple[Line, ...]) -> list[Block]:
    """The same, of a text that was read."""
    text = marked(lines)
    if risky(lines) or len(text["text"]) > SECTION:
        return [{"type": "rich_text", "elements": list(_rich(lines))}]
    return [{"type": "section", "text": text}]


def marked(lines: tuple[Line, ...]) -> Block:
    """Neutral Markdown as mrkdwn; nothing in it is linked, mentioned or called by Slack on its own."""
    return {"type": "mrkdwn", "text": "\n".join([_line(line) for line in lines]), "verbatim": True}


def risky(lines: tuple[Line, ...]) -> bool:
    """Whether mrkdwn would obey signs that somebody typed; a quotation is always what somebody typed."""
    for line in lines:
        if line.kind == "quote":
            return True
        for span in line.spans:
            if span.style != "code" and not MARKS.isdisjoint(span.text):
                return True
    return False


def section(elements: list[Block]) -> Block:
    """A run of styled text within a rich text."""
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
            items = [section(_spans(line)) for line in run]
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


def fitting(letters: str, most: int) -> str:
    """Letters for a notification: harmless, and no more than so many with what that takes."""
    if len(letters) <= most and len(escape(letters)) <= most:
        return escape(letters)
    room = most
    while len(escape(shortened(letters, room))) > most:
        room -= max(1, (len(escape(shortened(letters, room))) - most) // 5)
    return escape(shortened(letters, room))
