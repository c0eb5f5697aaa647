"""The desk behind the pages: an office and its database; what was worked out is kept until they change."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from classify.analysis import Analysis
from config.consultation import Ref, Stakeholder
from ingest.errors import IngestError
from ingest.message import ArchiveId, ParsedMessage
from ingest.parse import parse
from reports.chasers import ChaserList
from reports.drafts import reminders_sent
from reports.health import Health
from reports.ledger_report import Books
from reports.story import Event, Told, line_story
from soundings.books import load_books
from soundings.bootstrap import Office
from soundings.chasing import chaser_files, desk_for, draft_files, draft_here, offer
from soundings.desk_intake import OfficeIntake
from soundings.desk_lists import OfficeLists
from soundings.desk_mails import OfficeMails
from soundings.extending import extension_of, read_day, withdrawal_of
from soundings.finding import find_line
from soundings.health import examine_health
from soundings.moment import read_moment
from soundings.pull import LoadReader
from soundings.refusing import refusing
from soundings.views import Views
from store.fields import UNDO, check_correction
from store.rows import Chaser, Correction, MailRecord, Run
from store.unit_of_work import Store
from store.words import last_command
from web.desk import View, revision_of
from web.errors import MissingError, RefusedError, StaleError

_KEPT = 24
"""How many mails are kept as they were read: their attachments take a while."""


class OfficeDesk:
    """A `web.desk.Desk` over an office, as its files have it, and its open store."""

    def __init__(self, office: Office, store: Store, load: LoadReader | None = None):
        self._office, self._store = office, store
        self._name = office.consultation.name
        self._views = Views(office, store)
        self.lists = OfficeLists(self._views, store)
        self.intake = OfficeIntake(self._views, store, load or office.load_reader)
        self.mails = OfficeMails(self._views, store)
        self._read = lru_cache(_KEPT)(self._parse)

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
        """Everything as at a moment; what was worked out before is given again while it holds."""
        return self._views.view(as_of)

    def books(self) -> Books:
        """The ledger as the last run left it."""
        return self._views.derive_from_ledger("books", lambda: load_books(self._office, self._store))

    def last_run(self) -> Run | None:
        """The run that began last."""
        return self._store.find_last_run(self._name)

    def health(self) -> Health:
        """As the database has it, judged by the clock. Raises StoreError."""
        found = self._views.derive_from_ledger("health", lambda: examine_health(self._office, self._store))
        return replace(found, at=self.now())

    @property
    def zone(self) -> ZoneInfo:
        """The consultation's."""
        return self._office.consultation.zone

    def chasers(self, as_of: datetime | None = None) -> ChaserList:
        """Whom to chase, and whom not."""

        def make(view: View) -> ChaserList:
            return desk_for(self._views.office(), self._store, view.status).chasers

        return self._views.derive("chasers", as_of, make)

    def chaser_files(self, as_of: datetime | None = None) -> Mapping[str, bytes]:
        """The list for a mail merge and as a workbook, by file name; to whom it would write is kept."""
        desk = desk_for(self._views.office(), self._store, self.view(as_of).status)
        if desk.chasers.due:
            offer(desk)
        return chaser_files(desk.chasers)

    def draft_chasers(self) -> tuple[int, tuple[str, ...]]:
        """Draft a mail to each who is due and has none; how many, and what a person should know."""
        with refusing():
            office = self._views.office()
            done = draft_here(desk_for(office, self._store, self.view().status))
        return len(done.made), tuple(done.notes)

    def draft_files(self) -> Mapping[str, bytes]:
        """The drafts of this machine that wait to be sent, by file name."""
        return draft_files(desk_for(self._views.office(), self._store, self.view().status))

    def record_chasers(self, refs: tuple[Ref, ...]) -> int:
        """Note that these lines have been written to just now; how many were new."""
        at = self.now()
        run = f"pages-{at:%Y-%m-%dT%H:%M}"
        return self._store.record_chasers(self._name, [Chaser(ref, at, run) for ref in refs])

    def line(self, ref: str) -> Stakeholder:
        """The line of the list, or one that is no longer on it. Raises MissingError."""
        wanted = ref.casefold()
        listed = self.view().consultation.stakeholders
        gone = [c.change.before for c in self.lists.changes() if c.change.before]
        for line in (*listed, *reversed(gone)):
            if line.ref.casefold() == wanted:
                return line
        raise MissingError(f"No line of the list has the Ref {ref!r}, and none ever had.")

    def reminders(self) -> tuple[Chaser, ...]:
        """Every reminder that was sent, as far as we know."""
        return reminders_sent(self._store.load_chasers(self._name), self._store.load_sent(self._name))

    def story(self, ref: Ref) -> tuple[Event, ...]:
        """All that happened to a line, oldest first."""
        view = self.view()
        addresses = {a for s in view.consultation.stakeholders if s.ref == ref for a in s.addresses}
        mails = self._views.mails_of((ref, *addresses))
        told = Told(
            mails,
            tuple(pair for r in mails for pair in self._store.load_analyses(self._name, r.mail.archive_id)),
            view.extensions,
            self._store.load_chasers(self._name),
            self._store.load_list_changes(self._name),
            self._store.load_drafts(self._name),
            self._store.load_sent(self._name),
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
        return self._read(mail)

    def _parse(self, mail: ArchiveId) -> ParsedMessage:
        return parse(self.raw(mail), self._office.consultation.letter)

    def analyses(self, mail: ArchiveId) -> tuple[Analysis, ...]:
        """Every analysis of the mail, oldest first."""
        return tuple(a for _, a in self._store.load_analyses(self._name, mail))

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
        seen = record.revision if version is None else revision_of(version)
        words = words_on(record)
        if not words:
            raise RefusedError("There is nothing to say or to take back on this mail.")
        with refusing():
            for path, value in words.items():
                check_correction(path, value)
            at = self.now()
            made = tuple(Correction(mail, p, v, by, because, at, seen.rules_version) for p, v in words.items())
            recorded = self._store.record_if_unchanged(self._name, seen, made)
        if not recorded:
            raise StaleError("Somebody else has decided something about this mail meanwhile: see how it stands now.")
        return made

    def _record(self, mail: ArchiveId) -> MailRecord:
        record = self.view().records.get(mail)
        if record is None:
            raise MissingError(f"No mail of this consultation has the archive id {mail!r}.")
        return record

    def read_day(self, text: str) -> date:
        """The day that a person wrote. Raises RefusedError."""
        with refusing():
            return read_day(text, self._office.consultation)

    def extend(self, ref: Ref, until_on: date, by: str, because: str = "") -> None:
        """Give a line until the end of that day. Raises RefusedError."""
        asked = self.view().consultation
        with refusing():
            given = extension_of(asked, find_line(asked, ref), until_on, by, self.now(), because)
            self._store.record_extension(self._name, given)

    def withdraw_extension(self, ref: Ref, by: str, because: str = "") -> None:
        """Take a line's extension back. Raises RefusedError."""
        asked = self.view().consultation
        with refusing():
            before = self._store.load_extensions(self._name)
            taken = withdrawal_of(find_line(asked, ref), before, by, self.now(), because)
            self._store.record_extension(self._name, taken)
