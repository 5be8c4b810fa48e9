"""Whether Townhall is well, in numbers only, for whoever watches over it: what waits, what is late, what was given up."""

from datetime import timedelta

from aiohttp import web
from sqlalchemy import bindparam, func, select

from adapters.web import Part, application
from adapters.web import listen as listen_at
from core.config import ConfigError
from core.db import Database, Query, Tx, table
from core.desk import lines
from core.jobs import Due
from core.words import _

LATE = timedelta(minutes=10)
_due = table(Due)
_open = (_due.c.done_at.is_(None), _due.c.failed_at.is_(None))
_counts = Query(
    select(
        select(func.count()).select_from(_due).where(*_open).scalar_subquery().label("waiting"),
        select(func.count())
        .select_from(_due)
        .where(*_open, _due.c.due_at < bindparam("late"))
        .scalar_subquery()
        .label("late"),
        select(func.count()).select_from(_due).where(_due.c.failed_at.is_not(None)).scalar_subquery().label("given_up"),
    )
)


def look(tx: Tx) -> dict[str, int]:
    """Work that waits, that should have been done ten minutes ago, and that was given up; platforms that are cut off."""
    row, cut = tx.one(_counts, late=tx.now - LATE), len(lines.cut_off(tx))
    return {"waiting": int(row.waiting), "late": int(row.late), "given_up": int(row.given_up), "cut_off": cut}


async def listen(db: Database, host: str, port: int, *parts: Part) -> web.AppRunner:
    """Answer GET /health beside these parts: 200 when nothing is late and no platform cut off, else 503.

    Raises ConfigError for a taken port.
    """

    async def answer(request: web.Request) -> web.Response:
        counts = await db.read(look)
        return web.json_response(counts, status=503 if counts["late"] or counts["cut_off"] else 200)

    def part(made: web.Application) -> None:
        made.router.add_get("/health", answer)

    try:
        runner, _port = await listen_at(application(part, *parts), port, host)
    except OSError:
        text = _("web.port {port} is taken on this machine. Choose another, or 0 for no web server.")
        raise ConfigError(text.format(port=port)) from None
    return runner
