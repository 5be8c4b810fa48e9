"""Every view of every bot, found by itself, with whatever in a real company it can be drawn of, for who it is meant for."""

from collections import defaultdict
from dataclasses import replace

from sqlmodel import select

from bots.chat import Shown
from bots.suite import Suite
from bots.ui import Button, Message
from core.db import Tx
from core.desk.models import DigestLine, LiveMessage, Told
from core.words import LANGUAGES, speaking
from tests.contract.walk import Walk

Drawn = dict[str, dict[tuple[Message, str], str]]
"""By view: each message with its language, and of which entity for whom it is."""


Tried = dict[str, set[tuple[int, str]]]
MOST = 6
"""Of each view so many at each moment, the newest."""


def sent(tx: Tx) -> set[tuple[str, int, str]]:
    """View, entity and viewer of all that stands, was told or waits for a digest."""
    found = {(one.view, one.entity, one.viewer) for one in tx.exec(select(LiveMessage)).all()}
    found |= {(one.view, one.entity, one.viewer) for one in tx.exec(select(Told)).all()}
    return found | {(one.view, one.entity, f"person:{one.person_id}") for one in tx.exec(select(DigestLine)).all()}


def draws(walk: Walk, into: Drawn, tried: Tried) -> None:
    """Draw in both languages what was sent or shown and was not drawn yet."""
    suite = walk.app.suite

    def look(tx: Tx) -> None:
        known = defaultdict(set)
        for view, entity, viewer in sent(tx) | walk.shown:
            known[view].add((entity, viewer))
        for name in suite.views:
            new = sorted(known[name] - tried[name], reverse=True)[:MOST]
            tried[name].update(new)
            for entity, viewer in new:
                _draw(suite, tx, name, entity, viewer, into)

    walk.does(walk.db.write(look))  # on the writer, where a statement takes no hop to a thread


def _draw(suite: Suite, tx: Tx, name: str, entity: int, viewer: str, into: Drawn) -> None:
    kind, _colon, number = viewer.partition(":")
    if kind == "person" and not number.isdecimal():
        return
    for language in LANGUAGES:
        with speaking(language):
            reader = suite.reader(tx, viewer)
            message = suite.draw(tx, Shown(name, entity), viewer, replace(reader, language=language))
        if message is not None:
            into[name].setdefault((message, language), f"{name}:{entity} for {viewer}")


def shape(message: Message) -> tuple[object, ...]:
    """What a message is made of: two of one shape are judged alike, so the longest of them stands for all."""
    parts = [(type(node).__name__, getattr(node, "small", None)) for node in message.body]
    labels = [one.label if isinstance(one, Button) else one.placeholder for one in message.controls()]
    return (message.tone, *parts, *labels)
