"""By what the letter says that topics are chosen, each with words by which a text is seen to speak to it."""

import re
from collections.abc import Iterator

from config.consultation import Criterion
from config.drafting.lists import FoundList
from config.drafting.outline import Block, Mark
from config.drafting.under_way import RUNNING, items_below, list_of
from config.drafting.words import GENERIC, SMALL, stem, words

_CRITERIA = re.compile(r"\bcriteri|\bprioritis|\btests?\b|\bchoos(?:e|ing)\b|\bselect", re.IGNORECASE)
_CHOSEN = re.compile(
    r"\bcriteri|\bchoos(?:e|ing) (?:them|research|projects|topics)|\b(?:are|is) chosen\b", re.IGNORECASE
)
_ASKED_IN = """
    according anything applied applying area be been being call can cause choose choosing chosen come consider core
    could criteria current development doe done effect estimated find form highest identified impact key kind
    largest level likely made major many matter model most much ongoing particular potential present priority
    project repeatedly require requirement significant size subject suited test theme we where whether
"""
_ASKING = frozenset(_ASKED_IN.split())
"""Stems of the words in which a criterion is put, and not what it is about."""
_LONGEST = 3


def find_criteria(blocks: tuple[Block, ...], lists: tuple[FoundList, ...]) -> tuple[Criterion, ...]:
    """The bullets below a paragraph on how topics are chosen, or that paragraph's own sentence, in the background."""
    first = min((one.id.split(".")[0] for one in lists), default="")
    found: list[Criterion] = []
    for at, block in enumerate(blocks):
        if block.mark is Mark.SECTION and block.label == first:
            break
        if block.mark is Mark.NUMBERED:
            about = list_of(block.text, lists)
            texts = _texts(block, blocks[at + 1 :])
            found += [Criterion(t, block.label, about.id if about else None, "", _telling(t)) for t in texts]
    return tuple(found)


def _texts(block: Block, below: tuple[Block, ...]) -> list[str]:
    if _CRITERIA.search(block.text) and block.text.endswith(":") and not RUNNING.search(block.text):
        return items_below(below, set())
    if _CHOSEN.search(block.text):
        return [s for s in re.split(r"(?<=[.?])\s+", block.text) if _CHOSEN.search(s)]
    return []


def _telling(criterion: str) -> tuple[str, ...]:
    """Its phrases of two or three words, and its single words that are no everyday words of such letters."""
    found: list[str] = []
    for phrase in _phrases(criterion):
        if 1 < len(phrase) <= _LONGEST and any(stem(w) not in GENERIC | _ASKING for w in phrase):
            found.append(" ".join(phrase))
        found += [w for w in phrase if stem(w) not in GENERIC | _ASKING and len(w) > 3]
    return tuple(dict.fromkeys(found))


def _phrases(text: str) -> Iterator[list[str]]:
    """The stretches between small words and marks of punctuation."""
    for stretch in re.split(r"[^\w\s'’-]+", text.lower()):
        phrase: list[str] = []
        for word in words(stretch):
            if stem(word) in SMALL or word in _ASKING or stem(word) in _ASKING:
                yield phrase
                phrase = []
            else:
                phrase.append(word)
        yield phrase
