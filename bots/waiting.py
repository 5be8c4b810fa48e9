"""Whether somebody waits for what is being done now: it goes before what is only told, on every platform."""

from contextvars import ContextVar

someone_waits: ContextVar[bool] = ContextVar("someone_waits", default=False)
"""Set for a task and what it calls."""
