"""A message as it stands in a conversation: who said it and when, its thread, and what may be done with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from adapters.playground.outgoing import Look, content
from adapters.playground.standing import Posted
from bots.ui import Message
from core.values import frozen
from core.words import _, ngettext, say_date, say_time

HUES = 8


@frozen
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
    actions: Sequence[tuple[str, str]] = (), on_person: Sequence[tuple[str, str]] = (),
) -> str:  # fmt: skip
    """A message as it stands, with who said it and when; `replies` are those in its thread, `actions` (id, label) what
    may be done with it, `on_person` with who wrote it.
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
    menu = "" if stood.only else _menu(stood.number, actions, on_person, author.name)
    return (
        f'<article id="m-{stood.number}" class="message{" private" if stood.only else ""}" tabindex="-1" '
        f'data-ref="{escape(stood.ref)}" aria-label="{escape(author.name)}, {escape(when)}">{avatar(author)}'
        f'<div class="said"><header><strong><bdi>{escape(author.name)}</bdi></strong> {" ".join(marks)}{menu}</header>'
        f"{private}{content(stood.message, replace(look, ref=stood.ref), summary)}{thread}{tools}</div></article>"
    )


def _menu(
    number: int, actions: Sequence[tuple[str, str]], on_person: Sequence[tuple[str, str]], author: str
) -> str:  # fmt: skip
    """The "…" beside a message: what people may choose to do with it, and with who wrote it."""
    if not actions and not on_person:
        return ""
    name = escape(_("Actions on this message"))
    items = "".join(
        f'<button type="button" data-pick="{escape(id_)}">{escape(label)}</button>' for id_, label in actions
    )
    if on_person:
        items += f'<p class="about" id="who-{number}">{escape(author)}</p>' + "".join(
            f'<button type="button" data-point="{escape(id_)}" aria-describedby="who-{number}">{escape(label)}</button>'
            for id_, label in on_person
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
