"""A quarter of questions made up, stored, and counted once more with nothing of the product's."""

from bisect import bisect_right
from collections import defaultdict
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from core.db import table
from core.escalation.models import Ask, Case, Link, Problem
from tests.lite import FRIDAY

ZONE = "Europe/Amsterdam"
CASES = 5_000


def simulate(random: Random, team_ids: list[int]) -> list[dict]:
    """A quarter and the one before, as plain dictionaries: each question with its departments and how it went."""
    made = []
    for number in range(1, CASES + 1):
        asked_at = FRIDAY - timedelta(minutes=random.randrange(182 * 1440))
        withdrawn = random.random() < 0.02
        solved = random.random() < 0.8
        asks = [
            {
                "team": team,
                "declined": random.random() < 0.05,
                "first": random.randrange(2_000) if random.random() < 0.95 else None,
                "late": random.random() < 0.15,
            }
            for team in random.sample(team_ids, random.randint(1, 3))
        ]
        made.append(
            {
                "id": number,
                "asked_at": asked_at,
                "withdrawn": withdrawn,
                "asks": asks,
                "used": random.randrange(5_000) if solved else None,
                "missed": random.random() < 0.1,
                "asker": random.choice((None, 1, 2, 3)) if solved else None,
                "customer": random.choice((None, 1, 2, 3)) if solved else None,
                "problem": random.choice((None,) * 9 + (1, 2, 3, 4)),
            }
        )
    return made


def stored(tx, made: list[dict], problems: dict[int, tuple[datetime, datetime | None]], asker: int) -> None:
    """The same in the database, in bulk."""
    tx.execute(
        insert(table(Case)),
        [
            {
                "id": one["id"],
                "asker_id": asker,
                "question": "?",
                "customer": "",
                "masked": 0,
                "wanted": "week",
                "about": "",
                "origin": "",
                "files": "",
                "version": 1,
                "status": "withdrawn" if one["withdrawn"] else "resolved" if one["used"] is not None else "open",
                "asked_at": one["asked_at"],
                "due_at": one["asked_at"],
                "used_minutes": one["used"],
                "asker_score": one["asker"],
                "customer_score": one["customer"],
                "missed_at": one["asked_at"] if one["missed"] else None,
            }
            for one in made
        ],
    )
    tx.execute(
        insert(table(Ask)),
        [
            {
                "case_id": one["id"],
                "team_id": ask["team"],
                "version": 1,
                "timer": 0,
                "level": 0,
                "first_minutes": ask["first"],
                "step": "declined" if ask["declined"] else "answered" if ask["first"] is not None else "waiting",
                "breached_at": one["asked_at"] if ask["late"] else None,
            }
            for one in made
            for ask in one["asks"]
        ],
    )
    tx.execute(
        insert(table(Problem)),
        [
            {
                "id": number,
                "title": f"P{number}",
                "status": "solved" if ends else "open",
                "version": 1,
                "fix": "",
                "about": "",
                "cause": "",
                "started_at": began,
                "checked_at": ends,
            }
            for number, (began, ends) in problems.items()
        ],
    )
    tx.execute(
        insert(table(Link)),
        [
            {"case_id": one["id"], "problem_id": one["problem"], "linked_at": one["asked_at"]}
            for one in made
            if one["problem"]
        ],
    )


def counted(made: list[dict], problems: dict, first: date, last: date, teams: set[int]) -> dict:
    """The same figures by going through every question, day by local day, with nothing of the product's."""
    inside = lambda at: first <= at.astimezone(ZoneInfo(ZONE)).date() <= last  # noqa: E731
    firsts, solved, days = [], [], []
    got = defaultdict(int)
    for one in made:
        asks = [ask for ask in one["asks"] if ask["team"] in teams]
        if one["withdrawn"] or not asks or not inside(one["asked_at"]):
            continue
        got["asked"] += 1
        got["overran"] += one["missed"]
        for ask in asks:
            got["late"] += ask["late"]
            if ask["first"] is not None and not ask["declined"]:
                firsts.append(ask["first"])
        if one["used"] is not None:
            solved.append(one["used"])
        for score in (one["asker"], one["customer"]):
            if score is not None:
                got["rated"] += 1
                got["happy"] += score == 3
    for number, (began, ended) in problems.items():
        theirs = any(one["problem"] == number and any(ask["team"] in teams for ask in one["asks"]) for one in made)
        if ended and theirs and inside(ended):
            days.append((ended - began).days)
    middle = lambda some: sorted(some)[(len(some) - 1) // 2] if some else None  # noqa: E731
    ordered = sorted(firsts)
    slow = next((at for at in ordered if bisect_right(ordered, at) * 10 >= 9 * len(ordered)), None)
    return {
        "asked": got["asked"],
        "answered": len(firsts),
        "first": middle(firsts),
        "slow": slow,
        "late": got["late"],
        "closed": len(solved),
        "solved": middle(solved),
        "overran": got["overran"],
        "fixes": len(days),
        "fix_days": middle(days),
        "rated": got["rated"],
        "happy": got["happy"],
    }


def plain(one) -> dict:
    """Figures as a dictionary."""
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def open_minutes(a: datetime, b: datetime) -> int:
    """Minutes between 09:00 and 17:30, Monday to Friday in Amsterdam, one by one."""
    total, at = 0, a
    while at < b:
        local = at.astimezone(ZoneInfo(ZONE))
        total += local.weekday() < 5 and 540 <= local.hour * 60 + local.minute < 1050
        at += timedelta(minutes=1)
    return total
