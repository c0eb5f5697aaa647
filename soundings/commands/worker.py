"""soundings worker: a run every night."""

import signal
import threading
from typing import TYPE_CHECKING, Annotated

import typer

from soundings.bootstrap import open_office
from soundings.commands.options import Consultation, Home

if TYPE_CHECKING:
    from ingest.mailbox import MailboxSettings
    from soundings.bootstrap import Office
    from soundings.nightly import Nightly
    from soundings.worker import Watch

EXAMPLE = "Example: soundings worker --consultation hmip-2025-26 --at-start"

AtStart = Annotated[bool, typer.Option("--at-start", help="Run once at once as well, not only at the hours set.")]
Once = Annotated[
    bool, typer.Option("--once", help="Run once and end, for cron or a systemd timer: 0 where it got through.")
]


def worker(consultation: Consultation = "", home: Home = None, at_start: AtStart = False, once: Once = False) -> None:
    """Stay and run by the clock (every night at 02:15, unless settings.toml says otherwise) until stopped."""
    from soundings.logs import start_logging
    from soundings.nightly import Nightly
    from soundings.stopping import set_by_signals

    office = open_office(consultation, home)
    stop = threading.Event()
    run = Nightly(lambda: open_office(consultation, home), office.mailbox(), office.load_reader, stop)
    if not once:
        _stay(office, run, stop, at_start=at_start)
        return
    start_logging(office.settings.worker.log)
    with set_by_signals(stop, signal.SIGTERM, signal.SIGINT):
        raise typer.Exit(0 if run.once() else 1)


def _stay(office: "Office", run: "Nightly", stop: threading.Event, *, at_start: bool) -> None:
    from soundings.logs import start_logging
    from soundings.nightly import is_behind
    from soundings.nights import nights_of, zone_of
    from soundings.worker import run_on

    settings, asked, mailbox = office.settings.worker, office.consultation, office.mailbox()
    nights = nights_of(settings, asked, office.clock())
    watches = tuple(_watch(mailbox, folder, settings.poll) for folder in mailbox.folders) if settings.watch else ()
    at_once = at_start or is_behind(office, nights)
    start_logging(settings.log)
    run_on(nights, run.once, zone_of(settings, asked), at_start=at_once, stop=stop, watches=watches)


def _watch(mailbox: "MailboxSettings", folder: str, poll: float) -> "Watch":
    from soundings.watch import watch_folder

    return lambda stop, news: watch_folder(mailbox, folder, poll, stop, news)
