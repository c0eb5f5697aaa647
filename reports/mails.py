"""Every mail in a line: who, what it is, where it leaves them, how sure, and whether a person should look. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from classify.analysis import Kind
from config.consultation import Ref
from ingest.message import ArchiveId
from reports.reading import Reading
from reports.status import LineStatus, Status
from store.overlay import Effective, blank_analysis, overlay
from store.rows import Mail, MailRecord


class State(StrEnum):
    """What a lead may want to see mails for."""

    WAITS = "waits"
    PERSON = "person"
    UNLISTED = "unlisted"
    UNREAD = "unread"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class ListedMail:
    """One mail. `lines` are those it speaks for, as they stand, and `decides` those whose standing rests on it.

    `confidence` is that of its kind or of who sent it, whichever is less.
    """

    mail: Mail
    kind: Kind
    lines: tuple[LineStatus, ...]
    decides: frozenset[Ref]
    confidence: float
    states: frozenset[State]

    @property
    def who(self) -> str:
        """The lines that it speaks for, otherwise the name or address that it came from."""
        return "; ".join(s.stakeholder.label for s in self.lines) or self.mail.from_name or self.mail.from_address


@dataclass(frozen=True, slots=True)
class _Kept:
    """A row with what it was made of, the lines apart; `refs` are those of the mail, on the list or not."""

    made_of: tuple[object, ...]
    refs: tuple[Ref, ...]
    row: ListedMail


class KeptMails:
    """The list of all mails, kept up: only rows are made anew of which a mail or line has changed."""

    def __init__(self) -> None:
        self._rows: dict[ArchiveId, _Kept] = {}
        self._lines: dict[Ref, LineStatus] = {}

    def find(
        self, records: Sequence[MailRecord], readings: Iterable[Reading], status: Status
    ) -> tuple[ListedMail, ...]:
        """As `list_mails` has it."""
        lines = {s.stakeholder.ref: s for s in status.lines}
        stale = {ref for ref, line in lines.items() if self._lines.get(ref) is not line} | self._lines.keys() - lines
        self._lines = lines
        unlisted = {u.archive_id for u in status.unlisted}
        read = {r.archive_id: r for r in readings if not r.parts}
        waiting = {w.archive_id for w in status.waiting}
        unread = {w.archive_id for w in status.waiting if w.problem or w.unread}
        before, self._rows = self._rows, {}
        for record in reversed(records):
            mail = record.mail.archive_id
            if record.mail.received_at > status.as_of:
                continue
            made_of = (record, read.get(mail), mail in unlisted, mail in waiting, mail in unread)
            kept = before.get(mail)
            if kept is None or kept.made_of != made_of or not stale.isdisjoint(kept.refs):
                kept = _kept(made_of, record, read.get(mail), lines)
            self._rows[mail] = kept
        return tuple(kept.row for kept in self._rows.values())


def list_mails(records: Sequence[MailRecord], readings: Iterable[Reading], status: Status) -> tuple[ListedMail, ...]:
    """Every mail received up to the moment of `status`, those set aside too, the newest first; given oldest first."""
    return KeptMails().find(records, readings, status)


def _kept(
    made_of: tuple[object, ...], record: MailRecord, reading: Reading | None, lines: Mapping[Ref, LineStatus]
) -> _Kept:
    _, _, unlisted, waiting, unread = made_of
    mail = record.mail.archive_id
    effective = reading.effective if reading else _effective(record)
    analysis = effective.analysis
    refs = tuple(ref for ref in analysis.stakeholders.value if ref in lines)
    states = {
        State.WAITS: waiting,
        State.UNREAD: unread,
        State.PERSON: bool(record.corrections) and bool(effective.corrected),
        State.UNLISTED: unlisted,
        State.ASIDE: effective.ignored,
    }
    row = ListedMail(
        record.mail,
        analysis.kind.value,
        tuple(lines[ref] for ref in refs),
        frozenset(ref for ref in refs if mail in lines[ref].decided_by),
        min(analysis.kind.confidence, analysis.stakeholders.confidence),
        frozenset(state for state, holds in states.items() if holds),
    )
    return _Kept(made_of, analysis.stakeholders.value, row)


def _effective(record: MailRecord) -> Effective:
    return overlay(record.analysis or blank_analysis(record.mail.archive_id), record.corrections, record.seen)
