"""What is said when a setting is wrong: which one, and what to write instead; never the value, which may be secret."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from core.words import N_, _

PREFIX = "TOWNHALL__"
_SAYS_WHAT = {
    "zone": N_("is no time zone. Write it as Europe/Amsterdam."),
    "database": N_("is no database. Write sqlite:///file or postgresql+asyncpg://user@host/name."),
    "email": N_("is no e-mail address."),
    "address": N_("is no public address. Write it as https://townhall.example.com."),
}


class ConfigError(Exception):
    """The settings are wrong; the text says which one and what to write, and never quotes a secret."""


def named_in(environment: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    """The settings that the environment names, as paths."""
    return [tuple(name[len(PREFIX) :].lower().split("__")) for name in environment if name.upper().startswith(PREFIX)]


def _fields(model: Any, where: tuple[str, ...]) -> list[str]:
    for part in where:
        inner = model.model_fields[part].annotation if part in model.model_fields else None
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return []
        model = inner
    return list(model.model_fields)


def exists(model: Any, where: tuple[str, ...]) -> bool:
    """Whether there is a setting of this name."""
    return where[-1] in _fields(model, where[:-1])


def unknown(model: Any, where: tuple[str, ...]) -> str:
    """What to say of a setting that does not exist, with the nearest one that does."""
    named, known = ".".join(where), _fields(model, where[:-1])
    near = get_close_matches(where[-1], known, 1, 0.5)
    if near:
        meant = ".".join([*where[:-1], near[0]])
        return _("There is no setting {named}. Did you mean {meant}?").format(named=named, meant=meant)
    return _("There is no setting {named}. The known ones are: {known}.").format(named=named, known=", ".join(known))


def sentence(model: Any, error: ErrorDetails) -> str:
    """What to say of a value that can't be; the value itself is never quoted."""
    where = tuple(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return unknown(model, where)
    said = str(error.get("ctx", {}).get("error", ""))
    named = ".".join(part for part in where if not part.startswith(("literal[", "list[")))
    if said in _SAYS_WHAT:
        return f"{named} {_(_SAYS_WHAT[said])}"
    if allowed := error.get("ctx", {}).get("expected"):
        return _("{named} must be {allowed}.").format(named=named, allowed=allowed)
    return _("{named} can't be read: {why}.").format(named=named, why=error["msg"])


def nearest_of(setting: str, name: str, known: list[str]) -> None:
    """Raise ConfigError unless this name is among those known."""
    if name in known:
        return
    near = get_close_matches(name, known, 1, 0.5)
    if near:
        text = _("{setting} names {name}, which does not exist. Did you mean {meant}?")
        raise ConfigError(text.format(setting=setting, name=name, meant=near[0]))
    text = _("{setting} names {name}, which does not exist. The known ones are: {known}.")
    raise ConfigError(text.format(setting=setting, name=name, known=", ".join(known)))
