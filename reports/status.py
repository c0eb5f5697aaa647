"""Where everyone stands, as at a moment: every line of the list, who wrote without being on it, and the totals."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from classify.analysis import Kind
from config.consultation import Consultation, Ref, Stakeholder
from ingest.message import ArchiveId
from reports.concerning import MailsBy, lines_named, may_be_from
from reports.deadline import day_of, deadline_of, end_of, extended_until, granted_until
from reports.reading import Reading, amend, in_order, read_mails
from reports.standing import Finding, Line, Standing, failed_addresses, find_absence, find_answer, find_standing
from store.rows import Extension, MailRecord, SentMail

_COUNT_OR_ASK = (Kind.RESPONSE, Kind.NIL_RESPONSE, Kind.HOLDING, Kind.QUERY)
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class LineStatus:
    """One line of the list. `mails` are all that concern it; `decided_by` those that its standing rests on.

    `spoken_for_by` names the collective line whose reply counts for it. `members` is 0 for a line that is not
    collective. `failed` are its addresses that bounced, `stand_ins` the addresses that its absence note names.
    `away` is whether an absence is their last word, with `back_on` if it says so; `said_at` when the mail came that
    decided last, `answered_at` when what they asked last was answered, if they have not replied since. `asks_time` is
    whether they asked for more time, have been given none, and have not replied.
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
    answered_at: datetime | None = None
    asks_time: bool = False

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
    """The whole list at a moment; lines in the letter's order. With `known_at`, nothing that was told later counts."""

    consultation: Consultation
    as_of: datetime
    lines: tuple[LineStatus, ...]
    unlisted: tuple[Unlisted, ...]
    waiting: tuple[Waiting, ...]
    known_at: datetime | None = None

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
    sent: Iterable[SentMail] = (),
) -> Status:
    """The standing of every line from the mails received and sent, and the extensions granted, up to `as_of`.

    `sent` are mails of ours to the lines; one that reminds nobody answers what was asked before it.
    """
    return status_of(consultation, read_mails(mails, as_of), extensions, as_of, sent)


def status_of(
    consultation: Consultation,
    readings: Sequence[Reading],
    extensions: Sequence[Extension],
    as_of: datetime,
    sent: Iterable[SentMail] = (),
) -> Status:
    """The same from mails that have been read, oldest first."""
    kept = KeptStatus(consultation)
    kept.change((), readings)
    return kept.find(extensions, as_of, sent)


@dataclass(frozen=True, slots=True)
class _Known:
    """A line as it was worked out of `rests_on` at `since`; it holds until a moment, and on that day."""

    rests_on: tuple[object, ...]
    since: datetime
    until: datetime
    finding: Finding
    status: LineStatus


class KeptStatus:
    """The status of a list, kept up while mails come, change and go: only lines that these concern are worked out."""

    def __init__(self, consultation: Consultation):
        self.consultation = consultation
        self._named = MailsBy(lines_named)
        self._doubtful = MailsBy(may_be_from)
        self._names = {s.ref: (s.ref, *s.addresses) for s in consultation.stakeholders}
        self._unlisted: tuple[Unlisted, ...] = ()
        self._waiting: tuple[Waiting, ...] = ()
        self._known: dict[tuple[Ref, bool], _Known] = {}

    def change(self, gone: Sequence[Reading], new: Sequence[Reading]) -> None:
        """Some mails no longer count, or no longer as they did, and others do."""
        self._named.change(gone, new)
        self._doubtful.change(gone, new)
        self._unlisted = amend(self._unlisted, gone, _unlisted(self.consultation, self._names, new))
        self._waiting = amend(self._waiting, gone, _waiting(new))

    def find(self, extensions: Sequence[Extension], as_of: datetime, sent: Iterable[SentMail] = ()) -> Status:
        """Where everyone stands at a moment, up to which all mails that count have been told of."""
        granted = granted_until(e for e in extensions if e.at <= as_of)
        written: dict[Ref, tuple[datetime, ...]] = {}
        for ours in sent:
            if not ours.is_chaser and ours.sent_at <= as_of:
                written[ours.ref] = (*written.get(ours.ref, ()), ours.sent_at)
        today = day_of(as_of, self.consultation.zone)

        def known(who: Stakeholder, members: tuple[Finding, ...] = ()) -> _Known:
            extended = extended_until(who, granted)
            return self._find(who, members, extended, written.get(who.ref, ()), as_of, today)

        every = self.consultation.stakeholders
        alone = {s.ref: known(s) for s in every}
        members_of: dict[Ref, list[Finding]] = defaultdict(list)
        for who in every:
            if who.member_of:
                members_of[who.member_of].append(alone[who.ref].finding)
        lines = (known(s, tuple(members_of[s.ref])) if s.ref in members_of else alone[s.ref] for s in every)
        return Status(self.consultation, as_of, tuple(x.status for x in lines), self._unlisted, self._waiting)

    def _find(
        self,
        who: Stakeholder,
        members: tuple[Finding, ...],
        extended: date | None,
        written: tuple[datetime, ...],
        as_of: datetime,
        today: date,
    ) -> _Known:
        mails, doubtful = self._named.find(who.ref), tuple(map(self._doubtful.find, self._names[who.ref]))
        above = self._named.find(who.member_of) if who.member_of else ()
        rests_on = (who, mails, above, doubtful, members, extended, written, today)
        known = self._known.get((who.ref, bool(members)))
        if known and known.since <= as_of < known.until and known.rests_on == rests_on:
            return known
        deadline_on = deadline_of(self.consultation, extended)
        line = Line(
            stakeholder=who,
            mails=mails,
            for_it=tuple(r for r in above if r.kind.counts_as_reply),
            undecided=in_order(r for found in doubtful for r in found if r.undecided_for(who)),
            members=members,
            closes_at=end_of(deadline_on, self.consultation.zone),
            extended_until=extended,
            as_of=as_of,
            today=today,
            written_at=written,
        )
        finding = find_standing(line)
        known = _Known(rests_on, as_of, _until(line), finding, _line_status(line, finding, deadline_on))
        self._known[who.ref, bool(members)] = known
        return known


def _until(line: Line) -> datetime:
    """When a person's word that a mail was answered comes to count."""
    handled = (r.effective.handled_at for r in line.mails)
    return min((at for at in handled if at and at > line.as_of), default=_NEVER)


def _line_status(line: Line, finding: Finding, deadline_on: date) -> LineStatus:
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
        deadline_on=deadline_on,
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
        answered_at=None if finding.standing.has_replied else find_answer(line),
        asks_time=line.extended_until is None and not finding.standing.has_replied and _asked_for_time(line),
    )


def _asked_for_time(line: Line) -> bool:
    return any(r.effective.analysis.flags.extension_requested for r in line.of(*_COUNT_OR_ASK))


def _wrote_since(line: Line, absence: Reading) -> bool:
    """Whether a person of the line has written after the absence note: who writes is there."""
    return any(r.received_at > absence.received_at for r in line.of(*_COUNT_OR_ASK))


def _unlisted(consultation: Consultation, listed: Container[Ref], readings: Iterable[Reading]) -> Iterable[Unlisted]:
    closes_at = end_of(consultation.deadline_on, consultation.zone)
    for reading in readings:
        if reading.kind in _COUNT_OR_ASK and not any(ref in listed for ref in reading.refs):
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
