"""How parts of a team or group are said: in steps of the minimum, and only where no two figures tell about too few."""

from core import people, privacy
from core.db import Tx
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


def may_say_parts(tx: Tx, segment: int) -> bool:
    """Whether parts of this group may be said beside those of every team and of the groups before it (T58)."""
    minimum = privacy.minimum_group(privacy.MINIMUM)
    teams: dict[int, list[int]] = {}
    for person in people.everybody(tx):
        if person.team_id:
            teams.setdefault(person.team_id, []).append(person.id)
    groups = {one.id: people.segment_people(tx, one.id) for one in people.segments(tx)}
    shown = {number: found for number, found in sorted(groups.items()) if len(found) >= minimum}
    if segment not in shown:
        return False
    cells = privacy.cells_of([*(found for found in teams.values() if len(found) >= minimum), *shown.values()])
    mask = dict(zip(shown, cells.masks[-len(shown) :], strict=True))[segment]
    return mask in privacy.releasable(cells.masks, cells.sizes, minimum)
