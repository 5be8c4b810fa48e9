"""Rows past their term go, in batches, and nothing else goes."""

from datetime import date, timedelta

from sqlmodel import select

from core.desk.models import DigestLine, Draft, FactRow, HomeOpened, Inbound
from core.privacy import sweep
from tests.lite import Lite
from tests.privacy.staff import ANA, staff


def test_what_is_past_its_term_goes_and_the_rest_stays(lite: Lite) -> None:
    lite.write(staff)

    def fill(tx):
        for days in (0, 29, 31):
            tx.add(Inbound(key=f"k{days}", at=tx.now - timedelta(days=days)))
        tx.add(Draft(person_id=ANA, kind="k", payload={}, expires_at=tx.now - timedelta(minutes=1)))
        tx.add(Draft(person_id=ANA, kind="k", payload={}, expires_at=tx.now + timedelta(minutes=1)))
        tx.add(DigestLine(person_id=ANA, day=date(2026, 10, 19), view="v", entity=1, topic="t"))
        tx.add(DigestLine(person_id=ANA, day=date(2026, 10, 20), view="v", entity=2, topic="t"))
        tx.add(HomeOpened(person_id=ANA, account_id=1, at=tx.now - timedelta(days=3)))
        tx.add(FactRow(kind="k", payload={}, actor_id=ANA, at=tx.now - timedelta(days=365 * 5)))
        tx.flush()

    lite.write(fill)
    swept = lite.write(sweep)
    assert swept.counts == {"desk_inbound": 1, "desk_draft": 1, "desk_digest_line": 1, "desk_home": 1}
    assert not swept.more
    assert lite.read(lambda tx: sorted(row.key for row in tx.exec(select(Inbound)))) == ["k0", "k29"]
    assert lite.write(sweep).counts == {}


def test_a_long_backlog_goes_in_short_batches_oldest_first(lite: Lite) -> None:
    lite.write(
        lambda tx: tx.add_all([Inbound(key=f"k{n}", at=tx.now - timedelta(days=40, minutes=n)) for n in range(1200)])
    )
    batches = []
    while True:
        swept = lite.write(lambda tx: sweep(tx, 10_000))
        batches.append(swept.counts.get("desk_inbound", 0))
        if len(batches) == 1:
            assert lite.read(lambda tx: tx.get(Inbound, "k1199")) is None
            assert lite.read(lambda tx: tx.get(Inbound, "k0")) is not None
        if not swept.more:
            break
    assert batches == [500, 500, 200]
