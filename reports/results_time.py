"""The time line: the first replies of each day beside the reminders sent."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from config.consultation import Ref
from reports.deadline import day_of
from reports.figure import Figure, Voice
from reports.status import Status
from store.rows import Chaser


@dataclass(frozen=True, slots=True)
class Day:
    """One day: who replied first on it, how many had replied by its end, and how many reminders went out."""

    on: date
    replied: Figure
    total: int
    chasers: int

    @property
    def quiet(self) -> bool:
        """Whether nothing happened."""
        return not self.replied.value and not self.chasers


def time_line(status: Status, voices: Mapping[Ref, Voice], chasers: Iterable[Chaser]) -> tuple[Day, ...]:
    """Every day from the letter's to the deadline, or to the last on which something happened; none after `as_of`.

    Two reminders to one line on one day are one.
    """
    zone = status.consultation.zone
    replied: dict[date, list[Voice]] = defaultdict(list)
    for line in status.asked:
        if line.standing.has_replied and line.replied_at and line.stakeholder.ref in voices:
            replied[day_of(line.replied_at, zone)].append(voices[line.stakeholder.ref])
    once = {(c.ref, day_of(c.made_at, zone)) for c in chasers if c.ref in voices and c.made_at <= status.as_of}
    sent = Counter(day for _, day in once)
    first = min((status.consultation.sent_on, *replied, *sent))
    last = min(day_of(status.as_of, zone), max((status.consultation.deadline_on, *replied, *sent)))
    days, total = [], 0
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        total += len(replied[on])
        days.append(Day(on, Figure(tuple(replied[on]), len(voices)), total, sent[on]))
    return tuple(days)
