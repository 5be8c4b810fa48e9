"""When something is to go out, as people type it: nothing for at once, a day, a time, or both."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core import when
from core.clock import at_local
from core.errors import FieldError, UserError
from core.words import _

NINE, AHEAD = (9, 0), timedelta(days=92)
"""A day without a time means nine o'clock; how far ahead something can be planned."""


def read_moment(text: str, now: datetime, zone: str) -> datetime | None:
    """The instant that these words mean on this zone's clock; None for at once. Raises a FieldError for `at`."""
    said = text.split()
    if not said:
        return None
    today = now.astimezone(ZoneInfo(zone)).date()
    hour, minute, rest = *NINE, said
    for many in (2, 1):
        try:
            clock = when.parse_time(" ".join(said[-many:]))
        except UserError:
            continue
        hour, minute, rest = clock.hour, clock.minute, said[:-many]
        break
    try:
        day = when.parse_day(" ".join(rest), today, sure=True, zone=ZoneInfo(zone)) if rest else today
    except UserError as refusal:
        raise FieldError("at", refusal.text) from None
    moment = at_local(day, hour, minute, zone)
    if moment <= now:
        raise FieldError("at", _("That moment has passed. Choose a later one, or leave this empty for at once."))
    if moment - now > AHEAD:
        raise FieldError("at", _("Plan at most three months ahead."))
    return moment
