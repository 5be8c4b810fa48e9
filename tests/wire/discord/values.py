"""What a person may put in an option, a select or a form's field, as Discord's own client would let them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simcord.backend import serializers

from .state import Channel, Person, Role, State
from .views import Modal

File = tuple[str, bytes]  # name and contents
Chosen = str | int | float | bool | Person | Channel | Role | File | Sequence[Any] | None
_BUCKETS = {3: (), 5: (Person,), 6: (Role,), 7: (Person, Role), 8: (Channel,)}
_OPTIONS: Mapping[int, tuple[type, ...]] = {
    3: (str,), 4: (int,), 5: (bool,), 6: (Person,), 7: (Channel,), 8: (Role,), 9: (Person, Role), 10: (int, float),
    11: (tuple,),
}  # fmt: skip


def resolve(state: State, chosen: Any, resolved: dict[str, Any]) -> str:
    """The id that travels for a person, channel, role or file, whose details go along in `resolved`."""
    if isinstance(chosen, tuple):
        name, contents = chosen
        stored = state.cdn.store_attachment(state.snowflake(), state.home.id, name, contents, None)
        resolved.setdefault("attachments", {})[stored["id"]] = {**stored, "ephemeral": True}
        return str(stored["id"])
    id = str(chosen.id)
    if isinstance(chosen, Person):
        resolved.setdefault("users", {})[id] = dict(serializers.user_payload(state.get_user(chosen.id)))
        member = state.home.members.get(chosen.id)
        if member is not None:
            shown = {**serializers.member_payload(state, state.home, member, with_user=False)}
            shown["permissions"] = str(state.compute_permissions(state.home.id, chosen.id))
            resolved.setdefault("members", {})[id] = shown
    elif isinstance(chosen, Channel):
        payload = dict(serializers.channel_payload(state, state.get_channel(chosen.id)))
        resolved.setdefault("channels", {})[id] = {**payload, "permissions": str(1 << 10)}
    else:
        resolved.setdefault("roles", {})[id] = dict(serializers.role_payload(state.get_role(state.home.id, chosen.id)))
    return id


def fill_options(
    state: State,
    command: Mapping[str, Any],
    given: Mapping[str, Chosen],
    resolved: dict[str, Any],
    *,
    whole: bool = True,
) -> list[dict[str, Any]]:
    """The options of one (sub)command as they travel; with `whole`, required ones must be there."""
    declared = {option["name"]: option for option in command.get("options") or ()}
    unknown = given.keys() - declared.keys()
    assert not unknown, f"/{command['name']} has no option {sorted(unknown)}, only {sorted(declared)}"
    for name, option in declared.items():
        assert not (whole and option.get("required") and name not in given), f"/{command['name']} needs {name!r}"
    filled = []
    for name, value in given.items():
        option, kind = declared[name], declared[name]["type"]
        assert isinstance(value, _OPTIONS[kind]), f"Option {name!r} takes no {type(value).__name__}"
        if whole and option.get("choices"):
            allowed = [choice["value"] for choice in option["choices"]]
            assert value in allowed, f"Option {name!r} offers {allowed}, not {value!r}"
        if isinstance(value, str):
            low, high = option.get("min_length") or 0, option.get("max_length") or 6000
            assert not whole or low <= len(value) <= high, f"Option {name!r} takes {low} to {high} characters"
        if isinstance(value, (Person, Channel, Role, tuple)):
            value = resolve(state, value, resolved)
        filled.append({"name": name, "type": kind, "value": value})
    return filled


def fill_select(state: State, select: Mapping[str, Any], chosen: Sequence[Any], resolved: dict[str, Any]) -> list[str]:
    """The values of a select as they travel: existing options, no more and no fewer than it takes."""
    low = select["min_values"] if select.get("min_values") is not None else 1
    high = select["max_values"] if select.get("max_values") is not None else 1
    assert low <= len(chosen) <= high, f"{select['custom_id']!r} takes {low} to {high} values, not {len(chosen)}"
    if select["type"] == 3:
        offered = [option["value"] for option in select["options"]]
        assert all(value in offered for value in chosen), f"{select['custom_id']!r} offers {offered}, not {chosen}"
        return list(chosen)
    for value in chosen:
        assert isinstance(value, _BUCKETS[select["type"]]), f"{select['custom_id']!r} takes no {type(value).__name__}"
    return [resolve(state, value, resolved) for value in chosen]


def fill_modal(
    state: State, modal: Modal, given: Mapping[str, Chosen], resolved: dict[str, Any]
) -> list[dict[str, Any]]:
    """The form as it travels when these fields are filled in and the others left as they are."""
    for custom_id in given:
        modal.control(custom_id)
    return [_sent(state, top, given, resolved) for top in modal.payload["components"]]


def _sent(
    state: State, node: Mapping[str, Any], given: Mapping[str, Chosen], resolved: dict[str, Any]
) -> dict[str, Any]:
    base = {"type": node["type"], "id": node.get("id")}
    if node["type"] == 18:
        return {**base, "component": _sent(state, node["component"], given, resolved)}
    if node["type"] == 1:
        return {**base, "components": [_sent(state, child, given, resolved) for child in node["components"]]}
    if node["type"] == 10:
        return base
    return {**base, "custom_id": node["custom_id"], **_value(state, node, given, resolved)}


def _value(
    state: State, node: Mapping[str, Any], given: Mapping[str, Chosen], resolved: dict[str, Any]
) -> dict[str, Any]:
    name, kind = node["custom_id"], node["type"]
    required = node.get("required")
    required = kind != 23 if required is None else required
    value = given.get(name, _left_alone(state, node, resolved))
    if kind == 4:
        text = value or ""
        assert isinstance(text, str), f"{name!r} takes text"
        low, high = node.get("min_length") or 0, node.get("max_length") or 4000
        assert (not required and not text) or max(low, int(required)) <= len(text) <= high, (
            f"{name!r}: {low}-{high} characters"
        )
        return {"value": text}
    if kind == 23:
        return {"value": bool(value)}
    offered = [option["value"] for option in node.get("options") or ()]
    if kind == 21:
        assert value in offered or (value is None and not required), f"{name!r} offers {offered}, not {value!r}"
        return {"value": value}
    chosen = [] if value is None else list(value) if isinstance(value, list) else [value]
    if not chosen:
        assert not required or node.get("min_values") == 0, f"{name!r} must be filled in"
        return {"values": []}
    if kind == 22:
        low, high = node.get("min_values") or 0, node.get("max_values") or len(offered)
        assert low <= len(chosen) <= high, f"{name!r} takes {low} to {high} values, not {len(chosen)}"
        assert set(chosen) <= set(offered), f"{name!r} offers {offered}, not {chosen}"
        return {"values": chosen}
    if kind == 19:
        high = node.get("max_values") or 1
        assert len(chosen) <= high, f"{name!r} takes {high} files"
        assert all(isinstance(one, tuple) for one in chosen), f"{name!r} takes files, as (name, contents)"
        return {"values": [resolve(state, one, resolved) for one in chosen]}
    assert kind in _BUCKETS, f"This Discord cannot fill in a component of type {kind}"
    if all(isinstance(one, str) for one in chosen) and kind != 3:
        return {"values": chosen}  # ids of defaults that were left alone
    return {"values": fill_select(state, node, chosen, resolved)}


def _left_alone(state: State, node: Mapping[str, Any], resolved: dict[str, Any]) -> Any:
    """What a field holds when nobody touches it: its default."""
    if node["type"] == 4:
        return node.get("value")
    if node["type"] == 23:
        return node.get("default") or False
    preset = [option["value"] for option in node.get("options") or () if option.get("default")]
    if node["type"] == 21:
        return preset[0] if preset else None
    for one in node.get("default_values") or ():
        known = {"user": Person, "role": Role, "channel": Channel}[one["type"]]
        chosen = (
            Person(int(one["id"]), "")
            if known is Person
            else known(int(one["id"]), "", *([None] if known is Channel else []))
        )
        preset.append(resolve(state, chosen, resolved))
    return preset
