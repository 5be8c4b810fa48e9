"""What a person sees: messages with their buttons, forms, and the answer to what they did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["message", "deferred", "update", "deferred_update", "modal", "choices"]
CONTROLS = {3, 4, 5, 6, 7, 8, 19, 21, 22, 23}


@dataclass(frozen=True, repr=False)
class Message:
    """A message as it stood when it was looked at."""

    payload: Mapping[str, Any] = field(repr=False)

    @property
    def id(self) -> int:
        """Its id."""
        return int(self.payload["id"])

    @property
    def channel_id(self) -> int:
        """Where it stands."""
        return int(self.payload["channel_id"])

    @property
    def content(self) -> str:
        """The words above the embed."""
        return str(self.payload["content"])

    @property
    def ephemeral(self) -> bool:
        """Whether only the person it answers sees it."""
        return bool(self.payload["flags"] & 1 << 6)

    @property
    def author_id(self) -> int:
        """Who wrote it."""
        return int(self.payload["author"]["id"])

    @property
    def embeds(self) -> list[dict[str, Any]]:
        """Its embeds, as Discord keeps them."""
        return list(self.payload["embeds"])

    @property
    def attachments(self) -> list[dict[str, Any]]:
        """Its files, with their addresses on the CDN."""
        return list(self.payload["attachments"])

    @property
    def text(self) -> str:
        """Every word in it, content and embeds, a line each."""
        lines = [self.content]
        for embed in self.embeds:
            lines += [embed.get("title") or "", embed.get("description") or ""]
            for one in embed.get("fields") or ():
                lines += [one["name"], one["value"]]
            lines.append((embed.get("footer") or {}).get("text") or "")
        return "\n".join(line for line in lines if line)

    @property
    def controls(self) -> list[dict[str, Any]]:
        """Its buttons and selects, in order."""
        return [c for c in walk(self.payload["components"]) if c["type"] in {2, 3, 5, 6, 7, 8}]

    @property
    def buttons(self) -> dict[str, str]:
        """Label to custom id, or to the address of a link."""
        found = [c for c in self.controls if c["type"] == 2]
        return {c.get("label") or "": c.get("custom_id") or c.get("url") or "" for c in found}

    @property
    def reactions(self) -> dict[str, int]:
        """Emoji to how many people."""
        return {one["emoji"]["name"]: one["count"] for one in self.payload.get("reactions") or ()}

    def __repr__(self) -> str:
        return f"<Message {self.id}: {str(self)[:80]!r}>"

    def __str__(self) -> str:
        return self.text + "".join(f" [{label}]" for label in self.buttons)


@dataclass(frozen=True)
class Modal:
    """A form that opened for one person."""

    interaction_id: int
    opened_for: int
    payload: Mapping[str, Any] = field(repr=False)

    @property
    def custom_id(self) -> str:
        """What the bot named it."""
        return str(self.payload["custom_id"])

    @property
    def title(self) -> str:
        """The words on top."""
        return str(self.payload["title"])

    @property
    def labels(self) -> dict[str, str]:
        """Custom id of each field to the label beside it."""
        found: dict[str, str] = {}
        for top in self.payload["components"]:
            for inner in walk([top]):
                if inner["type"] in CONTROLS:
                    found[inner["custom_id"]] = top.get("label") or inner.get("label") or ""
        return found

    def control(self, custom_id: str) -> dict[str, Any]:
        """The field with this custom id."""
        for one in walk(self.payload["components"]):
            if one.get("custom_id") == custom_id:
                return one
        raise AssertionError(f"The form {self.title!r} has no field {custom_id!r}, only {sorted(self.labels)}")


@dataclass(frozen=True)
class Answer:
    """The bot's first answer to something a person did."""

    interaction_id: int
    kind: Kind
    message: Message | None = None
    modal: Modal | None = None
    choices: list[dict[str, Any]] = field(default_factory=list)
    deferred: bool = False
    ephemeral: bool = False

    @property
    def text(self) -> str:
        """Every word of the message it brought."""
        assert self.message is not None, f"The answer is a {self.kind}, not a message"
        return self.message.text


def walk(components: Any) -> Iterator[dict[str, Any]]:
    """Every component, outer ones first."""
    for one in components or ():
        yield one
        yield from walk(one.get("components"))
        yield from walk([one["component"]] if one.get("component") else ())
        yield from walk([one["accessory"]] if one.get("accessory") else ())
