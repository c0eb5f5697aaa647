"""What one text changed in another, word by word: what it left out and what it put in. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from classify.likeness import words_as_written

_MOST_WORDS = 5_000
_TOO_FEW, _CONTEXT = 2, 6


class How(StrEnum):
    """What became of some words."""

    SAME = "same"
    LEFT_OUT = "left out"
    PUT_IN = "put in"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together and had the same fate."""

    how: How
    words: str


def changes(usual: str, other: str) -> tuple[Piece, ...]:
    """All of `other`, and between it what it left out of `usual`; how words are cased and parted is no change.

    Of each, the first 5,000 words are compared. One or two words that stay between two changes belong to the change.
    """
    before = list(words_as_written(usual))[:_MOST_WORDS]
    after = list(words_as_written(other))[:_MOST_WORDS]
    return tuple(_put_together(_pieces(before, after)))


_Words = Sequence[tuple[str, str]]
_Stretch = tuple[bool, str, str]
"""Whether some words stayed, how they stood before, and how they stand after."""


def _pieces(before: _Words, after: _Words) -> list[_Stretch]:
    found = []
    for step in Indel.opcodes([plain for plain, _ in before], [plain for plain, _ in after]):
        left, put = before[step.src_start : step.src_end], after[step.dest_start : step.dest_end]
        found.append((step.tag == "equal", _written(left), _written(put)))
    between = range(1, len(found) - 1)
    few = {n for n in between if found[n][0] and len(found[n][2].split()) <= _TOO_FEW}
    return [(same and n not in few, left, put) for n, (same, left, put) in enumerate(found)]


def _written(words: _Words) -> str:
    return " ".join("".join(shown for _, shown in words).split())


def _put_together(stretches: Iterable[_Stretch]) -> Iterator[Piece]:
    """Neighbouring changes as one: first all that was left out, then all that was put in."""
    left: list[str] = []
    put: list[str] = []
    for same, before, after in stretches:
        if same:
            yield from _changed(left, put)
            left, put = [], []
            yield Piece(How.SAME, after)
        else:
            left, put = [*left, before], [*put, after]
    yield from _changed(left, put)


def _changed(left: Iterable[str], put: Iterable[str]) -> Iterator[Piece]:
    for how, parts in ((How.LEFT_OUT, left), (How.PUT_IN, put)):
        words = " ".join(filter(None, parts))
        if words:
            yield Piece(how, words)


def shortened(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The same with no more of what stayed than six words beside each change; nothing where nothing was changed."""
    if all(piece.how is How.SAME for piece in pieces):
        return ()
    last = len(pieces) - 1
    return tuple(
        Piece(How.SAME, _cut(p.words, n > 0, n < last)) if p.how is How.SAME else p for n, p in enumerate(pieces)
    )


def _cut(words: str, after_a_change: bool, before_a_change: bool) -> str:
    each = words.split()
    if len(each) <= _CONTEXT * (after_a_change + before_a_change):
        return words
    begin = each[:_CONTEXT] if after_a_change else []
    end = each[-_CONTEXT:] if before_a_change else []
    return " ".join((*begin, "…", *end))


def say_changes(pieces: Iterable[Piece]) -> str:
    """The changes as one line of plain text: "at resettlement [left out: first] [put in: and housing first]"."""
    return " ".join(p.words if p.how is How.SAME else f"[{p.how}: {p.words}]" for p in pieces)
