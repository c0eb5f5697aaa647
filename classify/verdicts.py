"""What counts of each topic: what the words of each reference say, and what the mail as a whole says, weighed."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from classify.reading import Judged
from classify.whole import Whole
from config.consultation import TopicId

Verdict = Mapping[str, float]
"""The probability of each stance on a topic."""

_WORDS, _WHOLE = 0.5, 0.5
"""What each counts, as logarithms of odds."""


def verdicts_of(judged: Sequence[Judged], whole: Whole) -> dict[TopicId, Verdict]:
    """The verdict on every topic that some words refer to."""
    places: dict[TopicId, list[Judged]] = defaultdict(list)
    for place in judged:
        for topic in place.site.mention.topics:
            places[topic].append(place)
    return {topic: _verdict(found, whole.views.get(topic)) for topic, found in places.items()}


def _verdict(places: Sequence[Judged], seen: Verdict | None) -> Verdict:
    said = {s: max(p.stances.get(s, 0.0) for p in places) for s in ("prefer", "oppose", "mention")}
    if seen is None:
        return said
    return {s: _odds_to_chance(_WORDS * _odds(said[s]) + _WHOLE * _odds(seen[s])) for s in said}


def _odds(chance: float) -> float:
    kept = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


def _odds_to_chance(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-odds))
