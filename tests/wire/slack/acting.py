"""What people do in Slack: type commands, press, choose, submit, close, speak, react, open the home tab."""

from __future__ import annotations

import secrets
from typing import Any

from . import payloads
from .answering import answered_command, answered_submission
from .filling import STATE, ClientRefused, fill, find_element, refuse_incomplete, typed_value, values_in, whose
from .rules import COMMAND, RESERVED_COMMANDS
from .server import LoopbackSlack
from .shapes import file_shape
from .socket_mode import Ack
from .state import Conversation, Message, Person, Upload, View, new_id


class SlackServer(LoopbackSlack):
    """The loopback Slack with people who act: what a test fills with a company and then lives in."""

    async def command(self, person: Person, name: str, text: str = "", *, channel: Conversation | None = None) -> Ack:
        """A slash command, typed in a channel or (by default) in the direct conversation with the app."""
        if not COMMAND.fullmatch(name):
            self.violations.append(f"{name!r} cannot be the name of a command")
        if name in RESERVED_COMMANDS:
            self.violations.append(f"{name} belongs to Slack itself: no app can have it")
            return Ack(late=True)
        payload = payloads.command(self, person, name, text, channel or self.dm(person))
        ack = await self.send("slash_commands", payload)
        if ack.payload:
            answered_command(self, payload["response_url"], ack.payload)
        return ack

    def file(self, person: Person, name: str, content: bytes) -> dict[str, Any]:
        """A file on this person's computer, to answer a file field with: `{"receipt": [slack.file(…)]}`."""
        upload = Upload(new_id("F"), name, len(content), content, True, True, polls=2, owner=person.id)
        self.workspace.uploads[upload.id] = upload
        return file_shape(self, upload)

    async def press(self, person: Person, where: Message | View, name: str, choice: Any = None) -> Ack:
        """Press a button or use a menu: name is its action_id or label, choice what a menu or picker gets.

        ClientRefused when it does not stand there or the person can't see it. For a click on an old screen, press
        on what `message.as_drawn()` gave before the message changed.
        """
        blocks = self._seen(person, where)
        block, part = find_element(blocks, name)
        value: dict[str, Any] = {}
        if part["type"] == "overflow":
            value = {"selected_option": next(o for o in part["options"] if choice in (o["value"], o["text"]["text"]))}
        elif part["type"] in STATE:
            value = typed_value(self.workspace, part, choice)
            value.pop("type")
        elif choice is not None:
            raise ClientRefused(f"a {part['type']} takes no choice")
        payload = payloads.interaction(self, person, "block_actions")
        if isinstance(where, View):
            if part["type"] in STATE:
                where.typed[(block["block_id"], part["action_id"])] = {"type": part["type"], **value}
            payload |= payloads.in_view(self, where)
        else:
            payload |= payloads.in_message(self, person, where)
            typed = {(block["block_id"], part["action_id"]): {"type": part["type"], **value}}
            payload["state"] = {"values": values_in(blocks, typed if part["type"] in STATE else {})}
        payload["actions"] = [payloads.action(self, block, part, value)]
        ack = await self.send("interactive", payload)
        if ack.payload:
            self.violations.append(f"a click was acknowledged with {ack.payload!r:.120}: Slack shows nothing of it")
        return ack

    def _seen(self, person: Person, where: Message | View) -> list[dict[str, Any]]:
        if isinstance(where, View):
            whose(person, where)
            return where.blocks
        if where.deleted:
            raise ClientRefused("that message is gone")
        if where.visible_to not in (None, person.id):
            raise ClientRefused(f"{person.name} cannot see somebody else's ephemeral message")
        if person.id not in self.workspace.conversations[where.channel].members:
            raise ClientRefused(f"{person.name} is not in that conversation")
        return where.blocks

    async def submit(self, person: Person, view: View | None = None, answers: dict[str, Any] | None = None) -> Ack:
        """Fill in (by block id, action id or label) and submit the modal on top; its field errors are ack.errors."""
        view = view or self.modal(person)
        whose(person, view)
        if view is not self.modal(person):
            raise ClientRefused("another view lies on top of this one")
        fill(self.workspace, view, answers or {})
        refuse_incomplete(view)
        payload = payloads.interaction(self, person, "view_submission")
        shape = payloads.in_view(self, view)["view"]
        ack = await self.send("interactive", {**payload, "response_urls": [], "view": shape})
        if not ack.late:
            answered_submission(self, person, view, ack.payload)
        return ack

    async def close(self, person: Person, view: View | None = None) -> Ack | None:
        """Cancel the modal; the app hears of it only when it asked to (notify_on_close)."""
        view = view or self.modal(person)
        whose(person, view)
        payload = payloads.interaction(self, person, "view_closed")
        payload |= {"view": payloads.in_view(self, view)["view"], "is_cleared": False}
        stack = self.workspace.modals[person.id]
        closing = stack[:] if view.body.get("clear_on_close") else [view]
        for gone in closing:
            gone.open = False
            stack.remove(gone)
        return await self.send("interactive", payload) if view.body.get("notify_on_close") else None

    async def look_up(self, person: Person, where: View | Message, name: str, typed: str) -> list[dict[str, Any]]:
        """Type into a menu that asks the app for its options; the options the app gave."""
        block, part = find_element(self._seen(person, where), name)
        if part["type"] not in ("external_select", "multi_external_select"):
            raise ClientRefused(f"a {part['type']} asks nobody")
        payload = payloads.interaction(self, person, "block_suggestion")
        payload |= {"action_id": part["action_id"], "block_id": block["block_id"], "value": typed}
        if isinstance(where, View):
            payload |= payloads.in_view(self, where)
        else:
            payload |= {k: v for k, v in payloads.in_message(self, person, where).items() if k != "response_url"}
        ack = await self.send("interactive", payload)
        groups = ack.payload.get("option_groups") or ()
        options = [*(ack.payload.get("options") or ()), *(o for group in groups for o in group["options"])]
        if not ack.late and (len(options) > 100 or not {"options", "option_groups"} & set(ack.payload)):
            self.violations.append(f"a look-up was answered with {len(options)} options: 1 list of at most 100")
        return options

    async def shortcut(self, person: Person, callback_id: str) -> Ack:
        """Use one of the app's global shortcuts."""
        payload = payloads.interaction(self, person, "shortcut")
        return await self.send("interactive", {**payload, "callback_id": callback_id, "action_ts": self.clock.ts()})

    async def message_action(self, person: Person, message: Message, callback_id: str) -> Ack:
        """Use one of the app's shortcuts on a message."""
        self._seen(person, message)
        payload = payloads.interaction(self, person, "message_action")
        place = payloads.in_message(self, person, message)
        payload |= {name: place[name] for name in ("channel", "response_url", "message")}
        payload |= {"callback_id": callback_id, "action_ts": self.clock.ts(), "message_ts": message.ts}
        return await self.send("interactive", payload)

    async def home_opened(self, person: Person, tab: str = "home") -> Ack:
        """Open the app's home (or its messages)."""
        body = {"type": "app_home_opened", "user": person.id, "channel": self.dm(person).id, "tab": tab}
        body["event_ts"] = self.clock.ts()
        home = self.workspace.homes.get(person.id)
        if home is not None and tab == "home":
            view = payloads.in_view(self, home)["view"]
            return await self.event({**body, "view": view})
        return await self.event(body)

    async def says(self, person: Person, place: Conversation, text: str, *, thread: Message | None = None) -> Message:
        """Write in a conversation; the app hears of it where its scopes and membership let it."""
        if person.id not in place.members:
            raise ClientRefused(f"{person.name} is not in {place.name}")
        thread_ts = (thread.thread_ts or thread.ts) if thread else None
        said = Message(self.clock.ts(), place.id, person.id, text, thread_ts=thread_ts, from_bot=False)
        place.messages.append(said)
        if self.workspace.bot.id not in place.members:
            return said
        if payloads.MESSAGE_SCOPES[place.kind] in self.scopes:
            body = {**payloads.message_event(self, said), "client_msg_id": secrets.token_hex(8)}
            await self.event(body)
        if self.workspace.bot.mention in text and place.kind != "im":
            body = payloads.message_event(self, said)
            body.pop("channel_type")
            await self.event({**body, "type": "app_mention"})
        return said

    async def mention(
        self, person: Person, place: Conversation, text: str, *, thread: Message | None = None
    ) -> Message:
        """Write to the app by its name."""
        return await self.says(person, place, f"{self.workspace.bot.mention} {text}", thread=thread)

    async def react(self, person: Person, message: Message, name: str) -> Ack:
        """Put an emoji under a message."""
        self._seen(person, message)
        message.reactions.setdefault(name, []).append(person.id)
        item = {"type": "message", "channel": message.channel, "ts": message.ts}
        body = {"type": "reaction_added", "user": person.id, "reaction": name, "item": item}
        return await self.event({**body, "item_user": message.user, "event_ts": self.clock.ts()})
