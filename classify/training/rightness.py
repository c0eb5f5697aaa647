"""Whether an outcome is right in all that counts, by the labels: what the field for review is trained on."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from classify.analysis import AnswerStatus, Proposal, Stance
from classify.review import Outcome

_WORD = re.compile(r"[^\W_]+")


def is_right(outcome: Outcome, gold: Mapping[str, Any]) -> bool:
    """Kind, stakeholders, every answer's status, every stance and every proposal as labelled."""
    if outcome.kind.value != gold["kind"] or set(outcome.stakeholders.value) != set(gold["stakeholders"]):
        return False
    statuses = {a.question: str(a.status) for a in outcome.answers}
    if any(statuses.get(q, str(AnswerStatus.ABSENT)) != wanted["status"] for q, wanted in gold["answers"].items()):
        return False
    views = {(str(t.topic), str(t.stance)) for t in outcome.topics if t.stance is not Stance.MENTION}
    wanted_views = {(t, v["stance"]) for t, v in gold["topics"].items() if v["stance"] != "mention"}
    return views == wanted_views and _same_proposals(outcome.proposals, gold["proposals"])


def _same_proposals(found: Sequence[Proposal], wanted: Sequence[Mapping[str, Any]]) -> bool:
    left = list(found)
    for each in wanted:
        match = next((p for p in left if p.question == each["question"] and _alike(p.title, each["title"])), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _alike(first: str, second: str) -> bool:
    """Titles that share half of their words, or of which one is inside the other."""
    a, b = _WORD.findall(first.lower()), _WORD.findall(second.lower())
    shared = sum((Counter(a) & Counter(b)).values())
    inside = f" {' '.join(b)} " in f" {' '.join(a)} " or f" {' '.join(a)} " in f" {' '.join(b)} "
    return (inside and len(a) <= 3 * len(b) + 6) or 2 * shared >= 0.5 * (len(a) + len(b)) > 0
