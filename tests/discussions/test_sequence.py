"""Writing steps for newcomers in chat: HR for everybody, who leads a team for that team; ours as a start, in two languages."""

from datetime import date
from types import SimpleNamespace

import pytest

from core import discussions, people
from core.discussions.sequence import MOST_STEPS, OURS
from core.errors import FieldError, NotAllowed
from core.words import speaking


def test_hr_begins_with_ours_and_changes_one_in_its_own_words(house: SimpleNamespace) -> None:
    hr, company = house.hr, house.company
    hr.types("/discussions onboarding")
    hr.presses("Begin with our steps")
    assert "7 days before · The admins: Set up the computer and the accounts" in hr.last
    assert "the first day · The newcomer: Try out computer" in hr.last
    assert "(once this is done: Set up the computer and" in hr.last
    hr.presses("Change a step", value="1")
    hr.presses("Change…")
    values = {node.key: node.default for node in hr.form.form.fields}
    assert values["words"] == "Set up the computer and the accounts"
    assert values["day"] == "-7"
    hr.fills_in(words="Order a bicycle", who="Ana Bakker", day="-10", after="none")
    assert "10 days before · Ana Bakker: Order a bicycle" in hr.last
    company.write(lambda tx: people.speak(tx, hr.id, "nl"))
    hr.types("/discussies inwerken")
    assert "Het eerste jaar voor iedereen: 12 stappen" in hr.last
    hr.presses("Openen")
    assert "Order a bicycle" in hr.last, "own words stay as they were written"
    assert "5 dagen ervoor · De leidinggevende: Plan de eerste week" in hr.last, "ours are read in one's language"


def test_who_leads_a_team_writes_steps_for_it_and_nobody_else_gets_them(house: SimpleNamespace) -> None:
    mark, company = house.mark, house.company
    company.person("Sem Bos", house.sales, mark)
    mark.types("/discussions onboarding")
    mark.presses("Write steps…")
    refused = mark.fills_in(name="In sales", audience="Support")
    assert "audience" in refused.errors
    mark.fills_in(name="In sales", audience="Sales")
    mark.presses("Add a step…")
    for wrong in ("-15", "366", "soon"):
        assert "day" in mark.fills_in(words="Ride along", day=wrong, who="Their buddy", after="none").errors
    mark.fills_in(words="Ride along to a customer", day="0", who="The newcomer", after="none")
    mark.presses("Add a step…")
    mark.fills_in(words="Tell how it was", day="0", who="The newcomer", after="1")
    assert "Tell how it was (once this is done: Ride along to a customer)" in mark.last
    eva = company.person("Eva Prins", house.sales, mark, started_on=date(2026, 11, 23))
    tom = company.person("Tom Bos", house.support, started_on=date(2026, 11, 23))
    company.until(date(2026, 11, 23), 9)
    assert "Ride along to a customer" in eva.last
    assert not tom.sees("Ride along")
    eva.presses("Done")
    assert "Tell how it was" in eva.last
    mark.types("/discussions onboarding")
    mark.presses("Open")
    mark.presses("Change a step", value="2")
    mark.presses("Take it away")
    assert "Tell how it was" not in mark.last
    mark.presses("Switch off")
    assert "Switched off: no step comes." in mark.last
    house.joris.types("/discussions onboarding")
    assert "Write steps…" not in house.joris.buttons


def test_t10_the_rule_decides_who_writes_and_what_a_step_may_be(house: SimpleNamespace) -> None:
    company = house.company

    def unit(tx: object) -> None:
        hr, joris = people.get(tx, house.hr.id), people.get(tx, house.joris.id)  # type: ignore[arg-type]
        number = discussions.begin_with_ours(tx, hr)  # type: ignore[arg-type]
        for refused in (
            lambda: discussions.begin_with_ours(tx, joris),  # type: ignore[arg-type]
            lambda: discussions.put_step(tx, joris, number, 0, "x", 0, "newcomer", None),  # type: ignore[arg-type]
            lambda: discussions.drop_step(tx, joris, 1),  # type: ignore[arg-type]
            lambda: discussions.switch_sequence(tx, joris, number, False),  # type: ignore[arg-type]
            lambda: discussions.write_sequence(tx, joris, number, "x", "everybody"),  # type: ignore[arg-type]
            lambda: discussions.drop_step(tx, hr, 999),  # type: ignore[arg-type]
        ):
            with pytest.raises(NotAllowed):
                refused()
        for wrong, words, day, who, after in (
            ("words", " ", 0, "newcomer", None), ("day", "x", -15, "newcomer", None), ("day", "x", 366, "newcomer", None),
            ("who", "x", 0, "nobody", None), ("after", "x", 0, "newcomer", 999),
        ):  # fmt: skip
            with pytest.raises(FieldError) as found:
                discussions.put_step(tx, hr, number, 0, words, day, who, after)  # type: ignore[arg-type]
            assert found.value.field == wrong
        with pytest.raises(FieldError):
            discussions.put_step(tx, hr, number, 1, "x", 0, "newcomer", 4)  # type: ignore[arg-type]
        for more in range(MOST_STEPS - len(OURS)):
            discussions.put_step(tx, hr, number, 0, f"More {more}", 0, "newcomer", None)  # type: ignore[arg-type]
        with pytest.raises(NotAllowed):
            discussions.put_step(tx, hr, number, 0, "One too many", 0, "newcomer", None)  # type: ignore[arg-type]
        steps = discussions.steps_of(tx, number)  # type: ignore[arg-type]
        assert next(one for one in steps if one.shipped == "works").after_id == 1
        discussions.drop_step(tx, hr, 1)  # type: ignore[arg-type]
        assert next(one for one in discussions.steps_of(tx, number) if one.shipped == "works").after_id is None  # type: ignore[arg-type]

    company.write(unit)


def test_every_step_of_ours_speaks_both_languages() -> None:
    from core.words import _

    with speaking("nl"):
        dutch = [_(words) for _day, _who, words in OURS.values()]
    assert not set(dutch) & {words for _day, _who, words in OURS.values()}
