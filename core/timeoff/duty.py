"""Turns on duty change hands: asked of a colleague, offered to the team, arranged by who leads it, or taken over at once."""

from datetime import date, timedelta
from typing import NamedTuple

from core import calendar, facts, people
from core.clock import local_day
from core.db import Tx
from core.errors import FieldError, NotAllowed, Stale, UserError
from core.people import Me, Role
from core.timeoff.duty_offer import (
    ADD_OFFER,
    MOVE_OFFER,
    OPEN,
    REFUSED,
    TAKEN,
    WITHDRAWN,
    Offer,
    find_offer,
    open_offers,
)
from core.timeoff.facts import TurnMoved
from core.timeoff.occupancy import teams_led
from core.timeoff.refusals import AlreadyPast
from core.words import _

AHEAD, LONGEST, WEEKEND = 8 * 7, 31, 3


class NotYourTurn(UserError):
    """Only one's own turn can be given away."""

    kind = "not_your_turn"


class CantTake(UserError):
    """Who is away, or does not work then, can't be on duty."""

    kind = "cant_take"


class OfferedAlready(UserError):
    """These days wait for somebody already."""

    kind = "offered_already"


class Turn(NamedTuple):
    """Who is on duty from first to last day, both included."""

    person_id: int
    first_day: date
    last_day: date


def turns(tx: Tx, team: int, first: date, last: date) -> list[Turn]:
    """Who is on duty when, day after day of one person together; days on which nobody is have none."""
    found: list[Turn] = []
    for day, person in calendar.on_duty_between(tx, team, first, last).items():
        if found and found[-1].person_id == person and (day - found[-1].last_day).days <= WEEKEND:
            found[-1] = found[-1]._replace(last_day=day)
        else:
            found.append(Turn(person, day, day))
    return found


def duty_teams(tx: Tx, me: Me) -> list[int]:
    """The teams whose turns this person sees: their own, those they take turns for, those they lead; for HR all with turns."""
    led = teams_led(tx, me)
    everywhere = people.has_role(tx, me.id, Role.HR)
    known = [
        team.id for team in people.teams(tx)
        if everywhere or team.id == me.team_id or team.id in led or me.id in calendar.duty_order(tx, team.id)
    ]  # fmt: skip
    taking = [one for one in known if calendar.duty_order(tx, one)]
    return sorted(
        taking or [one for one in known if one in (*led, me.team_id)], key=lambda one: (one != me.team_id, one)
    )


def may_arrange(tx: Tx, me: Me, team: int) -> bool:
    """HR, or who leads somebody of the team."""
    return people.has_role(tx, me.id, Role.HR) or team in teams_led(tx, me)


def set_turns(tx: Tx, me: Me, team: int, who: list[int]) -> None:
    """These people take a week each from now on; who took turns before keeps their place in the order. None ends it.

    Raises NotAllowed, FieldError for somebody of another team.
    """
    if not may_arrange(tx, me, team):
        raise NotAllowed(_("Only HR, or who leads this team, can say who takes turns."))
    tx.lock("duty", team)
    if any(one not in _of_team(tx, team) for one in who):
        raise FieldError("who", _("Choose people of this team."))
    before = [one for one in calendar.duty_order(tx, team) if one in who]
    calendar.set_duty_order(tx, team, [*before, *(one for one in who if one not in before)])


def offer_turn(tx: Tx, me: Me, team: int, first: date, last: date, asked: int | None = None) -> int:
    """Ask a colleague to take one's turn on these days, or offer it to the team; a part of a turn too. Gives the offer's id.

    Raises AlreadyPast, FieldError, NotYourTurn, OfferedAlready, NotAllowed for somebody of another team, CantTake.
    """
    tx.lock("duty", team)
    _check_days(tx, me, first, last)
    mine = turns(tx, team, first, last)
    if not mine or {one.person_id for one in mine} != {me.id}:
        raise NotYourTurn(_("You are not on duty on all of these days. Choose days of your own turn."))
    if any(
        one.first_day <= last and first <= one.last_day for one in open_offers(tx, team, first) if one.owner_id == me.id
    ):
        raise OfferedAlready(_("Somebody is asked for these days already. Withdraw that first."))
    if asked is not None:
        _check_taker(tx, team, asked, first, last, me.id)
    made = tx.one(ADD_OFFER, team_id=team, owner_id=me.id, first_day=first, last_day=last, asked_id=asked, taken_by=None,
                  arranged_by=None, status=OPEN)  # fmt: skip
    facts.record(tx, TurnMoved(int(made.id), OPEN))
    return int(made.id)


