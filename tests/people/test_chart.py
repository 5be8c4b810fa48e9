"""Organisation charts that can't be, and those that only need HR to know (T36)."""

from collections.abc import Mapping

import pytest

from core.people.chart import check_chart
from core.people.sheet import Row, Sheet

HEADINGS = {"name": "Name", "email": "E-mail", "manager_email": "Manager", "deputy_email": "Deputy", "roles": "Roles"}


def chart(people: Mapping[str, str | None], headings: Mapping[str, str] = HEADINGS) -> Sheet:
    """A sheet of people and their managers, from row 2 on; the first one is HR."""
    rows = (
        Row(number, person, person, "T", manager_email=boss, roles=("hr",) if number == 2 else ())
        for number, (person, boss) in enumerate(people.items(), start=2)
    )
    return Sheet(rows=tuple(rows), headings=headings)


@pytest.mark.parametrize(
    ("people", "problems"),
    [
        ({"a": None, "b": "a", "c": "b"}, []),
        ({"a": "a"}, [2]),
        ({"a": None, "b": "c", "c": "b"}, [3]),
        ({"a": "b", "b": "c", "c": "a", "d": "a", "e": "d"}, [2]),
        ({"a": "b", "b": "a", "c": "d", "d": "c"}, [2, 4]),
        ({"a": None, "b": "nobody"}, [3]),
        ({"a": None, "b": None, "c": "a@x.nl; b@x.nl"}, [4]),
        ({"a": None, "b": "b", "c": "b", "d": "c"}, [3]),
    ],
)
def test_problems_of_a_chart(people: dict[str, str | None], problems: list[int]) -> None:
    """T36: a circle (once each), manager = self, unknown, two managers; all end."""
    found, _ = check_chart(chart(people))
    assert [problem.row for problem in found] == problems
    assert all(problem.column == "Manager" for problem in found)


def test_a_circle_names_its_rows_in_order() -> None:
    (problem,), _ = check_chart(chart({"a": None, "b": "d", "c": "b", "d": "c"}))
    assert "3 → 5 → 4 → 3" in problem.text


def test_a_circle_through_people_already_here() -> None:
    """T36: the row closes it, so it is a problem; a circle that was there before is only a note."""
    known = {"boss": "a", "x": "y", "y": "x"}
    problems, notes = check_chart(chart({"a": "boss"}), known=known)
    assert [problem.row for problem in problems] == [2]
    assert any(note.row is None and "2" in note.text for note in notes)


def test_a_manager_already_here_is_known_and_a_row_goes_before_what_was() -> None:
    assert check_chart(chart({"a": "boss"}), known={"boss": None})[0] == []
    assert check_chart(chart({"a": "b", "b": None}), known={"b": "a"})[0] == []


def test_without_a_manager_column_what_was_known_stays() -> None:
    without = {key: word for key, word in HEADINGS.items() if key != "manager_email"}
    problems, notes = check_chart(chart({"a": None}, without), known={"a": "boss", "boss": None})
    assert (problems, notes) == ([], [])


def test_people_without_manager_are_one_note_because_hr_decides() -> None:
    """T36: approvals fall back to HR."""
    problems, (note,) = check_chart(chart({f"p{i}": None for i in range(30)}))
    assert problems == []
    assert "30" in note.text
    assert "2, 3, 4" in note.text
    assert "HR" in note.text


def test_nobody_with_the_role_hr_is_said_clearly() -> None:
    nobody = Sheet(rows=(Row(2, "a", "a", "T", manager_email="boss"),), headings=HEADINGS)
    assert [note.column for note in check_chart(nobody, known={"boss": None})[1]] == ["Roles"]
    assert check_chart(nobody, known={"boss": None}, hr_known=True)[1] == []


def test_a_deputy_must_be_known_and_somebody_else() -> None:
    rows = (
        Row(2, "a", "a", "T", deputy_email="a", roles=("hr",)),
        Row(3, "b", "b", "T", deputy_email="nobody"),
        Row(4, "c", "c", "T", deputy_email="b"),
        Row(5, "d", "d", "T", deputy_email="b@x.nl c@x.nl"),
    )
    problems, _ = check_chart(Sheet(rows=rows, headings=HEADINGS))
    assert [(problem.row, problem.column) for problem in problems] == [(2, "Deputy"), (3, "Deputy"), (5, "Deputy")]


@pytest.mark.parametrize("shape", ["chain", "circle", "star"])
def test_a_hundred_thousand_people_end_without_recursion(shape: str) -> None:
    """T36: a chain as deep as the company, a circle of everybody, one boss for all."""
    count = 100_000
    above = {"chain": lambda i: f"p{i - 1}" if i else None, "circle": lambda i: f"p{(i or count) - 1}"}
    boss = above.get(shape, lambda i: "p0" if i else None)
    problems, _ = check_chart(chart({f"p{i}": boss(i) for i in range(count)}))
    assert len(problems) == (shape == "circle")
    assert all(len(problem.text) < 300 for problem in problems)
