"""When the worker runs: nightly, more often near the deadline, and once for all that it has missed."""

import threading
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import apscheduler.schedulers.base
import pytest

import soundings.worker
from config.settings import Worker
from soundings.nightly import is_behind
from soundings.nights import Nights, next_after, nights_of, zone_of
from soundings.worker import run_on
from tests.soundings.pulling import office_in, practice

LONDON = ZoneInfo("Europe/London")


def times(trigger: Nights, start: datetime, until: datetime) -> list[str]:
    found: list[str] = []
    now, last = start, None
    while (last := trigger.get_next_fire_time(last, now)) and last < until:
        found.append(f"{last.astimezone(LONDON):%d %H:%M}")
        now = last + timedelta(microseconds=1)
    return found


def test_near_the_deadline_it_runs_every_few_minutes_and_not_before_or_after() -> None:
    """From the beginning of 22 November less a day until a day after its end; the nights go on before and after."""
    start = datetime(2024, 11, 19, tzinfo=LONDON)
    nights = nights_of(Worker(near_minutes=360, near_days=1), practice(), start)
    assert times(nights, start, datetime(2024, 11, 27, tzinfo=LONDON)) == [
        *("19 02:15", "20 02:15", "21 00:00", "21 02:15", "21 08:15", "21 14:15", "21 20:15"),
        *("22 02:15", "22 08:15", "22 14:15", "22 20:15", "23 02:15", "23 08:15", "23 14:15", "23 20:15"),
        *("24 02:15", "25 02:15", "26 02:15"),
    ]


def test_unless_that_is_set_it_runs_by_night_alone() -> None:
    start = datetime(2024, 11, 21, tzinfo=LONDON)
    assert times(nights_of(Worker(), practice(), start), start, start + timedelta(days=3)) == [
        "21 02:15",
        "22 02:15",
        "23 02:15",
    ]


def test_a_clock_that_is_put_back_does_not_make_it_wait_for_the_old_time() -> None:
    now = datetime(2024, 11, 22, 9, 0, tzinfo=LONDON)
    nights = nights_of(Worker(near_minutes=10), practice(), now)
    assert nights.get_next_fire_time(now + timedelta(days=2), now) == now + timedelta(minutes=10)


def test_its_clocks_are_the_consultations_unless_the_settings_name_others() -> None:
    assert zone_of(Worker(), practice()) == practice().zone
    assert zone_of(Worker(zone="Asia/Tokyo"), practice()).key == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("last", "behind"),
    [
        (None, False),
        (datetime(2024, 11, 19, 2, 15, tzinfo=UTC), False),
        (datetime(2024, 11, 18, 14, 0, tzinfo=UTC), True),
        (datetime(2024, 11, 12, 2, 15, tzinfo=UTC), True),
    ],
)
def test_a_worker_that_was_off_when_its_run_was_due_makes_up_for_it(
    tmp_path: Path, last: datetime | None, behind: bool
) -> None:
    """It is 09:30 on 19 November; a database without runs owes none."""
    office = office_in(tmp_path)
    with office.open_store() as store:
        if last:
            store.end_run(store.start_run("practice", last), last, {})
        store.end_run(store.start_run("practice", office.clock()), office.clock(), {}, "the mailbox was away")
    assert is_behind(office, nights_of(Worker(), practice(), office.clock())) is behind


def test_a_machine_that_slept_through_three_nights_catches_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its timers wait on as before, and its clock has gone on: the worker looks at the clock now and then."""
    asleep = timedelta()

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + asleep

    monkeypatch.setattr(apscheduler.schedulers.base, "datetime", Clock)
    monkeypatch.setattr(soundings.worker, "_GLANCE", 0.05)
    stop, ran = threading.Event(), []

    def sleep_and_wake() -> None:
        nonlocal asleep
        asleep = timedelta(days=3)

    def job() -> None:
        ran.append(Clock.now(LONDON))
        threading.Timer(0.5, stop.set).start()

    threading.Timer(0.2, sleep_and_wake).start()
    threading.Timer(20, stop.set).start()
    nights = nights_of(Worker(cron="15 2 * * *"), practice(), datetime.now(LONDON))
    run_on(nights, job, LONDON, stop=stop)
    assert len(ran) == 1


def test_the_next_run_after_a_moment_is_told_by_the_schedules_own_clocks() -> None:
    nights = nights_of(Worker(), practice(), datetime(2024, 7, 1, tzinfo=UTC))
    due = next_after(nights, datetime(2024, 7, 1, 0, 0, tzinfo=UTC), LONDON)
    assert due == datetime(2024, 7, 1, 1, 15, tzinfo=UTC)
