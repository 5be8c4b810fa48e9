"""One group on one page: who is in it, what drives it, what is done for it, and what can be pressed."""

from bots.chat import Context
from bots.ui import Actions, Button, Message, Node, Plain, Text, clean
from core import community, people, privacy
from core.people import SegmentHere
from core.words import _, say_date


def group_page(ctx: Context, number: int) -> Message:
    """Everything about a group, for who finds it; numbers only from the minimum on."""
    group = community.see_group(ctx.tx, ctx.me, number)
    inside = people.segment_people(ctx.tx, number)
    minimum = privacy.minimum_group(privacy.MINIMUM)
    size = _("{n} people").format(n=len(inside)) if len(inside) >= minimum else _("A few people")
    lines = [f"{say_who(ctx, group)} {size}."]
    if group.with_guests:
        lines.append(
            _("Guests of partners take part. They are in no figure, and get no surveys and no words from here.")
        )
    if group.goal:
        lines.append(_("Goal: {goal}").format(goal=Plain(group.goal)))
    owner = people.names(ctx.tx, [group.owner_id]).get(group.owner_id, "") if group.owner_id else ""
    if owner and group.review_on:
        lines.append(_("{name} looks after it, and looks at it again on {day}.").format(
            name=Plain(owner), day=say_date(group.review_on, "d MMMM y")))  # fmt: skip
    body: list[Node] = [Text("\n".join(lines)), Text(say_drivers(ctx, group))]
    done = community.doings(ctx.tx, number)
    if done:
        body.append(Text("\n".join(
            _("- For _{driver}_: {words} (since {day})").format(
                driver=_(community.DRIVERS[one.driver].title), words=Plain(one.words), day=say_date(one.chosen_on))
            for one in done)))  # fmt: skip
    buttons = controls(ctx, group, ctx.me.id in inside)
    return Message(clean(group.name, one_line=True, most=100), (*body, *([Actions(buttons)] if buttons else [])))


def say_who(ctx: Context, group: SegmentHere) -> str:
    """Who belongs to it, in words."""
    if group.opt_in:
        return _("People join by themselves.")
    rule, parts = group.rule, []
    names = {team.id: team.name for team in people.teams(ctx.tx)}
    if rule.teams:
        parts.append(", ".join(str(Plain(names.get(team, "?"))) for team in rule.teams))
    if rule.locations:
        parts.append(_("Works in {place}").format(place=", ".join(rule.locations)))
    if rule.roles:
        parts.append(_("Leaders"))
    if rule.languages:
        parts.append(", ".join({"nl": "Nederlands", "en": "English"}.get(one, one) for one in rule.languages))
    if rule.newer_than_days:
        parts.append(_("Everybody new, for three months"))
    return "; ".join(parts) + "."


def say_drivers(ctx: Context, group: SegmentHere) -> str:
    """What many of them share, or why nothing is said."""
    shared = community.drivers_of(ctx.tx, group.id)
    if shared is None:
        return _(
            "What drives them is shown when five or more have said so, and nothing about fewer can be told from it."
        )
    if not shared:
        return _("What drives them differs: nothing is shared by five or more.")
    return _("What drives them, of those who said so: {drivers}.").format(
        drivers=", ".join(f"**{_(community.DRIVERS[one].title)}** ({part})" for one, part in shared[:3])
    )


def controls(ctx: Context, group: SegmentHere, inside: bool) -> tuple[Button, ...]:
    """What this person can press."""
    found = []
    if group.opt_in:
        name = "leave" if inside else "join"
        label = _("Leave the group") if inside else _("Join")
        found.append(Button(label, f"community.{name}:{group.id}", "plain" if inside else "primary"))
    if community.may_change(ctx.tx, ctx.me, group):
        found.append(Button(_("Something to do…"), f"community.do:{group.id}"))
        found.append(Button(_("Change…"), f"community.change_group:{group.id}"))
        found.append(Button(_("Hand over…"), f"community.hand_group:{group.id}"))
    if community.keeps_groups(ctx.tx, ctx.me):
        found.append(Button(_("Nudge…"), f"community.nudge_group:{group.id}"))
    return tuple(found)
