"""From what somebody does in the browser to what happens in the room; the answer is what only that browser gets to see."""

import asyncio
from collections.abc import Awaitable, Callable
from html import escape
from typing import Any

from adapters.playground import inspector, outgoing_form
from adapters.playground.client import Forged, Playground
from adapters.playground.passing import moment, passes
from adapters.playground.room import Room
from bots.chat import Answer
from bots.ui import CAPS, Option
from core.clock import local_day
from core.words import LANGUAGES, speaking

Sent = dict[str, Any]
LONGEST = 2000


async def act(room: Room, sent: Sent) -> tuple[int, Sent]:
    """Carry it out: the HTTP status and the answer. What was never shown to this persona is refused with 403 (T11)."""
    act_ = ACTS.get(str(sent.get("do")))
    if act_ is None:
        return 400, {"error": "unknown action"}
    try:
        user = _text(sent, "as")
        language = room.persona(user).me.language
        with speaking(language):
            return 200, await act_(room, user, sent)
    except Forged:
        return 403, {"error": "this was never shown to you"}
    except (KeyError, ValueError):
        return 400, {"error": "incomplete"}


async def take(room: Room, user: str, name: str, content: bytes) -> tuple[int, Sent]:
    """A file for the form before this persona: what its field holds then."""
    try:
        room.persona(user)
        return 200, {"value": await room.chat.uploads(user, name, content)}
    except Forged:
        return 403, {"error": "this was never shown to you"}


def _text(sent: Sent, name: str) -> str:
    value = sent[name]
    if not isinstance(value, str) or len(value) > LONGEST:
        raise ValueError(name)
    return value


def _place(chat: Playground, user: str, address: str) -> str:
    """An address where this persona may be; raises Forged for somebody else's conversation."""
    found = chat.conversations.get(address)
    if found is None or (found.members and user not in found.members):
        raise Forged(address)
    return address


def _seen(room: Room, user: str, answer: Answer, at: str) -> Sent:
    """The form or notice that belongs to this click; from Home one is led to where the reply stands."""
    shown: Sent = {}
    if answer.form is not None or answer.errors:
        shown["form"] = _form(room, user)
    if answer.notice:
        shown["notice"] = f"<p>{escape(answer.notice)}</p>"
    if at == "home" and (answer.reply or answer.replace):
        shown["go"] = room.chat.dm(user)
    return shown


def _form(room: Room, user: str) -> str:
    opened = room.chat.forms[user]
    persons = sorted(room.world.cast.values(), key=lambda one: one.me.name)
    people = tuple(Option(one.user, one.me.name) for one in persons)
    today = local_day(room.world.clock.now(), room.persona(user).me.zone)
    return outgoing_form.form(opened.form, room.chat.caps, people, today, opened.filled, opened.errors)


async def _type(room: Room, user: str, sent: Sent) -> Sent:
    text = _text(sent, "text").strip()
    address = _place(room.chat, user, _text(sent, "at"))
    return _seen(room, user, await room.chat.types(user, address, text), address) if text else {}


async def _press(room: Room, user: str, sent: Sent) -> Sent:
    ref, id_, value = _text(sent, "ref"), _text(sent, "id"), _text(sent, "value")
    if ref == "home":
        return _seen(room, user, await room.chat.presses_home(user, id_, value), "home")
    return _seen(room, user, await room.chat.presses(user, ref, id_, value), "")


async def _pick(room: Room, user: str, sent: Sent) -> Sent:
    return _seen(room, user, await room.chat.picks(user, _text(sent, "ref"), _text(sent, "id")), "")


async def _point(room: Room, user: str, sent: Sent) -> Sent:
    return _seen(room, user, await room.chat.points(user, _text(sent, "ref"), _text(sent, "id")), "")


async def _submit(room: Room, user: str, sent: Sent) -> Sent:
    opened = room.chat.forms.get(user)
    values = sent["values"]
    if opened is None:
        raise Forged("no form is open")
    if not isinstance(values, dict) or not all(isinstance(one, list) for one in values.values()):
        raise ValueError("values")
    given = {str(name): [str(value) for value in listed] for name, listed in values.items()}
    answer = await room.chat.submits(user, outgoing_form.values(opened.form, given))
    return _seen(room, user, answer, _text(sent, "at"))


async def _leave(room: Room, user: str, sent: Sent) -> Sent:
    room.chat.leaves_form(user)
    return {}


async def _look(room: Room, user: str, sent: Sent) -> Sent:
    at = _text(sent, "at")
    if at == "home":
        await room.chat.opens_home(user)
    else:
        room.look(user, _place(room.chat, user, at))
    return {}


async def _arrive(room: Room, user: str, sent: Sent) -> Sent:
    room.chat.reloads(user)
    return {}


async def _suggest(room: Room, user: str, sent: Sent) -> Sent:
    pairs = await room.chat.suggestions(user, _text(sent, "command"), _text(sent, "option"), _text(sent, "partial"))
    return {"suggestions": pairs[:8]}


async def _language(room: Room, user: str, sent: Sent) -> Sent:
    tongue = _text(sent, "value")
    if tongue not in LANGUAGES:
        raise Forged(tongue)
    await room.speak(user, tongue)
    return {}


async def _profile(room: Room, user: str, sent: Sent) -> Sent:
    name = _text(sent, "value")
    if name not in CAPS:
        raise Forged(name)
    room.profile(name)
    return {}


async def _move(room: Room, user: str, sent: Sent) -> Sent:
    await passes(room, await moment(room, _text(sent, "value")))
    return {}


async def _reset(room: Room, user: str, sent: Sent) -> Sent:
    await room.reset()
    return {}


async def _tour(room: Room, user: str, sent: Sent) -> Sent:
    room.tour(0 if _text(sent, "value") == "0" else -1)
    return {}


async def _inspect(room: Room, user: str, sent: Sent) -> Sent:
    stood = room.chat.posted.get(_text(sent, "ref"))
    if stood is None or stood not in room.chat.visible(user, stood.address):
        raise Forged("inspect")
    return {"json": await asyncio.to_thread(inspector.as_json, room, stood.message)}


ACTS: dict[str, Callable[[Room, str, Sent], Awaitable[Sent]]] = {
    "type": _type, "press": _press, "pick": _pick, "point": _point, "submit": _submit, "leave": _leave, "look": _look,
    "arrive": _arrive,
    "suggest": _suggest, "language": _language, "profile": _profile, "move": _move, "reset": _reset, "tour": _tour,
    "inspect": _inspect,
}  # fmt: skip
