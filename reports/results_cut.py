"""What is above the cut of a list, and whether replies that are still out or not yet reviewed could change it.

The bounds hold for every way in which it may go on: whoever has not replied may choose any set of topics; of a reply
that waits for a person, each view may be wrong; a waiting mail that is nobody's may turn out to be anybody's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from config.consultation import Topic, TopicId
from reports.figure import Voice
from reports.tally import ListCount, TopicCount


class Fate(StrEnum):
    """Whether a topic is among those that there is room for, however it goes on."""

    IN = "in"
    OUT = "out"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Pending:
    """Who could still change the figures.

    `out` have not replied; `nil` said that they have nothing to say, in a mail that waits for a person; `waiting` gave
    a view, and a mail of theirs waits; `strays` counts waiting mails that are nobody's of the list, one voice each.
    """

    out: tuple[Voice, ...] = ()
    nil: tuple[Voice, ...] = ()
    waiting: tuple[Voice, ...] = ()
    strays: int = 0

    @property
    def replies_out(self) -> "Pending":
        """Only those who have not replied: what is there is taken as it was read."""
        return Pending(out=self.out)

    @property
    def unreviewed(self) -> "Pending":
        """Only what waits for a person: nobody else replies any more."""
        return Pending(nil=self.nil, waiting=self.waiting, strays=self.strays)

    @property
    def any(self) -> bool:
        """Whether anything can still change."""
        return bool(self.out or self.nil or self.waiting or self.strays)


@dataclass(frozen=True, slots=True)
class Reach:
    """How few and how many may prefer a topic in the end."""

    topic: Topic
    low: int
    now: int
    high: int


@dataclass(frozen=True, slots=True)
class Cut:
    """The cut of one list; `replied` counts those who have, with or without a view."""

    counts: ListCount
    pending: Pending
    replied: int

    @property
    def places(self) -> int:
        """How many topics there is room for."""
        return min(self.counts.topic_list.limit, len(self.counts.topics))

    @property
    def margin(self) -> int | None:
        """By how many the last topic inside leads the first one outside; None where all fit."""
        return self.counts.margin

    @property
    def inside(self) -> tuple[TopicCount, ...]:
        """The topics above the cut as the figures stand."""
        return self.counts.topics[: self.places]

    @property
    def outside(self) -> tuple[TopicCount, ...]:
        """Those below it."""
        return self.counts.topics[self.places :]

    @property
    def level(self) -> tuple[TopicCount, ...]:
        """The topics that are level across the cut; none where the last inside leads."""
        if self.margin != 0:
            return ()
        last = self.outside[0].prefer.value
        return tuple(c for c in self.counts.topics if c.prefer.value == last)

    @property
    def needed(self) -> int | None:
        """How many more for the first topic outside, and not for the last inside, would put it ahead."""
        return None if self.margin is None else self.margin + 1

    def reaches(self, pending: Pending | None = None) -> tuple[Reach, ...]:
        """The bounds of every topic, in the list's order."""
        pending = self.pending if pending is None else pending
        return tuple(self._reach(c, pending) for c in self.counts.topics)

    def _reach(self, count: TopicCount, pending: Pending) -> Reach:
        """A stray mail can turn round one more of those who seemed settled, in either direction."""
        waiting = {v.ref for v in pending.waiting}
        chose = {v.ref for v in count.prefer.behind}
        now = count.prefer.value
        lost = min(now, len(waiting & chose) + pending.strays)
        fresh = len(pending.out) + len(pending.nil) + len(waiting - chose)
        rest = self.replied + len(self.pending.out) - now - fresh
        return Reach(count.topic, now - lost, now, now + fresh + min(pending.strays, max(rest, 0)))

    def fates(self, pending: Pending | None = None) -> dict[TopicId, Fate]:
        """Every topic's fate; one that could end level at the cut is open."""
        reaches = self.reaches(pending)
        return {r.topic.id: _fate(r, [o for o in reaches if o is not r], self.places) for r in reaches}

    def is_open(self, pending: Pending | None = None) -> bool:
        """Whether the topics above the cut could still be others."""
        return Fate.OPEN in self.fates(pending).values()


def _fate(reach: Reach, others: Iterable[Reach], places: int) -> Fate:
    """The topics' bounds can all be met at once, for one voice may choose any set of them.

    Only with stray mails they cannot always: then a topic may be called open that is settled, never the reverse.
    """
    others = tuple(others)
    if sum(o.high >= reach.low for o in others) < places:
        return Fate.IN
    if sum(o.low > reach.high for o in others) >= places:
        return Fate.OUT
    return Fate.OPEN
