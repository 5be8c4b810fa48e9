"""The routes that simcord's state leaves out: one command at a time, finding members, the gateway's address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from simcord.backend import serializers
from simcord.enums import AppCommandType
from simcord.http import dispatch

from .commands import check_commands
from .overlay import Call
from .state import State
from .violations import Refused

GATEWAY = "wss://gateway.discord.gg"


def answer_of(call: Call, state: State, *, reads_content: bool) -> Any:
    """What Discord's state answers to this request, by our own route or else by simcord's."""
    own = _OWN.get((call.method, call.template))
    if own is not None:
        return own(call, state)
    return dispatch(
        state,
        call.method,
        call.path,
        json=call.body,
        params=dict(call.query),
        files=call.files,
        reason=call.reason,
        message_content_access=reads_content,
    )


def _scope(call: Call) -> int | None:
    guild = call.arguments.get("guild_id")
    return int(guild) if guild is not None else None


def _found(call: Call, state: State) -> dict[str, Any]:
    for command in state.commands.get(_scope(call), {}).values():
        if command["id"] == call.arguments["command_id"]:
            return command
    raise Refused(404, 10063, "Unknown application command")


def _register(state: State, scope: int | None, commands: list[dict[str, Any]]) -> list[dict[str, Any]]:
    keep: tuple[str, ...] = (
        "name",
        "description",
        "type",
        "options",
        "default_member_permissions",
        "dm_permission",
        "contexts",
    )
    keep += ("integration_types", "name_localizations", "description_localizations")
    return state.register_commands(scope, [{k: one[k] for k in keep if k in one} for one in commands])


def _replace(call: Call, state: State) -> Any:
    return _register(state, _scope(call), call.body)


def _create(call: Call, state: State) -> Any:
    scope = _scope(call)
    key = (call.body["name"], call.body.get("type") or AppCommandType.CHAT_INPUT)
    others = [c for k, c in state.commands.get(scope, {}).items() if k != key]
    check_commands([*others, call.body])
    return _register(state, scope, [*others, call.body])[-1]


def _edit(call: Call, state: State) -> Any:
    scope, command = _scope(call), _found(call, state)
    others = [c for c in state.commands.get(scope, {}).values() if c is not command]
    changed = {**command, **call.body}
    check_commands([*others, changed])
    made = _register(state, scope, [*others, changed])[-1]
    made["id"] = command["id"]
    return made


def _delete(call: Call, state: State) -> None:
    command = _found(call, state)
    del state.commands[_scope(call)][(command["name"], command["type"])]


def _one(call: Call, state: State) -> Any:
    return _found(call, state)


def _search(call: Call, state: State) -> Any:
    guild = state.get_guild(int(call.arguments["guild_id"]))
    start = call.query["query"].lower()
    found = []
    for member in guild.members.values():
        user = state.users[member.user_id]
        names = (user.name, user.global_name or "", member.nick or "")
        if any(name.lower().startswith(start) for name in names):
            found.append(serializers.member_payload(state, guild, member))
    return found[: int(call.query.get("limit", 1))]


def _gateway(call: Call, state: State) -> Any:
    limit = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
    return {"url": GATEWAY, "shards": 1, "session_start_limit": limit}


def _application(call: Call, state: State) -> Any:
    return {**dispatch(state, "GET", "/oauth2/applications/@me"), "flags": state.flags}


def _channel(call: Call, state: State) -> Any:
    """Who may write in a thread may open it again; for anything else it takes the right to manage it."""
    if call.body == {"archived": False} and state.get_channel(int(call.arguments["channel_id"])).is_thread:
        thread = state.get_channel(int(call.arguments["channel_id"]))
        if thread.thread_metadata is not None and not thread.thread_metadata.locked:
            state.edit_channel(thread.id, {}, thread_metadata={"archived": False})
            return serializers.channel_payload(state, thread)
    return dispatch(state, call.method, call.path, json=call.body, params=dict(call.query), reason=call.reason)


def _commands(
    table: Mapping[tuple[str, str], Callable[[Call, State], Any]],
) -> dict[tuple[str, str], Callable[[Call, State], Any]]:
    both = ("/applications/{application_id}/commands", "/applications/{application_id}/guilds/{guild_id}/commands")
    return {(method, root + rest): act for root in both for (method, rest), act in table.items()}


_OWN: dict[tuple[str, str], Callable[[Call, State], Any]] = {
    **_commands(
        {
            ("PUT", ""): _replace,
            ("POST", ""): _create,
            ("GET", "/{command_id}"): _one,
            ("PATCH", "/{command_id}"): _edit,
            ("DELETE", "/{command_id}"): _delete,
        }
    ),
    ("GET", "/guilds/{guild_id}/members/search"): _search,
    ("GET", "/gateway/bot"): _gateway,
    ("PATCH", "/channels/{channel_id}"): _channel,
    ("GET", "/applications/@me"): _application,
    ("GET", "/oauth2/applications/@me"): _application,
}
