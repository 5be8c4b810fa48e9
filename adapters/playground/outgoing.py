"""From a message to what the browser shows: HTML for every node, escaped first, as pure functions."""

from collections.abc import Callable
from html import escape
from itertools import groupby
from urllib.parse import urlencode

from bots.ui import (
    Actions,
    Button,
    Caps,
    Chart,
    Divider,
    Fields,
    File,
    Header,
    Message,
    Node,
    Progress,
    Row,
    Select,
    Text,
)
from bots.ui.text import Line, Span, read
from core.values import frozen
from core.words import _, say_number

STYLES = {"bold": "strong", "italic": "em", "code": "code"}


@frozen
class Look:
    """How messages are drawn for one reader: their zone, the platform's abilities, and where a chart's picture is.

    `ref` is the message that is being drawn, for what hangs on it and is fetched apart.
    """

    caps: Caps
    zone: str = "Europe/Amsterdam"
    picture: Callable[[Chart], str] | None = None
    user: str = ""
    ref: str = ""


def content(message: Message, look: Look, summary: str) -> str:
    """The summary and every node; where buttons can't stand inside the text they stand below it, numbered."""
    parts = [f'<p class="summary">{escape(summary)}</p>'] if summary else []
    below: list[str] = []
    number = 0
    for node in message.body:
        if isinstance(node, Row) and node.action and not look.caps.inline_buttons:
            number += 1
            parts.append(
                f'<div class="row"><div><span class="number">{number}</span>{paragraphs(node.markdown)}</div></div>'
            )
            below.append(control(node.action, f"{number} · "))
        elif isinstance(node, Actions) and not look.caps.inline_buttons:
            if below:
                parts.append(f'<div class="actions">{"".join(below)}</div>')
                below = []
            parts.append(drawn(node, look))
        else:
            parts.append(drawn(node, look))
    if below:
        parts.append(f'<div class="actions">{"".join(below)}</div>')
    return f'<div class="content tone-{message.tone}">{"".join(parts)}</div>'


def drawn(node: Node, look: Look) -> str:
    """One node as HTML."""
    match node:
        case Header(text):
            return f"<h3>{escape(text)}</h3>"
        case Text(markdown, small):
            return f'<div class="text{" small" if small else ""}">{paragraphs(markdown)}</div>'
        case Fields(pairs):
            rows = "".join(f"<div><dt>{escape(label)}</dt><dd>{paragraphs(value)}</dd></div>" for label, value in pairs)
            return f"<dl>{rows}</dl>"
        case Row(markdown, action):
            return f'<div class="row"><div>{paragraphs(markdown)}</div>{control(action) if action else ""}</div>'
        case Actions(items):
            return f'<div class="actions">{"".join(control(item) for item in items)}</div>'
        case Progress():
            return _progress(node)
        case Chart():
            return _chart(node, look)
        case Divider():
            return "<hr>"
        case File(name, about=about):
            asked = urlencode({"ref": look.ref, "name": name, "as": look.user})
            link = f'<a href="/file?{escape(asked)}" download="{escape(name)}">{escape(name)}</a>'
            return (
                f'<p class="file">{link}<span class="small">{escape(about)} · {_weight(len(node.content))}</span></p>'
            )


def _weight(count: int) -> str:
    """So many bytes, as people read it."""
    return f"{say_number(count / 1e6, 1)} MB" if count >= 100_000 else f"{say_number(max(count / 1e3, 0.1), 1)} kB"


def control(item: Button | Select, front: str = "") -> str:
    """A button, a link, or a select with its own button (arrow keys alone must choose nothing)."""
    if isinstance(item, Select):
        options = "".join(
            f'<option value="{escape(option.value)}">{escape(option.label)}'
            f"{' · ' + escape(option.hint) if option.hint else ''}</option>"
            for option in item.options
        )
        name = escape(item.placeholder)
        return (
            f'<span class="choose"><select aria-label="{name}"><option value="">{name}</option>{options}</select>'
            f'<button type="button" data-id="{escape(item.id)}" data-chosen>{escape(_("Choose"))}</button></span>'
        )
    label = escape(front + item.label)
    if item.url:
        safe = item.url if item.url.startswith(("https://", "http://")) else "#"
        return f'<a class="button" href="{escape(safe)}" target="_blank" rel="noopener noreferrer nofollow">{label}</a>'
    return f'<button type="button" class="{escape(item.style)}" data-id="{escape(item.id)}">{label}</button>'


def paragraphs(markdown: str) -> str:
    """A neutral Markdown text as paragraphs, lists and quotations."""
    parts = []
    for kind, lines in groupby(read(markdown), key=lambda line: line.kind):
        if kind == "item":
            parts.append("<ul>" + "".join(f"<li>{_line(line)}</li>" for line in lines) + "</ul>")
        else:
            text = "<br>".join(_line(line) for line in lines)
            parts.append(f"<blockquote>{text}</blockquote>" if kind == "quote" else f"<p>{text}</p>")
    return "".join(parts)


def _line(line: Line) -> str:
    return "".join(_span(span) for span in line.spans)


def _span(span: Span) -> str:
    text = escape(span.text)
    if span.style == "link" and span.link.startswith(("https://", "http://")):
        return f'<a href="{escape(span.link)}" target="_blank" rel="noopener noreferrer nofollow">{text}</a>'
    tag = STYLES.get(span.style)
    return f"<{tag}>{text}</{tag}>" if tag else text


def _progress(node: Progress) -> str:
    label = escape(node.label)
    note = f'<span class="note">{escape(node.note)}</span>' if node.note else ""
    return (
        f'<div class="progress{" marked" if node.note else ""}"><span class="label">{label}</span>'
        f'<progress max="{node.total}" value="{node.done}" aria-label="{label}"></progress>'
        f'<span class="count">{node.done}/{node.total}</span>{note}</div>'
    )


def _chart(node: Chart, look: Look) -> str:
    wide = len(node.columns) or 1
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in node.columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(label)}</th>'
        + "".join(f"<td>{escape(said)}</td>" for said in node.said[place * wide : (place + 1) * wide]) + "</tr>"
        for place, label in enumerate(node.labels)
    )  # fmt: skip
    head = f"<thead><tr><td></td>{heads}</tr></thead>" if heads else ""
    table = f"<table><caption>{escape(node.title)}</caption>{head}<tbody>{rows}</tbody></table>"
    table += f'<p class="small">{escape(node.note)}</p>' if node.note else ""
    if look.picture is None:
        return f"<figure><figcaption>{escape(node.alt)}</figcaption>{table}</figure>"
    source = escape(look.picture(node))
    return (
        f'<figure><img src="{source}" alt="{escape(node.alt)}" loading="lazy">'
        f"<details><summary>{escape(_('The numbers'))}</summary>{table}</details></figure>"
    )
