"""Behind the scenes: who was told what and why, what waits, and what happened last, in plain words."""

import json
from html import escape
from typing import Any

from sqlalchemy import select

from adapters.playground.article import say_moment
from adapters.playground.room import ZONE, Room
from bots.ui import Message
from core import jobs, people
from core.db import Tx, table
from core.desk import telling
from core.desk.models import FactRow
from core.words import N_, _, ngettext

OUTCOMES = {
    "sent": N_("sent"),
    "knocked": N_("a neutral card in the team's channel; it opens for them only"),
    "later:quiet": N_("waits until their working hours"),
    "digest:can_wait": N_("goes into the morning digest, as it can wait"),
    "digest:own_choice": N_("goes into the morning digest, as they chose"),
    "digest:budget": N_("goes into the morning digest: they had enough messages this week"),
    "digest:away_long": N_("goes into the morning digest: they are away for long"),
    "drop:away": N_("not sent: they are away"),
    "drop:left": N_("not sent: they no longer work here"),
    "drop:own_choice": N_("not sent: they switched this off"),
    "drop:gone": N_("not sent: there is nothing to show any more"),
    "drop:no_way": N_("not sent: there is no way to reach them"),
    "drop:off_here": N_("not sent: this platform may not carry it"),
}
URGENCIES = {
    "now": N_("somebody waits for it"), "reply": N_("answer to their own click"), "urgent": N_("urgent, by role"),
    "digest": N_("can wait"), "nudge": N_("a nudge"), "invite": N_("an invitation"),
}  # fmt: skip
_fact = table(FactRow)


async def panel(room: Room) -> str:
    """Who was told what, how much waits, and the last facts."""

    def look(tx: Tx) -> tuple[list[telling.Telling], int, list[Any], dict[int, str]]:
        told = telling.lately(tx, 12)
        facts = tx.execute(
            select(_fact.c.kind, _fact.c.at, _fact.c.actor_id).order_by(_fact.c.id.desc()).limit(8)
        ).all()
        wanted = [int(one.viewer[7:]) for one in told if one.viewer.startswith("person:")]
        named = people.names(tx, [*wanted, *(fact.actor_id for fact in facts if fact.actor_id)])
        for one in told:
            found = people.get_place(tx, int(one.viewer[6:])) if one.viewer.startswith("place:") else None
            if found:
                named[-found.id] = f"# {found.name}"
        return told, jobs.open_jobs(tx), list(facts), named

    told, waiting, facts, named = await room.world.db.read(look)
    tellings = "".join(_telling(one, named) for one in told) or f"<li>{escape(_('Nobody was told anything yet.'))}</li>"
    happened = "".join(
        f"<li><code>{escape(fact.kind)}</code> <small>{escape(say_moment(fact.at, ZONE))}"
        f"{' · ' + escape(named.get(fact.actor_id, '')) if fact.actor_id else ''}</small></li>"
        for fact in facts
    ) or f"<li>{escape(_('Nothing happened yet.'))}</li>"  # fmt: skip
    jobs_said = ngettext("{n} job waits for its moment.", "{n} jobs wait for their moment.", waiting).format(n=waiting)
    return (
        f"<h2>{escape(_('Behind the scenes'))}</h2><p>{escape(jobs_said)}</p>"
        f'<h3>{escape(_("Who was told what, and why"))}</h3><ul class="told">{tellings}</ul>'
        f'<h3>{escape(_("What happened"))}</h3><ul class="facts">{happened}</ul>'
    )


def _telling(one: telling.Telling, named: dict[int, str]) -> str:
    kind, _sep, number = one.viewer.partition(":")
    who = named.get(int(number) * (1 if kind == "person" else -1), one.viewer)
    outcome = _(OUTCOMES[one.outcome]) if one.outcome in OUTCOMES else one.outcome
    urgency = _(URGENCIES[one.urgency]) if one.urgency in URGENCIES else one.urgency
    return (
        f'<li class="{escape(one.outcome.partition(":")[0])}"><strong>{escape(who)}:</strong> {escape(outcome)}'
        f"<small>{escape(say_moment(one.at, ZONE))} · <code>{escape(one.view)}</code> · {escape(one.topic)} · "
        f"{escape(urgency)}</small></li>"
    )


def as_json(room: Room, message: Message) -> str:
    """The same message as every platform's JSON."""
    parts = []
    for name, renderer in room.renderers.items():
        text = json.dumps(renderer(message), indent=1, ensure_ascii=False)
        parts.append(f"<details><summary>{escape(name)}</summary><pre>{escape(text)}</pre></details>")
    return f"<h3>{escape(_('The same message elsewhere'))}</h3>{''.join(parts)}"
