"""What the store gives out: frozen rows that know no database."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from classify.analysis import Analysis
from config.consultation import ChasingRules, Consultation, Ref, Stakeholder
from config.list_changes import LineChange
from ingest.message import ArchiveId


class Outcome(StrEnum):
    """What became of a mail when it was seen."""

    STORED = "stored"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a folder has been read; a new `uid_validity` makes every UID of the old one worthless (RFC 3501)."""

    folder: str
    uid_validity: int
    last_uid: int


@dataclass(frozen=True, slots=True)
class Mail:
    """One archived mail; `received_at` is the receiving server's time, `problems` what its last reading met."""

    archive_id: ArchiveId
    message_id: str
    subject: str
    from_name: str
    from_address: str
    received_at: datetime
    first_seen_at: datetime
    size: int
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A mail that a stage could not read: what went wrong, in which version, when."""

    archive_id: ArchiveId
    stage: str
    error: str
    version: str
    failed_at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word on one field of a mail; `value` is JSON, `rules_version` names the analysis they saw."""

    archive_id: ArchiveId
    field: str
    value: Any
    by: str
    reason: str
    at: datetime
    rules_version: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """What a person saw of a mail: the version of its analysis, and how many words people had said of it by then."""

    rules_version: str
    words: int


@dataclass(frozen=True, slots=True)
class Extension:
    """More time, granted to one line: the whole of `until_on` in the consultation's zone; None takes it back."""

    ref: Ref
    until_on: date | None
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ListChange:
    """One line of the list added, changed or gone: `how` is `import`, `link`, `add` or `accept`."""

    change: LineChange
    how: str
    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person's word on a change of the list that a mail proposed, known by `proposal`."""

    proposal: str
    accepted: bool
    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Chaser:
    """One reminder made for a line, in the run of that name."""

    ref: Ref
    made_at: datetime
    run: str


class KeptIn(StrEnum):
    """Where a draft was put: a folder of this machine, or the Drafts folder of the mailbox."""

    FOLDER = "folder"
    MAILBOX = "mailbox"


class Ended(StrEnum):
    """What became of a draft that is no longer where it was put: removed by Soundings, or gone by someone's hand."""

    NOT = ""
    REMOVED = "removed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Draft:
    """One chaser that was drafted, which says nothing about whether it was sent.

    `words` and `due_on` say which reminder it is. `place` is the file or the mailbox's folder; `digest` is the SHA-256
    of what stood there, by which it is known to be unchanged.
    """

    message_id: str
    ref: Ref
    address: str
    subject: str
    words: str
    due_on: date
    made_at: datetime
    kept_in: KeptIn
    place: str
    digest: str
    ended: Ended = Ended.NOT
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail to an address of a line, seen in the Sent folder.

    `draft` is the Message-ID of the draft that it was; `merged` says that a mail merge of a chaser list made it.
    """

    message_id: str
    ref: Ref
    address: str
    draft: str
    sent_at: datetime
    seen_at: datetime
    merged: bool = False

    @property
    def is_chaser(self) -> bool:
        """Whether it reminded them; any other mail of ours to them may be an answer."""
        return bool(self.draft) or self.merged


@dataclass(frozen=True, slots=True)
class OfferedList:
    """A chaser list that was written for a mail merge: which address it gave for each line."""

    made_at: datetime
    offered: tuple[tuple[Ref, str], ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    """What a board rests on besides mails and people's words, as it was when a board was first shown of it so."""

    noted_at: datetime
    title: str
    deadline_on: date
    chasing: ChasingRules
    stakeholders: tuple[Stakeholder, ...]

    @classmethod
    def of(cls, consultation: Consultation, at: datetime) -> "Exercise":
        """The consultation as it is now."""
        this = consultation
        return cls(at, this.title, this.deadline_on, this.chasing, this.stakeholders)

    def laid_over(self, consultation: Consultation) -> Consultation:
        """The consultation as it was."""
        was = {name: getattr(self, name) for name in ("title", "deadline_on", "chasing", "stakeholders")}
        return replace(consultation, **was)


@dataclass(frozen=True, slots=True)
class Run:
    """One pull: outcome `running`, `done` or `failed`, with what it counted."""

    id: int
    started_at: datetime
    ended_at: datetime | None
    outcome: str
    counts: dict[str, int]
    error: str


@dataclass(frozen=True, slots=True)
class MailRecord:
    """A mail with all that is known of it: the newest analysis, every correction, oldest first, and the last failure.

    A failure that an analysis has overcome is left out; one beside an analysis says that newer rules could not read it.
    `seen` are the older analyses that people saw when they corrected them.
    """

    mail: Mail
    analysis: Analysis | None
    corrections: tuple[Correction, ...] = ()
    failure: Failure | None = None
    seen: tuple[Analysis, ...] = ()

    @property
    def revision(self) -> Revision:
        """What who looks at it now sees."""
        return Revision(self.analysis.rules_version if self.analysis else "", len(self.corrections))


@dataclass(frozen=True, slots=True)
class Found:
    """Mails that a search found, the best first; `more` where so many were that only the newest of them are here."""

    mails: tuple[ArchiveId, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class FolderState:
    """A folder of the mailbox when it was last looked at.

    `on_server` mails were in it; `missing` are the UIDs of those that the ledger lacks, and `gone` counts what the
    ledger holds of this UIDVALIDITY and somebody has since moved or deleted. `changed_at` is when it was first so.
    """

    folder: str
    uid_validity: int
    on_server: int
    missing: tuple[int, ...]
    gone: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Balance:
    """The ledger added up.

    `waiting` are mails seen of which there is neither an analysis nor a failure, `missing` those that the server had
    and did not hand over.
    """

    stored: int
    duplicate: int
    mails: int
    analysed: int
    failed: int
    waiting: int
    missing: int = 0

    @property
    def sightings(self) -> int:
        """How many times a mail was seen in a folder."""
        return self.stored + self.duplicate

    @property
    def balances(self) -> bool:
        """Whether every mail that was seen is accounted for."""
        return self.waiting == 0 and self.missing == 0 and self.stored == self.mails


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared of a mail, as `classify.likeness.Likeness` has it, without its words."""

    archive_id: ArchiveId
    digest: str
    length: int
    numbers: bytes
