"""Whose country's rules count where: HR chooses a country for everybody or for one location, and from which year."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bots.bot import Pressed, press, submit
from bots.chat import Context
from bots.ui import ChoiceField, Form, FormNode, Message, Node, Option, Text
from core import calendar, timeoff
from core.words import N_, _, say_date

MOST = 24
EVERYBODY = "-"


class CountryForm(Form):
    """Which country, for whom, from when."""

    TITLE, SUBMIT = N_("A country's rules"), N_("Use them")
    country = ChoiceField(N_("Country"), hint=N_("Its types of leave and its numbers, each with its article"))
    place = ChoiceField(N_("For whom"), hint=N_("A location with rules of its own follows those alone"))
    start = ChoiceField(N_("Hours are credited from"), hint=N_("Other rules that counted there count until then"))

    @classmethod
    def reopen(cls, ctx: Context, entity: int, args: tuple[str, ...], values: Mapping[str, Any]) -> FormNode:
        """The form as it was filled in, with the countries, locations and years there are."""
        known = sorted(timeoff.countries(ctx.tx).values(), key=lambda one: (one.code != ctx.me.location[:2], one.name))
        countries = tuple(Option(one.code, one.name[:1].upper() + one.name[1:]) for one in known[: MOST + 1])
        here = [
            Option(one, _("Everybody in {place}").format(place=one)[:75]) for one in calendar.locations(ctx.tx)[:MOST]
        ]
        years = tuple(
            Option(str(year), say_date(date(year, 1, 1), "d MMMM y"))
            for year in range(ctx.today.year, ctx.today.year + 3)
        )
        options = {"country": countries, "place": (Option(EVERYBODY, _("Everybody")), *here), "start": years}
        return cls.open(entity, *args, options=options, **values)


def used_lines(ctx: Context) -> list[Node]:
    """Which rules count where today, as one line."""
    known = timeoff.countries(ctx.tx)
    used = [(place, known[code].name) for place, code in timeoff.in_use(ctx.tx, ctx.today).items() if code in known]
    used += [
        (place, _("{country} from {day}").format(country=known[code].name, day=say_date(start, "d MMM y")))
        for place, start, code in timeoff.in_use_later(ctx.tx, ctx.today) if code in known
    ]  # fmt: skip
    if not used:
        return []
    said = [name if not place else f"{place}: {name}" for place, name in used]
    return [Text(_("Rules in use: {countries}").format(countries=" · ".join(said)), small=True)]


@press("country", reads=True)
def begin_country(ctx: Context, pressed: Pressed) -> FormNode:
    """The form."""
    known = timeoff.countries(ctx.tx)
    first = ctx.me.location[:2] if ctx.me.location[:2] in known else next(iter(known))
    return CountryForm.reopen(ctx, 0, (), {"country": first, "place": EVERYBODY, "start": str(ctx.today.year + 1)})


@submit("country_used", CountryForm)
def use_country(ctx: Context, form: CountryForm) -> Message:
    """From now on they count."""
    start = date(int(form.start), 1, 1) if form.start.isdecimal() else ctx.today
    place = "" if form.place == EVERYBODY else form.place
    new = timeoff.use_country(ctx.tx, ctx.me, start, form.country, place)
    said = _("{n} numbers are in use now. Type /timeoff policy to see or change them.").format(n=new)
    return Message(
        _("The rules of {country}").format(country=timeoff.countries(ctx.tx)[form.country].name), (Text(said),)
    )
