"""Nothing can be derived about fewer than the minimum of people, from any figures shown together (T39, T58)."""

import itertools
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.privacy import (
    Group,
    Rate,
    cells_of,
    choose_cells,
    may_release,
    minimum_group,
    releasable,
    response_rate,
    say_rate,
    visible,
)
from core.privacy.releases import _Sums
from core.privacy.suppression import FLOOR, MINIMUM
from core.words import speaking


def rank(rows: list[list[Fraction]]) -> int:
    rows, done = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        found = next((place for place in range(done, len(rows)) if rows[place][column]), None)
        if found is None:
            continue
        rows[done], rows[found] = rows[found], rows[done]
        for place in range(done + 1, len(rows)):
            factor = rows[place][column] / rows[done][column]
            rows[place] = [value - factor * lead for value, lead in zip(rows[place], rows[done], strict=True)]
        done += 1
    return done


def learnt_about(released, sizes, minimum: int) -> set[int]:
    """By brute force: every set of 1 … minimum − 1 people (as cells) on whom alone a computable figure rests."""
    cells = [cell for cell, size in enumerate(sizes) if size]
    whole, found = rank([[Fraction(mask >> cell & 1) for cell in cells] for mask in released]), set()
    for count in range(1, minimum):
        for few in combinations(cells, count):
            if sum(sizes[cell] for cell in few) < minimum:
                others = [[Fraction(mask >> cell & 1) for cell in cells if cell not in few] for mask in released]
                if rank(others) < whole:
                    found.add(sum(1 << cell for cell in few))
    return found


def bare_sum(released, sizes, few: int) -> bool:
    """Whether the sum over exactly these cells can be computed."""
    matrix = [[Fraction(mask >> cell & 1) for cell in range(len(sizes))] for mask in released]
    return rank([*matrix, [Fraction(few >> cell & 1) for cell in range(len(sizes))]]) == rank(matrix)


sizes_of_cells = st.lists(st.integers(0, 7), min_size=1, max_size=8)


@given(st.data())
@settings(max_examples=250, deadline=None)
def test_whatever_is_asked_in_whatever_order_nothing_is_learnt_about_too_few_t39_t58(data) -> None:
    """Pairs, unions, complements and arbitrary sets of up to eight groups; every subset is checked by brute force."""
    sizes = data.draw(sizes_of_cells)
    minimum = data.draw(st.sampled_from([4, 5, 6]))
    whole = (1 << len(sizes)) - 1
    base = data.draw(st.lists(st.integers(1, whole), min_size=1, max_size=5))
    wanted = [whole, *base, *[whole & ~mask for mask in base], *[a | b for a, b in combinations(base, 2)]]
    wanted = data.draw(st.permutations(wanted))
    out = releasable(wanted, sizes, minimum)
    assert not learnt_about(out, sizes, minimum)
    refused = next((mask for mask in wanted if mask not in out), None)
    if refused is not None:
        assert learnt_about([*out, refused], sizes, minimum), "refused without need"
        assert not may_release(out, refused, sizes, minimum)
    assert all(may_release(out[:place], mask, sizes, minimum) for place, mask in enumerate(out))


def test_unions_of_released_sets_are_seen_through_t39() -> None:
    """B, A∪B, then A∪t: no two of them differ by too few, together they give t away (decision 44)."""
    a, b, t = 1, 2, 4
    sizes = (6, 7, 1)
    assert releasable([b, a | b, a | t], sizes) == (b, a | b)
    assert learnt_about([b, a | b, a | t], sizes, 5) == {t}
    assert may_release([b], a | t, sizes)


def test_a_swap_of_one_person_is_refused_too_t58() -> None:
    """Two days, one joined and one left: a − b rests on two people, and a knows b from it."""
    a, b, rest = 1, 2, 4
    sizes = (1, 1, 9)
    assert not may_release([a | rest], b | rest, sizes)
    assert not any(bare_sum([a | rest, b | rest], sizes, few) for few in (a, b))
    assert may_release([a | rest], b | rest, (3, 3, 9))


def test_a_table_with_margins_does_not_give_back_the_cell_it_hides_t39() -> None:
    """Two departments by three tenure bands, both margins: one cell of two people, hidden with as few as it takes."""
    sizes = (2, 8, 9, 7, 8, 10)
    cells = [1 << n for n in range(6)]
    rows, columns = [0b000111, 0b111000], [0b001001, 0b010010, 0b100100]
    out = releasable([0b111111, *rows, *columns, *cells], sizes)
    assert cells[0] not in out
    assert set(rows + columns) <= set(out)
    assert not learnt_about(out, sizes, 5)
    assert learnt_about([0b111111, *rows, *columns, *cells[1:]], sizes, 5)


def test_what_is_out_may_be_shown_again_and_empty_cells_count_for_nobody() -> None:
    assert may_release([1], 1, (2, 5))
    assert not may_release([], 1, (2, 5))
    assert may_release([1], 3, (6, 0))
    assert not may_release([1], 3, (6, 4))
    assert may_release([], 0, (6, 4))


def test_a_register_of_many_groups_is_judged_exactly() -> None:
    """Sixty overlapping windows over sixty cells; the one that isolates a cell is found among them."""
    sizes = [3] * 60
    windows = [sum(1 << (start + step) % 60 for step in range(30)) for start in range(0, 60, 2)]
    out = releasable(windows, sizes)
    assert len(out) == len(windows)
    assert not may_release(out, windows[0] ^ 1, sizes)


