"""Where secrets are kept: the environment, a file that only its owner may read, or the system's keyring."""

import os
import stat
from pathlib import Path

from pydantic import SecretStr

from config.errors import ConfigError


class FoundSecret(SecretStr):
    """A secret that knows where it was found, in words that may be shown."""

    def __init__(self, value: str, place: str):
        super().__init__(value)
        self.place = place


def place_of(secret: SecretStr | None) -> str:
    """Where a secret comes from, for a person to read."""
    return secret.place if isinstance(secret, FoundSecret) else "nowhere" if secret is None else "the settings"


def load_secret(path: Path, section: str, name: str, variable: str) -> FoundSecret:
    """The one line of a secret's file. Raises ConfigError where others may read it, or nobody can."""
    what = name.replace("_", " ")
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        value = path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        mend = f"Check the path: {name}_file under [{section}], or {variable}_FILE."
        raise ConfigError(path, f"the {what} file cannot be read", mend) from error
    if os.name == "posix" and mode & 0o077:  # elsewhere the mode says nothing about who may read
        raise ConfigError(path, f"others may read the {what} file (mode {mode:o})", f"Run: chmod 600 {path}")
    if not value:
        raise ConfigError(path, f"the {what} file is empty", f"Put the {what} into it, alone on its line.")
    return FoundSecret(value, f"the file {path}")


def ask_keyring(service: str, name: str) -> FoundSecret | None:
    """What the system's keyring holds under a service and a name; None where it holds nothing.

    Raises ConfigError where there is no keyring that can be asked.
    """
    try:
        import keyring
        from keyring.errors import KeyringError
    except ModuleNotFoundError as error:
        mend = "Install it with: pip install 'soundings[keyring]'; or take keyring out of the settings."
        raise ConfigError("keyring", "the keyring library is not installed", mend) from error
    try:
        value = keyring.get_password(service, name)
    except (KeyringError, OSError, RuntimeError) as error:
        mend = "Unlock it, or keep the secret in a file that only its owner may read."
        raise ConfigError("keyring", f"it cannot be asked ({type(error).__name__})", mend) from error
    return FoundSecret(value, f"the system's keyring ({service}, {name})") if value else None
