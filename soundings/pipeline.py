"""The road of a mail: taken in (archive, ledger), then understood (parse, analyse, record). Raw first.

Each mail is one step that is whole or not done at all, so that a run that breaks off is gone on with by the next.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from traceback import extract_tb
from typing import Protocol

from classify.analysis import Analysis
from config.consultation import ChasingRules, Consultation
from ingest.archive import Archive
from ingest.encryption import LockedError
from ingest.errors import IngestError
from ingest.message import ArchiveId, IncomingMessage, ParsedMessage, SpooledMessage
from ingest.parse import PARSER_VERSION, parse
from soundings.attempts import MOST, Attempts
from soundings.particulars import particulars
from soundings.progress import Progress
from store.errors import StoreError
from store.protection import removed
from store.rows import Cursor, Failure, Mail, MailRecord
from store.search import index_mail, searchable, unindexed
from store.unit_of_work import Store

_log = logging.getLogger(__name__)

_AT_ONCE, _BYTES_AT_ONCE = 50, 8 * 1024 * 1024
_WRITERS = 8
_ENDED = f"the program itself ended {MOST} times while it read this mail: a person has to read it"


class Reader(Protocol):
    """What understands a mail: `classify.understand.Understanding`."""

    version: str

    def analyse(self, message: ParsedMessage) -> Analysis: ...  # noqa: D102


@dataclass(slots=True)
class Counts:
    """What a run did, counted in mails.

    `left_out` are files that could not be opened, `withheld` mails that the server has and could not hand over, `sent`
    reminders that were seen in the Sent folder for the first time, `folders` those of the mailbox that were read.
    `warning` is what a person should know besides, and `reminder` whom it is time to chase.
    """

    fetched: int = 0
    new: int = 0
    seen_before: int = 0
    analysed: int = 0
    failed: int = 0
    left_out: int = 0
    withheld: int = 0
    sent: int = 0
    folders: int = 0
    warning: str = ""
    reminder: str = ""

    def by_name(self) -> dict[str, int]:
        """For the run's row."""
        return {name: value for name, value in asdict(self).items() if isinstance(value, int)}


