"""Where everyone stands, as at a moment: every line of the list, who wrote without being on it, and the totals."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from classify.analysis import Kind
from config.consultation import Consultation, Ref, Stakeholder
from ingest.message import ArchiveId
from reports.deadline import day_of, deadline_of, end_of, extended_until
from reports.reading import Reading, in_order, read_mails
from reports.standing import Finding, Line, Standing, failed_addresses, find_absence, find_standing
from store.rows import Extension, MailRecord

_COUNT_OR_ASK = (Kind.RESPONSE, Kind.NIL_RESPONSE, Kind.HOLDING, Kind.QUERY)


@dataclass(frozen=True, slots=True)
class LineStatus:
    """One line of the list. `mails` are all that concern it; `decided_by` those that its standing rests on.

    `spoken_for_by` names the collective line whose reply counts for it. `members` is 0 for a line that is not
    collective. `failed` are its addresses that bounced, `stand_ins` the addresses that its absence note names.
    `away` is whether an absence is their last word, with `back_on` if it says so; `said_at` when the mail came that
    decided last.
    """

    stakeholder: Stakeholder
    standing: Standing
    replied_at: datetime | None
    late: bool
    until_on: date | None
    deadline_on: date
    extended: bool
    mails: tuple[ArchiveId, ...]
    decided_by: tuple[ArchiveId, ...]
    by: str
    spoken_for_by: Ref | None
    failed: tuple[str, ...]
    stand_ins: tuple[str, ...]
    members: int = 0
    members_replied: int = 0
    away: bool = False
    back_on: date | None = None
    said_at: datetime | None = None

    @property
    def collective(self) -> bool:
        """Whether it stands by its members; it is then not counted itself."""
        return self.members > 0


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A mail that gives a view, promises one or asks, from someone who is not on the list."""

    archive_id: ArchiveId
    from_name: str
    from_address: str
    subject: str
    received_at: datetime
    kind: Kind
    late: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail that a person should look at, and why.

    `problem` where it could not be read at all, `unread` for the parts of it that could not.
    """

    archive_id: ArchiveId
    received_at: datetime
    refs: tuple[Ref, ...]
    reasons: tuple[str, ...]
    problem: str = ""
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """The whole list at a moment; lines in the letter's order."""

    consultation: Consultation
    as_of: datetime
    lines: tuple[LineStatus, ...]
    unlisted: tuple[Unlisted, ...]
    waiting: tuple[Waiting, ...]

    @property
    def days_left(self) -> int:
        """Days to the deadline: 0 on the day itself, negative after it."""
        return (self.consultation.deadline_on - day_of(self.as_of, self.consultation.zone)).days

    @property
    def asked(self) -> tuple[LineStatus, ...]:
        """The lines that count: a collective line with members is counted by them."""
        return tuple(line for line in self.lines if not line.collective)


def make_status(
    consultation: Consultation,
    mails: Iterable[MailRecord],
    extensions: Sequence[Extension],
    as_of: datetime,
) -> Status:
    """The standing of every line from the mails received, and the extensions granted, up to `as_of`."""
    return status_of(consultation, read_mails(mails, as_of), extensions, as_of)


