"""How often, how many at a time, and by which groups the result is shown: finer choices before a pulse goes out."""

from bots.bot import Pressed, Reply, press, submit
from bots.chat import Context
from bots.surveys.drawing import RHYTHMS
from bots.surveys.evp import DIVIDED
from bots.surveys.start import DRAFT, looked_at
from bots.ui import ChoiceField, Form, Option, TextField
from core.desk import drafts
from core.surveys import CRON
from core.words import N_, _

PARTS = {"1": N_("Everybody, each time"), "2": N_("Half of the people"), "3": N_("A third of the people"),
         "4": N_("A quarter of the people")}  # fmt: skip


class FinerForm(Form):
    """Rhythm, sampling, groups."""

    TITLE, SUBMIT = N_("Rhythm and groups"), N_("Look at it")
    rhythm = ChoiceField(N_("It comes back"), lambda: (
        Option("once", _("Not: once, at once")),
        *(Option(str(n), _(words)) for n, words in enumerate(RHYTHMS.values())),
    ))  # fmt: skip
    cron = TextField(N_("Or your own rhythm"), required=False, most=60,
                     hint=N_("Minute, hour, day, month, weekday. For example: 0 9 1-7 * mon"))  # fmt: skip
    parts = ChoiceField(N_("Asked each time"), lambda: tuple(Option(n, _(words)) for n, words in PARTS.items()),
                        hint=N_("By turns: everybody gets their turn."))  # fmt: skip
    by = ChoiceField(N_("Results also"), lambda: tuple(Option(one, _(words)) for one, words in DIVIDED.items()),
                     hint=N_("Groups of ten people and more. Can't be changed later."))  # fmt: skip


@press("finer")
def finer(ctx: Context, pressed: Pressed) -> Reply:
    """The finer choices, as they stand."""
    kept = drafts.load(ctx.tx, ctx.me.id, DRAFT, pressed.entity)
    if kept is None:
        return _("This is no longer here. Open /pulse again.")
    cron = kept.get("cron") or CRON
    known = list(RHYTHMS)
    rhythm = "once" if not kept["weekly"] else str(known.index(cron)) if cron in known else "0"
    return FinerForm.open(pressed.entity, rhythm=rhythm, cron="" if cron in known else cron,
                          parts=kept.get("parts") or "1", by=kept.get("by") or "team")  # fmt: skip


@submit("finer_kept", FinerForm)
def keep(ctx: Context, form: FinerForm) -> Reply:
    """Back to the look at it, with these choices."""
    kept = drafts.load(ctx.tx, ctx.me.id, DRAFT, form.entity)
    if kept is None:
        return _("This is no longer here. Open /pulse again.")
    own = form.cron.strip()
    cron = own or (list(RHYTHMS)[int(form.rhythm)] if form.rhythm.isdecimal() else CRON)
    again = "yes" if own or form.rhythm.isdecimal() else ""
    return looked_at(ctx, {**kept, "cron": cron, "weekly": again, "parts": form.parts, "by": form.by})
