"""Which column of a file means what: headings as Dutch and English HR systems write them."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.people.sheet import Problem
from core.words import _

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DATES = ("started_on", "left_on", "opening_on")
REQUIRED = {"name": "name / naam", "email": "e-mail / e-mailadres", "team": "team / afdeling"}

_DELIMITERS = (";", ",", "\t")
_SEPARATOR_LINE = re.compile(r'\A"?sep=([;,\t])"?[ \t]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_MOST_LISTED = 30

_ENGLISH = {
    "name": "name fullname displayname employeename employee",
    "first_name": "firstname givenname preferredname",
    "name_prefix": "nameprefix prefix infix",
    "last_name": "lastname surname familyname",
    "email": "email emailaddress mail workemail workemailaddress companyemail businessemail",
    "team": "team teamname department departmentname",
    "manager_email": "manager manageremail managersemail managersemailaddress manageremailaddress emailmanager "
    "supervisor supervisoremail supervisorsemail linemanager linemanageremail reportsto reportstoemail",
    "deputy_email": "deputy deputyemail deputysemail substitute substituteemail",
    "started_on": "start startdate startedon startson hiredate dateofhire hiredon employmentstart employmentstartdate "
    "firstday",
    "left_on": "end enddate lefton leavingdate leavedate terminationdate employmentend employmentenddate lastday",
    "weekly": "weeklyhours hoursperweek hoursweek hours contracthours workinghours workinghoursperweek contractedhours",
    "opening": "openingbalance balance leavebalance openingleavebalance vacationbalance holidaybalance",
    "opening_statutory": "statutory statutorybalance openingbalancestatutory openingstatutory statutoryleave "
    "statutoryopeningbalance balancestatutory",
    "opening_extra": "extra extrabalance openingbalanceextra openingextra extraleave extraopeningbalance "
    "nonstatutory nonstatutorybalance abovestatutory abovestatutorybalance balanceextra",
    "opening_on": "openingon openingdate openingbalancedate openingbalanceon balancedate balanceon balanceasof "
    "openingbalanceasof leavebalancedate asof",
    "language": "language preferredlanguage lang",
    "zone": "zone timezone tz",
    "roles": "role roles townhallrole townhallroles",
    "location": "location office site worklocation",
    "discord_id": "discordid discord discorduserid",
    "slack_id": "slackid slack slackuserid slackmemberid",
}
_DUTCH = {
    "name": "naam volledigenaam weergavenaam naammedewerker medewerker werknemer naamwerknemer",
    "first_name": "voornaam roepnaam",
    "name_prefix": "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels",
    "last_name": "achternaam geslachtsnaam familienaam",
    "email": "email emailadres mailadres mail emailwerk werkemail werkemailadres zakelijkemail zakelijkeemail "
    "zakelijkemailadres zakelijkemailadres emailadreswerk emailzakelijk emailadreszakelijk",
    "team": "team teamnaam afdeling afdelingsnaam",
    "manager_email": "manager manageremail emailmanager emailadresmanager leidinggevende emailleidinggevende "
    "emailadresleidinggevende leidinggevendeemail leidinggevendeemailadres emailvanleidinggevende "
    "emailadresvanleidinggevende emailvanmanager",
    "deputy_email": "vervanger emailvervanger emailadresvervanger vervangeremail plaatsvervanger emailplaatsvervanger",
    "started_on": "start startdatum begindatum datumindienst indienst indiensttreding datumindiensttreding "
    "indienstdatum indienstsinds begindatumdienstverband startdatumdienstverband",
    "left_on": "einddatum uitdienst datumuitdienst uitdienstdatum uitdiensttreding datumuitdiensttreding "
    "einddatumdienstverband laatstewerkdag laatstedag",
    "weekly": "uren urenperweek uurperweek weekuren contracturen arbeidsuren contracturenperweek arbeidsurenperweek "
    "urenweek arbeidsduur",
    "opening": "saldo beginsaldo openingssaldo verlofsaldo vakantiesaldo saldoverlof beginsaldoverlof verlofuren",
    "opening_statutory": "wettelijk wettelijksaldo saldowettelijk beginsaldowettelijk wettelijkbeginsaldo "
    "wettelijkverlof wettelijke openingssaldowettelijk",
    "opening_extra": "bovenwettelijk bovenwettelijksaldo saldobovenwettelijk beginsaldobovenwettelijk bovenwettelijke "
    "bovenwettelijkbeginsaldo bovenwettelijkverlof openingssaldobovenwettelijk",
    "opening_on": "saldodatum datumsaldo saldoper saldoop beginsaldodatum datumbeginsaldo beginsaldoper peildatum "
    "openingsdatum openingssaldoper datumopeningssaldo peildatumsaldo",
    "language": "taal voorkeurstaal",
    "zone": "zone tijdzone",
    "roles": "rol rollen townhallrol townhallrollen",
    "location": "locatie vestiging kantoor standplaats werklocatie",
    "discord_id": "discordid discord discordgebruikersid",
    "slack_id": "slackid slack slackgebruikersid",
}
# Exports often have the manager's name beside the e-mail, or a department beside a team: these words win.
_SURER = {
    "name": ("name", "naam"),
    "team": ("team",),
    "manager_email": ("mail",),
    "deputy_email": ("mail",),
}
_DUTCH_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def _known(words: dict[str, str], days: Sequence[str], short: int, hours: str) -> dict[str, str]:
    known = {word: meaning for meaning, line in words.items() for word in line.split()}
    for meaning in ("opening", "opening_statutory", "opening_extra"):
        known |= {f"{word}{link}{hours}": meaning for word in words[meaning].split() for link in ("", "in")}
    for meaning, day in zip(DAYS, days, strict=True):
        for word in (day, day[:short]):
            known |= {word: meaning, f"{hours}{word}": meaning, f"{word}{hours}": meaning}
            known[f"{hours}op{word}" if hours == "uren" else f"{hours}on{word}"] = meaning
    return known


_KNOWN_ENGLISH = _known(_ENGLISH, DAYS, 3, "hours")
_KNOWN_DUTCH = _known(_DUTCH, _DUTCH_DAYS, 2, "uren")


@dataclass(slots=True)
class Columns:
    """Where each meaning stands in a row (`places`), what the file calls it (`headings`), and if it speaks Dutch."""

    width: int
    places: dict[str, int] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    dutch: bool = False


class BrokenOff(ValueError):
    """The quotation marks of the file stop making sense in this row."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every record with its row number as a spreadsheet shows it; raises BrokenOff where quotes don't close."""
    lines = io.StringIO(text, newline="")
    number = 0
    try:
        for number, cells in enumerate(csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True), 1):
            yield number, cells
    except csv.Error:
        raise BrokenOff(number + 1) from None


