"""What the pages read and do. The programme hands them a desk; pages know no database, folder or mailbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from classify.analysis import Analysis
from config.consultation import Consultation, Ref, Stakeholder
from ingest.message import ArchiveId, ParsedMessage
from reports.chasers import ChaserList
from reports.ledger_report import Books
from reports.reading import Reading
from reports.status import Status
from reports.story import Event
from store.rows import Chaser, Correction, Extension, MailRecord, Revision, Run
from web.errors import RefusedError
from web.intake import Intake
from web.lists import Lists
from web.mails import Mails

Stamp = tuple[int, ...]
"""Changes whenever anything in the database does, so that what was worked out from it can be kept until then."""


@dataclass(frozen=True, slots=True)
class View:
    """Everything as at a moment, worked out once: treat it as given.

    `records` are all mails ever received, also later ones and those set aside; `readings` are those that count at
    `as_of`, oldest first; `status` is where everyone stands.
    """

    stamp: Stamp
    consultation: Consultation
    as_of: datetime
    records: Mapping[ArchiveId, MailRecord]
    readings: tuple[Reading, ...]
    status: Status
    extensions: tuple[Extension, ...]


def version_of(record: MailRecord) -> str:
    """What a form carries of the mail that it shows; it changes with every analysis and every word on the mail."""
    seen = record.revision
    return f"{seen.rules_version}/{seen.words}"


def revision_of(version: str) -> Revision:
    """What `version_of` was given. Raises RefusedError for anything else."""
    rules_version, slash, words = version.rpartition("/")
    if not slash or not words.isdecimal() or len(words) > 9:
        raise RefusedError("This form is not one of ours. Load the page again.")
    return Revision(rules_version, int(words))


class Desk(Protocol):
    """One consultation as its lead works on it; may be used from several threads at once.

    What takes `by` is signed with that name. What cannot be done raises RefusedError with what to do about it and
    changes nothing; what is not there raises MissingError.
    """

    def now(self) -> datetime:
        """The time, in UTC."""

    @property
    def lists(self) -> Lists:
        """The distribution list."""

    @property
    def intake(self) -> Intake:
        """What comes in."""

    @property
    def mails(self) -> Mails:
        """All mails, and what is to be found in them."""

    def read_moment(self, as_of: str) -> datetime | None:
        """The moment that a person wrote, as `--as-of` takes it; None for none. Raises RefusedError."""

    def view(self, as_of: datetime | None = None) -> View:
        """Everything as at a moment; None is now."""

    def books(self) -> Books:
        """The ledger as the last run left it."""

    def last_run(self) -> Run | None:
        """The run that began last."""

    def chasers(self, as_of: datetime | None = None) -> ChaserList:
        """Whom to chase, and whom not."""

    def chaser_files(self, as_of: datetime | None = None) -> Mapping[str, bytes]:
        """The chaser list for a mail merge (CSV) and as a workbook, by file name."""

    def draft_chasers(self) -> tuple[int, tuple[str, ...]]:
        """Draft a mail to each who is due and has no draft; how many, and what a person should know of the others."""

    def draft_files(self) -> Mapping[str, bytes]:
        """The drafts that wait to be sent, by file name."""

    def record_chasers(self, refs: tuple[Ref, ...]) -> int:
        """Note that these lines have been written to just now; how many were new."""

    def line(self, ref: str) -> Stakeholder:
        """The line of this Ref, however cased, also one that is no longer on the list. Raises MissingError."""

    def reminders(self) -> tuple[Chaser, ...]:
        """Every reminder that was sent, as far as we know."""

    def story(self, ref: Ref) -> tuple[Event, ...]:
        """All that happened to a line, oldest first."""

    def raw(self, mail: ArchiveId) -> bytes:
        """The mail as it came. Raises MissingError."""

    def parsed(self, mail: ArchiveId) -> ParsedMessage:
        """The mail's texts, segments and attachments. Raises MissingError."""

    def analyses(self, mail: ArchiveId) -> tuple[Analysis, ...]:
        """Every analysis of the mail, oldest first."""

    def correct(
        self, mail: ArchiveId, words: Mapping[str, Any], by: str, because: str = "", version: str | None = None
    ) -> tuple[Correction, ...]:
        """A person's words on fields of a mail, by path as in `store.fields`, all or none.

        With `version`, as `version_of` gave it for what the person saw, raises StaleError where the mail has moved on.
        """

    def undo(self, mail: ArchiveId, by: str, because: str = "", version: str | None = None) -> tuple[Correction, ...]:
        """Take back the words that were last said together. Raises RefusedError for none, and StaleError."""

    def read_day(self, text: str) -> date:
        """The day that a person wrote. Raises RefusedError."""

    def extend(self, ref: Ref, until_on: date, by: str, because: str = "") -> None:
        """Give a line until the end of that day."""

    def withdraw_extension(self, ref: Ref, by: str, because: str = "") -> None:
        """Take a line's extension back."""
