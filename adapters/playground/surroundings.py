"""What stands around the conversation: who one is, where one can go, the bar on top, as HTML in the persona's language."""

from html import escape
from itertools import groupby

from adapters.playground.article import Author, avatar, say_moment
from adapters.playground.client import Conversation
from adapters.playground.room import MOVES, ZONE, Persona, Room
from bots.ui import CAPS
from core.words import LANGUAGES, N_, _, ngettext

PROFILES = {"free": N_("Free"), "slack": N_("Like Slack"), "discord": N_("Like Discord")}
TONGUES = {"en": "English", "nl": "Nederlands"}
ROLES = {
    "hr": N_("HR"), "admin": N_("administrator"), "community": N_("community"), "agent": N_("agent"),
    "leader": N_("leadership"), "survey_owner": N_("surveys"),
}  # fmt: skip


def role(persona: Persona) -> str:
    """What this persona is, in a few words."""
    named = [_(words) for name, words in ROLES.items() if name in persona.roles]
    if persona.reports:
        named.insert(0, _("manager"))
    return ", ".join(named) or _("colleague")


def author(room: Room, user: str) -> Author:
    """Who said it."""
    known = room.world.cast.get(user)
    return Author(user, known.me.name if known else "Townhall", known is None)


def title(room: Room, user: str, address: str) -> str:
    """A conversation's name for this persona."""
    if address == "home":
        return _("Home")
    found = room.chat.conversations.get(address)
    if found is None or found.kind == "dm":
        return "Townhall"
    return f"# {found.title}" if found.kind == "channel" else found.title


def side(room: Room, user: str, at: str) -> str:
    """Who one is, and every conversation this persona has, with what is new."""
    me = room.persona(user)
    persons = sorted(room.world.cast.values(), key=lambda one: (one.team, one.me.name))
    groups = "".join(
        f'<optgroup label="{escape(team or _("No team"))}">{"".join(_option(room, one, user) for one in ones)}</optgroup>'
        for team, ones in groupby(persons, key=lambda one: one.team)
    )
    about = f"{role(me)} · {me.team}" if me.team else role(me)
    return (
        f'<div class="who">{avatar(author(room, user))}<div><label for="persona">{escape(_("I am"))}</label>'
        f'<select id="persona" data-persona>{groups}</select><small>{escape(about)}</small></div></div>'
        f'<nav aria-label="{escape(_("Conversations"))}">{_places(room, user, at)}</nav>'
    )


def _option(room: Room, one: Persona, user: str) -> str:
    new = room.unread(one.user, room.chat.dm(one.user)) if one.user != user else 0
    news = f" ({ngettext('{n} new', '{n} new', new).format(n=new)})" if new else ""
    chosen = " selected" if one.user == user else ""
    known_as = f" · {role(one)}" if (one.roles or one.reports) and one.user != user else ""
    return f'<option value="{escape(one.user)}"{chosen}>{escape(one.me.name + known_as)}{news}</option>'


def _places(room: Room, user: str, at: str) -> str:
    mine = [one for one in room.chat.conversations.values() if not one.members or user in one.members]
    threads = [one for one in mine if one.kind == "thread"]
    parts = [_link(room, user, "home", at, "⌂")] if room.chat.caps.home_tab else []
    parts.append(_branch(room, user, at, room.chat.conversations[room.chat.dm(user)], threads, "@"))
    channels = sorted((one for one in mine if one.kind == "channel"), key=lambda one: one.title)
    if channels:
        parts.append(f"<h2>{escape(_('Channels'))}</h2>")
        parts += [_branch(room, user, at, one, threads, "#") for one in channels]
    return "".join(parts)


def _branch(room: Room, user: str, at: str, one: Conversation, threads: list[Conversation], sign: str) -> str:
    below = [_link(room, user, thread.address, at, "↳", "thread") for thread in threads
             if thread.under.rpartition("/")[0] == one.address]  # fmt: skip
    return _link(room, user, one.address, at, sign) + "".join(below)


def _link(room: Room, user: str, address: str, at: str, sign: str, kind: str = "") -> str:
    new = room.unread(user, address) if address not in ("home", at) else 0
    name = title(room, user, address).removeprefix("# ")
    badge = f'<span class="badge">{new}<span class="unseen"> {escape(_("new"))}</span></span>' if new else ""
    here = ' aria-current="page"' if address == at else ""
    return (
        f'<button type="button" id="at-{escape(address)}" class="place {kind}{" new" if new else ""}" '
        f'data-at="{escape(address)}"{here}><span aria-hidden="true" class="sign">{sign}</span>'
        f'<span class="name">{escape(name)}</span>{badge}</button>'
    )


