"""The app: one event, one transaction, one answer."""

from tests.company import Company


def test_a_stranger_gets_help_and_nothing_else(company: Company) -> None:
    company.chats["slack"].dm("eve")
    company.does(company.chats["slack"].types("eve", company.chats["slack"].dm("eve"), "/home"))
    assert "I don't know you yet" in company.chats["slack"].notices["eve"][-1]


def test_home_greets_by_first_name_in_the_readers_language(company: Company) -> None:
    ana = company.person("Ana Bakker")
    assert ana.opens_home().summary == "Good day, Ana"


def test_an_unknown_command_names_its_neighbours(company: Company) -> None:
    ana = company.person("Ana Bakker")
    ana.types("/hom")
    assert "Did you mean /home" in ana.notice
