"""The settings of the report that tells how a night's run went: by mail, into a folder, or both."""

import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings.sources import NoDecode

from config.settings_mailbox import Section, TlsMode

_ADDRESS = re.compile(r"[!-?A-~]+@[!-?A-~]+")
_PORTS = {TlsMode.TLS: 465, TlsMode.STARTTLS: 587, TlsMode.NONE: 25}
_HERE = ("localhost", "127.0.0.1", "::1")


class Report(Section):
    """Where the report of a run goes. No `to` and no `folder`: nowhere, there is only the log.

    `host` takes the mail (SMTP), from `sender` to all of `to`; it is signed in to where `user` is named.
    """

    to: Annotated[tuple[str, ...], NoDecode] = ()
    sender: str = ""
    host: str = ""
    port: int = Field(default=0, ge=0, le=65535)
    tls: TlsMode = TlsMode.STARTTLS
    user: str = ""
    password: SecretStr | None = None
    password_file: Path | None = None
    ca_file: Path | None = None
    timeout: float = Field(default=60.0, gt=0)
    folder: Path | None = None

    @field_validator("to", mode="before")
    @classmethod
    def _part_at_commas(cls, value: object) -> object:
        return tuple(each.strip() for each in value.split(",") if each.strip()) if isinstance(value, str) else value

    @field_validator("to", "sender")
    @classmethod
    def _mail_addresses(cls, value: tuple[str, ...] | str) -> tuple[str, ...] | str:
        for address in (value,) if isinstance(value, str) else value:
            if address and not _ADDRESS.fullmatch(address):
                raise ValueError("write mail addresses such as lead@body.gov.uk")
        return value

    @model_validator(mode="before")
    @classmethod
    def _usual_port(cls, values: Any) -> Any:
        if isinstance(values, dict) and "port" not in values:
            return {**values, "port": _PORTS.get(values.get("tls", TlsMode.STARTTLS), 0)}
        return values

    @model_validator(mode="after")
    def _enough_to_send(self) -> "Report":
        if self.to and not (self.host and self.sender):
            raise ValueError("a report by mail wants to, sender and host")
        if self.user and self.tls is TlsMode.NONE and self.host not in _HERE:
            raise ValueError("a password would go over the net for all to read; take tls = starttls or tls")
        return self
