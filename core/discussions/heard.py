"""Being heard: whoever writes in the thread, votes, or says there is nothing to add, has been heard; silence is no "no"."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts, people
from core.clock import local_day
from core.db import Query, Tx, table
from core.desk import live
from core.discussions.facts import Heard
from core.discussions.models import How, Voice
from core.discussions.start import Talk, find, open_discussions, parties_of, still_open
from core.errors import NotAllowed
from core.people import Me, Role
from core.values import frozen
from core.words import N_, _

SHOWN_FROM = 5
"""People in a department before everybody sees whether it was heard: in a smaller one that would point at somebody."""
EVERYBODY_AT_ONCE = 100_000
CARD, OPENER = "discussions.card", "discussions.opener"
"""What stands of a discussion: its card, and the line that opens its thread."""
ROLES = {
    Role.HR.value: N_("HR"), Role.LEADER.value: N_("Management"), Role.AGENT.value: N_("Customer service"),
    Role.COMMUNITY.value: N_("Community managers"), Role.ADMIN.value: N_("Admins"),
    Role.SURVEY_OWNER.value: N_("Who runs surveys"),
}  # fmt: skip
_voice = table(Voice)
_add = Query(
    insert_or(_voice).on_conflict_do_nothing(index_elements=["discussion_id", "person_id"]),
    "discussion_id", "person_id", "how", "heard_on",
)  # fmt: skip
_voices = Query(select(_voice.c.person_id).where(_voice.c.discussion_id == bindparam("discussion")))


@frozen
class PartyHeard:
    """One of those who must be heard: its name, whether somebody of it took part, and who of it did not."""

    party: str
    name: str
    people: int
    heard: bool
    missing: tuple[int, ...]


def take_part(tx: Tx, me: Me, discussion: int, how: How) -> bool:
    """This person has been heard; True the first time. Raises NotAllowed, or Stale once it is closed."""
    talk = find(tx, discussion)
    if talk is None:
        raise NotAllowed(_("I don't know this discussion, or it isn't yours to lead. Ask who started it."))
    still_open(talk)
    return _first_time(tx, me, discussion, how)


def discussed_in(tx: Tx, ref: str, root: str | None = None) -> list[int]:
    """The open discussions that happen in this channel, thread or forum post; `root`: the message its thread hangs under.

    Platforms name a thread by its root, or by a place of its own; then the line that opened it tells.
    """
    place = people.place_at(tx, ref)
    found = open_discussions(tx, place.id) if place else []
    stood = [live.standing_at(tx, one) for one in (ref, root) if one]
    found += [one.entity for one in stood if one and one.view == CARD]
    if not found:
        found = [number for number in open_discussions(tx)
                 if any(one.ref.startswith(f"{ref}/") for one in live.standing(tx, OPENER, number))]  # fmt: skip
    talks = [find(tx, number) for number in dict.fromkeys(found)]
    return [talk.id for talk in talks if talk and talk.open]


def wrote(tx: Tx, me: Me, discussion: int) -> None:
    """Somebody wrote in its thread; what they wrote is not looked at. Nothing happens once it is closed."""
    talk = find(tx, discussion)
    if talk and talk.open:
        _first_time(tx, me, discussion, How.WROTE)


def _first_time(tx: Tx, me: Me, discussion: int, how: How) -> bool:
    added = tx.run(
        _add, discussion_id=discussion, person_id=me.id, how=how.value, heard_on=local_day(tx.now, me.zone)
    )  # fmt: skip
    if added:
        facts.record(tx, Heard(discussion))
    return added > 0


def voices(tx: Tx, discussion: int) -> set[int]:
    """Who took part, in whatever way."""
    return {row.person_id for row in tx.all(_voices, discussion=discussion)}


def coverage(tx: Tx, talk: Talk) -> list[PartyHeard]:
    """For each of those who must be heard whether they were; the owner's own words don't count."""
    spoke = voices(tx, talk.id) - {talk.owner_id}
    found = []
    for party in parties_of(tx, talk.id):
        members = [one for one in _people_of(tx, party) if one != talk.owner_id]
        heard = any(one in spoke for one in members)
        missing = () if heard else tuple(members)
        found.append(PartyHeard(party, party_name(tx, party), len(members), heard, missing))
    return found


def missing(tx: Tx, talk: Talk) -> list[int]:
    """Whom to remind: people of whoever has not been heard at all."""
    return sorted({one for party in coverage(tx, talk) for one in party.missing})


def waits_for(tx: Tx, me: Me) -> list[Talk]:
    """The open discussions in which this person must be heard and took no part yet, the first due first."""
    talks = [talk for number in open_discussions(tx) if (talk := find(tx, number))]
    found = [
        talk
        for talk in talks
        if talk.owner_id != me.id
        and me.id not in voices(tx, talk.id)
        and any(_belongs(tx, me, party) for party in parties_of(tx, talk.id))
    ]
    return sorted(found, key=lambda talk: talk.due_on)


def _belongs(tx: Tx, me: Me, party: str) -> bool:
    kind, _sep, name = party.partition(":")
    if kind == "team":
        return me.team_id == int(name)
    if kind == "role":
        return people.has_role(tx, me.id, name)
    return me.id in _people_of(tx, party)


def invited(tx: Tx, talk: Talk) -> list[int]:
    """Everybody who belongs to whoever must be heard, without the owner."""
    return sorted({one for party in parties_of(tx, talk.id) for one in _people_of(tx, party)} - {talk.owner_id})


def party_name(tx: Tx, party: str) -> str:
    """The name of a team, group, role or person."""
    kind, _sep, name = party.partition(":")
    if kind == "person":
        return people.names(tx, [int(name)]).get(int(name), "")
    if kind == "team":
        team = people.team(tx, int(name))
        return team.name if team else _("a team that is gone")
    if kind == "segment":
        groups: Iterable[people.SegmentHere] = people.segments(tx)
        return next((group.name for group in groups if group.id == int(name)), _("a group that is gone"))
    return _(ROLES.get(name, name))


def _people_of(tx: Tx, party: str) -> list[int]:
    kind, _sep, name = party.partition(":")
    if kind == "person":
        return [int(name)]
    if kind == "segment" and int(name) not in {group.id for group in people.segments(tx)}:
        return []
    return people.audience(tx, party, 0, EVERYBODY_AT_ONCE)
