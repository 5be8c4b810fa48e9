"""The door Talk: how the teams are, who may look, and who hears of a quiet one."""

from datetime import date, timedelta
from types import SimpleNamespace

from bots.ui import Chart
from core import community
from core.community import State
from tests.community.conftest import write_history
from tests.company import Company, Member

MONDAY = date(2026, 11, 23)


def chart(member: Member) -> Chart:
    shown = max(member.seen, key=lambda one: int(one.ref.rsplit("/", 1)[1])).message
    return next(node for node in shown.body if isinstance(node, Chart))


def test_the_door_leads_to_how_the_teams_are(town: SimpleNamespace) -> None:
    coen = town.coen
    coen.opens_home()
    door = next(control for control in coen.chat.homes["coen"].controls() if control.label == "Talk")
    town.company.does(coen.chat.presses_home("coen", door.id))
    assert "1 team is quieter than usual" in coen.last
    assert "Logistics is as usual" in coen.last
    assert "Teams of fewer than five people are not shown." in coen.last
    assert "Office is" not in coen.last
    assert "Not who wrote them, not what they say" in coen.last
    assert "Recorded by Hanna Vos" in coen.last


def test_a_team_in_its_picture_and_in_words(town: SimpleNamespace) -> None:
    town.coen.types("/community")
    town.coen.presses("Look at a team", value=str(town.support))
    drawn = chart(town.coen)
    assert (drawn.kind, len(drawn.values), drawn.labels[-1]) == ("line", 8, "9 Nov")
    assert drawn.alt == "1.1 messages per member per working day in the last week that counts, 2.9 usually."
    assert "Week by week: " in town.coen.last


def test_the_same_in_dutch(town: SimpleNamespace) -> None:
    nel = town.company.person("Nel Bos", town.office, roles=("community",), language="nl")
    nel.types("/community")
    assert "1 team is stiller dan normaal" in nel.last
    assert "Support is stiller dan normaal, nu 3 weken" in nel.last
    assert "1,1 berichten per teamlid per werkdag" in nel.last
    nel.presses("Seintje…")
    assert nel.form.form.title == "Een seintje aan een team"
    nel.fills_in(words="Hoe is het?")
    nel.presses("Versturen" if "Versturen" in nel.buttons else "Verstuur")
    assert "Je seintje aan Support is onderweg" in nel.last


def test_t58_a_leader_sees_own_people_only_and_nobody_sees_a_person(town: SimpleNamespace) -> None:
    mark, ana = town.mark, town.crew[0]
    mark.types("/community")
    assert "Support is quieter" in mark.last
    assert "Logistics" not in mark.last
    mark.presses("How is this counted?")
    assert "Quieter than usual: two weeks or more" in mark.last, "a leader too has every definition one click away"
    town.coen.types("/community")
    select = next(one for one in town.coen.seen[-1].message.controls() if not hasattr(one, "label"))
    assert {option.label for option in select.options} == {"Support", "Logistics"}, "teams only"
    mark.chat._put(_copied(town.coen, mark))
    mark.presses("Look at a team", value=str(town.logistics))
    assert "You can't look at this team" in mark.notice
    mark.presses("Look at a team", value=str(town.office))
    assert "fewer than five people, so it is not shown" in mark.notice
    ana.types("/community")
    assert "Support is" not in ana.last


def _copied(owner: Member, reader: Member) -> object:
    from dataclasses import replace

    stood = owner.seen[-1]
    address = reader.chat.dm(reader.user)
    return replace(stood, ref=f"{address}/99999", address=address)


def test_everybody_else_finds_their_place_and_their_own_choice(town: SimpleNamespace) -> None:
    ana, bo = town.crew[0], town.crew[1]
    ana.types("/community")
    assert "Your team Support talks in support." in ana.last
    assert "Nobody counts what you do." in ana.last
    assert "Now: as a message, at most one a week" in ana.last
    ana.presses("Not at all")
    assert "Now: not at all." in ana.last
    bo.types("/community")
    assert "Niemand telt wat jij doet." in bo.last
    bo.on("discord").types("/community")
    assert "Je team Support praat in support." in bo.on("discord").last


