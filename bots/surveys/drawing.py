"""How a pulse, its promise and its numbers are shown in every message about it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bots.chat import Context
from bots.ui import Node, Plain, Text, clean, shortened
from core import people, privacy, surveys
from core.surveys import CRON, ENPS, FACES, MOMENTS, ConsultationHere, Cut, Mode, Opened, Wish
from core.words import N_, _, say_date, say_time

TALK_IS_OFF = N_(
    "A consultation goes on in a discussion, and discussions are switched off here. "
    "Ask an admin to switch them on. Until then, /pulse asks people without one."
)
MODES = {
    Mode.ANONYMOUS.value: N_("Anonymous"),
    Mode.CONFIDENTIAL.value: N_("Confidential"),
    Mode.PUBLIC.value: N_("Public, with names"),
}
PROMISE = N_(
    "Anonymous: Townhall keeps nothing that links you to this answer. Slack or Discord can see that you clicked."
)
CONFIDENCE = N_(
    "Confidential, not anonymous: Townhall keeps your name with your answer and shows it to nobody; "
    "whoever runs its database can look. You can change your answer until it closes."
)
OPENNESS = N_("Public: your name stands beside your answer, in your team's place and for who leads it or runs pulses.")
TITLES = {
    500: N_("Your first month here"), 510: N_("Your second month here"), 520: N_("Your third month here"),
    530: N_("Another year here"), 540: N_("Before you go"),
}  # fmt: skip
RHYTHMS = {
    CRON: N_("Every Monday at 09:00, until Wednesday 16:00"),
    "0 9 1-7,15-21 * mon": N_("The first and third Monday of the month at 09:00"),
    "0 9 1-7 * mon": N_("The first Monday of the month at 09:00"),
    "0 9 1-7 1,4,7,10 mon": N_("The first Monday of the quarter at 09:00"),
}
SHOWN_BY = {"team": N_("by team"), "place": N_("by place of work"), "tenure": N_("by time here")}
MOST_APART = 12
TENURE = {1: N_("Here less than a year"), 2: N_("Here one to three years"), 3: N_("Here longer than three years")}


def talks_on(ctx: Context) -> bool:
    """Whether what came out of a consultation can be talked about here: discussions are switched on."""
    return ctx.suite is None or ctx.suite.has("discussions")


def said_rhythm(wish: Wish) -> str:
    """When people are asked, and which part of them each time."""
    if not wish.weekly:
        words = _("Once, at once, for three working days")
    else:
        words = (
            _(RHYTHMS[wish.cron]) if wish.cron in RHYTHMS else _("By your own rhythm: {cron}").format(cron=wish.cron)
        )
    if wish.parts > 1:
        words += " · " + _("one in {n} people each time").format(n=wish.parts)
    return words


def said_moment(at: datetime, zone: str) -> str:
    """`Wed 25 Nov, 16:00` on this zone's clock."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{say_date(local.date())}, {say_time(local)}"


def asked_name(ctx: Context, round_: Opened) -> str:
    """Who is asked: the team, the group, or everybody."""
    return audience_name(ctx, round_.audience)


def audience_name(ctx: Context, audience: str) -> str:
    """The name of these people as plain text, at most 60 characters."""
    kind, _sep, number = audience.partition(":")
    if kind == "teams":
        names = [team_name(ctx, int(one)) for one in number.split(".")]
        return shortened(" + ".join(names), 60)
    if kind == "segment":
        return shortened(clean(people.segment(ctx.tx, int(number)).name, one_line=True), 60)
    if kind == "moment":
        return _(MOMENTS[int(number)])
    return team_name(ctx, int(number)) if kind == "team" else _("everybody")


def title(ctx: Context, round_: Opened) -> str:
    """What this round is called, to who is asked."""
    if round_.kind == "evp":
        return _("What we offer, as you see it")
    if round_.personal:
        return _(TITLES[round_.question])
    if round_.kind == "consult" and (here := surveys.consultation_of(ctx.tx, round_.id)):
        return _("Consultation: {theme}").format(theme=here.name)
    return _("Pulse of {team}").format(team=asked_name(ctx, round_))


def result_title(ctx: Context, round_: Opened) -> str:
    """What its result is called."""
    if round_.kind == "pulse":
        return _("Result of the pulse of {team}").format(team=asked_name(ctx, round_))
    return _("Result: {what}").format(what=asked_name(ctx, round_) if round_.personal else title(ctx, round_))


def part_of_round(ctx: Context, round_: Opened, part: int) -> str:
    """The team, the place of work, the time here or the target group that a part of a round stands for."""
    if part < 0:
        return group_name(round_.groups[surveys.FIRST_GROUP - part][1])
    return _part_name(ctx, round_.by, round_.places, part)


