"""The settings of an installation: `config.toml` and the environment, refused with a plain sentence when wrong."""

import os
import stat
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from core.clock import known_zones
from core.config_refusals import PREFIX, ConfigError, exists, named_in, sentence, unknown
from core.words import _

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def _known_zone(zone: str) -> str:
    if zone not in known_zones():
        raise ValueError("zone")
    return zone


def _database(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(("sqlite:///", "postgresql+asyncpg://")):
        raise ValueError("database")
    return url


def _email(address: str) -> str:
    name, at, host = address.strip().lower().partition("@")
    if not (name and at and "." in host) or " " in address.strip():
        raise ValueError("email")
    return f"{name}@{host}"


def _address(url: str) -> str:
    if url and (not url.startswith("https://") or not url.removeprefix("https://").partition("/")[0]):
        raise ValueError("address")
    return url.rstrip("/")


class Section(BaseModel):
    """A group of settings; a key that nobody knows is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Company(Section):
    """The company itself."""

    name: str = Field(default="Our company", min_length=1, description="The name people know the company by.")
    language: Literal["en", "nl"] = Field(default="en", description="The language of places and newcomers: en or nl.")
    zone: Annotated[str, AfterValidator(_known_zone)] = Field(
        default="Europe/Amsterdam", description="The time zone in which days begin and digests go out."
    )


class Store(Section):
    """Where everything is kept."""

    url: Annotated[SecretStr, AfterValidator(_database)] = Field(
        default=SecretStr("sqlite:///townhall.sqlite"), description="A file beside Townhall, or a PostgreSQL database."
    )
    backups: str = Field(
        default="backups", min_length=1, description="The folder for backups and the list of erasures."
    )


class Slack(Section):
    """The Slack workspace."""

    mode: Literal["off", "socket", "http"] = Field(
        default="off",
        description="Whether Townhall is in a Slack workspace: off, socket (no public address needed) or http.",
    )
    bot_token: SecretStr = Field(default=SecretStr(""), description="The bot token; it starts with xoxb-.")
    app_token: SecretStr = Field(
        default=SecretStr(""), description="The app-level token for socket mode; it starts with xapp-."
    )
    signing_secret: SecretStr = Field(
        default=SecretStr(""), description="The signing secret for http mode; it is under Basic Information."
    )
    workspaces: list[str] = Field(
        default=[], description="The workspaces (T…) or organisations (E…) that are served; none: the bot token's own."
    )
    everybody: bool = Field(
        default=False,
        description="Whether everybody in the workspace becomes a person, where you have no file of people.",
    )
    command_languages: list[Literal["en", "nl"]] = Field(
        default=["en", "nl"], min_length=1, description="In which languages commands have names."
    )


class Discord(Section):
    """The Discord server."""

    mode: Literal["off", "gateway"] = Field(
        default="off", description="Whether Townhall is in a Discord server: off or gateway."
    )
    token: SecretStr = Field(default=SecretStr(""), description="The bot's token.")
    guilds: list[str] = Field(default=[], description="The servers that are served, by their number.")
    members: bool = Field(
        default=False,
        description="Whether Discord tells at once who leaves; needs the Server Members Intent on the app's page.",
    )


class Web(Section):
    """The web server: whether Townhall is well, and what is reached from outside where you want that."""

    host: str = Field(default="127.0.0.1", description="The address it listens on; put your own TLS proxy before it.")
    port: int = Field(default=0, ge=0, le=65535, description="The port it listens on; 0 for no web server.")
    public_url: Annotated[str, AfterValidator(_address)] = Field(
        default="", description="The https:// address at which your TLS proxy passes on to it; empty for none."
    )


class TimeOff(Section):
    """Leave."""

    countries: list[str] = Field(
        default=[], description="Files with a country's leave rules of your own; docs/timeoff.md says what is in them."
    )


class Config(BaseSettings):
    """Everything an installation can set; each default is safe to start with."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, env_prefix=PREFIX, env_nested_delimiter="__", hide_input_in_errors=True
    )

    bots: Literal["all"] | list[str] = Field(
        default="all", description="The bots that are on: all, or a list of names."
    )
    admins: list[Annotated[str, AfterValidator(_email)]] = Field(
        default=[], description="Work e-mails of the first admins."
    )
    company: Company = Company()
    database: Store = Store()
    slack: Slack = Slack()
    discord: Discord = Discord()
    web: Web = Web()
    timeoff: TimeOff = TimeOff()

    @property
    def url(self) -> str:
        """The database's address, with its password."""
        return self.database.url.get_secret_value()

    @property
    def spaces(self) -> list[tuple[str, str]]:
        """The workspaces and servers that this installation serves, by platform; none of a platform that is off."""
        slack = [("slack", one) for one in self.slack.workspaces if self.slack.mode != "off"]
        return slack + [("discord", one) for one in self.discord.guilds if self.discord.mode != "off"]


