"""The Dutch and English words of one date that a person types, and what each can mean on a given day."""

import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo

from core.values import frozen
from core.when_said import Part, Refused
from core.words import _

LONGEST_TEXT = 100
_FIRST_YEAR, _LAST_YEAR = 1900, 2199

_WEEKDAY_WORDS = (
    "ma maandag mo mon monday",
    "di dinsdag tu tue tues tuesday",
    "wo woensdag we wed weds wednesday",
    "do donderdag th thu thur thurs thursday",
    "vr vrij vrijdag fr fri friday",
    "za zaterdag sa sat saturday",
    "zo zondag su sun sunday",
)
_MONTH_WORDS = (
    "jan januari january",
    "feb febr februari february",
    "mrt maart mar march",
    "apr april",
    "mei may",
    "jun juni june",
    "jul juli july",
    "aug augustus august",
    "sep sept september",
    "okt oktober oct october",
    "nov november",
    "dec december",
)
WEEKDAYS = {word: i for i, words in enumerate(_WEEKDAY_WORDS) for word in words.split()}
MONTHS = {word: i for i, words in enumerate(_MONTH_WORDS, start=1) for word in words.split()}
_NEAR_DAYS = {
    "vandaag": 0, "today": 0, "van": 0, "this": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2, "day after tomorrow": 2,
    "the day after tomorrow": 2, "gisteren": -1, "yesterday": -1, "eergisteren": -2,
}  # fmt: skip
_ONLY_WITH_PART = {"van", "this"}  # vanmiddag, this afternoon
_HALVES = {
    "ochtend": Part.MORNING, "ochtends": Part.MORNING, "morgen": Part.MORNING, "morgens": Part.MORNING,
    "voormiddag": Part.MORNING, "morning": Part.MORNING, "middag": Part.AFTERNOON, "middags": Part.AFTERNOON,
    "namiddag": Part.AFTERNOON, "afternoon": Part.AFTERNOON,
}  # fmt: skip


def _any_of(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_WD, _MON = _any_of(WEEKDAYS), _any_of(MONTHS)
_DAY = r"(?P<day>\d{1,2})(?:e|de|ste|st|nd|rd|th)?"
_STAMP = re.compile(r"<t:(-?\d{1,12})(?::[tdfr])?>")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})")
_DAY_MONTH = re.compile(rf"{_DAY}[ -]?(?:of )?(?P<month>{_MON})\.?(?:[ -]?(?P<year>\d{{4}})| ?'(?P<short>\d\d))?")
_MONTH_DAY = re.compile(rf"(?P<month>{_MON})\.? ?{_DAY}(?: (?P<year>\d{{4}})| ?'(?P<short>\d\d))?")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
_DAY_ONLY = re.compile(rf"(?:de |the )?{_DAY}")
_WEEKDAY_FIRST = re.compile(rf"(?P<weekday>{_WD})\.? +(?P<rest>.*\d.*)")
_WEEKDAY = re.compile(
    rf"(?:(?P<which>komende|aanstaande|coming|a\.?s\.?|deze|this|volgende|next) )?(?P<weekday>{_WD})\.?"
)
_NEXT_WEEK_DAY = re.compile(rf"(?:(?:volgende|next) week (?:op |on )?({_WD})|({_WD}) (?:volgende|next) week)")
_WEEK_LATER = re.compile(rf"(?:({_WD}) (?:over (?:een|1) week|week)|a week on ({_WD}))")
_END_OF_WEEK = re.compile(r"(?:(?:het )?einde?|the end|end) (?:van|of) (?:de|the|deze|this) week")
_HALF_DAY = re.compile(
    r"(?P<rest>.*?) ?(?:in de |in the |'s )?"
    r"(?:(?P<part>ochtends?|morgens|voormiddag|morning|namiddag|middags?|afternoon)|(?P<half>halve dag|half day))"
)
_GLUED_MORNING = re.compile(rf"(?P<rest>van|{_WD})(?P<part>morgen)")
_DATE_LIKE = re.compile(
    rf"\d{{4}}-\d\d?-\d\d?|\d\d?[-/.]\d\d?(?:[-/.]\d{{4}})?|\d\d? ?-?(?:{_MON})(?![a-z])"
    rf"|(?<![a-z])(?:{_WD})(?![a-z])(?! +\d)"
)
_SAME_CHARACTER = str.maketrans(
    {"’": "'", "‘": "'", "\u2010": "-", "\u2011": "-", "−": "-", "–": " - ", "—": " - ", ",": " ", "\t": " ", "\n": " "}
    | dict.fromkeys("\u200b\u2060\ufeff\u00ad\u200e\u200f")
)


@frozen
class Form:
    """One way to read a calendar date; `order` is "dm" or "md" for bare numbers, else empty; year None if not typed."""

    day: int
    month: int
    year: int | None
    order: str = ""


@frozen
class Spot:
    """One end of what was typed: known days, or calendar forms, or a bare day of the month, or a bare weekday."""

    days: tuple[date, ...] = ()
    forms: tuple[Form, ...] = ()
    day_only: int | None = None
    weekday_only: int | None = None
    said_weekday: int | None = None
    parts: tuple[Part, ...] = (Part.ALL,)