def _part_name(ctx: Context, by: str, places: Sequence[str], part: int) -> str:
    if by == "place":
        return clean(places[part - 1], one_line=True) if 0 < part <= len(places) else _("elsewhere")
    if by == "tenure":
        return _(TENURE.get(part, TENURE[3]))
    return team_name(ctx, part)


def group_name(name: str) -> str:
    """A target group's name as plain text, at most 40 characters."""
    return shortened(clean(name, one_line=True), 40)


def cut_lines(ctx: Context, wish: Wish, cut: Cut) -> list[Node]:
    """What target groups cost, before it begins: which are too small to be seen apart, and what still is beside them."""
    lines = []
    if cut.left_out:
        names = ", ".join(group_name(people.segment(ctx.tx, one).name) for one in cut.left_out)
        lines.append(_("Not shown apart: {groups}. Too few people, in it or outside it.").format(groups=Plain(names)))
    if cut.groups and cut.apart:
        places = surveys.places_of(ctx.tx)
        names = ", ".join(_part_name(ctx, wish.by, places, part) for part in cut.apart[:MOST_APART])
        lines.append(_("Beside these groups also: {parts}.").format(parts=Plain(names)))
    elif cut.groups:
        lines.append(_("Beside these groups nothing else is large enough to be shown apart."))
    if cut.groups:
        lines.append(_("Everybody reads which groups they are. Who is in them is settled when it begins."))
    return [Text("\n".join(lines), small=True)] if lines else []


def also_shown(round_: Opened) -> str:
    """By what its result is also shown, as who is asked reads it; empty for a team, with names, and at one's own date."""
    if round_.team_id is not None or round_.personal or round_.mode == Mode.PUBLIC:
        return ""
    if round_.groups:
        names = ", ".join(group_name(name) for _number, name in round_.groups)
        return _("Also shown {by} and for these groups: {groups}. Only where that gives nobody away.").format(
            by=_(SHOWN_BY[round_.by]), groups=Plain(names))  # fmt: skip
    return _("Also shown {by}, only where that gives nobody away.").format(by=_(SHOWN_BY[round_.by]))


def team_name(ctx: Context, team_id: int | None) -> str:
    """The team's name as plain text for a summary, at most 60 characters."""
    if team_id is None:
        return _("everybody")
    found = people.team(ctx.tx, team_id)
    return shortened(clean(found.name, one_line=True), 60) if found else _("your team")


def promise(round_: Opened) -> str:
    """What holds for an answer, in fixed words."""
    return promise_of(round_.mode)


def promise_of(mode: str) -> str:
    """What holds for an answer in this mode."""
    return _({Mode.ANONYMOUS.value: PROMISE, Mode.CONFIDENTIAL.value: CONFIDENCE}.get(mode, OPENNESS))


def when_shown(ctx: Context, round_: Opened) -> str:
    """When the result comes, and from how many answers."""
    moment = said_moment(round_.closes_at, ctx.me.zone)
    if round_.personal:
        return _("Only sums are shown, of {n} people or more, on {moment} at the earliest. "
                 "Then the single answers are deleted.").format(n=round_.minimum, moment=moment)  # fmt: skip
    if round_.mode != Mode.PUBLIC:
        return _("The result comes on {moment}, from {n} answers on.").format(moment=moment, n=round_.minimum)
    return _("The result comes on {moment}.").format(moment=moment)


def open_until(ctx: Context, round_: Opened) -> str:
    """Until when this person can answer, where that is their own; else nothing."""
    day = surveys.open_until(ctx.tx, ctx.me, round_.id) if round_.personal else None
    return _("Open for you until {day}.").format(day=say_date(day)) if day else ""


def scale(value: int, question: int = 1) -> str:
    """`4 🙂`: the number first, the face after it; the number alone on the long scale."""
    return str(value) if question == ENPS else f"{value} {FACES[value]}"


def said_rate(rate: privacy.Rate | None) -> str:
    """The response rate as it may be shown."""
    return privacy.say_rate(rate) if rate else privacy.not_yet_visible()


def promise_of_decision(asked: Opened) -> str:
    """Who hears it, and why all of them."""
    if asked.anonymous:
        return _("Everybody who was asked hears the decision and its reasons: nobody can know who answered.")
    return _("Everybody who was asked hears the decision and its reasons.")


def said_now(ctx: Context, here: ConsultationHere, asked: Opened) -> str:
    """Where a consultation is now, in a sentence."""
    if here.decided_at:
        return _("It is decided, and told to everybody who was asked.")
    if asked.closed_at and not talks_on(ctx):
        return _(TALK_IS_OFF)
    if here.discussion_id:
        return _("People talk about it. Then it is decided.")
    if asked.closed_at is None:
        return _("People are answering. Nothing is shown before it closes.")
    if asked.unshared:
        return _("The answers are in. They are shared first, then people talk about them.")
    return _("The answers are in. Next: talk about them.")
