"""Discord's own OpenAPI document as the gatekeeper of every request, and as a report on our answers."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]

from tests.wire.finding_faults import errors_of
from tests.wire.schemas import schema


# Sent by discord.py with forum posts; the document does not know it.
_ALSO_ASKED = {"use_nested_fields"}

DOCUMENT = "discord-openapi-v10.min.json"

# Members that Discord's prose documents, or takes silently, and the document leaves out (discord.py sends them all).
_ALSO_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "ApplicationCommandCreateRequest": ("nsfw",),
    "ApplicationCommandUpdateRequest": ("nsfw",),
    "ApplicationCommandPatchRequestPartial": ("nsfw",),
    "RichEmbed": ("flags",),
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": ("tts",),
    "IncomingWebhookUpdateRequestPartial": ("tts",),
    "MessageEditRequestPartial": ("tts",),
    "BaseCreateMessageCreateRequest": ("tts",),
    "CreateForumThreadRequest": ("type",),
    "PUT /channels/{channel_id}/permissions/{overwrite_id}": ("id",),
    # A file that an edit keeps may be named by its whole attachment object.
    "MessageAttachmentRequest": ("content_type", "proxy_url", "size", "spoiler", "url", "height", "width", "flags"),
}


@dataclass(frozen=True)
class Fault:
    """One place in a request that the document refuses: where, Discord's code for it, and why."""

    at: str
    code: str
    message: str


@dataclass(frozen=True)
class Operation:
    """One method on one path template, with the validators of its parts."""

    method: str
    template: str
    arguments: Mapping[str, str]
    query: Mapping[str, Draft202012Validator] = field(repr=False)
    required_query: frozenset[str] = field(repr=False)
    body: Draft202012Validator | None = field(repr=False)
    body_required: bool = field(repr=False)
    answer: Draft202012Validator | None = field(repr=False)


