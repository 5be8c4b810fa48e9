"""Target groups: found, joined, made, looked after, and never a way to learn what one person chose."""

from datetime import date
from types import SimpleNamespace

from sqlalchemy import text

from adapters.playground.client import SPACE
from bots.chat import Reacted, Said, Where, Who
from core import community, discussions, people
from core.db import Tx
from core.people import Rule
from tests.company import Member


def makes(member: Member, name: str = "Newcomers", **more: str | tuple[str, ...]) -> None:
    member.types("/groups")
    member.presses("New group…")
    member.fills_in(**{"name": name, "who": ("join",), "goal": "They know whom to ask", **more})


def test_a_group_is_made_joined_and_looked_at_again(town: SimpleNamespace) -> None:
    coen, ana = town.coen, town.crew[0]
    makes(coen, review_on="4 dec", guests="yes")
    assert "People join by themselves. A few people." in coen.last
    assert "Guests of partners take part. They are in no figure" in coen.last
    assert "Coen Visser looks after it, and looks at it again on 4 December 2026." in coen.last
    ana.types("/groepen")
    ana.presses("Look at a group", value="1")
    ana.presses("Join")
    assert "Leave the group" in ana.buttons
    assert town.company.read(lambda tx: people.segment_people(tx, 1)) == [ana.id]
    ana.presses("Leave the group")
    assert town.company.read(lambda tx: people.segment_people(tx, 1)) == []
    coen.presses("Something to do…")
    coen.fills_in(words="A lunch with everybody new")
    assert "A lunch with everybody new" in coen.last
    coen.presses("Hand over…")
    coen.fills_in(owner="hanna")
    town.company.until(date(2026, 12, 4), 10)
    assert town.hanna.sees("Look at Newcomers again")
    assert not coen.sees("Look at Newcomers again"), "the reminder goes to who looks after it now"


def test_a_moved_review_reminds_on_the_new_day_only(town: SimpleNamespace) -> None:
    makes(town.coen, review_on="4 dec")
    town.coen.presses("Change…")
    town.coen.fills_in(review_on="7 dec")
    town.company.until(date(2026, 12, 4), 12)
    assert not town.coen.sees("Look at Newcomers again")
    town.company.until(date(2026, 12, 7), 12)
    assert town.coen.sees("Look at Newcomers again")


def test_t10_who_makes_and_changes_groups(town: SimpleNamespace) -> None:
    ana = town.crew[0]
    ana.types("/groups")
    assert "New group…" not in ana.buttons
    makes(town.coen, "By team", who=(f"team:{town.support}",))
    ana.types("/groups")
    assert not ana.sees("By team"), "groups by what people are, are for who looks after them"
    makes(town.coen)
    for act in (
        lambda tx: community.keep_group(tx, me(tx), 0, "Mine", ("join",), "", False, date(2027, 1, 4)),
        lambda tx: community.keep_group(tx, me(tx), 2, "Mine", ("join",), "", False, date(2027, 1, 4)),
        lambda tx: community.hand_group(tx, me(tx), 2, ana.id),
        lambda tx: community.choose_doing(tx, me(tx), 2, "learning", "x"),
        lambda tx: community.see_group(tx, me(tx), 1),
    ):

        def me(tx):  # type: ignore[no-untyped-def]
            return people.get(tx, ana.id)

        refused = town.company.read(lambda tx, act=act: _refusal(act, tx))
        assert refused == "not_allowed"


def _refusal(act, tx) -> str:  # type: ignore[no-untyped-def]
    from core.errors import UserError

    try:
        act(tx)
    except UserError as refusal:
        return refusal.kind
    return ""


def test_joining_and_belonging_do_not_go_together(town: SimpleNamespace) -> None:
    town.coen.types("/groups")
    town.coen.presses("New group…")
    answer = town.coen.fills_in(name="Odd", who=("join", f"team:{town.support}"))
    assert "Choose one" in answer.errors["who"]


def test_everybody_chooses_what_drives_them_and_nobody_else_sees_it(town: SimpleNamespace) -> None:
    ana = town.crew[0]
    ana.types("/groups")
    ana.presses("What drives you…")
    ana.fills_in(drivers=("learning", "craft"))
    assert "Learning something new, Delivering good work" in ana.last
    ana.types("/groups")
    ana.presses("What drives you…")
    assert "at most 3" in ana.fills_in(drivers=("learning", "craft", "rest", "noticed")).errors["drivers"]
    ana.fills_in(drivers=())
    assert "You chose nothing" in ana.last


def choose(town: SimpleNamespace, member: Member, *drivers: str) -> None:
    town.company.write(lambda tx: community.choose_drivers(tx, people.get(tx, member.id), drivers))


