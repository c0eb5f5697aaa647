"""The keys of the archive, as they stand in a secret: one a line, the one that is used now first, older ones below."""

import base64
import binascii

from pydantic import SecretStr

from config.errors import ConfigError
from config.secret import place_of

KEY_LENGTH = 32
"""Bytes: AES-256."""


def read_archive_keys(secret: SecretStr | None) -> tuple[bytes, ...]:
    """The keys, none where there is no secret. Raises ConfigError that says where it stands, and not what it is."""
    if secret is None:
        return ()
    lines = secret.get_secret_value().replace(",", " ").split()
    keys = tuple(_key(line) for line in lines)
    if not keys or None in keys:
        raise ConfigError(
            place_of(secret),
            f"the archive's key is not {KEY_LENGTH} bytes in base64",
            "Put the right key back, or, where nothing is encrypted yet, make one: soundings archive key FILE.",
        )
    return tuple(key for key in keys if key is not None)


def write_archive_keys(keys: tuple[bytes, ...]) -> str:
    """The same as text, one a line."""
    return "".join(f"{base64.b64encode(key).decode()}\n" for key in keys)


def _key(line: str) -> bytes | None:
    try:
        key = base64.b64decode(line.encode(), altchars=b"-_" if set("-_") & set(line) else None, validate=True)
    except (binascii.Error, UnicodeError, ValueError):
        return None
    return key if len(key) == KEY_LENGTH else None
