"""The queue behind the review pages, worked out once for as long as what it rests on stays."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from starlette.datastructures import State

from config.consultation import Consultation, TopicId
from ingest.message import ArchiveId
from reports.doubts import Doubt, doubts_of
from reports.queue import Item, make_queue, near_the_cut
from reports.reading import Reading, read_mail
from reports.respondents import find_respondents
from reports.tally import count_topics
from web.desk import View


@dataclass(frozen=True, slots=True)
class _Kept:
    """A queue with what it was made of. `doubts` are by mail, beside the reading that they are about."""

    consultation: Consultation
    readings: tuple[Reading, ...]
    queue: tuple[Item, ...]
    doubts: dict[ArchiveId, tuple[Reading, tuple[Doubt, ...]]] = field(default_factory=dict)


def queue_of(state: State, view: View) -> tuple[Item, ...]:
    """Every mail that waits as at the view's moment, what matters most first; kept in the application's state."""
    kept: _Kept | None = getattr(state, "waiting", None)
    if kept is None or kept.readings is not view.readings:
        known = kept.doubts if kept and kept.consultation == view.consultation else {}
        kept = state.waiting = _work_out(view, known)
    return kept.queue


def _work_out(view: View, known: dict[ArchiveId, tuple[Reading, tuple[Doubt, ...]]]) -> _Kept:
    """A new queue; the doubts of mails that have not changed are those that are known."""
    doubts: dict[ArchiveId, tuple[Reading, tuple[Doubt, ...]]] = {}

    def doubts_on(reading: Reading) -> tuple[Doubt, ...]:
        before = known.get(reading.archive_id)
        now = before if before and before[0] is reading else (reading, doubts_of(reading, view.consultation))
        doubts[reading.archive_id] = now
        return now[1]

    queue = make_queue(view.consultation, _each(view), _near_the_cut(view), doubts_on)
    return _Kept(view.consultation, view.readings, queue, doubts)


def _each(view: View) -> Iterator[Reading]:
    """Each mail by itself, though a person has joined it to another."""
    for reading in view.readings:
        if not reading.parts:
            yield reading
        else:
            yield from (read_mail(view.records[mail]) for mail in reading.mails)


def _near_the_cut(view: View) -> frozenset[TopicId]:
    respondents = find_respondents(view.consultation, view.records.values(), view.as_of)
    counts = count_topics(view.consultation, respondents)
    lists = (([(c.topic.id, c.prefer) for c in count.topics], count.topic_list.limit) for count in counts)
    return frozenset(topic for prefer, limit in lists for topic in near_the_cut(prefer, limit))
