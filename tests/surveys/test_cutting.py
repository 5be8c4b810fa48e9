"""Results cut by target groups that overlap each other and the teams: chosen and told beforehand, never a fine cell."""

from collections import Counter
from random import Random

import pytest
from sqlmodel import select

from core import people, surveys
from core.errors import FieldError
from core.privacy import minimum_group
from core.surveys.cutting import _taken, cells_of
from core.surveys.inviting import parts_of
from core.surveys.models import Participation, Tally
from core.surveys.opening import newest
from tests.company import Company, Member
from tests.surveys.conftest import Asked, asked
from tests.surveys.test_year import defined

LEAST = 2 * minimum_group()


def grouped(company: Company) -> tuple[Asked, dict[str, int], list[Member]]:
    """Two teams of 24 and 20; nights are in both, learners nearly too; five speak German."""
    here = asked(company, heads=24)
    sales = company.team("Sales")
    here.people += [company.person(f"Sel{n} Sol", sales, here.lead) for n in range(20)]
    support, sellers = here.people[:24], here.people[24:]
    members = {"Nights": support[:12] + sellers[:10], "Learners": support[6:18], "German": sellers[:5]}

    def join(tx, name: str) -> int:
        number = people.put_segment(tx, name, people.Rule(), opt_in=True)
        for one in members[name]:
            people.join_segment(tx, number, one.id)
        return number

    return here, {name: company.write(lambda tx, name=name: join(tx, name)) for name in members}, members["Nights"]


def chooses(here: Asked, *groups: int) -> str:
    """The owner looks at it, chooses these groups, and looks again."""
    here.owner.types("/evp")
    here.owner.presses("Ask everybody…")
    here.owner.fills_in(question="900", words="")
    here.owner.presses("By target group…")
    here.owner.fills_in(cuts=tuple(map(str, groups)))
    return here.owner.last


def test_gaps_by_target_group_from_choosing_to_the_picture_t39(company: Company) -> None:
    """Told before, settled at the start, in cells of ten and more, and shown only where nobody is given away."""
    here, groups, nights = grouped(company)
    defined(here)
    said = chooses(here, groups["German"], groups["Nights"])
    assert "Results also: By team · Nights" in said
    assert "Not shown apart: German. Too few people, in it or outside it." in said
    assert "Beside these groups also: Support." in said, "Sales with the two of no team would be one subtraction away"
    here.owner.presses("Change…")
    here.owner.fills_in()
    assert "Results also: By team · Nights" in here.owner.last, "what was chosen stays"
    here.owner.presses("Ask everybody")
    company.passes(hours=1)
    assert "Also shown by team and for these groups: Nights. Only where that gives nobody away." in here.people[0].last
    here.people[0].presses("Why me?")
    assert "for these groups: Nights" in here.people[0].last
    number = here.round
    seats = company.read(lambda tx: Counter(tx.exec(select(Participation.segment)).all()))
    assert min(seats.values()) >= LEAST, "nobody is in a cell of fewer, whatever the groups"
    assert len(seats) == 4
    company.write(lambda tx: people.drop_segment(tx, groups["Nights"]))
    for turn, person in enumerate(here.people):
        low = person in nights
        values = [5, 1 + turn % 3 if low else 3 + turn % 3, 1 + turn % 5] * 5
        values[0] = 3 + turn % 3
        company.write(lambda tx, one=person.id, values=values: surveys.answer(tx, people.get(tx, one), number, values))
    kept = company.read(lambda tx: set(tx.exec(select(Tally.segment)).all()))
    assert kept == set(seats), "what is kept while it is open is by cell, none finer"
    company.passes(days=16)
    here.owner.types("/pulse results")
    here.owner.presses("By group")
    lines = here.owner.last.splitlines()
    assert "• Nights: Pay 2 · Benefits – · Career – · The work – · Community –" in lines, "all fives are not shown"
    assert [line.split(":")[0] for line in lines if line.startswith("• ")][-1] == "• Nights", "below the teams"
    here.owner.types("/pulse results")
    here.owner.presses("Take the numbers along")
    told = here.owner.file(f"townhall-{number}.csv").decode("utf-8-sig")
    assert '"Nights","How important is this to you? Pay",4' in told
    assert "German" not in told
    kept = company.read(lambda tx: set(tx.exec(select(Tally.segment)).all()))
    assert kept <= {surveys.WHOLE, surveys.FIRST_GROUP, *(one.id for one in company.read(people.teams))}


