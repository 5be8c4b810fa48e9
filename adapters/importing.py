"""`townhall import`: a file of people, first looked at and then taken over whole or not at all (T33, T36)."""

from collections.abc import Callable, Iterable
from pathlib import Path

from adapters.alone import is_running
from adapters.opening import Hall, settle
from bots.importing import placed, told_counts, told_file, told_leaving
from core import calendar, timeoff
from core.clock import local_day
from core.db import Tx
from core.errors import UserError
from core.people.importing import ImportRefused, Plan, carry_out, prepare
from core.people.reading import read
from core.people.sheet import Sheet
from core.words import _, ngettext

Say = Callable[[str], None]
LARGE = 2_000
"""Rows that a running Townhall on SQLite can wait for; a whole file is one unit, and others wait while it is written."""
SHOWN = 30


class TooLargeNow(UserError):
    """A large file would make people wait too long while Townhall runs."""

    kind = "too_large_now"


async def import_people(hall: Hall, file: Path, say: Say, *, dry_run: bool = False, leavers: bool = False) -> bool:
    """Take over this file, or with `dry_run` only tell what would happen; False when it has problems.

    Everything of it goes in one unit: people, their opening balances and the public holidays where they work. What
    takes long, comparing the file with what is there, happens beside it.
    """
    content = _content(file)
    today = local_day(hall.db.clock.now(), hall.config.company.zone)
    sheet = read(content, today=today)
    _tell_file(sheet, file, say)
    prepared = await hall.db.read(lambda tx: prepare(tx, sheet, today=today, leavers=leavers))
    plan = prepared.plan
    _tell_problems(plan, say)
    if plan.problems:
        say(str(ImportRefused(plan.problems)))
        return False
    _tell_plan(plan, leavers, say)
    if dry_run:
        say(_("This was a dry run. Nothing was changed."))
        return True
    if len(sheet.rows) > LARGE and not hall.db.postgres and await is_running(hall.config.url):
        text = _("Townhall is running, and {count} rows would make people wait. Stop it, import, and start it again.")
        raise TooLargeNow(text.format(count=len(sheet.rows)))

    def unit(tx: Tx) -> tuple[int, list[str], list[str]]:
        done = carry_out(tx, prepared)
        kept = sum(
            not timeoff.open_balance(tx, one.person_id, one.on, one.minutes)
            for one in done.openings
            if one.person_id is not None
        )
        unknown = [calendar.seed_everywhere(tx, year) for year in (today.year, today.year + 1)]
        return kept, sorted({place for places in unknown for place in places}), settle(tx, hall.config)

    kept, places, admins = await hall.change(unit)
    say(_("Everything in the file was imported."))
    for text in _afterwards(kept, places, admins):
        say(text)
    return True


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UserError(_("{file} can't be opened: {why}.").format(file=file, why=error.strerror)) from None


def _afterwards(kept: int, places: Iterable[str], admins: Iterable[str]) -> Iterable[str]:
    if kept:
        words = ngettext(
            "{count} opening balance was there already and stayed as it is.",
            "{count} opening balances were there already and stayed as they are.",
            kept,
        )
        yield words.format(count=kept)
    for place in places:
        text = _("There is no list of public holidays for {location}. Add its days off one by one.")
        yield text.format(location=place)
    for email in admins:
        yield _("{email} is named as admin in the settings, but is not in Townhall.").format(email=email)


def _tell_file(sheet: Sheet, file: Path, say: Say) -> None:
    for line in told_file(sheet, file.name):
        say(line)


def _tell_problems(plan: Plan, say: Say) -> None:
    for title, problems in ((_("Problems"), plan.problems), (_("Good to know"), plan.notes)):
        if problems:
            say(f"{title}:")
        for problem in problems[:SHOWN]:
            say(f"  {placed(problem)}")
        if len(problems) > SHOWN:
            say("  " + _("And {count} more.").format(count=len(problems) - SHOWN))


def _tell_plan(plan: Plan, leavers: bool, say: Say) -> None:
    say(told_counts(plan))
    for change in plan.changed[:SHOWN]:
        say("  " + _("row {number}").format(number=change.row) + ": " + ", ".join(change.what))
    if plan.teams:
        more = ", …" if len(plan.teams) > SHOWN else ""
        say(
            _("New teams ({count}): {teams}.").format(count=len(plan.teams), teams=", ".join(plan.teams[:SHOWN]) + more)
        )
    if plan.openings:
        say(_("Opening balances: {count}.").format(count=len(plan.openings)))
    if plan.missing and leavers:
        say(told_leaving(plan))
    elif plan.missing:
        words = ngettext("Not in the file: {count} person, who stays. To let them leave, add --leavers.",
                         "Not in the file: {count} people, who stay. To let them leave, add --leavers.",
                         len(plan.missing))  # fmt: skip
        say(words.format(count=len(plan.missing)))
