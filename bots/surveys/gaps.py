"""What people find important beside what they find here: a picture of the gaps, the same numbers as text, and by group."""

from collections.abc import Iterable

from bots.bot import Pressed, Reply, press
from bots.chat import Beside, Context
from bots.surveys.drawing import result_title, said_rate
from bots.surveys.figures import by_name, heat_map
from bots.ui import Chart, Fields, Message, Node, Text
from core import surveys
from core.surveys import Gap, Mean, Result
from core.words import _, ngettext, say_number

MOST_GROUPS = 12


def pictured_gaps(ctx: Context, found: Result) -> Iterable[Node]:
    """The picture, each element's numbers, and how to read them."""
    gaps = surveys.gaps(ctx.tx, ctx.me, found.round.id)
    known = [(one, one.gap) for one in gaps if one.gap is not None]
    if known:
        first, widest = known[0]
        finding = _("The largest gap between what matters and what is there: {part} ({gap}).").format(
            part=surveys.short_name(first.part), gap=signed(widest))  # fmt: skip
        labels = tuple(surveys.short_name(one.part) for one, _gap in known)
        yield Chart(
            "bars", _("Importance minus experience"), finding, labels, tuple(round(gap, 1) for _one, gap in known)
        )
    many = found.fullest.answers
    yield Text("\n".join(_line(one, many) for one in gaps))
    yield Text(_("How important · how good · how well we do what we say, 1 to 5. The gap is of those who gave both; below "
                 "zero we give more than people ask. An arrow only where the change since last time is more than chance."),
               small=True)  # fmt: skip
    answers = str(many) if many else _("{n} or more").format(n=sum(found.fullest.about) or found.round.minimum)
    yield Fields(((_("Response"), said_rate(found.fullest.rate)), (_("Answers"), answers)))


def _line(one: Gap, many: int) -> str:
    values = (
        f"{_said(one.importance)} · {_said(one.experience)}{one.experience_moved} · {_said(one.kept)}{one.kept_moved}"
    )
    gap = _("gap {gap}").format(gap=signed(one.gap)) if one.gap is not None else _("gap not yet visible")
    then = " " + _("(last time {gap})").format(gap=signed(one.before)) if one.before is not None else ""
    told = one.answers and one.answers != many
    fewer = " · " + ngettext("{n} answer", "{n} answers", one.answers).format(n=one.answers) if told else ""
    return f"- **{surveys.short_name(one.part)}**: {values} · {gap}{then}{fewer}"


def _said(mean: Mean | None) -> str:
    return "▒" if mean is None else one_place(mean.exact)


def one_place(value: float) -> str:
    """`4.0`: means that stand in a row have as many digits each."""
    text = say_number(round(value, 1))
    return text if text[-2:-1] in (".", ",") else f"{text}{say_number(0.5)[1]}0"


def signed(value: float) -> str:
    """`+1.2`, `−0.4`, `0.0`, rounded once."""
    text = one_place(abs(value))
    return f"+{text}" if value >= 0.05 else f"−{text}" if value <= -0.05 else one_place(0.0)


@press("groups", reads=True)
def groups(ctx: Context, pressed: Pressed) -> Reply:
    """The gaps of each group that may be seen apart."""
    found = surveys.result(ctx.tx, ctx.me, pressed.entity)
    by_group = surveys.group_gaps(ctx.tx, ctx.me, pressed.entity) if found.round.kind == "evp" else {}
    if not by_group:
        return _("No group is large enough to be shown apart.")
    cells = ((part, tuple(one.gap for one in gaps)) for part, gaps in by_group.items())
    named = by_name(ctx, found.round, cells)
    parts = tuple(surveys.short_name(one.part) for one in next(iter(by_group.values())))
    body = list(heat_map(_("Importance minus experience"), parts, named[:MOST_GROUPS], (2.0, -2.0)))
    if named[MOST_GROUPS:]:
        more = _("And {n} more, which are in the numbers to take along.").format(n=len(named) - MOST_GROUPS)
        body.append(Text(more, small=True))
    note = _("Orange: people find it more important than it is good here. "
             "A dash, or a group that is not here: too few answers, or too alike.")  # fmt: skip
    body.append(Text(note, small=True))
    return Beside(Message(result_title(ctx, found.round), tuple(body)))
