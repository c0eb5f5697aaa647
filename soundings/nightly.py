"""The job of the worker: one run, whose every end is in the log."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from apscheduler.triggers.base import BaseTrigger

from config.errors import ConfigError
from ingest.errors import IngestError
from ingest.mailbox import MailboxSettings, Patience
from soundings.bootstrap import Office
from soundings.errors import SoundingsError
from soundings.nights import next_after, zone_of
from soundings.pull import LoadReader, pull_mailbox
from soundings.stopping import StoppedError, heeding, no_progress
from soundings.telling import tell_of_run
from store.errors import StoreError
from store.hold import BusyError
from store.ledger import find_last_good_run

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Nightly:
    """Runs on the consultation as its files are at each run; ends between two mails once `stop` is set."""

    open_office: Callable[[], Office]
    mailbox: MailboxSettings
    load: LoadReader
    stop: threading.Event

    def once(self) -> bool:
        """One run; whether it got through, or was left to another that is at work. Raises nothing that is foreseen."""
        patience = Patience(before_meeting=True, sleep=self._sleep)
        try:
            pull_mailbox(self.open_office(), self.mailbox, self.load, heeding(self.stop, no_progress), patience)
        except BusyError as error:
            _log.info("left out: %s", error)
        except StoppedError as error:
            _log.info("%s", error)
        except (ConfigError, IngestError, StoreError, SoundingsError) as error:
            _log.error("the run failed: %s", error)
            self._tell(str(error))
            return False
        else:
            self._tell()
        return True

    def _tell(self, error: str = "") -> None:
        """Have the report of the run sent; a report that does not go out is no failure of the run."""
        try:
            tell_of_run(self.open_office(), error)
        except (ConfigError, StoreError, SoundingsError) as problem:
            _log.error("the report of the run did not go out: %s", problem)

    def _sleep(self, seconds: float) -> None:
        self.stop.wait(seconds)


def is_behind(office: Office, trigger: BaseTrigger) -> bool:
    """Whether a run was to come after the last good one and has not: then the worker makes up for it as it starts.

    Raises StoreError.
    """
    with office.open_store() as store, store.reading() as connection:
        last = find_last_good_run(connection, office.consultation.name)
    zone = zone_of(office.settings.worker, office.consultation)
    due = next_after(trigger, last.started_at, zone) if last else None
    return due is not None and due <= office.clock()
