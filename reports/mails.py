"""Every mail in a line: who, what it is, where it leaves them, how sure, and whether a person should look. Pure."""

from collections.abc import Iterable, Mapping
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


def list_mails(records: Iterable[MailRecord], readings: Iterable[Reading], status: Status) -> tuple[ListedMail, ...]:
    """Every mail received up to the moment of `status`, those set aside too, the newest first."""
    lines = {s.stakeholder.ref: s for s in status.lines}
    unlisted = {u.archive_id for u in status.unlisted}
    read = {r.archive_id: r for r in readings if not r.parts}
    waiting = {w.archive_id for w in status.waiting}
    unread = {w.archive_id for w in status.waiting if w.problem or w.unread}
    come = [r for r in records if r.mail.received_at <= status.as_of]
    come.sort(key=lambda r: (r.mail.received_at, r.mail.archive_id), reverse=True)
    return tuple(_listed(record, read, lines, unlisted, waiting, unread) for record in come)


def _listed(
    record: MailRecord,
    read: Mapping[ArchiveId, Reading],
    lines: Mapping[Ref, LineStatus],
    unlisted: set[ArchiveId],
    waiting: set[ArchiveId],
    unread: set[ArchiveId],
) -> ListedMail:
    mail = record.mail.archive_id
    effective = read[mail].effective if mail in read else _effective(record)
    analysis = effective.analysis
    refs = tuple(ref for ref in analysis.stakeholders.value if ref in lines)
    states = {
        State.WAITS: mail in waiting,
        State.UNREAD: mail in unread,
        State.PERSON: bool(record.corrections) and bool(effective.corrected),
        State.UNLISTED: mail in unlisted,
        State.ASIDE: effective.ignored,
    }
    return ListedMail(
        record.mail,
        analysis.kind.value,
        tuple(lines[ref] for ref in refs),
        frozenset(ref for ref in refs if mail in lines[ref].decided_by),
        min(analysis.kind.confidence, analysis.stakeholders.confidence),
        frozenset(state for state, holds in states.items() if holds),
    )


def _effective(record: MailRecord) -> Effective:
    return overlay(record.analysis or blank_analysis(record.mail.archive_id), record.corrections, record.seen)
