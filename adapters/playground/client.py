"""A chat in memory that behaves like a platform: what stands where, who may see it, and what people do to it."""

from collections.abc import Mapping
from dataclasses import replace

from adapters.playground.standing import BOT, LONGEST, SPACE, Conversation, Forged, OpenForm, Place, Posted
from bots.app import App
from bots.chat import (
    Answer,
    Command,
    Event,
    Failed,
    Gone,
    HomeOpened,
    Lookup,
    MessageAction,
    Press,
    Reacted,
    Said,
    Submit,
    Where,
    Who,
    asks,
)
from bots.events import PersonAction
from bots.receiving import receive
from bots.ui import FREE, Caps, File, Message, Text
from bots.ui.message import told
from bots.ui.text import clean, escaped
from core.words import _


class Playground(Place):
    """A platform in memory, with the abilities of a real one (`caps`)."""

    def __init__(self, app: App, platform: str = "play", caps: Caps = FREE) -> None:
        super().__init__(platform, app.db.clock)
        self.app, self.caps = app, caps
        self.forms: dict[str, OpenForm] = {}
        self.homes: dict[str, Message] = {}
        self.notices: dict[str, list[str]] = {}
        self.closed: set[str] = set()
        """Addresses that refuse messages: archived channels, people who closed their DMs."""
        app.add_chat(self)

    # What the app asks of a platform.

    async def direct(self, space: str, user: str) -> str:
        """The address of the direct conversation with this user."""
        return self.dm(user)

    async def send(self, address: str, message: Message, mark: str, again: bool = False) -> str:
        """Post it; with `again` it is looked for first, so that a lost answer makes no second one."""
        if address in self.closed or address not in self.conversations:
            raise Failed("closed" if address in self.closed else "no_such_conversation")
        if again:
            for stood in self.posted.values():
                if stood.mark == mark:
                    return stood.ref
        return self._post(address, BOT, message, mark=mark).ref

    async def edit(self, ref: str, message: Message) -> None:
        """Draw this message anew."""
        stood = self.posted.get(ref)
        if stood is None:
            raise Gone
        self._put(replace(stood, message=message, edits=stood.edits + 1))

    async def thread(self, ref: str, title: str) -> str:
        """The thread under this message."""
        stood = self.posted.get(ref)
        if stood is None:
            raise Failed("gone")
        parent = self.conversations[stood.address]
        if parent.kind == "thread" or (parent.kind == "dm" and not self.caps.dm_threads):
            return stood.address
        address = f"{ref}/thread"
        if address not in self.conversations:
            self._open(Conversation(address, "thread", title, parent.members, ref))
        return address

    async def home(self, space: str, user: str, message: Message) -> None:
        """Draw Home for this user."""
        self.homes[user] = message
        self._tell("home", user, message)

    # What people do.

    async def types(self, user: str, address: str, text: str) -> Answer:
        """Somebody types: a command, words to Townhall, or words to colleagues."""
        where = self._where(address)
        if text.startswith("/"):
            if where.kind == "thread" and not self.caps.commands_in_threads:
                return self._refused(
                    user, address, _("Slack takes no commands in threads. Type it in the channel instead.")
                )
            name, _space, rest = text[1:].partition(" ")
            return await self._handle(user, Command(self._key(), self._who(user), where, name, rest))
        stood = self._post(address, user, Message("…", (Text(escaped(clean(text, most=LONGEST)) or "…"),)))
        direct = where.kind == "dm" or text.startswith(f"@{BOT}")
        spoken = text.removeprefix(f"@{BOT}").strip() if direct else None
        parent = self.conversations[address].under or None
        said = Said(self._key(), self._who(user), where, stood.ref, self.app.db.clock.now(), spoken, parent,
                    asks(text) if self.caps.name != "discord" else None)  # fmt: skip
        return await self._handle(user, said)

    async def presses(self, user: str, ref: str, id_: str, value: str = "", key: str = "") -> Answer:
        """Somebody presses a button or chooses, on a message they can see that has it."""
        stood = self.posted.get(ref)
        seen = stood is not None and stood in self.visible(user, stood.address)
        if stood is None or not seen or id_ not in {control.id for control in stood.message.controls()}:
            raise Forged(id_)
        where, private = self._where(stood.address), bool(stood.only)
        return await self._handle(user, Press(key or self._key(), self._who(user), where, id_, value, ref, private))

    async def presses_home(self, user: str, id_: str, value: str = "") -> Answer:
        """Somebody presses a button on Home."""
        drawn = self.homes.get(user)
        if drawn is None or id_ not in {control.id for control in drawn.controls()}:
            raise Forged(id_)
        return await self._handle(user, Press(self._key(), self._who(user), self._where(self.dm(user)), id_, value))

    async def submits(self, user: str, values: Mapping[str, str | tuple[str, ...]], key: str = "") -> Answer:
        """Somebody sends the form before them."""
        opened = self.forms.pop(user, None)
        if opened is None:
            raise Forged("no form is open")
        event = Submit(key or self._key(), self._who(user), opened.where, opened.form.id, dict(values),
                       opened.message, opened.private)  # fmt: skip
        answer = await self._handle(user, event)
        if answer.errors:
            self.forms[user] = replace(opened, errors=answer.errors, filled=dict(values))
            self._tell("form", user, self.forms[user])
        return answer

    async def uploads(self, user: str, name: str, content: bytes) -> str:
        """Somebody hands over a file for the form before them; gives what its field then holds."""
        opened = self.forms.get(user)
        if opened is None or not any(field.kind == "file" for field in opened.form.fields):
            raise Forged("no form asks for a file")
        return await receive(self.app, self._who(user), name, content)

    def leaves_form(self, user: str) -> None:
        """Somebody closes the form before them."""
        self.forms.pop(user, None)

    async def picks(self, user: str, ref: str, id_: str) -> Answer:
        """Somebody chooses an action on a message they can see; a private reply has none, as on Slack."""
        stood = self.posted.get(ref)
        if stood is None or stood.only or stood not in self.visible(user, stood.address):
            raise Forged(ref)
        written, ours = stood.message, stood.author == BOT
        text = written.letters() if ours else "\n".join(map(told, written.body))
        names = tuple(node.name for node in written.body if isinstance(node, File))
        return await self._handle(user, MessageAction(
            self._key(), self._who(user), self._where(stood.address), id_, ref, text, "" if ours else stood.author, names,
        ))  # fmt: skip

    async def points(self, user: str, ref: str, id_: str) -> Answer:
        """Somebody chooses an action on a colleague, from a message that this colleague wrote and they can see."""
        stood = self.posted.get(ref)
        if stood is None or stood.author == BOT or stood not in self.visible(user, stood.address):
            raise Forged(ref)
        event = PersonAction(self._key(), self._who(user), self._where(stood.address), id_, stood.author)
        return await self._handle(user, event)

    async def reacts(self, user: str, ref: str, emoji: str) -> Answer:
        """Somebody puts an emoji on a message they can see."""
        stood = self.posted.get(ref)
        if stood is None or stood not in self.visible(user, stood.address):
            raise Forged(ref)
        return await self._handle(user, Reacted(self._key(), self._who(user), self._where(stood.address), ref, emoji))

    def reloads(self, user: str) -> None:
        """Somebody opens the app anew: where private replies don't last, theirs are gone."""
        if not self.caps.private_anywhere:
            for ref in [one.ref for one in self.posted.values() if one.only == user]:
                self._tell("gone", ref, self.posted.pop(ref))

    async def opens_home(self, user: str) -> Message:
        """Somebody looks at Home."""
        answer = await self._handle(user, HomeOpened(self._key(), self._who(user)))
        if answer.home is None:
            raise Forged("strangers have no Home")
        return answer.home

    async def suggestions(self, user: str, command: str, option: str, partial: str) -> list[tuple[str, str]]:
        """What is suggested while somebody types an option."""
        return await self.app.suggest(Lookup(self._who(user), command, option, partial))

    async def _handle(self, user: str, event: Event) -> Answer:
        answer = await self.app.handle(event)
        where = getattr(event, "where", None) or self._where(self.dm(user))
        pressed = self.posted.get(event.message or "") if isinstance(event, (Press, Submit)) else None
        if answer.home is not None:
            await self.home(SPACE, user, answer.home)
        if answer.form is not None:
            private = pressed is not None and bool(pressed.only)
            self.forms[user] = OpenForm(answer.form, where, pressed.ref if pressed else None, private)
            self._tell("form", user, self.forms[user])
        if answer.replace is not None:
            if pressed is None:
                await self._reply(user, where, replace(answer, reply=answer.replace, replace=None))
            else:
                self._put(replace(pressed, message=answer.replace, edits=pressed.edits + 1))
                if not pressed.only:
                    await self.app.stands(pressed.ref, answer, answer.replace)
        if answer.reply is not None:
            await self._reply(user, where, answer)
        if answer.notice:
            self._notice(user, where.ref, answer.notice)
        return answer

    async def _reply(self, user: str, where: Where, answer: Answer) -> None:
        if answer.reply is None:
            return
        only = "" if where.kind == "dm" else user
        stood = self._post(where.ref, BOT, answer.reply, only=only)
        if not only:
            await self.app.stands(stood.ref, answer, answer.reply)

    def _refused(self, user: str, address: str, text: str) -> Answer:
        self._notice(user, address, text)
        return Answer(notice=text)

    def _notice(self, user: str, address: str, *lines: str) -> None:
        self.notices.setdefault(user, []).extend(lines)
        self._tell("notice", user, (address, lines))

    def _who(self, user: str) -> Who:
        return Who(self.platform, SPACE, user)

    def _where(self, address: str) -> Where:
        stands = self.conversations[address]
        parent = self.posted.get(stands.under)
        return Where(address, stands.kind, parent.address if parent else "")

    def _key(self) -> str:
        return f"{self.platform}:{id(self):x}:{next(self._numbers)}"


__all__ = ["BOT", "SPACE", "Conversation", "Forged", "OpenForm", "Playground", "Posted"]
