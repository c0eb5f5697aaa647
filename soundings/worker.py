"""The worker: runs a job night after night until it is told to stop. APScheduler and nothing else."""

import logging
import signal
import threading
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from soundings.schedule import nightly
from soundings.stopping import set_by_signals

_log = logging.getLogger(__name__)

Job = Callable[[], object]
Watch = Callable[[threading.Event, Callable[[], None]], None]
"""Waits for news until the event is set, and calls what it is given at each."""

_GLANCE = 60.0
"""Seconds between looks at the clock: a machine that slept wakes with its timers as they stood when it fell asleep."""


def run_worker(
    job: Job,
    cron: str,
    zone: ZoneInfo,
    *,
    at_start: bool = False,
    stop: threading.Event | None = None,
    watches: tuple[Watch, ...] = (),
) -> None:
    """Run `job` whenever the cron expression says, by the clocks of `zone`; with `at_start` once at once as well.

    Returns after SIGTERM, SIGINT or `stop`, when a running job has finished. Raises ConfigError before anything runs
    where the expression cannot be used.
    """
    trigger = nightly(cron, zone, datetime.now(zone).year)
    run_on(trigger, job, zone, at_start=at_start, stop=stop, watches=watches)


def run_on(
    trigger: BaseTrigger,
    job: Job,
    zone: ZoneInfo,
    *,
    at_start: bool = False,
    stop: threading.Event | None = None,
    watches: tuple[Watch, ...] = (),
) -> None:
    """As `run_worker`, by any trigger.

    One job at a time; what was missed while the machine slept is made up for by one run. A job that raises is logged,
    and the next one comes. Each of `watches` has a thread of its own, and has the job run whenever it says so.
    """
    # the schedule lives in the code and the results in the database: nothing here outlives the process
    scheduler = BackgroundScheduler(timezone=zone)
    now = datetime.now(zone)
    first = now if at_start else trigger.get_next_fire_time(None, now)
    repeated = _Repeated(job)
    scheduled = scheduler.add_job(
        repeated, trigger, next_run_time=first, coalesce=True, misfire_grace_time=None, max_instances=1
    )
    stop = stop or threading.Event()

    def news() -> None:
        if not repeated.again():
            scheduled.modify(next_run_time=datetime.now(zone))

    with set_by_signals(stop, signal.SIGTERM, signal.SIGINT):
        scheduler.start()
        for watch in watches:
            threading.Thread(target=watch, args=(stop, news), daemon=True).start()
        _log.info("waiting; the first run is at %s", f"{first:%Y-%m-%d %H:%M %Z}" if first else "no time: none is left")
        try:
            while not stop.wait(_GLANCE):
                scheduler.wakeup()
        finally:
            scheduler.shutdown(wait=True)
    _log.info("stopped")


class _Repeated:
    """A job that is run once more where news came while it was at work, and whose failures are logged."""

    def __init__(self, job: Job):
        self._job = job
        self._lock = threading.Lock()
        self._at_work = self._wanted = False

    def again(self) -> bool:
        """Ask for one more run after the one at work; whether there is one at work."""
        with self._lock:
            self._wanted = True
            return self._at_work

    def __call__(self) -> None:
        while self._begins():
            try:
                self._job()
            except Exception:  # noqa: BLE001 (whatever it was, the next night must come)
                _log.exception("the run failed; the next one goes on from where it stood")

    def _begins(self) -> bool:
        """Whether there is a first run to begin, or one more that was asked for meanwhile."""
        with self._lock:
            self._at_work = self._wanted or not self._at_work
            self._wanted = False
            return self._at_work