class Gatekeeper:
    """Reads the document once; says which operation a request is, and what is wrong with it."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._paths: Mapping[str, Any] = document["paths"]
        schemas: Mapping[str, Any] = document["components"]["schemas"]
        self._open = {name: _reroot(copy.deepcopy(schema)) for name, schema in schemas.items()}
        self._closed = {name: _close(name, _reroot(copy.deepcopy(schema))) for name, schema in schemas.items()}
        self._made: dict[tuple[str, str], Operation] = {}

    def operation(self, method: str, path: str) -> Operation | None:
        """The operation this path belongs to, most literal template first; None where Discord has no such route."""
        parts = path.strip("/").split("/")
        best: tuple[int, str, dict[str, str]] | None = None
        for template, item in self._paths.items():
            if method.lower() not in item:
                continue
            arguments = _arguments(template.strip("/").split("/"), parts)
            literals = template.count("/") - template.count("{")
            if arguments is not None and (best is None or literals > best[0]):
                best = (literals, template, arguments)
        if best is None:
            return None
        made = self._made.get((method, best[1]))
        if made is None:
            made = self._made[(method, best[1])] = self._make(method, best[1])
        return replace(made, arguments=best[2])

    def _make(self, method: str, template: str) -> Operation:
        item = self._paths[template]
        declared = item[method.lower()]
        parameters = [p for p in [*item.get("parameters", ()), *declared.get("parameters", ())] if p["in"] == "query"]
        request = declared.get("requestBody") or {}
        content = request.get("content") or {}
        plain = content.get("application/json") or content.get("multipart/form-data") or {}
        answer = ((declared.get("responses") or {}).get("200") or {}).get("content", {}).get("application/json")
        return Operation(
            method,
            template,
            {},
            {p["name"]: self._validator(p["schema"], self._closed) for p in parameters},
            frozenset(p["name"] for p in parameters if p.get("required")),
            self._validator(plain["schema"], self._closed, f"{method} {template}") if plain else None,
            bool(request.get("required")),
            self._validator(answer["schema"], self._open) if answer else None,
        )

    def _validator(
        self, schema: Mapping[str, Any], definitions: Mapping[str, Any], name: str = ""
    ) -> Draft202012Validator:
        rooted = _reroot(copy.deepcopy(dict(schema)))
        if definitions is self._closed:
            rooted = _close(name, rooted)
        made: Draft202012Validator = Draft202012Validator({**rooted, "$defs": definitions})
        return made

    def faults(self, operation: Operation, query: Mapping[str, str], body: Any, *, sent: bool) -> list[Fault]:
        """What the document refuses in this request; empty when it may pass. `sent` says whether there was a body."""
        found = [
            Fault(name, "BASE_TYPE_REQUIRED", "This field is required")
            for name in operation.required_query - query.keys()
        ]
        for name, text in query.items():
            validator = operation.query.get(name)
            if validator is None and name in _ALSO_ASKED:
                continue
            if validator is None:
                found.append(Fault(name, "UNKNOWN_QUERY", f"Discord knows no query parameter {name!r} here"))
            else:
                found += [_fault(e, name) for e in leaves(validator.iter_errors(_typed(text, validator.schema)))]
        if operation.body is None:
            if sent and body not in (None, {}):
                found.append(Fault("", "UNEXPECTED_BODY", "Discord expects no body here"))
        elif sent:
            found += [_fault(e, "") for e in leaves(iter(errors_of(operation.body, body)))]
        elif operation.body_required:
            found.append(Fault("", "BASE_TYPE_REQUIRED", "A body is required"))
        return found

    def drift(self, operation: Operation, answer: Any) -> list[str]:
        """Where our own answer differs from the document (a report about this fake, never a refusal)."""
        if operation.answer is None:
            return []
        return [
            f"{operation.method} {operation.template}: {'.'.join(map(str, e.absolute_path))}: {e.message[:160]}"
            for e in leaves(iter(errors_of(operation.answer, answer)))
        ]


@lru_cache(maxsize=1)
def gatekeeper() -> Gatekeeper:
    """The gatekeeper, built once per test process; skips (or in CI fails) the test where the document is absent."""
    return Gatekeeper(schema(DOCUMENT))


def _arguments(template: list[str], parts: list[str]) -> dict[str, str] | None:
    if len(template) != len(parts):
        return None
    found: dict[str, str] = {}
    for wanted, got in zip(template, parts, strict=True):
        if wanted.startswith("{"):
            if wanted.endswith("_id}") and not got.isdigit():
                return None
            found[wanted[1:-1]] = got
        elif wanted != got:
            return None
    return found


def _reroot(node: Any) -> Any:
    """Points references at `$defs`, and reads every union as "any of these"."""
    if isinstance(node, list):
        return [_reroot(item) for item in node]
    if not isinstance(node, dict):
        return node
    read = {key: _reroot(value) for key, value in node.items()}
    if isinstance(read.get("$ref"), str):
        read["$ref"] = read["$ref"].replace("#/components/schemas/", "#/$defs/")
    if isinstance(read.get("oneOf"), list):
        read["anyOf"] = [*read.get("anyOf", ()), *read.pop("oneOf")]
    return read


def _close(name: str, node: Any) -> Any:
    """Closes objects that name their members, and lets numbers and snowflakes arrive as text or digits."""
    if isinstance(node, list):
        return [_close("", item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = {key: _close("", value) for key, value in node.items()}
    members = closed.get("properties")
    if isinstance(members, dict) and "additionalProperties" not in closed:
        for extra in _ALSO_ALLOWED.get(name, ()):
            members.setdefault(extra, {})
        closed["additionalProperties"] = False
    kinds = closed.get("type")
    if closed.get("format") == "snowflake":
        closed["type"] = ["string", "integer"]
    elif kinds in ("integer", ["integer", "null"]) and closed.get("format") != "int32" and "enum" not in closed:
        return {"anyOf": [closed, {"type": "string", "pattern": r"^-?\d+$"}]}
    return closed


def _typed(text: str, schema: Any) -> Any:
    """A query value as the type its schema asks for (everything on an address is text)."""
    kinds = json.dumps(schema.get("type", "")) + json.dumps(schema.get("anyOf", ""))
    if "boolean" in kinds and text.lower() in {"true", "false", "1", "0"}:
        return text.lower() in {"true", "1"}
    if "integer" in kinds and text.lstrip("-").isdigit():
        return int(text)
    if "array" in kinds:
        return text.split(",")
    return text


def leaves(errors: Iterator[ValidationError]) -> Iterator[ValidationError]:
    """The errors that say something: inside a union, those of the branch whose `type` fits."""
    for error in errors:
        if not error.context:
            yield error
            continue
        branches: dict[Any, list[ValidationError]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        meant = [b for b in branches.values() if not any(_says_other_type(e) for e in b)]
        nearest = min(meant or list(branches.values()), key=len)
        yield from leaves(iter(nearest))


def _says_other_type(error: ValidationError) -> bool:
    own = list(error.path)
    return (own == ["type"] and error.validator in ("enum", "const", "anyOf")) or (
        not own and error.validator == "type"
    )


def _fault(error: ValidationError, prefix: str) -> Fault:
    at = ".".join([*([prefix] if prefix else []), *map(str, error.absolute_path)])
    codes = {"required": "BASE_TYPE_REQUIRED", "maxLength": "BASE_TYPE_MAX_LENGTH", "minLength": "BASE_TYPE_MIN_LENGTH"}
    codes |= {"maxItems": "BASE_TYPE_BAD_LENGTH", "minItems": "BASE_TYPE_BAD_LENGTH", "enum": "BASE_TYPE_CHOICES"}
    return Fault(at, codes.get(str(error.validator), "BASE_TYPE_BAD_TYPE"), error.message[:200])
