"""The mails that wait for a person, what matters most first."""

from bisect import insort
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from config.consultation import Consultation, Ref, TopicId
from ingest.message import ArchiveId
from reports.deadline import day_of
from reports.doubts import Doubt, Stake, doubts_of
from reports.reading import Reading
from store.rows import MailRecord
from store.words import standing_words


@dataclass(frozen=True, slots=True)
class Item:
    """One mail that waits. `doubts` are never empty, the worst first.

    `near_cut` are topics in doubt that one view more or less could take over the cut.
    """

    reading: Reading
    doubts: tuple[Doubt, ...]
    statutory: bool = False
    near_cut: tuple[TopicId, ...] = ()

    @property
    def mail(self) -> ArchiveId:
        """The mail's name."""
        return self.reading.archive_id

    @property
    def stake(self) -> Stake:
        """The worst that a mistake would make wrong."""
        return self.doubts[0].stake


@dataclass(frozen=True, slots=True)
class Done:
    """How many mails people decided on one day, all together and each by themselves."""

    mails: int
    by_person: tuple[tuple[str, int], ...]

    def by(self, person: str) -> int:
        """How many of them one person decided."""
        return dict(self.by_person).get(person, 0)


def make_queue(
    consultation: Consultation, readings: Iterable[Reading], close: Collection[TopicId] = ()
) -> tuple[Item, ...]:
    """Every mail that waits: by what would be wrong, then statutory consultees and the cut, then the least sure.

    `readings` are of each mail by itself, as those of `read_each`: what is decided of a mail is decided of it alone.
    `close` are the topics near the cut.
    """
    return tuple(sorted(_items(consultation, readings, close), key=_order))


def renew_queue(
    queue: Iterable[Item],
    consultation: Consultation,
    gone: Collection[ArchiveId],
    new: Iterable[Reading],
    close: Collection[TopicId] = (),
) -> tuple[Item, ...]:
    """The queue without some mails and with others, as `make_queue` would make it of all of them."""
    items = [item for item in queue if item.mail not in gone]
    for item in _items(consultation, new, close):
        insort(items, item, key=_order)
    return tuple(items)


def _items(consultation: Consultation, readings: Iterable[Reading], close: Collection[TopicId]) -> Iterator[Item]:
    statutory = {s.ref for s in consultation.stakeholders if s.statutory}
    for reading in readings:
        doubts = doubts_of(reading, consultation)
        if doubts:
            yield _item(reading, doubts, statutory, close)


def next_after(queue: Sequence[Item], mail: ArchiveId) -> Item | None:
    """What to look at after a mail, so that those skipped before it do not come back until the end is reached."""
    at = next((at for at, item in enumerate(queue) if item.mail == mail), -1)
    others = [*queue[at + 1 :], *queue[: max(at, 0)]]
    return others[0] if others else None


def done_on(day: date, mails: Iterable[MailRecord], zone: ZoneInfo) -> Done:
    """The mails on which somebody's word of that day stands."""
    by: dict[str, set[ArchiveId]] = {}
    for record in (mail for mail in mails if mail.corrections):
        for word in standing_words(record.corrections):
            if day_of(word.at, zone) == day:
                by.setdefault(word.by, set()).add(record.mail.archive_id)
    everyone = frozenset().union(*by.values())
    return Done(len(everyone), tuple((person, len(by[person])) for person in sorted(by)))


def _item(reading: Reading, doubts: tuple[Doubt, ...], statutory: Collection[Ref], close: Collection[TopicId]) -> Item:
    paths = {d.path for d in doubts}
    every = bool(paths & {"kind", "stakeholders", "topics", ""})
    views = (v.topic for v in reading.effective.analysis.topics)
    near = tuple(t for t in views if t in close and (every or f"topics.{t}" in paths))
    return Item(reading, doubts, any(r in statutory for r in reading.refs), near)


def _order(item: Item) -> tuple[object, ...]:
    first = item.doubts[0]
    weighty = item.statutory or bool(item.near_cut)
    return (item.stake, not weighty, first.confidence, item.reading.received_at, item.mail)
