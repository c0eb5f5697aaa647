"""How alike two texts are, and which proposals are the same idea."""

import re
from collections import Counter
from collections.abc import Sequence

from benchmarks.labels import ProposalLabel

LEAST = 0.5
"""Titles that share less are different ideas."""
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Letters and digits in runs, in lower case."""
    return _WORD.findall(text.lower())


def overlap(one: str, other: str) -> float:
    """F1 of the words that two texts share, as bags: 1.0 where both are empty."""
    first, second = Counter(words(one)), Counter(words(other))
    if not first and not second:
        return 1.0
    return 2 * sum((first & second).values()) / (first.total() + second.total())


def title_likeness(gold: str, found: str) -> float:
    """Overlap of two titles; one that stands inside the other, if not far longer, is likeness enough."""
    return max(overlap(gold, found), LEAST if _is_inside(words(gold), words(found)) else 0.0)


def _is_inside(gold: list[str], found: list[str]) -> bool:
    if not gold or not found or len(found) > 3 * len(gold) + 6:
        return False
    return " ".join(gold) in " ".join(found) or " ".join(found) in " ".join(gold)


def pair_proposals(
    golds: Sequence[ProposalLabel], found: Sequence[ProposalLabel]
) -> list[tuple[ProposalLabel, ProposalLabel]]:
    """Each right proposal, in order, with the most alike of those still free under the same question."""
    pairs: list[tuple[ProposalLabel, ProposalLabel]] = []
    free = list(found)
    for gold in golds:
        alike = [
            (title_likeness(gold.title, one.title), -at) for at, one in enumerate(free) if one.question == gold.question
        ]
        likeness, place = max(alike, default=(0.0, 0))
        if likeness >= LEAST:
            pairs.append((gold, free.pop(-place)))
    return pairs
