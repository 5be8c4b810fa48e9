"""One attacker, every surface, over time: from all that is said together nothing follows about too few people (T39)."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import text

from bots.ui import File
from core import people, surveys
from core.db import Tx
from core.privacy import alike
from core.surveys import EVP, ROTATION, SKIPPED, Wish
from core.surveys.blurring import blurred, fewest
from core.surveys.closing import WHOLE, frozen
from core.surveys.figures import percent
from core.surveys.models import Tally
from core.surveys.opening import newest
from tests.company import Company, Member
from tests.surveys.attacker import EVERYBODY, Attacker, computed
from tests.surveys.conftest import Asked, asked, opened, press

DRIVERS = {1: "Well-being", 2: "Workload", 3: "Clarity"}
OFFER = {1000 + 10 * part + way: name for part, name in enumerate(("Pay", "Benefits", "Career", "The work", "Community"), 1)
         for way in (1, 2, 3)}  # fmt: skip


def crossing(company: Company, sizes: tuple[int, int, int]) -> tuple[Asked, dict[str, frozenset[int]]]:
    """Three teams in two places, with nights in all of them: who is where, as everybody in the company knows."""
    here = asked(company, heads=0)
    here.people = []
    known: dict[str, set[int]] = {
        EVERYBODY: {here.owner.id, here.lead.id},
        "Utrecht": set(),
        "Zwolle": set(),
        "Nights": set(),
    }
    nights = company.write(lambda tx: people.put_segment(tx, "Nights", people.Rule(), opt_in=True))
    for name, heads in zip(("Support", "Sales", "Legal"), sizes, strict=True):
        team = here.team if name == "Support" else company.team(name)
        for n in range(heads):
            place = "Utrecht" if n % 3 else "Zwolle"
            one = company.person(f"{name}{n} Jansen", team, here.lead, location=place)
            here.people.append(one)
            for group in (name, place, EVERYBODY, *(["Nights"] if n % 2 else [])):
                known.setdefault(group, set()).add(one.id)
            if n % 2:
                company.write(lambda tx, one=one.id: people.join_segment(tx, nights, one))
    return here, {name: frozenset(who) for name, who in known.items()}


def opens(here: Asked, question: int, by: str = "team", cut: bool = False) -> int:
    """Everybody is asked, anonymously."""

    def unit(tx: Tx) -> int:
        cuts = tuple(one.id for one in people.segments(tx)) if cut else ()
        wish = Wish(question, (), False, "anonymous", groups=("everybody",), by=by, cuts=cuts,
                    kind="evp" if question == EVP else "pulse")  # fmt: skip
        return newest(tx, surveys.start(tx, people.get(tx, here.owner.id), wish)[-1])

    return here.company.write(unit)


def answers(here: Asked, round_: int, dice: Random) -> dict[int, dict[int, int]]:
    """Most people answer, some skip a question; what they said, for whoever judges the attack."""
    asked_ = here.company.read(lambda tx: surveys.find(tx, round_))
    said: dict[int, dict[int, int]] = {question: {} for question in asked_.questions}
    quiet = {one.id for one in dice.sample(here.people, dice.choice((2, 5, 8)))}
    for one in here.people:
        if one.id in quiet:
            continue
        values = [SKIPPED if dice.random() < 0.08 else dice.choice((1, 2, 3, 3, 4, 5)) for _ in asked_.questions]
        if asked_.kind == "evp":
            values = [value if at % 3 == 2 or SKIPPED not in values[at - at % 3 : at - at % 3 + 2] else SKIPPED
                      for at, value in enumerate(values)]  # fmt: skip
        here.company.write(
            lambda tx, one=one.id, values=values: surveys.answer(tx, people.get(tx, one), round_, values)
        )
        for question, value in zip(asked_.questions, values, strict=True):
            if value != SKIPPED:
                said[question][one.id] = value
    return said


SURFACES = ("result", "groups", "comments", "export")


def looks(here: Asked, attacker: Attacker, round_: int, viewers: list[Member]) -> None:
    """Each of these people presses all there is about this round, whether a button offers it or not, and looks around."""
    asked_ = here.company.read(lambda tx: surveys.find(tx, round_))
    words = {surveys.ask(question): question for question in asked_.questions}
    for one in viewers:
        answers_ = [press(here, one, f"surveys.{surface}:{round_}") for surface in SURFACES]
        answers_ += [one.types(typed) for typed in ("/pulse mine", "/evp", "/promises")]
        for surface, answer in zip((*SURFACES, *("around",) * 3), answers_, strict=True):
            for file in (node for node in (answer.reply.body if answer.reply else ()) if isinstance(node, File)):
                if file.name.endswith(".csv"):
                    attacker.reads(round_, file.content, words)
            if answer.reply:
                attacker.hears(round_, answer.reply, surface)


def test_no_surface_at_any_time_gives_anybody_away_also_not_together_t39(company: Company) -> None:
    """A pulse by team, the same by place with an arrow, a year by team and target group: before, during and after."""
    dice = Random(5)
    here, known = crossing(company, (13, 12, 4))
    viewers = [here.owner, here.people[0]]
    for question, labels, by, cut in ((ROTATION, DRIVERS, "team", False), (ROTATION, DRIVERS, "place", False),
                                      (EVP, OFFER, "team", True)):  # fmt: skip
        attacker = Attacker(known, labels)
        number = opens(here, question, by, cut)
        looks(here, attacker, number, viewers)
        said = answers(here, number, dice)
        looks(here, attacker, number, viewers)
        assert not attacker.heard, "nothing is said of a round that is open"
        company.write(lambda tx, number=number: surveys.close(tx, number))
        looks(here, attacker, number, viewers)
        company.write(lambda tx, number=number: surveys.share(tx, people.get(tx, here.owner.id), number, "Thank you."))
        looks(here, attacker, number, viewers)
        heard = {key: set(sets) for key, sets in attacker.heard.items()}
        assert {len(sets) > 1 for sets in heard.values()} >= {True}, (
            "parts are shown, so there is something to compute with"
        )
        assert {surface.split()[-1] for surface in attacker.from_} >= {"picture", "line", "text", "export"}
        gone = here.people.pop()
        company.write(
            lambda tx, gone=gone.id: tx.execute(
                text(f"UPDATE people_person SET left_on = '2026-11-20' WHERE id = {gone}")
            )
        )
        looks(here, attacker, number, viewers)
        assert attacker.heard == heard, "who leaves afterwards changes nothing"
        assert attacker.leaks(number, said) == []
        if by == "team":
            plant(here, number, said, known["Legal"])
            looks(here, attacker, number, [here.owner])
            assert attacker.leaks(number, said), "one row too many, and the same attacker finds it"
        company.clock.move(timedelta(days=7))


def plant(here: Asked, round_: int, said: dict[int, dict[int, int]], few: frozenset[int]) -> None:
    """What a mistake would do: the counts of a small team are kept, and so every surface shows them."""

    def unit(tx: Tx) -> None:
        legal = next(team.id for team in people.teams(tx) if team.name == "Legal")
        for question, given in said.items():
            counts = {str(value): sum(given.get(one) == value for one in few) for value in range(1, 6)}
            tx.add(Tally(round_id=round_, segment=legal, question=question, counts=counts))

    here.company.write(unit)


SETS = {
    "teams": {1: {1}, 2: {2}, 3: {3}, 4: {4}, 5: set()},
    "teams and groups": {1: {1}, 2: {1, -2}, 3: {2, -2}, 4: {2}, 5: {2, -3}, 6: {-3}},
    "eight groups": {1: {1, -2}, 2: {1, -3}, 3: {2, -2, -3}, 4: {2}, 5: {3, -4}, 6: {3, -2, -4}, 7: {-5}, 8: set()},
}
"""Cell → the parts it is a piece of."""


def worlds(seed: int):
    """Random small populations: cells of any size from nobody to twelve, with answers that often agree."""
    dice = Random(seed)
    for _ in range(80):
        cells = dice.choice(list(SETS.values()))
        weights = dice.choice(((1, 1, 1, 1, 1), (0, 0, 1, 2, 9), (6, 1, 0, 1, 1)))
        yield (
            cells,
            {
                cell: tuple(dice.choices((1, 2, 3, 4, 5), weights, k=dice.choice((0, 1, 3, 4, 5, 6, 8, 12))))
                for cell in cells
            },
        )


def attacked(cells, given, shown) -> list[str]:
    """What follows for whoever hears the whole and these parts."""
    said = {(cell, n): value for cell, values in given.items() for n, value in enumerate(values)}
    people_ = {number: one for number, one in enumerate(said)}
    sets = [
        frozenset(people_),
        *(frozenset(n for n, (cell, _n) in people_.items() if part in cells[cell]) for part in shown),
    ]
    return computed(sets, {number: said[one] for number, one in people_.items()})


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_kept_at_closing_withstands_every_sum_and_difference_t39(seed: int) -> None:
    """Up to eight groups; beside it what a rule of five alone would show, which the same attacker takes apart."""
    shown = broken = 0
    for cells, given in worlds(seed):
        came = {cell: {1: tuple(values.count(value) for value in range(1, 6))} for cell, values in given.items()}
        out = frozen(came, opened(1, (1,)), {cell: tuple(parts) for cell, parts in cells.items()})
        parts = [part for part in out if part != WHOLE]
        everybody = [value for values in given.values() for value in values]
        if not parts:
            continue
        shown += len(parts)
        assert attacked(cells, given, parts) == [], (cells, given, parts)
        naive = [part for part in {part for of in cells.values() for part in of}
                 if sum(len(values) for cell, values in given.items() if part in cells[cell]) >= 5]  # fmt: skip
        broken += bool(attacked(cells, given, naive)) and len(everybody) >= 5
    assert shown > 40
    assert broken > 15, "five in a group is not enough: the attacker bites"


def spreads(n: int, scale: int):
    """Every way in which so many answers can lie on a scale."""
    if scale == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in spreads(n - first, scale - 1):
            yield first, *rest


@pytest.mark.parametrize("invited", [7, 8, 10, 12])
def test_nobody_computes_how_many_did_not_answer_t39(invited: int) -> None:
    """One to four are quiet: whatever is drawn, two numbers of answers or more explain it, for who knows the rule too."""
    told: dict[tuple[int, ...], set[int]] = {}
    rounded: dict[tuple[int, ...], set[int]] = {}
    for n in range(fewest(invited, 5), invited):
        for counts in spreads(n, 5):
            drawn = blurred(counts, fewest(invited, 5))
            if not alike(counts) and not alike(drawn):
                told.setdefault(drawn, set()).add(n)
                rounded.setdefault(tuple(percent(one, n, 10) for one in counts), set()).add(n)
    assert min(map(len, told.values())) > 1
    assert min(map(len, rounded.values())) == 1, "tens of percents would tell it"