def test_drivers_are_shown_from_the_minimum_on_and_fit_the_draft(town: SimpleNamespace) -> None:
    makes(town.coen, "Support crew", who=(f"team:{town.support}",))
    for member in town.crew[:4]:
        choose(town, member, "customers")
    town.coen.types("/groups")
    town.coen.presses("Look at a group", value="1")
    assert "is shown when five or more have said so" in town.coen.last
    for member in town.crew[4:]:
        choose(town, member, "customers", "rest")
    town.coen.presses("Look at a group", value="1")
    assert "Helping customers (most)" in town.coen.last
    assert "Peace and balance" not in town.coen.last
    town.coen.presses("Nudge…")
    assert "Which customer did you make happy lately" in town.coen.form.form.fields[1].default
    town.coen.fills_in()
    assert "in your own words" in town.coen.form.errors["words"], "the draft alone is not the sender's word"
    town.coen.fills_in(words="Tell me about a customer you made happy")
    assert "7 people" in town.coen.last
    town.coen.presses("Send")
    assert town.crew[3].sees("Tell me about a customer you made happy")
    assert not town.others[0].sees("Tell me about a customer")
    town.crew[3].presses("I will")
    town.coen.types("/community")
    assert "Your word to Support crew" in town.coen.last


def test_t58_two_groups_that_differ_by_one_person_do_not_tell_about_that_person(town: SimpleNamespace) -> None:
    crew = [*town.crew, *town.others]
    for member in crew:
        choose(town, member, "learning")

    def unit(tx):  # type: ignore[no-untyped-def]
        one = people.put_segment(tx, "All of them", Rule(teams=(town.support, town.logistics)))
        two = people.put_segment(tx, "All but Ana", Rule(), opt_in=True)
        for member in crew[1:]:
            people.join_segment(tx, two, member.id)
        return community.drivers_of(tx, one), community.drivers_of(tx, two)

    first, second = town.company.write(unit)
    assert first
    assert first[0][0] == "learning"
    assert second is None


def test_what_a_partners_guest_writes_in_a_project_counts_nowhere(town: SimpleNamespace) -> None:
    """A group with guests: a guest writes in its channel, answers a post and a discussion, and is in no figure or survey."""
    company, coen, ana = town.company, town.coen, town.crew[0]
    makes(coen, "Project with Acme", guests="yes")
    ana.types("/groepen")
    ana.presses("Look at a group", value="1")
    ana.presses("Join")
    coen.types("/discuss A new office", place="support")
    coen.fills_in(due_on="2026-12-04")
    post = ana.writes("Who knows the password of Acme's portal?", place="support")
    chat = company.chats["slack"]
    where = Where(chat.channel("support"), "channel")

    def figures(tx: Tx) -> tuple[object, ...]:
        counted = [
            str(row) for row in tx.execute(text("SELECT place_id, day, messages FROM community_count ORDER BY id"))
        ]
        waits = [
            str(row) for row in tx.execute(text("SELECT ref, answered_at, seen_at FROM community_post ORDER BY id"))
        ]
        team = next(one for one in people.teams(tx) if one.id == town.support)
        trend = community.trends(tx, [team], date(2026, 11, 20))[0]
        return (counted, waits, trend.weeks, discussions.voices(tx, 1), len(people.everybody(tx)),
                people.audience(tx, "segment:1", 0, 100), people.audience(tx, "everybody", 0, 100))  # fmt: skip

    before = company.read(figures)
    guest = Who("slack", SPACE, "partner", outsider=True)
    for number, (place, root) in enumerate(
        [(where, None), (where, post.ref), (Where(post.ref, "thread", within=where.ref), post.ref)]
    ):
        said = Said(f"guest {number}", guest, place, f"{place.ref}/g{number}", company.clock.now(), None, root)
        company.does(company.app.handle(said))
    company.does(company.app.handle(Reacted("guest emoji", guest, where, post.ref, "+1")))
    assert company.read(figures) == before
    assert ana.id in before[5]  # type: ignore[operator]
    company.does(
        company.app.handle(Said("ours", Who("slack", SPACE, "bo"), where, "ours/1", company.clock.now(), None))
    )
    assert company.read(figures) != before, "the same words of a colleague count"


def test_guests_are_in_no_group(town: SimpleNamespace) -> None:
    """Somebody who is no person here cannot join, and a group with guests counts people only."""
    makes(town.coen, "Project with Acme", guests="yes")
    stranger = town.company.chats["slack"]
    stranger.dm("partner")
    answer = town.company.does(stranger.types("partner", stranger.dm("partner"), "/groups"))
    assert "don't know you" in answer.notice
    assert town.company.read(lambda tx: people.segment_people(tx, 1)) == []
