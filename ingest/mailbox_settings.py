"""What a mailbox is reached by, how much is asked of it at once, and how patient we are with it."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ingest.mailbox_errors import Security
from ingest.sign_in import Tokens


@dataclass(frozen=True, slots=True)
class MailboxSettings:
    """Where a mailbox is and how to sign in; `timeout` in seconds is for each answer of the server.

    With `tokens` the user signs in by OAuth 2 (XOAUTH2), and the password is not used. `ca_file` is the certificate of
    the only authority that is trusted; without it, those that the machine trusts.
    """

    host: str
    user: str
    password: str = field(default="", repr=False)
    port: int = 993
    tls: Security = "tls"
    folders: tuple[str, ...] = ("INBOX",)
    ca_file: Path | None = None
    timeout: float = 60.0
    tokens: Tokens | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a folder has been read: of this UIDVALIDITY (RFC 3501, 2.3.1.1), all up to `last_uid` is held."""

    folder: str
    uid_validity: int
    last_uid: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is asked for at once, so that neither a command nor what is held in memory grows with the folder.

    A mail of more than `bytes_in_memory` comes in pieces of `bytes_per_piece` and is written to disk as it comes.
    """

    uids_per_search: int = 50_000
    ids_per_command: int = 200
    bytes_per_batch: int = 8 * 1024 * 1024
    bytes_in_memory: int = 16 * 1024 * 1024
    bytes_per_piece: int = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long to wait for a server that drops us; pauses are in seconds.

    `tries` in a row to reach it, `repeats` of a command that breaks the connection, `throttled` pauses that the server
    itself asks for. `before_meeting`: also where it has never been reached, when a wrong name or port is as likely.
    """

    tries: int = 8
    repeats: int = 3
    throttled: int = 60
    first: float = 1.0
    longest: float = 120.0
    before_meeting: bool = False
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random

    def pause(self, failures: int) -> float:
        """Twice as long after each failure, up to the longest, less up to a half by chance: not all come at once."""
        return min(self.longest, self.first * 2.0 ** (failures - 1)) * (1 - self.chance() / 2)


NO_PATIENCE = Patience(tries=1, repeats=1, throttled=0)
"""For who sits at the screen and wants to know at once."""
