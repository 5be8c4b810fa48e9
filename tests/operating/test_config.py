"""Settings: the example tells the truth, mistakes are named, and what cannot be safe does not start (T04, T65, T66)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, SecretStr

from core.config import Config, ConfigError, check_platforms, load
from core.words import speaking

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
SECRET = "xoxb-canary-0123456789"


@pytest.fixture
def config(tmp_path: Path) -> Any:
    """Write a config.toml and load it."""

    def write(text: str, mode: int = 0o600) -> tuple[Config, Path]:
        path = tmp_path / "config.toml"
        path.write_text(text)
        path.chmod(mode)
        return load(path), path

    return write


def plain(model: BaseModel) -> dict[str, Any]:
    """Every setting with its value, secrets included."""
    values = {name: getattr(model, name) for name in type(model).model_fields}
    return {
        name: plain(value) if isinstance(value, BaseModel)
        else value.get_secret_value() if isinstance(value, SecretStr) else value
        for name, value in values.items()
    }  # fmt: skip


def test_the_example_holds_every_setting_with_its_default_and_nothing_else() -> None:
    assert tomllib.loads(EXAMPLE.read_text()) == plain(load(EXAMPLE)) == plain(Config())


def test_the_example_says_of_each_setting_what_the_model_says() -> None:
    lines = EXAMPLE.read_text().splitlines()
    said = {
        lines[at].split(" = ")[0]: lines[at - 1]
        for at in range(1, len(lines))
        if " = " in lines[at] and lines[at][0] != "#"
    }

    def described(model: type[BaseModel]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, field in model.model_fields.items():
            inner = field.annotation
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                found |= described(inner)
            else:
                found[name] = f"# {field.description}"
        return found

    assert said == described(Config)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[slack]\nbot_tokn = 'x'", "There is no setting slack.bot_tokn. Did you mean slack.bot_token?"),
        ("[slak]\nmode = 'off'", "There is no setting slak. Did you mean slack?"),
        ("[web]\nzzzz = 1", "There is no setting web.zzzz. The known ones are: host, port, public_url."),
        ("[company]\nzone = 'Amsterdam'", "company.zone is no time zone. Write it as Europe/Amsterdam."),
        ("[company]\nlanguage = 'de'", "company.language must be 'en' or 'nl'."),
        ("[web]\npublic_url = 'http://x'", "web.public_url is no public address. Write it as https://"),
        ("admins = ['ana']", "admins.0 is no e-mail address."),
        ("[database]\nurl = 'mysql://x'", "database.url is no database."),
        ("bots = ", "is not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_what_to_write(config: Any, text: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        config(text)
    assert sentence in str(refusal.value)


def test_the_environment_overrides_the_file(config: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOWNHALL__SLACK__BOT_TOKEN", SECRET)
    monkeypatch.setenv("TOWNHALL__ADMINS", '["Ana@Example.com"]')
    made, _path = config("[slack]\nbot_token = 'other'\nmode = 'socket'\n[company]\nname = 'Acme'")
    assert made.slack.bot_token.get_secret_value() == SECRET
    assert (made.admins, made.company.name) == (["ana@example.com"], "Acme")


def test_a_misspelt_variable_is_refused_too(config: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOWNHALL__SLACK__BOT_TOKN", SECRET)
    with pytest.raises(ConfigError, match=r"Did you mean slack\.bot_token") as refusal:
        config("")
    assert SECRET not in str(refusal.value)


def test_no_secret_shows_in_the_settings_or_in_a_refusal(config: Any) -> None:
    """T65: tokens and the database's password are masked wherever the settings are printed."""
    made, _path = config(f"[slack]\nbot_token='{SECRET}'\n[database]\nurl='postgresql+asyncpg://a:{SECRET}@db/x'")
    assert SECRET not in f"{made!r} {made} {made.model_dump()}"
    with pytest.raises(ConfigError) as refusal:
        config(f"[slack]\nbot_token=['{SECRET}']\n[database]\nurl='mysql://a:{SECRET}@db/x'")
    assert SECRET not in str(refusal.value)


FULL = (
    "[slack]\nmode='{mode}'\nbot_token='{bot}'\napp_token='{app}'\nsigning_secret='{secret}'\nworkspaces=['T1']\n"
    "[web]\nport=8080\npublic_url='https://a.example'\n"
)


@pytest.mark.parametrize("empty", ["", " ", "\\t"])
@pytest.mark.parametrize(
    ("mode", "missing"),
    [("socket", "bot_token"), ("socket", "app_token"), ("http", "bot_token"), ("http", "signing_secret")],
)
def test_an_empty_secret_is_refused_and_named(config: Any, mode: str, missing: str, empty: str) -> None:
    """T04: empty, blank or missing; the same settings with the secret filled in start."""
    words = {"bot_token": "bot", "app_token": "app", "signing_secret": "secret"}
    filled = {"mode": mode, "bot": "b", "app": "a", "secret": "s"}
    made, path = config(FULL.replace("'{", '"{').replace("}'", '}"').format(**filled))
    check_platforms(made, path)
    text = FULL.replace("'{", '"{').replace("}'", '}"').format(**filled | {words[missing]: empty})
    made, path = config(text)
    with pytest.raises(ConfigError, match=rf"slack\.{missing} is empty"):
        check_platforms(made, path)


def test_slack_over_http_needs_an_address_and_a_port(config: Any) -> None:
    """T04: without them Slack could not reach it, and nobody would know why."""
    text = "[slack]\nmode='http'\nbot_token='b'\nsigning_secret='s'\n[web]\n"
    check_platforms(*config(text + "port=8080\npublic_url='https://a.example/'"))
    for half in ("port=8080", "public_url='https://a.example'"):
        with pytest.raises(ConfigError, match=r"web\.port and web\.public_url"):
            check_platforms(*config(text + half))


def test_discord_needs_its_token_and_its_server(config: Any) -> None:
    """T04."""
    made, path = config("[discord]\nmode='gateway'")
    with pytest.raises(ConfigError) as refusal:
        check_platforms(made, path)
    assert "discord.token is empty" in str(refusal.value)
    assert "discord.guilds is empty" in str(refusal.value)


def test_a_file_that_everybody_can_read_is_refused(config: Any) -> None:
    """T66."""
    check_platforms(*config("", 0o600))
    with pytest.raises(ConfigError, match="chmod 600"):
        check_platforms(*config("", 0o644))


def test_listening_to_the_whole_network_is_refused(config: Any) -> None:
    """T66."""
    with pytest.raises(ConfigError, match=r"web\.host"):
        check_platforms(*config("[web]\nhost='0.0.0.0'"))


def test_refusals_speak_dutch(config: Any) -> None:
    with speaking("nl"), pytest.raises(ConfigError, match=r"Bedoel je slack\.bot_token"):
        config("[slack]\nbot_tokn = 'x'")
