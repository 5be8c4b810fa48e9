"""How many of a group, in words that single nobody out."""

from core import privacy
from core.words import _


def say_part(n: int, of: int) -> str:
    """How many of a group, in steps of the minimum, so that no two looks single anybody out (T58)."""
    minimum = privacy.minimum_group(privacy.MINIMUM)
    step = n // minimum * minimum
    if of < minimum:
        return _("some")
    if n < minimum:
        return _("fewer than {n}").format(n=minimum)
    return _("most") if of - step < minimum else _("at least {n}").format(n=step)
