"""Stories: a question posted or sent, one's own words in reply, and a yes or no to sharing them outside at any time."""

from collections.abc import Mapping
from typing import Any

from bots.bot import Asked, Opt, Pressed, Reply, command, on, press, submit, view
from bots.chat import Beside, Context, Send
from bots.discussions.remind import STARTER, less
from bots.discussions.start import HERE, MOST
from bots.ui import (
    Actions,
    Button,
    Form,
    FormNode,
    LookupField,
    Message,
    Node,
    Option,
    Plain,
    Text,
    TextField,
    ToggleField,
    quoted,
    shortened,
)
from core import discussions, people
from core.discussions import LONGEST_PROMPT, LONGEST_STORY, StoriesAsked, Told
from core.words import N_, _, language

A_PAGE = 3


def _audiences(ctx: Context, partial: str) -> tuple[Option, ...]:
    """The channel one is in, everybody, and the groups and teams whose name holds these letters."""
    here = [Option(HERE, _("Here"))] if ctx.where.kind == "channel" else []
    groups = [Option(f"segment:{one.id}", shortened(one.name, 75)) for one in people.segments(ctx.tx)]
    teams = [Option(f"team:{one.id}", shortened(one.name, 75)) for one in people.teams(ctx.tx)]
    found = (*here, Option("everybody", _("Everybody")), *groups, *teams)
    return tuple(one for one in found if partial.casefold() in one.label.casefold())[:MOST]


class PromptForm(Form):
    """The question, and whom it asks."""

    TITLE, SUBMIT = N_("Ask for stories"), N_("Ask")
    question = TextField(
        N_("Question"), most=LONGEST_PROMPT, hint=N_("For example: when did you make a customer happy?")
    )
    audience = LookupField(N_("Whom"), _audiences, hint=N_("Type a part of a group's or team's name"))

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form, for the channel it was asked in, or the first group."""
        return cls.open(entity, *args, options={"audience": _audiences(ctx, "")[:1]}, **values)


@command(
    "stories ask", "verhalen vraag", help=("Ask a group for stories", "Vraag een groep om verhalen"),
    may=("hr", "community", "leader"),
    options=(Opt("question", "text", ("question", "vraag"), ("What you ask", "Wat je vraagt")),),
)  # fmt: skip
def ask_form(ctx: Context, asked: Asked) -> Reply:
    """The form, with the question that was typed."""
    return PromptForm.reopen(ctx, 0, (), {"question": asked.get("question")[:LONGEST_PROMPT]})


@submit("ask_stories", PromptForm)
def ask(ctx: Context, form: PromptForm) -> str:
    """It is posted here, or sent to each of them within their budget."""
    audience = form.audience
    if audience == HERE:
        known = people.place_at(ctx.tx, ctx.where.ref)
        tongue = ctx.suite.language if ctx.suite else language.get()
        place = known.id if known else people.put_place(
            ctx.tx, ctx.where.ref, shortened(form.question, 60), "discussion", None, tongue)  # fmt: skip
        audience = f"place:{place}"
    discussions.ask_stories(ctx.tx, ctx.me, form.question, audience)
    return _("Asked. What they tell stands under /stories.")


@view("prompt", title=N_("A question for stories"))
def prompt(ctx: Context, number: int) -> Message | None:
    """The question, and a way to answer it in one's own words."""
    found = discussions.asking(ctx.tx, number)
    if found is None:
        return None
    owner = people.names(ctx.tx, [found.owner_id]).get(found.owner_id, "")
    said = Text(_("{name} asks for your story. Colleagues can read it; outside nobody does unless you say so.").format(
        name=Plain(owner)))  # fmt: skip
    buttons = [Button(_("Tell your story…"), tell_form.id(number), "primary")]
    if ctx.me.id:
        buttons.append(Button(_("Less of this"), less.id(number, STARTER)))
    return Message(found.question, (said, Actions(tuple(buttons))))


class StoryForm(Form):
    """One's own words, and whether they may be shared outside."""

    TITLE, SUBMIT = N_("Your story"), N_("Tell it")
    words = TextField(N_("In your own words"), multiline=True, most=LONGEST_STORY)
    may_share = ToggleField(N_("It may be shared outside the company"), required=False,
                            hint=N_("With your name. You can take this back at any time"))  # fmt: skip


@press("tell", reads=True)
def tell_form(ctx: Context, pressed: Pressed) -> FormNode:
    """The form."""
    return StoryForm.open(pressed.entity)


