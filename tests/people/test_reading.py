"""A file with people in, rows and problems out (T33); every file here is built as bytes."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.people import decoding, reading
from core.people.cells import spread
from core.people.reading import Sheet, read
from core.words import speaking

TODAY = date(2026, 11, 20)
DUTCH = "Naam;E-mailadres;Afdeling;E-mail leidinggevende;Datum in dienst;Uren per week;Saldo;Saldo per"
ENGLISH = "Name,E-mail,Team,Manager's e-mail,Start date,Weekly hours,Opening balance,Balance date"


def sheet(text: str | bytes, encoding: str = "utf-8") -> Sheet:
    """What the product reads from this file."""
    return read(text if isinstance(text, bytes) else text.encode(encoding), today=TODAY)


def one(column: str, cell: str, *, base: str = "Name;E-mail;Team", more: str = "") -> Sheet:
    """A file with one person and one more column."""
    return sheet(f'{base};{column}\nAna;ana@example.com;Sales;"{cell}"\n{more}')


def told(found: Sheet) -> list[tuple[int | None, str | None]]:
    """Where the problems stand."""
    return [(problem.row, problem.column) for problem in found.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_dutch_exports_read_the_same_in_every_encoding(encoding: str, newline: str) -> None:
    """T33: BOM or none, UTF-16, Windows-1252; a blank line and empty cells at the end are nobody."""
    lines = [DUTCH, "Zoë 't Hooft;Zoe@Example.com;Verkoop;;24-11-2025;36,5;-4,5;1-1-2026", "", ";;;;;;;"]
    found = sheet(newline.join(lines), encoding)
    assert not found.problems
    (zoe,) = found.rows
    assert (zoe.number, zoe.name, zoe.email, zoe.team) == (2, "Zoë 't Hooft", "zoe@example.com", "Verkoop")
    assert (zoe.started_on, zoe.opening_minutes, zoe.opening_on) == (date(2025, 11, 24), -270, date(2026, 1, 1))
    assert zoe.minutes == (438, 438, 438, 438, 438, 0, 0)
    assert zoe.even
    assert (found.delimiter, found.encoding) == (
        ";",
        {"utf-8-sig": "utf-8", "cp1252": "windows-1252"}.get(encoding, encoding),
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_headings_decide_the_delimiter_not_the_cells(delimiter: str) -> None:
    text = ENGLISH.replace(",", delimiter) + f'\n"Bo; c, and d"{delimiter}bo@example.com{delimiter}"a;b;c;d,e,f,g,h"\n'
    found = sheet(text)
    assert found.delimiter == delimiter
    assert found.rows[0].team == "a;b;c;d,e,f,g,h"


def test_a_spreadsheets_own_separator_line_is_obeyed() -> None:
    found = sheet("sep=;\r\n" + DUTCH + "\r\nAna;ana@example.com;Verkoop\r\n")
    assert (found.rows[0].number, found.problems) == (2, ())


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    """T33: a line break within quotes and a blank line: the number is the row, not the line."""
    text = 'Name;E-mail;Team\n"Ana\nvan Dam";ana@example.com;Sales\n\nBo;wrong;Sales\n'
    found = sheet(text)
    assert found.rows[0].name == "Ana van Dam"
    assert told(found) == [(4, "E-mail")]


def test_duplicate_email_in_other_case_names_both_rows_and_same_names_are_fine() -> None:
    """T33."""
    found = sheet("Name,E-mail,Team\nJan Smit,jan@example.com,A\nJan Smit,jan2@example.com,A\nX,JAN@Example.COM,B\n")
    assert [row.name for row in found.rows] == ["Jan Smit", "Jan Smit"]
    assert told(found) == [(4, "E-mail")]
    assert "2" in found.problems[0].text
    assert "4" in found.problems[0].text


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "＝1+1", "'=1+1", '""=1+1', " =1"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_formula_cells_are_refused_as_text_never_evaluated(cell: str, place: int) -> None:
    """T33: in a name, an e-mail address and a team."""
    cells = ["Ana", "ana@example.com", "Sales"]
    assert not sheet("Name;E-mail;Team\n" + ";".join(cells)).problems
    cells[place] = f'"{cell}"'
    found = sheet("Name;E-mail;Team\n" + ";".join(cells))
    assert told(found) == [(2, ("Name", "E-mail", "Team")[place])]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Voornaam;Tussenvoegsel;Achternaam;Werk e-mail;Afdeling", "Ana;van;Dam;ana@example.com;Verkoop"),
        ("First name,Last name,Work Email,Department", "Ana,van Dam,ana@example.com,Verkoop"),
        ("MEDEWERKER\tE_MAIL\tTEAM", "Ana van Dam\tana@example.com\tVerkoop"),
        ("Volledige naam;Zakelijk e-mailadres;Team;", "Ana van Dam;ana@example.com;Verkoop;"),
    ],
)
def test_headings_as_hr_systems_write_them(header: str, row: str) -> None:
    found = sheet(f"{header}\n{row}\n")
    assert (found.problems, found.notes) == ((), ())
    assert (found.rows[0].name, found.rows[0].email, found.rows[0].team) == (
        "Ana van Dam",
        "ana@example.com",
        "Verkoop",
    )


@pytest.mark.parametrize(
    ("heading", "cell", "field", "value"),
    [
        ("Hours per week", "36.5", "minutes", (438, 438, 438, 438, 438, 0, 0)),
        ("Contracturen", "36:32", "minutes", (439, 439, 438, 438, 438, 0, 0)),
        ("Uren per week", "0", "minutes", (0, 0, 0, 0, 0, 0, 0)),
        ("uren ma", "7u30", "minutes", (450, 0, 0, 0, 0, 0, 0)),
        ("Wed (hours)", "8 h", "minutes", (0, 0, 480, 0, 0, 0, 0)),
        ("Zondag", "24", "minutes", (0, 0, 0, 0, 0, 0, 1440)),
        ("Taal", "Nederlands", "language", "nl"),
        ("Language", "en_GB", "language", "en"),
        ("Tijdzone", "europe/amsterdam", "zone", "Europe/Amsterdam"),
        ("Rollen", "beheerder, HR / medewerker", "roles", ("employee", "hr", "admin")),
        ("Roles", "Survey owner|agent", "roles", ("agent", "survey_owner")),
        ("Vestiging", "Utrecht", "location", "Utrecht"),
        ("Locatie", "Nederland", "location", "NL"),
        ("Location", "de-by", "location", "DE-BY"),
        ("Discord ID", "'80351110224678912", "discord_id", "80351110224678912"),
        ("Slack ID", "u012ab3cd", "slack_id", "U012AB3CD"),
        ("Vervanger", "Bo@Example.com", "deputy_email", "bo@example.com"),
        ("Einddatum", "31-12-2026", "left_on", date(2026, 12, 31)),
        ("Manager", "-", "manager_email", None),
    ],
)
def test_what_an_optional_column_means(heading: str, cell: str, field: str, value: object) -> None:
    found = one(heading, cell)
    assert (found.problems, getattr(found.rows[0], field)) == ((), value)


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Hours per week", "60.5"),
        ("Hours per week", "-1"),
        ("Hours per week", "full-time"),
        ("Monday", "24,5"),
        ("Monday", "1e3"),
        ("Language", "Klingon"),
        ("Zone", "Europe"),
        ("Zone", "../../etc/passwd"),
        ("Roles", "hr, emperor"),
        ("Location", "=HYPERLINK(1)"),
        ("Discord ID", "8,03511E+16"),
        ("Discord ID", "ana#1234"),
        ("Slack ID", "@ana"),
        ("Manager", "the boss"),
        ("Start date", "31-02-2026"),
        ("Start date", "24-11-26"),
        ("Start date", "46350"),
        ("Start date", "1-1-0001"),
        ("Opening balance", "12 days"),
        ("Location", "x" * 10_000),
        ("Location", "Utr\u202eecht"),
        ("Location", "CafÃ© RenÃ«"),
        ("Location", "Zo\ufffd"),
    ],
)
def test_what_can_not_be_read_is_a_problem_at_its_cell(heading: str, cell: str) -> None:
    """T33, T67: never a guess, never a crash, and the problem does not repeat a long cell."""
    found = one(heading, cell)
    assert (2, heading) in told(found)
    assert all(len(problem.text) < 300 for problem in found.problems)


@pytest.mark.parametrize(
    "address",
    [
        "ana",
        "ana@",
        "@example.com",
        "a b@example.com",
        "ana@example",
        "a@b@example.com",
        "ana@exa..mple.com",
        "ana@example.com;bo@example.com",
        "ana@-a.com",
        "",
    ],
)
def test_email_shapes(address: str) -> None:
    assert told(sheet(f'Name,E-mail,Team\nAna,"{address}",A\n')) == [(2, "E-mail")]


@pytest.mark.parametrize(
    "written",
    [
        "24-11-2026",
        "2026-11-24",
        "24/11/2026",
        "24.11.2026",
        "24 nov 2026",
        "24 november 2026",
        "24-nov-2026",
        "24 nov. 2026",
        "Nov 24, 2026",
        "11/24/2026",
        "2026-11-24 00:00:00",
        "2026-11-24T00:00:00Z",
        "2026/11/24",
    ],
)
def test_dates_as_files_write_them(written: str) -> None:
    assert one("Start date", written).rows[0].started_on == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("headings", "other", "expected"),
    [
        ("Naam;E-mail;Afdeling;Startdatum", None, date(2026, 4, 3)),
        ("Naam;E-mail;Afdeling;Startdatum", "04/24/2026", date(2026, 3, 4)),
        ("Name;E-mail;Team;Start date", "24/04/2026", date(2026, 4, 3)),
        ("Name;E-mail;Team;Start date", "04/24/2026", date(2026, 3, 4)),
        ("Name;E-mail;Team;Start date", None, None),
    ],
)
def test_day_and_month_follow_the_file_then_dutch_headings_and_are_never_guessed(
    headings: str, other: str | None, expected: date | None
) -> None:
    more = f"Bo;bo@example.com;Sales;{other}\n" if other else ""
    found = sheet(f"{headings}\nAna;ana@example.com;Sales;03/04/2026\n{more}")
    assert found.rows[0].started_on == expected
    assert bool(found.problems) is (expected is None)


def test_a_column_that_mixes_day_first_and_month_first_is_a_problem() -> None:
    found = sheet("Name;E-mail;Team;Start date\nA;a@example.com;S;24/04/2026\nB;b@example.com;S;04/24/2026\n")
    assert told(found) == [(3, "Start date")]


def test_the_days_win_over_the_week_unless_they_disagree() -> None:
    header = "Naam;E-mail;Afdeling;Uren per week;ma;di;wo;do;vr"
    fine = sheet(f"{header}\nAna;ana@example.com;V;24;8;8;;8;\n")
    assert (fine.problems, fine.rows[0].minutes, fine.rows[0].even) == ((), (480, 480, 0, 480, 0, 0, 0), False)
    assert told(sheet(f"{header}\nAna;ana@example.com;V;32;8;8;;8;\n")) == [(2, "Uren per week")]


@pytest.mark.parametrize(
    ("cells", "balance"),
    [
        ("100;;;1-1-2026", (6000, None, None)),
        (";60;40;1-1-2026", (6000, 3600, 2400)),
        ("100;60;;1-1-2026", (6000, 3600, 2400)),
        ("100;;40;1-1-2026", (6000, 3600, 2400)),
        ("-4,5;;;1-1-2026", (-270, None, None)),
        (";;;1-1-2026", (None, None, None)),
        ("100;60;50;1-1-2026", None),
        (";60;;1-1-2026", None),
        ("100;;;", None),
    ],
)
def test_opening_balances(cells: str, balance: tuple[int | None, ...] | None) -> None:
    """A balance has its date; halves add up; what nobody wrote is unknown; a minus stays a number (T33)."""
    found = sheet(
        f"Naam;E-mail;Afdeling;Saldo (uren);Wettelijk;Bovenwettelijk;Peildatum\nAna;ana@example.com;V;{cells}\n"
    )
    if balance is None:
        assert found.problems
    else:
        row = found.rows[0]
        assert not found.problems
        assert (row.opening_minutes, row.opening_statutory_minutes, row.opening_extra_minutes) == balance


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b" \r\n\r\n",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"%PDF-1.7",
        b"Name,E-mail,Team\nAna\x00,ana@example.com,A\n",
        b"\xff\xfea",
        b"\x81\x8d\x8f\x90\x9d",
        b'"Name,E-mail,Team\nAna',
        b"Name,E-mail,Team\n",
        b"Ana,ana@example.com,Sales\nBo,bo@example.com,Sales\n",
        b"Kleur;Maat\nrood;3\n",
        b"Name,Naam,E-mail,Team\nA,A,a@example.com,T\n",
    ],
)
def test_files_that_are_no_list_of_people_get_one_clear_problem(content: bytes) -> None:
    """T33: empty, a workbook, a PDF, NUL bytes, unknown letters, open quotes, no header, no people, two names."""
    found = sheet(content)
    assert (len(found.problems), found.rows) == (1, ())


def test_a_missing_header_lists_what_was_found_and_expected_in_both_languages() -> None:
    """T33."""
    (problem,) = sheet("Kleur;Naam\nrood;Ana\n").problems
    for word in ("Kleur", "Naam", "e-mailadres", "e-mail", "afdeling", "team"):
        assert word in problem.text


def test_a_quotation_mark_that_never_closes_swallows_nobody_silently() -> None:
    found = sheet('Name,E-mail,Team,Start date\nA,a@example.com,T,\n"B,b@example.com,T,\nC,c@example.com,T,\n')
    assert told(found) == [(3, None)]


def test_more_cells_than_headings_is_a_problem_and_fewer_are_empty_cells() -> None:
    found = sheet("Name,E-mail,Team,Roles\nA,a@example.com,T,hr,x\nB,b@example.com,T\nC,c@example.com,T,,,\n")
    assert told(found) == [(2, None)]


def test_unknown_columns_are_one_note() -> None:
    found = sheet("Name,E-mail,Team,Shoe size,Car\nA,a@example.com,T,42,no\n")
    (note,) = found.notes
    assert "Shoe size" in note.text
    assert "Car" in note.text


def test_a_managers_name_beside_the_email_and_a_department_beside_the_team_are_left_out() -> None:
    found = sheet(
        "Medewerker;Naam;E-mail;Leidinggevende;E-mail leidinggevende;Team;Afdeling\n"
        "1001;Ana;ana@example.com;Bo Smit;bo@example.com;Support;Operations\n"
    )
    assert (found.problems, len(found.notes)) == ((), 1)
    row = found.rows[0]
    assert (row.name, row.manager_email, row.team) == ("Ana", "bo@example.com", "Support")
    for heading in ("Medewerker", "Leidinggevende", "Afdeling"):
        assert f"“{heading}”" in found.notes[0].text


def test_every_problem_is_collected_not_only_the_first() -> None:
    """T33: dry run with row numbers."""
    found = sheet("Name;E-mail;Team;Uren;Taal\n;a;;61;xx\nBo;bo@example.com;S;;\n;c@example.com;S;;\n")
    assert told(found) == [(2, "Name"), (2, "E-mail"), (2, "Team"), (2, "Uren"), (2, "Taal"), (4, "Name")]


def test_problems_are_told_in_the_readers_language() -> None:
    with speaking("nl"):
        (problem,) = sheet("Naam;E-mail;Team\nAna;fout;Verkoop\n").problems
    assert problem.text == "Dit is geen e-mailadres. Schrijf er een, zoals ana@example.com."


def test_a_hundred_thousand_people_are_all_there() -> None:
    """T33: counted, not timed."""
    lines = (f"P {i},p{i}@example.com,T{i % 50},p{i // 8}@example.com,2026-01-02,36,,\n" for i in range(100_000))
    found = sheet(ENGLISH + "\n" + "".join(lines))
    assert (len(found.rows), found.rows[-1].number, found.problems) == (100_000, 100_001, ())


def test_too_many_rows_or_bytes_are_refused() -> None:
    assert sheet(b" " * (decoding.MOST_BYTES + 1)).problems[0].row is None
    people = "".join(f"P,p{i}@example.com,T\n" for i in range(reading.MOST_ROWS + 1))
    found = sheet("Name,E-mail,Team\n" + people)
    assert (len(found.problems), found.rows) == (1, ())


_ALPHABET = st.sampled_from(
    [
        *";,\t\r\n\"'=@-+ 0123456789/:.",
        "Naam",
        "E-mail",
        "Team",
        "Startdatum",
        "ma",
        "Uren",
        "Saldo",
        "Rollen",
        "a@b.nl",
        "Ã«",
        "\0",
        "\ufeff",
        "é",
        "24-11-2026",
        "36,5",
        "hr",
        "Discord ID",
    ]
)


@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(_ALPHABET, max_size=60).map("".join).map(str.encode),
        st.lists(_ALPHABET, max_size=60).map(
            lambda parts: ("Naam;E-mail;Team;Start;Uren;ma;Saldo;Discord ID\n" + "".join(parts)).encode("utf-16")
        ),
    )
)
@settings(deadline=None, max_examples=300)
def test_any_bytes_give_rows_or_problems_and_never_an_exception(content: bytes) -> None:
    """T33."""
    found = read(content, today=TODAY)
    assert found.rows or found.problems
    assert len({row.email for row in found.rows}) == len(found.rows)


@given(st.integers(min_value=0, max_value=3600))
def test_spread_minutes_add_up_exactly(week: int) -> None:
    days = spread(week)
    assert sum(days) == week
    assert max(days[:5]) - min(days[:5]) <= 1
