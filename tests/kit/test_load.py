"""A storm of clicks: whoever can't be answered in time is told so at once, and nothing of theirs is half done."""

import asyncio

from adapters.playground.client import SPACE
from bots.chat import Answer, Command, Submit, Where, Who
from bots.load import MANY, Load
from tests.company import Company

BUSY = "It is very busy at this moment"


def test_clicks_beyond_what_can_be_answered_are_turned_away_and_can_be_made_again(company: Company) -> None:
    ana = company.person("Ana Bakker")
    chat, app = company.chats["slack"], company.app
    app.load = Load(late_seconds=0)
    who, where = Who("slack", SPACE, ana.user), Where(chat.dm(ana.user), "dm")

    def click(number: int) -> Command:
        return Command(f"storm:{number}", who, where, "timeoff", "balance")

    async def storm() -> tuple[list[Answer], Answer, Answer, Answer]:
        under_way = {asyncio.create_task(app.handle(click(number))) for number in range(4 * MANY)}
        await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
        turned_away = await app.handle(click(9999))
        form = await app.handle(Submit("storm:form", who, where, "timeoff.draft:0", {"when": "24 nov", "half": "all"}))
        answers = list(await asyncio.gather(*under_way))
        return answers, turned_away, form, await app.handle(click(9999))

    answers, turned_away, form, again = company.does(storm())
    assert BUSY in turned_away.notice
    assert form.reply or form.replace, "what somebody filled in is never turned away"
    assert all(answer.reply for answer in answers)
    assert again.reply, "the same click counts once there is room"
