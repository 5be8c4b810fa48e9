"""The commands that only look: whether all is well, how it stands, and what Slack must be told about the app."""

from pathlib import Path
from typing import Annotated

import typer

from adapters.operate import ConfigFile, Language, settings, wait

app = typer.Typer()


@app.command()
def manifest(
    name: Annotated[str, typer.Option(help="What the app is called in Slack.")] = "Townhall",
    config: ConfigFile = None,
    language: Language = "",
) -> None:
    """Print the manifest of the Slack app for the bots that are on: paste it where Slack asks for one."""
    import json

    with settings(config, language) as read:
        from adapters.opening import chosen
        from adapters.slack.manifest import manifest as made
        from bots.suite import Suite

        suite = Suite(chosen(read), read.company.language, read.company.zone)
        url = read.web.public_url if read.slack.mode == "http" else ""
        wanted = made(suite, name, True, read.slack.command_languages, url, read.slack.everybody)
        typer.echo(json.dumps(wanted, indent=2, ensure_ascii=False))


@app.command()
def check(
    quick: Annotated[bool, typer.Option("--quick", help="Don't try whether I may write in each place.")] = False,
    config: ConfigFile = None,
    language: Language = "",
) -> None:
    """Look whether everything is as it must be: settings, database, people, places, tokens, scopes, commands, clock."""
    with settings(config, language) as found:
        from adapters import checking

        if not wait(checking.check(found, config or Path("config.toml"), typer.echo, quick=quick)):
            raise typer.Exit(1)


@app.command()
def status(config: ConfigFile = None, language: Language = "") -> None:
    """Say what waits, what went out, what was given up and why, and when a long send will be done."""
    with settings(config, language) as found:
        from adapters import status as at_present
        from adapters.opening import open_hall

        async def doing() -> list[str]:
            async with open_hall(found) as hall:
                return at_present.told(await hall.db.read(at_present.look), found.company.zone)

        for line in wait(doing()):
            typer.echo(line)
