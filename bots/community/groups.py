"""Target groups: found, joined, made and looked after; what drives them, and what is done about it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bots.bot import Asked, Pressed, Reply, command, due, press, submit, view
from bots.chat import Beside, Context, Send
from bots.community.drawing import group_page
from bots.community.drivers import drive_options, open_drivers
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    ChoicesField,
    DateField,
    Form,
    FormNode,
    Message,
    Node,
    Option,
    PersonField,
    Plain,
    Select,
    Text,
    TextField,
    ToggleField,
    clean,
)
from core import community, people
from core.people import Role
from core.words import N_, _, say_date

QUARTER = timedelta(days=91)


class GroupForm(Form):
    """A group: its name, who is in it, whether guests are, what it is for, and when it is looked at again."""

    TITLE, SUBMIT = N_("A target group"), N_("Save")
    name = TextField(N_("Its name"), most=60)
    who = ChoicesField(N_("Who is in it"), hint=N_("Several teams: any of them. Team and place: both must hold."))
    goal = TextField(N_("What you want for it"), required=False, most=300)
    guests = ToggleField(N_("Guests of partners take part"), required=False)
    review_on = DateField(N_("Look at it again on"))

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form with the teams and places of this moment."""
        in_three_months = (ctx.today + QUARTER).isoformat()
        return cls.open(entity, options={"who": who_options(ctx)}, **{"review_on": in_three_months, **values})


def who_options(ctx: Context) -> tuple[Option, ...]:
    """By joining, by being new, by place of work, language, role and team: at most 25."""
    locations = sorted({person.location for person in people.everybody(ctx.tx)})[:5]
    found = [Option("join", _("People join by themselves")), Option("new:90", _("Everybody new, for three months"))]
    found += [Option(f"location:{one}", _("Works in {place}").format(place=one)) for one in locations]
    found += [
        Option(f"role:{Role.LEADER}", _("Leaders")),
        Option("language:nl", "Nederlands"),
        Option("language:en", "English"),
    ]
    teams = [Option(f"team:{one.id}", clean(one.name, one_line=True, most=75)) for one in people.teams(ctx.tx)]
    return (*found, *teams)[:25]


@command(
    "groups",
    "groepen",
    help=("Groups across teams: join, or look after one", "Groepen over teams heen: meedoen of ervoor zorgen"),
)
def groups(ctx: Context, asked: Asked) -> Message:
    """The groups this person finds, and the way to one's own choice of what drives one."""
    found = community.groups_for(ctx.tx, ctx.me)
    joined = set(people.segments_of(ctx.tx, ctx.me.id))
    body: list[Node] = []
    if found:
        mine = _("you are in it")
        marked = (f"- **{Plain(one.name)}**" + (f" ({mine})" if one.id in joined else "") for one in found[:40])
        body.append(Text("\n".join(marked)))
        options = tuple(Option(str(one.id), clean(one.name, one_line=True, most=75)) for one in found[:25])
        body.append(Actions((Select(look_at_group.id(), _("Look at a group"), options),)))
    else:
        body.append(Text(_("There is no group to join yet.")))
    make = (Button(_("New group…"), new_group.id()),) if community.keeps_groups(ctx.tx, ctx.me) else ()
    return Message(_("Groups"), (*body, Actions((Button(_("What drives you…"), open_drivers.id()), *make))))


@press("group")
def look_at_group(ctx: Context, pressed: Pressed) -> Beside:
    """One group."""
    number = int(pressed.value) if pressed.value.isdecimal() else pressed.entity
    return Beside(group_page(ctx, number))


@press("new_group")
def new_group(ctx: Context, pressed: Pressed) -> FormNode:
    """The empty form."""
    return GroupForm.reopen(ctx, 0, (), {})


