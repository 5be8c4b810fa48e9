"""From the words of one or two ends to the days they can mean: splitting, pairing, and what can't be."""

import re
from collections.abc import Iterator
from datetime import date, timedelta, tzinfo
from itertools import product

from core.values import frozen
from core.when_said import Part, Range, Refused, say_choice
from core.when_words import Form, Spot, holds_two_dates, read_spot
from core.words import _

ASK_BEYOND_DAYS = 45
_ROLLOVER_DAYS = 183

_WORD_BETWEEN = re.compile(
    r"(?<![a-z])(?:t/m|t\.m\.?|tm|tot en met|up to and including|until|till?|through|thru|to|(?P<tot>tot))(?![a-z])"
)
_ISO_BETWEEN = re.compile(r"(\d{4}-\d\d-\d\d(?: [a-z]+)?) ?/ ?(\d{4}-\d\d-\d\d(?: [a-z]+)?)")
_DASH_BETWEEN = re.compile(r" -+ ?|-+ ")
_OPENING = re.compile(r"(?:van|vanaf|from|starting) (?!week)")
_NEXT_WEEK = re.compile(r"(?:(?:de |the )?(?:hele|whole|all|all of) )?(?:volgende|next) week")
_WHOLE_WEEK = re.compile(r"(?:de |the )?(?:hele|whole|all|all of the) week|(?P<this>deze|this) week")
_NUMBERED_WEEK = re.compile(r"week (\d{1,2})")


@frozen
class Reading:
    """Days that the text can mean; `guessed_year` if the person typed a calendar date without its year."""

    days: Range
    guessed_year: bool = False


def read(phrase: str, today: date, zone: tzinfo) -> list[Reading]:
    """Everything that a cleaned phrase can mean, at least one; Refused if it means no possible days."""
    if weeks := _weeks(phrase, today):
        return weeks
    if ends := _split(phrase, today, zone):
        return _pair(*ends, today)
    opening = _OPENING.match(phrase)
    if opening and read_spot(phrase[opening.end() :], today, zone):
        raise Refused("incomplete", _("The last day is missing."))
    if spot := read_spot(phrase, today, zone):
        return _alone(spot, today)
    if holds_two_dates(phrase):
        raise Refused("run_together", _("Two dates run together here. Put t/m or a dash between them."))
    raise Refused("nonsense", _("That is not a date that can be read here."))


def _weeks(phrase: str, today: date) -> list[Reading]:
    if _NEXT_WEEK.fullmatch(phrase):
        return [Reading(_workweek(today, 1))]
    if match := _WHOLE_WEEK.fullmatch(phrase):
        if today.weekday() > 4:
            return [Reading(_workweek(today, 1))] if match["this"] is None else []
        this = _workweek(today, 0)
        rest_or_next = Range(today, this.last_day) if match["this"] else _workweek(today, 1)
        return [Reading(days) for days in dict.fromkeys((this, rest_or_next))]
    if match := _NUMBERED_WEEK.fullmatch(phrase):
        return _numbered_week(int(match[1]), today)
    return []


def _workweek(today: date, later: int) -> Range:
    """Monday to Friday of this week, or so many weeks later."""
    monday = today + timedelta(days=7 * later - today.weekday())
    return Range(monday, monday + timedelta(days=4))


def _numbered_week(number: int, today: date) -> list[Reading]:
    """Monday to Friday of the next week with this ISO number, this week included, and also of the one just past."""
    past, upcoming = [], []
    for year in range(today.year - 1, today.year + 3):
        try:
            days = Range(date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 5))
        except ValueError:
            continue
        if days.last_day >= today:
            upcoming.append(Reading(days, guessed_year=True))
        elif (today - days.last_day).days <= ASK_BEYOND_DAYS:
            past.append(Reading(days, guessed_year=True))
    return past + upcoming[:1]


def _split(phrase: str, today: date, zone: tzinfo) -> tuple[Spot, Spot, bool] | None:
    """Both ends, and whether the word between them leaves open if the last day counts (the Dutch "tot")."""
    body = _OPENING.sub("", phrase, count=1) if _OPENING.match(phrase) else phrase
    pieces: list[tuple[str, str, bool]] = []
    if match := _ISO_BETWEEN.fullmatch(body):
        pieces.append((match[1], match[2], False))
    elif match := _WORD_BETWEEN.search(body):
        pieces.append((body[: match.start()], body[match.end() :], match["tot"] is not None))
    elif match := _DASH_BETWEEN.search(body):
        pieces.append((body[: match.start()], body[match.end() :], False))
    elif body.count("-") == 1 and read_spot(body, today, zone) is None:
        left, right = body.split("-")
        pieces.append((left, right, False))
    for left, right, open_end in pieces:
        first, last = read_spot(left.strip(), today, zone), read_spot(right.strip(), today, zone)
        if first and last:
            return first, last, open_end
    return None


def _alone(spot: Spot, today: date) -> list[Reading]:
    if spot.day_only is not None:
        raise Refused("incomplete", _("The month is missing."))
    days = [found for form in spot.forms or (None,) for found in _days(spot, form, today)]
    if not days:
        raise _impossible()
    fitting = [found for found in days if _fits(spot, found[0])]
    if not fitting:
        raise _other_weekday(Range(days[-1][0], days[-1][0]))
    return [Reading(Range(day, day, part, part), guessed) for day, guessed in fitting for part in spot.parts]


