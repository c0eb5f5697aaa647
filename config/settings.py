"""How this installation is set up: the one place that knows secrets.

From the environment (SOUNDINGS_...) first, then from settings.toml in the home folder, then the defaults here.
Passwords stand in the environment or in a file of their own, never in settings.toml.
"""

import os
import re
import stat
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)
from pydantic_settings.sources import NoDecode
from pydantic_settings.sources.utils import parse_env_vars

from config.errors import ConfigError
from config.settings_errors import settings_error
from config.toml_file import Table, load_toml

PREFIX = "SOUNDINGS_"
SETTINGS_FILE = "settings.toml"


class TlsMode(StrEnum):
    """How the connection to the mailbox is made private."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Imap(_Section):
    """The mailbox that replies come to. No host: none is set up yet.

    `sent` is looked into by every run, for reminders that went out; empty: it is not. `drafts` empty: the server says.
    """

    host: str = ""
    port: int = Field(default=0, ge=0, le=65535)
    tls: TlsMode = TlsMode.TLS
    user: str = ""
    password: SecretStr | None = None
    password_file: Path | None = None
    folders: Annotated[tuple[str, ...], NoDecode] = ("INBOX",)
    sent: str = ""
    drafts: str = ""
    ca_file: Path | None = None
    timeout: float = Field(default=60.0, gt=0)

    @field_validator("folders", mode="before")
    @classmethod
    def _part_at_commas(cls, value: object) -> object:
        return tuple(name.strip() for name in value.split(",")) if isinstance(value, str) else value

    @field_validator("folders")
    @classmethod
    def _name_every_folder(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value or not all(value):
            raise ValueError("name at least one folder, such as INBOX")
        return value

    @model_validator(mode="before")
    @classmethod
    def _usual_port(cls, values: Any) -> Any:
        if isinstance(values, dict) and "port" not in values:
            return {**values, "port": 993 if values.get("tls", TlsMode.TLS) == TlsMode.TLS else 143}
        return values


class Worker(_Section):
    """When the worker pulls of itself: a cron expression (minute hour day month weekday) and its zone."""

    cron: str = "15 2 * * *"
    zone: str = "Europe/London"

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
            ZoneInfo(value)
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
    imap: Imap = Imap(port=993)
    worker: Worker = Worker()

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
    return settings.model_copy(update={"imap": _with_password(settings.imap, place)})


def _load_file(path: Path) -> Table | None:
    if not path.exists():
        return None
    table = load_toml(path)
    if "home" in table.data:
        raise table.wrong("home", "home cannot be set in the home folder itself", "Use --home or SOUNDINGS_HOME.")
    if "password" in table.table("imap").data:
        raise table.table("imap").wrong(
            "password",
            "a password does not belong in this file",
            f"Take it out; set {PREFIX}IMAP__PASSWORD, or name a file of its own: password_file = ...",
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


def _with_password(imap: Imap, home: Path) -> Imap:
    """The same mailbox with the password read from its file, and paths made whole from the home folder."""
    update: dict[str, object] = {}
    if imap.ca_file:
        update["ca_file"] = home / imap.ca_file.expanduser()
    if imap.password_file and imap.password is None:
        update["password"] = SecretStr(_load_password(home / imap.password_file.expanduser()))
    return imap.model_copy(update=update)


def _load_password(path: Path) -> str:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        password = path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        mend = f"Check the path: password_file under [imap], or {PREFIX}IMAP__PASSWORD_FILE."
        raise ConfigError(path, "the password file cannot be read", mend) from error
    if os.name == "posix" and mode & 0o077:  # elsewhere the mode says nothing about who may read
        raise ConfigError(path, f"others may read the password file (mode {mode:o})", f"Run: chmod 600 {path}")
    if not password:
        raise ConfigError(path, "the password file is empty", "Put the password of the mailbox into it.")
    return password
