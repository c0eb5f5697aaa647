"""One run: what is new in the mailbox, or in files, down the whole road, under one lease and with a row of its own."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from config.consultation import Consultation
from ingest.by_hand import FOLDER as BY_HAND
from ingest.errors import IngestError
from ingest.mailbox import MailboxSettings, Patience, open_mailbox
from ingest.message import RawMessage
from ingest.sources import FOLDER, OnProblem, read_files
from reports.wording import say_number
from soundings.bootstrap import Office
from soundings.errors import SoundingsError
from soundings.fetching import Fetching
from soundings.health import silence_of
from soundings.logs import log_fields
from soundings.pipeline import Counts, Jobs, Road
from soundings.progress import Progress
from soundings.reading import Reader
from soundings.reminding import say_reminders
from soundings.sent import look_in_sent
from store.errors import StoreError
from store.hold import Check, hold_file, hold_runs
from store.unit_of_work import Store

_log = logging.getLogger(__name__)

PATIENCE = Patience()

LoadReader = Callable[[Consultation], Reader]


def pull_mailbox(
    office: Office, mailbox: MailboxSettings, load: LoadReader, progress: Progress, patience: Patience = PATIENCE
) -> Counts:
    """Pull all folders and analyse what waits. Raises MailboxError, ArchiveError, StoreError or SoundingsError.

    Where the mailbox fails, what has come in is analysed all the same before the error is raised.
    """
    with _run(office, progress) as (road, counts):
        try:
            _take_in_all(office, mailbox, road, counts, patience)
        except IngestError:
            if counts.new:
                road.understand(load(office.consultation), counts)
            raise
        road.understand(load(office.consultation), counts)
        if office.settings.imap.sent:
            seen = look_in_sent(office, road.store, mailbox, patience)
            counts.sent = seen.drafts + seen.merged
        counts.warning = silence_of(office, road.store)
        counts.reminder = say_reminders(office, road.store)
    return counts


def pull_files(
    office: Office, paths: Iterable[Path], load: LoadReader, progress: Progress, on_problem: OnProblem
) -> Counts:
    """As `pull_mailbox`, from files and folders; a file that cannot be opened is told and counted."""
    with _run(office, progress) as (road, counts):

        def left_out(file: Path, why: str) -> None:
            counts.left_out += 1
            on_problem(file, why)

        _take_in_unknown(road, read_files(paths, left_out), FOLDER, counts)
        road.understand(load(office.consultation), counts)
    return counts


def pull_mails(office: Office, mails: Iterable[RawMessage], load: LoadReader, progress: Progress) -> Counts:
    """As `pull_files`, of replies that were entered by hand."""
    with _run(office, progress) as (road, counts):
        _take_in_unknown(road, mails, BY_HAND, counts)
        road.understand(load(office.consultation), counts)
    return counts


def _take_in_unknown(road: Road, mails: Iterable[RawMessage], folder: str, counts: Counts) -> None:
    known = road.store.known_uids(road.consultation.name, folder, 0)
    road.take_in((mail for mail in mails if mail.uid not in known), counts)


def _take_in_all(office: Office, settings: MailboxSettings, road: Road, counts: Counts, patience: Patience) -> None:
    """Folder by folder; what a folder held is noted when all of it has been entered."""
    archive = office.archive
    archive.sweep()
    with open_mailbox(settings, patience=patience, spool_folder=archive.incoming, keys=archive.keys) as mailbox:
        fetching = Fetching(mailbox, road.store, office, counts)
        for folder in settings.folders:
            road.take_in(fetching.new_mails(folder), counts)
            fetching.keep_state(folder)
            counts.folders += 1


@contextmanager
def _run(office: Office, progress: Progress) -> Iterator[tuple[Road, Counts]]:
    """The hold on folder and database, and the row of one run; the row and the log say how it ended."""
    name = office.consultation.name
    with office.open_store() as store, hold_file(office.lock), hold_runs(store, name) as check:
        counts = Counts()
        jobs = Jobs(office.settings.jobs, office.settings.scheduler)
        road = Road(office.consultation, office.archive, store, office.clock, _checking(check, progress), jobs)
        run = store.start_run(name, office.clock())
        with log_fields(consultation=name, run=run):
            try:
                yield road, counts
            except (IngestError, StoreError, SoundingsError) as error:
                _end(office, store, run, counts, str(error))
                raise
            except BaseException as error:
                _end(office, store, run, counts, type(error).__name__)
                raise
            _end(office, store, run, counts)


def _end(office: Office, store: Store, run: int, counts: Counts, error: str = "") -> None:
    _log.info("%s", "ended early" if error else say_counts(counts))
    store.end_run(run, office.clock(), counts.by_name(), error)


def _checking(check: Check, progress: Progress) -> Progress:
    """The same progress, which sees at each step that nobody else has begun a run meanwhile."""

    def told(what: str, done: int, total: int | None) -> None:
        check()
        progress(what, done, total)

    return told


def say_counts(counts: Counts) -> str:
    """A run in a line: "75 mails fetched: 75 new, 0 seen before. 75 analysed, 0 could not be read." """
    fetched = f"{say_number(counts.fetched, 'mail')} fetched"
    fetched += f": {counts.new} new, {counts.seen_before} seen before." if counts.fetched else ": nothing is new."
    worked = (
        f" {counts.analysed} analysed, {counts.failed} could not be read." if counts.analysed + counts.failed else ""
    )
    left_out = f" {say_number(counts.left_out, 'file')} left out." if counts.left_out else ""
    withheld = f" {say_number(counts.withheld, 'mail')} could not be fetched." if counts.withheld else ""
    sent = f" {say_number(counts.sent, 'reminder')} seen in Sent." if counts.sent else ""
    notes = "".join(f" {words}" for words in (counts.warning, counts.reminder) if words)
    return fetched + worked + left_out + withheld + sent + notes
