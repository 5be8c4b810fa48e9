"""People before their own screens, who are counted in what they send and click, and rooms that start again between tests."""

import asyncio
import re
from datetime import datetime

from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, expect

from adapters.playground.room import Room
from adapters.sample import build
from bots.registry import BOTS
from tests.playground.serving import Served


class Person:
    """Somebody at a screen. `sent` counts commands, buttons and submits; looking and filling in count for nothing."""

    def __init__(self, page: Page) -> None:
        self.page, self.sent = page, 0

    def types(self, text: str) -> None:
        """Send a line."""
        line = self.page.get_by_role("combobox", name=" / ")
        line.fill(text)
        line.press("Escape")
        line.press("Enter")
        self.sent += 1

    def message(self, text: str) -> Locator:
        """The newest message in which these words stand."""
        return self.page.get_by_role("log").get_by_role("article").filter(has_text=text).last

    def sees(self, text: str) -> None:
        """These words stand in the conversation."""
        expect(self.message(text)).to_be_visible()

    def presses(self, label: str, text: str) -> None:
        """Click the button that begins with this label on the message with these words."""
        self.message(text).get_by_role("button", name=re.compile(f"^{re.escape(label)}")).click()
        self.sent += 1

    def form(self, label: str) -> Locator:
        """This field of the form that is open."""
        return self.page.get_by_role("dialog").get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s|$)")).first

    def submits(self, label: str) -> None:
        """Send the form with its own button."""
        self.page.get_by_role("dialog").get_by_role("button", name=label, exact=True).click()
        self.sent += 1

    def fits(self) -> None:
        """The screen does not scroll sideways."""
        width = self.page.viewport_size
        assert width is not None
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width["width"]


class Rooms:
    """Companies, each served once in a language; whoever asks for one again finds it as new."""

    def __init__(self) -> None:
        self._served: dict[tuple[str, str], Served] = {}

    def fresh(self, language: str = "en", profile: str = "free", company: str = "sample") -> Served:
        """The room in which everybody is at the first moment, and the chat has this platform's abilities."""
        served = self._served.get((language, company))
        if served is None:
            sample = company == "sample"
            served = Served((lambda: Room(BOTS, build, language=language)) if sample else None)
            self._served[language, company] = served
        else:
            served.does(served.room.reset)
        served.does(lambda: _be_like(served.room, profile))
        return served

    def close(self) -> None:
        """Stop serving."""
        for served in self._served.values():
            served.close()


async def _be_like(room: Room, profile: str) -> None:
    room.profile(profile)


class Screens:
    """Browser windows, each of somebody; what went wrong in any of them is kept. Windows are used again: making one is slow."""

    def __init__(self, browser: Browser, idle: list[Page]) -> None:
        self.browser, self.troubles, self._idle, self._open = browser, list[str](), idle, list[Page]()

    def opens(self, served: Served, user: str, at: str, width: int = 1280) -> Page:
        """A window of this person at that conversation, past the door. Things move on a phone; at a desk they keep still."""
        page = self._idle.pop() if self._idle else self.browser.new_context(locale="nl-NL").new_page()
        self._open.append(page)
        page.set_default_timeout(15_000)
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(reduced_motion="no-preference" if width < 600 else "reduce")
        page.context.clear_cookies()
        page.context.add_cookies([{"name": served.cookie[0], "value": served.cookie[1], "url": served.address}])
        page.on("pageerror", self._went_wrong)
        page.on("console", self._said)
        page.goto(f"{served.address}/?as={user}&at={at}")
        return page

    def close(self) -> None:
        """Leave every window."""
        for page in self._open:
            page.remove_listener("pageerror", self._went_wrong)
            page.remove_listener("console", self._said)
            page.goto("about:blank")
        self._idle += self._open

    def _went_wrong(self, error: Error) -> None:
        self.troubles.append(str(error))

    def _said(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.troubles.append(said.text)


async def moves_to(room: Room, at: datetime) -> None:
    """It is this moment now, and all that fell due has happened."""
    room.world.clock.set(at)
    await room.world.worker.drain()
    room.changed("clock", "", None)


async def thread_under(room: Room, place: str) -> str:
    """The newest thread in this place, as soon as there is one."""
    while not (found := [one for one in room.chat.conversations if one.startswith(f"{place}/")]):
        await asyncio.sleep(0.02)
    return found[-1]


async def team_answers(room: Room, place: str, users: list[str], scores: list[int]) -> None:
    """Everybody in the list gives their score, as soon as the question is before them; in a place they open it first."""
    for user, score in zip(users, scores, strict=True):
        address = place or room.chat.dm(user)
        for wanted in (
            (r"surveys\.open:\d+", rf"surveys\.answer:\d+:{score}") if place else (rf"surveys\.answer:\d+:{score}",)
        ):
            while (found := _control(room, user, address, wanted)) is None:
                await asyncio.sleep(0.02)
            await room.chat.presses(user, *found)


def _control(room: Room, user: str, address: str, wanted: str) -> tuple[str, str] | None:
    """The message and the id of the newest button of this kind that this person has here."""
    for stood in reversed(room.chat.visible(user, address)):
        for control in stood.message.controls():
            if re.fullmatch(wanted, control.id):
                return stood.ref, control.id
    return None