def test_which_groups_may_be_cut_is_for_who_asks_everybody_and_four_at_most(company: Company) -> None:
    here = asked(company, heads=12)
    owner = company.read(lambda tx: people.get(tx, here.owner.id))
    made = [
        company.write(lambda tx, n=n: people.put_segment(tx, f"G{n}", people.Rule(), opt_in=True)) for n in range(5)
    ]
    for cuts, teams in ((tuple(made), ()), ((made[0], made[0]), ()), ((made[0],), (here.team,))):
        wish = surveys.Wish(1, teams, False, "anonymous", groups=("everybody",), cuts=cuts)
        with pytest.raises(FieldError) as refused:
            company.read(lambda tx, wish=wish: surveys.check(tx, owner, wish))
        assert refused.value.field == "cuts"


@pytest.mark.parametrize(
    ("heads", "wanted", "taken"),
    [
        ({(): 30, (0,): 9}, [0], []),
        ({(): 9, (0,): 30}, [0], []),
        ({(): 10, (0,): 10}, [0], [0]),
        ({(0,): 30}, [0], [0]),
        ({(): 20, (0,): 20, (1,): 20, (0, 1): 9}, [0, 1], [0]),
        ({(): 20, (0,): 20, (1,): 20, (0, 1): 9}, [1, 0], [1]),
        ({(): 20, (0,): 20, (1,): 20, (0, 1): 10}, [0, 1], [0, 1]),
        ({(): 10, (0,): 10, (1,): 10}, [0, 1], [0, 1]),
        ({(): 10, (0,): 40, (1,): 10, (0, 5): 10, (1, 5): 3}, [0, 1, 5], [0, 1]),
        ({(5,): 12, (6,): 10, (7,): 3}, [5, 6, 7], [5]),
    ],
)
def test_a_group_that_would_leave_a_cell_of_few_is_left_out(heads, wanted, taken) -> None:
    assert _taken({frozenset(pattern): n for pattern, n in heads.items()}, wanted, LEAST) == taken


def test_no_cell_is_ever_fine_whatever_is_chosen_t39() -> None:
    """Random companies of up to eight overlapping groups and teams: each cell that is left holds the least or nobody."""
    dice, some = Random(41), 0
    for _ in range(400):
        sets = range(dice.randint(1, 8))
        heads = {
            frozenset(number for number in sets if dice.random() < dice.choice((0.2, 0.5))): dice.choice((1, 4, 9, 10, 11, 30))
            for _ in range(dice.randint(1, 9))
        }  # fmt: skip
        taken = _taken(heads, dice.sample(sets, len(sets)), LEAST)
        cells = Counter[frozenset[int]]()
        for pattern, n in heads.items():
            cells[pattern & frozenset(taken)] += n
        assert len(cells) == 1 or min(cells.values()) >= LEAST, (heads, taken)
        some += bool(taken)
    assert some > 100, "and often something can be shown"


def test_who_joins_a_group_or_the_company_while_people_are_asked_makes_no_cell(company: Company) -> None:
    """Large companies are asked 500 at a time: what changes between two pages goes where it fits best."""
    here, groups, nights = grouped(company)
    wish = surveys.Wish(900, (), False, "anonymous", groups=("everybody",), kind="evp", cuts=(groups["Nights"],))
    owner = company.read(lambda tx: people.get(tx, here.owner.id))
    number = company.write(lambda tx: newest(tx, surveys.start(tx, owner, wish)[-1]))
    odd = company.team("Odd")
    late = [company.person(f"Late{n} Lot", team, here.lead) for n, team in enumerate((here.team, odd, None))]
    company.write(lambda tx: people.join_segment(tx, groups["Nights"], late[1].id))
    asked_ = company.read(lambda tx: surveys.find(tx, number))
    cells = company.read(lambda tx: cells_of(tx, asked_))
    found = company.read(lambda tx: parts_of(tx, asked_, [*(one.id for one in late), nights[0].id]))
    assert [cells[found[one.id]] for one in late] == [(here.team,), (surveys.FIRST_GROUP,), ()]
    assert cells[found[nights[0].id]] == (surveys.FIRST_GROUP, here.team)
