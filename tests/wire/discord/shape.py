"""The last inch between simcord's payloads and Discord's: members that are absent rather than null, or always there."""

from __future__ import annotations

from typing import Any

_GUILD = {"nsfw_level": 0, "hub_type": None, "incidents_data": None, "safety_alerts_channel_id": None}
_FORUM = {"default_sort_order": None, "default_forum_layout": 0}


def as_discord(payload: Any) -> Any:
    """A copy of this payload in the shape Discord gives it."""
    if isinstance(payload, (list, tuple)):
        return [as_discord(item) for item in payload]
    if not isinstance(payload, dict):
        return payload
    made = {str(key): as_discord(value) for key, value in payload.items()}
    if "author" in made and made.get("nonce", "") is None:
        del made["nonce"]
    if "filename" in made and made.get("description", "") is None:
        del made["description"]
    if "application_id" in made and "description" in made and "options" in made:
        made = {key: value for key, value in made.items() if value is not None or not key.startswith("integration_")}
        made.setdefault("version", made.get("id"))
    if "username" in made and "discriminator" in made:
        made.setdefault("primary_guild", None)
    if made.get("type") == 15 and "available_tags" in made:
        made = {**_FORUM, **made}
    if "roles" in made and "owner_id" in made and "verification_level" in made:
        made = {**_GUILD, **made}
    return made
