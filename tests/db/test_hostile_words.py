"""What people type reaches both databases in the same, storable form, or is refused in words (T67)."""

from types import SimpleNamespace

import pytest
from sqlalchemy import text

from core import timeoff
from tests.company import Company
from tests.timeoff.conftest import support as support  # the same small team

STRANGE = ["nul\x00here", "lone\ud800half", "back\x08space", "'); DROP TABLE due;--", "%s {0} :x"]


@pytest.mark.parametrize("words", STRANGE, ids=["nul", "surrogate", "control", "sql", "marks"])
def test_words_no_database_can_store_do_no_harm(support: SimpleNamespace, words: str) -> None:
    """T67: a request with such a note is made (the note cleaned), and the next one works too."""
    company: Company = support.company
    support.ana.types("/timeoff")
    support.ana.fills_in(when="2026-11-24/2026-11-25", note=words)
    support.ana.presses("Request")
    asked = company.read(lambda tx: timeoff.coming(tx, support.ana.id, company.clock.now().date()))
    assert [one.status for one in asked] == ["pending"]
    assert company.read(lambda tx: tx.execute(text("SELECT count(*) FROM due")).scalar_one()) > 0
    support.ana.types(f"/{words}")
    support.ana.types(f"/timeoff {words}")
    support.ana.types(words)
    assert not any("Something went wrong" in notice for notice in support.ana.chat.notices.get("ana", []))
