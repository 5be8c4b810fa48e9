"""The Web API's contract: a method's arguments, the scopes it asks, the errors it names, what it answers."""

from __future__ import annotations

import functools
import json
from typing import Any
from urllib.parse import unquote

from jsonschema import Draft7Validator

from tests.wire.schemas import schema

from .rules import complaint

# Errors any method may answer, whatever its own list says.
GENERAL_ERRORS = frozenset(
    """invalid_auth not_authed not_allowed_token_type account_inactive token_revoked missing_scope unknown_method
    invalid_arguments ratelimited internal_error fatal_error service_unavailable invalid_cursor
    request_timeout""".split()  # noqa: SIM905
)
JSON_FIELDS = ("blocks", "view", "files", "metadata", "attachments", "channels", "users")
# Tier → calls a minute (the published floor).
CALLS_A_MINUTE = {"t1": 1, "t2": 20, "t3": 50, "t4": 100}


@functools.cache
def methods() -> dict[str, Any]:
    """Every method of the contract."""
    found: dict[str, Any] = schema("slack_methods_contract.json")["methods"]
    return found


def errors_of(method: str) -> frozenset[str]:
    """The errors this method may answer."""
    return GENERAL_ERRORS | set(methods()[method]["errors"])


def _without_block_bodies(node: Any) -> Any:
    """Blocks and views have a stricter schema of their own (rules.py), so here they may hold anything."""
    if isinstance(node, dict):
        result = {key: _without_block_bodies(value) for key, value in node.items()}
        fields = result.get("properties")
        if isinstance(fields, dict):
            for name in ("blocks", "view"):
                if name in fields:
                    fields[name] = True
        return result
    return [_without_block_bodies(value) for value in node] if isinstance(node, list) else node


@functools.cache
def _arguments(method: str) -> Draft7Validator | None:
    found = schema("slack_outbound_args.schema.json")["methods"].get(method)
    return Draft7Validator(_without_block_bodies(found)) if found else None


@functools.cache
def _field_types(method: str) -> dict[str, str]:
    """Every argument's simple type (number, boolean, string …) as the schema or the contract names it."""
    checker = _arguments(method)
    whole: Any = checker.schema if checker else methods()[method]["args"]
    types: dict[str, str] = {}
    stack: list[Any] = [whole]
    while stack:
        node = stack.pop()
        if "$ref" in node:
            stack.append(whole["definitions"][unquote(node["$ref"].removeprefix("#/definitions/"))])
        for name, body in (node.get("properties") or {}).items():
            kind = body.get("type") if isinstance(body, dict) else None
            types.setdefault(name, kind if isinstance(kind, str) else "")
        for several in ("anyOf", "allOf", "oneOf"):
            stack.extend(node.get(several, ()))
    return types


def read_arguments(method: str, fields: dict[str, Any]) -> tuple[dict[str, Any], str | None]:
    """The arguments with the form's strings turned into what they mean, and a complaint when they don't fit."""
    types = _field_types(method)
    arguments: dict[str, Any] = {}
    for name, value in fields.items():
        # Bolt names the team on every call; Slack ignores it where a method does not know it.
        if name == "token" or (name == "team_id" and name not in types):
            continue
        arguments[name] = _meaning(value, types.get(name), name) if isinstance(value, str) else value
    if (checker := _arguments(method)) is not None:
        return arguments, complaint(checker, arguments)
    allowed = methods()[method]["args"]
    unknown = sorted(set(arguments) - set(allowed["properties"]))
    missing = [name for name in allowed["required"] if name != "token" and name not in arguments]
    if unknown or missing:
        return arguments, f"unknown {unknown}, missing {missing}"
    return arguments, None


def _meaning(value: str, kind: str | None, name: str) -> Any:
    if kind in ("number", "integer") and value.lstrip("-").isdigit():
        return int(value)
    if kind == "boolean" and value.lower() in ("1", "0", "true", "false"):
        return value.lower() in ("1", "true")
    if name in JSON_FIELDS and value[:1] in "[{":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


@functools.cache
def _answers(method: str) -> Draft7Validator | None:
    found = schema("slack_responses.schema.json")["methods"].get(method)
    return Draft7Validator(_open_shapes(found)) if found else None


def _open_shapes(node: Any) -> Any:
    """Slack adds fields to its answers at any time, so unknown ones pass; known ones keep their types."""
    if isinstance(node, dict):
        return {k: _open_shapes(v) for k, v in node.items() if not (k == "additionalProperties" and v is False)}
    return [_open_shapes(value) for value in node] if isinstance(node, list) else node


def answer_fault(method: str, answer: dict[str, Any]) -> str | None:
    """What is wrong with the fake's own answer, so that the fake can't drift from Slack."""
    if not answer.get("ok"):
        known = answer.get("error") in errors_of(method)
        return None if known else f"{answer.get('error')} is not an error of {method}"
    checker = _answers(method)
    return None if checker is None else complaint(checker, _present(answer))


def _present(node: Any) -> Any:
    """Without what the recorded types know too little of: fields that are null (a view's `submit`), and blocks."""
    if isinstance(node, dict):
        return {key: _present(value) for key, value in node.items() if value is not None and key != "blocks"}
    return [_present(value) for value in node] if isinstance(node, list) else node
