"""Linking an account to a person: by a code that only they can see, or by HR; never by a name that looks alike (T68)."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, insert, select, update

from core.db import Query, Tx, table
from core.errors import NotAllowed, Stale, UserError
from core.facts import record
from core.people.accounts import accounts, find, link
from core.people.directory import Me, find_by_email, get, has_role
from core.people.facts import CodeAsked, ConfirmationAsked, Linked, LinkRefused
from core.people.models import LinkRequest, Role
from core.values import frozen
from core.words import _

CODE_MINUTES, HR_DAYS, MOST_WRONG, MOST_A_DAY, DIGITS = 15, 3, 5, 5, 8
"""How long a code is good, how long HR may take, wrong codes to a request, requests a day for an account or a person."""
_row = table(LinkRequest)
_columns = (
    _row.c.id, _row.c.platform, _row.c.space, _row.c.user, _row.c.person_id, _row.c.code, _row.c.wrong, _row.c.state,
    _row.c.hr_asked, _row.c.at,
)  # fmt: skip
_by_id = Query(select(*_columns).where(_row.c.id == bindparam("request")))
_add = Query(
    insert(_row).returning(_row.c.id),
    "platform", "space", "user", "person_id", "code", "wrong", "state", "hr_asked", "at",
)  # fmt: skip
_of_account = Query(
    select(func.count().label("n")).where(
        _row.c.platform == bindparam("platform"), _row.c.space == bindparam("space"), _row.c.user == bindparam("user_"),
        _row.c.at > bindparam("since"))
)  # fmt: skip
_of_person = Query(
    select(func.count().label("n")).where(_row.c.person_id == bindparam("person"), _row.c.at > bindparam("since"))
)
_one_more_wrong = Query(
    update(_row).where(_row.c.id == bindparam("request"), _row.c.state == "open", _row.c.wrong < MOST_WRONG)
    .values(wrong=_row.c.wrong + 1)
)  # fmt: skip
_ask_hr = Query(update(_row).where(_row.c.id == bindparam("request"), _row.c.state == "open").values(hr_asked=True))
_settle = Query(
    update(_row).where(_row.c.id == bindparam("request"), _row.c.state == "open")
    .values(state=bindparam("became"), code="")
)  # fmt: skip


@frozen
class LinkHere:
    """Somebody's wish to have this account linked; no person when the e-mail was nobody's."""

    id: int
    platform: str
    space: str
    user: str
    person_id: int | None
    code: str
    wrong: int
    state: str
    hr_asked: bool
    at: datetime

    def good(self, now: datetime) -> bool:
        """Whether its code can still be filled in."""
        return self.state == "open" and self.wrong < MOST_WRONG and now < self.at + timedelta(minutes=CODE_MINUTES)

    def waits(self, now: datetime) -> bool:
        """Whether HR can still decide on it."""
        return self.state == "open" and self.hr_asked and now < self.at + timedelta(days=HR_DAYS)


def request_of(tx: Tx, request: int) -> LinkHere | None:
    """This wish, or None."""
    row = tx.one(_by_id, request=request)
    return None if row is None else LinkHere(*row)


def ask(tx: Tx, platform: str, space: str, user: str, email: str) -> int:
    """Somebody says whose account this is; gives the request's id, whether or not the e-mail is anybody's (T68).

    The person gets a code in another chat of theirs; without one, HR is asked.
    """
    _unlinked(tx, platform, space, user)
    since = tx.now - timedelta(days=1)
    if tx.one(_of_account, platform=platform, space=space, user_=user, since=since).n >= MOST_A_DAY:
        raise UserError(_("You have tried this five times today. Try again tomorrow, or go to HR."))
    found = find_by_email(tx, email)
    me = found if found and _works_here(tx, found) else None
    often = me is not None and tx.one(_of_person, person=me.id, since=since).n >= MOST_A_DAY
    reachable = me is not None and bool(accounts(tx, me.id))
    request = int(tx.one(
        _add, platform=platform, space=space, user=user, person_id=me.id if me else None, wrong=0, state="open",
        code=f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}", hr_asked=me is not None and not reachable, at=tx.now,
    ).id)  # fmt: skip
    if me and not often:
        record(tx, CodeAsked(request, me.id) if reachable else ConfirmationAsked(request))
    return request


def prove(tx: Tx, platform: str, space: str, user: str, request: int, code: str, direct: bool) -> int | None:
    """The code as the person filled it in: None when the account is theirs now, else how many tries are left.

    A wrong code is counted, so it is an answer and no refusal. `direct`: whether messages may be sent there at once.
    """
    tx.lock("link", request)
    asked = _own(tx, platform, space, user, request)
    if not asked.good(tx.now):
        raise UserError(_("This code is no longer good. Ask for a new one with /townhall link."))
    right = secrets.compare_digest(asked.code, "".join(one for one in code if one in "0123456789"))
    if not right or asked.person_id is None:
        tx.run(_one_more_wrong, request=request)
        return MOST_WRONG - asked.wrong - 1
    _join(tx, asked, asked.person_id, direct)
    return None


def ask_hr_to_confirm(tx: Tx, platform: str, space: str, user: str, request: int) -> None:
    """The person can't get at the code: HR decides, who knows them."""
    tx.lock("link", request)
    asked = _own(tx, platform, space, user, request)
    if asked.state != "open" or asked.at < tx.now - timedelta(days=HR_DAYS):
        raise UserError(_("This is no longer open. Start again with /townhall link."))
    if not asked.hr_asked:
        tx.run(_ask_hr, request=request)
        if asked.person_id is not None:
            record(tx, ConfirmationAsked(request))


