"""A file of tokens that only its owner may read, replaced as a whole."""

import json
import os
import stat
import tempfile
from pathlib import Path
from typing import Any

from ingest.sign_in import SignInError


class TokenFile:
    """One JSON object on disk, mode 600. Tokens are secrets: whoever holds them reads the mailbox."""

    def __init__(self, path: Path):
        self.path = path

    def load(self) -> dict[str, Any]:
        """What was saved; empty where nothing was, or where it is no JSON. Raises SignInError where others may read."""
        try:
            mode = stat.S_IMODE(self.path.stat().st_mode)
            text = self.path.read_text("utf-8")
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as error:
            raise SignInError(
                f"{self.path}: the kept sign-in cannot be read", "Remove it and sign in again."
            ) from error
        if os.name == "posix" and mode & 0o077:  # elsewhere the mode says nothing about who may read
            mend = f"Run: chmod 600 {self.path}; if others may have seen it, remove it and sign in again."
            raise SignInError(f"{self.path}: others may read the kept sign-in (mode {mode:o})", mend)
        try:
            found = json.loads(text)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def save(self, content: dict[str, Any]) -> None:
        """Put this in its place, whole. Raises SignInError where the disk refuses."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".sign-in-")  # mode 600 by itself
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(content, file)
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).replace(self.path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            mend = "See that the disk has room and the folder may be written."
            raise SignInError(f"{self.path}: the sign-in cannot be kept ({error.strerror or error})", mend) from error
