"""What could not be delivered: a closed door is remembered and another way found, and the admin is told once (T21)."""

from bots import gate
from bots.bot import on, view
from bots.chat import Context, Send
from bots.suite import Suite
from bots.ui import Message, Plain, Text
from core import jobs, people
from core.db import Tx
from core.desk import telling
from core.desk.facts import Undelivered
from core.facts import record
from core.jobs import Job
from core.words import N_, _

CLOSED_DOORS = {"dm_closed"}
NO_WAY = "no_way"
OUTSIDE = N_("I am not in that channel. Invite me, or give another channel this purpose with /place.")
FORBIDDEN = N_("I may not write in that channel. Give me the right to see it and to send messages there.")
VANISHED = N_("That channel is gone. Give another channel its purpose with /place.")
SHUT = N_("That conversation is archived or locked. Open it, or give another channel its purpose with /place.")
CLOSED = N_("That account is closed. Link another one.")
NO_FILES = N_("That workspace takes no such files. Its owners can change that in its settings.")
NO_ROOT = N_("The message that it belongs under is gone.")
REASONS = {
    NO_WAY: N_(
        "They allowed no direct messages, and their team has no place here. Give it one with /place, or link them."
    ),
    **dict.fromkeys(("no_access", "not_in_channel"), OUTSIDE),
    **dict.fromkeys(("no_such_conversation", "channel_not_found"), VANISHED),
    **dict.fromkeys(("archived", "is_archived", "is_inactive", "thread_locked", "restricted_action_thread_locked"), SHUT),
    **dict.fromkeys(("no_permission", "restricted_action", "restricted_action_read_only_channel",
                     "restricted_action_thread_only_channel", "posting_to_channel_denied"), FORBIDDEN),
    **dict.fromkeys(("no_such_user", "account_inactive", "user_disabled", "user_not_found"), CLOSED),
    **dict.fromkeys(("file_type_not_allowed", "file_uploads_disabled", "file_uploads_except_images_disabled",
                     "storage_limit_reached"), NO_FILES),
    **dict.fromkeys(("gone", "cannot_reply_to_message"), NO_ROOT),
    "blocked": N_("The server's automatic moderation stopped it. Make an exception there for my role."),
    "no_such_server": N_("I am no longer in that server. Invite me again."),
    "restricted_action_non_threadable_channel": N_(
        "That channel allows no threads. Allow them in its settings, or give another channel its purpose with /place."
    ),
    "app_access_restricted": N_("This workspace restricts what apps may do. Ask its owners to let me post."),
    "missing_scope": N_(
        "The app lacks a right. Paste `townhall manifest` at the app's page, then install the app again."
    ),
    "messages_tab_disabled": N_(
        "Messages to me are off at the app's page. Switch on the Messages tab, under App Home."
    ),
}  # fmt: skip
"""What the admins read, by the platform's own word for its refusal."""
OTHER = N_("The platform refused it ({why}).")


def turned_away(suite: Suite, tx: Tx, job: Job, why: str) -> bool:
    """A person closed their direct messages: remember it and find another way; False when that is not what happened."""
    to = str(job.payload.get("to", ""))
    if job.kind != "send" or why not in CLOSED_DOORS or not to.startswith("person:"):
        return False
    account = next(
        (one for one in gate.accounts(suite, tx, int(to[7:]), str(job.payload["topic"])) if one.direct), None
    )
    if account is None or suite.speaks_first(account.platform):
        return False
    people.allow_direct(tx, account.id, False)
    jobs.put_off(tx, job, tx.now)
    return True


def lost(tx: Tx, job: Job, why: str) -> None:
    """This was not delivered and is not tried again: keep it, and let the admin hear of it."""
    load = job.payload
    if job.kind == "send" and load["view"] != undelivered.full:
        number = telling.note(tx, job.key, load["to"], load["view"], load["entity"], load["topic"], load["urgency"],
                              f"failed:{why}")  # fmt: skip
        record(tx, Undelivered(number, why))


@on(Undelivered)
def tell_admin(ctx: Context, happened: Undelivered) -> Send | None:
    """One message to the admins for each place and reason in a week; those who can't be reached are one reason."""
    told = telling.told(ctx.tx, happened.telling)
    if told is None:
        return None
    whom = "" if happened.why == NO_WAY else told.viewer
    week = "-".join(map(str, ctx.today.isocalendar()[:2]))
    return Send(
        "role:admin", undelivered.full, happened.telling, "security", key=f"undelivered:{whom}:{happened.why}:{week}"
    )


@view("undelivered")
def undelivered(ctx: Context, number: int) -> Message | None:
    """Where something did not arrive, why, and what to do; never what it was about."""
    told = telling.told(ctx.tx, number)
    if told is None or not people.has_role(ctx.tx, ctx.me.id, people.Role.ADMIN):
        return None
    kind, _colon, which = told.viewer.partition(":")
    place = people.get_place(ctx.tx, int(which)) if kind == "place" else None
    name = place.name if place else people.get(ctx.tx, int(which)).name if kind == "person" else which
    why = told.outcome.partition(":")[2]
    reason = _(REASONS[why]) if why in REASONS else _(OTHER).format(why=why)
    text = _("To: {name}. {reason} I tell you this once a week at most.").format(name=Plain(name), reason=reason)
    return Message(_("A message could not be delivered"), (Text(text),), "warning")
