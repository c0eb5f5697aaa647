"""The settings of the mailbox and of how to sign in to it."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator
from pydantic_settings.sources import NoDecode

MICROSOFT = "https://login.microsoftonline.com"


class TlsMode(StrEnum):
    """How the connection to the mailbox is made private."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class SignIn(StrEnum):
    """How the mailbox is signed in to: by password, or by OAuth 2 with Microsoft's sign-in or anybody's."""

    PASSWORD = "password"  # noqa: S105 (its name, not one)
    MICROSOFT = "microsoft"
    OAUTH = "oauth"


class Section(BaseModel):
    """One table of settings.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Imap(Section):
    """The mailbox that replies come to. No host: none is set up yet.

    `sent` is looked into by every run, for reminders that went out; empty: it is not. `drafts` empty: the server says.
    """

    host: str = ""
    port: int = Field(default=0, ge=0, le=65535)
    tls: TlsMode = TlsMode.TLS
    user: str = ""
    sign_in: SignIn = SignIn.PASSWORD
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


class OAuth(Section):
    """The application that is registered with the sign-in server, and what it may show there.

    Microsoft: a tenant and a client id; with a client certificate (its private key and itself, in PEM) or a
    client secret the application itself signs in, without either a person.
    Others: the server's token URL and a refresh token.
    """

    client_id: str = ""
    client_secret: SecretStr | None = None
    client_secret_file: Path | None = None
    client_certificate: SecretStr | None = None
    client_certificate_file: Path | None = None
    tenant: str = ""
    authority: str = MICROSOFT
    token_url: str = ""
    refresh_token: SecretStr | None = None
    refresh_token_file: Path | None = None
    scope: str = ""
    ca_file: Path | None = None
    cache_file: Path = Path("sign-in.json")

    @field_validator("authority", "token_url")
    @classmethod
    def _private(cls, value: str) -> str:
        if value and not value.startswith("https://"):
            raise ValueError("write an address that begins with https://, since secrets are sent to it")
        return value.rstrip("/")