@submit("told", StoryForm)
def tell(ctx: Context, form: StoryForm) -> Reply:
    """One's own words, shown back with what was allowed."""
    number = discussions.tell(ctx.tx, ctx.me, form.entity, form.words, form.may_share)
    return Beside(_drawn(ctx, number), own.of(number))


@view("own_story")
def own(ctx: Context, number: int) -> Message | None:
    """One's own story, and what may be done with it."""
    found = discussions.story(ctx.tx, number)
    return _drawn(ctx, number) if found and found.person_id == ctx.me.id else None


def _drawn(ctx: Context, number: int) -> Message:
    found = discussions.story(ctx.tx, number)
    if found is None:
        return Message(_("Your story is gone"))
    said = _("It may be shared outside, with your name.") if found.may_share else _("It stays inside the company.")
    turn = Button(_("Keep it inside"), sharing.id(number, 0)) if found.may_share else Button(
        _("It may be shared outside"), sharing.id(number, 1))  # fmt: skip
    buttons = Actions((turn, Button(_("Remove my story"), remove.id(number), "danger")))
    return Message(_("Your story"), (Text(quoted(found.words)), Text(said), buttons))


@press("sharing")
def sharing(ctx: Context, pressed: Pressed) -> Reply:
    """Yes or no to sharing outside, from now on."""
    discussions.allow_sharing(ctx.tx, ctx.me, pressed.entity, pressed.args[:1] == ("1",))
    return own.of(pressed.entity)


@press("remove_story")
def remove(ctx: Context, pressed: Pressed) -> Reply:
    """It is gone."""
    discussions.take_back(ctx.tx, ctx.me, pressed.entity)
    return Message(_("Your story is gone"))


@press("open_story")
def open_own(ctx: Context, pressed: Pressed) -> Reply:
    """One's own story, to change what is allowed."""
    drawn = own(ctx, pressed.entity)
    return Beside(drawn, own.of(pressed.entity)) if drawn else _("This is no longer here.")


@command(
    "stories", "verhalen", help=("What colleagues told", "Wat collega's vertelden"),
    options=(Opt("which", "text", ("which", "welke"), ("outside: may be shared", "buiten: mag gedeeld worden")),), reads=True,
)  # fmt: skip
def show_stories(ctx: Context, asked: Asked) -> Message:
    """The stories, the newest first; with "outside" those that may be shared at this moment."""
    return draw(ctx, asked.get("which").lower().strip() in ("outside", "buiten"), 0)


@press("stories", reads=True)
def turn_page(ctx: Context, pressed: Pressed) -> Reply:
    """Another page or list, in place."""
    return draw(ctx, pressed.args[:1] == ("1",), pressed.entity)


def draw(ctx: Context, outside: bool, page: int) -> Message:
    """One page of stories; one's own have a button."""
    found = discussions.stories(ctx.tx, outside)
    body: list[Node] = []
    for told in found[page * A_PAGE : (page + 1) * A_PAGE]:
        body += _one(ctx, told)
    if not body:
        body.append(Text(_("Nothing here.")))
    buttons = [Button(_("All stories") if outside else _("May be shared outside"), turn_page.id(0, int(not outside)))]
    more = len(found) - (page + 1) * A_PAGE
    if more > 0:
        buttons.append(Button(_("{n} more").format(n=more), turn_page.id(page + 1, int(outside))))
    return Message(
        _("Stories that may be shared outside") if outside else _("Stories"), (*body, Actions(tuple(buttons)))
    )


def _one(ctx: Context, told: Told) -> list[Node]:
    names, found = people.names(ctx.tx, [told.person_id]), discussions.asking(ctx.tx, told.prompt_id)
    mark = _("may be shared outside") if told.may_share else _("inside only")
    title = Text(f"**{Plain(found.question if found else '')}** · {Plain(names.get(told.person_id, ''))} · {mark}")
    own_button = [Actions((Button(_("Yours…"), open_own.id(told.id)),))] if told.person_id == ctx.me.id else []
    return [title, Text(quoted(shortened(told.words, 900))), *own_button]


@on(StoriesAsked)
def send_prompt(ctx: Context, fact: StoriesAsked) -> Send | None:
    """To the place, or to each of the group as an invitation within the weekly budget."""
    found = discussions.asking(ctx.tx, fact.prompt)
    urgency = "now" if found and found.audience.startswith("place:") else "invite"
    return Send(found.audience, prompt.full, found.id, STARTER, urgency) if found else None
