"""Files that come in with a form: fetched by the platform, held for an hour, and known by a key that the form carries."""

import secrets
from typing import Any

from bots.app import App
from bots.bot import due
from bots.chat import Context, Who
from bots.ui.file_field import EMPTY, FAULT, TOO_LARGE
from core import jobs, people
from core.db import Tx
from core.desk import uploads

FORGET = "home.forget_files"


async def receive(app: App, who: Who, name: str, content: bytes) -> str:
    """Hold this file for who sent it; gives what the form's field carries: its key, or why it was not taken.

    Called before the form itself is handled. Nobody's file is kept: a stranger's form is answered as a stranger's.
    """
    if not content or len(content) > uploads.MOST_BYTES:
        return FAULT + (TOO_LARGE if content else EMPTY)

    def unit(tx: Tx) -> str:
        found = None if who.outsider else people.find(tx, who.platform, who.space, who.user)
        if found is None:
            return ""
        jobs.at(tx, f"forget_files:{secrets.token_hex(8)}", tx.now + uploads.KEPT, FORGET, {})
        return uploads.keep(tx, found[0].id, name, content)

    return await app.db.write(unit)


@due("forget_files")
def forget_files(ctx: Context, payload: dict[str, Any]) -> None:
    """The hour is over."""
    uploads.forget_old(ctx.tx)
