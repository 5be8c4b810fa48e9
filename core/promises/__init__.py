"""What somebody promised to do, by when, and what became of it: one public list for surveys and customer questions."""

from core.promises.facts import Kept, Late, Moved, Promised, Withdrawn
from core.promises.listing import listed
from core.promises.models import Status, Step
from core.promises.outcome import hand_over, keep, may_change, move, reopen, steps, withdraw
from core.promises.promise import LONGEST_WORDS, Given, find, make, of_origin, recent_kept
from core.promises.remind import REMIND, reminded

__all__ = [
    "LONGEST_WORDS", "REMIND", "Given", "Kept", "Late", "Moved", "Promised", "Status", "Step", "Withdrawn", "find",
    "hand_over", "keep", "listed", "make", "may_change", "move", "of_origin", "recent_kept", "reminded", "reopen",
    "steps", "withdraw",
]  # fmt: skip
