"""Slack as the app uses it: send, edit, thread, Home, and the life of the connection."""

import asyncio
import itertools
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.pacing import Pacer
from adapters.slack import signed
from adapters.slack.addresses import PLATFORM, Spot, spot
from adapters.slack.answering import PAUSE_SECONDS, Answering
from adapters.slack.connection import Connection, asked
from adapters.slack.directory import Directory
from adapters.slack.files import Files, files_of
from adapters.slack.listening import WAIT_SECONDS, bolt_app
from adapters.slack.looking_back import MARK, marked
from adapters.slack.outgoing import FILE_ELSEWHERE, FILE_HERE, home, message
from adapters.slack.pictures import Drawing, Pictures
from bots.app import App
from bots.chat import Failed, Gone, Later
from bots.lines import note
from bots.suite import digest
from bots.ui import SLACK, Chart, Message
from bots.waiting import someone_waits
from core.words import speaking

log = structlog.get_logger()
T = TypeVar("T")
KEPT, MEET_SECONDS = 5000, 3600


class SlackChat:
    """One workspace (or organisation) of one company."""

    platform, caps = PLATFORM, SLACK

    def __init__(
        self, app: App, bot_token: str, app_token: str, *, base_url: str = AsyncWebClient.BASE_URL,
        pictures: Drawing | None = None, create: bool = False, signing_secret: str | None = None,
        pacer: Pacer | None = None, pause_seconds: float = PAUSE_SECONDS,
    ) -> None:  # fmt: skip
        """Raises NotReady for missing tokens. `create`: everybody in Slack becomes a person, where there is no CSV.

        With a signing secret Slack posts to `web_part` instead of the Socket Mode line.
        """
        self.app, self.connection = app, Connection(bot_token, app_token, base_url, signing_secret, pacer)
        self.web, self.files = self.connection.web, Files(self.connection)
        self.pictures = Pictures(self.connection, self.files, pictures)
        self.directory = Directory(app.db, self.connection, create, app.suite.language)
        self.answering, self.wait_seconds = Answering(self, pause_seconds), WAIT_SECONDS
        self.bolt = bolt_app(self)
        self.web.changed = lambda why: self.later(note(app, self.platform, why))
        self.web_part = signed.part(self, signing_secret.strip(), app.db.clock.now) if signing_secret else None
        self._directs: dict[str, str] = {}
        self._roots: dict[str, str] = {}
        self._drawn: dict[str, str] = {}
        self._times: dict[str, int] = {}
        self._meeting: asyncio.Task[None] | None = None
        self._under_way: set[asyncio.Task[None]] = set()
        app.add_chat(self)

    async def start(self) -> None:
        """Find out who we are, meet the people, and listen; raises NotReady with what to do."""
        await self.connection.open()
        try:
            await note(self.app, self.platform, "")
            await self.directory.sync()
            await self.connection.listen(self.bolt)
            self._meeting = asyncio.create_task(self._meet_again(), name="slack people")
        except BaseException:
            await self.connection.close()
            raise

    async def stop(self) -> None:
        """Take no more events, finish what was answered, and let go."""
        await self.connection.deaf()
        if self._meeting:
            self._meeting.cancel()
            await asyncio.gather(self._meeting, return_exceptions=True)
        await self.settled()
        await self.connection.close()

    async def _meet_again(self) -> None:
        """Every hour: who was imported after the start is recognised. Every day: all of Slack once more."""
        for hour in itertools.count(1):
            await asyncio.sleep(MEET_SECONDS)
            try:
                await (self.directory.look_again() if hour % 24 else self.directory.sync())
            except Exception as error:
                log.warning("the people of Slack could not be read; tried again in an hour", why=type(error).__name__)

    @property
    def cut_off(self) -> str:
        """Slack's own word for why it lets us in no longer; empty while it does."""
        return self.web.cut_off

    @property
    def busy(self) -> bool:
        """Whether something that was answered is still on its way."""
        return bool(self._under_way)

    def later(self, doing: Coroutine[Any, Any, None]) -> None:
        """Do this beside the acknowledgement; what goes wrong is logged by its kind only."""

        async def done() -> None:
            someone_waits.set(True)
            try:
                await doing
            except Exception as error:
                why = error.why if isinstance(error, Failed) else type(error).__name__
                odd = not isinstance(error, (Failed, Later, Gone))
                log.warning("an answer did not reach Slack", why=why, exc_info=odd)

        task = asyncio.create_task(done(), name="slack")
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def settled(self) -> None:
        """Wait until everything that follows from what came in has been said."""
        while self._under_way:
            await asyncio.gather(*self._under_way)

    async def direct(self, space: str, user: str) -> str:
        """The address of the direct conversation with this user; Slack opens one by itself when something is posted to it."""
        if space != self.connection.home.space:
            raise Failed("another_workspace")
        return str(Spot(space, self._directs.get(user, user)))

    async def opened(self, user: str) -> str:
        """The same, with the conversation's own id, which looking back and files need."""
        if user not in self._directs:
            found = await asked(self.web.conversations_open(users=user))
            self.met(user, str(found["channel"]["id"]))
        return await self.direct(self.connection.home.space, user)

    async def hand_over(self, user: str, message: Message) -> None:
        """The files of a message that only passes by, in the direct conversation, where they can be found again."""
        files = files_of(message)
        if files:
            place, going = spot(await self.opened(user)), await self.files.upload(files)
            await self.answering.trying(lambda again: self.files.show(place, going, again))

    def met(self, user: str, channel: str) -> None:
        """This is the direct conversation with this user."""
        _keep(self._directs, user, channel)

    def times_drawn(self, ref: str) -> int:
        """How often this message was drawn since the start, to notice that it was drawn out of turn."""
        return self._times.get(ref, 0)

    def known_direct(self, user: str) -> str:
        """The address of the direct conversation with this user where it is known already, else empty."""
        found = self._directs.get(user)
        return str(Spot(self.connection.home.space, found)) if found else ""

    async def send(self, address: str, message: Message, mark: str, again: bool = False) -> str:
        """Post it; a second attempt at a direct message looks first whether the first one arrived after all (T22)."""
        place, files = spot(address), files_of(message)
        if again and place.user:
            place = spot(await self.opened(place.user))
        found = await marked(self.web, place, mark) if again and place.direct else None
        going = await self.files.upload(files)
        ref = (
            str(Spot(place.space, place.channel, found)) if found else await self._posted(address, place, message, mark)
        )
        if going:
            stood = spot(ref)
            await self.files.show(Spot(stood.space, stood.channel, place.ts), going, bool(found), stood.ts)
        return ref

    async def _posted(self, address: str, place: Spot, message: Message, mark: str) -> str:
        answer = await asked(self.web.chat_postMessage(
            channel=place.channel, **self._body(message), thread_ts=place.ts or None,
            unfurl_links=False, unfurl_media=False,
            metadata={"event_type": MARK, "event_payload": {"mark": mark}},
        ))  # fmt: skip
        channel = str(answer.get("channel") or place.channel)
        if place.user and not place.ts:
            self.met(place.user, channel)
        ref = str(Spot(place.space, channel, str(answer["ts"])))
        _keep(self._roots, ref, address if place.ts else ref)
        self._show_pictures(ref, message)
        return ref

    async def edit(self, ref: str, message: Message) -> None:
        """Draw this message anew; raises Gone when it no longer stands."""
        place = spot(ref)
        await asked(self.web.chat_update(channel=place.channel, ts=place.ts, **self._body(message)))
        self._show_pictures(ref, message)

    async def thread(self, ref: str, title: str) -> str:
        """The thread under this message; a reply's own thread is the one it stands in."""
        if ref not in self._roots:
            place = spot(ref)
            try:
                found = await asked(self.web.conversations_replies(channel=place.channel, ts=place.ts, limit=1))
                first: dict[str, Any] = next(iter(found.get("messages") or ()), {})
                _keep(self._roots, ref, str(Spot(place.space, place.channel, str(first.get("thread_ts") or place.ts))))
            except Failed as refused:
                if refused.why != "missing_scope":
                    raise
                _keep(self._roots, ref, ref)
        return self._roots[ref]

    async def home(self, space: str, user: str, message: Message) -> None:
        """Draw Home for this user."""
        drawn = home(message)
        self._lost(drawn.losses)
        await asked(self.web.views_publish(user_id=user, view=drawn.body))

    def body(self, message: Message, language: str = "en") -> dict[str, Any]:
        """The message as Slack takes it, without pictures and with its files elsewhere: for private replies."""
        with speaking(language):
            return self._body(message, lambda chart: None, FILE_ELSEWHERE)

    def _body(
        self, shown: Message, picture: Callable[[Chart], str | None] | None = None, file: str = FILE_HERE
    ) -> dict[str, Any]:
        drawn = message(shown, picture or self.pictures.file, file)
        self._lost(drawn.losses)
        return drawn.body

    def _lost(self, losses: list[str]) -> None:
        if losses:
            log.error("a message did not fit in Slack", losses=losses)

    def _show_pictures(self, ref: str, message: Message) -> None:
        _keep(self._drawn, ref, digest(message))
        _keep(self._times, ref, self.times_drawn(ref) + 1)
        missing = self.pictures.missing(message)
        if missing:
            self.later(self._with_pictures(ref, message, missing))

    async def _with_pictures(self, ref: str, message: Message, charts: list[Chart]) -> None:
        """Draw the message once more when its pictures are there, unless it shows something else by then."""
        there = [await self.pictures.upload(chart) for chart in charts]
        if any(there) and self._drawn.get(ref) == digest(message):
            place = spot(ref)
            await asked(self.web.chat_update(channel=place.channel, ts=place.ts, **self._body(message)))


def _keep(known: dict[str, T], key: str, value: T) -> None:
    """Remember the last ones only."""
    known.pop(key, None)
    known[key] = value
    while len(known) > KEPT:
        del known[next(iter(known))]
