"""Counting without watching: what is counted, what is not, and nothing without a recorded ground."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from adapters.slack.addresses import where
from bots.chat import Said, Where, Who
from core import community, people
from core.clock import at_local
from core.community.counting import heard_between
from core.community.models import Count
from core.db import Tx, table
from tests.company import Company, Member

TODAY = date(2026, 11, 20)
counted = table(Count)


def tally(company: Company) -> list[tuple[int, date, int]]:
    def look(tx: Tx) -> list[tuple[int, date, int]]:
        found = tx.execute(select(counted.c.place_id, counted.c.day, counted.c.messages).order_by(counted.c.id))
        return [(row[0], row[1], row[2]) for row in found]

    return company.read(look)


def records(company: Company, hanna: Member, basis: str = "works_council", reference: str = "OR 2026-14") -> None:
    hanna.types("/community")
    hanna.presses("Record the ground…")
    hanna.fills_in(basis=basis, reference=reference)


@pytest.fixture
def small(company: Company) -> SimpleNamespace:
    """Support with Ana, HR, and a community manager; no ground yet."""
    team = company.team("Support")
    hanna = company.person("Hanna Vos", team, roles=("hr",))
    coen = company.person("Coen Visser", team, roles=("community",))
    ana = company.person("Ana Bakker", team, language="nl")
    return SimpleNamespace(company=company, team=team, hanna=hanna, coen=coen, ana=ana)


def test_t70_nothing_is_counted_or_shown_before_a_ground_is_recorded(small: SimpleNamespace) -> None:
    company, ana, coen = small.company, small.ana, small.coen
    ana.types("good morning", place="support")
    assert tally(company) == []
    coen.types("/community")
    assert "quiet teams are not shown" in coen.last
    assert "nobody has recorded on what ground" in coen.last
    assert "Ask Hanna Vos." in coen.last
    assert "Record the ground…" not in coen.buttons
    assert "Write to a team…" in coen.buttons, "words of one's own need no ground (decision 46)"
    records(company, small.hanna)
    assert "Counting is on" in small.hanna.last
    assert "The works council agreed: OR 2026-14. Recorded by Hanna Vos on 20 November 2026." in small.hanna.last
    kinds = company.read(lambda tx: [(row.kind, row.actor_id) for row in _facts(tx)])
    assert ("privacy.ground_recorded", small.hanna.id) in kinds, "who and when is logged"
    ana.types("good morning", place="support")
    assert [row[1:] for row in tally(company)] == [(TODAY, 1)]
    small.hanna.presses("Stop counting")
    assert "Counting is off" in small.hanna.last
    ana.types("still there?", place="support")
    assert [row[1:] for row in tally(company)] == [(TODAY, 1)]


def _facts(tx: Tx) -> list[object]:
    from core.desk.models import FactRow

    fact = table(FactRow)
    return list(tx.execute(select(fact.c.kind, fact.c.actor_id).order_by(fact.c.id)))


def test_t70_only_hr_or_an_admin_can_record_it(small: SimpleNamespace) -> None:
    small.hanna.types("/community")
    small.company.write(lambda tx: _revoke(tx, small.hanna.id))
    small.hanna.presses("Record the ground…")
    answer = small.hanna.fills_in(basis="works_council", reference="OR 2026-14")
    assert "Only HR or an admin" in " ".join(answer.errors.values())
    assert small.company.read(lambda tx: community.ground(tx, TODAY)) is None


def _revoke(tx: Tx, person: int) -> None:
    from sqlalchemy import delete

    from core.people.models import Grant

    tx.execute(delete(table(Grant)).where(table(Grant).c.person_id == person))


def test_an_admin_without_another_role_finds_the_switch_behind_the_same_door(small: SimpleNamespace) -> None:
    ada = small.company.person("Ada Admin", small.team, roles=("admin",), language="nl")
    ada.types("/community")
    assert "Er wordt helemaal niets geteld." in ada.last
    ada.presses("Grond vastleggen…")
    ada.fills_in(basis="staff_meeting", reference="Notulen 3 maart")
    assert (
        "Een personeelsvergadering stemde in: Notulen 3 maart. Vastgelegd door Ada Admin op 20 november 2026."
        in ada.last
    )
    small.ana.types("/community")
    assert "Een personeelsvergadering stemde in" in small.ana.last, "everybody can read on what ground"
    assert "Stoppen met tellen" not in small.ana.buttons


def test_where_no_consent_is_required_the_teams_are_told(small: SimpleNamespace) -> None:
    records(small.company, small.hanna, "none_required", "Totals of channels only, <!here>")
    for place in ("slack", "discord"):
        posted = [one.message.letters() for one in small.company.chats[place].visible("ana", f"{place}:support")]
        assert any("Townhall now counts messages per channel" in text for text in posted), place
        assert sum("Hanna Vos recorded why" in text for text in posted) == 1
    records(small.company, small.hanna)
    posted = [one.message.letters() for one in small.company.chats["slack"].visible("ana", "slack:support")]
    assert sum("Townhall now counts" in text for text in posted) == 1, "with consent there is nothing to announce"


def test_t15_messages_of_people_in_team_places_count_and_nothing_else(small: SimpleNamespace) -> None:
    company, ana = small.company, small.ana
    records(company, small.hanna)
    ana.types("one", place="support")
    small.coen.on("discord").types("two", place="support")
    ana.types("a private word")
    ana.types("in a channel that is no team's", place="random")
    ana.types("/home", place="support")
    chat = company.chats["slack"]
    chat.dm("otherbot")
    company.does(chat.types("otherbot", "slack:support", "beep"))
    assert [row[1:] for row in tally(company)] == [(TODAY, 1), (TODAY, 1)]


def test_t12_an_event_that_comes_twice_counts_once(small: SimpleNamespace) -> None:
    records(small.company, small.hanna)
    app, chat = small.company.app, small.company.chats["slack"]
    said = Said("same", Who("slack", "play", "ana"), Where("slack:support", "channel"), "m1", small.company.clock.now())
    chat.channel("support")
    for _again in range(3):
        small.company.run(app.handle(said))
    assert [row[1:] for row in tally(small.company)] == [(TODAY, 1)]


def test_a_reply_in_a_thread_counts_for_the_channel_it_hangs_in(small: SimpleNamespace) -> None:
    company = small.company
    records(company, small.hanna)
    thread = Where("slack:support/9/thread", "thread", "slack:support")
    said = Said("t1", Who("slack", "play", "ana"), thread, "m2", company.clock.now(), None, "m1")
    company.run(company.app.handle(said))
    assert [row[2] for row in tally(company)] == [1]


def test_a_slack_thread_knows_its_channel() -> None:
    assert where("slack:T1/C1/1699.01") == Where("slack:T1/C1/1699.01", "thread", "slack:T1/C1")
    assert where("slack:T1/D1/1699.01") == Where("slack:T1/D1/1699.01", "dm")


def test_the_day_is_the_places_own(small: SimpleNamespace) -> None:
    records(small.company, small.hanna)

    def move(tx: Tx) -> None:
        people.put_place(tx, "slack:support", "support", "team", small.team, "en", "Pacific/Auckland")

    small.company.write(move)
    small.company.passes(hours=4)
    small.ana.types("late", place="support")
    assert [row[1:] for row in tally(small.company)] == [(TODAY + timedelta(days=1), 1)]


def test_the_table_knows_no_person_and_no_words() -> None:
    assert {column.name for column in counted.columns} == {"id", "place_id", "team_id", "day", "messages"}


def test_a_gap_in_listening_makes_days_unknown_and_never_quiet(small: SimpleNamespace) -> None:
    """T56: what Townhall missed counts neither way; a night without a sign of life is no gap."""
    company = small.company
    records(company, small.hanna)
    company.until(TODAY, 18, 30)
    assert company.read(lambda tx: community.unknown_days(tx, TODAY, TODAY)) == set()
    company.clock.set(at_local(date(2026, 11, 24), 6, 30, "Europe/Amsterdam"))
    company.settles()
    company.until(date(2026, 11, 24), 12)
    missed = company.read(lambda tx: community.unknown_days(tx, TODAY, date(2026, 11, 30)))
    assert missed == {TODAY, *(date(2026, 11, day) for day in (21, 22, 23))}

    def weeks(tx: Tx) -> dict[date, int]:
        community.add(tx, 1, date(2026, 11, 23), 50)
        community.add(tx, 1, date(2026, 11, 24), 7)
        return dict(heard_between(tx, date(2026, 11, 23), date(2026, 11, 29))[small.team].weeks)

    assert company.write(weeks) == {date(2026, 11, 23): 7}


def test_a_place_that_goes_to_another_team_takes_no_past_along(small: SimpleNamespace) -> None:
    company, other = small.company, small.company.team("Sales")
    records(company, small.hanna)
    small.ana.types("one", place="support")
    company.write(lambda tx: people.put_place(tx, "slack:support", "support", "team", other))
    small.ana.types("two", place="support")

    def by_team(tx: Tx) -> list[tuple[int, int]]:
        return [tuple(row) for row in tx.execute(select(counted.c.team_id, counted.c.messages).order_by(counted.c.id))]

    assert company.read(by_team) == [(small.team, 1), (other, 1)]
