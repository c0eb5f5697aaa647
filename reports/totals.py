"""Counting lines: how many were asked, how many have replied, by standing and by group."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.standing import Standing
from reports.status import LineStatus, Status


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of those asked have replied; a statement that there is nothing to say is a reply, a late one too."""

    asked: int
    replied: int
    late: int
    nothing_to_say: int

    @property
    def share(self) -> float:
        """Replied of asked, 0 to 1; 0 where nobody was asked."""
        return self.replied / self.asked if self.asked else 0.0

    @property
    def words(self) -> str:
        """As one says it: "31 of 72 (43%)"."""
        return f"{self.replied} of {self.asked} ({percent(self.replied, self.asked)})"


def percent(part: int, whole: int) -> str:
    """A whole percentage, halves rounded up; a dash where there is nothing to divide by."""
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else "–"


def rate_of(lines: Iterable[LineStatus]) -> Rate:
    """The rate over these lines; collective ones are counted by their members."""
    counted = [line for line in lines if not line.collective]
    return Rate(
        len(counted),
        sum(line.standing.has_replied for line in counted),
        sum(line.standing.has_replied and line.late for line in counted),
        sum(line.standing is Standing.NOTHING_TO_SAY for line in counted),
    )


def rates_by_group(status: Status) -> tuple[tuple[str, Rate], ...]:
    """Each group of the list with its rate, in the letter's order."""
    return tuple((group, rate_of(lines)) for group, lines in grouped(status.lines))


def grouped(lines: Sequence[LineStatus]) -> tuple[tuple[str, tuple[LineStatus, ...]], ...]:
    """The lines group by group, in the order in which the groups first appear."""
    groups = dict.fromkeys(line.stakeholder.group for line in lines)
    return tuple((group, tuple(line for line in lines if line.stakeholder.group == group)) for group in groups)


def count_standings(status: Status) -> dict[Standing, int]:
    """How many of those asked stand where; every standing is named."""
    counts = Counter(line.standing for line in status.asked)
    return {standing: counts[standing] for standing in Standing}
