"""A clock that can't be believed (T71): Slack's own time shows it, deadlines wait, the admin hears it once, and all comes after."""

from datetime import timedelta
from pathlib import Path

import pytest

from adapters import health
from adapters.status import look
from adapters.status import told as told_status
from adapters.timekeeping import Timekeeper
from bots.chat import Send
from bots.sending import plan
from bots.work import Worker
from core.doubt import Doubt
from core.people.models import Grant
from tests.adapters.slack.office import Office, office
from tests.adapters.slack.small import card
from tests.lite import FRIDAY

pytestmark = pytest.mark.wire
ZONE = "Europe/Amsterdam"


class Time:
    """True time, which Slack tells, beside the company's own clock."""

    def __init__(self, here: Office) -> None:
        self.here, self.seconds = here, 0.0
        here.slack.dated.now = lambda: FRIDAY + timedelta(seconds=self.seconds)
        self.doubt = Doubt(here.clock.now, lambda: self.seconds)
        here.worker = Worker(here.app, self.doubt)
        self.keeper = Timekeeper(here.app, self.doubt, [here.chat.connection], lambda: self.seconds)

    async def passes(self, seconds: float) -> None:
        """Time passes for everybody."""
        self.seconds += seconds
        self.here.clock.move(timedelta(seconds=seconds))
        self.here.slack.clock.skip(seconds)
        await self.keeper.look()
        await self.here.settles()


async def tell(here: Office, to: str, urgency: str) -> None:
    key = f"{to}/{urgency}"
    await here.db.write(lambda tx: plan(tx, Send(to, card.full, here.ids["U0ANA"], "small", urgency, key), key))


def cards(here: Office) -> dict[str, int]:
    """How many cards stand with each of them."""
    return {who.id: sum("counted" in message.words for message in here.slack.messages(who))
            for who in (here.mark, here.ana, here.noor)}  # fmt: skip


async def test_on_a_doubted_clock_deadlines_and_messages_to_all_wait_and_answers_go_on_t71(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        ana, time = here.ana, Time(here)
        await here.db.write(lambda tx: tx.add(Grant(person_id=here.ids["U0MARK"], role="admin")))
        await here.types(ana, "/remindme")
        here.clock.move(timedelta(hours=26))
        await tell(here, "everybody", "invite")
        await tell(here, f"person:{here.ids['U0NOOR']}", "now")
        for _time in range(3):
            await time.passes(30)
        assert cards(here) == {"U0MARK": 0, "U0ANA": 0, "U0NOOR": 0}, "no reminder, nothing to all; a Saturday for Noor"
        told = [one for one in here.slack.messages(here.mark) if "can't be believed" in one.words]
        assert len(told) == 1, "the admin hears it once"
        assert "Townhall's own clock differs 26 hours from Slack's." in told[0].words
        assert told_status(await here.db.read(look), ZONE)[0].startswith("Townhall's own clock differs 26 hours")
        assert (await here.db.read(health.look))["cut_off"] == 1
        await here.types(ana, "/smallcard")
        await here.presses(ana, here.last(ana), "Count")
        assert cards(here) == {"U0MARK": 1, "U0ANA": 1, "U0NOOR": 0}, (
            "who clicks is answered, and who waits hears of it"
        )

        here.clock.move(timedelta(hours=-26))
        await time.passes(30)
        assert time.doubt.sure()
        assert (await here.db.read(health.look))["cut_off"] == 0
        assert cards(here) == {"U0MARK": 2, "U0ANA": 2, "U0NOOR": 2}, "on a Friday again, both come"
        await time.passes(3000)
        assert cards(here)["U0ANA"] == 2, "the hour is not over by the right clock"
        await time.passes(600)
        await time.passes(600)
        assert cards(here) == {"U0MARK": 2, "U0ANA": 3, "U0NOOR": 2}, "the reminder, once"
        assert sum("can't be believed" in one.words for one in here.slack.messages(here.mark)) <= 1


async def test_slack_is_asked_the_time_now_and_then_and_at_once_in_doubt(tmp_path: Path) -> None:
    """T71: an hour without a call of ours is not an hour without knowing."""
    async with office(tmp_path) as here:
        time = Time(here)
        before = len(here.slack.calls("auth.test"))
        for _hour in range(3):
            await time.passes(1800)
            await time.passes(1801)
        assert len(here.slack.calls("auth.test")) == before + 3
        here.clock.move(timedelta(minutes=5))
        await time.passes(1)
        assert len(here.slack.calls("auth.test")) == before + 4
        assert time.doubt.why == "differs:slack:300"
        here.slack.revoked = "token_revoked"
        here.clock.move(timedelta(minutes=-5))
        await time.passes(30)
        assert time.doubt.sure(), "it is back where it was"
        here.slack.revoked = None
