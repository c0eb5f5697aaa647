"""How alike two replies are in their words: a digest that is the same for the same words, and numbers to compare.

The numbers are a MinHash (Broder 1997) of the runs of three words that a text has: the share of places at which two
texts have the same number is about the share of their runs that both have (Jaccard), give or take 0.04. They are kept,
so they depend on nothing but the words: no seed of a library and no version of one.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from classify.own_words import own_words
from ingest.message import ParsedMessage

Numbers = npt.NDArray[np.uint32]
"""One row a text, NUMBERS columns."""

VERSION = "1"
"""Raised whenever the same mail would get another digest or other numbers: then they are made anew."""

NUMBERS, RUN = 128, 3
_MOST_WORDS, _MOST_KEPT, _AT_ONCE = 50_000, 200_000, 2048
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is compared of a mail. `length` is in words; `numbers` are NUMBERS unsigned 32-bit ones, little-endian.

    `words` are the respondent's own, as they wrote them, up to 200,000 characters.
    """

    digest: str
    length: int
    numbers: bytes
    words: str


def likeness_of(message: ParsedMessage) -> Likeness:
    """What is to be compared of a mail: its respondent's own words, attachments too."""
    own = own_words(message)
    words = plain_words(own)
    digest = sha256(" ".join(words).encode("utf-8", "replace")).hexdigest()
    return Likeness(digest, len(words), numbers_of(words).astype("<u4").tobytes(), own[:_MOST_KEPT])


def plain_words(text: str) -> list[str]:
    """The words of a text, however they are cased, composed or parted."""
    return [plain for plain, _ in words_as_written(text)]


def words_as_written(text: str) -> Iterator[tuple[str, str]]:
    """Each word of a text as it is compared, and as it was written with what follows it up to the next."""
    composed = unicodedata.normalize("NFKC", text)
    found = list(_WORD.finditer(composed))
    for word, following in zip_longest(found, found[1:]):
        end = following.start() if following else len(composed)
        yield word[0].casefold().replace("’", "'"), composed[word.start() : end]


def numbers_of(words: Sequence[str]) -> Numbers:
    """The MinHash of a text's first 50,000 words; all the highest number for a text without words."""
    runs = np.fromiter(map(_hash, sorted(set(_runs(words[:_MOST_WORDS])))), dtype=np.uint64)
    least = np.full(NUMBERS, np.iinfo(np.uint32).max, dtype=np.uint32)
    for start in range(0, len(runs), _AT_ONCE):
        mixed = runs[start : start + _AT_ONCE, None] * _FACTORS + _TERMS  # wraps around, as it should
        least = np.minimum(least, (mixed >> np.uint64(32)).astype(np.uint32).min(axis=0))
    return least


def _runs(words: Sequence[str]) -> Iterator[str]:
    """Every run of three words; of a shorter text all of it."""
    if words:
        yield from (" ".join(words[n : n + RUN]) for n in range(max(1, len(words) - RUN + 1)))


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")


_FACTORS = np.array([_hash(f"factor {n}") | 1 for n in range(NUMBERS)], dtype=np.uint64)
_TERMS = np.array([_hash(f"term {n}") for n in range(NUMBERS)], dtype=np.uint64)


def shares_alike(one: Numbers, others: Numbers) -> npt.NDArray[np.float64]:
    """For each row of `others`, about which share of its runs and those of `one` both have, 0 to 1."""
    return np.asarray((others == one).mean(axis=-1), dtype=np.float64)
