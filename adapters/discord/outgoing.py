"""From a message to what Discord takes: words for the push, one embed with the body, rows of numbered buttons."""

from dataclasses import field
from itertools import count, pairwise
from typing import Any

from adapters.discord.writing import escape, written
from bots.ui import Actions, Button, Chart, Divider, Fields, File, Header, Message, Node, Progress, Row, Select, Text
from core.values import frozen

Part = dict[str, Any]
TONES = {"good": 0x2E7D4F, "warning": 0xC98A00, "bad": 0xB3362B}
MARKS = {"good": "✅ ", "warning": "⚠️ ", "bad": "❌ "}
STYLES = {"plain": 2, "primary": 1, "danger": 4}
ROW, BUTTON, MENU, LINK = 1, 2, 3, 5
CONTENT, DESCRIPTION, ALL_EMBEDS, BAR = 2000, 4096, 6000, 10
PRIVATE, LONGEST_ID, MARK = 1 << 6, 100, "|"
NOBODY: Part = {"parse": []}


@frozen
class Drawn:
    """A message as Discord takes it, what of it did not fit (nothing, or it is a mistake of ours), and its charts."""

    body: Part
    losses: list[str] = field(default_factory=list)
    charts: tuple[Chart, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()
    """What goes along to be kept: names and contents."""


def message(shown: Message, mark: str = "") -> Drawn:
    """The summary stands above the embed, as it is what a phone shows. `mark` hides behind the first button's id."""
    summary = MARKS.get(shown.tone, "") + escape(shown.summary)
    text = _body(shown, tight=False)
    if len(text) > DESCRIPTION:
        text = _body(shown, tight=True)
    losses: list[str] = []
    texts = _parts(text, DESCRIPTION)
    if len(text) > ALL_EMBEDS - 200:
        losses.append(f"{len(text) - ALL_EMBEDS + 200} letters left out")
        texts = _parts(text[: ALL_EMBEDS - 200], DESCRIPTION)
    embeds = [_embed(shown, one) for one in texts]
    rows = _rows(shown)
    first = next((one for row in rows for one in row["components"] if "custom_id" in one), None)
    if first and mark and len(first["custom_id"]) + len(mark) < LONGEST_ID:
        first["custom_id"] += MARK + mark
    charts = tuple(node for node in shown.body if isinstance(node, Chart))
    body: Part = {"content": summary[:CONTENT], "embeds": embeds, "components": rows, "allowed_mentions": NOBODY}
    files = [node for node in shown.body if isinstance(node, File)]
    if files:
        body["attachments"] = [_attached(number, one.name, one.about) for number, one in enumerate(files)]
    return Drawn(body, losses, charts, tuple((one.name, one.content) for one in files))


def notice(text: str) -> Part:
    """A short word for the person who acted."""
    return {"content": written(text)[:CONTENT], "allowed_mentions": NOBODY}


def with_pictures(drawn: Drawn, pictures: list[bytes | None]) -> tuple[Part, list[tuple[str, bytes]]]:
    """The same message with its charts' pictures below the numbers, and the files that go along."""
    files = [(f"chart-{number}.png", found) for number, found in enumerate(pictures, 1) if found]
    embeds = [dict(embed) for embed in drawn.body["embeds"]] or [{}]
    for number, (name, _bytes) in enumerate(files[:9]):
        image = {"image": {"url": f"attachment://{name}"}}
        if number:
            embeds.append(image)
        else:
            embeds[-1] |= image
    alts = [chart.alt for chart, found in zip(drawn.charts, pictures, strict=True) if found]
    kept = [_attached(number, name, alts[number]) for number, (name, _b) in enumerate(files)]
    kept += [{**one, "id": str(len(files) + number)} for number, one in enumerate(drawn.body.get("attachments", ()))]
    return {**drawn.body, "embeds": embeds, "attachments": kept}, [*files, *drawn.files] if files else []


def _attached(number: int, name: str, about: str) -> Part:
    return {"id": str(number), "filename": name, "description": about}


def marked(body: Part) -> str:
    """The mark hidden in a message that stands; empty where there is none."""
    ids = (str(one.get("custom_id", "")) for row in body.get("components") or () for one in row.get("components") or ())
    return next((id_.partition(MARK)[2] for id_ in ids if MARK in id_), "")


def _embed(shown: Message, text: str) -> Part:
    return {"description": text} | ({"color": TONES[shown.tone]} if shown.tone in TONES else {})


def _body(shown: Message, tight: bool) -> str:
    numbers = count(1)
    told = [(_node(node, numbers, _numbered(shown), tight), isinstance(node, Chart)) for node in shown.body]
    kept = [one for one in told if one[0]]
    # A chart's list would run on into what stands beside it.
    between = ["\n\n" if one[1] or other[1] else "\n" for one, other in pairwise(kept)]
    return "".join(text + gap for (text, _chart), gap in zip(kept, [*between, ""], strict=False))


def _numbered(shown: Message) -> bool:
    return any(isinstance(node, Row) and node.action for node in shown.body)


def _node(node: Node, numbers: "count[int]", numbered: bool, tight: bool) -> str:
    match node:
        case Header(text):
            return "### " + escape(text, tight=tight)
        case Text(markdown, small):
            return written(markdown, small=small, tight=tight)
        case Fields(pairs):
            return "\n".join(
                f"**{escape(label, tight=tight)}:** {written(value, tight=tight)}" for label, value in pairs
            )
        case Row(markdown, action):
            front = f"**{next(numbers)}.** " if numbered and action else ""
            return front + written(markdown, tight=tight)
        case Progress():
            return _bar(node, tight)
        case Chart():
            return _chart(node, tight)
        case Divider():
            return "\u2500" * 12
        case File(name, about=about):
            return f"**{escape(name, tight=tight)}** {escape(about, tight=tight)}"
        case Actions():
            return ""


def _bar(node: Progress, tight: bool) -> str:
    full = round(BAR * node.done / node.total)
    note = f" · {escape(node.note, tight=tight)}" if node.note else ""
    return f"`{'█' * full}{'░' * (BAR - full)}` {escape(node.label, tight=tight)}: {node.done}/{node.total}{note}"


def _chart(node: Chart, tight: bool) -> str:
    numbers = (f"- {escape(label, tight=tight)}: {escape(said, tight=tight)}" for label, said in node.numbers())
    note = [escape(node.note, tight=tight)] if node.note else []
    return "\n".join([f"**{escape(node.title, tight=tight)}**", escape(node.alt, tight=tight), *numbers, *note])


def _rows(shown: Message) -> list[Part]:
    inline = [node.action for node in shown.body if isinstance(node, Row) and node.action]
    number = {id(button): place for place, button in enumerate(inline, 1)}
    return [{"type": ROW, "components": [_control(one, number.get(id(one), 0)) for one in row]} for row in shown.rows()]


def _control(item: Button | Select, number: int) -> Part:
    if isinstance(item, Button):
        made: Part = {"type": BUTTON, "label": f"{number} · {item.label}" if number else item.label}
        if item.url:
            return made | {"style": LINK, "url": item.url}
        return made | {"style": STYLES[item.style], "custom_id": item.id}
    options = [
        {"value": one.value, "label": one.label} | ({"description": one.hint} if one.hint else {})
        for one in item.options
    ]
    return {"type": MENU, "custom_id": item.id, "placeholder": item.placeholder, "options": options}


def _parts(text: str, most: int) -> list[str]:
    """Cut at a line, never in the middle of one where that can be helped; nothing gets lost."""
    parts = []
    while len(text) > most:
        end = text.rfind("\n", 0, most)
        end = end if end > 0 else most
        parts.append(text[:end])
        text = text[end:].removeprefix("\n")
    return [part for part in [*parts, text] if part.strip()]
