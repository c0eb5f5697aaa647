"""The one way in and out of the database: each method is one short transaction, and rows come out frozen."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from classify.analysis import Analysis
from ingest.message import ArchiveId
from store import drafts, exercises, ledger, list_changes, people, records, stamp
from store.engine import make_engine
from store.errors import StoreError
from store.migrate import upgrade
from store.rows import (
    Balance,
    Chaser,
    Correction,
    Cursor,
    Draft,
    Ended,
    Exercise,
    Extension,
    Failure,
    FolderState,
    ListChange,
    Mail,
    MailRecord,
    OfferedList,
    Outcome,
    Revision,
    Run,
    SentMail,
    Verdict,
)
from store.transactions import Transactions


def is_there(url: str) -> bool:
    """Whether there is a database to open: a SQLite file may not have been made yet."""
    parsed = make_engine(url).url
    return parsed.get_backend_name() != "sqlite" or bool(parsed.database and Path(parsed.database).is_file())


def open_store(url: str) -> "Store":
    """The database of this URL, its tables brought up to this version. Raises StoreError where that cannot be."""
    store = Store(make_engine(url))
    try:
        with store.writing() as connection:
            upgrade(connection)
    except StoreError:
        store.close()
        raise
    return store


class Store(Transactions):
    """Every method takes the consultation's name first and raises StoreError where the database refuses."""

    def record_sighting(
        self, consultation: str, at: Cursor, archive_id: ArchiveId, seen_at: datetime, outcome: Outcome
    ) -> bool:
        """A mail was seen in a folder, `at.last_uid` being its UID. False where this sighting was known."""
        with self.writing() as connection:
            return ledger.record_sighting(connection, consultation, at, archive_id, seen_at, outcome)

    def known_uids(self, consultation: str, folder: str, uid_validity: int) -> frozenset[int]:
        """The UIDs of a folder already seen under this UIDVALIDITY."""
        with self.reading() as connection:
            return ledger.known_uids(connection, consultation, folder, uid_validity)

    def find_cursor(self, consultation: str, folder: str) -> Cursor | None:
        """How far a folder was read; None where it never was."""
        with self.reading() as connection:
            return ledger.find_cursor(connection, consultation, folder)

    def set_cursor(self, consultation: str, cursor: Cursor, at: datetime) -> None:
        """Move a folder's cursor."""
        with self.writing() as connection:
            ledger.set_cursor(connection, consultation, cursor, at)

    def record_mail(self, consultation: str, mail: Mail) -> bool:
        """Keep a mail's particulars; False where they are kept already (the first stay)."""
        with self.writing() as connection:
            return ledger.record_mail(connection, consultation, mail)

    def enter(self, consultation: str, entries: Sequence[tuple[Cursor, Mail]]) -> int:
        """Enter mails that are archived, each with where it was seen, all or none; how many were new."""
        with self.writing() as connection:
            return ledger.enter(connection, consultation, entries)

    def record_failure(self, consultation: str, failure: Failure) -> None:
        """A stage could not read a mail: keep the error, the version and the time. Record the mail itself first."""
        with self.writing() as connection:
            ledger.record_failure(connection, consultation, failure)

    def failed_by(self, consultation: str, version: str) -> frozenset[ArchiveId]:
        """The mails that a version of parser, rules and consultation could not understand."""
        with self.reading() as connection:
            return ledger.failed_by(connection, consultation, version)

    def set_problems(self, consultation: str, archive_id: ArchiveId, problems: Iterable[str]) -> None:
        """Keep with a mail what its last reading could not read or found odd."""
        with self.writing() as connection:
            ledger.set_problems(connection, consultation, archive_id, problems)

    def record_analysis(self, consultation: str, analysis: Analysis, made_at: datetime) -> bool:
        """Append an analysis; False where this version of the rules has analysed the mail before."""
        with self.writing() as connection:
            return records.record_analysis(connection, consultation, analysis, made_at)

    def analysed_by(self, consultation: str, rules_version: str) -> frozenset[ArchiveId]:
        """The mails that a version of the rules has analysed."""
        with self.reading() as connection:
            return records.analysed_by(connection, consultation, rules_version)

    def find_mails(self, consultation: str, archive_id_begins: str) -> tuple[Mail, ...]:
        """The mails whose archive id begins so; an empty beginning gives all."""
        with self.reading() as connection:
            return records.find_mails(connection, consultation, archive_id_begins)

    def load_mails(
        self, consultation: str, as_of: datetime | None = None, known_at: datetime | None = None
    ) -> tuple[MailRecord, ...]:
        """Mails received up to `as_of`, oldest first, as they were known at `known_at`; None is no limit."""
        with self.reading() as connection:
            return records.load_mails(connection, consultation, as_of, known_at)

    def load_changed_mails(self, consultation: str, since: tuple[int, ...]) -> tuple[MailRecord, ...] | None:
        """The mails of which anything was recorded since the stamp; None where all must be loaded anew."""
        with self.reading() as connection:
            changed = stamp.find_changed(connection, consultation, since)
            return None if changed is None else records.load_mails(connection, consultation, only=changed)

    def load_balance(self, consultation: str, known_at: datetime | None = None) -> Balance:
        """The ledger added up, as it was at `known_at`."""
        with self.reading() as connection:
            return ledger.load_balance(connection, consultation, known_at)

    def set_folder(self, consultation: str, state: FolderState) -> None:
        """Keep what a folder held when it was looked at."""
        with self.writing() as connection:
            ledger.set_folder(connection, consultation, state)

    def load_folders(self, consultation: str) -> tuple[FolderState, ...]:
        """Every folder as it was last looked at."""
        with self.reading() as connection:
            return ledger.load_folders(connection, consultation)

    def record_correction(self, consultation: str, correction: Correction) -> None:
        """Append a person's word on one field of a mail."""
        self.record_corrections(consultation, (correction,))

    def record_corrections(self, consultation: str, corrections: Iterable[Correction]) -> None:
        """Append several words, all of them or none."""
        with self.writing() as connection:
            for correction in corrections:
                people.record_correction(connection, consultation, correction)

    def record_if_unchanged(self, consultation: str, seen: Revision, made: Sequence[Correction]) -> bool:
        """Append words on one mail, all of them, unless it is no longer as it was seen; whether they were."""
        with self.writing() as connection:
            return people.record_if_unchanged(connection, consultation, seen, made)

    def load_analyses(
        self, consultation: str, archive_id: ArchiveId | None = None
    ) -> tuple[tuple[datetime, Analysis], ...]:
        """Every analysis of one mail, or of all, with the moment at which it was made, oldest first."""
        with self.reading() as connection:
            return records.load_analyses(connection, consultation, archive_id)

    def record_list_changes(
        self, consultation: str, changes: Iterable[ListChange], verdicts: Iterable[Verdict] = ()
    ) -> None:
        """Append changes of the list, with the words that accept or refuse what mails proposed: all or nothing."""
        with self.writing() as connection:
            list_changes.record(connection, consultation, changes, verdicts)

    def load_list_changes(self, consultation: str, known_at: datetime | None = None) -> tuple[ListChange, ...]:
        """Every change of the list recorded up to `known_at`, in order."""
        with self.reading() as connection:
            return list_changes.load_changes(connection, consultation, known_at)

    def number_proposals(self, consultation: str, proposals: Iterable[str]) -> dict[str, int]:
        """The number by which each change that a mail proposes is known; new ones get the next."""
        with self.writing() as connection:
            return list_changes.number_proposals(connection, consultation, proposals)

    def load_verdicts(self, consultation: str) -> tuple[Verdict, ...]:
        """Every word on what mails proposed, in order."""
        with self.reading() as connection:
            return list_changes.load_verdicts(connection, consultation)

    def record_extension(self, consultation: str, extension: Extension, recorded_at: datetime | None = None) -> None:
        """Append more time for a line; the last one recorded counts."""
        with self.writing() as connection:
            people.record_extension(connection, consultation, extension, recorded_at)

    def load_extensions(self, consultation: str, known_at: datetime | None = None) -> tuple[Extension, ...]:
        """Every extension recorded up to `known_at`, in order."""
        with self.reading() as connection:
            return people.load_extensions(connection, consultation, known_at)

    def record_chasers(self, consultation: str, made: Iterable[Chaser], recorded_at: datetime | None = None) -> int:
        """Append reminders, one a line and run; how many were new."""
        with self.writing() as connection:
            return people.record_chasers(connection, consultation, made, recorded_at)

    def load_chasers(self, consultation: str, known_at: datetime | None = None) -> tuple[Chaser, ...]:
        """Every reminder recorded up to `known_at`, oldest first."""
        with self.reading() as connection:
            return people.load_chasers(connection, consultation, known_at)

    def record_drafts(self, consultation: str, made: Iterable[Draft], recorded_at: datetime | None = None) -> int:
        """Append drafts; how many were new."""
        with self.writing() as connection:
            return drafts.record_drafts(connection, consultation, made, recorded_at)

    def end_draft(
        self, consultation: str, message_id: str, ended: Ended, at: datetime, recorded_at: datetime | None = None
    ) -> None:
        """Note that a draft is no longer where it was put; the first word stays."""
        with self.writing() as connection:
            drafts.end_draft(connection, consultation, message_id, ended, at, recorded_at)

    def load_drafts(self, consultation: str, known_at: datetime | None = None) -> tuple[Draft, ...]:
        """Every draft recorded up to `known_at`, oldest first, with what was known of its end by then."""
        with self.reading() as connection:
            return drafts.load_drafts(connection, consultation, known_at)

    def record_sent(self, consultation: str, seen: Iterable[SentMail]) -> int:
        """Append what was seen in the Sent folder, one row a mail and line; how many were new."""
        with self.writing() as connection:
            return drafts.record_sent(connection, consultation, seen)

    def load_sent(self, consultation: str, known_at: datetime | None = None) -> tuple[SentMail, ...]:
        """Everything seen in the Sent folder up to `known_at`, oldest first."""
        with self.reading() as connection:
            return drafts.load_sent(connection, consultation, known_at)

    def record_list(self, consultation: str, made: OfferedList) -> None:
        """Keep a chaser list that was written, so that a mail merge of it is known again in Sent."""
        with self.writing() as connection:
            exercises.record_list(connection, consultation, made)

    def load_lists(self, consultation: str) -> tuple[OfferedList, ...]:
        """Every chaser list that was written, in the order of the moments that they speak of."""
        with self.reading() as connection:
            return exercises.load_lists(connection, consultation)

    def note_exercise(self, consultation: str, exercise: Exercise) -> bool:
        """Keep the consultation as a board is shown of it; False where it is as it was kept last."""
        with self.writing() as connection:
            return exercises.note(connection, consultation, exercise)

    def find_exercise(self, consultation: str, known_at: datetime | None = None) -> Exercise | None:
        """The consultation as it was kept last, up to `known_at`; None where no board was shown by then."""
        with self.reading() as connection:
            return exercises.find(connection, consultation, known_at)

    def load_stamp(self) -> tuple[int, ...]:
        """Differs from every earlier one after any change of what is shown."""
        with self.reading() as connection:
            return stamp.load_stamp(connection)

    def start_run(self, consultation: str, at: datetime) -> int:
        """Open a run; its number."""
        with self.writing() as connection:
            return ledger.start_run(connection, consultation, at)

    def end_run(self, run: int, at: datetime, counts: dict[str, int], error: str = "") -> None:
        """Close a run: failed where there is an error, otherwise done."""
        with self.writing() as connection:
            ledger.end_run(connection, run, at, counts, error)

    def load_runs(self, consultation: str, most: int) -> tuple[Run, ...]:
        """The last runs, the newest first."""
        with self.reading() as connection:
            return ledger.load_runs(connection, consultation, most)

    def find_last_run(self, consultation: str, known_at: datetime | None = None) -> Run | None:
        """The run that began last by `known_at`, as it then was; None before the first."""
        with self.reading() as connection:
            return ledger.find_last_run(connection, consultation, known_at)
