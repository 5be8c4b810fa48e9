"""`townhall check`: settings, database, people, places and platforms, each in one plain sentence, before it matters."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from sqlalchemy import func, select

from adapters.alone import file_of, is_running
from adapters.countries import own_countries
from adapters.findings import Finding, State, good, look, told, wrong
from adapters.migrating import on_database
from adapters.opening import chosen
from bots.lines import told as cut_off_since
from bots.suite import Suite
from core import migrations, people
from core.clock import SystemClock
from core.config import Config, ConfigError, check_platforms
from core.db import Database, Tx, table
from core.desk import lines
from core.errors import UserError
from core.people import PlaceHere
from core.people.models import Account, Grant, Person, Role, Team
from core.people.placing import PURPOSES
from core.words import _, ngettext

Ask = Callable[[Config, Suite, Sequence[PlaceHere]], Awaitable[list[Finding]]]
"""What a platform says of the settings, the enabled bots, and the places that stand in it."""
MANY, PER_MINUTE = 25, 25
"""Beyond so many places on Slack it is said first how long it takes: each takes two calls, of fifty a minute."""
PLATFORMS = {"slack": "Slack", "discord": "Discord"}


async def ask_slack(config: Config, suite: Suite, places: Sequence[PlaceHere]) -> list[Finding]:
    """What Slack says about the tokens, the scopes, the clock and the places."""
    from adapters.slack import checking

    return await checking.check(config.slack, suite, places=places)


async def ask_discord(config: Config, suite: Suite, places: Sequence[PlaceHere]) -> list[Finding]:
    """What Discord says about the token, the servers, the places, the commands and the clock."""
    from adapters.discord import checking

    token, here = config.discord.token.get_secret_value(), config.discord
    return await checking.check(token, here.guilds, suite, members=here.members, places=places)


async def check(
    config: Config,
    file: Path | None,
    say: Callable[[str], None],
    asks: dict[str, Ask] | None = None,
    quick: bool = False,
) -> bool:
    """Look at everything and say it line by line; False when something is wrong. `quick`: writing is tried in no place."""
    platforms = {"slack": ask_slack, "discord": ask_discord} if asks is None else asks
    found: list[Finding] = []

    def add(more: list[Finding]) -> None:
        found.extend(more)
        for line in told(more):
            say(line)

    add(_settings(config, file))
    suite = Suite(chosen(config), config.company.language, config.company.zone)
    about_database, places = await _database(config)
    add(about_database)
    for name, ask in platforms.items():
        mode = config.slack.mode if name == "slack" else config.discord.mode
        if mode == "off":
            add([good(_("{platform} is switched off.").format(platform=PLATFORMS[name]))])
        else:
            here = [] if quick else [place for place in places if place.ref.startswith(f"{name}:")]
            if name == "slack" and len(here) > MANY:
                text = _(
                    "Trying to write in {n} places takes about {minutes} minutes; townhall check --quick leaves that out."
                )
                say(text.format(n=len(here), minutes=-(-len(here) // PER_MINUTE)))
            add(await ask(config, suite, here))
    if all(config_mode == "off" for config_mode in (config.slack.mode, config.discord.mode)):
        add([look(_("No platform is on. Set slack.mode or discord.mode, or try: townhall demo"))])
    return all(one.state is not State.WRONG for one in found)


def _settings(config: Config, file: Path | None) -> list[Finding]:
    try:
        check_platforms(config, file)
        own_countries(config)
    except ConfigError as refusal:
        return [wrong(line) for line in str(refusal).splitlines()]
    found = [good(_("The settings can be read, and every key is known."))]
    if not config.web.public_url:
        found.append(
            look(_("There is no web.public_url: calendar feeds and one-time links are off. Everything else works."))
        )
    return found


async def _database(config: Config) -> tuple[list[Finding], list[PlaceHere]]:
    """What there is to say of it, and the places that are in it."""
    file = file_of(config.url)
    has = "" if file and not file.exists() else await on_database(config.url, migrations.version_of)
    if not has:
        return [look(_("There is no database yet. Run: townhall migrate"))], []
    try:
        await on_database(config.url, migrations.check)
    except UserError as refusal:
        return [wrong(refusal.text)], []
    found = [good(_("The database has version {version}.").format(version=has))]
    if await is_running(config.url):
        found.append(good(_("Townhall is running on this database now.")))
    db = Database(config.url, SystemClock())
    try:
        found += [wrong(cut_off_since(line, config.company.zone)) for line in await db.read(lines.cut_off)]
        places = await db.read(lambda tx: [place for purpose in PURPOSES for place in people.places(tx, purpose)])
        return found + await db.read(_company), places
    finally:
        await db.close()


def _company(tx: Tx) -> list[Finding]:
    return [*_people(tx), *_places(tx)]


def _people(tx: Tx) -> list[Finding]:
    everybody = people.everybody(tx)
    if not everybody:
        return [look(_("There are no people yet. Run: townhall import people.csv"))]
    found = [good(ngettext("{n} person works here.", "{n} people work here.", len(everybody)).format(n=len(everybody)))]
    known = select(table(Account).c.person_id)
    here = (
        table(Person).c.id.in_([one.id for one in everybody])
        if len(everybody) < 500
        else table(Person).c.left_on.is_(None)
    )
    unknown = tx.execute(
        select(func.count()).select_from(table(Person)).where(here, table(Person).c.id.not_in(known))
    ).scalar_one()
    if unknown:
        text = ngettext(
            "{n} person has no chat account yet: it is found by e-mail on Slack, and by /townhall link on Discord.",
            "{n} people have no chat account yet: it is found by e-mail on Slack, and by /townhall link on Discord.",
            unknown,
        )
        found.append(look(text.format(n=unknown)))
    alone = sum(1 for one in everybody if one.manager_id is None)
    held = {row.role for row in tx.execute(select(table(Grant).c.role).distinct())}
    if Role.ADMIN not in held:
        found.append(look(_("Nobody is an admin yet. Name one in the setting admins.")))
    if Role.HR not in held:
        found.append(look(_("Nobody has the role hr: nobody decides where a manager is missing. Give it in the file.")))
    elif alone > 1:
        text = ngettext(
            "{n} person has no manager: HR decides for them.", "{n} people have no manager: HR decides for them.", alone
        )
        found.append(look(text.format(n=alone)))
    return found


def _places(tx: Tx) -> list[Finding]:
    found = []
    for purpose in PURPOSES:
        there = people.places(tx, purpose)
        if there:
            named = ", ".join(sorted({f"#{place.name}" for place in there})[:10])
            found.append(good(_("Places for {purpose}: {named}.").format(purpose=purpose, named=named)))
    have = {place.team_id for place in people.places(tx, "team")}
    lacking = [row.name for row in tx.execute(select(table(Team).c.id, table(Team).c.name)) if row.id not in have]
    if lacking:
        text = ngettext(
            "{n} team has no channel of its own: an admin types /place in it ({named}).",
            "{n} teams have no channel of their own: an admin types /place in it ({named}).",
            len(lacking),
        )
        found.append(look(text.format(n=len(lacking), named=", ".join(sorted(lacking)[:5]))))
    return found
