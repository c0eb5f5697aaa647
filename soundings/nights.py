"""When a consultation is read: every night by the clock, and more often near its deadline where that is set."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger

from config.consultation import Consultation
from config.settings import Worker
from reports.deadline import end_of
from soundings.schedule import nightly


class Nights(BaseTrigger):  # type: ignore[misc]
    """The nightly runs, and between `since` and `until` one every so often as well."""

    def __init__(self, night: BaseTrigger, every: timedelta, since: datetime, until: datetime):
        self._night, self._every, self._since, self._until = night, every, since, until

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """The next run after the one before, or from now on where there was none."""
        night: datetime | None = self._night.get_next_fire_time(previous_fire_time, now)
        # in UTC, where an hour is an hour; a clock that was put back must not let us wait for the old time
        before = min(previous_fire_time, now).astimezone(UTC) + self._every if previous_fire_time else now
        soon = max(self._since, before.astimezone(UTC))
        if not self._every or soon > self._until:
            return night
        return min(night, soon) if night else soon


def zone_of(settings: Worker, consultation: Consultation) -> ZoneInfo:
    """By whose clocks the worker runs: the settings' zone, else the consultation's."""
    return ZoneInfo(settings.zone) if settings.zone else consultation.zone


def nights_of(settings: Worker, consultation: Consultation, now: datetime) -> Nights:
    """The schedule of an installation. Raises ConfigError where its cron expression cannot be used."""
    zone = zone_of(settings, consultation)
    end = end_of(consultation.deadline_on, consultation.zone)
    return Nights(
        nightly(settings.cron, zone, now.astimezone(zone).year),
        timedelta(minutes=settings.near_minutes),
        end - timedelta(days=settings.near_days + 1),
        end + timedelta(days=1),
    )


def next_after(trigger: BaseTrigger, moment: datetime, zone: ZoneInfo) -> datetime | None:
    """The first run that was to come after a moment; None where none comes any more."""
    local = moment.astimezone(zone)
    found: datetime | None = trigger.get_next_fire_time(local, local)
    return found
