"""The order that a respondent gives among preferred topics of one list: a field over their preferred references.

Labels are "1" to "6" for a place, and "none" where a topic is chosen without an order (GUIDELINES: rank).
"""

import re
from collections.abc import Sequence

from classify.crf import Model
from classify.language import tidy, tokens_of
from classify.reading import Judged
from classify.said_orders import said_orders
from config.consultation import TopicId

UNRANKED = "none"
_ORDER = re.compile(
    r"\b(?:in (?:that|this|the following|our|rank|priority|descending|order of)\b[^.]{0,20}\border|in order"
    r"|order of (?:priority|preference|importance)|rank\w*|priority order|followed by|then|first"
    r"|second|third|fourth|top|highest|number one"
    r"|no\.? ?1|next|last|lowest|1st|2nd|3rd|4th)\b|[>=]",
    re.IGNORECASE,
)
_NO_ORDER = re.compile(
    r"\b(?:no (?:particular )?order|not in (?:any )?(?:particular )?order|equal\w*|unranked|any order|joint)\b",
    re.IGNORECASE,
)
_PLACES = {
    "1": r"first|1st|top|highest|number one|no\.? ?1|main|foremost|above all|uppermost|leading|one",
    "2": r"second|2nd|next|after that|then|followed|runner|behind|two",
    "3": r"third|3rd|three",
    "4": r"fourth|4th|four|lastly|finally",
}


def preferred(judged: Sequence[Judged]) -> list[Judged]:
    """The surest preferred place of each topic, in reading order: what an order can be among."""
    best: dict[TopicId, Judged] = {}
    for place in judged:
        likely = place.stances.get("prefer", 0.0)
        for topic in place.site.mention.topics if len(place.site.mention.topics) == 1 else ():
            if likely >= 0.5 and (topic not in best or likely > best[topic].stances["prefer"] + 0.15):
                best[topic] = place
    return sorted(best.values(), key=lambda p: (p.site.list_index, p.site.number, p.site.mention.start))


def rank_features(places: Sequence[Judged]) -> list[list[str]]:
    """The features of each preferred place; places of one list follow each other."""
    features = []
    text = " ".join(dict.fromkeys(p.site.unit.text for p in places))
    ordered, free = len(_ORDER.findall(text)), bool(_NO_ORDER.search(text))
    for n, place in enumerate(places):
        site = place.site
        index = sum(1 for p in places[:n] if p.site.list_index == site.list_index)
        total = sum(1 for p in places if p.site.list_index == site.list_index)
        features.append(
            [
                "bias",
                f"index={min(index, 5)}",
                f"total={min(total, 6)}",
                f"order={min(ordered, 3)}",
                f"free={free}",
                f"index={min(index, 5)}|order={min(ordered, 2)}|free={free}",
                f"marker={site.unit.marker if site.unit.marker.isdigit() else bool(site.unit.marker)}",
                f"list={site.list_index}|total={min(total, 3)}",
                *_near(place),
                *_around(place, places),
            ]
        )
    return features


def _near(place: Judged) -> list[str]:
    site, mention = place.site, place.site.mention
    left, right = tidy(site.unit.text[: mention.start]), tidy(site.unit.text[mention.end :])
    features = []
    for rank, words in _PLACES.items():
        pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
        before = [m.end() for m in pattern.finditer(left)]
        after = [m.start() for m in pattern.finditer(right)]
        if before:
            features += [f"before={rank}", f"before={rank}|{min((len(left) - before[-1]) // 15, 4)}"]
        if after:
            features += [f"after={rank}", f"after={rank}|{min(after[0] // 15, 4)}"]
        if pattern.search(tidy(site.unit.heading)):
            features.append(f"heading={rank}")
        if any(pattern.search(cell) or cell.strip() == rank for cell in site.unit.row):
            features.append(f"row={rank}")
    features += [f"l={t.lower}" for t in tokens_of(left)[-6:]]
    features += [f"r={t.lower}" for t in tokens_of(right)[:6]]
    if _ORDER.search(tidy(site.unit.heading)):
        features.append("heading-order")
    if _ORDER.search(tidy(site.unit.text)):
        features.append("unit-order")
    return features


def _around(place: Judged, places: Sequence[Judged]) -> list[str]:
    here = [p for p in places if p.site.number == place.site.number and p.site.list_index == place.site.list_index]
    index = next(i for i, p in enumerate(here) if p is place)
    features = [f"in-unit={min(index, 4)}of{min(len(here), 5)}"]
    if index:
        between = place.site.unit.text[here[index - 1].site.mention.end : place.site.mention.start]
        features.append(f"between={' '.join(tidy(between).lower().split())[:24]}")
    return features


def ranks_of(judged: Sequence[Judged], model: Model) -> tuple[dict[TopicId, int], float]:
    """The rank of each ranked topic, and how sure the least sure of all decisions is.

    An order that is said outright wins; a lone rank other than 1 is no order and is left out.
    """
    places = preferred(judged)
    labelling = model.label(rank_features(places))
    ranks: dict[TopicId, int] = {}
    taken: dict[int, set[int]] = {}
    certainty = 1.0
    for place, marginals in zip(places, labelling.marginals, strict=True):
        label = _decide(marginals)
        certainty = min(certainty, marginals[label])
        if label == UNRANKED:
            continue
        used = taken.setdefault(place.site.list_index, set())
        rank = int(label)
        if rank == 1 or used:
            used.add(rank)
            ranks[place.site.mention.topics[0]] = rank
    return ranks | said_orders(places), certainty


def _decide(marginals: dict[str, float]) -> str:
    """The likeliest place, unless that there is no order is clear."""
    if marginals.get(UNRANKED, 0.0) > _CLEARLY_UNRANKED:
        return UNRANKED
    return max((name for name in marginals if name != UNRANKED), key=lambda n: marginals[n], default=UNRANKED)


_CLEARLY_UNRANKED = 0.6
