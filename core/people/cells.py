"""One cell of a file with people at a time: text that is only text, addresses, hours, roles, ids."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from core.clock import known_zones
from core.people.decoding import is_garbled
from core.people.sheet import Unreadable
from core.words import _

ROLES = ("employee", "manager", "hr", "agent", "survey_owner", "community", "leader", "admin")

_MOST_LETTERS = 200
_MOST_SHOWN = 40
_MOST_WEEK = 60 * 60
_MOST_DAY = 24 * 60
_MOST_BALANCE = 10_000 * 60

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_FORMULA = re.compile("[\"'\u2018\u2019\\s]*[=+\\-@＝＋－＠]")
_EMAIL = re.compile(r"[^\s@,;:<>()\[\]\"\\]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W_](?:[\w-]{0,61}[^\W_])\Z")
_NUMBER = re.compile(r"([+-]?)([0-9]{1,5})(?:[.,]([0-9]{1,6}))?\Z")
_CLOCK = re.compile(r"([+-]?)([0-9]{1,5})\s?[:uh]\s?([0-5][0-9])\Z")
_UNIT = re.compile(r"\s*(?:uren|uur|hours|hour|hrs|hr|u|h)\.?\Z")
_DISCORD_ID = re.compile(r"[0-9]{17,19}\Z")
_ROUNDED_NUMBER = re.compile(r"[0-9]+([.,][0-9]+)?e\+?[0-9]+\Z", re.IGNORECASE)
_SLACK_ID = re.compile(r"[UW][A-Z0-9]{5,24}\Z")
_LARGEST_ID = 2**63 - 1

_LANGUAGES = {
    **dict.fromkeys(("nl", "nld", "dut", "nederlands", "dutch", "nl-nl", "nl-be"), "nl"),
    **dict.fromkeys(("en", "eng", "engels", "english", "en-gb", "en-us", "en-nl"), "en"),
}
_COUNTRIES = {
    "NL": "nl nld nederland netherlands thenetherlands holland",
    "BE": "be bel belgië belgie belgium",
    "DE": "de deu duitsland germany",
    "GB": "gb gbr uk verenigdkoninkrijk groot-brittannië unitedkingdom greatbritain",
    "FR": "fr fra frankrijk france",
    "US": "us usa verenigdestaten unitedstates",
}
_COUNTRY_WORDS = {word: code for code, words in _COUNTRIES.items() for word in words.split()}
_REGION = re.compile(r"[a-z]{2}(-[a-z0-9]{1,3})?\Z", re.IGNORECASE)
_ROLE_WORDS = {
    word: role
    for role, words in (
        ("employee", "employee medewerker werknemer"),
        ("manager", "manager leidinggevende teamleider"),
        ("hr", "hr hrm personeelszaken p&o hr-medewerker"),
        ("agent", "agent support klantenservice supportmedewerker"),
        ("survey_owner", "survey_owner surveyowner onderzoekseigenaar enquêtebeheerder enquetebeheerder onderzoeker"),
        ("community", "community communitymanager communitybeheerder"),
        ("leader", "leader leider directie directielid bestuur"),
        ("admin", "admin administrator beheerder"),
    )
    for word in words.split()
}


def shown(text: str) -> str:
    """A cell as a problem may quote it: one line, cut where it gets long."""
    line = " ".join(_CONTROLS.sub(" ", text).split())
    return line if len(line) <= _MOST_SHOWN else line[:_MOST_SHOWN] + "…"


def read_text(text: str) -> str:
    """A name, team or location: one line of plain letters, never the start of a formula (T33)."""
    if _FORMULA.match(text):
        raise Unreadable(_("This starts like a formula. Write it as plain text, without =, +, - or @ in front."))
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if len(line) > _MOST_LETTERS:
        message = _("This is {count} characters long. At most {most} fit.")
        raise Unreadable(message.format(count=len(line), most=_MOST_LETTERS))
    if _CONTROLS.search(line):
        raise Unreadable(_("This holds invisible characters. Type it again."))
    if is_garbled(line):
        raise Unreadable(_("The accents in this cell are garbled. Export the list again as CSV UTF-8."))
    return line


def read_location(text: str) -> str:
    """A location: a country by its code ("NL", "DE-BY") if that or its name is written, else the name of an office."""
    line = read_text(text)
    known = _COUNTRY_WORDS.get("".join(line.lower().split()))
    return known or (line.upper() if _REGION.match(line) else line)


def is_country(location: str) -> bool:
    """Whether a location is written as a country or region code, so that its public holidays can be known."""
    return bool(_REGION.match(location))


def read_email(text: str) -> str:
    """An e-mail address in lower case."""
    if _FORMULA.match(text):
        raise Unreadable(_("This starts like a formula. Write it as plain text, without =, +, - or @ in front."))
    email = unicodedata.normalize("NFC", text).strip().lower()
    if len(email) > 254 or not _EMAIL.match(email) or _CONTROLS.search(email) or ".." in email:
        raise Unreadable(_("This is no e-mail address. Write one, like ana@example.com."))
    return email


def read_superior(text: str) -> str:
    """The e-mail address of a manager or deputy; several in one cell stay as they are, the chart reports them."""
    return " ".join(text.lower().split()) if text.count("@") > 1 and len(text) <= 1000 else read_email(text)


@lru_cache(maxsize=1024)
def read_hours(text: str) -> int:
    """Hours as whole minutes: 36, 36,5, 36.50, 36:30 or 36u30, with or without a sign."""
    plain = _UNIT.sub("", text.strip().lower().replace("\u2212", "-"))
    if found := _CLOCK.match(plain):
        minutes = int(found[2]) * 60 + int(found[3])
    elif found := _NUMBER.match(plain):
        hours = Decimal(f"{found[2]}.{found[3] or 0}")
        minutes = int((hours * 60).quantize(Decimal(1), ROUND_HALF_UP))
    else:
        raise Unreadable(_("“{value}” is no number of hours. Write it like 36,5 or 36.5.").format(value=shown(text)))
    return -minutes if found[1] == "-" else minutes


def read_week(text: str) -> int:
    """The hours of a week as minutes, 0 to 60 hours."""
    minutes = read_hours(text)
    if not 0 <= minutes <= _MOST_WEEK:
        raise Unreadable(
            _("“{value}” can't be the hours of a week. It must be from 0 to 60.").format(value=shown(text))
        )
    return minutes


def read_day(text: str) -> int:
    """The hours of a day as minutes, 0 to 24 hours."""
    minutes = read_hours(text)
    if not 0 <= minutes <= _MOST_DAY:
        raise Unreadable(_("“{value}” can't be the hours of a day. It must be from 0 to 24.").format(value=shown(text)))
    return minutes


def read_balance(text: str) -> int:
    """An opening balance as minutes; a minus stays a minus."""
    minutes = read_hours(text)
    if abs(minutes) > _MOST_BALANCE:
        raise Unreadable(_("“{value}” is too many hours for a balance. Check the number.").format(value=shown(text)))
    return minutes


@lru_cache(maxsize=1024)
def spread(week: int) -> tuple[int, int, int, int, int, int, int]:
    """Minutes of a week over Monday to Friday as evenly as whole minutes allow; they add up exactly."""
    share, left = divmod(week, 5)
    mon, tue, wed, thu, fri = (share + (day < left) for day in range(5))
    return mon, tue, wed, thu, fri, 0, 0


def read_language(text: str) -> str:
    """The language to speak with this person: nl or en."""
    found = _LANGUAGES.get(text.strip().lower().replace("_", "-"))
    if found is None:
        raise Unreadable(_("“{value}” is no language that Townhall speaks. Write nl or en.").format(value=shown(text)))
    return found


def read_zone(text: str) -> str:
    """A time zone by its official name."""
    found = _zones().get(text.strip().casefold())
    if found is None:
        message = _("“{value}” is no time zone. Write it like Europe/Amsterdam.")
        raise Unreadable(message.format(value=shown(text)))
    return found


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    return {zone.casefold(): zone for zone in known_zones()}


@lru_cache(maxsize=1024)
def read_roles(text: str) -> tuple[str, ...]:
    """The roles in a cell, each once, in the order of ROLES; Dutch names count too."""
    words = [" ".join(word.split()).lower() for word in re.split(r"[,;/|\n]", text)]
    found = set()
    for word in filter(None, words):
        role = (
            _ROLE_WORDS.get(word) or _ROLE_WORDS.get(word.replace(" ", "")) or _ROLE_WORDS.get(word.replace(" ", "_"))
        )
        if role is None:
            message = _("“{value}” is no role. The roles are: {roles}.")
            raise Unreadable(message.format(value=shown(word), roles=", ".join(ROLES)))
        found.add(role)
    return tuple(role for role in ROLES if role in found)


def read_discord_id(text: str) -> str:
    """A Discord user id, 17 to 19 digits."""
    plain = text.strip().lstrip("'")
    if _ROUNDED_NUMBER.match(plain):
        raise Unreadable(_("A spreadsheet rounded this Discord id. Format the column as text and fill it in again."))
    if not _DISCORD_ID.match(plain) or int(plain) > _LARGEST_ID:
        raise Unreadable(_("“{value}” is no Discord id. It is a number of 17 to 19 digits.").format(value=shown(text)))
    return plain


def read_slack_id(text: str) -> str:
    """A Slack member id, like U012AB3CD."""
    plain = text.strip().upper()
    if not _SLACK_ID.match(plain):
        raise Unreadable(_("“{value}” is no Slack member id. It looks like U012AB3CD.").format(value=shown(text)))
    return plain
