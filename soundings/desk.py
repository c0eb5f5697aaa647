"""The desk behind the pages: an office and its database; what was worked out is kept until they change."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from config.consultation import Ref
from config.errors import ConfigError
from ingest.errors import IngestError
from ingest.message import ArchiveId, ParsedMessage
from ingest.parse import parse
from reports.chasers import ChaserList
from reports.deadline import day_of, end_of
from reports.drafts import reminders_sent
from reports.ledger_report import Books
from reports.reading import read_mails
from reports.status import make_status
from reports.story import Event, Told, line_story
from soundings.books import load_books
from soundings.bootstrap import Office
from soundings.chasing import desk_for
from soundings.errors import SoundingsError
from soundings.extending import extension_of, withdrawal_of
from soundings.finding import find_line
from soundings.moment import read_moment
from store.errors import StoreError
from store.fields import UNDO, check_correction
from store.overlay import last_command
from store.rows import Chaser, Correction, MailRecord, Run
from store.unit_of_work import Store
from web.desk import Stamp, View, version_of
from web.errors import MissingError, RefusedError, StaleError


@contextmanager
def refusing() -> Iterator[None]:
    """What this installation cannot do, as the pages say it."""
    try:
        yield
    except (SoundingsError, ConfigError, StoreError, IngestError) as error:
        raise RefusedError(str(error)) from error


@dataclass(frozen=True, slots=True)
class _Kept:
    """A view, and until when it is the view of now."""

    view: View
    until: datetime


class OfficeDesk:
    """A `web.desk.Desk` over an office and its open store."""

    def __init__(self, office: Office, store: Store):
        self._office, self._store = office, store
        self._lock = threading.Lock()
        self._now: _Kept | None = None
        self._then: dict[datetime, View] = {}

    def now(self) -> datetime:
        """The time, in UTC."""
        return self._office.clock()

    def read_moment(self, as_of: str) -> datetime | None:
        """The moment that a person wrote; None for none. Raises RefusedError."""
        if not as_of.strip():
            return None
        with refusing():
            return read_moment(as_of, self._office.consultation.zone, "as_of")

    def view(self, as_of: datetime | None = None) -> View:
        """Everything as at a moment; what was worked out before is given again while the database stays."""
        stamp, now = self._store.load_stamp(), self.now()
        with self._lock:
            kept = self._now
            if as_of is None and kept and kept.view.stamp == stamp and kept.view.as_of <= now < kept.until:
                return _at(kept.view, now)
            if as_of is not None and as_of in self._then and self._then[as_of].stamp == stamp:
                return self._then[as_of]
            view = self._work_out(stamp, as_of or now)
            if as_of is None:
                self._now = _Kept(view, _until(view))
            else:
                self._then = {m: v for m, v in self._then.items() if v.stamp == stamp} | {as_of: view}
            return view

    def _work_out(self, stamp: Stamp, as_of: datetime) -> View:
        office = self._current()
        name = office.consultation.name
        records, extensions = self._store.load_mails(name), self._store.load_extensions(name)
        return View(
            stamp,
            office.consultation,
            as_of,
            {r.mail.archive_id: r for r in records},
            read_mails(records, as_of),
            make_status(office.consultation, records, extensions, as_of),
            extensions,
        )

    def _current(self) -> Office:
        """The office with the list in force now."""
        changes = self._store.load_list_changes(self._office.consultation.name)
        return self._office.with_changes(c.change for c in changes)

    def books(self) -> Books:
        """The ledger as the last run left it."""
        return load_books(self._office, self._store)

    def last_run(self) -> Run | None:
        """The run that began last."""
        return self._store.find_last_run(self._office.consultation.name)

    def chasers(self, as_of: datetime | None = None) -> ChaserList:
        """Whom to chase, and whom not."""
        return desk_for(self._current(), self._store, self.view(as_of).status).chasers

    def reminders(self) -> tuple[Chaser, ...]:
        """Every reminder that was sent, as far as we know."""
        name = self._office.consultation.name
        return reminders_sent(self._store.load_chasers(name), self._store.load_sent(name))

    def story(self, ref: Ref) -> tuple[Event, ...]:
        """All that happened to a line, oldest first."""
        name = self._office.consultation.name
        told = Told(
            tuple(self.view().records.values()),
            self._store.load_analyses(name),
            self._store.load_extensions(name),
            self._store.load_chasers(name),
            self._store.load_list_changes(name),
        )
        return line_story(ref, told)

    def raw(self, mail: ArchiveId) -> bytes:
        """The mail as it came. Raises MissingError."""
        self._record(mail)
        try:
            return self._office.archive.load(mail)
        except IngestError as error:
            raise MissingError(str(error)) from error

    def parsed(self, mail: ArchiveId) -> ParsedMessage:
        """The mail's texts, segments and attachments. Raises MissingError."""
        return parse(self.raw(mail), self._office.consultation.letter)

    def correct(
        self, mail: ArchiveId, words: Mapping[str, Any], by: str, because: str = "", version: str | None = None
    ) -> tuple[Correction, ...]:
        """A person's words on fields of a mail, all or none. Raises RefusedError and StaleError."""
        return self._say(mail, lambda _: words, by, because, version)

    def undo(self, mail: ArchiveId, by: str, because: str = "", version: str | None = None) -> tuple[Correction, ...]:
        """Take back the words that were last said together. Raises RefusedError and StaleError."""

        def last(record: MailRecord) -> Mapping[str, Any]:
            return {word.field: UNDO for word in last_command(record.corrections)}

        return self._say(mail, last, by, because, version)

    def _say(
        self,
        mail: ArchiveId,
        words_on: Callable[[MailRecord], Mapping[str, Any]],
        by: str,
        because: str,
        version: str | None,
    ) -> tuple[Correction, ...]:
        record = self._record(mail)
        if version is not None and version != version_of(record):
            raise StaleError("Somebody else has decided something about this mail meanwhile: see how it stands now.")
        words = words_on(record)
        if not words:
            raise RefusedError("There is nothing to say or to take back on this mail.")
        rules = record.analysis.rules_version if record.analysis else ""
        with refusing():
            for path, value in words.items():
                check_correction(path, value)
            made = tuple(Correction(mail, p, v, by, because, self.now(), rules) for p, v in words.items())
            self._store.record_corrections(self._office.consultation.name, made)
        return made

    def _record(self, mail: ArchiveId) -> MailRecord:
        record = self.view().records.get(mail)
        if record is None:
            raise MissingError(f"No mail of this consultation has the archive id {mail!r}.")
        return record

    def extend(self, ref: Ref, until_on: date, by: str, because: str = "") -> None:
        """Give a line until the end of that day. Raises RefusedError."""
        office = self._current()
        with refusing():
            line = find_line(office.consultation, ref)
            given = extension_of(office.consultation, line, until_on, by, self.now(), because)
            self._store.record_extension(office.consultation.name, given)

    def withdraw_extension(self, ref: Ref, by: str, because: str = "") -> None:
        """Take a line's extension back. Raises RefusedError."""
        office = self._current()
        name = office.consultation.name
        with refusing():
            line = find_line(office.consultation, ref)
            taken = withdrawal_of(line, self._store.load_extensions(name), by, self.now(), because)
            self._store.record_extension(name, taken)


def _at(view: View, as_of: datetime) -> View:
    return replace(view, as_of=as_of, status=replace(view.status, as_of=as_of))


def _until(view: View) -> datetime:
    """When what holds now holds no longer: at the day's end, or when a mail or extension comes to count."""
    zone = view.consultation.zone
    later = [r.mail.received_at for r in view.records.values() if r.mail.received_at > view.as_of]
    later += [e.at for e in view.extensions if e.at > view.as_of]
    return min([*later, end_of(day_of(view.as_of, zone), zone)])
