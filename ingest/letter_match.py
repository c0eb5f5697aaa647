"""Where the letter's own words stand in a text: alignment by word shingles, tolerant of re-wrapping and OCR."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Indel

from config.consultation import Letter

SEED = 3
_TOKEN = re.compile(r"([^\W_]+(?:['’][^\W_]+)*)")
_TITLE = re.compile(r"\(?[a-zA-Z][).]\s[^:\n]{3,160}?:\s")
_SENTENCE = re.compile(r"(?<=[.?!])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")
_NEGATION = frozenset({"not", "no", "yes", "never", "dont", "nor", "none", "nid", "na"})
_CANDIDATES = 12
_EXTENT = 80
_STRIDE = 64


class Tokens(NamedTuple):
    """The words of a text as they are compared, with the offsets at which each starts and ends.

    `gaps` is what stands before each word, and after the last.
    """

    words: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[str]


def tokens(text: str) -> Tokens:
    """The words of a text, in lower case, without apostrophes."""
    parts = _TOKEN.split(text)
    ends = list(accumulate(map(len, parts)))
    words = "\n".join(parts[1::2]).lower().replace("'", "").replace("’", "")  # all at once: a call a word takes longer
    return Tokens(words.split("\n") if words else [], ends[:-1:2], ends[1::2], parts[::2])


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, heading or topic title of the letter, as a range of its words."""

    start: int
    end: int
    paragraph: int
    is_title: bool
    is_heading: bool


@dataclass(frozen=True, slots=True)
class LetterIndex:
    """The letter's words in one row (covering mail first), with its units and an index of shingles."""

    words: tuple[str, ...]
    units: tuple[Unit, ...]
    unit_of: tuple[int, ...]
    starts: frozenset[int]
    cover_end: int
    shingles: dict[tuple[str, ...], list[int]] = field(hash=False)


@lru_cache(maxsize=16)
def letter_index(letter: Letter) -> LetterIndex:
    """The index of a letter; kept, since every mail of a consultation needs it."""
    words: list[str] = []
    units: list[Unit] = []
    starts: list[int] = []
    cover_end = 0
    for number, paragraph in enumerate((*letter.cover, *letter.paragraphs)):
        starts.append(len(words))
        for text, is_title in _units(paragraph):
            found = tokens(text).words
            if found:
                heading = (
                    not is_title and text == paragraph.strip() and not text.endswith((".", "?", "!", ":", ";", ","))
                )
                units.append(Unit(len(words), len(words) + len(found), number, is_title, heading))
                words += found
        if number < len(letter.cover):
            cover_end = len(words)
    unit_of = [n for n, unit in enumerate(units) for _ in range(unit.end - unit.start)]
    shingles: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(words) - SEED + 1):
        shingles.setdefault(tuple(words[at : at + SEED]), []).append(at)
    return LetterIndex(tuple(words), tuple(units), tuple(unit_of), frozenset(starts), cover_end, shingles)