def clean(text: str) -> str:
    """The text in lower case with single spaces, without invisible characters; Refused if it can't be a date."""
    if len(text) > LONGEST_TEXT:
        raise Refused("too_long", _("That text is too long."))
    text = text.translate(_SAME_CHARACTER)
    for character in "" if text.isascii() and text.isprintable() else text:
        if character.isascii():
            odd = not character.isprintable()
        elif character.isnumeric():
            raise Refused("digits", _("Only the digits 0 to 9 can be read here."))
        else:
            odd = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
        if odd:
            raise Refused("characters", _("There is an invisible character in that text."))
    phrase = " ".join(text.lower().split()).rstrip(" .?!;")
    if not phrase:
        raise Refused("empty", _("Nothing was typed."))
    return phrase


def holds_two_dates(phrase: str) -> bool:
    """Whether at least two dates stand in the text, however they are joined."""
    return len(_DATE_LIKE.findall(phrase)) > 1


def read_spot(phrase: str, today: date, zone: tzinfo) -> Spot | None:
    """What one end says, or None if it says no day; Refused for a year that can't be meant."""
    phrase = phrase.removeprefix("op ").removeprefix("on ").strip()
    for pattern in (_HALF_DAY, _GLUED_MORNING):
        if match := pattern.fullmatch(phrase):
            rest = match["rest"].strip()
            spot = _read_day(rest, today, zone, with_part=True)
            if spot is None:
                continue
            part = match["part"]
            return replace(spot, parts=(_HALVES[part],) if part else (Part.MORNING, Part.AFTERNOON))
    return _read_day(phrase, today, zone, with_part=False)


def _read_day(phrase: str, today: date, zone: tzinfo, *, with_part: bool) -> Spot | None:
    if phrase in _NEAR_DAYS and (with_part or phrase not in _ONLY_WITH_PART):
        return Spot(days=(today + timedelta(days=_NEAR_DAYS[phrase]),))
    if match := _STAMP.fullmatch(phrase):
        return Spot(days=(_stamped(int(match[1]), zone),))
    if phrase[:1].isdigit():  # no word about weekdays begins with one
        return _read_calendar(phrase, today)
    if spot := _read_weekday(phrase, today):
        return spot
    if match := _WEEKDAY_FIRST.fullmatch(phrase):
        calendar = _read_calendar(match["rest"], today)
        return calendar and replace(calendar, said_weekday=WEEKDAYS[match["weekday"]])
    return _read_calendar(phrase, today)


def _read_weekday(phrase: str, today: date) -> Spot | None:
    monday = today - timedelta(days=today.weekday())
    if match := _WEEKDAY.fullmatch(phrase):
        weekday, which = WEEKDAYS[match["weekday"]], match["which"]
        this_week, following = monday + timedelta(days=weekday), _after(today, weekday)
        if which is None:
            return Spot(weekday_only=weekday)
        if which in ("volgende", "next"):
            return Spot(days=(following, this_week + timedelta(days=7)))
        if which in ("deze", "this"):
            return Spot(days=(this_week,) if this_week >= today else (this_week, following))
        return Spot(days=(following,))
    if match := _NEXT_WEEK_DAY.fullmatch(phrase):
        return Spot(days=(monday + timedelta(days=7 + WEEKDAYS[match[1] or match[2]]),))
    if match := _WEEK_LATER.fullmatch(phrase):
        return Spot(days=(_after(today - timedelta(days=1), WEEKDAYS[match[1] or match[2]]) + timedelta(days=7),))
    if _END_OF_WEEK.fullmatch(phrase):
        friday = monday + timedelta(days=4)
        return Spot(days=(friday,) if friday >= today else (monday + timedelta(days=6), friday + timedelta(days=7)))
    return None


def _after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def _read_calendar(phrase: str, today: date) -> Spot | None:
    if match := _YEAR_FIRST.fullmatch(phrase):
        return Spot(forms=(Form(int(match["day"]), int(match["month"]), _year(match["year"], today)),))
    if match := _DAY_MONTH.fullmatch(phrase) or _MONTH_DAY.fullmatch(phrase):
        year = _year(match["year"] or match["short"], today)
        return Spot(forms=(Form(int(match["day"]), MONTHS[match["month"]], year),))
    if match := _NUMBERS.fullmatch(phrase):
        left, right, year = int(match[1]), int(match[3]), _year(match[4], today)
        if left == right:
            return Spot(forms=(Form(left, right, year),))
        forms = [Form(left, right, year, "dm")] if right <= 12 else []
        forms += [Form(right, left, year, "md")] if left <= 12 else []
        return Spot(forms=tuple(forms)) if forms else None
    if match := _DAY_ONLY.fullmatch(phrase):
        return Spot(day_only=int(match["day"]))
    return None


def _year(typed: str | None, today: date) -> int | None:
    if typed is None:
        return None
    year = int(typed) if len(typed) == 4 else today.year // 100 * 100 + int(typed)
    if not _FIRST_YEAR <= year <= _LAST_YEAR or (len(typed) == 2 and abs(year - today.year) > 1):
        raise Refused("year", _("That year can't be right."))
    return year


def _stamped(seconds: int, zone: tzinfo) -> date:
    try:
        day = datetime.fromtimestamp(seconds, zone).date()
    except (ValueError, OverflowError, OSError):
        day = date.min
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Refused("year", _("That year can't be right."))
    return day
