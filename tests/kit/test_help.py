"""What I can do: one line a command, with the words that can stand behind it, and each in full when asked for."""

from tests.company import Company


def test_each_command_is_one_line_and_a_word_behind_it_tells_the_rest(company: Company) -> None:
    roles = ("hr", "admin", "community", "leader", "survey_owner", "agent")
    hans, noor = company.person("Hans Vermeer", roles=roles), company.person("Noor Haddad", language="nl")
    hans.types("/townhall")
    lines = [line for line in hans.last.split("\n") if line.startswith("• /")]
    assert len({line.split(" ")[1] for line in lines}) == len(lines) > 20
    assert any(line.startswith("• /discussions ") and "onboarding" in line for line in lines)
    assert "for example /townhall timeoff" in hans.last
    hans.types("/townhall timeoff")
    assert "• /timeoff balance Your balance, line by line" in hans.last
    assert "/kudos" not in hans.last
    noor.types("/townhall verlof")
    assert "• /verlof saldo" in noor.last
    assert "policy" not in noor.last, "what is for HR only is not told"
    noor.types("/townhall whatever")
    assert "• /pluim" in noor.last
