"""What people type, phrase by phrase, on Friday 20 November 2026 (T25)."""

from datetime import date

import pytest

from core.when import Refused, Unclear, parse_day, parse_range, say_range

FRIDAY = date(2026, 11, 20)


READS_AS = """
vandaag                          2026-11-20
today                            2026-11-20
Morgen                           2026-11-21
tomorrow                         2026-11-21
overmorgen                       2026-11-22
day after tomorrow               2026-11-22
gisteren                         2026-11-19
maandag                          2026-11-23
ma                               2026-11-23
Mon                              2026-11-23
op dinsdag                       2026-11-24
on Thursday                      2026-11-26
do.                              2026-11-26
zondag                           2026-11-22
komende vrijdag                  2026-11-27
a.s. maandag                     2026-11-23
next monday                      2026-11-23
volgende week maandag            2026-11-23
maandag volgende week            2026-11-23
next week Friday                 2026-11-27
maandag over een week            2026-11-30
a week on monday                 2026-11-30
deze vrijdag                     2026-11-20
eind van de week                 2026-11-20
end of the week                  2026-11-20
volgende week                    2026-11-23/2026-11-27
next week                        2026-11-23/2026-11-27
de hele volgende week            2026-11-23/2026-11-27
week 48                          2026-11-23/2026-11-27
20 nov                           2026-11-20
24 nov                           2026-11-24
24 NOV.                          2026-11-24
24nov                            2026-11-24
24 november                      2026-11-24
24 november 2026                 2026-11-24
24e november                     2026-11-24
24th of November                 2026-11-24
24 nov '26                       2026-11-24
3 mrt 2027                       2027-03-03
3 april 2026                     2026-04-03
nov 24                           2026-11-24
Nov 24, 2026                     2026-11-24
November 24th                    2026-11-24
1 mei 2027                       2027-05-01
1 May 2027                       2027-05-01
24-11                            2026-11-24
24/11                            2026-11-24
24.11                            2026-11-24
24.11.                           2026-11-24
11-24                            2026-11-24
24-11-2026                       2026-11-24
24-11-26                         2026-11-24
24-nov-2026                      2026-11-24
12-12                            2026-12-12
2026-11-24                       2026-11-24
2026-03-04                       2026-03-04
2026/3/4                         2026-03-04
di 24 nov                        2026-11-24
Tue, 24 Nov                      2026-11-24
dinsdag 24-11                    2026-11-24
do 19 nov                        2026-11-19
<t:1795478400:D>                 2026-11-24
<t:1795478400>                   2026-11-24
24 nov - 27 nov                  2026-11-24/2026-11-27
24 nov -27 nov                   2026-11-24/2026-11-27
24 nov-27 nov                    2026-11-24/2026-11-27
ma 23 nov - vr 27 nov            2026-11-23/2026-11-27
24 t/m 28 nov                    2026-11-24/2026-11-28
24t/m28 nov                      2026-11-24/2026-11-28
24 tm 28 nov                     2026-11-24/2026-11-28
24 nov tot en met 27 nov         2026-11-24/2026-11-27
van 24 t/m 28 nov                2026-11-24/2026-11-28
vanaf 24 nov t/m 28 nov          2026-11-24/2026-11-28
24 nov to 28 nov                 2026-11-24/2026-11-28
from 24 nov until 28 nov         2026-11-24/2026-11-28
from Nov 24 through Nov 28       2026-11-24/2026-11-28
24–28 nov                        2026-11-24/2026-11-28
24-28 nov                        2026-11-24/2026-11-28
3-4 dec                          2026-12-03/2026-12-04
24 nov - 28                      2026-11-24/2026-11-28
24/11-28/11                      2026-11-24/2026-11-28
24-11 - 28-11                    2026-11-24/2026-11-28
24/11 - 03/12                    2026-11-24/2026-12-03
2026-11-24 - 2026-11-27          2026-11-24/2026-11-27
2026-11-24/2026-11-27            2026-11-24/2026-11-27
ma - wo                          2026-11-23/2026-11-25
ma-wo                            2026-11-23/2026-11-25
monday to wednesday              2026-11-23/2026-11-25
morgen t/m maandag               2026-11-21/2026-11-23
24 nov - volgende week vrijdag   2026-11-24/2026-11-27
<t:1795478400:D> - 27 nov        2026-11-24/2026-11-27
28 dec - 3 jan                   2026-12-28/2027-01-03
28 dec - 3 jan 2027              2026-12-28/2027-01-03
3 aug - 14 aug 2027              2027-08-03/2027-08-14
24 nov middag                    2026-11-24 afternoon
24 nov 's middags                2026-11-24 afternoon
maandagmiddag                    2026-11-23 afternoon
maandagmorgen                    2026-11-23 morning
mon afternoon                    2026-11-23 afternoon
morgenochtend                    2026-11-21 morning
tomorrow morning                 2026-11-21 morning
vanmiddag                        2026-11-20 afternoon
this morning                     2026-11-20 morning
24 nov in the afternoon          2026-11-24 afternoon
24 nov ochtend - 27 nov          2026-11-24 morning/2026-11-27
24 nov middag - 27 nov           2026-11-24 afternoon/2026-11-27
24 middag t/m 27 nov ochtend     2026-11-24 afternoon/2026-11-27 morning
maandagochtend - maandag 23 nov middag   2026-11-23
"""

