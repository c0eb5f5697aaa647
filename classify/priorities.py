"""The order that a respondent gives among proposals of their own (the letter asks for it under Q2 and Q4)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from classify.analysis import Proposal
from classify.language import tidy

_PLACES = ("first", "second", "third", "fourth", "fifth")
_ORDERED = re.compile(
    r"\bin (?:this|that|the following|priority|order of|our)\b.{0,12}\border|\bin order\b"
    r"|\border of (?:priority|importance|preference)|\b(?:most|more) (?:important|urgent|pressing)"
    r"|\bfirst(?:ly)?\b.*\bsecond(?:ly)?\b|\bafter that\b|\bfollowed by\b|\bbelow that\b|\bahead of\b|\bthen\b"
    r"|\b(?:placed|put|came|ranked) (?:ahead|above|first|second|top)|\bpriorit\w+|\babove all\b|\bbefore everything\b"
    r"|\bour (?:main|chief|first|second)\b|\bnext\b|\bstronger wish\b|\blower priority\b|\bsecond(?:ly)?\b",
    re.IGNORECASE,
)
_UNORDERED = re.compile(r"\b(?:no|any) (?:particular )?order\b|\bnot in (?:any )?order\b|\bequal\w*\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """A proposal with its sentence, what stands before its title there, and its heading and list number."""

    proposal: Proposal
    sentence: str
    before: str
    heading: str
    marker: str


def with_priorities(stated: Sequence[Stated]) -> list[Proposal]:
    """The proposals with a priority where an order is given; in reading order where only that there is one is said."""
    questions = dict.fromkeys(s.proposal.question for s in stated)
    ranked = {id(s): rank for q in questions for s, rank in _ranks([s for s in stated if s.proposal.question == q])}
    return [replace(s.proposal, priority=ranked.get(id(s))) for s in stated]


def _ranks(stated: Sequence[Stated]) -> list[tuple[Stated, int]]:
    told = tidy(" ".join(dict.fromkeys(f"{s.heading} {s.sentence}" for s in stated)))
    places = [_place(s) for s in stated]
    if len(stated) == 1:
        return [(stated[0], 1)] if re.search(r"\b(?:top|main|first) (?:priority|choice)\b", told, re.IGNORECASE) else []
    numbered = all(s.marker.isdigit() for s in stated)
    if _UNORDERED.search(told) or not (numbered or _ORDERED.search(told) or any(places)):
        return []
    if all(places) and len(set(places)) == len(places):
        return [(s, p) for s, p in zip(stated, places, strict=True) if p]
    return [(s, n) for n, s in enumerate(stated, 1)]


def _place(stated: Stated) -> int | None:
    """The ordinal that stands nearest before the title in its sentence, or its number in a list."""
    nearest = [(m.end(), n) for n, w in enumerate(_PLACES, 1) for m in re.finditer(rf"\b{w}(?:ly)?\b", stated.before)]
    if nearest:
        return max(nearest)[1]
    return int(stated.marker) if stated.marker.isdigit() else None
