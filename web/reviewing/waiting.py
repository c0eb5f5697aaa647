"""The queue behind the review pages, worked out once for as long as what it rests on stays."""

from dataclasses import dataclass

from starlette.datastructures import State

from reports.queue import Item, make_queue
from reports.reading import Reading, read_each
from reports.respondents import find_respondents
from reports.tally import count_topics
from web.desk import View


@dataclass(frozen=True, slots=True)
class _Kept:
    readings: tuple[Reading, ...]
    queue: tuple[Item, ...]


def queue_of(state: State, view: View) -> tuple[Item, ...]:
    """Every mail that waits as at the view's moment, what matters most first; kept in the application's state."""
    kept: _Kept | None = getattr(state, "waiting", None)
    if kept is None or kept.readings is not view.readings:
        records = tuple(view.records.values())
        counts = count_topics(view.consultation, find_respondents(view.consultation, records, view.as_of))
        queue = make_queue(view.consultation, read_each(records, view.as_of), counts)
        kept = state.waiting = _Kept(view.readings, queue)
    return kept.queue