@dataclass(frozen=True, slots=True)
class Road:
    """What a mail passes on its way, for one consultation."""

    consultation: Consultation
    archive: Archive
    store: Store
    clock: Callable[[], datetime]
    progress: Progress

    def take_in(self, mails: Iterable[IncomingMessage], counts: Counts) -> None:
        """Archive mails and enter them into the ledger, the cursor with them; nothing looks inside yet.

        Some are archived and then entered together, also where the source breaks off: what a process that ends leaves
        archived and not entered comes once more and is then held already.
        """
        waiting: list[IncomingMessage] = []
        with ThreadPoolExecutor(_WRITERS) as writers:
            try:
                for mail in mails:
                    waiting.append(mail)
                    if len(waiting) == _AT_ONCE or sum(_in_memory(m) for m in waiting) > _BYTES_AT_ONCE:
                        self._enter(waiting, writers, counts)
            finally:
                self._enter(waiting, writers, counts)

    def _enter(self, waiting: list[IncomingMessage], writers: Executor, counts: Counts) -> None:
        """All of them into the archive, side by side since each waits for the disk; then into the ledger, in order."""
        mails = tuple(waiting)
        waiting.clear()
        if not mails:
            return
        ids = tuple(writers.map(self._archive, mails))
        self._leave_out(ids)
        new = self.store.enter(
            self.consultation.name,
            [
                (Cursor(raw.folder, raw.uid_validity, raw.uid), particulars(raw, mail, self.clock()))
                for raw, mail in zip(mails, ids, strict=True)
            ],
        )
        counts.fetched += len(mails)
        counts.new += new
        counts.seen_before += len(mails) - new
        self.progress("taken in", counts.fetched, None)

    def _leave_out(self, came: Iterable[ArchiveId]) -> None:
        """What was taken out for a person's sake and comes once more is not kept."""
        with self.store.reading() as connection:
            taken_out = removed(connection, self.consultation.name)
        for mail in taken_out.intersection(came):
            self.archive.remove(mail)

    def _archive(self, mail: IncomingMessage) -> ArchiveId:
        return self.archive.take_over(mail.file) if isinstance(mail, SpooledMessage) else self.archive.store(mail.raw)

    def understand(self, reader: Reader, counts: Counts) -> None:
        """Analyse every mail that this reader, with the consultation as it is now, has not analysed last."""
        version = version_of(reader, self.consultation)
        records = self.store.load_mails(self.consultation.name)
        failed = self.store.failed_by(self.consultation.name, version)
        with self.store.reading() as connection:
            done_with = failed | removed(connection, self.consultation.name)
        waiting = [r.mail for r in records if _last_version(r) != version and r.mail.archive_id not in done_with]
        for number, mail in enumerate(waiting, 1):
            failure = self._understand(mail, reader, version)
            if failure:
                _log.warning("could not be read", extra={"archive_id": mail.archive_id, "stage": failure.stage})
                self.store.record_failure(self.consultation.name, failure)
            counts.failed += failure is not None
            counts.analysed += failure is None
            self.progress("analysed", number, len(waiting))
        self._index_the_rest()

    def _index_the_rest(self) -> None:
        """Put mails into the search index that were analysed before there was one, or since it was emptied."""
        waiting = unindexed(self.store, self.consultation.name)
        mails = {m.archive_id: m for m in self.store.find_mails(self.consultation.name, "")} if waiting else {}
        for number, archive_id in enumerate(waiting, 1):
            try:
                raw = self.archive.load(archive_id)
            except LockedError:
                raise
            except IngestError:
                continue  # its failure is recorded where it waits to be understood
            self.index(mails[archive_id], parse(raw, self.consultation.letter))
            self.progress("put into the search index", number, len(waiting))

    def index(self, mail: Mail, message: ParsedMessage) -> None:
        """Put who, subject and texts of a mail into the search index."""
        head = f"{mail.from_name} {mail.from_address}\n{mail.subject}"
        index_mail(self.store, self.consultation.name, mail.archive_id, searchable(message, head))

    def _understand(self, mail: Mail, reader: Reader, version: str) -> Failure | None:
        """Record the analysis of one mail, or say what went wrong: the run goes on either way.

        A mail at which the process itself ended time after time is given up, and left to a person.
        """
        attempts = Attempts(self.archive.root / ".reading")
        times = attempts.ended(mail.archive_id, version)
        if times >= MOST:
            attempts.forget()
            return Failure(mail.archive_id, "process", _ENDED, version, self.clock())
        with attempts.reading(mail.archive_id, version, times):
            return self._read(mail, reader, version)

    def _read(self, mail: Mail, reader: Reader, version: str) -> Failure | None:
        stage = "archive"
        try:
            raw = self.archive.load(mail.archive_id)
            stage = "parse"
            message = parse(raw, self.consultation.letter)
            if message.problems != mail.problems:
                self.store.set_problems(self.consultation.name, mail.archive_id, message.problems)
            self.index(mail, message)
            if not message.headers.raw:
                why = "; ".join(message.problems) or "no headers: this may be no mail"
                return Failure(mail.archive_id, stage, why, version, self.clock())
            stage = "analyse"
            analysis = reader.analyse(message)
        except LockedError:
            raise  # no fault of the mail's
        except IngestError as error:
            return Failure(mail.archive_id, stage, str(error), version, self.clock())
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 (a failure is a state of the mail)
            return Failure(mail.archive_id, stage, _fault(error), version, self.clock())
        self._record(analysis, version)
        return None

    def _record(self, analysis: Analysis, version: str) -> None:
        """Append an analysis; where a list was changed and changed back, the version is numbered to be new again."""
        names = (version if n == 1 else f"{version}#{n}" for n in count(1))
        at = self.clock()
        name = self.consultation.name
        while not self.store.record_analysis(name, replace(analysis, rules_version=next(names)), at):
            pass


def _in_memory(mail: IncomingMessage) -> int:
    """The bytes that it takes up here."""
    return len(mail.head) if isinstance(mail, SpooledMessage) else mail.size


def version_of(reader: Reader, consultation: Consultation) -> str:
    """Names all that an analysis depends on: the rules and models, the parser, and the consultation's own files.

    Not what no mail is read by, such as the rules of chasing: a change of it is no reason to read every mail again.
    """
    apart = replace(consultation, chasing=ChasingRules(), retention_weeks=0, publication_weeks=0, criteria=())
    content = hashlib.sha256(repr(apart).encode()).hexdigest()
    return f"{reader.version}+parser.{PARSER_VERSION}+{content[:12]}"


def _last_version(record: MailRecord) -> str:
    """The version that analysed a mail last; empty where none has."""
    return record.analysis.rules_version.partition("#")[0] if record.analysis else ""


def _fault(error: Exception) -> str:
    """A fault of ours by its kind and place; its message is left out, since it may hold the respondent's words."""
    place = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
