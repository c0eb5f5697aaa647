"""Which topics are near the cut: one view more or less could take them into what there is room for, or out of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from classify.analysis import Kind, Stance
from config.consultation import Consultation, TopicId
from reports.reading import Reading


def near_the_cut(consultation: Consultation, readings: Iterable[Reading]) -> frozenset[TopicId]:
    """Of every list, from mails given oldest first; each who wrote counts once, by the last word on a topic."""
    prefer = _preferences(readings)
    near: set[TopicId] = set()
    for each in consultation.lists:
        counts = [(topic.id, prefer[topic.id]) for topic in consultation.topics_of(each.id)]
        near.update(close_to(sorted(counts, key=lambda count: -count[1]), each.limit))
    return frozenset(near)


def close_to(prefer: Sequence[tuple[TopicId, int]], limit: int) -> Iterator[TopicId]:
    """The topics of one list, given with their numbers from the most to the least preferred."""
    if not 0 < limit < len(prefer):
        return
    last, first_out = prefer[limit - 1][1], prefer[limit][1]
    yield from (topic for topic, number in prefer[:limit] if number - first_out <= 1)
    yield from (topic for topic, number in prefer[limit:] if last - number <= 1)


def _preferences(readings: Iterable[Reading]) -> Counter[TopicId]:
    """How many prefer each topic."""
    last: dict[tuple[str, TopicId], Stance] = {}
    for reading in readings:
        if reading.kind is not Kind.RESPONSE:
            continue
        for ref in reading.refs:
            last |= {(ref, view.topic): view.stance for view in reading.effective.of(ref).topics}
        if not reading.refs:
            address = reading.record.mail.from_address.lower()
            last |= {(address, view.topic): view.stance for view in reading.effective.analysis.topics}
    return Counter(topic for (_, topic), stance in last.items() if stance is Stance.PREFER)
