"""The mails of the database, and those that count now with where everyone stands: kept up as mails and time go on."""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from itertools import takewhile
from typing import Protocol

from config.consultation import Consultation
from ingest.message import ArchiveId
from reports.reading import Reading, amend, in_order, join_parts, read_mail
from reports.status import KeptStatus
from store.rows import MailRecord
from web.desk import Stamp

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


class Recorded(Protocol):
    """Where mails are loaded from, as `store.unit_of_work.Store` has them."""

    def load_mails(self, consultation: str) -> tuple[MailRecord, ...]:
        """All, oldest first."""

    def load_changed_mails(self, consultation: str, since: Stamp) -> tuple[MailRecord, ...] | None:
        """Those of which anything was recorded since the stamp; None where all must be loaded anew."""


class Mails:
    """All mails as the database has them, and each as it counts by itself; only what has changed is loaded again."""

    def __init__(self, store: Recorded, consultation: str):
        self._store, self._name = store, consultation
        self._stamp: Stamp | None = None
        self._records: dict[ArchiveId, MailRecord] = {}
        self._read: dict[ArchiveId, Reading] = {}
        self._changed: set[ArchiveId] = set()
        self._by_name: dict[str, set[ArchiveId]] = {}
        """Also names that a mail had before it changed."""

    def bring_up(self, stamp: Stamp) -> None:
        """Load what has been recorded up to a stamp, or since."""
        changed = self._store.load_changed_mails(self._name, self._stamp) if self._stamp else None
        if changed is None:
            self._changed.update(self._records)
            self._records, self._read, self._by_name, changed = {}, {}, {}, self._store.load_mails(self._name)
        new = {r.mail.archive_id: r for r in changed}
        every = self._records | new
        in_place = all(mail in self._records or _comes_last(r, self._records) for mail, r in new.items())
        self._records = every if in_place else dict(sorted(every.items(), key=lambda i: _place(i[1])))
        self._read |= {mail: read_mail(record) for mail, record in new.items()}
        for mail, record in new.items():
            for name in _names_of(record):
                self._by_name.setdefault(name, set()).add(mail)
        self._changed.update(new)
        self._stamp = stamp

    @property
    def records(self) -> dict[ArchiveId, MailRecord]:
        """Every mail, oldest first; a new one after every change."""
        return self._records

    def of(self, names: Iterable[str]) -> tuple[MailRecord, ...]:
        """The mails from some addresses, and those that were ever taken to speak for some lines; oldest first."""
        wanted = set(names)
        found = (self._records[mail] for mail in {m for name in wanted for m in self._by_name.get(name, ())})
        return tuple(sorted((r for r in found if not wanted.isdisjoint(_names_of(r))), key=_place))

    def take_changed(self) -> set[ArchiveId]:
        """The mails that have come, changed or gone since this was asked last."""
        changed, self._changed = self._changed, set()
        return changed

    def find(self, mail: ArchiveId) -> Reading | None:
        """A mail by itself, set aside or not; None where there is none."""
        return self._read.get(mail)

    def readings(self, as_of: datetime) -> tuple[Reading, ...]:
        """As `reports.reading.read_mails` has them."""
        return self.counting(self._records, as_of)

    def counting(self, among: Collection[ArchiveId], as_of: datetime) -> tuple[Reading, ...]:
        """Those of some mails that count, those that a person has joined made one where both are among them."""
        received = (self._read[mail] for mail in among if mail in self._read)
        counted = in_order(r for r in received if r.received_at <= as_of and not r.effective.ignored)
        return in_order(join_parts(counted)) if any(r.effective.joined for r in counted) else counted


class Present:
    """What counts now. A mail that is joined to another is looked at again with it whenever either changes."""

    def __init__(self, mails: Mails):
        self._mails = mails
        self._moment = _BEFORE_ALL
        self._joined: dict[ArchiveId, ArchiveId] = {}
        self._counted: dict[ArchiveId, Reading] = {}
        self._readings: tuple[Reading, ...] = ()
        self._status: KeptStatus | None = None

    def bring_up(self, consultation: Consultation, moment: datetime) -> tuple[tuple[Reading, ...], KeptStatus]:
        """The mails that count at a moment, oldest first, and the status that has been told of them."""
        gone, new = self._change(self._mails.take_changed() | self._passed(moment), moment)
        self._readings = amend(self._readings, gone, new)
        if self._status is None or self._status.consultation is not consultation:
            self._status = KeptStatus(consultation)
            self._status.change((), self._readings)
        else:
            self._status.change(gone, new)
        return self._readings, self._status

    def _change(self, changed: set[ArchiveId], moment: datetime) -> tuple[list[Reading], list[Reading]]:
        """What no longer counts, or no longer as it did, and what does."""
        looked_at = changed | self._parts()
        for mail in changed:
            reading = self._mails.find(mail)
            self._joined.pop(mail, None)
            if reading and reading.effective.joined:
                self._joined[mail] = reading.effective.joined
        looked_at |= self._parts()
        before = {mail: self._counted.pop(mail) for mail in looked_at if mail in self._counted}
        after = {r.archive_id: r for r in self._mails.counting(looked_at, moment)}
        after = {mail: before[mail] if before.get(mail) == r else r for mail, r in after.items()}
        self._counted |= after
        gone = [r for mail, r in before.items() if after.get(mail) is not r]
        return gone, [r for mail, r in after.items() if before.get(mail) is not r]

    def _parts(self) -> set[ArchiveId]:
        return {*self._joined, *self._joined.values()}

    def _passed(self, moment: datetime) -> set[ArchiveId]:
        """The mails that came between the last moment and this one, whichever was first."""
        earlier, later = sorted((self._moment, moment))
        self._moment = moment
        return {r.mail.archive_id for r in received_after(self._mails.records, earlier) if r.mail.received_at <= later}


def _names_of(record: MailRecord) -> set[str]:
    """Its sender's address, and the lines for which it speaks, or did when somebody last looked at it."""
    analyses = (*record.seen, *((record.analysis,) if record.analysis else ()))
    said = (c.value for c in record.corrections if c.field == "stakeholders" and isinstance(c.value, list))
    refs = (ref for refs in (*(a.stakeholders.value for a in analyses), *said) for ref in refs)
    return {record.mail.from_address.lower(), *refs}


def received_after(records: dict[ArchiveId, MailRecord], moment: datetime) -> Iterator[MailRecord]:
    """The mails received after a moment, of records that are oldest first; the newest first."""
    return takewhile(lambda r: r.mail.received_at > moment, reversed(records.values()))


def _comes_last(record: MailRecord, records: dict[ArchiveId, MailRecord]) -> bool:
    last = next(reversed(records.values()), None)
    return last is None or _place(last) < _place(record)


def _place(record: MailRecord) -> tuple[datetime, ArchiveId]:
    return record.mail.received_at, record.mail.archive_id