def _pair(left: Spot, right: Spot, open_end: bool, today: date) -> list[Reading]:
    if left.day_only is not None:
        forms = tuple(Form(left.day_only, form.month, form.year, form.order) for form in right.forms)
        if not forms:
            raise Refused("incomplete", _("The month is missing."))
        left = Spot(forms=forms, said_weekday=left.said_weekday, parts=left.parts)
    found = list(_spans(left, right, today))
    if not found:
        raise _impossible()
    forward = [span for span in found if span[0] <= span[1]]
    if not forward:
        first, last, _guessed = found[-1]
        raise _backwards(Range(last, first))
    fitting = [span for span in forward if _fits(left, span[0]) and _fits(right, span[1])]
    if not fitting:
        raise _other_weekday(Range(forward[-1][0], forward[-1][1]))
    readings = []
    for first, last, guessed in fitting:
        lasts = (last, last - timedelta(days=1)) if open_end and last > first else (last,)
        for end, first_part, last_part in product(lasts, left.parts, right.parts):
            readings += [Reading(days, guessed) for days in _with_parts(first, end, first_part, last_part)]
    if not readings:
        raise _backwards(Range(fitting[0][0], fitting[0][0]))
    return readings


def _spans(left: Spot, right: Spot, today: date) -> Iterator[tuple[date, date, bool]]:
    """First day, last day and whether the year is a guess; two bare-number ends are read in the same order."""
    for start, end in product(left.forms or (None,), right.forms or (None,)):
        if start and end and start.order and end.order and start.order != end.order:
            continue
        if start and end and start.year is None and end.year is not None:
            firsts = _start_before(start, end)
        else:
            firsts = _days(left, start, today)
        for first, guessed in firsts:
            for last in _ends(right, end, first):
                yield first, last, guessed


def _start_before(start: Form, end: Form) -> list[tuple[date, bool]]:
    """A first day without a year takes the last day's year, or the one before over the turn of the year."""
    year = end.year or 0
    last, same, before = _on(end, year), _on(start, year), _on(start, year - 1)
    if last and before and (not same or same > last) and (last - before).days <= _ROLLOVER_DAYS:
        return [(before, False)]
    return [(same, False)] if same else []


def _ends(right: Spot, end: Form | None, first: date) -> list[date]:
    if right.days:
        return list(right.days)
    if right.weekday_only is not None:
        gap = (right.weekday_only - first.weekday()) % 7
        return [first + timedelta(days=days) for days in ([gap] if gap else [0, 7])]
    if right.day_only is not None:
        end = Form(right.day_only, first.month, first.year)
    if end is None:
        return []
    last = _on(end, first.year)
    if end.year is None and (last is None or last < first):
        later = _on(end, first.year + 1)
        if later and (later - first).days <= _ROLLOVER_DAYS:
            return [later]
    return [last] if last else []


def _days(spot: Spot, form: Form | None, today: date) -> list[tuple[date, bool]]:
    """What one end can mean by itself: without a year the next one, and also the one just past."""
    if spot.weekday_only is not None:
        gap = (spot.weekday_only - today.weekday()) % 7
        return [(today + timedelta(days=days), False) for days in ([gap] if gap else [0, 7])]
    if form is None:
        return [(day, False) for day in spot.days]
    if form.year is not None:
        day = _on(form, form.year)
        return [(day, False)] if day else []
    this_year = (form.month, form.day) >= (today.month, today.day)
    upcoming = _on(form, today.year if this_year else today.year + 1)
    past = _on(form, today.year - 1 if this_year else today.year)
    just_past = past if past and (today - past).days <= ASK_BEYOND_DAYS else None
    return [(day, True) for day in (just_past, upcoming) if day]


def _on(form: Form, year: int) -> date | None:
    try:
        return date(form.year or year, form.month, form.day)
    except ValueError:
        return None


def _fits(spot: Spot, day: date) -> bool:
    return spot.said_weekday is None or spot.said_weekday == day.weekday()


def _with_parts(first: date, last: date, first_part: Part, last_part: Part) -> list[Range]:
    """The range with these halves; on one day, morning to afternoon is all of it."""
    if first != last or first_part is last_part:
        return [Range(first, last, first_part, last_part)]
    if (first_part, last_part) == (Part.AFTERNOON, Part.MORNING):
        return []
    parts = [Part.ALL] if Part.ALL not in (first_part, last_part) else [first_part, last_part]
    return [Range(first, last, part, part) for part in parts]


def _impossible() -> Refused:
    return Refused("impossible", _("That day does not exist in the calendar."))


def _backwards(swapped: Range) -> Refused:
    text = _("The last day is before the first day. Did you mean {days}?").format(days=say_choice(swapped))
    return Refused("reversed", text, [swapped])


def _other_weekday(days: Range) -> Refused:
    text = _("The weekday does not fit, because that date is {days}.")
    return Refused("weekday", text.format(days=say_choice(days)), [days])
