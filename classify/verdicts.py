"""What counts of each topic: what the words of each reference say, and what the mail as a whole says, weighed.

What an installation has learned from its corrections is added last.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from classify.encoder import Vectors
from classify.heads import STANCES, softmax
from classify.learned import Layer, chance_of, log_odds
from classify.reading import Judged
from classify.whole import Whole
from config.consultation import TopicId

Verdict = Mapping[str, float]
"""The probability of each stance on a topic."""

_WORDS, _WHOLE = 0.5, 0.5
"""What each counts, as logarithms of odds."""

_LEAST = 1e-4


def verdicts_of(judged: Sequence[Judged], whole: Whole, learned: Layer | None = None) -> dict[TopicId, Verdict]:
    """The verdict on every topic that some words refer to."""
    verdicts = {}
    for topic, places in places_by_topic(judged).items():
        verdict = _verdict(places, whole.views.get(topic))
        verdicts[topic] = verdict if learned is None else _as_learned(verdict, places, learned)
    return verdicts


def places_by_topic(judged: Sequence[Judged]) -> dict[TopicId, list[Judged]]:
    """All places that refer to each topic."""
    places: dict[TopicId, list[Judged]] = defaultdict(list)
    for place in judged:
        for topic in place.site.mention.topics:
            places[topic].append(place)
    return places


def surest_words(places: Sequence[Judged]) -> Vectors:
    """The vectors of the place that is surest of anything."""
    surest = max(places, key=lambda p: max(p.stances.get(s, 0.0) for s in STANCES))
    return np.asarray(np.concatenate([surest.words, surest.whole], axis=-1), dtype=np.float32)


def logits_of(verdict: Verdict) -> Vectors:
    """The logits of each of STANCES."""
    return np.asarray(np.log(np.array([verdict[s] for s in STANCES]) + _LEAST), dtype=np.float32)


def _as_learned(verdict: Verdict, places: Sequence[Judged], learned: Layer) -> Verdict:
    shares = softmax(logits_of(verdict) + learned(surest_words(places)))
    any_view = min(sum(verdict.values()), 1.0)
    return {s: float(share) * any_view for s, share in zip(STANCES, shares, strict=True)}


def _verdict(places: Sequence[Judged], seen: Verdict | None) -> Verdict:
    said = {s: max(p.stances.get(s, 0.0) for p in places) for s in STANCES}
    if seen is None:
        return said
    return {s: chance_of(_WORDS * log_odds(said[s]) + _WHOLE * log_odds(seen[s])) for s in said}
