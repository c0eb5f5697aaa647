"""The only place that imports spaCy: tokens with stems, and phrase matching over them. Loaded late, once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer
import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

_SAME_LENGTH = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " "}
)
_RUN = re.compile(r"([^\w\s])\1{7,}")
_STEMMER = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark with its place in the text, its lower-case form and its stem."""

    start: int
    end: int
    text: str
    lower: str
    stem: str


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one lower-case word (Porter2)."""
    return str(_STEMMER.stemWord(word))


def tidy(text: str) -> str:
    """A copy of the same length to match on: straight quotes, joined words parted, long runs of marks blanked.

    spaCy's tokeniser is quadratic on runs of punctuation, so these become spaces.
    """
    plain = text.translate(_SAME_LENGTH)
    plain = _RUN.sub(lambda m: " " * len(m.group()), plain)
    return re.sub(r"(?<=[A-Za-z])[-/](?=[A-Za-z]{2})", " ", plain)


@lru_cache(maxsize=1)
def _language() -> Language:
    return spacy.blank("en")


@lru_cache(maxsize=512)
def _doc(text: str) -> Doc:
    """A text as spaCy sees it; kept, since several look at the same sentence one after the other."""
    doc = _language().make_doc(tidy(text))
    for token in doc:
        token.norm_ = stem(token.lower_)
    return doc


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a text, white space left out."""
    return tuple(Token(t.idx, t.idx + len(t.text), t.text, t.lower_, t.norm_) for t in _doc(text) if not t.is_space)


class Phrases:
    """Finds many phrases at once, whatever the inflection of their words."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """Take pairs of key and phrase; a key may have many phrases."""
        self._matcher = PhraseMatcher(_language().vocab, attr="NORM")
        for key, phrase in phrases:
            self._matcher.add(key, [_doc(phrase)])

    def find(self, text: str) -> tuple[tuple[str, int, int], ...]:
        """(key, start, end) for each phrase found, as character offsets, longest first."""
        doc = _doc(text)
        strings = _language().vocab.strings
        spans = [(strings[k], doc[a:b].start_char, doc[a:b].end_char) for k, a, b in self._matcher(doc)]
        return tuple(sorted(spans, key=lambda s: (s[1] - s[2], s[1])))
