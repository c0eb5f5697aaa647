"""The queue behind the review pages, worked out once for as long as what it rests on stays."""

from dataclasses import dataclass

from starlette.datastructures import State

from config.consultation import Consultation, TopicId
from reports.near_cut import near_the_cut
from reports.queue import Item, make_queue, renew_queue
from reports.reading import Reading, read_mail
from web.desk import View


@dataclass(frozen=True, slots=True)
class _Kept:
    """A queue with what it was made of; `close` are the topics near the cut, worked out so many queues ago."""

    consultation: Consultation
    readings: tuple[Reading, ...]
    queue: tuple[Item, ...]
    close: frozenset[TopicId]
    age: int = 0


def queue_of(state: State, view: View) -> tuple[Item, ...]:
    """Every mail that waits as at the view's moment, what matters most first; kept in the application's state."""
    kept: _Kept | None = getattr(state, "waiting", None)
    if kept is None or kept.consultation != view.consultation:
        kept = _made(view, near_the_cut(view.consultation, view.readings))
    elif kept.readings is not view.readings:
        kept = _renewed(view, kept)
    state.waiting = kept
    return kept.queue


def _made(view: View, close: frozenset[TopicId]) -> _Kept:
    readings = (each for reading in view.readings for each in _each(reading, view))
    return _Kept(view.consultation, view.readings, make_queue(view.consultation, readings, close), close)


def _renewed(view: View, kept: _Kept) -> _Kept:
    """The same with what has changed. What is near the cut is worked out again for every hundredth of the mails."""
    age = kept.age + 1
    if age * 100 >= len(view.readings):
        close, age = near_the_cut(view.consultation, view.readings), 0
        if close != kept.close:
            return _made(view, close)
    before, after = ({id(reading) for reading in readings} for readings in (kept.readings, view.readings))
    gone = {mail for reading in kept.readings if id(reading) not in after for mail in reading.mails}
    new = [each for reading in view.readings if id(reading) not in before for each in _each(reading, view)]
    queue = renew_queue(kept.queue, view.consultation, gone, new, kept.close)
    return _Kept(view.consultation, view.readings, queue, kept.close, age)


def _each(reading: Reading, view: View) -> tuple[Reading, ...]:
    """Each mail by itself, though a person has joined it to another."""
    return tuple(read_mail(view.records[mail]) for mail in reading.mails) if reading.parts else (reading,)
