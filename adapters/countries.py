"""A company's own files of countries' rules: read and judged when Townhall starts, kept in the database for HR to choose."""

from pathlib import Path

from core import timeoff
from core.config import Config, ConfigError
from core.db import Tx
from core.words import _


def own_countries(config: Config) -> dict[str, str]:
    """The text of each file that timeoff.countries names, by its country's code; ConfigError says all that is wrong."""
    found: dict[str, str] = {}
    wrong = []
    for name in config.timeoff.countries:
        try:
            text = Path(name).read_text(encoding="utf-8")
            code = timeoff.read_country(text).code
        except (OSError, UnicodeDecodeError):
            wrong.append(_("timeoff.countries: {file} can't be read as UTF-8.").format(file=name))
            continue
        except timeoff.CountryFileWrong as refusal:
            wrong.append(_("timeoff.countries: {file}: {why}").format(file=name, why=refusal.text))
            continue
        if code in found:
            wrong.append(_("timeoff.countries: {code} is there twice.").format(code=code))
        found[code] = text
    if wrong:
        raise ConfigError("\n".join(wrong))
    return found


def keep_countries(tx: Tx, config: Config) -> None:
    """From now on HR can choose these."""
    timeoff.keep_files(tx, own_countries(config))
