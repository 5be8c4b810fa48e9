"""Choosing the target groups that results are also shown for, before anybody is asked."""

from typing import Any

from bots.bot import Pressed, Reply, press, submit
from bots.chat import Context
from bots.surveys.evp import DRAFT, looked_at
from bots.ui import ChoicesField, Form, FormNode, Option, clean, shortened
from core import people
from core.desk import drafts
from core.words import N_, _

MOST_OPTIONS = 25


class CutForm(Form):
    """Which groups."""

    TITLE, SUBMIT = N_("By target group"), N_("Look at it")
    cuts = ChoicesField(N_("Results also of"), required=False,
                        hint=N_("Four at most. Groups that can't be kept apart from too few are left out."))  # fmt: skip

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Any) -> FormNode:
        """The groups there are now."""
        offered = tuple(
            Option(str(one.id), shortened(clean(one.name, one_line=True), 60))
            for one in people.segments(ctx.tx)[:MOST_OPTIONS]
        )
        return cls.open(entity, *args, options={"cuts": offered}, **values)


@press("cuts", reads=True)
def choose(ctx: Context, pressed: Pressed) -> Reply:
    """The groups, as they were chosen before."""
    kept = drafts.load(ctx.tx, ctx.me.id, DRAFT, pressed.entity)
    if kept is None or not people.segments(ctx.tx):
        return _("This is no longer here. See /evp.")
    return CutForm.reopen(ctx, pressed.entity, (), {"cuts": tuple(kept.get("cuts", ()))})


@submit("cut", CutForm)
def keep(ctx: Context, form: CutForm) -> Reply:
    """Back to the look at it, with these groups."""
    kept = drafts.load(ctx.tx, ctx.me.id, DRAFT, form.entity)
    if kept is None:
        return _("This is no longer here. See /evp.")
    return looked_at(ctx, {**kept, "cuts": list(form.cuts)})
