"""Direct conversations: each is opened once for good, few at a time; a known one is never opened again (T20)."""

from adapters.discord.addresses import DIRECT, PLATFORM, Spot
from adapters.discord.connection import Connection
from adapters.discord.pace import OPENING, REST_SECONDS
from adapters.discord.refusals import TOO_FAST
from adapters.pacing import Pacer
from bots.app import App
from bots.chat import Later
from bots.waiting import someone_waits
from core import people


class Conversations:
    """Where each user is written to; kept with their account, so that a restart opens nothing anew."""

    def __init__(self, app: App, connection: Connection, pacer: Pacer) -> None:
        self._app, self._connection, self._pacer = app, connection, pacer
        self._known: dict[str, str] = {}
        self._opened: set[str] = set()

    async def of(self, space: str, user: str) -> str:
        """The address of the direct conversation with this user."""
        if user not in self._known:
            kept = await self._app.db.read(lambda tx: people.conversation_with(tx, PLATFORM, space, user))
            await self.stands(space, user, kept or await self._open(user), keep=not kept)
        return str(Spot(DIRECT, self._known[user]))

    async def stands(self, space: str, user: str, channel: str, keep: bool = True) -> None:
        """This is the conversation with this user: it was opened, or they wrote or clicked there."""
        if self._known.get(user) == channel:
            return
        if keep:
            await self._app.db.write(lambda tx: people.keep_conversation(tx, PLATFORM, space, user, channel))
        self._known[user] = channel

    async def forget(self, channel: str) -> bool:
        """Discord knows this conversation no more; whether it is worth opening another, which is so once."""
        self._known = {user: known for user, known in self._known.items() if known != channel}
        await self._app.db.write(lambda tx: people.forget_conversation(tx, PLATFORM, channel))
        return channel not in self._opened

    async def _open(self, user: str) -> str:
        await self._pacer.turn(OPENING, first=someone_waits.get())
        try:
            made = await self._connection.call("POST", "/users/@me/channels", {"recipient_id": user})
        except Later as later:
            if later.seconds == TOO_FAST:
                self._pacer.hold(OPENING, REST_SECONDS)
            raise
        self._opened.add(str(made["id"]))
        return str(made["id"])
