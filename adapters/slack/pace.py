"""How fast Slack lets an app call: tiers by method, one post a second in each conversation, and a cap on all posts."""

from typing import Any

from adapters.pacing import Rate

PER_MINUTE = {
    "users.list": 20, "usergroups.list": 20, "usergroups.users.list": 20, "chat.update": 50,
    "conversations.open": 50, "conversations.history": 50, "conversations.replies": 50, "views.open": 100,
    "views.publish": 100, "chat.postEphemeral": 100, "users.info": 100, "files.info": 100,
    "files.getUploadURLExternal": 100, "files.completeUploadExternal": 100,
}  # fmt: skip
"""What Slack's tiers allow a method in a minute, at the least."""
POSTS_PER_SECOND, BURST = 4.0, 10
"""All posts together: Slack says "several hundred a minute" and names no number; a 429 corrects us."""
RATES = {
    **{method: Rate(calls / 60, max(1, calls // 5)) for method, calls in PER_MINUTE.items()},
    "post": Rate(POSTS_PER_SECOND, BURST),
    "conversation": Rate(1.0, 3),
}


def lanes(method: str, arguments: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The allowances that a call takes from, the narrowest first."""
    channel = str(arguments.get("channel") or "")
    if method == "chat.postMessage":
        return (("conversation", channel), ("post", ""))
    if method == "chat.postEphemeral":
        return (("conversation", channel), (method, ""))
    return ((method, ""),)
