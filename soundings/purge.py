"""Purging a consultation: what people wrote and who they are goes, the counts stay."""

import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ingest.archive import Archive
from reports.deadline import day_of
from reports.reading import read_mails
from reports.remains import make_remains
from reports.results import make_results
from reports.wording import say_day
from soundings.bootstrap import Office
from soundings.errors import SoundingsError
from store.hold import hold_file, hold_runs
from store.protection import Act, Protection, find_purge, record
from store.purging import count_rows, purge_rows, scrub
from store.unit_of_work import Store


@dataclass(frozen=True, slots=True)
class Plan:
    """What a purge takes away, and what it leaves; `done` is its record where the rows have gone already."""

    rows: dict[str, int]
    archived: int
    files: tuple[Path, ...]
    kept: dict[str, object]
    done: Protection | None = None


def due_on(office: Office) -> date | None:
    """The first day after the time for which things are kept; None where the consultation does not say."""
    asked = office.consultation
    return asked.deadline_on + timedelta(weeks=asked.retention_weeks, days=1) if asked.retention_weeks else None


def check_due(office: Office) -> None:
    """Raises SoundingsError where it is too early, or nobody has said for how long things are kept."""
    due, today = due_on(office), day_of(office.clock(), office.consultation.zone)
    mend = "Give --early with --because where it is to be now all the same"
    if due is None:
        raise SoundingsError("the consultation does not say for how long mails are kept (retention_weeks)", mend)
    if today < due:
        raise SoundingsError(f"mails are kept until {say_day(due - timedelta(days=1))}", mend)


def plan_purge(office: Office, store: Store) -> Plan:
    """What would go now. Raises StoreError."""
    name = office.consultation.name
    with store.reading() as connection:
        done, rows = find_purge(connection, name), count_rows(connection, name)
    archived = sum(1 for _ in Archive(office.archive_folder).ids())
    files = tuple(sorted(p for p in office.output.rglob("*") if p.is_file()))
    return Plan(rows, archived, files, done.counts if done else _remains(office, store), done)


def _remains(office: Office, store: Store) -> dict[str, object]:
    name, at = office.consultation.name, office.clock()
    mails, extensions = store.load_mails(name), store.load_extensions(name)
    results = make_results(office.consultation, mails, extensions, at, sent=store.load_sent(name))
    return make_remains(results, read_mails(mails, at), store.load_balance(name))


def purge(office: Office, store: Store, by: str, because: str) -> Plan:
    """Take all of it away and record that it was done; once more where that broke off.

    Raises BusyError while a run is at work, StoreError, and SoundingsError where a file cannot be deleted.
    """
    name = office.consultation.name
    with hold_file(office.lock), hold_runs(store, name):
        plan = plan_purge(office, store)
        with store.writing() as connection:
            purge_rows(connection, name)
            if plan.done is None:
                done = Protection(Act.PURGE, "", by, because, office.clock(), plan.kept)
                record(connection, name, done)
        for folder in (office.archive_folder, office.output, office.learned):
            _delete(folder)
        scrub(store)
    return plan


def _delete(folder: Path) -> None:
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        problem = f"{error.filename or folder}: cannot be deleted ({error.strerror})"
        raise SoundingsError(problem, "See to it, then give the same command again: the rest is done") from error
