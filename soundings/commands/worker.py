"""soundings worker: a run every night."""

import logging
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from soundings.bootstrap import open_office
from soundings.commands.options import Consultation, Home

if TYPE_CHECKING:
    from ingest.mailbox import MailboxSettings
    from soundings.worker import Watch

EXAMPLE = "Example: soundings worker --consultation hmip-2025-26 --at-start"

_log = logging.getLogger(__name__)

AtStart = Annotated[bool, typer.Option("--at-start", help="Run once at once as well, not only at the hours set.")]


def worker(consultation: Consultation = "", home: Home = None, at_start: AtStart = False) -> None:
    """Stay and run by the clock (every night at 02:15, unless settings.toml says otherwise) until stopped."""
    from config.errors import ConfigError
    from ingest.errors import IngestError
    from ingest.mailbox import Patience
    from soundings.errors import SoundingsError
    from soundings.pull import pull_mailbox, say_counts
    from soundings.worker import run_worker
    from store.errors import StoreError

    office = open_office(consultation, home)
    mailbox, patient = office.mailbox(), Patience(before_meeting=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)

    def job() -> None:
        try:
            counts = pull_mailbox(
                open_office(consultation, home), mailbox, office.load_reader, lambda *_: None, patient
            )
        except (ConfigError, IngestError, StoreError, SoundingsError) as error:
            _log.error("the run failed: %s", error)
        else:
            _log.info("%s", say_counts(counts))

    settings = office.settings.worker
    watches = tuple(_watch(mailbox, folder, settings.poll) for folder in mailbox.folders) if settings.watch else ()
    run_worker(job, settings.cron, ZoneInfo(settings.zone), at_start=at_start, watches=watches)


def _watch(mailbox: "MailboxSettings", folder: str, poll: float) -> "Watch":
    from soundings.watch import watch_folder

    return lambda stop, news: watch_folder(mailbox, folder, poll, stop, news)
