"""Words of respondents as they are shown: tidied, and chosen for being clear and spread over the groups."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classify.analysis import TopicView
from reports.figure import Figure, Voice
from reports.respondents import Respondent

_LOOSE_END = re.compile(r"(?<=[.!?])[\s.]+$")
_OPENING = "\"'“‘([ "
_MARK = re.compile(r"^\s*(?:\[[A-Z]{2,4}:|[-*•>]+|Q\d+[.:)]|\(?[a-z0-9]\)|\d+[.)])\s*", re.IGNORECASE)
_SHORTEST, _LONGEST = 8, 60
"""Words of a quotation: fewer give no reason, more are not read."""
_LEANING = re.compile(
    r"^\W*(?:he|she|it|its|they|that|this|these|those|there|and|but|so|also|the (?:other|first|second))\b", re.I
)
_REASON = re.compile(
    r"\b(?:because|since|as|so|which|where|need\w*|evidence|account of|found|would|rise|risen|grow\w*)\b", re.I
)
_LISTING = re.compile(
    r"\([a-h]\)|\b[a-h]\)|\b\d\.\d|\bthen\b|\b(?:and|or|also|to|from|of|for|but|except|topics?) [b-hB-H]\b"
    r"|\bA (?:and|to|or)\b"
    r"|\bboth of (?:them|these)\b|\b(?:all|either|any|none) of (?:the|them|these)\b"
)
_SURE = 0.5
"""How sure the stance must be of which words are quoted."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A respondent's own words with whose they are."""

    words: str
    voice: Voice


def tidy(words: str) -> str:
    """On one line, without a stray mark at either end; what begins in the middle of a sentence begins with a mark."""
    line = _LOOSE_END.sub("", " ".join(words.split()))
    line = _MARK.sub("", line).strip(" ;,")
    if line.endswith("]") and "[" not in line:
        line = line[:-1]
    if not re.search(r"[^\W_]", line):
        return ""
    first = line.lstrip(_OPENING)[:1]
    return f"… {line}" if first.islower() else line


def quote_views(topic: str, figure: Figure, respondents: Iterable[Respondent], most: int = 3) -> tuple[Quotation, ...]:
    """What those behind a figure wrote on a topic: the clearest of each group in turn.

    Nothing of those who asked for confidence. Clear is a whole sentence of some length that a reader could follow
    without the letter before them.
    """
    said = {(r.ref, r.name): r for r in respondents}
    groups: dict[str, list[Quotation]] = {}
    for voice in figure.behind:
        respondent = said.get((voice.ref, voice.name))
        view = next((v for v in respondent.views if v.topic == topic), None) if respondent else None
        if view and view.confidence >= _SURE and not voice.confidential and (words := _clearest(view)):
            groups.setdefault(voice.group, []).append(Quotation(words, voice))
    for each in groups.values():
        each.sort(key=lambda q: (-clearness(q.words), q.words))
    return _in_turn(list(groups.values()), most)


def _clearest(view: TopicView) -> str:
    quotes = [tidy(e.quote) for e in view.evidence]
    clear = [q for q in quotes if clearness(q) > 0]
    return max(clear, key=lambda q: (clearness(q), q), default="")


def clearness(words: str) -> float:
    """How well it can be quoted by itself, 0 for not at all.

    Best is a sentence of some length that gives a reason, leans on none before it and lists no topics.
    """
    number = len(words.split())
    whole = words[-1:] in ".!?" and not words.startswith("…")
    if not whole or not _SHORTEST <= number <= _LONGEST or words.endswith("?"):
        return 0.0
    reason = 0.4 if _REASON.search(words) else 0.0
    return max(
        min(number, 25) / 25 + reason - 0.5 * bool(_LEANING.match(words)) - 0.6 * len(_LISTING.findall(words)), 0.0
    )


def _in_turn(groups: Sequence[Sequence[Quotation]], most: int) -> tuple[Quotation, ...]:
    """One of each group, then the second of each, for as long as there is room; nobody's words twice."""
    chosen: list[Quotation] = []
    for turn in range(most):
        for group in groups:
            if turn < len(group) and len(chosen) < most and all(group[turn].words != q.words for q in chosen):
                chosen.append(group[turn])
    return tuple(chosen)
