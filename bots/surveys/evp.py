"""Measuring what we offer: once a year everybody is asked, after a look at what goes out."""

from typing import Any

from bots.bot import Pressed, Reply, press, submit
from bots.chat import Context, Shown
from bots.surveys.drawing import MODES, cut_lines, promise_of
from bots.ui import (
    Actions,
    Button,
    ChoiceField,
    Fields,
    Form,
    FormNode,
    Message,
    Node,
    Option,
    Text,
    TextField,
    clean,
    shortened,
)
from core import people, surveys
from core.desk import drafts
from core.surveys import BY, EVP, EVP_CHOICES, Mode, Wish
from core.words import N_, _, ngettext

DRAFT = "surveys_evp"
DIVIDED = {"team": N_("By team"), "place": N_("By place of work"), "tenure": N_("By time here")}


class MeasureForm(Form):
    """What to ask of everybody, under which promise."""

    TITLE, SUBMIT = N_("Ask everybody"), N_("Look at it")
    question = ChoiceField(
        N_("How much to ask"), lambda: tuple(Option(str(key), _(name)) for key, name in EVP_CHOICES.items())
    )
    mode = ChoiceField(N_("Who sees the answers"), lambda: tuple(
        Option(mode.value, _(MODES[mode])) for mode in (Mode.ANONYMOUS, Mode.CONFIDENTIAL)))  # fmt: skip
    by = ChoiceField(N_("Results also"), lambda: tuple(Option(one, _(DIVIDED[one])) for one in BY),
                     hint=N_("Groups of ten people and more. Can't be changed later."))  # fmt: skip
    words = TextField(N_("Your word to who is late"), required=False, most=300, multiline=True,
                      hint=N_("Sent in private near the end, twice at most. Empty: nothing is sent."))  # fmt: skip


@press("measure", reads=True)
def ask(ctx: Context, pressed: Pressed) -> FormNode:
    """What to ask."""
    return MeasureForm.open(pressed.entity, question=str(EVP), mode=Mode.ANONYMOUS.value, by="team")


def _wish(kept: dict[str, Any]) -> Wish:
    return Wish(
        int(kept["question"]), (), False, kept["mode"], kept["words"], ("everybody",), by=kept["by"], kind="evp",
        cuts=tuple(int(one) for one in kept.get("cuts", ()) if one.isascii() and one.isdecimal()),
    )  # fmt: skip


@submit("measured", MeasureForm)
def preview(ctx: Context, form: MeasureForm) -> Reply:
    """What will go out, before it does."""
    kept = {"question": form.question, "mode": form.mode, "by": form.by, "words": form.words, "year": form.entity,
            "cuts": form.args[0].split(".") if form.args else []}  # fmt: skip
    return looked_at(ctx, kept)


def looked_at(ctx: Context, kept: dict[str, Any]) -> Message:
    """Kept as a draft, and drawn as it would go out, with the groups that are large enough to be seen apart."""
    wish = _wish(kept)
    heads = surveys.check(ctx.tx, ctx.me, wish)
    draft = drafts.keep(ctx.tx, ctx.me.id, DRAFT, kept)
    reach = ngettext("{n} person", "{n} people", heads).format(n=heads)
    cut = surveys.cut_for(ctx.tx, wish)
    also = " · ".join(
        [_(DIVIDED.get(wish.by, "team")), *(shortened(clean(name, one_line=True), 40) for _number, name in cut.groups)]
    )
    fields = [(_("Who"), reach), (_("When"), _("At once, for two working weeks")), (_("Answers"), _(MODES[Mode(wish.mode)])),
              (_("Results also"), also)]  # fmt: skip
    body: list[Node] = [Text(f"**{surveys.ask(wish.question)}**"), Fields(tuple(fields)),
                        Text(promise_of(wish.mode), small=True), *cut_lines(ctx, wish, cut)]  # fmt: skip
    buttons = [Button(_("Ask everybody"), measure.id(draft), "primary"), Button(_("Change…"), change.id(draft))]
    if people.segments(ctx.tx):
        buttons.append(Button(_("By target group…"), f"surveys.cuts:{draft}"))
    return Message(_("This year's questions, before they go out"), (*body, Actions(tuple(buttons))))


@press("measure_change", reads=True)
def change(ctx: Context, pressed: Pressed) -> Reply:
    """Back to the form as it was filled in; the groups that were chosen stay."""
    kept = drafts.load(ctx.tx, ctx.me.id, DRAFT, pressed.entity)
    if kept is None:
        return _("This is no longer here. See /evp.")
    cuts = ".".join(kept.get("cuts", ()))
    filled = {name: kept[name] for name in ("question", "mode", "by", "words")}
    return MeasureForm.open(int(kept["year"]), *([cuts] if cuts else []), **filled)


@press("measure_now")
def measure(ctx: Context, pressed: Pressed) -> Reply:
    """Everybody is asked."""
    kept = drafts.load(ctx.tx, ctx.me.id, DRAFT, pressed.entity)
    if kept is None:
        return _("This is no longer here. See /evp.")
    surveys.measure(ctx.tx, ctx.me, int(kept["year"]), _wish(kept))
    drafts.drop(ctx.tx, ctx.me.id, pressed.entity)
    return Shown("surveys.year", int(kept["year"]))
