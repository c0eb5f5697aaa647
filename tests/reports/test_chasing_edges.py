"""Chasing at the minute and the day: the deadline, the clock change, the gap, the cap, an extension."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from config.consultation import ChasingRules, Words
from reports.chasers import make_chaser_list
from reports.status import make_status
from tests.reports.made import ANN, BOB, consultation
from tests.reports.test_chasers import chase, longer, place


@pytest.mark.parametrize(
    ("deadline_on", "as_of", "words"),
    [
        # the day on which the clocks go back has twenty-five hours, all of them before the deadline
        (date(2024, 10, 27), datetime(2024, 10, 27, 23, 59, 59, tzinfo=UTC), Words.REMINDER),
        (date(2024, 10, 27), datetime(2024, 10, 28, 0, 0, tzinfo=UTC), Words.LAST),
        # the day on which they go forward ends at eleven at night UTC, as does every day of summer
        (date(2024, 3, 31), datetime(2024, 3, 31, 22, 59, 59, tzinfo=UTC), Words.REMINDER),
        (date(2024, 3, 31), datetime(2024, 3, 31, 23, 0, tzinfo=UTC), Words.LAST),
    ],
)
def test_the_last_word_begins_when_the_last_day_is_over_by_london_s_clocks(
    deadline_on: date, as_of: datetime, words: Words
) -> None:
    asked = consultation(deadline_on)
    (due,) = [d for d in make_chaser_list(make_status(asked, [], (), as_of), ()).due if d.line.stakeholder.ref == ANN]
    assert due.words is words


@pytest.mark.parametrize(
    ("gap", "last", "as_of", "where"),
    [
        (0, "11-19 23:59", "11-20 00:00", "due"),
        (1, "11-19 23:59", "11-20 00:00", "due"),
        (2, "11-19 00:00", "11-20 23:59", "held"),
        (2, "11-19 23:59", "11-21 00:00", "due"),
        (5, "11-15 00:00", "11-19 23:59", "held"),
        (5, "11-15 23:59", "11-20 00:00", "due"),
        # longer than all that is left: the last word comes late, and comes
        (30, "11-15 12:00", "12-14 23:59", "held"),
        (30, "11-15 12:00", "12-15 00:00", "due"),
    ],
)
def test_the_gap_at_its_edge(gap: int, last: str, as_of: str, where: str) -> None:
    """In whole days of London's, whatever the hour of either."""
    asked = replace(consultation(), chasing=ChasingRules(least_gap_days=gap))
    assert place(ANN, chase(as_of, made=((ANN, last),), asked=asked)) == where


@pytest.mark.parametrize("most", [1, 2, 3])
def test_the_cap_at_its_edge(most: int) -> None:
    """One fewer leaves room for one more; mails on one day count once, and those of another line not at all."""
    asked = replace(consultation(), chasing=ChasingRules(most_chasers=most))
    days = [f"11-0{n} 10:00" for n in range(1, 1 + most)]
    full = tuple((ANN, at) for at in days)
    twice = (*full[:-1], *full[:-1], *((BOB, at) for at in days))
    assert place(ANN, chase("11-20 09:00", made=full, asked=asked)) == "held"
    assert place(ANN, chase("11-20 09:00", made=twice, asked=asked)) == "due"
    (held,) = [h for h in chase("11-20 09:00", made=full, asked=asked).held if h.line.stakeholder.ref == ANN]
    assert held.why == f"chased {most} time{'s' * (most > 1)} already"


@pytest.mark.parametrize(("as_of", "where"), [("11-29 23:59:59.999999", "held"), ("11-30 00:00", "due")])
def test_an_extension_holds_to_the_last_moment_of_its_day(as_of: str, where: str) -> None:
    """Against every reminder that fell due meanwhile; and the last word counts from its end."""
    chasers = chase(as_of, extensions=(longer(ANN, date(2024, 11, 29)),))
    assert place(ANN, chasers) == where
    if where == "due":
        (due,) = [d for d in chasers.due if d.line.stakeholder.ref == ANN]
        assert (due.words, due.due_on) == (Words.LAST, date(2024, 11, 30))
