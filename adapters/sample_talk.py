"""What the sample company talks about: groups and what drives them, a decision and its promises, thanks, turns on duty."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from adapters import sample_ideas, sample_news
from core import calendar, community, discussions, people, promises
from core.db import Tx
from core.discussions import How

if TYPE_CHECKING:
    from adapters.sample import Staff

At = Callable[..., Awaitable[Any]]
Words = dict[str, Any]
VALUES = {"en": ["Close to the customer", "Say it", "Together"], "nl": ["Dicht bij de klant", "Zeg het", "Samen"]}
DRIVE = {
    "Support": ("customers", "noticed"), "Product": ("craft", "learning", "freedom"), "Finance": ("craft", "rest"),
    "Sales": ("together", "noticed"), "People": ("purpose", "together"),
}  # fmt: skip
"""What drives people, as they chose it for themselves."""
RUNNERS = ("ana", "bram", "lien", "olga", "pieter", "nina", "otto")
HEARD = ("ana", "bram", "priya", "kees", "lotte", "hans", "femke", "olga", "tom")
WORDS: dict[str, Words] = {
    "en": {
        "new": ("New colleagues", "Everybody knows whom to ask within a month"),
        "runners": ("Runners", "Together at the city run in May"),
        "office": ("Where do we work quietly?", "The open floor is loud. What would help you most?"),
        "decision": ("Nine colleagues took part. Most miss a place for calls.",
                     "Two quiet rooms on the second floor, from December.",
                     "It costs less than moving teams, and everybody who spoke named calls first."),
        "rooms": ("Two quiet rooms on the second floor", "Rules for calls on the open floor, made with Support"),
        "hours": ("Do we start at ten in the summer?", "Customers call from half past eight. What fits your team?"),
        "thanks": ("The customer wrote to me that nobody ever explained it so calmly.", "You stayed until the release ran."),
        "opener": ("Which customer made you laugh this week?",),
    },
    "nl": {
        "new": ("Nieuwe collega's", "Iedereen weet binnen een maand aan wie je wat vraagt"),
        "runners": ("Hardlopers", "Samen naar de stadsloop in mei"),
        "office": ("Waar werken we rustig?", "De open vloer is druk. Wat zou jou het meest helpen?"),
        "decision": ("Negen collega's deden mee. De meesten missen een plek om te bellen.",
                     "Twee stille kamers op de tweede verdieping, vanaf december.",
                     "Het kost minder dan teams verhuizen, en iedereen die sprak noemde bellen eerst."),
        "rooms": ("Twee stille kamers op de tweede verdieping", "Afspraken over bellen op de open vloer, samen met Support"),
        "hours": ("Beginnen we in de zomer om tien uur?", "Klanten bellen vanaf half negen. Wat past bij jouw team?"),
        "thanks": ("De klant schreef me dat niemand het ooit zo rustig had uitgelegd.", "Je bleef tot de release liep."),
        "opener": ("Om welke klant moest je deze week lachen?",),
    },
}  # fmt: skip


async def write(at: At, staff: "Staff", today: date, language: str) -> None:
    """Groups and drivers, a decision of last month, what is discussed now, thanks of this week, and Monday's opener."""
    words = WORDS[language]
    await at(date(2026, 3, 2), 9, lambda tx: discussions.set_values(tx, _me(tx, staff, "hans"), VALUES[language]))
    await at(date(2026, 9, 1), 10, lambda tx: _groups(tx, staff, today, words))
    await at(date(2026, 9, 1), 11, lambda tx: _turns(tx, staff))
    talk = await at(date(2026, 10, 5), 10, lambda tx: _office(tx, staff, words))
    await at(date(2026, 10, 16), 15, lambda tx: _decided(tx, staff, talk, words))
    await at(date(2026, 11, 6), 12, lambda tx: _kept(tx, staff, talk))
    await sample_ideas.write(at, staff, today, language)
    await sample_news.write(at, staff, today, language)
    await at(today - timedelta(days=1), 16, lambda tx: _thanks(tx, staff, words))
    await at(today, 8, lambda tx: _hours(tx, staff, today, words), quietly=False)


def _me(tx: Tx, staff: "Staff", user: str) -> people.Me:
    return people.get(tx, staff.ids[user])


def _groups(tx: Tx, staff: "Staff", today: date, words: Words) -> None:
    roos, review = _me(tx, staff, "roos"), today + timedelta(days=60)
    name, goal = words["new"]
    community.keep_group(tx, roos, 0, name, ("new:90",), goal, False, review)
    name, goal = words["runners"]
    runners = community.keep_group(tx, roos, 0, name, ("join",), goal, False, review)
    for user in RUNNERS:
        community.join(tx, _me(tx, staff, user), runners)
    for team, wanted in DRIVE.items():
        for number, one in enumerate(people.members(tx, staff.teams[team])):
            if number % 4:
                community.choose_drivers(tx, one, wanted[: 1 + number % 3])


def _turns(tx: Tx, staff: "Staff") -> None:
    calendar.set_duty_order(tx, staff.teams["Finance"], [staff.ids[one] for one in ("amira", "hanna", "eva")])
    calendar.set_duty_order(tx, staff.teams["Product"], [staff.ids[one] for one in ("lars", "sofie", "chen")])


def _office(tx: Tx, staff: "Staff", words: Words) -> int:
    ingrid = _me(tx, staff, "ingrid")
    title, about = words["office"]
    talk = discussions.start(tx, ingrid, "office", title, about, staff.places["general"], date(2026, 10, 16))
    discussions.must_hear(tx, ingrid, talk, [f"team:{staff.teams[name]}" for name in ("Support", "Product", "Sales")])
    for user in HEARD:
        discussions.take_part(tx, _me(tx, staff, user), talk, How.WROTE)
    return talk


def _decided(tx: Tx, staff: "Staff", talk: int, words: Words) -> None:
    ingrid = _me(tx, staff, "ingrid")
    discussions.close(tx, ingrid, talk, *words["decision"])
    for user, promise, day in zip(
        ("maarten", "mark"), words["rooms"], (date(2026, 12, 1), date(2026, 11, 6)), strict=True
    ):
        promises.make(tx, ingrid, staff.ids[user], promise, day, f"discussion:{talk}", audience="everybody")


def _kept(tx: Tx, staff: "Staff", talk: int) -> None:
    mine = next(one for one in promises.of_origin(tx, f"discussion:{talk}") if one.owner_id == staff.ids["mark"])
    promises.keep(tx, _me(tx, staff, "mark"), mine.id, mine.version)


def _thanks(tx: Tx, staff: "Staff", words: Words) -> None:
    named = list(discussions.values(tx))
    for giver, receiver, said, value in zip(("mark", "priya"), ("noor", "lars"), words["thanks"], named, strict=False):
        discussions.thank(tx, _me(tx, staff, giver), staff.ids[receiver], said, value)


def _hours(tx: Tx, staff: "Staff", today: date, words: Words) -> None:
    hans = _me(tx, staff, "hans")
    title, about = words["hours"]
    talk = discussions.start(tx, hans, "hours", title, about, staff.places["general"], today + timedelta(days=10))
    discussions.must_hear(tx, hans, talk, [f"team:{staff.teams['People']}", "role:leader"])
    discussions.take_part(tx, _me(tx, staff, "femke"), talk, How.WROTE)
    monday = today + timedelta(days=7 - today.weekday())
    community.plan_opener(tx, _me(tx, staff, "roos"), staff.places["Support"], monday, words["opener"][0])