def answer_turn(tx: Tx, me: Me, number: int, yes: bool) -> Offer:
    """Take the turn, or say that one can't: who was asked, or anybody of the team where it was offered to all.

    Raises NotAllowed, Stale, CantTake, NotYourTurn when the turn is not its owner's any more.
    """
    offer = find_offer(tx, number)
    if offer is None or not _may_take(tx, me, offer) or (offer.asked_id is None and not yes):
        raise NotAllowed(_("I don't know this turn, or it is not for you."))
    tx.lock("duty", offer.team_id)
    if _found(tx, number).status != OPEN:
        raise Stale(_("This turn is settled already."))
    if yes:
        _check_taker(tx, offer.team_id, me.id, offer.first_day, offer.last_day, offer.owner_id or 0)
        if {one.person_id for one in turns(tx, offer.team_id, offer.first_day, offer.last_day)} - {
            offer.owner_id,
            me.id,
        }:
            raise NotYourTurn(_("Somebody else is on duty then by now."))
    if not tx.run(MOVE_OFFER, number=number, becomes=TAKEN if yes else REFUSED, who=me.id if yes else None):
        raise Stale(_("This turn is settled already."))
    if yes:
        calendar.swap_duty(tx, offer.team_id, me.id, offer.first_day, offer.last_day)
    facts.record(tx, TurnMoved(number, TAKEN if yes else REFUSED))
    return _found(tx, number)


def withdraw_turn(tx: Tx, me: Me, number: int) -> Offer:
    """One keeps one's turn after all. Raises NotAllowed, Stale."""
    offer = find_offer(tx, number)
    if offer is None or offer.owner_id != me.id:
        raise NotAllowed(_("I don't know this turn, or it is not yours."))
    if not tx.run(MOVE_OFFER, number=number, becomes=WITHDRAWN, who=None):
        raise Stale(_("This turn is settled already."))
    facts.record(tx, TurnMoved(number, WITHDRAWN))
    return _found(tx, number)


def arrange_turn(tx: Tx, me: Me, team: int, person: int, first: date, last: date) -> int:
    """Who leads the team, or HR, gives these days to somebody at once; both hear it. Gives the offer's id.

    Raises NotAllowed, AlreadyPast, FieldError, CantTake.
    """
    if not may_arrange(tx, me, team):
        raise NotAllowed(_("Only HR, or who leads this team, can arrange turns for others."))
    tx.lock("duty", team)
    _check_days(tx, me, first, last)
    before = next(iter(turns(tx, team, first, last)), None)
    _check_taker(tx, team, person, first, last)
    return _at_once(tx, team, before.person_id if before else None, person, first, last, me.id)


def take_over(tx: Tx, me: Me, team: int) -> int:
    """On duty today from now on, whoever's turn it is; they hear it. Gives the offer's id.

    For who takes turns or is of the team. Raises NotAllowed, CantTake, Stale when one is on duty already.
    """
    if me.id not in _of_team(tx, team):
        raise NotAllowed(_("Only people of this team can take over."))
    tx.lock("duty", team)
    today = local_day(tx.now, me.zone)
    before = calendar.on_duty(tx, team, today)
    if before == me.id:
        raise Stale(_("You are on duty today already."))
    _check_taker(tx, team, me.id, today, today)
    return _at_once(tx, team, before, me.id, today, today, None)


def who_can(tx: Tx, team: int, first: date, last: date, but: int | None = None) -> list[int]:
    """Who of the team is there and works on every one of these days that somebody works on, those who take turns first."""
    order = calendar.duty_order(tx, team)
    everybody = [*order, *(one for one in _of_team(tx, team) if one not in order)]
    return calendar.free_to_take(tx, [one for one in everybody if one != but], first, last)


def _at_once(tx: Tx, team: int, owner: int | None, person: int, first: date, last: date, by: int | None) -> int:
    made = tx.one(ADD_OFFER, team_id=team, owner_id=owner if owner != person else None, first_day=first, last_day=last,
                  asked_id=None, taken_by=person, arranged_by=by, status=TAKEN)  # fmt: skip
    calendar.swap_duty(tx, team, person, first, last)
    facts.record(tx, TurnMoved(int(made.id), TAKEN))
    return int(made.id)


def _check_days(tx: Tx, me: Me, first: date, last: date) -> None:
    today = local_day(tx.now, me.zone)
    if first < today:
        raise AlreadyPast(_("These days are past. Choose days to come."))
    if last > today + timedelta(days=AHEAD) or (last - first).days >= LONGEST:
        raise FieldError("when", _("Choose at most a month, within the next eight weeks."))


def _check_taker(tx: Tx, team: int, person: int, first: date, last: date, owner: int = 0) -> None:
    if person == owner:
        raise CantTake(_("It is your own turn. Choose a colleague."))
    if person not in _of_team(tx, team):
        raise NotAllowed(_("This colleague is not of the team. Choose somebody of it."))
    if not calendar.free_to_take(tx, [person], first, last):
        raise CantTake(
            _("{name} is away or does not work on some of these days.").format(name=people.get(tx, person).name)
        )


def _of_team(tx: Tx, team: int) -> list[int]:
    """Everybody of the team with the teams below it, and who takes turns for it."""
    return list(dict.fromkeys([*calendar.duty_order(tx, team), *(one.id for one in people.members(tx, team))]))


def _may_take(tx: Tx, me: Me, offer: Offer) -> bool:
    if offer.asked_id is not None:
        return offer.asked_id == me.id
    return me.id != offer.owner_id and me.id in _of_team(tx, offer.team_id)


def _found(tx: Tx, number: int) -> Offer:
    found = find_offer(tx, number)
    assert found is not None
    return found
