"""When something is to go out, as people type it: nothing for at once, a day, a time, or both."""

from datetime import datetime, time, timedelta

from core import when
from core.errors import FieldError, UserError
from core.words import _

NINE, AHEAD = time(9), timedelta(days=92)
"""A day without a time means nine o'clock; how far ahead something can be planned."""


def read_moment(text: str, now: datetime, zone: str) -> datetime | None:
    """The instant that these words mean on this zone's clock; None for at once. Raises a FieldError for `at`."""
    if not text.strip():
        return None
    try:
        moment = when.parse_moment(text, now, zone, usual=NINE)
    except UserError as refusal:
        raise FieldError("at", refusal.text) from None
    if moment - now > AHEAD:
        raise FieldError("at", _("Plan at most three months ahead."))
    return moment
