"""How a question is said everywhere: its status line, its deadline, who asked, and quotations that copy well."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bots.chat import Context
from bots.ui import Plain, Text, clean, quoted, shortened
from bots.ui.text import escaped
from core import people
from core.escalation import CaseHere, Step, asks_of, duty, usual_minutes
from core.words import _, ngettext, say_date, say_number, say_time

PIECE = 2900
SIGNS = {Step.WAITING.value: "⏳", Step.CLAIMED.value: "✋", Step.ASKED_BACK.value: "💬", Step.ANSWERED.value: "✅",
         Step.DECLINED.value: "🚫"}  # fmt: skip


def status_line(ctx: Context, number: int) -> str:
    """Every department with how far it is: `Finance ⏳ · Tech ✅ Joris`."""
    asks = asks_of(ctx.tx, number)
    names = people.names(ctx.tx, [ask.claimed_by for ask in asks.values() if ask.claimed_by])
    said = []
    for team, ask in asks.items():
        sign = SIGNS[ask.step]
        holder = shortened(names.get(ask.claimed_by or 0, "").split(" ")[0], 20)
        name = shortened(department(ctx, team), 30)
        said.append(f"{Plain(name)} {sign}" + (f" {Plain(holder)}" if holder else ""))
    return " · ".join(said)


def who_has_it(ctx: Context, number: int) -> str:
    """Who is at it, department by department, and how long that usually takes; empty when nobody owes anything."""
    said = []
    for team, ask in asks_of(ctx.tx, number).items():
        if ask.step not in (Step.WAITING, Step.CLAIMED):
            continue
        holder = people.get(ctx.tx, ask.claimed_by).name if ask.claimed_by else ""
        known = {"name": Plain(shortened(holder, 60)), "department": Plain(shortened(department(ctx, team), 60))}
        line = (
            _("{name} of {department} has it").format(**known) if holder else _("{department} has it").format(**known)
        )
        usual = usual_minutes(ctx.tx, team)
        said.append(line + (", " + _("usually {time}").format(time=say_minutes(usual)) if usual is not None else ""))
    return "\n".join(said)


def say_minutes(minutes: int) -> str:
    """A stretch of business time: in minutes below two hours, else in hours."""
    if minutes < 120:
        return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    return _("{n} hours").format(n=say_number(minutes / 60))


def on_duty(ctx: Context, team: int) -> str:
    """Who takes what comes in today, ready to stand in a sentence; empty when nobody takes turns."""
    found = duty(ctx.tx, team)
    return f"{Plain(shortened(people.get(ctx.tx, found).name, 60))}" if found else ""


def department(ctx: Context, team: int) -> str:
    """The department's name, as people typed it."""
    here = people.team(ctx.tx, team)
    return here.name if here else _("A department")


def asker(ctx: Context, case: CaseHere) -> str:
    """Who asked, as they typed their name."""
    return people.get(ctx.tx, case.asker_id).name if case.asker_id else _("A former colleague")


def one_line(text: str, most: int = 60) -> str:
    """A name or title for a summary or an option, which hold no markup: on one line, so many characters at most."""
    return clean(text, one_line=True, most=most)


def moment(ctx: Context, at: datetime) -> str:
    """A deadline on the reader's own clock."""
    local = at.astimezone(ZoneInfo(ctx.me.zone))
    return f"{say_date(local.date())} {say_time(local)}"


def quote(text: str, most: int = 3000) -> tuple[Text, ...]:
    """What a person wrote as a quotation, shortened to so many letters, in as many pieces as it needs (T19)."""
    pieces: list[list[str]] = []
    room = 0
    for line in shortened(clean(text), most).split("\n"):
        for part in _parts(line):
            takes = len(escaped(part)) + 3
            if takes > room:
                pieces.append([])
                room = PIECE
            pieces[-1].append(part)
            room -= takes
    return tuple(Text(quoted("\n".join(piece)) or "> …") for piece in pieces)


def _parts(line: str) -> list[str]:
    """A line as it is, or cut at spaces where it is too long for one piece."""
    parts = []
    while len(escaped(line)) > PIECE - 3:
        cut = line.rfind(" ", 1, PIECE // 2) + 1 or PIECE // 2 - 2
        parts.append(line[:cut])
        line = line[cut:]
    return [*parts, line]
