"""How a post looks in every message about it: its title, whom it is for, its words, and what was changed since."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bots.chat import Context
from bots.ui import Node, Plain, Text, clean, shortened
from bots.ui.text import escaped
from core import news, people
from core.clock import local_day
from core.news import Kind, PostHere
from core.words import N_, _, ngettext, say_date, say_time

TOPIC, MUST, QUESTION = "news", "must_read", "news_question"
"""What people choose about; a must-read post can't be switched off, and still comes within the weekly budget."""
KINDS = {
    Kind.NEWS.value: N_("News"), Kind.MUST_READ.value: N_("Must be read"), Kind.URGENT.value: N_("Urgent: at once"),
    Kind.ROUND.value: N_("A round of questions"),
}  # fmt: skip
A_PART = 900
"""Letters of one part of a message."""


def name_of(ctx: Context, person: int, most: int = 60) -> str:
    """Somebody's name as plain text."""
    return clean(people.names(ctx.tx, [person]).get(person, "?"), one_line=True, most=most)


def title_of(post: PostHere) -> str:
    """The first line of a post, as plain text."""
    said = {
        Kind.MUST_READ.value: _("Must be read: {title}"), Kind.URGENT.value: _("Urgent: {title}"),
        Kind.ROUND.value: _("Ask your questions: {title}"),
    }.get(post.kind, "{title}")  # fmt: skip
    return said.format(title=clean(post.title, one_line=True, most=110))


def shorter_title(ctx: Context, number: int) -> str:
    """The line of a post, to stand behind other words."""
    return shortened(clean(news.find_post(ctx.tx, number).title, one_line=True), 90)


def audience_name(ctx: Context, to: str) -> str:
    """The name of these people as plain text."""
    kind, _sep, number = to.partition(":")
    if kind == "line":
        return _("everybody whom {name} leads").format(name=name_of(ctx, int(number)))
    if kind == "team":
        found = people.team(ctx.tx, int(number))
        return shortened(clean(found.name, one_line=True), 60) if found else _("a team that is gone")
    if kind == "segment":
        name = next((one.name for one in people.segments(ctx.tx) if one.id == int(number)), "")
        return shortened(clean(name, one_line=True), 60) if name else _("a group that is gone")
    return _("everybody")


def moment(at: datetime, zone: str) -> str:
    """`Wed 25 Nov, 16:00` on this zone's clock."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{say_date(local.date())}, {say_time(local)}"


def heads(count: int) -> str:
    """So many people."""
    return ngettext("{n} person", "{n} people", count).format(n=count)


def words_of(text: str) -> list[Node]:
    """What somebody wrote, in parts that every platform takes; never markup."""
    parts, part = list[str](), ""
    for line in clean(text).split("\n"):
        for start in range(0, max(1, len(line)), A_PART):
            piece = line[start : start + A_PART]
            if part and len(part) + len(piece) > A_PART:
                parts, part = [*parts, part], ""
            part = f"{part}\n{piece}" if part else piece
    return [Text(escaped(one)) for one in (*parts, part) if one.strip()]


def said(ctx: Context, post: PostHere) -> list[Node]:
    """Who says it to whom since when, the words, and whether they were put right."""
    day = post.posted_at or post.planned_for or ctx.now
    by = _("{name} to {whom}, {day}").format(
        name=Plain(name_of(ctx, post.author_id)), whom=Plain(audience_name(ctx, post.audience)),
        day=say_date(local_day(day, ctx.me.zone)),
    )  # fmt: skip
    noted = post.corrected_at and _("Corrected on {moment}.").format(moment=moment(post.corrected_at, ctx.me.zone))
    return [Text(by, small=True), *words_of(post.words), *([Text(noted, small=True)] if noted else [])]


def seen_by_name(ctx: Context, post: PostHere) -> list[Node]:
    """What a tap on a must-read post means, said before anybody taps."""
    if not post.must_read:
        return []
    words = _("{name} sees by name who tapped “I have read it”. Who did not is reminded twice at most, in the digest. "
              "It counts against nobody.")  # fmt: skip
    return [Text(words.format(name=Plain(name_of(ctx, post.author_id))), small=True)]


def reader_of(ctx: Context, number: int) -> PostHere:
    """The post, for who may see it; a place sees what stands in it."""
    return news.open_post(ctx.tx, ctx.me, number) if ctx.me.id else news.find_post(ctx.tx, number)