def _units(paragraph: str) -> list[tuple[str, bool]]:
    """The sentences of a paragraph, with whether each is the title of a lettered topic."""
    text = paragraph.strip()
    title = _TITLE.match(text)
    if title:
        return [(title[0].strip(), True), *((s, False) for s in _SENTENCE.split(text[title.end() :]))]
    return [(s, False) for s in _SENTENCE.split(text)]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text that follows the letter: pairs (word of the text, word of the letter), both rising."""

    pairs: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """The first word of the text."""
        return self.pairs[0][0]

    @property
    def end(self) -> int:
        """One past the last word of the text."""
        return self.pairs[-1][0] + 1

    @property
    def letter_start(self) -> int:
        """The first word of the letter."""
        return self.pairs[0][1]

    @property
    def letter_end(self) -> int:
        """One past the last word of the letter."""
        return self.pairs[-1][1] + 1


def align(words: Sequence[str], index: LetterIndex, breaks: frozenset[int]) -> list[Run]:
    """The runs in which a text follows the letter for four words or more, in the text's order.

    `breaks` are the words of the text that begin a sentence or a line: skipped words never reach across one.
    """
    runs: list[Run] = []
    words = tuple(words)
    at, expected = 0, -1
    while at <= len(words) - SEED:
        found = index.shingles.get(words[at : at + SEED])
        pairs = _best_run(words, at, found, index, breaks, expected) if found else []
        if len(pairs) < SEED + 1 and not (pairs and 0 <= pairs[0][1] - expected <= 40):
            at += 1
            continue
        pairs = _backward(words, pairs, index, breaks, runs[-1].end if runs else 0)
        runs.append(Run(tuple(pairs)))
        at, expected = pairs[-1][0] + 1, pairs[-1][1] + 1
    return runs


def _best_run(
    words: Sequence[str], at: int, found: list[int], index: LetterIndex, breaks: frozenset[int], expected: int
) -> list[tuple[int, int]]:
    near = sorted(found, key=lambda place: (place < expected, abs(place - expected)))[:_CANDIDATES]
    best: list[tuple[int, int]] = []
    for place in near:
        pairs = _extended(words, at, place, index, breaks, _EXTENT if len(near) > 1 else len(words))
        if len(pairs) > len(best):
            best = pairs
    if best and len(best) >= _EXTENT and len(near) > 1:
        best = _extended(words, at, best[0][1], index, breaks, len(words))
    return best


def _extended(
    words: Sequence[str], at: int, place: int, index: LetterIndex, breaks: frozenset[int], limit: int
) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    letter = index.words
    i, j = at, place
    while i < len(words) and j < len(letter) and len(pairs) < limit:
        same = _same(words, i, letter, j, limit - len(pairs))
        if same:
            pairs += zip(range(i, i + same), range(j, j + same), strict=True)
            i, j = i + same, j + same
            continue
        step = _resync(words, i, j, index, breaks)
        if step is None:
            break
        across, along = step
        if across and along and _alike(words[i : i + across], letter[j : j + along]):
            pairs += [(i + k, min(j + k, j + along - 1)) for k in range(across)]
        i, j = i + across, j + along
    return pairs


def _same(words: Sequence[str], i: int, letter: Sequence[str], j: int, most: int) -> int:
    """How many words from here on are the same in both, up to `most`; found in strides, since most of them are."""
    found, stride = 0, _STRIDE
    most = min(most, len(words) - i, len(letter) - j)
    while found < most:
        stride = min(stride, most - found)
        a, b = i + found, j + found
        if words[a : a + stride] == letter[b : b + stride]:
            found += stride
        elif stride == 1:
            break
        else:
            stride //= 2
    return found


def _resync(words: Sequence[str], i: int, j: int, index: LetterIndex, breaks: frozenset[int]) -> tuple[int, int] | None:
    """How many words of text and letter to skip so that two follow alike again, within one sentence of both."""
    letter, unit_of = index.words, index.unit_of
    if j == 0 or unit_of[j] != unit_of[j - 1]:
        return None
    end = index.units[unit_of[j]].end
    for total in range(1, 8):
        for across in range(max(0, total - 4), min(4, total) + 1):
            along = total - across
            if j + along >= end or i + across >= len(words):
                continue
            if any(i + k in breaks for k in range(across + 1)) and not (across == 0 and i not in breaks):
                continue
            same = words[i + across] == letter[j + along]
            if same and (
                j + along + 1 >= end or words[i + across + 1 : i + across + 2] == letter[j + along + 1 : j + along + 2]
            ):
                return across, along
    return None


def _alike(text: Sequence[str], letter: Sequence[str]) -> bool:
    if _NEGATION.intersection(text) - set(letter):
        return False
    mine, theirs = "".join(text), "".join(letter)
    if len(text) == len(letter) == 1 and max(len(mine), len(theirs)) <= 4:
        return True
    return Indel.normalized_similarity(mine, theirs) >= 0.6


def _backward(
    words: Sequence[str], pairs: list[tuple[int, int]], index: LetterIndex, breaks: frozenset[int], floor: int
) -> list[tuple[int, int]]:
    """Take in up to three damaged words before a run, as OCR leaves them at the start of a sentence."""
    i, j = pairs[0]
    extra: list[tuple[int, int]] = []
    while i > floor and j > 0 and len(extra) < 4:
        if words[i - 1] != index.words[j - 1]:
            same_unit = index.unit_of[j - 1] == index.unit_of[j] and i not in breaks
            if not same_unit or not _alike([words[i - 1]], [index.words[j - 1]]) or len(words[i - 1]) < 4:
                break
        i, j = i - 1, j - 1
        extra.append((i, j))
    return [*reversed(extra), *pairs]
