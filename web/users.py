"""Who may come in with a password: a file of names, roles and Argon2 hashes that only its owner may read.

A line is name:role:hash. Names are as they are shown beside each change, and are typed at sign-in however cased.
"""

import os
import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from config.errors import ConfigError

SHORTEST = 12
_HASHER = PasswordHasher()
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$H0NDnIfFtzVUpEtsWI6VHQ$OQDzR17xgo5SArjtBmOSRI8OjGzZ4eIF76UKvuD+VFQ"
"""What an unknown name's password is compared with, so that it takes as long as a known one's."""


class Role(StrEnum):
    """A reader looks; an editor changes things too."""

    READER = "reader"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who is signed in; every change carries the name."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Known:
    """One line of the file."""

    user: User
    digest: str


@dataclass(frozen=True, slots=True)
class Users:
    """The file, which is read at each sign-in: who is added or taken out comes in, or does not, from then on."""

    path: Path

    def check(self, name: str, password: str) -> User | None:
        """The user of this name and password; None where either is wrong. Raises ConfigError for a wrong file."""
        wanted = fold(name)
        known = next((k for k in load_users(self.path) if fold(k.user.name) == wanted), None)
        try:
            _HASHER.verify(known.digest if known else _NOBODY, password)
        except (VerificationError, InvalidHashError):
            return None
        return known.user if known else None


def fold(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.split()).casefold()


def load_users(path: Path) -> tuple[Known, ...]:
    """Everybody in the file. Raises ConfigError with the line, and where others may read it."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        mend = "Make it with: soundings user add, or correct users_file under [web]."
        raise ConfigError(path, "the users file cannot be read", mend) from error
    if os.name == "posix" and mode & 0o077:
        raise ConfigError(path, f"others may read the users file (mode {mode:o})", f"Run: chmod 600 {path}")
    return tuple(_read(path, number, line) for number, line in enumerate(lines, 1) if line.strip())


def _read(path: Path, number: int, line: str) -> Known:
    name, _, rest = line.partition(":")
    role, _, digest = rest.partition(":")
    if not name.strip() or role not in tuple(Role) or not digest.startswith("$argon2"):
        mend = "Each line is name:role:hash; write it with soundings user add."
        raise ConfigError(path, "this line cannot be read", mend, line=number)
    return Known(User(name.strip(), Role(role)), digest.strip())


def set_user(path: Path, user: User, password: str) -> None:
    """Add somebody, or change their role and password. Raises ConfigError."""
    name = " ".join(user.name.split())
    if not name or ":" in name:
        raise ConfigError(f'"{user.name}"', "this cannot be a name", "Write one without a colon.")
    if len(password) < SHORTEST:
        raise ConfigError("the password", f"it is shorter than {SHORTEST} characters", "Use three words or more.")
    known = Known(User(name, user.role), _HASHER.hash(password))
    _write(path, [*_others(path, name), known])


def remove_user(path: Path, name: str) -> None:
    """Take somebody out. Raises ConfigError where there is nobody of this name."""
    others = _others(path, name)
    if len(others) == len(load_users(path)):
        raise ConfigError(path, f"there is nobody called {name}", "See the names in the file.")
    _write(path, others)


def _others(path: Path, name: str) -> list[Known]:
    return [k for k in load_users(path) if fold(k.user.name) != fold(name)] if path.exists() else []


def _write(path: Path, known: list[Known]) -> None:
    """All of it or nothing, readable by its owner alone from the first byte. Raises ConfigError."""
    new = path.with_name(f"{path.name}.new")
    text = "".join(f"{k.user.name}:{k.user.role}:{k.digest}\n" for k in known)
    try:
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        new.replace(path)
    except OSError as error:
        raise ConfigError(path, f"it cannot be written ({error.strerror})", "Check the folder.") from error