@press("change_group")
def change_group(ctx: Context, pressed: Pressed) -> FormNode:
    """The form as the group is."""
    group = community.see_group(ctx.tx, ctx.me, pressed.entity)
    rule = group.rule
    who = ["join"] if group.opt_in else [
        *(f"team:{one}" for one in rule.teams), *(f"location:{one}" for one in rule.locations),
        *(f"role:{one}" for one in rule.roles), *(f"language:{one}" for one in rule.languages),
        *([f"new:{rule.newer_than_days}"] if rule.newer_than_days else []),
    ]  # fmt: skip
    values: dict[str, Any] = {"name": group.name, "who": tuple(who), "goal": group.goal}
    values |= {"guests": "yes" if group.with_guests else ""}
    values |= {"review_on": group.review_on.isoformat()} if group.review_on and group.review_on > ctx.today else {}
    return GroupForm.reopen(ctx, group.id, (), values)


@submit("group_kept", GroupForm)
def save_group(ctx: Context, form: GroupForm) -> Beside:
    """The group as it is from now on."""
    number = community.keep_group(
        ctx.tx, ctx.me, form.entity, form.name, form.who, form.goal, form.guests, form.review_on
    )
    return Beside(group_page(ctx, number))


@press("join")
def join(ctx: Context, pressed: Pressed) -> Message:
    """In, from now on."""
    community.join(ctx.tx, ctx.me, pressed.entity)
    return group_page(ctx, pressed.entity)


@press("leave")
def leave(ctx: Context, pressed: Pressed) -> Message:
    """Out; nobody is told."""
    community.leave(ctx.tx, ctx.me, pressed.entity)
    return group_page(ctx, pressed.entity)


class DoingForm(Form):
    """Something to do for a group."""

    TITLE, SUBMIT = N_("Something to do"), N_("Save")
    driver = ChoiceField(N_("For which driver"), drive_options)
    words = TextField(N_("What will be done"), most=300)


@press("do")
def open_doing(ctx: Context, pressed: Pressed) -> FormNode:
    """The form, begun for what drives this group most."""
    shared = community.drivers_of(ctx.tx, community.see_group(ctx.tx, ctx.me, pressed.entity).id)
    driver = shared[0][0] if shared else next(iter(community.DRIVERS))
    return DoingForm.open(pressed.entity, driver=driver, words=_(community.DRIVERS[driver].doing))


@submit("doing", DoingForm)
def save_doing(ctx: Context, form: DoingForm) -> Beside:
    """On the group's page from now on."""
    community.choose_doing(ctx.tx, ctx.me, form.entity, form.driver, form.words)
    return Beside(group_page(ctx, form.entity))


class OwnerForm(Form):
    """Who looks after a group."""

    TITLE, SUBMIT = N_("Hand over"), N_("Hand over")
    owner = PersonField(N_("Who looks after it now"))


@press("hand_group")
def open_owner(ctx: Context, pressed: Pressed) -> FormNode:
    """Whom to hand it to."""
    return OwnerForm.open(pressed.entity)


@submit("group_handed", OwnerForm)
def hand_group(ctx: Context, form: OwnerForm) -> Reply:
    """Somebody else looks after it, and is reminded on the day."""
    community.hand_group(ctx.tx, ctx.me, form.entity, form.owner)
    return _("Done. {name} looks after it now.").format(name=Plain(people.get(ctx.tx, form.owner).name))


@due("review")
def review(ctx: Context, payload: dict[str, Any]) -> Send | None:
    """On the review date its owner hears of it, once."""
    group = community.review_due(ctx.tx, payload["group"], payload["day"])
    if group is None or group.owner_id is None:
        return None
    key = f"community.review:{group.id}:{payload['day']}"
    return Send(f"person:{group.owner_id}", review_card.full, group.id, "group", "now", key)


@view("review_card")
def review_card(ctx: Context, number: int) -> Message | None:
    """That a group is to be looked at again."""
    group = next((one for one in people.segments(ctx.tx) if one.id == number), None)
    if group is None or group.owner_id != ctx.me.id or group.review_on is None:
        return None
    return Message(
        _("Look at {group} again").format(group=clean(group.name, one_line=True, most=60)),
        (
            Text(_("You wanted to do that on {day}. Goal: {goal}").format(
                day=say_date(group.review_on), goal=Plain(group.goal) if group.goal else "–")),
            Actions((Button(_("Look"), look_at_group.id(number), "primary"), Button(_("Change…"), change_group.id(number)))),
        ),
    )  # fmt: skip
