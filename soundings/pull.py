"""One run: what is new in the mailbox, or in files, down the whole road, under one lease and with a row of its own."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from config.consultation import Consultation
from ingest.errors import IngestError
from ingest.mailbox import Cursor as FolderCursor
from ingest.mailbox import MailboxSettings, open_mailbox
from ingest.message import RawMessage
from ingest.sources import FOLDER, OnProblem, read_files
from reports.wording import say_number
from soundings.bootstrap import Office
from soundings.errors import SoundingsError
from soundings.lease import lease
from soundings.pipeline import Counts, Reader, Road
from soundings.progress import Progress
from soundings.sent import look_in_sent
from store.errors import StoreError
from store.unit_of_work import Store

_log = logging.getLogger(__name__)

LoadReader = Callable[[Consultation], Reader]


def pull_mailbox(office: Office, mailbox: MailboxSettings, load: LoadReader, progress: Progress) -> Counts:
    """Pull all folders and analyse what waits. Raises MailboxError, ArchiveError, StoreError or SoundingsError.

    Where the mailbox fails, what has come in is analysed all the same before the error is raised.
    """
    with _run(office, progress) as (road, counts):
        try:
            road.take_in(_new_mails(mailbox, road.store, office.consultation.name, counts), counts)
        except IngestError:
            if counts.new:
                road.understand(load(office.consultation), counts)
            raise
        road.understand(load(office.consultation), counts)
        if office.settings.imap.sent:
            counts.sent = look_in_sent(office, road.store, mailbox)
    return counts


def pull_files(
    office: Office, paths: Iterable[Path], load: LoadReader, progress: Progress, on_problem: OnProblem
) -> Counts:
    """As `pull_mailbox`, from files and folders; a file that cannot be opened is told and counted."""
    with _run(office, progress) as (road, counts):

        def left_out(file: Path, why: str) -> None:
            counts.left_out += 1
            on_problem(file, why)

        known = road.store.known_uids(office.consultation.name, FOLDER, 0)
        road.take_in((m for m in read_files(paths, left_out) if m.uid not in known), counts)
        road.understand(load(office.consultation), counts)
    return counts


def _new_mails(settings: MailboxSettings, store: Store, name: str, counts: Counts) -> Iterator[RawMessage]:
    """What every folder holds and the ledger does not: all its UIDs are compared, so that no gap stays open."""

    def withheld(folder: str, uid: int, why: str) -> None:
        counts.withheld += 1
        _log.warning("%s, UID %d: %s; left out, the next run asks again", folder, uid, why)

    with open_mailbox(settings) as mailbox:
        for folder in settings.folders:
            held = store.find_cursor(name, folder)
            if held is None:
                yield from mailbox.fetch_new(folder, None, left_out=withheld)
            else:
                known = store.known_uids(name, folder, held.uid_validity)
                yield from mailbox.fetch_new(folder, FolderCursor(folder, held.uid_validity, 0), known, withheld)


@contextmanager
def _run(office: Office, progress: Progress) -> Iterator[tuple[Road, Counts]]:
    """The lease, the database and the row of one run; the row says how it ended."""
    name = office.consultation.name
    with office.open_store() as store, lease(office.lock):
        road = Road(office.consultation, office.archive, store, office.clock, progress)
        counts = Counts()
        run = store.start_run(name, office.clock())
        try:
            yield road, counts
        except (IngestError, StoreError, SoundingsError) as error:
            store.end_run(run, office.clock(), counts.by_name(), str(error))
            raise
        except BaseException as error:
            store.end_run(run, office.clock(), counts.by_name(), type(error).__name__)
            raise
        store.end_run(run, office.clock(), counts.by_name())


def say_counts(counts: Counts) -> str:
    """A run in a line: "75 mails fetched: 75 new, 0 seen before. 75 analysed, 0 could not be read." """
    fetched = f"{say_number(counts.fetched, 'mail')} fetched"
    fetched += f": {counts.new} new, {counts.seen_before} seen before." if counts.fetched else ": nothing is new."
    worked = (
        f" {counts.analysed} analysed, {counts.failed} could not be read." if counts.analysed + counts.failed else ""
    )
    left_out = f" {say_number(counts.left_out, 'file')} left out." if counts.left_out else ""
    withheld = f" {say_number(counts.withheld, 'mail')} could not be fetched." if counts.withheld else ""
    sent = f" {say_number(counts.sent, 'draft')} seen in Sent." if counts.sent else ""
    return fetched + worked + left_out + withheld + sent
