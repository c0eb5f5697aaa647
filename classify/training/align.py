"""Labels for units, references and tokens out of a labelled mail, by where its labelled words stand."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from classify.language import Token, tokens_of
from classify.markers import Scene
from classify.network import NOT_A_REFERENCE
from classify.roles import OUTSIDE, role_of
from classify.stance import Site
from classify.titles import BEGIN, INSIDE, REST, SUPPORT, Placed
from classify.units import Unit
from config.consultation import Consultation, QuestionId

_WORD = re.compile(r"[^\W_]+")


def question_labels(
    units: Sequence[Unit], scenes: Sequence[Scene], gold: Mapping[str, Any], consultation: Consultation
) -> list[str]:
    """The role label of each unit: the answers that hold its words, each word of an answer used once.

    An answer that holds no unit's words is in the unit that has the whole of it.
    """
    pools = {q: _Pool(a["text"]) for q, a in gold["answers"].items() if a["status"] != "absent"}
    declined = {q for q, a in gold["answers"].items() if a["status"] == "none"}
    every = [_WORD.findall(unit.text.lower()) for unit in units]
    answering: list[list[str]] = []
    for words, scene in zip(every, scenes, strict=True):
        fitting = [q for q, pool in pools.items() if pool.holds(words)]
        if len(fitting) > 1 and len(words) <= 4:
            staged = [q for q in fitting if role_of(QuestionId(q), consultation) in scene.roles]
            fitting = (staged or fitting)[:1]
        for question in fitting:
            pools[question].take(words)
        answering.append(fitting)
    for question in pools.keys() - {q for found in answering for q in found}:
        role = role_of(QuestionId(question), consultation)
        holding = [n for n, words in enumerate(every) if pools[question].is_within(words)]
        for n in sorted(holding, key=lambda n: role not in scenes[n].roles)[:1]:
            answering[n] = [*answering[n], question]
    parts = [[role_of(QuestionId(q), consultation) + ("-" if q in declined else "") for q in qs] for qs in answering]
    return ["+".join(sorted(here)) or OUTSIDE for here in parts]


_TAKEN = "\0"
_TELLING = 3
"""Words that an answer must have left for a longer unit to be told by them: "none" stands anywhere."""


class _Pool:
    """The words of one answer that no unit has claimed yet."""

    def __init__(self, text: str) -> None:
        self._words = _WORD.findall(text.lower())

    def holds(self, words: Sequence[str]) -> bool:
        """Whether most of a unit's words stand here together, or the unit has all that is left of the answer."""
        least = len(words) if len(words) <= 5 else round(0.6 * len(words))
        left = sum(word != _TAKEN for word in self._words)
        length = self._longest(words)[1]
        return bool(words) and (length >= least or (_TELLING <= left <= length))

    def is_within(self, words: Sequence[str]) -> bool:
        """Whether a unit has the whole of the answer, beside words that lead in to it: "Preferred: g"."""
        return bool(self._words) and _TAKEN not in self._words and self._longest(words)[1] == len(self._words)

    def take(self, words: Sequence[str]) -> None:
        """Use up the words that a unit claims."""
        start, length = self._longest(words)
        self._words[start : start + length] = [_TAKEN] * length

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


def stance_labels(sites: Sequence[Site], labels: Sequence[str], gold: Mapping[str, Any]) -> list[str]:
    """The stance of each reference: what the mail thinks of its topics, but none outside the answers."""
    found = []
    for site in sites:
        stances = {gold["topics"].get(t, {}).get("stance", NOT_A_REFERENCE) for t in site.mention.topics}
        if labels[site.number] == OUTSIDE and "mention" not in stances:
            found.append(NOT_A_REFERENCE)
        elif len(stances) == 1:
            found.append(stances.pop())
        else:
            found.append("prefer" if "prefer" in stances else NOT_A_REFERENCE)
    return found


def title_labels(placed: Sequence[Placed], gold: Mapping[str, Any]) -> list[str]:
    """Each token's place in a proposal's title or its support."""
    words = [p.token.lower for p in placed]
    labels = [REST] * len(words)
    for proposal in gold["proposals"]:
        for start, end in _stretches(words, tokens_of(proposal["evidence"])):
            labels[start:end] = [SUPPORT] * (end - start)
    for proposal in gold["proposals"]:
        for start, end in _stretches(words, tokens_of(proposal["title"]))[:1]:
            labels[start:end] = [BEGIN, *[INSIDE] * (end - start - 1)]
    return labels


def _stretches(words: Sequence[str], wanted: Sequence[Token]) -> list[tuple[int, int]]:
    """Where a labelled text stands among tokens: whole, or in pieces of at least six where it spans units."""
    target = [t.lower for t in wanted]
    if not target:
        return []
    for start in range(len(words) - len(target) + 1):
        if words[start : start + len(target)] == target:
            return [(start, start + len(target))]
    blocks = SequenceMatcher(None, words, target, autojunk=False).get_matching_blocks()
    return [(b.a, b.a + b.size) for b in blocks if b.size >= 6]
