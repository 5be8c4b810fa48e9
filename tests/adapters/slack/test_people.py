"""Who is in Slack: met page by page, kept up live, and everybody who is no colleague kept out."""

from pathlib import Path
from typing import Any

import pytest

from adapters.slack.directory import colleague
from adapters.slack.groups import Groups
from adapters.slack.incoming import Home
from core import people
from core.db import Tx
from core.people.models import Person
from tests.adapters.slack.office import Office, office
from tests.wire.slack import Person as User
from tests.wire.slack import payloads
from tests.wire.slack.shapes import person_shape

pytestmark = pytest.mark.wire
STRANGER = "I don't know you yet"


async def known(here: Office, user: User, space: str = "T0TOWNHALL") -> people.Me | None:
    found = await here.db.read(lambda tx: people.find(tx, "slack", space, user.id))
    return found[0] if found else None


async def team_of(here: Office, user: User) -> str:
    me = await known(here, user)
    assert me
    found = await here.db.read(lambda tx: people.team(tx, me.team_id) if me.team_id else None)
    return found.name if found else ""


async def hears(here: Office, kind: str, **body: Any) -> None:
    """An event about people, without the fields of a profile (colours, old names) that nothing reads."""
    event = payloads.event(here.slack, {"type": kind, "event_ts": here.slack.clock.ts(), **body})
    ack = await here.slack.delivery.deliver("events_api", event)
    assert not ack.late
    await here.settles()


async def test_everybody_is_met_page_by_page_and_who_is_no_colleague_stays_outside(tmp_path: Path) -> None:
    """T14: guests of both kinds, bots, leavers, and people of another company; short pages."""
    async with office(tmp_path, create=True) as here:
        slack = here.slack
        outside = [
            slack.person("U0GUEST", "Gast", "gast@example.com", guest=True),
            slack.person("U0ONE", "One Channel", "one@example.com", single_channel=True),
            slack.person("U0ROBOT", "Robot", "robot@example.com", bot=True),
            slack.person("U0GONE", "Gone", "gone@example.com", deleted=True),
            slack.person("U0OTHER", "Other", "other@example.com", stranger=True),
            slack.person("U0NOMAIL", "No mail"),
        ]
        inside = [
            slack.person(f"U0IN{n}", f"In {n}", f"in{n}@example.com", "nl-NL", zone="Asia/Tokyo") for n in range(7)
        ]
        before = len(slack.calls("users.list"))
        assert await here.chat.directory.sync() == 7
        calls = slack.calls("users.list")[before:]
        assert len(calls) >= 2
        assert all(call["limit"] for call in calls)
        assert [await known(here, user) for user in outside] == [None] * 6
        met = [await known(here, user) for user in inside]
        assert {(me.language, me.zone) for me in met if me} == {("nl", "Asia/Tokyo")}
        for user in (outside[0], outside[1], outside[4]):
            assert STRANGER in (await here.types(user, "/home", here.support)).text


async def test_somebody_who_joins_is_recognised_at_once_and_a_leaver_no_longer(here: Office) -> None:
    """T72: live, and for whoever was switched off in Slack nothing opens any more, though the account is known."""
    slack = here.slack

    def hire(tx: Tx) -> None:
        tx.add(Person(name="Lot", email="lot@example.com"))

    await here.db.write(hire)
    lot = slack.person("U0LOT", "Lot", "Lot@Example.com", "nl-NL")
    await hears(here, "team_join", user=person_shape(slack, lot, locale=True))
    assert await known(here, lot)
    assert STRANGER not in (await here.types(lot, "/home")).text
    lot.deleted = True
    await hears(here, "user_change", user=person_shape(slack, lot))
    assert STRANGER in (await here.types(lot, "/home")).text
    lot.deleted = False
    await hears(here, "user_change", user=person_shape(slack, lot))
    assert STRANGER not in (await here.types(lot, "/home")).text


async def test_who_was_never_met_is_asked_for_and_who_is_imported_later_is_recognised(here: Office) -> None:
    slack = here.slack
    late = slack.person("U0LATE", "Late", "late@example.com")
    guest = slack.person("U0NEWGUEST", "Guest", "ana.bakker@example.com", guest=True)
    assert STRANGER in (await here.types(late, "/home")).text
    assert STRANGER in (await here.types(guest, "/home")).text
    assert [call["user"] for call in slack.calls("users.info")] == [late.id, guest.id]

    def hire(tx: Tx) -> None:
        tx.add(Person(name="Late", email="late@example.com"))

    await here.db.write(hire)
    assert STRANGER not in (await here.types(late, "/home")).text
    assert len(slack.calls("users.info")) == 2
    assert await known(here, guest) is None


async def test_who_is_imported_and_says_nothing_is_met_within_the_hour(here: Office) -> None:
    quiet = here.slack.person("U0QUIET", "Quiet", "quiet@example.com")
    await here.chat.directory.sync()
    calls = len(here.slack.web_api.calls)

    def hire(tx: Tx) -> None:
        tx.add(Person(name="Quiet", email="quiet@example.com"))

    await here.db.write(hire)
    assert await here.chat.directory.look_again() == 1
    assert await known(here, quiet)
    assert len(here.slack.web_api.calls) == calls