def confirm(tx: Tx, me: Me, request: int, direct: bool) -> None:
    """HR says that it is that colleague; never about oneself. Raises NotAllowed, or Stale when it is settled already."""
    asked = _for_hr(tx, me, request)
    assert asked.person_id is not None
    if not _works_here(tx, get(tx, asked.person_id)) or find(tx, asked.platform, asked.space, asked.user):
        raise Stale(_("This can't be linked any more."))
    _join(tx, asked, asked.person_id, direct)


def refuse(tx: Tx, me: Me, request: int) -> None:
    """HR says that it is somebody else. Raises NotAllowed, or Stale when it is settled already."""
    _for_hr(tx, me, request)
    tx.run(_settle, request=request, became="refused")
    record(tx, LinkRefused(request))


def _for_hr(tx: Tx, me: Me, request: int) -> LinkHere:
    tx.lock("link", request)
    asked = request_of(tx, request)
    if not has_role(tx, me.id, Role.HR) or asked is None or asked.person_id is None or not asked.hr_asked:
        raise NotAllowed(_("Only HR can say whose account this is."))
    if asked.person_id == me.id:
        raise NotAllowed(_("Somebody else of HR has to confirm your own account."))
    if not asked.waits(tx.now):
        raise Stale(_("This is settled already, or it waited too long."))
    return asked


def _own(tx: Tx, platform: str, space: str, user: str, request: int) -> LinkHere:
    """This account's own request; one of another account is as if it were not there (T11)."""
    _unlinked(tx, platform, space, user)
    asked = request_of(tx, request)
    if asked is None or (asked.platform, asked.space, asked.user) != (platform, space, user):
        raise NotAllowed(_("This is no longer open. Start again with /townhall link."))
    return asked


def _unlinked(tx: Tx, platform: str, space: str, user: str) -> None:
    if find(tx, platform, space, user):
        raise UserError(_("This account is linked already. If that is wrong, go to HR."))


def _join(tx: Tx, asked: LinkHere, person: int, direct: bool) -> None:
    if not tx.run(_settle, request=asked.id, became="linked"):
        raise Stale(_("This is settled already, or it waited too long."))
    link(tx, person, asked.platform, asked.space, asked.user, direct)
    record(tx, Linked(asked.id, person))


def _works_here(tx: Tx, me: Me) -> bool:
    return me.left_on is None or me.left_on >= tx.now.date()
