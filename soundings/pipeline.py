"""The road of a mail: taken in (archive, ledger), then understood (parse, analyse, record). Raw first.

Each mail is one step that is whole or not done at all, so that a run that breaks off is gone on with by the next.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from classify.likeness import likeness_of
from config.consultation import ChasingRules, Consultation
from ingest.archive import Archive
from ingest.encryption import LockedError
from ingest.errors import IngestError
from ingest.message import ArchiveId, IncomingMessage, ParsedMessage
from ingest.parse import PARSER_VERSION, parse
from soundings.intake import Taken, intake
from soundings.particulars import particulars
from soundings.processes import readers
from soundings.progress import Progress
from soundings.reading import Reader, Reading, words_of
from store.likenesses import not_compared, put_likeness
from store.protection import removed
from store.readings import MailReading, find_waiting, record_readings
from store.rows import Cursor, Mail
from store.search import index_mail, unindexed
from store.unit_of_work import Store

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Jobs:
    """How many processes read mails, or the Dask scheduler whose machines do."""

    processes: int = 1
    scheduler: str = ""


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
    jobs: Jobs = Jobs()

    def take_in(self, mails: Iterable[IncomingMessage], counts: Counts) -> None:
        """Archive mails and enter them into the ledger, the cursor with them; nothing looks inside yet.

        What a process that ends leaves archived and not entered comes once more and is then held already.
        """
        with intake(self.archive, lambda taken: self._enter(taken, counts)) as take:
            for mail in mails:
                take(mail)

    def _enter(self, taken: Sequence[Taken], counts: Counts) -> None:
        """Into the ledger, in order; each of these mails is on the disk."""
        self._leave_out(mail for _, mail in taken)
        new = self.store.enter(
            self.consultation.name,
            [
                (Cursor(raw.folder, raw.uid_validity, raw.uid), particulars(raw, mail, self.clock()))
                for raw, mail in taken
            ],
        )
        counts.fetched += len(taken)
        counts.new += new
        counts.seen_before += len(taken) - new
        self.progress("taken in", counts.fetched, None)

    def _leave_out(self, came: Iterable[ArchiveId]) -> None:
        """What was taken out for a person's sake and comes once more is not kept."""
        with self.store.reading() as connection:
            taken_out = removed(connection, self.consultation.name)
        for mail in taken_out.intersection(came):
            self.archive.remove(mail)

    def understand(self, reader: Reader, counts: Counts) -> None:
        """Analyse every mail that this reader, with the consultation as it is now, has not analysed last."""
        name, version = self.consultation.name, version_of(reader, self.consultation)
        waiting = find_waiting(self.store, name, version)
        reading = Reading(self.consultation.letter, self.archive, reader, version)
        number = 0
        with readers(reading, self.jobs.processes, self.jobs.scheduler, len(waiting)) as read:
            for found in read(waiting):
                record_readings(self.store, name, found, version, self.clock())
                self._count(found, counts)
                for _ in found:
                    number += 1
                    self.progress("analysed", number, len(waiting))
        self._index_the_rest()

    @staticmethod
    def _count(found: Iterable[tuple[Mail, MailReading]], counts: Counts) -> None:
        for mail, reading in found:
            counts.analysed += reading.analysis is not None
            counts.failed += reading.analysis is None
            if reading.analysis is None:
                _log.warning("could not be read", extra={"archive_id": mail.archive_id, "stage": reading.stage})

    def _index_the_rest(self) -> None:
        """Make mails searchable and comparable that were analysed before they could be, or since that was emptied."""
        name = self.consultation.name
        with self.store.reading() as connection:
            uncompared = not_compared(connection, name)
        waiting = tuple(dict.fromkeys((*unindexed(self.store, name), *uncompared)))
        mails = {m.archive_id: m for m in self.store.find_mails(name, "")} if waiting else {}
        for number, archive_id in enumerate(waiting, 1):
            try:
                raw = self.archive.load(archive_id)
            except LockedError:
                raise
            except IngestError:
                continue  # its failure is recorded where it waits to be understood
            self.index(mails[archive_id], parse(raw, self.consultation.letter))
            self.progress("made searchable", number, len(waiting))

    def index(self, mail: Mail, message: ParsedMessage) -> None:
        """Put who, subject and texts of a mail into the search index, and keep what is compared of it."""
        index_mail(self.store, self.consultation.name, mail.archive_id, words_of(mail, message))
        with self.store.writing() as connection:
            put_likeness(connection, self.consultation.name, mail.archive_id, likeness_of(message))


def version_of(reader: Reader, consultation: Consultation) -> str:
    """Names all that an analysis depends on: the rules and models, the parser, and the consultation's own files.

    Not what no mail is read by, such as the rules of chasing: a change of it is no reason to read every mail again.
    """
    apart = replace(consultation, chasing=ChasingRules(), retention_weeks=0, publication_weeks=0, criteria=())
    content = hashlib.sha256(repr(apart).encode()).hexdigest()
    return f"{reader.version}+parser.{PARSER_VERSION}+{content[:12]}"
