"""Labels for units out of a labelled mail: which unit's words stand in which answer."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from classify.markers import Scene
from classify.roles import OUTSIDE, role_of
from classify.units import Unit
from config.consultation import Consultation, QuestionId

_WORD = re.compile(r"[^\W_]+")


def question_labels(
    units: Sequence[Unit], scenes: Sequence[Scene], gold: Mapping[str, Any], consultation: Consultation
) -> list[str]:
    """The role label of each unit: the answers that hold its words, each word of an answer used once."""
    pools = {q: _Pool(a["text"]) for q, a in gold["answers"].items() if a["status"] != "absent"}
    declined = {q for q, a in gold["answers"].items() if a["status"] == "none"}
    labels = []
    for unit, scene in zip(units, scenes, strict=True):
        words = _WORD.findall(unit.text.lower())
        fitting = [q for q, pool in pools.items() if pool.holds(words)]
        if len(fitting) > 1 and len(words) <= 4:
            staged = [q for q in fitting if role_of(QuestionId(q), consultation) in scene.roles]
            fitting = (staged or fitting)[:1]
        for question in fitting:
            pools[question].take(words)
        parts = [role_of(QuestionId(q), consultation) + ("-" if q in declined else "") for q in fitting]
        labels.append("+".join(sorted(parts)) or OUTSIDE)
    return labels


class _Pool:
    """The words of one answer that no unit has claimed yet."""

    def __init__(self, text: str) -> None:
        self._words = _WORD.findall(text.lower())

    def holds(self, words: Sequence[str]) -> bool:
        """Whether most of a unit's words stand here together."""
        return bool(words) and self._longest(words)[1] >= max(1, round(0.6 * len(words)))

    def take(self, words: Sequence[str]) -> None:
        """Use up the words that a unit claims."""
        start, length = self._longest(words)
        self._words[start : start + length] = ["\0"] * length

    def _longest(self, words: Sequence[str]) -> tuple[int, int]:
        best = (0, 0)
        for start in range(len(self._words)):
            for offset in range(len(words)):
                if self._words[start] != words[offset]:
                    continue
                length = 0
                while (
                    start + length < len(self._words)
                    and offset + length < len(words)
                    and self._words[start + length] == words[offset + length]
                ):
                    length += 1
                if length > best[1]:
                    best = (start, length)
        return best