async def test_an_organisation_is_one_company_and_its_other_workspaces_are_inside(tmp_path: Path) -> None:
    """T14: accounts stand under the organisation; a colleague of another workspace in it is one of us."""
    async with office(tmp_path, server={"enterprise": "E0ORG"}) as here:
        ana = here.ana
        assert here.chat.connection.home.space == "E0ORG"
        assert await known(here, ana, "E0ORG")
        assert STRANGER not in (await here.types(ana, "/home")).text
        await here.types(ana, "/smallcard")
        await here.presses(ana, here.last(ana), "Count")
        assert "counted to 1" in here.last(ana).words
        ana.team = "T0SECOND"
        await here.types(ana, "/smallcard")
        assert "counted to 1" in here.last(ana).words
        await here.slack.says(ana, here.slack.dm(ana), "echo hello")
        await here.settles()
        assert "You said" in here.last(ana).words
        elsewhere = {**payloads.command(here.slack, ana, "/home", "", here.support), "enterprise_id": "E0OTHER"}
        assert STRANGER in (await here.slack.send("slash_commands", elsewhere)).text


def test_members_of_an_organisation_are_colleagues_and_of_another_are_not() -> None:
    """T14, T72: the ids of an organisation, and fields that are missing or null."""
    home = Home("T1", "E1")
    member: dict[str, Any] = {"id": "W1", "team_id": "T2", "profile": {"email": "A@example.com"}, "name": "a"}
    assert colleague(member, home).outside
    assert not colleague({**member, "enterprise_user": {"enterprise_id": "E1"}}, home).outside
    assert colleague({**member, "enterprise_user": {"enterprise_id": "E2"}}, home).outside
    for flag in ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger"):
        assert colleague({**member, "team_id": "T1", flag: True}, home).outside
        assert not colleague({**member, "team_id": "T1", flag: None}, home).outside
    bare = colleague({"id": "U1", "profile": None, "tz": None, "locale": None, "team_id": None}, home)
    assert (bare.email, bare.zone, bare.language, bare.outside) == ("", "", "", False)


async def test_user_groups_are_the_teams_where_there_is_no_file_of_people(tmp_path: Path) -> None:
    async with office(tmp_path, create=True) as here:
        slack = here.slack
        new = [slack.person(f"U0NEW{n}", f"New {n}", f"new{n}@example.com") for n in range(3)]
        sales = slack.group("sales", "Sales", new[:2])
        await here.chat.directory.sync()
        assert [await team_of(here, user) for user in new] == ["Sales", "Sales", ""]
        assert await team_of(here, here.ana) == "Support"
        shape = {
            "id": sales.id,
            "name": "Sales and more",
            "users": [new[1].id, new[2].id, here.ana.id],
            "date_delete": 0,
        }
        await hears(here, "subteam_updated", subteam=shape)
        assert [await team_of(here, user) for user in new] == ["", "Sales and more", "Sales and more"]
        assert await team_of(here, here.ana) == "Support"
        sales.members = [new[0].id]
        await hears(here, "subteam_updated", subteam={"id": sales.id, "name": "Sales and more", "users": None})
        assert [await team_of(here, user) for user in new] == ["Sales and more", "", ""]
        await hears(here, "subteam_updated", subteam={"id": sales.id, "name": "Sales and more", "date_delete": 17})
        await hears(here, "subteam_created", subteam=None)
        assert await team_of(here, new[0]) == "Sales and more"


async def test_after_a_restart_a_group_with_another_name_still_takes_its_team_along(tmp_path: Path) -> None:
    """Which group became which team is kept in the database: no second team, and nobody changes teams by it."""
    async with office(tmp_path, create=True) as here:
        sales = here.slack.group("sales", "Sales", [here.slack.person("U0NEW", "New", "new@example.com")])
        await here.chat.directory.sync()
        before = await here.db.read(lambda tx: {team.id: team.name for team in people.teams(tx)})
        restarted = Groups(here.db, here.chat.connection)
        sales.name = "Growth"
        await restarted.sync()
        after = await here.db.read(lambda tx: {team.id: team.name for team in people.teams(tx)})
        assert after == {number: name.replace("Sales", "Growth") for number, name in before.items()}


async def test_with_a_file_of_people_user_groups_change_nothing(here: Office) -> None:
    sales = here.slack.group("sales", "Sales", [here.ana])
    await here.chat.directory.sync()
    await hears(here, "subteam_updated", subteam={"id": sales.id, "name": "Sales", "users": [here.ana.id]})
    assert here.slack.calls("usergroups.list") == []
    assert await team_of(here, here.ana) == "Support"


async def test_a_workspace_without_user_groups_starts_all_the_same(tmp_path: Path) -> None:
    """T72: a plan that has none."""
    async with office(tmp_path, create=True) as here:
        here.slack.fail_next("usergroups.list", error="plan_upgrade_required")
        assert await here.chat.directory.sync() == 0
