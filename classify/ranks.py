"""The order that a respondent gives among preferred topics of one list, out of what is likely for each."""

import math
from collections.abc import Mapping, Sequence
from itertools import permutations

import numpy as np

from classify.heads import Heads
from classify.reading import Judged
from classify.said_orders import said_orders, tabled_orders, with_ties
from classify.verdicts import Verdict
from classify.whole import Whole
from config.consultation import TopicId

_MOST = 6
"""Places of one list that are weighed against each other; a longer order is taken as each place says."""


def preferred(judged: Sequence[Judged], verdicts: Mapping[TopicId, Verdict]) -> list[Judged]:
    """The surest place of each preferred topic, in reading order: what an order can be among."""
    best: dict[TopicId, Judged] = {}
    for place in judged:
        likely = place.stances.get("prefer", 0.0)
        for topic in place.site.mention.topics if len(place.site.mention.topics) == 1 else ():
            if verdicts[topic].get("prefer", 0.0) < 0.5:
                continue
            if topic not in best or likely > best[topic].stances.get("prefer", 0.0) + 0.15:
                best[topic] = place
    return sorted(best.values(), key=lambda p: (p.site.list_index, p.site.number, p.site.mention.start))


def ranks_of(
    judged: Sequence[Judged], verdicts: Mapping[TopicId, Verdict], whole: Whole, heads: Heads
) -> tuple[dict[TopicId, int], float]:
    """The rank of each ranked topic, and how sure the least sure list is.

    What the words of each place say and what the mail as a whole says count alike. An order that is said outright wins;
    a lone rank other than 1 is no order and is left out.
    """
    places = preferred(judged, verdicts)
    ranks: dict[TopicId, int] = {}
    certainty = 1.0
    for index in sorted({p.site.list_index for p in places}):
        here = [p for p in places if p.site.list_index == index]
        said = heads.ranks(np.array([p.words for p in here]), np.array([p.whole for p in here]), len(here))
        seen = [whole.places.get(p.site.mention.topics[0], row) for p, row in zip(here, said, strict=True)]
        order, sure = best_order([tuple(map(float, row)) for row in np.sqrt(said * np.array(seen))])
        certainty = min(certainty, sure)
        ranks |= {p.site.mention.topics[0]: rank for p, rank in zip(here, order, strict=True) if rank}
    return with_ties(ranks | said_orders(places) | tabled_orders(places), places), certainty


def best_order(chances: Sequence[Sequence[float]]) -> tuple[tuple[int, ...], float]:
    """The likeliest ranks of some places, 0 for none, with their probability among those that make an order.

    An order counts from 1 without a gap, each rank once; what follows the ranked ones has none.
    """
    options = list(_orders(len(chances)))
    weights = [math.exp(sum(math.log(_chance(c, r) + 1e-6) for c, r in zip(chances, o, strict=True))) for o in options]
    best = max(range(len(options)), key=lambda n: weights[n])
    return options[best], weights[best] / (sum(weights) or 1.0)


def _chance(chances: Sequence[float], rank: int) -> float:
    """The probability of a rank; the last class stands for itself and every rank below."""
    return chances[min(rank, len(chances) - 1)]


def _orders(count: int) -> Sequence[tuple[int, ...]]:
    """Every way to rank none, some or all of so many places."""
    if count > _MOST:
        return [(0,) * count, tuple(range(1, count + 1)), tuple(range(count, 0, -1))]
    found = [(0,) * count]
    for ranked in range(1, count + 1):
        for chosen in permutations(range(count), ranked):
            order = [0] * count
            for rank, place in enumerate(chosen, 1):
                order[place] = rank
            found.append(tuple(order))
    return found