ASKS = """
12/01/2027           2027-01-12
03/04                2027-04-03, 2027-03-04
03/04/2026           2026-04-03, 2026-03-04
3-4                  2027-04-03, 2027-03-04
03/12 - 05/12        2026-12-03/2026-12-05, 2027-03-12/2027-05-12
19 nov               2026-11-19, 2027-11-19
16 nov - 27 nov      2026-11-16/2026-11-27, 2027-11-16/2027-11-27
6 okt                2026-10-06, 2027-10-06
vrijdag              2026-11-20, 2026-11-27
friday               2026-11-20, 2026-11-27
vrijdagmiddag        2026-11-20 afternoon, 2026-11-27 afternoon
vandaag t/m vrijdag  2026-11-20, 2026-11-20/2026-11-27
next sunday          2026-11-22, 2026-11-29
24 nov tot 28 nov    2026-11-24/2026-11-28, 2026-11-24/2026-11-27
24 nov halve dag     2026-11-24 morning, 2026-11-24 afternoon
week 45              2026-11-02/2026-11-06, 2027-11-08/2027-11-12
week 20              2027-05-17/2027-05-21
hele week            2026-11-16/2026-11-20, 2026-11-23/2026-11-27
3 aug - 14 aug       2027-08-03/2027-08-14
5 okt                2027-10-05
24 nov - 24 jan      2026-11-24/2027-01-24
24 nov 2026 - 8 jan 2027   2026-11-24/2027-01-08
"""

REFUSES = """
31 feb               impossible
31 februari 2027     impossible
29 feb               impossible
29-2-2027            impossible
31 nov               impossible
0 nov                impossible
99 nov               impossible
2026-13-01           impossible
30 nov - 31 nov      impossible
24/11 - 11/28        impossible
1-1-0001             year
24-11-9999           year
24-11-31             year
<t:999999999999:D>   year
<t:-999999999999>    year
24 nov 2028          too_far
24 nov 2024          too_far
28 nov - 24 nov      reversed
27-11-2026 - 24-11-2026   reversed
28 - 24 nov          reversed
24 nov - 20 nov 2026 reversed
24 nov 2026 - 24 nov 2025   reversed
24 nov middag - 24 nov ochtend   reversed
24 nov 2026 - 24 nov 2036   long_range
24 nov 2026 - 30 nov 2027   long_range
ma 24 nov            weekday
Monday 24 November 2026   weekday
ma 24 nov - vr 27 nov     weekday
24 nov 28 nov        run_together
24-11-28-11          run_together
2026-11-24-2026-11-27     run_together
24-11-2026 27-11-2026     run_together
٢٤ nov               digits
２４ nov             digits
½ nov                digits
24                   incomplete
24 t/m 28            incomplete
vanaf 24 nov         incomplete
pasen                nonsense
half tien            nonsense
13/13                impossible
24 nov - 26 nov - 28 nov  run_together
van                  nonsense
-                    nonsense
🎄                   nonsense
"""


def table(lines: str) -> list[tuple[str, str]]:
    rows = [line for line in lines.splitlines() if line]
    return [tuple(part.strip() for part in line.split("  ", 1)) if "  " in line else cut(line) for line in rows]


def cut(line: str) -> tuple[str, str]:
    phrase, kind = line.rsplit(" ", 1)
    return phrase, kind


@pytest.mark.parametrize(("phrase", "iso"), table(READS_AS))
def test_t25_reads_what_people_type(phrase, iso):
    assert parse_range(phrase, FRIDAY).iso == iso
    if "/" not in iso and " " not in iso:
        assert parse_day(phrase, FRIDAY).isoformat() == iso


@pytest.mark.parametrize(("phrase", "choices"), table(ASKS))
def test_t25_asks_which_was_meant(phrase, choices):
    with pytest.raises(Unclear) as asked:
        parse_range(phrase, FRIDAY)
    assert ", ".join(choice.iso for choice in asked.value.choices) == choices
    assert asked.value.kind == "unclear"
    assert "?" in asked.value.text
    assert "ype" in asked.value.text


@pytest.mark.parametrize(("phrase", "kind"), table(REFUSES))
def test_t25_refuses_and_shows_a_way_out(phrase, kind):
    with pytest.raises(Refused) as refused:
        parse_range(phrase, FRIDAY)
    assert refused.value.kind == kind
    assert refused.value.text.endswith("Type for example 24 nov - 27 nov.")


def test_t25_what_a_question_offers_can_be_typed():
    for phrase, _choices in table(ASKS):
        with pytest.raises(Unclear) as asked:
            parse_range(phrase, FRIDAY)
        for choice in asked.value.choices:
            for language in ("nl", "en"):
                assert parse_range(say_range(choice, language), FRIDAY, sure=True) == choice