def test_on_monday_community_managers_hear_it_once_in_their_digest(town: SimpleNamespace) -> None:
    company, coen = town.company, town.coen
    company.until(MONDAY, 8, 46)
    assert not coen.inbox, "a week of silence after three quiet ones: Townhall may not hear the team at all"
    company.write(lambda tx: write_history(tx, town.support, MONDAY, [37]))
    company.write(lambda tx: write_history(tx, town.logistics, MONDAY, [61]))
    company.until(MONDAY + timedelta(weeks=1), 8, 29)
    company.write(lambda tx: write_history(tx, town.support, MONDAY + timedelta(weeks=1), [36]))
    company.until(MONDAY + timedelta(weeks=1), 8, 31)
    company.until(MONDAY + timedelta(weeks=1), 8, 46)
    digest = coen.last
    assert "Support is quieter than usual, for 5 weeks now" in digest
    assert "Logistics" not in digest
    coen.presses("Open")
    assert "Only your own click sends a word." in coen.last
    assert {"Nudge…", "Look"} <= set(coen.buttons)
    assert not town.hanna.inbox, "only who looks after the community"
    before = len(coen.inbox)
    company.until(MONDAY + timedelta(weeks=2), 8, 29)
    company.write(lambda tx: write_history(tx, town.support, MONDAY + timedelta(weeks=2), [37]))
    company.until(MONDAY + timedelta(weeks=2), 8, 31)
    company.until(MONDAY + timedelta(weeks=2), 8, 46)
    assert len(coen.inbox) == before, "once per spell"


def test_home_names_the_quiet_team_to_who_may_look(town: SimpleNamespace) -> None:
    assert town.company.write(community.check_all) == 1
    assert "Support is quieter than usual, for 3 weeks now" in town.coen.opens_home().letters()
    assert "quieter" not in town.crew[0].opens_home().letters()
    town.hanna.types("/community")
    town.company.write(lambda tx: _withdraw(tx, town.hanna.id))
    assert "quieter" not in town.coen.opens_home().letters(), "T70: without a ground nothing is shown"


def _withdraw(tx: object, person: int) -> None:
    from core import people, privacy

    privacy.withdraw_ground(tx, people.get(tx, person), community.FEATURE)  # type: ignore[arg-type]


def test_the_team_below_is_taken_off_so_that_no_two_figures_overlap(company: Company) -> None:
    """T58: a department's figure minus a team's would be a figure about whoever is left."""
    top = company.team("Service")
    below = company.team("Phones", top)
    for number in range(6):
        company.person(f"T{number} Top", top)
        company.person(f"B{number} Below", below)

    def figures(tx: object) -> dict[str, float | None]:
        write_history(tx, top, community.monday(date(2026, 11, 20)), [60] * 20)  # type: ignore[arg-type]
        write_history(tx, below, community.monday(date(2026, 11, 20)), [30] * 20)  # type: ignore[arg-type]
        found = community.trends(tx, [one for one in _teams(tx)], date(2026, 11, 20))  # type: ignore[arg-type]
        assert all(trend.verdict.state is State.USUAL for trend in found)
        return {trend.team.name: trend.weeks[-1][1] for trend in found}

    assert company.write(figures) == {"Service": 2.0, "Phones": 1.0}


def _teams(tx: object) -> list[object]:
    from core import people

    return list(people.teams(tx))  # type: ignore[arg-type]


def test_a_large_company_takes_few_questions(town: SimpleNamespace) -> None:
    """Few for all; one per team for its members and four for its schedule, one per location for its holidays, one for
    holidays that were exchanged."""

    def ask(tx: object) -> int:
        asked = 0
        real = tx._carry_out  # type: ignore[attr-defined]

        def counting(text: object, values: object) -> object:
            nonlocal asked
            asked += 1
            return real(text, values)

        tx._carry_out = counting  # type: ignore[attr-defined]
        community.trends(tx, _teams(tx), date(2026, 11, 20))  # type: ignore[arg-type]
        return asked

    assert town.company.write(ask) <= 2 + 3 + 2 + 1 + 1 + 3 + 4 * 2
