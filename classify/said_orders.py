"""Orders that are said outright: "c and e, in that order", "from the least to the most pressing: h, d, b"."""

import re
from collections.abc import Sequence

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
