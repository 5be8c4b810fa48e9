"""Accounts: the person behind a platform's user, where direct messages go, and what people chose per topic."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import String, and_, bindparam, cast, delete, null, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core.db import Query, Tx, table
from core.people.directory import PERSON, Me, p
from core.people.models import Account, Setting
from core.values import frozen

a, setting = table(Account), table(Setting)
_by_account = Query(
    select(*PERSON, a.c.id.label("account_id"), a.c.used_at).join(a, a.c.person_id == p.c.id).where(
        a.c.platform == bindparam("platform"), a.c.space == bindparam("space"), a.c.user == bindparam("user_"))
)  # fmt: skip
_preferred = and_(
    setting.c.person_id == a.c.person_id, setting.c.topic == "account", setting.c.choice == cast(a.c.id, String)
)
_accounts = Query(
    select(a.c.id, a.c.platform, a.c.space, a.c.user, a.c.direct).select_from(a.outerjoin(setting, _preferred))
    .where(a.c.person_id == bindparam("person")).order_by(setting.c.id.is_(None), a.c.used_at.desc(), a.c.id)
)  # fmt: skip
_used = Query(
    update(a).where(a.c.id == bindparam("account"), a.c.used_at < bindparam("before")).values(used_at=bindparam("now"))
)
_set_direct = Query(update(a).where(a.c.id == bindparam("account")).values(direct=bindparam("yes")))
_conversation = Query(
    select(a.c.conversation).where(
        a.c.platform == bindparam("platform"), a.c.space == bindparam("space"), a.c.user == bindparam("user_"))
)  # fmt: skip
_keep_conversation = Query(
    update(a).where(
        a.c.platform == bindparam("platform_"), a.c.space == bindparam("space_"), a.c.user == bindparam("user_"),
        or_(a.c.conversation.is_(None), a.c.conversation != bindparam("channel")),
    ).values(conversation=bindparam("channel"))
)  # fmt: skip
_forget_conversation = Query(
    update(a).where(a.c.platform == bindparam("platform_"), a.c.conversation == bindparam("channel"))
    .values(conversation=null())
)  # fmt: skip
_add_account = Query(
    insert_or(a).on_conflict_do_update(index_elements=["platform", "space", "user"],
                                       set_={"person_id": insert_or(a).excluded.person_id}).returning(a.c.id),
    "platform", "space", "user", "person_id", "used_at", "direct",
)  # fmt: skip
_users = Query(
    select(a.c.user).where(a.c.platform == bindparam("platform"), a.c.space == bindparam("space")).order_by(a.c.id)
)
_drop_account = Query(delete(a).where(a.c.id == bindparam("account")))
_choice = Query(
    select(setting.c.choice).where(setting.c.person_id == bindparam("person"), setting.c.topic == bindparam("topic"))
)
_put_choice = Query(
    insert_or(setting).on_conflict_do_update(index_elements=["person_id", "topic"],
                                             set_={"choice": insert_or(setting).excluded.choice}),
    "person_id", "topic", "choice",
)  # fmt: skip


HOUR = timedelta(hours=1)


class Found(NamedTuple):
    """The person behind an account, the account's id, and whether its use was noted within the hour."""

    me: Me
    account: int
    fresh: bool


@frozen
class AccountHere:
    """A person's identity on a platform."""

    id: int
    platform: str
    space: str
    user: str
    direct: bool


def find(tx: Tx, platform: str, space: str, user: str) -> Found | None:
    """The person behind this account, or None; leavers are found too, with their last day."""
    row = tx.one(_by_account, platform=platform, space=space, user_=user)
    return None if row is None else Found(Me(*row[:-2]), row.account_id, row.used_at > tx.now - HOUR)


def accounts(tx: Tx, person: int) -> list[AccountHere]:
    """A person's accounts: the one they chose for messages first, then the one last used."""
    return [AccountHere(*row) for row in tx.all(_accounts, person=person)]


def note_use(tx: Tx, account: int) -> None:
    """This account is in use: new direct messages go there. To the hour, so that a busy hour writes once."""
    tx.run(_used, account=account, now=tx.now, before=tx.now - HOUR)


def allow_direct(tx: Tx, account: int, yes: bool = True) -> None:
    """The person's own click that allows (or ends) direct messages to this account."""
    tx.run(_set_direct, account=account, yes=yes)


def link(tx: Tx, person: int, platform: str, space: str, user: str, direct: bool = True) -> int:
    """Tie an account to a person; the caller has made sure that it is theirs. Gives the account's id."""
    made = tx.one(
        _add_account, platform=platform, space=space, user=user, person_id=person, used_at=tx.now, direct=direct
    )
    return int(made.id)


def conversation_with(tx: Tx, platform: str, space: str, user: str) -> str | None:
    """The platform's id of the direct conversation with this account, where one was ever opened."""
    row = tx.one(_conversation, platform=platform, space=space, user_=user)
    return None if row is None else row.conversation


def keep_conversation(tx: Tx, platform: str, space: str, user: str, channel: str) -> None:
    """From now on this account's direct conversation is known; nothing where nobody has this account."""
    tx.run(_keep_conversation, platform_=platform, space_=space, user_=user, channel=channel)


def forget_conversation(tx: Tx, platform: str, channel: str) -> None:
    """The platform knows this conversation no more."""
    tx.run(_forget_conversation, platform_=platform, channel=channel)


def linked_users(tx: Tx, platform: str, space: str) -> list[str]:
    """The platform's ids of everybody who is linked in this workspace or server."""
    return [str(row.user) for row in tx.all(_users, platform=platform, space=space)]


def unlink(tx: Tx, platform: str, space: str, user: str) -> int | None:
    """This account is nobody's from now on (it left the server); gives the person whose it was."""
    found = find(tx, platform, space, user)
    if found is None:
        return None
    tx.run(_drop_account, account=found.account)
    return found.me.id


def choice(tx: Tx, person: int, topic: str) -> str | None:
    """What this person chose for a topic (now, digest, off), or None."""
    row = tx.one(_choice, person=person, topic=topic)
    return None if row is None else str(row.choice)


def choose(tx: Tx, person: int, topic: str, what: str) -> None:
    """Keep a person's choice for a topic."""
    tx.run(_put_choice, person_id=person, topic=topic, choice=what)
