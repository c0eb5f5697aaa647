"""Whether confidences mean what they say: of the decisions at 0.9, nine in ten should be right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.labels import VIEWS, Labels
from classify.analysis import Analysis

EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


@dataclass(frozen=True, slots=True)
class Sureness:
    """One decision of one mail: what was decided, how surely, and whether it was right."""

    about: str
    confidence: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class Band:
    """The decisions whose confidence lies from `low` up to `high`, with their mean and the share that is right."""

    low: float
    high: float
    decisions: int
    mean: float
    right: float


def surenesses_of(gold: Labels, analysis: Analysis) -> Iterator[Sureness]:
    """The kind; the topics spoken of (a mention says no more than silence); the answers, of replies alone."""
    yield Sureness("kind", analysis.kind.confidence, str(analysis.kind.value) == gold.kind)
    for view in analysis.topics:
        right = gold.topics[view.topic].stance if view.topic in gold.topics else ""
        said = str(view.stance)
        yield Sureness("topics", view.confidence, said == right or (said not in VIEWS and right not in VIEWS))
    if gold.counts_as_reply and analysis.kind.value.counts_as_reply:
        for answer in analysis.answers:
            yield Sureness("answers", answer.confidence, str(answer.status) == gold.answer(answer.question).status)


def bands(seen: Iterable[Sureness], about: str, edges: Sequence[float] = EDGES) -> tuple[Band, ...]:
    """Decisions of one kind by confidence, lowest band first; a band without any is left out."""
    ours = [one for one in seen if one.about == about]
    made = []
    for low, high in pairwise(edges):
        inside = [one for one in ours if low <= one.confidence < high or high == edges[-1] == one.confidence]
        if inside:
            mean = sum(one.confidence for one in inside) / len(inside)
            made.append(Band(low, high, len(inside), mean, sum(one.is_right for one in inside) / len(inside)))
    return tuple(made)


def calibration_error(of: Sequence[Band]) -> float:
    """By how much confidence and rightness differ, over all decisions; 0.0 where there is none."""
    decisions = sum(band.decisions for band in of)
    return sum(band.decisions * abs(band.mean - band.right) for band in of) / decisions if decisions else 0.0
