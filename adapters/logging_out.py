"""What Townhall writes to its log: one line for each event, with secrets and people's addresses masked (T65, T67)."""

import logging
import sys
from collections.abc import Callable
from typing import Any, TextIO

import structlog

from core.privacy import redact

LIBRARIES = {"discord": logging.WARNING, "slack_bolt": logging.WARNING, "slack_sdk": logging.WARNING,
             "aiohttp": logging.WARNING, "apscheduler": logging.WARNING, "alembic": logging.WARNING,
             "sqlalchemy": logging.WARNING}  # fmt: skip


def set_up(to: TextIO | None = None, least: int = logging.INFO) -> None:
    """From now on every line of at least this level, our own and the libraries', is redacted and leaves as JSON."""
    shared: list[Callable[..., Any]] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(least),
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            redact,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(to or sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(least)
    for name, level in LIBRARIES.items():
        logging.getLogger(name).setLevel(max(level, least))
