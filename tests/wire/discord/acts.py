"""What people do with the bot: give a command, type, press, choose, fill in; and the answer they get."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simcord.backend import serializers
from simcord.backend.access import message_accessible
from simcord.backend.command_access import command_access
from simcord.backend.models import Interaction, ResponseKind
from simcord.backend.models import Message as Stored
from simcord.interactions import base_payload, nest_options, walk_to_subcommand

from .state import Channel, Person, State
from .values import Chosen, fill_modal, fill_options, fill_select, resolve
from .views import Answer, Kind, Message, Modal

SLASH, USER, MESSAGE = 1, 2, 3
COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
_KINDS: Mapping[ResponseKind, Kind] = {
    ResponseKind.MESSAGE: "message",
    ResponseKind.DEFERRED: "deferred",
    ResponseKind.DEFERRED_UPDATE: "deferred_update",
    ResponseKind.UPDATE: "update",
    ResponseKind.MODAL: "modal",
    ResponseKind.AUTOCOMPLETE: "choices",
}


@dataclass
class Acts:
    """Turns acts into INTERACTION_CREATE and callbacks into answers."""

    state: State
    patience: float = 3.0  # seconds a person's client waits before "The application did not respond"
    trouble: Callable[[], str] = lambda: ""
    payloads: dict[int, dict[str, Any]] = field(default_factory=dict)
    _waiting: dict[int, asyncio.Event] = field(default_factory=dict)

    def answered(self, id: int, body: Mapping[str, Any]) -> None:
        """Wakes whoever waits for the answer to this interaction."""
        waiting = self._waiting.get(id)
        if waiting is not None:
            waiting.set()

    async def command(self, who: Person, name: str, given: Mapping[str, Chosen], where: Channel) -> Answer:
        """A slash command, with its sub-commands as words; names may be those of the person's language."""
        first, *rest = name.removeprefix("/").split()
        root = self._registered(who, first, SLASH, where)
        leaf, nesting = walk_to_subcommand(root, rest)
        resolved: dict[str, Any] = {}
        options = nest_options(root, nesting, fill_options(self.state, leaf, _named(leaf, given, who.locale), resolved))
        return await self._act(who, COMMAND, where, _command_data(root, options, resolved))

    async def types(
        self, who: Person, name: str, option: str, partial: str, given: Mapping[str, Chosen], where: Channel
    ) -> Answer:
        """Typing in an option that suggests."""
        first, *rest = name.removeprefix("/").split()
        root = self._registered(who, first, SLASH, where)
        leaf, nesting = walk_to_subcommand(root, rest)
        (focused,) = _named(leaf, {option: partial}, who.locale)
        declared = next((one for one in leaf.get("options") or () if one["name"] == focused), None)
        assert declared is not None, f"/{name} has no option {option!r}"
        assert declared.get("autocomplete"), f"Option {option!r} of /{name} suggests nothing"
        resolved: dict[str, Any] = {}
        options = fill_options(self.state, leaf, _named(leaf, given, who.locale), resolved, whole=False)
        options.append({"name": focused, "type": declared["type"], "value": partial, "focused": True})
        return await self._act(
            who, AUTOCOMPLETE, where, _command_data(root, nest_options(root, nesting, options), resolved)
        )

    async def context(self, who: Person, name: str, target: Message | Person, where: Channel | None) -> Answer:
        """A command from the menu of a message or of a person."""
        resolved: dict[str, Any] = {}
        if isinstance(target, Message):
            stored = self.seen(who, target)
            where = self.state.place(stored.channel_id)
            resolved["messages"] = {str(stored.id): dict(serializers.message_payload(self.state, stored))}
        else:
            assert where is not None, "A command on a person is given in a channel"
            resolve(self.state, target, resolved)
        root = self._registered(who, name, MESSAGE if isinstance(target, Message) else USER, where)
        return await self._act(who, COMMAND, where, {**_command_data(root, [], resolved), "target_id": str(target.id)})

    async def press(self, who: Person, message: Message, which: str, values: Sequence[Any] | None) -> Answer:
        """A button or a select, by custom id or by a button's label, in a message this person sees as it is now."""
        stored = self.seen(who, message)
        now = self.look(stored)
        found = [c for c in now.controls if which in (c.get("custom_id"), c.get("label"))]
        assert len(found) == 1, (
            f"{len(found)} of {[c.get('label') or c.get('custom_id') for c in now.controls]} are {which!r}"
        )
        control = found[0]
        assert not control.get("disabled"), f"{which!r} is disabled"
        assert control.get("custom_id"), f"{which!r} is a link"
        resolved: dict[str, Any] = {}
        data: dict[str, Any] = {
            "custom_id": control["custom_id"],
            "component_type": control["type"],
            "id": control.get("id") or 1,
        }
        if control["type"] != 2:
            data["values"] = fill_select(self.state, control, values or [], resolved)
        if resolved:
            data["resolved"] = resolved
        return await self._act(who, COMPONENT, self.state.place(stored.channel_id), data, source=stored)

    async def submit(self, who: Person, modal: Modal, given: Mapping[str, Chosen]) -> Answer:
        """Sends a form that opened for this person and was not sent yet; it keeps the message it came from."""
        opener = self.state.interactions[modal.interaction_id]
        assert opener.user_id == who.id, f"The form {modal.title!r} did not open for {who.name}"
        assert not opener.modal_consumed, f"The form {modal.title!r} was sent already"
        resolved: dict[str, Any] = {}
        data: dict[str, Any] = {
            "custom_id": modal.custom_id,
            "components": fill_modal(self.state, modal, given, resolved),
        }
        if resolved:
            data["resolved"] = resolved
        opener.modal_consumed = True
        source = None
        if opener.source_message_id is not None:
            source = self.state.messages[opener.channel_id].get(opener.source_message_id)
        return await self._act(who, SUBMIT, self.state.place(opener.channel_id), data, source=source)

    def seen(self, who: Person, message: Message) -> Stored:
        """The message as it stands now, which this person must be able to see."""
        stored = self.state.messages.get(message.channel_id, {}).get(message.id)
        assert stored is not None, f"The message {message.text[:60]!r} is gone"
        visible = message_accessible(self.state, message.channel_id, stored, who.id)
        assert visible, f"{who.name} does not see {message.text[:60]!r}"
        return stored

    def look(self, stored: Stored) -> Message:
        """This message as people see it at this moment."""
        return Message(dict(serializers.message_payload(self.state, stored)))

    def _registered(self, who: Person, name: str, kind: int, where: Channel) -> dict[str, Any]:
        scopes = [where.guild_id, None] if where.guild_id is not None else [None]
        known = [c for scope in scopes for c in self.state.commands.get(scope, {}).values() if c["type"] == kind]
        for command in known:
            if name in (command["name"], (command.get("name_localizations") or {}).get(who.locale)):
                access = command_access(self.state, command, user_id=who.id, channel_id=where.id)
                assert access.allowed, f"{who.name} does not see {name!r} here: {access.reason}"
                return command
        raise AssertionError(f"No command {name!r} is registered here, only {[command['name'] for command in known]}")

    async def _act(
        self, who: Person, kind: int, where: Channel, data: dict[str, Any], *, source: Stored | None = None
    ) -> Answer:
        state = self.state
        record, payload = base_payload(
            state, type=kind, channel_id=where.id, guild_id=where.guild_id, user_id=who.id, data=data
        )
        payload |= {
            "locale": who.locale,
            "attachment_size_limit": 10 * 1024 * 1024,
            "context": 0 if where.guild_id else 1,
        }
        payload["authorizing_integration_owners"] = {"0": str(where.guild_id or 0)}
        if source is not None:
            record.source_message_id = source.id
            payload["message"] = dict(serializers.message_payload(state, source))
        self.payloads[record.id] = payload
        waiting = self._waiting[record.id] = asyncio.Event()
        state.emit("INTERACTION_CREATE", payload)
        try:
            async with asyncio.timeout(self.patience):
                await waiting.wait()
        except TimeoutError:
            raise AssertionError(
                f"The application did not respond to {data.get('name') or data.get('custom_id')!r}{self.trouble()}"
            ) from None
        finally:
            del self._waiting[record.id]
        return self.answer_of(record)

    def answer_of(self, record: Interaction) -> Answer:
        """The answer as it stands; a deferred one has no message until the bot completes it."""
        assert record.response_kind is not None
        stored = self.state.messages[record.channel_id].get(record.message_id or 0)
        modal = Modal(record.id, record.user_id, record.modal) if record.modal is not None else None
        return Answer(
            record.id,
            _KINDS[record.response_kind],
            self.look(stored) if stored is not None and not record.loading else None,
            modal,
            list(record.autocomplete_choices or ()),
            record.deferred,
            bool(stored is not None and stored.is_ephemeral),
        )


def _command_data(root: Mapping[str, Any], options: list[dict[str, Any]], resolved: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {"id": root["id"], "name": root["name"], "type": root["type"]}
    if options:
        data["options"] = options
    if resolved:
        data["resolved"] = resolved
    if root.get("guild_id"):
        data["guild_id"] = root["guild_id"]
    return data


def _named(command: Mapping[str, Any], given: Mapping[str, Chosen], locale: str) -> dict[str, Chosen]:
    """Option names of this language, as the default names that travel."""
    default = {(o.get("name_localizations") or {}).get(locale): o["name"] for o in command.get("options") or ()}
    return {default.get(name, name): value for name, value in given.items()}
