"""What leads speak about in the sample company: a post of its leader with two questions, one of them answered."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from core import news, people
from core.db import Tx

if TYPE_CHECKING:
    from adapters.sample import Staff
    from adapters.sample_talk import At

WANT_TO_KNOW = ("joris", "nina", "bram", "kees", "sofie", "tom")
WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "post": ("What we do in 2027",
                 "We open a second branch, in Zwolle, in the autumn. Nobody has to move.\n"
                 "Support gets two more people before the summer. We stop selling printers.\n"
                 "What do you want to know? Ask it here, with your name or without."),
        "without": ("Does Zwolle mean that fewer people stay in Utrecht?",
                    "No. Utrecht stays as large as it is. Who wants to go to Zwolle can say so in March."),
        "named": ("Who decides which two people Support gets?",),
    },
    "nl": {
        "post": ("Wat we in 2027 doen",
                 "In het najaar openen we een tweede vestiging, in Zwolle. Niemand hoeft te verhuizen.\n"
                 "Support krijgt er voor de zomer twee mensen bij. We stoppen met de verkoop van printers.\n"
                 "Wat wil je weten? Vraag het hier, met je naam of zonder."),
        "without": ("Betekent Zwolle dat er minder mensen in Utrecht blijven?",
                    "Nee. Utrecht blijft zo groot als het is. Wie naar Zwolle wil, kan dat in maart zeggen."),
        "named": ("Wie beslist welke twee mensen Support erbij krijgt?",),
    },
}  # fmt: skip


async def write(at: "At", staff: "Staff", today: date, language: str) -> None:
    """Posted the day before yesterday in #general; what was asked without a name came in at noon, and has its answer."""
    words, posted = WORDS[language], today - timedelta(days=2)
    number = await at(posted, 10, lambda tx: _post(tx, staff, words), quietly=False)
    await at(posted, 12, news.let_in)
    await at(posted, 13, lambda tx: _shown(tx, staff, number), quietly=False)
    await at(today - timedelta(days=1), 9, lambda tx: _answered(tx, staff, number, words), quietly=False)


def _me(tx: Tx, staff: "Staff", user: str) -> people.Me:
    return people.get(tx, staff.ids[user])


def _post(tx: Tx, staff: "Staff", words: dict[str, Any]) -> int:
    line, said = words["post"]
    number = news.write(tx, _me(tx, staff, "ingrid"), news.Wish("news", line, said, "everybody"))
    news.ask_nameless(tx, _me(tx, staff, "ana"), number, words["without"][0], "")
    news.ask(tx, _me(tx, staff, "noor"), number, words["named"][0])
    tx.facts[:] = [one for one in tx.facts if isinstance(one, news.Posted)]
    return number


def _shown(tx: Tx, staff: "Staff", number: int) -> None:
    for asked in news.questions_of(tx, number):
        news.show(tx, _me(tx, staff, "ingrid"), asked.id)


def _answered(tx: Tx, staff: "Staff", number: int, words: dict[str, Any]) -> None:
    for asked in news.questions_of(tx, number):
        if asked.person_id is None:
            news.answer(tx, _me(tx, staff, "ingrid"), asked.id, words["without"][1])
            continue
        for user in WANT_TO_KNOW:
            news.support(tx, _me(tx, staff, user), asked.id)
