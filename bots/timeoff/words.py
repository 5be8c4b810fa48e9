"""What somebody wants, as it travels in buttons and drafts, and as it is read from what they typed."""

import re
from dataclasses import replace
from datetime import date

from bots.chat import Context
from core import timeoff, when
from core.desk import drafts
from core.errors import NotAllowed
from core.timeoff import HOLIDAY, Wish
from core.values import frozen
from core.when import Part, Range
from core.words import _

DRAFT = "timeoff.note"
_HOURS = re.compile(
    r"(?:^|\s)(?:(\d{1,2})(?:[.,](\d{1,2}))?|(een half|half an?))\s*(?:uur|uren|u|hours?|hrs?|h)(?=\s|$)", re.I
)
_WANTS = (
    re.compile(r"(?:ik wil(?: graag)? |mag ik |graag |can i (?:have|take) |i(?:'d| would) like )?(.{2,80}?) "
               r"(?:vrij|off|verlof|vakantie)(?: hebben| nemen)?(?: please| alsjeblieft| aub)?[.?]*", re.I),
    re.compile(r"(?:vrij|verlof|vakantie|off)(?: op| on)? (.{2,80}?)[.?]*", re.I),
)  # fmt: skip


@frozen
class Typed:
    """What was typed, apart: the words about days, the type, and so many minutes of one day."""

    days: str
    kind: str = HOLIDAY.key
    hours: int = 0


def apart(ctx: Context, text: str) -> Typed:
    """`kortdurend zorgverlof vrijdag 2 uur` as its type, its hours and the words about days."""
    words, kind = " ".join(text.split()), HOLIDAY.key
    for one in timeoff.kinds(ctx.tx, ctx.me.id, ctx.today):
        names = (*one.names, one.key.replace("_", " "))
        said = [name for name in names if words.casefold().startswith(name.casefold())]
        if said:
            kind, words = one.key, words[len(max(said, key=len)) :].strip()
            break
    minutes = 0
    if found := _HOURS.search(words):
        minutes = 30 if found[3] else int(found[1]) * 60 + round(int((found[2] or "0").ljust(2, "0")) * 0.6)
        words = (words[: found.start()] + words[found.end() :]).strip()
    return Typed(words, kind, minutes)


def wanted_in(text: str) -> str | None:
    """The days in a sentence that asks to be off ("vrijdagmiddag vrij"); None when it asks nothing of the kind."""
    for sentence in _WANTS:
        if found := sentence.fullmatch(" ".join(text.split())):
            return found[1]
    return None


def days_of(typed: Typed, today: date) -> Range:
    """The days that were typed; hours are asked for on one day."""
    days = when.parse_range(typed.days, today)
    if typed.hours and days.days > 1:
        raise NotAllowed(_("Hours can be asked for on one day. Type for example friday 2 hours."))
    return days


def packed(days: Range) -> tuple[str, str, str, str]:
    """The days as they stand in a button."""
    first, last = (day.isoformat().replace("-", "") for day in (days.first_day, days.last_day))
    return first, last, days.first_part.value, days.last_part.value


def unpacked(args: tuple[str, ...]) -> Range:
    """The days in a button."""
    try:
        first, last = (date.fromisoformat(text) for text in args[:2])
        return Range(first, last, Part(args[2]), Part(args[3]))
    except (ValueError, IndexError):
        raise NotAllowed(_("I can't read these days. Type for example /timeoff 24 nov - 27 nov.")) from None


def keep(ctx: Context, wish: Wish, always: bool = False, choices: tuple[Range, ...] = ()) -> int:
    """Keep what does not fit in a button; 0 for a plain holiday, unless `always`. `choices`: the days it can mean."""
    if wish == Wish(wish.days) and not always:
        return 0
    return drafts.keep(ctx.tx, ctx.me.id, DRAFT, {
        "note": wish.note, "kind": wish.kind, "hours": wish.hours, "cover": wish.cover or 0, "days": list(packed(wish.days)),
        "choices": [list(packed(one)) for one in choices],
    })  # fmt: skip


def choices_of(ctx: Context, draft: int) -> tuple[Range, ...]:
    """Which days the kept words can mean; none when they were clear."""
    found = drafts.load(ctx.tx, ctx.me.id, DRAFT, draft)
    return tuple(unpacked(tuple(one)) for one in found.get("choices", ())) if found else ()


def kept(ctx: Context, draft: int, days: Range | None = None) -> Wish:
    """The wish again, for these days or those it was kept with; NotAllowed when it was kept too long ago."""
    found = drafts.load(ctx.tx, ctx.me.id, DRAFT, draft) if draft else None
    if found is None:
        if days is None or draft:
            raise NotAllowed(_("This is too long ago. Ask again with /timeoff."))
        return Wish(days)
    meant = days or unpacked(tuple(found["days"]))
    return replace(
        Wish(meant), kind=found["kind"], hours=found["hours"], cover=found["cover"] or None, note=found["note"]
    )
