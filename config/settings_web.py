"""The settings of the pages: by which address they are reached, and who may come in."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr, field_validator

from config.settings_mailbox import Section


class Web(Section):
    """Nothing set: the pages are for who starts the server, on the same machine.

    `address` is what people type in their browsers. `users_file` says who may come in with a password; `issuer`,
    `client_id` and the secret let an organisation's own sign-in (OpenID Connect) say so. `certificate_file` and
    `key_file` are for TLS, unless a proxy that is trusted does it.
    """

    address: str = ""
    users_file: Path | None = None
    certificate_file: Path | None = None
    key_file: Path | None = None
    trusted_proxy: str = ""
    issuer: str = ""
    client_id: str = ""
    client_secret: SecretStr | None = None
    client_secret_file: Path | None = None

    @field_validator("address", "issuer")
    @classmethod
    def _https(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("https", "http") or not parts.hostname):
            raise ValueError("write a whole address, such as https://soundings.example.org")
        return value.rstrip("/")
