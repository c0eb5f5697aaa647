"""Orders that are said outright: "c and e, in that order", "from the least to the most pressing: h, d, b".

Also those of a table's column ("2nd"), and topics that share a place ("joint first").
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from classify.language import tidy
from classify.reading import Judged
from config.consultation import TopicId

_SAID = re.compile(
    r"\bin (?:that|this|the following|priority|rank|descending|preference) order\b|\bin order\b"
    r"|\border of (?:priority|preference|importance|urgency)\b|\branked\b|\bour ranking\b"
    r"|\bmost (?:pressing|urgent|important) first\b",
    re.IGNORECASE,
)
_UPWARDS = re.compile(
    r"\bfrom (?:the )?(?:least|lowest|bottom|last)\b|\bleast (?:pressing|urgent|important)? ?(?:first|to)\b"
    r"|\bascending\b|\b(?:in )?reverse order\b"
    r"|\b(?:starting|start|beginning) (?:at|from|with) the (?:bottom|last|least)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|any|not in)(?: particular| any| set)? order\b|\bunranked\b|\bequal\w*\b", re.IGNORECASE)


_PLACE = re.compile(
    r"(?:(?:no\.?|number|rank|priority|choice|#)\s*)?(?P<n>[1-9])(?P<th>st|nd|rd|th)?"
    r"(?: choice| preference| priority)?\W?",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"\b(?:joint(?:ly)?|equal|tied?(?: for| in)?|share) (?:the )?(?:first|second|third|top|1st|2nd|place)\b",
    re.IGNORECASE,
)


def said_orders(places: Sequence[Judged]) -> dict[TopicId, int]:
    """Ranks by reading order among the preferred places under such a saying, list by list; two at least."""
    ranks: dict[TopicId, int] = {}
    for list_index in sorted({p.site.list_index for p in places}):
        here = [p for p in places if p.site.list_index == list_index]
        told = [(p, tidy(f"{p.site.unit.heading} {p.site.unit.text}")) for p in here]
        upwards = any(_UPWARDS.search(text) for _, text in told)
        under = [p for p, text in told if (_SAID.search(text) or _UPWARDS.search(text)) and not _DENIED.search(text)]
        if len(under) < 2 or len(under) < len(here):
            continue
        for rank, place in enumerate(reversed(under) if upwards else under, 1):
            ranks[place.site.mention.topics[0]] = rank
    return ranks


def tabled_orders(places: Sequence[Judged]) -> dict[TopicId, int]:
    """Ranks that a column gives to the preferred topics of a table's rows, where they count from 1 without a gap."""
    columns: dict[int, dict[TopicId, int]] = defaultdict(dict)
    for place in places:
        rank = _rank_in_row(place.site.unit.row)
        if rank:
            columns[place.site.list_index][place.site.mention.topics[0]] = rank
    return {
        topic: rank
        for column in columns.values()
        if len(column) > 1 and sorted(column.values()) == list(range(1, len(column) + 1))
        for topic, rank in column.items()
    }


def _rank_in_row(row: Sequence[str]) -> int | None:
    """The one place that the other cells of a row give; of several numbers the one that is written as a place."""
    found = [m for cell in row if (m := _PLACE.fullmatch(cell.strip()))]
    ordinal = [m for m in found if m["th"]]
    chosen = found if len(found) == 1 else ordinal
    return int(chosen[0]["n"]) if len(chosen) == 1 else None


def with_ties(ranks: Mapping[TopicId, int], places: Sequence[Judged]) -> dict[TopicId, int]:
    """The ranks, where two topics that a sentence puts on one place share the better of theirs."""
    shared = dict(ranks)
    for tied in _tied(places):
        shared |= dict.fromkeys(tied, min((ranks[t] for t in tied if t in ranks), default=1))
    return shared


def _tied(places: Sequence[Judged]) -> Iterator[tuple[TopicId, ...]]:
    """The two topics before "joint first", or where there are no two the two after it."""
    by_unit: dict[tuple[int, int], list[Judged]] = defaultdict(list)
    for place in places:
        by_unit[place.site.number, place.site.list_index].append(place)
    for together in by_unit.values():
        said = _SHARED.search(together[0].site.unit.text)
        if said:
            before = [p for p in together if p.site.mention.end <= said.start()]
            pair = before[-2:] if len(before) > 1 else [p for p in together if p not in before][:2]
            if len(pair) > 1:
                yield tuple(p.site.mention.topics[0] for p in pair)