@pytest.mark.parametrize("order", ["from the whole down", "from the teams up", "the largest first", "as it comes"])
def test_a_company_of_thousands_of_teams_is_kept_in_what_its_groups_hold(order: str) -> None:
    """Whole, departments, divisions and teams, some too small: a row for each group and no square of them."""
    some = Random(3)
    begins = [0, *itertools.accumulate(some.choice([3, 4, 6, 8, 12]) for _team in range(1200))]
    groups = [range(begins[at], begins[at + many]) for many in (1200, 100, 10, 1) for at in range(0, 1200, many)]
    if order == "from the teams up":
        groups.reverse()
    elif order == "the largest first":
        groups.sort(key=lambda group: -len(group))
    elif order == "as it comes":
        some.shuffle(groups)
    cells = cells_of(groups)
    sums = _Sums(cells.sizes, MINIMUM)
    for mask in cells.masks:
        sums.add(mask)
        if sums.isolate():
            sums.forget()
    assert len(sums.known) > 600
    assert sum(map(len, sums.rows.values())) < 5 * sum(map(len, groups))


def test_too_many_single_people_to_be_sure_is_a_refusal() -> None:
    """Overlapping random halves of lone people: no answer in a short time means no."""
    some = Random(7)
    sets = [some.getrandbits(64) for _ in range(20)]
    assert not may_release(sets[:-1], sets[-1], [1] * 64, minimum=10)


def test_people_in_overlapping_groups_become_cells() -> None:
    cells = cells_of([{1, 2, 3, 4, 5, 6}, {5, 6, 7, 8, 9, 10, 11}, set()])
    assert sorted(cells.sizes) == [2, 4, 5]
    people = [sum(size for cell, size in enumerate(cells.sizes) if mask >> cell & 1) for mask in cells.masks]
    assert people == [6, 7, 0]


trees = st.recursive(
    st.integers(0, 9).map(lambda own: (own, [])),
    lambda below: st.tuples(st.integers(0, 4), st.lists(below, min_size=1, max_size=4)),
    max_leaves=10,
)


@given(trees, st.sampled_from([4, 5, 8]))
@settings(max_examples=300, deadline=None)
def test_a_tree_of_groups_never_shows_what_a_subtraction_gives_away_t39(shape, minimum: int) -> None:
    sizes, masks = [], {}

    def grow(shape, key):
        own, below = shape
        parts = tuple(grow(part, f"{key}.{place}") for place, part in enumerate(below))
        masks[key] = 1 << len(sizes)
        sizes.append(own)
        for part in parts:
            masks[key] |= masks[part.key]
        return Group(key, own + sum(part.count for part in parts), parts)

    tree = grow(shape, "all")
    shown = choose_cells(tree, minimum)
    assert releasable([masks[key] for key in shown], sizes, minimum) == tuple(masks[key] for key in shown)
    if len(sizes) <= 8:
        assert not learnt_about([masks[key] for key in shown], sizes, minimum)
    assert ("all" in shown) == (tree.count >= minimum)


def test_the_small_hide_and_then_the_next_smallest_until_enough_are_hidden() -> None:
    teams = (Group("a", 3), Group("b", 6), Group("c", 9), Group("d", 12))
    assert choose_cells(Group("all", 30, teams)) == {"all", "c", "d"}
    assert choose_cells(Group("all", 27, teams[1:])) == {"all", "b", "c", "d"}
    # Two lead the whole and are in no team: without hiding a team they would stand apart.
    assert choose_cells(Group("all", 29, teams[1:])) == {"all", "c", "d"}
    assert choose_cells(Group("all", 4)) == frozenset()
    with pytest.raises(ValueError, match="more people than the whole"):
        choose_cells(Group("all", 10, teams[2:]))


def test_a_company_can_not_go_below_the_floor() -> None:
    assert minimum_group(1) == FLOOR
    assert [visible(count, minimum=1) for count in (0, 3, 4)] == [False, False, True]
    assert [visible(count, whole=12) for count in (4, 7, 8, 11, 12)] == [False, True, False, False, True]


@pytest.mark.parametrize(
    ("answered", "invited", "rate"),
    [
        (4, 40, Rate("hidden")),
        (4, 4, Rate("hidden")),
        (0, 0, Rate("hidden")),
        (5, 40, Rate("exact", 13)),
        (25, 40, Rate("exact", 63)),
        (36, 40, Rate("more_than", 87)),
        (39, 40, Rate("more_than", 87)),
        (40, 40, Rate("exact", 100)),
        (41, 40, Rate("exact", 100)),
        (5, 6, Rate("more_than", 16)),
        (5, 5, Rate("exact", 100)),
    ],
)
def test_a_response_rate_does_not_point_at_the_last_few(answered: int, invited: int, rate: Rate) -> None:
    """Decision 43: a remainder of 1 … 4 reads "more than", the same for each of them."""
    assert response_rate(answered, invited) == rate


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 20))
def test_more_than_is_true_and_one_bound_for_every_small_remainder(answered: int, invited: int, minimum: int) -> None:
    rate = response_rate(answered, invited, minimum)
    if rate.kind == "more_than":
        assert 100 * min(answered, invited) > rate.percent * invited
        least = minimum_group(minimum)
        same = {response_rate(invited - left, invited, minimum) for left in range(1, least) if invited - left >= least}
        assert same == {rate}


def test_the_words_never_hold_a_count() -> None:
    assert [say_rate(rate) for rate in (Rate("hidden"), Rate("more_than", 87), Rate("exact", 63))] == [
        "not yet visible", "more than 87 %", "63 %",
    ]  # fmt: skip
    with speaking("nl"):
        assert [say_rate(Rate("hidden")), say_rate(Rate("more_than", 87))] == ["nog niet zichtbaar", "meer dan 87 %"]
