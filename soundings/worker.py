"""The worker: runs a job night after night until it is told to stop. APScheduler and nothing else."""

import logging
import signal
import threading
from collections.abc import Callable
from datetime import datetime
from types import FrameType
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from soundings.schedule import nightly

_log = logging.getLogger(__name__)

Job = Callable[[], None]
_Handler = Callable[[int, FrameType | None], object] | int | None


def run_worker(
    job: Job, cron: str, zone: ZoneInfo, *, at_start: bool = False, stop: threading.Event | None = None
) -> None:
    """Run `job` whenever the cron expression says, by the clocks of `zone`; with `at_start` once at once as well.

    Returns after SIGTERM, SIGINT or `stop`, when a running job has finished. Raises ConfigError before anything runs
    where the expression cannot be used.
    """
    trigger = nightly(cron, zone, datetime.now(zone).year)
    run_on(trigger, job, zone, at_start=at_start, stop=stop)


def run_on(
    trigger: BaseTrigger, job: Job, zone: ZoneInfo, *, at_start: bool = False, stop: threading.Event | None = None
) -> None:
    """As `run_worker`, by any trigger.

    One job at a time; what was missed while the machine slept is made up for by one run. A job that raises is logged,
    and the next one comes.
    """
    # the schedule lives in the code and the results in the database: nothing here outlives the process
    scheduler = BackgroundScheduler(timezone=zone)
    now = datetime.now(zone)
    first = now if at_start else trigger.get_next_fire_time(None, now)
    scheduler.add_job(
        _guarded(job), trigger, next_run_time=first, coalesce=True, misfire_grace_time=None, max_instances=1
    )
    stop = stop or threading.Event()
    before = _stop_on_signals(stop)
    scheduler.start()
    _log.info("waiting; the first run is at %s", first)
    try:
        stop.wait()
    finally:
        scheduler.shutdown(wait=True)
        for number, handler in before.items():
            signal.signal(number, handler)
    _log.info("stopped")


def _guarded(job: Job) -> Job:
    def run() -> None:
        try:
            job()
        except Exception:  # noqa: BLE001 (whatever it was, the next night must come)
            _log.exception("the run failed; the next one goes on from where it stood")

    return run


def _stop_on_signals(stop: threading.Event) -> dict[signal.Signals, _Handler]:
    """Have SIGTERM and SIGINT set `stop`, where this thread may; gives back what they did before."""
    if threading.current_thread() is not threading.main_thread():
        return {}
    return {
        number: signal.signal(number, lambda _number, _frame: stop.set()) for number in (signal.SIGTERM, signal.SIGINT)
    }
