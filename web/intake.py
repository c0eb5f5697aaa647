"""What the pages do to take in replies: all of it is read by the same road as mail from the mailbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.by_hand import By
from store.rows import Run
from web.lists import Upload


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply that came by telephone or post: whose ("Name <address>" or a name), when as it was typed, and what."""

    sender: str
    received: str
    how: By
    text: str
    documents: tuple[Upload, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """What is being read, if anything is: in words; otherwise how the last of it ended."""

    busy: bool
    words: str
    failed: bool = False


class Intake(Protocol):
    """Each starts work that goes on after it returns, one at a time; raises RefusedError where that cannot begin."""

    def add_reply(self, reply: Reply, by: str) -> None:
        """A reply that did not come by mail."""

    def add_mails(self, files: Sequence[Upload], by: str) -> None:
        """Saved mails: .eml, .msg or mbox."""

    def read_mailbox(self, by: str) -> None:
        """Fetch what is new, and read all that waits."""

    def read_again(self, by: str) -> None:
        """Read what waits to be read, such as all mails after a change of the list; nothing is fetched."""

    def has_mailbox(self) -> bool:
        """Whether this installation names a mailbox."""

    def work(self) -> Work | None:
        """What is being done, or how it ended; None where nothing was begun here."""

    def runs(self, most: int = 20) -> tuple[Run, ...]:
        """The last runs, the newest first."""
