"""An answer that a platform would not take any more: the person who acted still hears it, as a message of its own (T07)."""

from bots.bot import view
from bots.chat import Answer, Context, Event, Send, Shown
from bots.sending import plan
from bots.suite import Suite
from bots.ui import Message, Text
from bots.ui.text import escaped
from core import people
from core.db import Tx
from core.desk import drafts
from core.words import _, speaking

OWED = "owed"


def owe(suite: Suite, tx: Tx, event: Event, answer: Answer) -> None:
    """Plan what was answered, drawn anew where it names what it shows; nothing for a stranger, who has no way to hear."""
    who = event.who
    found = None if who.outsider else people.find(tx, who.platform, who.space, who.user)
    if found is None:
        return
    shown = answer.shown or Shown(owed.full, drafts.keep(tx, found[0].id, OWED, {"text": _words(answer)}))
    plan(tx, Send(f"person:{found[0].id}", shown.view, shown.entity, "decision", "reply", f"owed:{event.key}"), "")
    suite.settle(tx, found[0].id)


def _words(answer: Answer) -> str:
    with speaking(answer.language):
        if answer.form:
            return _("The form could not open any more. Give the command again.")
        if answer.errors:
            return "\n".join(answer.errors.values())
        message = answer.reply or answer.replace
        return escaped(message.summary) if message else answer.notice or _("Done.")


@view("owed")
def owed(ctx: Context, draft: int) -> Message | None:
    """What would have been answered, for the one who acted and nobody else."""
    kept = drafts.load(ctx.tx, ctx.me.id, OWED, draft)
    return Message(_("My answer came too late"), (Text(str(kept["text"])),), sensitive=True) if kept else None
