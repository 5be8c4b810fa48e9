"""From a message to what the browser shows: HTML for every node, escaped first, as pure functions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import groupby
from zoneinfo import ZoneInfo

from adapters.playground.standing import Posted
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
from core.words import _, ngettext, say_date, say_number, say_time

STYLES = {"bold": "strong", "italic": "em", "code": "code"}
HUES = 8


@dataclass(frozen=True, slots=True)
class Author:
    """Who said it, as others see them."""

    user: str
    name: str
    bot: bool = False

    @property
    def initials(self) -> str:
        """Two letters for the round picture."""
        words = [word for word in self.name.split() if word[:1].isalpha()]
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else "·"

    @property
    def hue(self) -> int:
        """One of the calm colours, the same for this person everywhere."""
        return sum(self.user.encode()) % HUES


@dataclass(frozen=True, slots=True)
class Look:
    """How messages are drawn for one reader: their zone, the platform's abilities, and where a chart's picture is."""

    caps: Caps
    zone: str = "Europe/Amsterdam"
    picture: Callable[[Chart], str] | None = None


def avatar(author: Author) -> str:
    """A round picture with initials; decoration, as the name stands beside it."""
    kind = "bot" if author.bot else f"hue{author.hue}"
    return f'<span class="avatar {kind}" aria-hidden="true">{escape("T" if author.bot else author.initials)}</span>'


def say_moment(at: datetime, zone: str) -> str:
    """`Fri 20 Nov 09:00` in the reader's zone."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{say_date(local.date())} {say_time(local)}"


def posted(
    stood: Posted, author: Author, look: Look, replies: int | None = None, inspect: bool = False,
    actions: Sequence[tuple[str, str]] = (),
) -> str:  # fmt: skip
    """A message as it stands, with who said it and when; `replies` are those in its thread, `actions` (id, label) what
    may be done with it.
    """
    summary = "" if not author.bot else stood.message.summary
    when = say_moment(stood.at, look.zone)
    marks = [f'<time datetime="{stood.at.isoformat()}">{escape(when)}</time>']
    if stood.edits:
        marks.append(f"<span>{escape(_('changed'))}</span>")
    private = f'<p class="only">{escape(_("Only you see this"))}</p>' if stood.only else ""
    thread = ""
    if replies is not None:
        count = ngettext("{n} reply", "{n} replies", replies).format(n=replies) if replies else _("Open the thread")
        thread = f'<button type="button" class="quiet" data-at="{escape(stood.ref)}/thread">{escape(count)}</button>'
    tools = (
        f'<button type="button" class="quiet inspect" data-inspect="{escape(stood.ref)}">{escape(_("As JSON"))}</button>'
        if inspect and author.bot
        else ""
    )
    menu = "" if stood.only else _menu(stood.number, actions)
    return (
        f'<article id="m-{stood.number}" class="message{" private" if stood.only else ""}" tabindex="-1" '
        f'data-ref="{escape(stood.ref)}" aria-label="{escape(author.name)}, {escape(when)}">{avatar(author)}'
        f'<div class="said"><header><strong><bdi>{escape(author.name)}</bdi></strong> {" ".join(marks)}{menu}</header>'
        f"{private}{content(stood.message, look, summary)}{thread}{tools}</div></article>"
    )


def _menu(number: int, actions: Sequence[tuple[str, str]]) -> str:
    """The "…" beside a message: what people may choose to do with it."""
    if not actions:
        return ""
    name = escape(_("Actions on this message"))
    items = "".join(
        f'<button type="button" data-pick="{escape(id_)}">{escape(label)}</button>' for id_, label in actions
    )
    return (
        f'<button type="button" class="quiet more" popovertarget="do-{number}" aria-label="{name}">…</button>'
        f'<div id="do-{number}" class="menu" popover role="group" aria-label="{name}">{items}</div>'
    )


def home(message: Message, look: Look) -> str:
    """Home: the greeting large, the four doors, what waits."""
    return (
        f'<article class="message home" tabindex="-1" data-ref="home" aria-label="{escape(_("Home"))}"><div class="said">'
        f"<h2>{escape(message.summary)}</h2>{content(message, look, '')}</div></article>"
    )


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
            return f'<p class="file">{escape(name)}: {escape(about)}</p>'


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
    rows = "".join(
        f'<tr><th scope="row">{escape(label)}</th><td>'
        f"{'–' if value is None else escape(say_number(value, 2) + node.unit)}</td></tr>"
        for label, value in zip(node.labels, node.values, strict=True)
    )
    table = f"<table><caption>{escape(node.title)}</caption><tbody>{rows}</tbody></table>"
    if look.picture is None:
        return f"<figure><figcaption>{escape(node.alt)}</figcaption>{table}</figure>"
    source = escape(look.picture(node))
    return (
        f'<figure><img src="{source}" alt="{escape(node.alt)}" loading="lazy">'
        f"<details><summary>{escape(_('The numbers'))}</summary>{table}</details></figure>"
    )
