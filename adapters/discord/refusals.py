"""What each of Discord's refusals means for the work at hand."""

from bots.chat import Failed, Gone, Later

PATIENT_SECONDS = 30.0
"""Longer waits than this are not slept through in a call: the job comes back later."""
GONE, NO_MEMBER = {10008}, "no_such_member"
FOR_GOOD = {
    10003: "no_such_conversation", 10004: "no_such_server", 10007: NO_MEMBER, 10013: "no_such_user", 50001: "no_access",
    50007: "dm_closed", 50013: "no_permission", 50083: "archived", 50278: "dm_closed", 10062: "expired",
    10015: "expired", 40060: "answered", 160004: "has_thread", 50024: "no_threads_here", 160006: "too_many_threads",
    160002: "no_permission", 160005: "archived", 200000: "blocked", 200001: "blocked", 240000: "blocked",
}  # fmt: skip
TOO_FAST = 300.0
WAIT = {40003: TOO_FAST, 20016: 60.0, 20028: 30.0, 40062: 30.0}


def meaning(status: int, code: int, retry_after: str | None = None) -> Later | Gone | Failed | None:
    """Later, Gone, or Failed for good; None for what may pass by itself, and for mistakes of ours."""
    if code in GONE:
        return Gone()
    if code in WAIT:
        return Later(WAIT[code])
    if code in FOR_GOOD:
        return Failed(FOR_GOOD[code])
    if status == 429:
        return Later(_seconds(retry_after))
    if status in (403, 404):
        return Failed(f"refused_{status}_{code}")
    return None


def _seconds(text: str | None) -> float:
    try:
        return max(0.1, float(text or PATIENT_SECONDS))
    except ValueError:
        return PATIENT_SECONDS
