"""The worker runs its job again and again, and stops when told."""

import logging
import signal
import subprocess
import sys
import threading
import time
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.interval import IntervalTrigger

from config.errors import ConfigError
from soundings.worker import run_on, run_worker

LONDON = ZoneInfo("Europe/London")
OFTEN = IntervalTrigger(seconds=0.05, timezone=LONDON)

PROGRAMME = """
import logging, time, zoneinfo
from soundings.worker import run_worker
logging.basicConfig(level=logging.INFO)
logging.getLogger("apscheduler").setLevel(logging.ERROR)
def job():
    print("begun", flush=True)
    time.sleep(1)
    print("finished", flush=True)
run_worker(job, "15 2 * * *", zoneinfo.ZoneInfo("Europe/London"), at_start=True)
print("left", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_when_the_running_job_is_done(number: signal.Signals) -> None:
    """The job that had begun finishes; the programme goes on to its end with exit code 0."""
    with subprocess.Popen([sys.executable, "-c", PROGRAMME], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        process.send_signal(number)
        rest, _ = process.communicate(timeout=20)
    assert rest == "finished\nleft\n"
    assert process.returncode == 0


def test_without_a_run_at_start_it_waits() -> None:
    """Nothing runs before the first time of the schedule."""
    ran: list[str] = []
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    run_worker(lambda: ran.append("now"), "15 2 1 1 *", LONDON, stop=stop)
    assert ran == []


def test_a_job_that_fails_is_logged_and_the_next_one_comes(caplog: pytest.LogCaptureFixture) -> None:
    """Two failures, then a run that succeeds."""
    stop = threading.Event()
    runs = []

    def job() -> None:
        runs.append(time.monotonic())
        if len(runs) <= 2:
            raise OSError("the mailbox is away")
        stop.set()

    with caplog.at_level(logging.ERROR):
        run_on(OFTEN, job, LONDON, at_start=True, stop=stop)
    assert len(runs) == 3
    assert [r.getMessage() for r in caplog.records if r.name == "soundings.worker"] == [
        "the run failed; the next one goes on from where it stood"
    ] * 2


def test_one_job_at_a_time() -> None:
    """A job that takes longer than the pause between runs is never run twice at once."""
    stop = threading.Event()
    running: list[int] = []
    at_once: list[int] = []

    def job() -> None:
        running.append(1)
        at_once.append(len(running))
        time.sleep(0.2)
        running.pop()
        if len(at_once) == 3:
            stop.set()

    run_on(OFTEN, job, LONDON, at_start=True, stop=stop)
    assert set(at_once) == {1}


def test_the_signals_are_given_back() -> None:
    """Afterwards Ctrl-C does what it did before."""
    before = signal.getsignal(signal.SIGINT)
    stop = threading.Event()
    run_on(OFTEN, stop.set, LONDON, stop=stop)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_bad_schedule_is_refused_before_anything_runs() -> None:
    ran: list[str] = []
    with pytest.raises(ConfigError, match="comes twice or never"):
        run_worker(lambda: ran.append("now"), "30 1 * * *", LONDON, at_start=True)
    assert ran == []