def load(path: Path | None = None) -> Config:
    """The settings of this file (none: the defaults), overridden by TOWNHALL__SECTION__NAME from the environment.

    Raises ConfigError with every mistake at once.
    """
    file = path or Path("config.toml")
    if path is not None and not path.is_file():
        raise ConfigError(_("There is no file {path}. Copy config.example.toml to it.").format(path=path))

    class Here(Config):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return env_settings, TomlConfigSettingsSource(settings_cls, toml_file=file)

    if strange := [unknown(Config, one) for one in named_in(os.environ) if not exists(Config, one)]:
        raise ConfigError("\n".join(strange))
    try:
        return Here()
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_("{path} is not valid TOML: {why}").format(path=file, why=error)) from None
    except UnicodeDecodeError:
        raise ConfigError(_("{path} can't be read as UTF-8. Save it as UTF-8.").format(path=file)) from None
    except ValidationError as error:
        raise ConfigError("\n".join(dict.fromkeys(sentence(Config, one) for one in error.errors()))) from None
    except ValueError:
        raise ConfigError(_('A list in the environment is written as JSON, for example ["name"].')) from None


def check_platforms(config: Config, path: Path | None = None) -> None:
    """Refuse to start with what cannot be safe: an empty secret (T04), a file others can read, an open listener (T66)."""
    needed = {
        ("slack", "socket"): (("bot_token", config.slack.bot_token), ("app_token", config.slack.app_token)),
        ("slack", "http"): (("bot_token", config.slack.bot_token), ("signing_secret", config.slack.signing_secret)),
        ("discord", "gateway"): (("token", config.discord.token),),
    }
    modes = {("slack", config.slack.mode), ("discord", config.discord.mode)}
    wrong = [
        _("{name} is empty. Fill it in, or switch the platform off.").format(name=f"{platform}.{name}")
        for (platform, mode), secrets in needed.items()
        if (platform, mode) in modes
        for name, secret in secrets
        if not secret.get_secret_value().strip()
    ]
    if config.discord.mode != "off" and not config.discord.guilds:
        text = _("{name} is empty. Name what Townhall serves, so that nobody else can use it.")
        wrong.append(text.format(name="discord.guilds"))
    if config.slack.mode == "http" and not (config.web.port and config.web.public_url):
        wrong.append(_("Slack over http needs web.port and web.public_url. Fill them in, or choose the mode socket."))
    if config.web.host not in LOOPBACK:
        wrong.append(_("web.host is open to the network without TLS. Use 127.0.0.1 and a TLS proxy before it."))
    if path is not None and path.is_file() and os.name == "posix" and path.stat().st_mode & stat.S_IROTH:
        wrong.append(_("Everybody on this machine can read {path}. Run: chmod 600 {path}").format(path=path))
    if wrong:
        raise ConfigError("\n".join(wrong))


__all__ = ["Company", "Config", "ConfigError", "Discord", "Slack", "Store", "TimeOff", "Web", "check_platforms", "load"]