def top(room: Room, user: str) -> str:
    """The bar on top: what this is, the clock, the platform to be like, the language, and the rest."""
    me = room.persona(user)
    tongues = "".join(
        f'<option value="{code}"{" selected" if me.me.language == code else ""} lang="{code}">{TONGUES[code]}</option>'
        for code in LANGUAGES
    )
    profiles = "".join(
        f'<option value="{name}"{" selected" if room.chat.caps is CAPS[name] else ""}>{escape(_(words))}</option>'
        for name, words in PROFILES.items()
    )
    moves = "".join(
        f'<button type="button" data-move="{name}">{escape(_(words))}</button>' for name, words in MOVES.items()
    )
    return (
        f'<p class="brand"><strong>Townhall</strong> <span class="stamp">{escape(_("Practice room"))}</span>'
        f'<span class="me">{avatar(author(room, user))}{escape(me.me.first_name)}</span></p>'
        f'<div class="tools"><button type="button" id="around" data-tour="0">{escape(_("Tour"))}</button>'
        f'<button type="button" id="clock-opener" popovertarget="moves" class="clock">'
        f'<span class="unseen">{escape(_("Let time pass; it is now"))} </span><span id="clock"></span></button>'
        f'<div id="moves" popover><p>{escape(_("Let time pass until"))}</p>{moves}</div>'
        f'<label class="pair"><span>{escape(_("Platform"))}</span><select id="profile" data-profile>{profiles}</select></label>'
        f'<label class="pair"><span class="unseen">{escape(_("Language"))}</span>'
        f'<select id="tongue" data-tongue>{tongues}</select></label>'
        f'<button type="button" id="side-by-side" data-two="{escape(_partner(room, me))}" class="wide">'
        f'{escape(_("Side by side"))}</button><button type="button" data-one class="one">{escape(_("One screen"))}</button>'
        f'<button type="button" id="inspect" data-panel aria-pressed="false" aria-controls="inspector">'
        f"{escape(_('Behind the scenes'))}</button>"
        f'<button type="button" id="reset" data-reset class="quiet">{escape(_("Start again"))}</button></div>'
    )


def _partner(room: Room, me: Persona) -> str:
    """Who one would look at beside this persona: their manager, else somebody of theirs, else a colleague."""
    others = [one for one in room.world.cast.values() if one.user != me.user]
    others.sort(key=lambda one: (one.me.id != me.me.manager_id, one.me.manager_id != me.me.id))
    return others[0].user if others else me.user


def clock(room: Room) -> str:
    """What time it is in the practice room."""
    return escape(say_moment(room.world.clock.now(), ZONE))


def place(room: Room, user: str, at: str) -> str:
    """The heading above the conversation."""
    found = room.chat.conversations.get(at)
    about = ""
    if found is not None:
        about = {
            "dm": _("Direct messages between you and Townhall"),
            "channel": _("Everybody in this channel reads along"),
            "thread": _("A thread"),
        }[found.kind]
    back = ""
    if found is not None and found.kind == "thread":
        parent = escape(found.under.rpartition("/")[0])
        back = f'<button type="button" class="quiet" data-at="{parent}">{escape(_("Back"))}</button>'
    return f"<h1>{escape(title(room, user, at))}</h1><small>{escape(about)}</small>{back}"


def foot(room: Room, user: str, at: str) -> str:
    """The bar at the bottom of a phone."""
    new = sum(room.unread(user, one.address) for one in room.chat.conversations.values() if one.address != at)
    badge = f' <span class="badge">{new}<span class="unseen"> {escape(_("new"))}</span></span>' if new else ""
    direct = room.chat.dm(user)
    places = ([("home", _("Home"))] if room.chat.caps.home_tab else []) + [(direct, "Townhall")]
    doors = "".join(
        f'<button type="button" data-at="{escape(address)}"{" aria-current=page" if address == at else ""}>{escape(name)}</button>'
        for address, name in places
    )
    return (
        f'<button type="button" data-show="side">{escape(_("Chats"))}{badge}</button>{doors}'
        f'<button type="button" data-show="inspector">{escape(_("Behind"))}</button>'
    )


def empty(room: Room, user: str, at: str) -> str:
    """What stands where nothing was said yet."""
    if room.chat.conversations.get(at) is None:
        return ""
    hint = _("Type / to see what Townhall can do.")
    return f"<p>{escape(_('Nothing was said here yet.'))} {escape(hint)}</p>"
