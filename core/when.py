"""Dates people type, in Dutch and English mixed: read, refused or asked about, and never guessed silently.

The rules (T25):
- A date without a year is the next one, and today counts. If it passed in the last 45 days we ask which year, unless
  the weekday that was typed with it settles that. A last day takes the year of the first, or the next one when near.
- Numbers that fit both orders (03/04), a weekday that is today, "tot" without "en met": asked, with every choice.
- Beyond 45 days is asked, with one choice to confirm: a range that long, or a date without a year that far ahead.
- Beyond a year is refused: a range that long, or a first day that far from today.
- Halves are kept as typed: "24 nov ochtend - 27 nov" has a half first day.

Days are local dates: no clock and no zone changes them (T26); only Discord's `<t:…>` is an instant, placed in `zone`.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from core.clock import at_local, local_day
from core.when_said import Choice, Part, Range, Refused, Unclear, say_choice, say_day, say_range
from core.when_spans import ASK_BEYOND_DAYS, Reading, read
from core.when_words import LONGEST_TEXT, MONTHS, clean
from core.words import _, speaking

__all__ = ["Choice", "Part", "Range", "Refused", "Unclear", "parse_day", "parse_moment", "parse_range", "parse_time"]
__all__ += ["say_choice", "say_day", "say_range", "suggest"]

REFUSE_BEYOND_DAYS = 366
MOST_SUGGESTIONS = 25
MOST_WORDS_OF_TIME = 4
_HOME_ZONE = ZoneInfo("Europe/Amsterdam")

_TIME = re.compile(
    r"(?:om |at |@ ?)?(?P<hour>\d{1,2})"
    r"(?:(?:[:.hu](?P<minute>\d{2}))?(?P<unit> ?uur| ?u| ?h)?|(?P<glued>\d{2})(?: ?uur| ?u)?)"
    r"(?P<half> ?[ap]\.?m)?"
)
_NUMBER_AND_START = re.compile(r"([0-9]{1,2})\.? ?([a-z]{0,9})")


def parse_day(text: str, today: date, *, sure: bool = False, any_year: bool = False, zone: tzinfo = _HOME_ZONE) -> date:
    """One whole day. Unclear asks and Refused says why not; their choices are dates. The rules are at the top.

    `sure`: the person confirmed, so don't ask beyond 45 days. `any_year`: for fields about long ago or far ahead.
    """
    try:
        readings = read(clean(text), today, zone)
        if any(reading.days.first_part is not Part.ALL or reading.days.days > 1 for reading in readings):
            raise Refused("not_one_day", _("One whole day is asked here."))
        return _judge(readings, today, sure, any_year).first_day
    except Refused as refusal:
        example = _("Type for example 24 nov.")
        raise Refused(refusal.kind, f"{refusal.text} {example}", _single_days(refusal.choices)) from None
    except Unclear as question:
        raise Unclear(question.text, _single_days(question.choices)) from None


def parse_range(
    text: str, today: date, *, sure: bool = False, any_year: bool = False, zone: tzinfo = _HOME_ZONE
) -> Range:
    """One day or several, both ends included, with the halves as they were typed ("24 nov middag - 27 nov").

    Unclear asks and Refused says why not; their choices are ranges. `sure` and `any_year` as in `parse_day`.
    """
    try:
        return _judge(read(clean(text), today, zone), today, sure, any_year)
    except Refused as refusal:
        example = _("Type for example 24 nov - 27 nov.")
        raise Refused(refusal.kind, f"{refusal.text} {example}", refusal.choices) from None


def _single_days(choices: Sequence[Choice]) -> list[date]:
    return [days.first_day for days in choices if isinstance(days, Range) and days.days == 1]


def _judge(readings: list[Reading], today: date, sure: bool, any_year: bool) -> Range:
    guessed = {reading.days: reading.guessed_year for reading in readings}
    short = [days for days in guessed if days.days <= REFUSE_BEYOND_DAYS]
    if not short:
        raise Refused("long_range", _("That is more than a year."))
    near = [days for days in short if any_year or _within_a_year(days, today)]
    if not near:
        raise Refused("too_far", _("That is more than a year from today."))
    if len(guessed) > 1:
        raise Unclear(_which(near), near)
    days = near[0]
    if not sure and days.days > ASK_BEYOND_DAYS:
        text = _("{days} is more than 45 days. Is that right? If not, type other dates, for example 24 nov - 27 nov.")
        raise Unclear(text.format(days=say_choice(days)), near)
    if not sure and guessed[days] and (days.first_day - today).days > ASK_BEYOND_DAYS:
        text = _("{days} is more than 45 days from now. Is that right? Then type it with the year.")
        raise Unclear(text.format(days=say_choice(days)), near)
    return days


def _within_a_year(days: Range, today: date) -> bool:
    return abs((days.first_day - today).days) <= REFUSE_BEYOND_DAYS


def _which(choices: Sequence[Range]) -> str:
    said = [say_choice(days) for days in choices]
    if len(said) == 1:
        return _("Do you mean {days}? Type it like that.").format(days=said[0])
    either = _("{one} or {other}").format(one=", ".join(said[:-1]), other=said[-1])
    return _("Which do you mean: {choices}? Type it like that.").format(choices=either)


def parse_time(text: str) -> time:
    """A time of day: 9:30, 930, 9u, 9u30, 16.00, 9 uur, 9am. A bare "9" and "half tien" are refused: am or pm?"""
    example = _("Type for example 9:30 or 16:00.")
    try:
        phrase = clean(text)
    except Refused as refusal:
        raise Refused(refusal.kind, f"{refusal.text} {example}") from None
    match = _TIME.fullmatch(phrase)
    if match and (match["minute"] or match["unit"] or match["glued"] or match["half"]):
        hour, minute = int(match["hour"]), int(match["minute"] or match["glued"] or 0)
        if match["half"] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if "p" in match["half"] else 0)
        elif match["half"]:
            hour = 24
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise Refused("time", _("That is not a time that can be read here.") + " " + example)


def parse_moment(text: str, now: datetime, zone: str, usual: time | None = None) -> datetime:
    """A day and a time that are still to come, in either order: friday 15:00, 24 nov at 9am, 16.00 uur morgen.

    A time alone is the next one. A day alone is at its `usual` time or refused, and so is what has passed; a day that is
    unclear is asked about.
    """
    today, example, words = local_day(now, zone), _("Type for example friday 15:00."), text.replace(",", " ").split()
    if _is_day(text, today, ZoneInfo(zone)):
        if usual is None:
            raise Refused("time", _("Which time on that day?") + " " + example)
        words.append(f"{usual:%H:%M}")
    for many in range(min(len(words), MOST_WORDS_OF_TIME), 0, -1):
        for day, hour in ((words[:-many], words[-many:]), (words[many:], words[:many])):
            try:
                at = parse_time(" ".join(hour))
            except Refused:
                continue
            found = [one for one in _moments(day, at, today, zone) if one > now]
            if found:
                return found[0]
            raise Refused("past", _("That moment has passed.") + " " + example)
    raise Refused("moment", _("That is not a moment that can be read here.") + " " + example)


def _is_day(text: str, today: date, zone: tzinfo) -> bool:
    try:
        return bool(read(clean(text), today, zone))
    except (Refused, Unclear):
        return False


def _moments(words: list[str], at: time, today: date, zone: str) -> list[datetime]:
    """This time on the day that these words say; today and tomorrow without any."""
    days = [parse_day(" ".join(words), today, zone=ZoneInfo(zone))] if words else [today, today + timedelta(days=1)]
    return [at_local(day, at.hour, at.minute, zone) for day in days]


def suggest(partial: str, today: date, language: str, *, days_only: bool = False) -> list[tuple[str, str]]:
    """At most 25 pairs of a label and ISO text for what is being typed; the text always reads back without a question.

    First what was understood (or each thing it can mean), then the near days and weeks that begin like it.
    """
    with speaking(language):
        found: dict[str, str] = {}
        for days in [*_understood(partial, today), *_same_day_number(partial, today)]:
            if days.days <= ASK_BEYOND_DAYS and _within_a_year(days, today):
                found.setdefault(days.iso, say_range(days, language, today))
        typed = " ".join(partial[:LONGEST_TEXT].lower().split())
        for name, days in _near(today):
            label = f"{name}: {say_range(days, language, today)}" if name else say_range(days, language, today)
            if label.lower().startswith(typed) or say_range(days, language).startswith(typed):
                found.setdefault(days.iso, label)
    pairs = [(label, iso) for iso, label in found.items() if not (days_only and ("/" in iso or " " in iso))]
    return pairs[:MOST_SUGGESTIONS]


def _understood(partial: str, today: date) -> list[Range]:
    try:
        return [parse_range(partial, today)]
    except (Refused, Unclear) as refusal:
        return [choice for choice in refusal.choices if isinstance(choice, Range)]


def _same_day_number(partial: str, today: date) -> list[Range]:
    """For "24" or "24 n": the coming days with that number, in months that begin like what follows it."""
    match = _NUMBER_AND_START.fullmatch(" ".join(partial[:LONGEST_TEXT].lower().split()))
    if match is None:
        return []
    months = {month for word, month in MONTHS.items() if word.startswith(match[2])}
    number, found = int(match[1]), []
    for ahead in range(12):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        if month + 1 in months:
            try:
                day = date(year, month + 1, number)
            except ValueError:
                continue
            found += [Range(day, day)] if day >= today else []
    return found


def _near(today: date) -> list[tuple[str, Range]]:
    """Today, tomorrow, the weeks around them and the weekdays of two weeks, with their names."""
    monday = today - timedelta(days=today.weekday())
    days = [today + timedelta(days=ahead) for ahead in range(15)]
    named = [(_("Today"), Range(days[0], days[0])), (_("Tomorrow"), Range(days[1], days[1]))]
    named += [("", Range(day, day)) for day in days[2:] if day.weekday() < 5]
    next_week = Range(monday + timedelta(days=7), monday + timedelta(days=11))
    named.insert(2, (_("Next week"), next_week))
    named.insert(3, (_("The week after"), Range(monday + timedelta(days=14), monday + timedelta(days=18))))
    if today.weekday() < 4:
        named.insert(2, (_("Rest of this week"), Range(today, monday + timedelta(days=4))))
    return named