def is_blank(cells: Sequence[str]) -> bool:
    """Whether nothing is written in this row."""
    return not any(cell and not cell.isspace() for cell in cells)


def find_delimiter(text: str) -> tuple[str, str]:
    """The delimiter, and the text without the `sep=` line that some spreadsheets put on top.

    It is the one under which most headings are known; the cells below never decide.
    """
    told = _SEPARATOR_LINE.match(text)
    if told:
        return told[1], text[told.end() :]
    top = text[:100_000]
    return max(_DELIMITERS, key=lambda delimiter: _fit(first_record(top, delimiter)[1])), text


def first_record(text: str, delimiter: str) -> tuple[int, list[str]]:
    """The first row that is not blank, with its number: the headings. Number 0 when there is none."""
    try:
        return next(((number, cells) for number, cells in records(text, delimiter) if not is_blank(cells)), (0, []))
    except BrokenOff:
        return 0, []


def _fit(cells: Sequence[str]) -> tuple[int, int]:
    return sum(_meaning(cell) is not None for cell in cells), len(cells)


def _spelling(heading: str) -> str:
    plain = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())


def _meaning(heading: str) -> str | None:
    spelling = _spelling(heading)
    return _KNOWN_ENGLISH.get(spelling) or _KNOWN_DUTCH.get(spelling)


def _is_surer(heading: str, meaning: str) -> bool:
    return any(word in _spelling(heading) for word in _SURER.get(meaning, ()))


def understand(row: int, header: Sequence[str]) -> Columns:
    """What each column means; unknown columns become one note, a missing or double one a problem."""
    found = Columns(width=len(header))
    english = dutch = 0
    unknown = []
    for place, heading in enumerate(header):
        shown = " ".join(heading.split())[:60]
        meaning = _meaning(heading)
        if meaning is None:
            unknown += [shown] if shown else []
        elif (other := found.headings.get(meaning)) and _is_surer(other, meaning) != _is_surer(heading, meaning):
            if _is_surer(other, meaning):
                unknown.append(shown)
            else:
                unknown.append(other)
                found.places[meaning], found.headings[meaning] = place, shown
        elif meaning in found.places:
            text = _("The columns “{first}” and “{second}” mean the same. Keep one of them.")
            found.problems.append(Problem(row, shown, text.format(first=found.headings[meaning], second=shown)))
        else:
            found.places[meaning], found.headings[meaning] = place, shown
            english += _spelling(heading) not in _KNOWN_DUTCH
            dutch += _spelling(heading) not in _KNOWN_ENGLISH
    found.dutch = dutch > english
    if unknown:
        text = _("These columns are not used: {columns}.")
        found.notes.append(Problem(row, None, text.format(columns=_listed(unknown))))
    _require(row, header, found)
    return found


def _require(row: int, header: Sequence[str], found: Columns) -> None:
    has_name = "name" in found.places or "last_name" in found.places
    missing = [
        words for meaning, words in REQUIRED.items() if not (has_name if meaning == "name" else meaning in found.places)
    ]
    if not missing:
        return
    if any("@" in heading for heading in header):
        text = _("The first row looks like a person. Put a row with headings above it, with at least: {expected}.")
        found.problems.append(Problem(row, None, text.format(expected=", ".join(REQUIRED.values()))))
        return
    text = _("These columns are missing: {missing}. Found: {found}. Expected at least: {expected}.")
    seen = _listed([" ".join(heading.split())[:60] for heading in header if heading.strip()])
    found.problems.append(
        Problem(row, None, text.format(missing=", ".join(missing), found=seen, expected=", ".join(REQUIRED.values())))
    )


def _listed(headings: Sequence[str]) -> str:
    shown = ", ".join(f"“{heading}”" for heading in headings[:_MOST_LISTED])
    return shown if len(headings) <= _MOST_LISTED else f"{shown}, …"
