"""How this installation is set up: the one place that knows secrets.

From the environment (SOUNDINGS_...) first, then from settings.toml in the home folder, then the defaults here.
Secrets stand in the environment, in a file of their own or in the system's keyring, never in settings.toml.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)
from pydantic_settings.sources.utils import parse_env_vars

from config.archive_key import read_archive_keys
from config.errors import ConfigError
from config.secret import FoundSecret, ask_keyring, load_secret
from config.settings_archive import ArchiveSection
from config.settings_errors import settings_error
from config.settings_mailbox import Imap, OAuth, Section, SignIn, TlsMode
from config.settings_report import Report
from config.settings_web import Web
from config.toml_file import Table, load_toml

PREFIX = "SOUNDINGS_"
SETTINGS_FILE = "settings.toml"
_SECRETS = {
    "imap": ("password",),
    "oauth": ("client_secret", "client_certificate", "refresh_token"),
    "web": ("client_secret",),
    "report": ("password",),
    "archive": ("key",),
}
_OF_THEIR_OWN = ("web", "report", "archive")
"""Sections whose secrets have names of their own in the keyring, such as web_client_secret."""

__all__ = [
    "PREFIX",
    "SETTINGS_FILE",
    "ArchiveSection",
    "Imap",
    "LogForm",
    "OAuth",
    "Report",
    "Settings",
    "SignIn",
    "TlsMode",
    "Web",
    "Worker",
    "load_settings",
]


class LogForm(StrEnum):
    """How a line of the log is written: for people, or as JSON for what collects logs."""

    TEXT = "text"
    JSON = "json"


class Worker(Section):
    """When the worker pulls of itself: a cron expression (minute hour day month weekday) and its zone.

    No zone: the consultation's. With `near_minutes` it pulls every so many minutes, too, from `near_days` before the
    deadline until the day after it. With `watch` it pulls whenever mail comes; `poll` is the seconds between looks
    where the server cannot tell. `log` is how its log is written, `grace_hours` how late a run may be before that is
    told.
    """

    cron: str = "15 2 * * *"
    zone: str = ""
    near_minutes: int = Field(default=0, ge=0)
    near_days: int = Field(default=2, ge=0)
    watch: bool = False
    poll: float = Field(default=300.0, ge=1)
    log: LogForm = LogForm.TEXT
    grace_hours: float = Field(default=3.0, gt=0)

    @field_validator("cron")
    @classmethod
    def _five_fields(cls, value: str) -> str:
        if not re.fullmatch(r"[\d*/,a-z-]+( [\d*/,a-z-]+){4}", " ".join(value.lower().split())):
            raise ValueError("write five fields: minute hour day month weekday, such as 15 2 * * *")
        return " ".join(value.split())

    @field_validator("zone")
    @classmethod
    def _zone_that_is_there(cls, value: str) -> str:
        try:
            ZoneInfo(value or "UTC")
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("there is no such time zone; write one such as Europe/London") from error
        return value


class Settings(BaseSettings):
    """All settings of an installation; made by `load_settings`, which fills in what depends on the home folder."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    home: Path
    consultation: str = ""
    database: SecretStr
    keyring: str = ""
    jobs: int = Field(default=1, ge=1)
    scheduler: str = ""
    imap: Imap = Imap(port=993)
    oauth: OAuth = OAuth()
    worker: Worker = Worker()
    web: Web = Web()
    archive: ArchiveSection = ArchiveSection()
    report: Report = Report()

    @field_validator("database")
    @classmethod
    def _looks_like_a_url(cls, value: SecretStr) -> SecretStr:
        if not re.match(r"(sqlite|postgresql)(\+\w+)?://", value.get_secret_value()):
            raise ValueError(
                "write a URL such as sqlite:////home/me/soundings.sqlite or postgresql+psycopg://host/name"
            )
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load_settings` hands over: nothing is read from the process behind its back."""
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)


class _GivenEnvironment(EnvSettingsSource):
    """The environment that was handed over, not that of the process."""

    def __init__(self, environ: Mapping[str, str]):
        super().__init__(Settings)
        # Only nested names can be checked: Kubernetes puts SOUNDINGS_PORT and its like into every container.
        self.env_vars = parse_env_vars(environ, self.case_sensitive, self.env_ignore_empty, self.env_parse_none_str)


def default_home() -> Path:
    """The folder in which database, archive and output live unless another is named."""
    return Path.home() / "Soundings"


def load_settings(home: Path | None, environ: Mapping[str, str]) -> Settings:
    """The settings from `--home` (or SOUNDINGS_HOME), the environment and settings.toml.

    Raises ConfigError that names the file and line or the variable, and the mend; a secret is never in it.
    """
    place = home or Path(environ.get(PREFIX + "HOME") or default_home())
    place = place.expanduser().absolute()
    file = _load_file(place / SETTINGS_FILE)
    given = _load_environment(environ)
    values = _merge(dict(file.data) if file else {}, given)
    values["home"] = place
    values.setdefault("database", f"sqlite:///{(place / 'soundings.sqlite').as_posix()}")
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise settings_error(error, file, given) from None
    return _with_secrets(settings, place)


def _load_file(path: Path) -> Table | None:
    if not path.exists():
        return None
    table = load_toml(path)
    if "home" in table.data:
        raise table.wrong("home", "home cannot be set in the home folder itself", "Use --home or SOUNDINGS_HOME.")
    for section, secrets in _SECRETS.items():
        for name in secrets:
            if name in table.table(section).data:
                raise table.table(section).wrong(
                    name,
                    f"a {name.replace('_', ' ')} does not belong in this file",
                    f"Take it out; set {PREFIX}{section.upper()}__{name.upper()}, or name a file of its own: "
                    f"{name}_file = ...",
                )
    return table


def _load_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    try:
        return _GivenEnvironment(environ)()
    except SettingsError as error:
        name = next((n for n in Settings.model_fields if f'"{n}"' in str(error)), "")
        mend = f"Give each setting its own variable, such as {PREFIX}IMAP__HOST."
        raise ConfigError(PREFIX + name.upper(), "it cannot be read", mend) from None


def _merge(below: dict[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        inner = merged.get(key)
        merged[key] = _merge(inner, value) if isinstance(inner, dict) and isinstance(value, dict) else value
    return merged


def _with_secrets(settings: Settings, home: Path) -> Settings:
    """The same settings with every secret found, and paths made whole from the home folder."""
    sections: dict[str, Section] = {name: getattr(settings, name) for name in _SECRETS}
    names = {"password": settings.imap.user} | {secret: secret for secret in _SECRETS["oauth"]}
    made: dict[str, object] = {}
    for section, values in sections.items():
        update: dict[str, object] = {}
        for field in type(values).model_fields:
            value = getattr(values, field)
            if isinstance(value, Path):
                update[field] = home / value.expanduser()
        for secret in _SECRETS[section]:
            name = f"{section}_{secret}" if section in _OF_THEIR_OWN else names[secret]
            update[secret] = _find_secret(values.model_copy(update=update), section, secret, name, settings)
        made[section] = values.model_copy(update=update)
    found = settings.model_copy(update=made)
    read_archive_keys(found.archive.key)  # a key that is none is told before anything is written
    return found


def _find_secret(values: Section, section: str, name: str, in_keyring: str, settings: Settings) -> FoundSecret | None:
    """From the environment, else from its file, else from the keyring; None where no place for it is named."""
    given, file = getattr(values, name), getattr(values, f"{name}_file")
    variable = f"{PREFIX}{section.upper()}__{name.upper()}"
    if isinstance(given, SecretStr):
        return FoundSecret(given.get_secret_value(), f"{variable} in the environment")
    if file is not None:
        return load_secret(file, section, name, variable)
    return ask_keyring(settings.keyring, in_keyring) if settings.keyring and in_keyring else None
