"""Replies over time: how many had replied by each day, the new ones of the day, and the days of reminders."""

from collections.abc import Sequence
from datetime import date

from reports.charts.shapes import FAINT, FIRST, INK, OPPOSE, PREFER, TRACK, WIDTH, Bar, Chart, Rule, Shape, Words, key
from reports.results_time import Day
from reports.wording import MONTHS, say_day, say_number

_LEFT, _TOP, _TALL = 34, 66, 210
_BOTTOM = _TOP + _TALL
_LABELS = 7
"""At most so many days are named below."""


def chart_replies(days: Sequence[Day], deadline_on: date) -> Chart:
    """A step for each day's total, a bar for its new replies, a mark for its reminders."""
    most = _round_up(max((d.total for d in days), default=0))
    wide = (WIDTH - _LEFT - 6) / max(len(days), 1)
    shapes: list[Shape] = [*key(((FIRST, "replied so far"), (PREFER, "new that day"), (OPPOSE, "reminders")), 14)]
    shapes += _scale(most)
    before = 0.0
    for at, day in enumerate(days):
        x, new, total = _LEFT + at * wide, *(_TALL * n / most for n in (day.replied.value, day.total))
        if new:
            shapes.append(Bar(x + 0.15 * wide, _BOTTOM - new, 0.7 * wide, new, PREFER))
        if total != before:
            shapes.append(Rule(x, _BOTTOM - before, x, _BOTTOM - total, FIRST, 2.5))
        shapes.append(Rule(x, _BOTTOM - total, x + wide, _BOTTOM - total, FIRST, 2.5))
        before = total
        shapes += _marks(day, x, wide, deadline_on)
    shapes += _dates(days, wide)
    return Chart("replies", "Replies and reminders, day by day", _told(days, deadline_on), _BOTTOM + 26, tuple(shapes))


def _scale(most: int) -> list[Shape]:
    shapes: list[Shape] = []
    for number in range(0, most + 1, max(most // 4, 1)):
        y = _BOTTOM - _TALL * number / most
        shapes += [Rule(_LEFT, y, WIDTH - 6, y, TRACK), Words(_LEFT - 6, y + 5, str(number), 13, FAINT, "end")]
    return shapes


def _marks(day: Day, x: float, wide: float, deadline_on: date) -> list[Shape]:
    shapes: list[Shape] = []
    middle = x + wide / 2
    if day.chasers:
        shapes += [
            Rule(middle, _TOP - 6, middle, _BOTTOM, OPPOSE, 1.5, dashed=True),
            Words(middle, _TOP - 10, str(day.chasers), 13, anchor="middle"),
        ]
    if day.on == deadline_on:
        end = x + wide
        shapes += [
            Rule(end, _TOP - 22, end, _BOTTOM, INK, 1.5),
            Words(end - 5, _TOP - 26, "deadline", 13, anchor="end"),
        ]
    return shapes


def _dates(days: Sequence[Day], wide: float) -> list[Shape]:
    every = max(-(-len(days) // _LABELS), 1)
    return [
        Words(_LEFT + (at + 0.5) * wide, _BOTTOM + 18, f"{day.on.day} {MONTHS[day.on.month - 1]}", 13, anchor="middle")
        for at, day in enumerate(days)
        if at % every == 0 and at + every / 2 < len(days)
    ]


def _round_up(most: int) -> int:
    """The next number that four equal steps lead to, and whose steps are round."""
    for step in (1, 2, 5, 10, 15, 20, 25, 50):
        if most <= 4 * step:
            return 4 * step
    return -(-most // 100) * 100


def _told(days: Sequence[Day], deadline_on: date) -> str:
    loud = [d for d in days if not d.quiet]
    if not loud:
        return "Nobody has replied yet."
    each = (
        f"{say_day(d.on)}: {say_number(d.replied.value, 'new reply', 'new replies')}, {d.total} so far"
        + (f", {say_number(d.chasers, 'reminder')} sent" if d.chasers else "")
        for d in loud
    )
    return "; ".join(each) + f". The deadline was {say_day(deadline_on)}."
