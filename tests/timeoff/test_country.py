"""A country is a file: read or refused with a plain sentence, put to use for everybody or one location, replaced from a year on."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from adapters.countries import keep_countries, own_countries
from core import people, timeoff
from core.config import Config, ConfigError, TimeOff
from core.errors import UserError
from core.timeoff.entitlement import earned
from core.timeoff.notices import turns
from tests.company import Answer
from tests.timeoff.rules import FULL, PART, as_hr, day, grant, hire, ledger, schedule

OWN = """
code = "XX"
name = { en = "Utopia", nl = "Utopia" }
[laws]
LAW = "https://laws.example.org/1"
[types.holiday]
name = { en = "Holiday", nl = "Vakantie" }
needs = "approval"
law = "holiday"
draws = "all"
rules = [{ rule = "statutory.weeks", from = 2020-01-01, value = 5, article = "LAW 3", least = true }]
[types.wedding]
name = { en = "Wedding leave", nl = "Trouwverlof" }
needs = "notice"
rules = [{ rule = "most.days", from = 2020-01-01, value = 2, article = "LAW 9" }]
"""

REFUSED = [
    # what is wrong, what is written instead of what, what people read
    ("no TOML", 'code = "XX"', "code =", "not valid TOML"),
    ("no code", 'code = "XX"', 'code = "Utopia"', "two letters"),
    ("a key nobody knows", 'code = "XX"', 'code = "XX"\nkode = 1', "kode is not known"),
    ("a name in one language", 'name = { en = "Wedding leave", nl = "Trouwverlof" }', 'name = "Wedding"', "[types.wedding]: write"),
    ("no holiday", "[types.holiday]", "[types.vacation]", "no [types.holiday]"),
    ("holiday that nobody decides on", 'needs = "approval"', 'needs = "record"', "holiday is decided on"),
    ("a wrong choice", 'needs = "notice"', 'needs = "maybe"', "needs is one of approval, notice, record"),
    ("a rule nobody knows", '"most.days"', '"most.hours"', "[types.wedding] 1: there is no rule most.hours"),
    ("a rule of holiday elsewhere", '"most.days"', '"extra.weeks"', "there is no rule extra.weeks"),
    ("a day as text", "from = 2020-01-01, value = 2", 'from = "2020", value = 2', "give the day"),
    ("a number as text", "value = 2,", 'value = "2",', "value is a number"),
    ("a number below nothing", "value = 2,", "value = -2,", "value is a number"),
    ("no article", ', article = "LAW 9"', "", "name the article"),
    ("an article of no law", '"LAW 9"', '"ACT 9"', "name the article"),
    ("a link that is none", "https://laws", "http://laws", "does not begin with https://"),
    ("no weeks", '"statutory.weeks", from = 2020-01-01, value = 5', '"term", from = 2020-01-01, value = 5', "statutory.weeks"),
    ("twice", 'article = "LAW 9" }', 'article = "LAW 9" }, { rule = "most.days", from = 2020-01-01, value = 3, choice = true }',
     "counts from this day twice"),
]  # fmt: skip


@pytest.mark.parametrize(("instead", "of", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_file_is_refused_with_a_sentence_that_names_the_place(instead: str, of: str, said: str) -> None:
    assert timeoff.read_country(OWN).code == "XX"
    assert instead in OWN
    with pytest.raises(timeoff.CountryFileWrong) as refusal:
        timeoff.read_country(OWN.replace(instead, of))
    assert said in refusal.value.text


def test_each_number_that_comes_along_has_an_article_and_a_link_or_is_a_choice() -> None:
    for country in timeoff.shipped().values():
        without = [(one.kind, one.rule) for one in country.numbers if " · " not in one.source]
        assert without in ([], [("holiday", "warn")])
        assert all(one.source for one in country.numbers if one.least)
    assert set(timeoff.shipped()) == {"NL", "DE"}


YEARS = [
    # began, left, hours of 2027 by a 40-hour contract, week
    ("2020-01-01", "", 160, FULL),
    ("2027-06-30", "", 160, FULL),  # six months are over within the year: all of it
    ("2027-07-01", "", 81, FULL),  # they are over with the year: six twelfths, and no less than by the day
    ("2027-09-01", "", 56, FULL),  # 4/12 of 20 days = 6.67, rounded up to 7
    ("2027-10-01", "", 41, FULL),
    ("2020-01-01", "2027-06-30", 80, FULL),  # leaves in the first half: six twelfths
    ("2020-01-01", "2027-07-31", 160, FULL),  # leaves in the second half: all of it
    ("2027-03-01", "2027-07-31", 68, FULL),  # never employed for six months: 5/12 = 8.33 days, by the day a bit more
    ("2027-09-01", "", 27, PART),  # half the week: four of her twelve days, by the day a bit more
]


@pytest.mark.parametrize(("began", "left", "hours", "week"), YEARS)
def test_germany_gives_the_whole_year_after_six_months_and_twelfths_before(
    began: str, left: str, hours: int, week: tuple[int, ...]
) -> None:
    """BUrlG §§ 3 to 5; a statutory right is never rounded down."""
    numbers = [(*one[1:5],) for one in timeoff.shipped()["DE"].numbers if one.kind == "holiday"]
    law = timeoff.as_rules([*numbers, ("accrual", day("2020-01-01"), 1, "")])
    found = list(earned(schedule(("2010-01-01", week), started=began, left=left), law, 2027, day("2027-12-31")))
    assert [(one.pot, one.last) for one in found] == [("statutory:2027", day("2028-03-31"))]
    assert -(-found[0].minutes // 60) == hours


def test_who_is_told_when_follows_from_the_last_day() -> None:
    assert turns("statutory:2026", date(2027, 6, 30)) == [(2027, "january"), (2027, "april"), (2027, "june")]
    assert turns("statutory:2026", date(2027, 3, 31)) == [(2027, "january"), (2027, "february"), (2027, "march")]
    assert turns("statutory:2026", date(2028, 3, 31)) == [(2027, "october"), (2028, "january"), (2028, "march")]


def uses(support: SimpleNamespace, country: str, place: str = "-", year: int = 2027) -> Answer:
    support.hr.types("/timeoff policy")
    support.hr.presses("Use a country's rules…")
    return support.hr.fills_in(country=country, place=place, start=str(year))


def names(support: SimpleNamespace, person: int) -> set[str]:
    found = support.company.read(lambda tx: timeoff.kinds(tx, person, date(2027, 1, 4)))
    return {one.key for one in found}


def test_a_location_has_a_country_of_its_own(support: SimpleNamespace) -> None:
    """The company follows the Dutch rules and Berlin the German ones: types, hours, ends and sickness each by their own."""
    lena = hire(support, "Lena Vogt", location="DE-BE")
    uses(support, "NL")
    uses(support, "DE", "DE-BE")
    assert "Rules of Germany" not in support.hr.last
    assert "The rules of Germany" in support.hr.last
    support.hr.types("/timeoff policy")
    assert "the Netherlands from 1 Jan 2027 · DE-BE: Germany from 1 Jan 2027" in support.hr.last
    assert "care_short" in names(support, support.ana.id)
    assert names(support, lena.id) == {"holiday", "special", "unpaid", "sick"}
    support.company.clock.set(support.company.clock.now().replace(year=2027, month=1, day=1, hour=8))
    support.company.settles()
    assert ledger(support, lena.id) == [("grant", 160 * 60, "statutory:2027")]
    pots = support.company.read(lambda tx: timeoff.balance_of(tx, lena.id)).pots
    assert pots[0].last == date(2028, 3, 31)
    assert ("grant", 160 * 60, "statutory:2027") in ledger(support, support.joris.id)
    support.hr.types("/timeoff policy holiday")
    assert "BUrlG § 7(3)" in support.hr.last
    assert "BW 7:640a" in support.hr.last
    # What the law of one place gives is no floor elsewhere, and each place has its own.
    for place, months, kind in (("DE-BE", 2, "below_the_law"), ("DE-BE", 4, ""), ("", 5, "below_the_law")):
        assert refusal(support, "statutory.months", months, place) == kind
    # The two-week term is Dutch.
    lena.types("/timeoff 15 feb 2027")
    lena.presses("Request")
    number = support.company.read(lambda tx: timeoff.coming(tx, lena.id, date(2027, 1, 1)))[0]
    assert support.company.read(lambda tx: timeoff.term_of(tx, number)) is None


def refusal(support: SimpleNamespace, rule: str, value: int, place: str) -> str:
    try:
        as_hr(support, lambda tx, hr: timeoff.set_policy(tx, hr, "holiday", rule, date(2027, 1, 1), value, "", place))
    except UserError as found:
        return found.kind
    return ""


def test_sick_days_are_never_holiday_where_the_law_says_so(support: SimpleNamespace) -> None:
    """BUrlG § 9: what is offered in the Netherlands is not offered there, and the rule refuses it too."""
    lena = hire(support, "Lena Vogt", location="DE")
    uses(support, "DE", "DE")
    grant(support, lena.id, "statutory:2026", 4800, "2026-01-01", "2027-03-31")
    lena.types("/timeoff 23 nov - 27 nov")
    lena.presses("Request")
    support.boss.presses("Approve")
    support.company.clock.set(support.company.clock.now().replace(day=24, hour=7))
    lena.types("/timeoff sick")
    support.company.clock.set(support.company.clock.now().replace(day=26, hour=7))
    lena.types("/timeoff better")
    assert "those hours are back" in lena.last
    assert "Count them as holiday" not in lena.last
    with pytest.raises(UserError) as found:
        support.company.write(lambda tx: timeoff.count_as_holiday(tx, people.get(tx, lena.id), 1, 1))
    assert found.value.kind == "never_holiday"


def test_another_country_counts_from_a_year_on_and_what_was_stays(support: SimpleNamespace) -> None:
    uses(support, "NL")
    as_hr(support, lambda tx, hr: timeoff.set_policy(tx, hr, "holiday", "extra.weeks", date(2026, 1, 1), 500))
    assert "numbers are in use" in support.hr.last
    uses(support, "DE", year=2028)

    def seen(tx: object) -> list[int | None]:
        rules = timeoff.rules_of(tx, "holiday", support.ana.id)  # type: ignore[arg-type]
        return [rules.on(rule, date(year, 6, 1)) for year in (2027, 2028)
                for rule in ("statutory.months", "term", "extra.months", "extra.weeks")]  # fmt: skip

    assert support.company.read(seen) == [6, 14, 60, 500, 3, None, None, 500]
    later = support.company.read(lambda tx: timeoff.kinds(tx, support.ana.id, date(2028, 1, 3)))
    assert "care_short" not in {one.key for one in later}
    assert "care_short" in names(support, support.ana.id)
    answer = uses(support, "NL", year=2027)
    assert "from a later year already" in str(answer.errors or answer.notice or support.hr.notice)


def test_a_file_of_the_companys_own(support: SimpleNamespace, tmp_path: Path) -> None:
    """Named in config.toml: wrong it is refused before anything starts, right HR finds it in the list."""
    file = tmp_path / "utopia.toml"
    config = Config(timeoff=TimeOff(countries=[str(file)]))
    with pytest.raises(ConfigError, match="can't be read"):
        own_countries(config)
    file.write_text(OWN.replace("value = 5", "value = true"), encoding="utf-8")
    with pytest.raises(ConfigError, match="value is a number"):
        own_countries(config)
    file.write_text(OWN, encoding="utf-8")
    support.company.write(lambda tx: keep_countries(tx, config))
    uses(support, "XX")
    assert "The rules of Utopia" in support.hr.last
    support.ana.types("/timeoff wedding leave 7 dec - 9 dec")
    assert "16 hours of this in 12 months" in support.ana.notice
    support.ana.types("/timeoff wedding leave 7 dec - 8 dec")
    support.ana.presses("Tell")
    assert "Noted" in support.ana.last
    answer = uses(support, "ZZ")
    assert answer.errors
