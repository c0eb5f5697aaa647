"""The mails that count as at a moment: received by then, not set aside, a person's words over the machine's."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeVar

from classify.analysis import Kind
from config.consultation import Ref, Stakeholder
from ingest.message import UNREAD, ArchiveId
from store.joining import merge_analyses
from store.overlay import Effective, blank_analysis, overlay
from store.rows import MailRecord


@dataclass(frozen=True, slots=True)
class Reading:
    """One mail as it counts. `analysed` is false where neither the machine nor a person has said anything of it.

    `parts` are the other mails that a person has joined to it.
    """

    record: MailRecord
    effective: Effective
    analysed: bool
    parts: tuple[ArchiveId, ...] = ()

    @property
    def archive_id(self) -> ArchiveId:
        """The mail's name."""
        return self.record.mail.archive_id

    @property
    def received_at(self) -> datetime:
        """When the receiving server took it."""
        return self.record.mail.received_at

    @property
    def kind(self) -> Kind:
        """What it is as a whole."""
        return self.effective.analysis.kind.value

    @property
    def refs(self) -> tuple[Ref, ...]:
        """On whose behalf it speaks."""
        return self.effective.analysis.stakeholders.value

    @property
    def review(self) -> tuple[str, ...]:
        """Why a person should look, if so."""
        return self.effective.review

    @property
    def failure(self) -> str:
        """Which stage could not read it and why; nothing once a person has decided anything about it."""
        failure = None if self.record.corrections else self.record.failure
        return f"{failure.stage}: {failure.error}" if failure else ""

    @property
    def unread(self) -> tuple[str, ...]:
        """The parts whose words are lost to us; none once a person has decided anything about it."""
        return () if self.record.corrections else tuple(p for p in self.record.mail.problems if UNREAD in p)

    @property
    def asks(self) -> bool:
        """Whether it asks us something and says nothing more."""
        return self.kind is Kind.QUERY

    @property
    def acknowledges(self) -> bool:
        """Whether an automatic reply only says that the mail arrived: nobody is away."""
        analysis = self.effective.analysis
        rules = {e.rule for e in analysis.kind.evidence}
        return analysis.flags.returns_on is None and "acknowledgement" in rules and "out-of-office" not in rules

    @property
    def mails(self) -> tuple[ArchiveId, ...]:
        """The mail with those that are joined to it."""
        return (self.archive_id, *self.parts)

    def speaking_for(self, ref: Ref) -> "Reading":
        """The same mail with what it says on behalf of one line, where a person has told its lines apart."""
        analysis = self.effective.of(ref)
        if analysis is self.effective.analysis:
            return self
        return replace(self, effective=replace(self.effective, analysis=analysis))

    def is_from(self, line: Stakeholder) -> bool:
        """Whether it came from one of the line's addresses."""
        return self.record.mail.from_address.lower() in line.addresses

    def undecided_for(self, line: Stakeholder) -> bool:
        """Whether it may be the line's reply, but only a person can tell: no kind, or no sender, or not read at all."""
        if not self.analysed:
            return self.is_from(line)
        if not self.review:
            return False
        if self.kind is Kind.OTHER:
            return line.ref in self.refs or self.is_from(line)
        return not self.refs and self.kind in _HUMAN and self.is_from(line)


_HUMAN = (Kind.RESPONSE, Kind.NIL_RESPONSE, Kind.HOLDING, Kind.QUERY)


def read_mails(mails: Iterable[MailRecord], as_of: datetime) -> tuple[Reading, ...]:
    """The mails received up to `as_of` (inclusive), oldest first, without those that a person has set aside."""
    return in_order(join_parts(read_each(mails, as_of)))


def read_each(mails: Iterable[MailRecord], as_of: datetime) -> tuple[Reading, ...]:
    """The same, each mail by itself though a person has joined it to another."""
    readings = (read_mail(record) for record in mails if record.mail.received_at <= as_of)
    return in_order(r for r in readings if not r.effective.ignored)


def in_order(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Each mail once, oldest first."""
    once = {r.archive_id: r for r in readings}
    return tuple(sorted(once.values(), key=lambda r: (r.received_at, r.archive_id)))


class Received(Protocol):
    """A mail, or what was made of one."""

    @property
    def archive_id(self) -> ArchiveId:
        """The mail's name."""

    @property
    def received_at(self) -> datetime:
        """When it came."""


Row = TypeVar("Row", bound=Received)
_FEW = 8
"""Up to one in so many is put in its place by itself; of more, all are sorted."""


def amend(rows: Sequence[Row], gone: Iterable[Received], new: Iterable[Row]) -> tuple[Row, ...]:
    """Rows that are oldest first, one a mail, without those of some mails and with others, oldest first again."""
    out, into = {_place(each): each for each in gone}, {_place(each): each for each in new}
    if not out and not into:
        return tuple(rows)
    if (len(out) + len(into)) * _FEW > len(rows):
        every = {place: row for row in rows if (place := _place(row)) not in out} | into
        return tuple(every[place] for place in sorted(every))
    found = list(rows)
    for place in out:
        at = bisect_left(found, place, key=_place)
        if at < len(found) and _place(found[at]) == place:
            del found[at]
    for row in into.values():
        insort(found, row, key=_place)
    return tuple(found)


def _place(row: Received) -> tuple[datetime, ArchiveId]:
    return row.received_at, row.archive_id


def not_withdrawn(replies: Iterable[Reading]) -> tuple[Reading, ...]:
    """Replies, oldest first, without those in whose place a later mail puts that there is nothing to say."""
    every = tuple(replies)
    last = (at for at in reversed(range(len(every))) if every[at].kind is Kind.NIL_RESPONSE)
    return every[next((at for at in last if every[at].effective.analysis.flags.supersedes), 0) :]


def join_parts(readings: Iterable[Reading]) -> Iterator[Reading]:
    """The readings, oldest first, with those that a person has joined made one: it came when the first of them did."""
    every = {r.archive_id: r for r in readings}
    groups: dict[ArchiveId, list[Reading]] = {}
    for reading in every.values():
        groups.setdefault(_head(reading, every), []).append(reading)
    for group in groups.values():
        yield group[0] if len(group) == 1 else _joined(group)


def _head(reading: Reading, every: Mapping[ArchiveId, Reading]) -> ArchiveId:
    """The mail that it belongs to in the end; of a ring, the one of the lowest id."""
    passed = [reading.archive_id]
    while True:
        target = every[passed[-1]].effective.joined
        if target is None or target not in every:
            return passed[-1]
        if target in passed:
            return min(passed[passed.index(target) :])
        passed.append(target)


def _joined(group: Sequence[Reading]) -> Reading:
    first, *rest = group
    effective = Effective(
        merge_analyses([r.effective.analysis for r in group], [reason for r in group for reason in r.review]),
        corrected=frozenset(path for r in group for path in r.effective.corrected) | {"review"},
        handled_at=_last_handled(group),
        split={ref: said for r in group for ref, said in r.effective.split.items()},
    )
    return Reading(first.record, effective, any(r.analysed for r in group), tuple(r.archive_id for r in rest))


def _last_handled(group: Sequence[Reading]) -> datetime | None:
    """When the last of them was handled, if all were."""
    moments = [r.effective.handled_at for r in group]
    return None if None in moments else max(at for at in moments if at)


def read_mail(record: MailRecord) -> Reading:
    """One mail by itself, whenever it came, set aside or not."""
    analysis = record.analysis or blank_analysis(record.mail.archive_id)
    analysed = record.analysis is not None or bool(record.corrections)
    return Reading(record, overlay(analysis, record.corrections, record.seen), analysed)
