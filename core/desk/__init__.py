"""The desk: what stands in the chat, what came in, what people were told, and what they have not finished."""

from core.desk import drafts, inbound, lines, live, telling, uploads
from core.desk.live import Standing
from core.desk.telling import Line, Telling

__all__ = ["Line", "Standing", "Telling", "drafts", "inbound", "lines", "live", "telling", "uploads"]
