"""What the store gives out: frozen rows that know no database."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from classify.analysis import Analysis
from config.consultation import Ref
from config.list_changes import LineChange
from ingest.message import ArchiveId


class Outcome(StrEnum):
    """What became of a mail when it was seen."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"


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


@dataclass(frozen=True, slots=True)
class Balance:
    """The ledger added up. `waiting` are mails seen of which there is neither an analysis nor a failure."""

    stored: int
    duplicate: int
    quarantined: int
    mails: int
    analysed: int
    failed: int
    waiting: int

    @property
    def sightings(self) -> int:
        """How many times a mail was seen in a folder."""
        return self.stored + self.duplicate + self.quarantined

    @property
    def balances(self) -> bool:
        """Whether every mail that was seen is accounted for."""
        return self.waiting == 0
