"""How the gateway answers a request for members: by id, by the start of a name, or everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simcord.backend import serializers

from .state import State

CHUNK = 1000


def chunks_of(state: State, data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The payloads of GUILD_MEMBERS_CHUNK, at most a thousand members each."""
    guild = state.guilds.get(int(data["guild_id"]))
    if guild is None:
        return
    members = list(guild.members.values())
    answer: dict[str, Any] = {"guild_id": str(guild.id), "nonce": data.get("nonce")}
    if data.get("user_ids"):
        ids = data["user_ids"]
        wanted = {int(id) for id in (ids if isinstance(ids, list) else [ids])}
        answer["not_found"] = [str(id) for id in sorted(wanted - guild.members.keys())]
        members = [member for member in members if member.user_id in wanted]
    elif data.get("query"):
        start = data["query"].lower()
        members = [m for m in members if state.users[m.user_id].name.startswith(start)]
    members = members[: data.get("limit") or len(members)]
    parts = [members[i : i + CHUNK] for i in range(0, len(members), CHUNK)] or [[]]
    for index, part in enumerate(parts):
        shown = [serializers.member_payload(state, guild, member) for member in part]
        yield {**answer, "members": shown, "chunk_index": index, "chunk_count": len(parts)}
