"""Leave that HR records for somebody, in one form."""

from bots.bot import Pressed, press, submit
from bots.chat import Context
from bots.timeoff.drawing import said_days
from bots.timeoff.request import parts, with_part
from bots.ui import ChoiceField, DateRangeField, Form, FormNode, Message, PersonField, TextField
from core import people, timeoff
from core.timeoff import Wish
from core.words import N_, _


class RecordForm(Form):
    """Leave that HR records for somebody."""

    TITLE, SUBMIT = N_("Record leave"), N_("Record")
    person = PersonField(N_("Who"))
    when = DateRangeField(N_("When"), hint=N_("Days that are past too"))
    half = ChoiceField(N_("Part of the day"), parts)
    note = TextField(N_("Note"), required=False, most=200, hint=N_("No health details"))


@press("type_record", reads=True)
def begin_recording(ctx: Context, pressed: Pressed) -> FormNode:
    """For whom and when."""
    return RecordForm.open(0, pressed.args[0], half="all")


@submit("type_recorded", RecordForm)
def record_leave(ctx: Context, form: RecordForm) -> Message:
    """It is recorded; the person's line hears of it."""
    days, some = with_part(form.when, form.half)
    wish = Wish(days, form.args[0], some, note=form.note)
    timeoff.record_leave(ctx.tx, ctx.me, form.person, wish)
    name = people.get(ctx.tx, form.person).name
    return Message(_("Recorded for {name}: {days}").format(name=name, days=said_days(days)), sensitive=True)
