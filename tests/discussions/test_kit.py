"""What may be told outside: put there by HR, read of by ambassadors, told by whoever wants to, counted in total only."""

from datetime import date
from types import SimpleNamespace

import pytest

from core import discussions, people, surveys
from core.db import Tx
from core.discussions.kit import AMBASSADORS
from core.errors import FieldError, NotAllowed
from core.surveys.ambassador import GROUP


def test_hr_puts_a_text_there_ambassadors_read_of_it_and_one_tap_says_it_was_told(house: SimpleNamespace) -> None:
    hr, ana, company = house.hr, house.ana, house.company
    company.write(lambda tx: surveys.join_ambassadors(tx, people.get(tx, ana.id)))
    hr.types("/stories ambassadors")
    assert "Nothing is there yet" in hr.last
    hr.presses("Put a text here…")
    assert "link" in hr.fills_in(words="We look for a colleague", link="javascript:alert(1)").errors
    hr.fills_in(words="We look for a colleague in **Support** @everyone", link="https://work.example/support")
    assert "https://work.example/support" in hr.last
    company.until(date(2026, 11, 23), 9)
    assert ana.sees("Something you may tell outside")
    assert not house.joris.sees("Something you may tell outside"), "only who joined"
    ana.types("/stories ambassadors")
    assert "We look for a colleague in **Support**" in ana.last
    ana.presses("I told this outside")
    assert "Told 1 time." in ana.last
    assert "I told this outside" not in ana.buttons
    house.noor.types("/verhalen ambassadeurs")
    assert "1 keer verteld." in house.noor.last
    hr.types("/stories ambassadors")
    hr.presses("Take a text out", value="1")
    assert "Nothing is there yet" in hr.last


def test_t10_only_hr_and_community_managers_choose_and_nothing_is_kept_of_who_tells(house: SimpleNamespace) -> None:
    from core.db import table
    from core.discussions.kit_models import Shareable

    def unit(tx: Tx) -> None:
        ana = people.get(tx, house.ana.id)
        for refused in (lambda: discussions.put_text(tx, ana, "x", ""), lambda: discussions.take_text_out(tx, ana, 1)):
            with pytest.raises(NotAllowed):
                refused()
        with pytest.raises(FieldError):
            discussions.put_text(tx, people.get(tx, house.hr.id), " ", "")

    house.company.write(unit)
    assert {column.name for column in table(Shareable).c} == {"id", "words", "link", "put_by", "put_at", "shared"}
    assert AMBASSADORS == GROUP, "the group that the surveys' invitation makes"
