"""General knowledge of words: near-synonyms of public policy, and how common a word is in any reply.

`thesaurus.txt` has one set of near-synonyms a line; `trained/common.txt` the share of replies that have a stem, the
least over letters, so that one letter's own subject does not make its words common.
"""

import math
from functools import lru_cache
from pathlib import Path

from classify.language import stem, tokens_of

_HERE = Path(__file__).parent
COMMON = _HERE / "trained" / "common.txt"
_RARE = 0.003


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    """Each stem's near-synonyms, as stems; phrases are left to the matcher of names."""
    found: dict[str, set[str]] = {}
    for line in (_HERE / "thesaurus.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        words = {
            stem(w)
            for phrase in line.split(",")
            if len(w := phrase.strip().lower().replace("-", "")) > 1 and " " not in w
        }
        for word in words:
            found.setdefault(word, set()).update(words - {word})
    return {word: frozenset(others) for word, others in found.items()}


def synonyms(word: str) -> frozenset[str]:
    """The stems that may stand for a stem; empty where the thesaurus does not know it."""
    return _sets().get(word, frozenset())


@lru_cache(maxsize=1)
def _common() -> dict[str, float]:
    if not COMMON.is_file():
        return {}
    pairs = (line.split("\t") for line in COMMON.read_text(encoding="utf-8").splitlines())
    return {word: float(share) for word, share in pairs}


def rarity(word: str) -> float:
    """How much a stem tells, from 1 (hardly any reply has it) towards 0 (every reply has it)."""
    return math.log(1 / (_RARE + _common().get(word, 0.0))) / math.log(1 / _RARE)


def write_common(replies: dict[str, list[str]]) -> None:
    """Write the shares of stems out of the texts of each letter's replies."""
    shares = []
    for texts in replies.values():
        counts: dict[str, int] = {}
        for text in texts:
            for word in {t.stem for t in tokens_of(text) if t.lower[0].isalpha()}:
                counts[word] = counts.get(word, 0) + 1
        shares.append({w: n / len(texts) for w, n in counts.items()})
    everywhere = set(shares[0]).intersection(*shares[1:])
    least = sorted((w, min(s[w] for s in shares)) for w in everywhere)
    COMMON.write_text("".join(f"{w}\t{share:.4f}\n" for w, share in least if share >= _RARE), encoding="utf-8")
    _common.cache_clear()
