"""The `townhall` command: the only place where all parts meet; what is heavy is imported when a command needs it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters import operate, seeing

if TYPE_CHECKING:
    from adapters.playground.room import Room
    from bots.ui import Message

app = typer.Typer(help="Townhall: your chat workspace as your intranet.", no_args_is_help=True, add_completion=False)
app.add_typer(operate.app)
app.add_typer(seeing.app)


@app.callback()
def townhall() -> None:
    """Townhall: your chat workspace as your intranet."""


@app.command()
def demo(
    port: Annotated[
        int, typer.Option(help="Where the page is served, on this machine only; 0 takes a free port.")
    ] = 8080,
    browser: Annotated[bool, typer.Option(help="Open the page in your browser.")] = True,
    language: Annotated[str, typer.Option(help="The language of the company: nl or en.")] = "en",
) -> None:
    """Practise with a sample company in your browser: no token, no account, nothing to configure."""
    if language not in ("nl", "en"):
        raise typer.BadParameter("choose nl or en", param_hint="--language")
    from adapters.playground.demo import run

    def make_room() -> "Room":
        import logging

        from adapters import logging_out, sample
        from adapters.playground.room import Room
        from bots.registry import BOTS
        from core.db import guard_units

        logging_out.set_up(least=logging.ERROR)
        guard_units()
        return Room(BOTS, sample.build, {"Slack": _as_slack, "Discord": _as_discord}, language)

    run(make_room, port, browser)


def _as_slack(message: "Message") -> dict[str, Any]:
    """What Slack would get; imported when somebody looks, as the libraries behind it are large."""
    from adapters.slack import outgoing

    return outgoing.message(message).body


def _as_discord(message: "Message") -> dict[str, Any]:
    """What Discord would get."""
    from adapters.discord import outgoing

    return outgoing.message(message).body


def main() -> None:
    """Run the command."""
    app()


if __name__ == "__main__":
    main()