def status_of(
    consultation: Consultation, readings: Sequence[Reading], extensions: Sequence[Extension], as_of: datetime
) -> Status:
    """The same from mails that have been read, oldest first."""
    extensions = [e for e in extensions if e.at <= as_of]
    named: dict[Ref, list[Reading]] = defaultdict(list)
    for reading in readings:
        for ref in dict.fromkeys(reading.refs):
            named[ref].append(reading.speaking_for(ref))
    doubtful = _Doubtful([r for r in readings if r.review or not r.analysed])
    today = day_of(as_of, consultation.zone)

    def line_of(stakeholder: Stakeholder, members: tuple[Finding, ...] = ()) -> Line:
        above = named.get(stakeholder.member_of, []) if stakeholder.member_of else []
        return Line(
            stakeholder=stakeholder,
            mails=tuple(named.get(stakeholder.ref, ())),
            for_it=tuple(r for r in above if r.kind.counts_as_reply),
            undecided=doubtful.undecided_for(stakeholder),
            members=members,
            closes_at=end_of(deadline_of(consultation, stakeholder, extensions), consultation.zone),
            extended_until=extended_until(stakeholder, extensions),
            today=today,
        )

    findings = {s.ref: find_standing(line_of(s)) for s in consultation.stakeholders}
    members_of: dict[Ref, list[Finding]] = defaultdict(list)
    for stakeholder in consultation.stakeholders:
        if stakeholder.member_of:
            members_of[stakeholder.member_of].append(findings[stakeholder.ref])
    lines = []
    for stakeholder in consultation.stakeholders:
        members = tuple(members_of.get(stakeholder.ref, ()))
        line = line_of(stakeholder, members)
        finding = find_standing(line) if members else findings[stakeholder.ref]
        lines.append(_line_status(consultation, line, finding, extensions))
    return Status(
        consultation,
        as_of,
        tuple(lines),
        tuple(_unlisted(consultation, readings)),
        tuple(_waiting(readings)),
    )


class _Doubtful:
    """Mails of which only a person can tell all, found by whom they may be from: a list may have many lines."""

    def __init__(self, readings: Iterable[Reading]):
        self._by: dict[str, list[Reading]] = defaultdict(list)
        for reading in readings:
            for name in {reading.record.mail.from_address.lower(), *reading.refs}:
                self._by[name].append(reading)

    def undecided_for(self, line: Stakeholder) -> tuple[Reading, ...]:
        """Those that may be the line's reply, oldest first."""
        names = {line.ref, *line.addresses}
        return in_order(r for name in names for r in self._by.get(name, ()) if r.undecided_for(line))


def _line_status(
    consultation: Consultation, line: Line, finding: Finding, extensions: Sequence[Extension]
) -> LineStatus:
    absence = find_absence(line)
    first = finding.decided_by[0] if finding.decided_by else None
    spoken_for = first is not None and first in line.for_it and first not in line.mails
    concerned = in_order((*line.mails, *line.for_it, *line.undecided))
    return LineStatus(
        stakeholder=line.stakeholder,
        standing=finding.standing,
        replied_at=finding.replied_at,
        late=finding.late,
        until_on=finding.until_on,
        deadline_on=deadline_of(consultation, line.stakeholder, extensions),
        extended=line.extended_until is not None,
        mails=tuple(a for r in concerned for a in r.mails),
        decided_by=tuple(a for r in finding.decided_by for a in r.mails),
        by=(first.record.mail.from_name or first.record.mail.from_address) if first else "",
        spoken_for_by=line.stakeholder.member_of if spoken_for else None,
        failed=failed_addresses(line),
        stand_ins=absence.effective.analysis.flags.stand_ins if absence else (),
        members=len(line.members),
        members_replied=Counter(m.standing.has_replied for m in line.members)[True],
        away=absence is not None and not _wrote_since(line, absence),
        back_on=absence.effective.analysis.flags.returns_on if absence else None,
        said_at=finding.decided_by[-1].received_at if finding.decided_by else None,
    )


def _wrote_since(line: Line, absence: Reading) -> bool:
    """Whether a person of the line has written after the absence note: who writes is there."""
    return any(r.received_at > absence.received_at for r in line.of(*_COUNT_OR_ASK))


def _unlisted(consultation: Consultation, readings: Iterable[Reading]) -> Iterable[Unlisted]:
    listed = {s.ref for s in consultation.stakeholders}
    closes_at = end_of(consultation.deadline_on, consultation.zone)
    for reading in readings:
        if reading.kind in _COUNT_OR_ASK and not listed.intersection(reading.refs):
            mail = reading.record.mail
            yield Unlisted(
                mail.archive_id,
                mail.from_name,
                mail.from_address,
                mail.subject,
                mail.received_at,
                reading.kind,
                mail.received_at >= closes_at,
            )


def _waiting(readings: Iterable[Reading]) -> Iterable[Waiting]:
    for reading in readings:
        if reading.review or reading.failure or reading.unread:
            yield Waiting(
                reading.archive_id, reading.received_at, reading.refs, reading.review, reading.failure, reading.unread
            )
