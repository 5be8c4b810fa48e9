"""Target groups: who makes and keeps them, what was chosen to do for them, and when that is looked at again."""

from datetime import date

from sqlalchemy import bindparam, delete, insert, select

from core import jobs, people
from core.clock import at_local, local_day
from core.community.drivers import DRIVERS
from core.community.models import Intervention
from core.community.parts import note_change
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed
from core.people import Me, Role, Rule, SegmentHere
from core.values import frozen
from core.words import _

LONGEST = 300
REVIEW = "community.review"

_done = table(Intervention)
_add = Query(insert(_done), "segment_id", "driver", "words", "chosen_by", "chosen_on")
_of = Query(
    select(_done.c.id, _done.c.driver, _done.c.words, _done.c.chosen_on)
    .where(_done.c.segment_id == bindparam("segment")).order_by(_done.c.id.desc()).limit(5)
)  # fmt: skip
_stop = Query(delete(_done).where(_done.c.id == bindparam("number"), _done.c.segment_id == bindparam("segment")))


@frozen
class Chosen:
    """Something that is done for a group, for one of its drivers."""

    id: int
    driver: str
    words: str
    chosen_on: date


def keeps_groups(tx: Tx, me: Me) -> bool:
    """Whether this person makes groups: community managers and HR."""
    return people.has_role(tx, me.id, Role.COMMUNITY, Role.HR)


def may_change(tx: Tx, me: Me, group: SegmentHere) -> bool:
    """Whether this person may change this group: its owner, community managers and HR."""
    return group.owner_id == me.id or keeps_groups(tx, me)


def groups_for(tx: Tx, me: Me) -> list[SegmentHere]:
    """The groups this person finds: all for community and HR; for others those to join, and their own to look after."""
    everything = keeps_groups(tx, me)
    return [one for one in people.segments(tx) if everything or one.opt_in or one.owner_id == me.id]


def see_group(tx: Tx, me: Me, number: int) -> SegmentHere:
    """This group, for who finds it; the same refusal when it does not exist."""
    found = next((one for one in groups_for(tx, me) if one.id == number), None)
    if found is None:
        raise NotAllowed(_("This group is no longer there, or it is not for you to see."))
    return found


def read_rule(chosen: tuple[str, ...]) -> tuple[Rule, bool]:
    """What was chosen (`team:3`, `location:NL`, `role:hr`, `language:nl`, `new:90`, `join`) as a rule, and whether by joining."""
    parts: dict[str, list[str]] = {}
    for one in chosen:
        kind, _colon, what = one.partition(":")
        parts.setdefault(kind, []).append(what)
    opt_in = "join" in parts
    if opt_in and len(parts) > 1:
        raise FieldError("who", _("People either join by themselves, or belong by what they are. Choose one."))
    rule = Rule(
        tuple(int(team) for team in parts.get("team", ())), tuple(parts.get("location", ())),
        tuple(parts.get("role", ())), tuple(parts.get("language", ())), int(parts.get("new", ["0"])[0]),
    )  # fmt: skip
    return rule, opt_in


def keep_group(
    tx: Tx, me: Me, number: int, name: str, who: tuple[str, ...], goal: str, guests: bool, review_on: date
) -> int:
    """Make this group, or change it (`number`); its maker looks after it and is reminded on the review date."""
    before = people.segment(tx, number) if number else None
    if not (may_change(tx, me, before) if before else keeps_groups(tx, me)):
        raise NotAllowed(_("Community managers and HR make groups. Ask one of them."))
    if review_on <= local_day(tx.now, me.zone):
        raise FieldError("review_on", _("Choose a day to come."))
    rule, opt_in = read_rule(who)
    owner = before.owner_id if before else me.id
    made = people.put_segment(
        tx, name.strip(), rule, segment_id=number, opt_in=opt_in, with_guests=guests, goal=goal.strip(),
        owner=owner, review_on=review_on,
    )  # fmt: skip
    _plan_review(tx, made, review_on, me.zone)
    if before and (before.rule, before.opt_in) != (rule, opt_in):
        note_change(tx, made, local_day(tx.now, me.zone))
    return made


def _plan_review(tx: Tx, number: int, day: date, zone: str) -> None:
    payload = {"group": number, "day": day.isoformat()}
    jobs.at(tx, f"{REVIEW}:{number}:{day}", at_local(day, 9, 0, zone), REVIEW, payload)


def review_due(tx: Tx, number: int, day: str) -> SegmentHere | None:
    """The group that is to be looked at again on this day; None when the day was moved or the group is gone."""
    found = next((one for one in people.segments(tx) if one.id == number), None)
    return found if found and found.review_on and found.review_on.isoformat() == day else None


def hand_group(tx: Tx, me: Me, number: int, to: int) -> None:
    """Somebody else looks after this group from now on."""
    group = people.segment(tx, number)
    if not may_change(tx, me, group):
        raise NotAllowed(_("Only who looks after this group, community managers and HR can change it."))
    people.put_segment(
        tx, group.name, group.rule, segment_id=group.id, about=group.about, opt_in=group.opt_in,
        with_guests=group.with_guests, goal=group.goal, owner=people.get(tx, to).id, review_on=group.review_on,
    )  # fmt: skip


def join(tx: Tx, me: Me, number: int) -> None:
    """The person joins a group that is to be joined."""
    people.join_segment(tx, number, me.id)


def leave(tx: Tx, me: Me, number: int) -> None:
    """The person leaves; nobody is told."""
    people.leave_segment(tx, number, me.id)


def choose_doing(tx: Tx, me: Me, number: int, driver: str, words: str) -> None:
    """This is done for the group from now on."""
    if not may_change(tx, me, people.segment(tx, number)):
        raise NotAllowed(_("Only who looks after this group, community managers and HR can change it."))
    if driver not in DRIVERS:
        raise FieldError("driver", _("Choose one of the options."))
    if not 0 < len(words.strip()) <= LONGEST:
        raise FieldError("words", _("Write 1 to {most} characters.").format(most=LONGEST))
    tx.run(_add, segment_id=number, driver=driver, words=words.strip(), chosen_by=me.id,
           chosen_on=local_day(tx.now, me.zone))  # fmt: skip


def stop_doing(tx: Tx, me: Me, number: int, doing: int) -> None:
    """This is no longer done."""
    if not may_change(tx, me, people.segment(tx, number)):
        raise NotAllowed(_("Only who looks after this group, community managers and HR can change it."))
    tx.run(_stop, number=doing, segment=number)


def doings(tx: Tx, number: int) -> list[Chosen]:
    """The five things last chosen for this group."""
    return [Chosen(*row) for row in tx.all(_of, segment=number)]
