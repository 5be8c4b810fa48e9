"""What the sample company tries out: two ideas at different steps, a campaign, coffee, and steps for somebody new."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from core import community, discussions, people
from core.db import Tx
from core.discussions import Backing

if TYPE_CHECKING:
    from adapters.sample import Staff
    from adapters.sample_talk import At

BIKES = ("noor", "joris", "priya", "lars", "olga", "emma", "nina", "tom", "femke")
SUMMARY = ("ana", "kees", "bram")
COFFEE = ("ana", "tom", "priya", "jasper", "amira", "kees", "nina", "karim", "lien", "bas")
"""Who takes part in coffee with a colleague, each of their own accord."""
BEGAN, MET = date(2026, 11, 2), date(2026, 11, 9)
STEPS = (26, 28, 33, 34, 35, 37, 43)
"""Days from the first of October on which steps for Yasmin came; she began on the second of November."""
WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "bikes": ("A bike plan for everybody",
                  "Half of us live within ten kilometres. A plan would make a good bike affordable."),
        "trying": ("Ten colleagues try it until February. Then we look at what it costs.", "travel"),
        "summary": ("Every long thread ends in a summary",
                    "Whoever asked writes three lines at the end, so that others find it."),
        "campaign": ("Ask before you search", "Nobody looks for more than a quarter of an hour for what a colleague knows."),
        "posts": ("What did you look for this week that a colleague knew at once?",
                  "Whom did you ask this week, and what did it save you?"),
    },
    "nl": {
        "bikes": ("Een fietsplan voor iedereen",
                  "De helft van ons woont binnen tien kilometer. Met een plan is een goede fiets betaalbaar."),
        "trying": ("Tien collega's proberen het tot februari. Dan kijken we wat het kost.", "reizen"),
        "summary": ("Elke lange discussie eindigt met een samenvatting",
                    "Wie iets vroeg, schrijft aan het eind drie regels. Zo vindt een ander het terug."),
        "campaign": ("Vraag het even", "Niemand zoekt langer dan een kwartier naar wat een collega weet."),
        "posts": ("Wat zocht je deze week dat een collega meteen wist?",
                  "Aan wie vroeg je deze week iets, en wat scheelde dat?"),
    },
}  # fmt: skip


async def write(at: "At", staff: "Staff", today: date, language: str) -> None:
    """An idea that is tried out and a new one, a campaign halfway, two Mondays of coffee, and Yasmin's first weeks."""
    words = WORDS[language]
    await at(date(2026, 9, 7), 9, lambda tx: _wants_coffee(tx, staff))
    for monday in (MET - timedelta(weeks=2), MET):
        await at(monday, 9, lambda tx, monday=monday: discussions.bring_together(tx, monday))
    await at(BEGAN, 9, lambda tx: _campaign(tx, staff, today, words))
    await at(date(2026, 10, 19), 11, lambda tx: _bikes(tx, staff, today, words))
    await at(today - timedelta(days=2), 14, lambda tx: _summary(tx, staff, today, words))
    await at(date(2026, 10, 20), 9, lambda tx: discussions.begin_with_ours(tx, _me(tx, staff, "hans")))
    await at(date(2026, 10, 26), 9, lambda tx: _buddy(tx, staff))
    for day in (date(2026, 9, 30) + timedelta(days=one) for one in STEPS):
        await at(day, 8, lambda tx, day=day: discussions.come(tx, day))
        await at(day, 16, lambda tx, last=day.day == 12: _first_weeks(tx, last))


def _me(tx: Tx, staff: "Staff", user: str) -> people.Me:
    return people.get(tx, staff.ids[user])


def _wants_coffee(tx: Tx, staff: "Staff") -> None:
    for user in COFFEE:
        discussions.take_coffee(tx, _me(tx, staff, user), True)


def _bikes(tx: Tx, staff: "Staff", today: date, words: dict[str, Any]) -> None:
    number = _idea(tx, staff, "sander", words["bikes"], today + timedelta(days=74), BIKES)
    discussions.stand_behind(tx, _me(tx, staff, "noor"), number, Backing.WRITE)
    said, label = words["trying"]
    discussions.move(tx, _me(tx, staff, "roos"), number, "tried_out", said, staff.ids["hans"], label)


def _summary(tx: Tx, staff: "Staff", today: date, words: dict[str, Any]) -> None:
    _idea(tx, staff, "jasper", words["summary"], today + timedelta(days=28), SUMMARY)


def _idea(tx: Tx, staff: "Staff", who: str, said: tuple[str, str], due_on: date, behind: tuple[str, ...]) -> int:
    """Somebody's idea in #general, with who supports it."""
    title, about = said
    number = discussions.start(tx, _me(tx, staff, who), "idea", title, about, staff.places["general"], due_on)
    for user in behind:
        discussions.stand_behind(tx, _me(tx, staff, user), number, Backing.SUPPORT)
    return number


def _campaign(tx: Tx, staff: "Staff", today: date, words: dict[str, Any]) -> None:
    """Begun three weeks ago, posted in two teams' channels, with one post to come."""
    roos = _me(tx, staff, "roos")
    title, aim = words["campaign"]
    number = community.begin_campaign(tx, roos, title, aim, BEGAN, today + timedelta(days=21))
    for team in ("Support", "Product"):
        post = community.plan_opener(tx, roos, staff.places[team], BEGAN, words["posts"][0], number)
        community.post_opener(tx, roos, post)
    community.plan_opener(tx, roos, staff.places["Finance"], today + timedelta(days=4), words["posts"][1], number)


def _buddy(tx: Tx, staff: "Staff") -> None:
    """Mark asked Ana, and she said yes."""
    new = discussions.arrive(tx, staff.ids["yasmin"], BEGAN)
    discussions.ask_buddy(tx, _me(tx, staff, "mark"), new.id, staff.ids["ana"], "")
    discussions.buddy_says(tx, _me(tx, staff, "ana"), new.id, True)


def _first_weeks(tx: Tx, last: bool) -> None:
    """Everybody does what came; the newest step still waits."""
    for person in people.everybody(tx) if not last else ():
        for number in discussions.waiting_for(tx, person):
            new = discussions.arrival(tx, number)
            for one in discussions.way_of(tx, number):
                if new and one.task and not one.done and person.id in discussions.doers_of(tx, new, one.step):
                    discussions.finish_step(tx, person, one.task.id)
