"""The commands of whoever operates Townhall: set up, import, run, back up; what is heavy is imported inside them."""

import asyncio
import logging
import os
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from core.config import Config

T = TypeVar("T")
app = typer.Typer()
ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", envvar="TOWNHALL_CONFIG", help="The settings; config.toml unless said otherwise."),
]
Language = Annotated[
    str, typer.Option(help="The language of the answers: nl or en; the company's unless said otherwise.")
]
By = Annotated[str, typer.Option(help="The e-mail address of who asks for it; it is logged in that name.")]


@contextmanager
def settings(file: Path | None, language: str) -> Iterator["Config"]:
    """The settings, and plain sentences for whatever the operator can put right; files are for this user only."""
    import sqlite3

    from sqlalchemy.exc import OperationalError

    from adapters import logging_out
    from core import words
    from core.config import ConfigError, load
    from core.errors import UserError
    from core.words import _

    if language not in ("", *words.LANGUAGES):
        raise typer.BadParameter("choose nl or en", param_hint="--language")
    logging_out.set_up(least=logging.ERROR)
    umask = os.umask(0o077)
    try:
        with words.speaking(language):
            config = load(file)
        with words.speaking(language or config.company.language):
            if config.url.startswith("postgresql") and find_spec("asyncpg") is None:
                raise ConfigError(
                    _("PostgreSQL needs the extra “postgres”. Run: pip install -c constraints.txt '.[postgres]'")
                )
            try:
                yield config
            except UserError as refusal:
                raise ConfigError(str(refusal)) from None
            except (sqlite3.OperationalError, OperationalError, OSError) as broken:
                # Never the whole text: it quotes the statement and its values.
                why = getattr(broken, "orig", None) or getattr(broken, "strerror", None) or broken
                raise ConfigError(_("The database can't be used now: {why}.").format(why=why)) from None
    except ConfigError as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    finally:
        os.umask(umask)


def wait(doing: Coroutine[Any, Any, T]) -> T:
    """Run this to its end."""
    return asyncio.run(doing)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV file of people, as your HR system exports it.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would happen.")] = False,
    leavers: Annotated[bool, typer.Option("--leavers", help="Who is not in the file leaves today.")] = False,
    config: ConfigFile = None,
    language: Language = "",
) -> None:
    """Take over a file of people: all of it, or nothing when it has a problem."""
    with settings(config, language) as found:
        from adapters.importing import import_people
        from adapters.opening import open_hall

        async def doing() -> bool:
            async with open_hall(found) as hall:
                return await import_people(hall, file, typer.echo, dry_run=dry_run, leavers=leavers)

        if not wait(doing()):
            raise typer.Exit(1)


@app.command()
def export(
    email: Annotated[str, typer.Argument(help="Whose.")],
    to: Annotated[Path, typer.Option(help="The file to write; it must not exist yet.")],
    by: By,
    reason: Annotated[str, typer.Option(help="For HR about somebody else: access_request or legal_claim.")] = "",
    config: ConfigFile = None,
    language: Language = "",
) -> None:
    """Write everything that is held about one person to a file."""
    if reason not in ("", "access_request", "legal_claim"):
        raise typer.BadParameter("choose access_request or legal_claim", param_hint="--reason")
    with settings(config, language) as found:
        from adapters import exporting
        from adapters.opening import open_hall
        from core.words import _

        async def doing() -> None:
            async with open_hall(found) as hall:
                await exporting.export(hall, email, by, reason or None, to)

        wait(doing())
        typer.echo(_("Everything that is held about {email} is in {file}.").format(email=email, file=to))


@app.command()
def erase(
    email: Annotated[str, typer.Argument(help="Whom.")],
    by: By,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask again.")] = False,
    config: ConfigFile = None,
    language: Language = "",
) -> None:
    """Erase a person; what they decided remains, as decided by a former employee."""
    with settings(config, language) as found:
        from adapters import exporting
        from adapters.opening import open_hall
        from core.words import _

        if not yes:
            typer.confirm(_("Erase {email}? There is no way back.").format(email=email), abort=True)

        async def doing() -> int:
            async with open_hall(found) as hall:
                return sum((await exporting.erase(hall, email, by)).counts.values())

        typer.echo(_("Erased: {count} rows.").format(count=wait(doing())))


@app.command()
def migrate(config: ConfigFile = None, language: Language = "") -> None:
    """Bring the database up to date after an update of Townhall."""
    with settings(config, language) as found:
        from adapters import migrating
        from core.words import _

        old, new = wait(migrating.migrate(found.url))
        done = (
            _("The database went from version {old} to {new}.")
            if old != new
            else _("The database has version {new} already.")
        )
        typer.echo(done.format(old=old or "0", new=new))


@app.command()
def backup(
    file: Annotated[
        Path | None, typer.Argument(help="The file to write; dated in the folder for backups unless named.")
    ] = None,
    config: ConfigFile = None,
    language: Language = "",
) -> None:
    """Make a backup, also while Townhall runs."""
    with settings(config, language) as found:
        from adapters import backing_up
        from core.clock import SystemClock
        from core.words import _

        made = wait(backing_up.back_up(found.url, Path(found.database.backups), SystemClock().now(), file))
        typer.echo(_("The backup is {file}.").format(file=made))


@app.command()
def restore(
    file: Annotated[Path | None, typer.Argument(help="The backup; none for PostgreSQL, after its own restore.")] = None,
    config: ConfigFile = None,
    language: Language = "",
) -> None:
    """Put a backup back: who was erased since stays erased, and no message goes out twice."""
    with settings(config, language) as found:
        from adapters import backing_up
        from core.clock import SystemClock
        from core.words import _

        folder, clock = Path(found.database.backups), SystemClock()
        doing = (
            backing_up.restore(found.url, file, folder, clock, typer.echo)
            if file
            else backing_up.after_restore(found.url, folder, clock)
        )
        typer.echo(_("The backup is back. Erased again: {count}.").format(count=wait(doing)))


@app.command()
def run(config: ConfigFile = None, language: Language = "") -> None:
    """Run Townhall in your Slack workspace or Discord server."""
    with settings(config, language) as found:
        from adapters import running
        from core.config import check_platforms

        check_platforms(found, config or Path("config.toml"))
        wait(running.run(found))
