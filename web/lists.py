"""What the pages read of the distribution list and do to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from config.consultation import Ref
from reports.list_proposals import ListProposal
from reports.report import Report
from store.rows import ListChange


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: its name, without a path, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a spreadsheet would make of the list in force; `key` names exactly these changes."""

    report: Report
    changes: int
    key: str


class Lists(Protocol):
    """The distribution list in force. Changes raise RefusedError, where they cannot be, and change nothing then."""

    def proposals(self) -> Mapping[int, ListProposal]:
        """What mails propose to change and nobody has decided, by number."""

    def accept(self, number: int, by: str, because: str = "", address: str = "", name: str = "") -> None:
        """Make a proposed change, or the same with another main address or name."""

    def refuse(self, numbers: Iterable[int], by: str, because: str = "") -> None:
        """Leave the list as it is: they are not proposed again."""

    def changes(self) -> tuple[ListChange, ...]:
        """Everything that people have changed in the list, oldest first."""

    def compare(self, file: Upload) -> Comparison:
        """A spreadsheet against the list in force; nothing is changed."""

    def take_over(self, file: Upload, key: str, by: str, because: str = "") -> int:
        """Make of the list what the spreadsheet says, as compared; how many lines changed. Raises StaleError."""

    def link(self, address: str, ref: str, by: str, because: str = "") -> None:
        """One address more for a line."""

    def add(self, address: str, name: str, organisation: str, group: str, by: str, because: str = "") -> Ref:
        """A line more, for who writes from the address; its Ref, made of the name."""
