"""An opener for the week: planned in one's own words, and posted by one tap on its day."""

from datetime import date
from types import SimpleNamespace

WORDS = "What will make your week a good one? <!channel>"


def test_an_opener_is_planned_and_posted_with_one_tap(town: SimpleNamespace) -> None:
    coen, ana = town.coen, town.crew[0]
    coen.types("/community")
    coen.presses("Calendar")
    coen.presses("Plan an opener…")
    coen.fills_in(place="support", words=WORDS)
    assert "Mon 23 Nov: support, Coen Visser: What will make" in coen.last
    town.company.until(date(2026, 11, 23), 8, 0)
    assert not coen.sees("Your opener for support is ready")
    town.company.until(date(2026, 11, 23), 9, 0)
    assert coen.sees("Your opener for support is ready")
    assert not ana.sees("What will make your week"), "nothing is posted by itself"
    coen.presses("Post it")
    assert ana.sees("What will make your week")
    assert coen.sees("Posted in support")


def test_t10_only_its_writer_posts_it_and_only_who_looks_after_the_community_plans(town: SimpleNamespace) -> None:
    from core import community, people
    from core.errors import UserError

    def refusal(act) -> str:  # type: ignore[no-untyped-def]
        def unit(tx) -> str:  # type: ignore[no-untyped-def]
            try:
                act(tx)
            except UserError as refused:
                return refused.kind
            return ""

        return town.company.write(unit)

    def me(tx, member):  # type: ignore[no-untyped-def]
        return people.get(tx, member.id)

    day = date(2026, 11, 23)
    assert refusal(lambda tx: community.plan_opener(tx, me(tx, town.crew[0]), 1, day, "x")) == "not_allowed"
    assert refusal(lambda tx: community.plan_opener(tx, me(tx, town.coen), 1, day, "Mine")) == ""
    assert refusal(lambda tx: community.post_opener(tx, me(tx, town.hanna), 1)) == "not_allowed"
    assert refusal(lambda tx: community.post_opener(tx, me(tx, town.coen), 1)) == ""
    assert refusal(lambda tx: community.post_opener(tx, me(tx, town.coen), 1)) == "stale"
    assert refusal(lambda tx: community.plan_opener(tx, me(tx, town.coen), 1, date(2027, 6, 1), "x"))
