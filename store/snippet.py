"""The place in a text at which a query was found: a stretch of it in pieces, what was looked for marked. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from store.query import Query, Term, fold

BEFORE, LENGTH = 60, 240


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text, and whether they were looked for."""

    words: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of the text named by `place`: "head" (who and subject), or a text's part ("body", "attachment:1")."""

    place: str
    pieces: tuple[Piece, ...]


def find_snippet(texts: Sequence[tuple[str, str]], query: Query) -> Snippet | None:
    """Where most of what is wanted stands together, of texts given by place; None where there is no word at all."""
    folded = [fold(words) for _, words in texts]
    patterns = [_pattern(term) for term in query.wanted]
    found = [sum(pattern.search(text) is not None for pattern in patterns) for text in folded]
    order = sorted(range(len(texts)), key=lambda n: (-found[n], texts[n][0] == "head"))
    for n in order:
        place, words = texts[n]
        if words.strip():
            return Snippet(place, _pieces(words, folded[n], patterns))
    return None


def _pattern(term: Term) -> re.Pattern[str]:
    """Finds a term in folded text, where words hold no special character."""
    end = r"\S*" if term.begins else r"(?!\S)"
    return re.compile(r"(?<!\S)" + " +".join(term.words) + end)


def _pieces(words: str, folded: str, patterns: Sequence[re.Pattern[str]]) -> tuple[Piece, ...]:
    first = min((m.start() for p in patterns if (m := p.search(folded))), default=0)
    start, end = _window(folded, first)
    marked = bytearray(end - start)
    for pattern in patterns:
        for match in pattern.finditer(folded, start, end):
            marked[match.start() - start : match.end() - start] = b"\x01" * (match.end() - match.start())
    runs = re.finditer(b"\x01+|\x00+", bytes(marked))
    pieces = [Piece(_spaced(words[start + r.start() : start + r.end()]), r[0][0] == 1) for r in runs]
    cut = (Piece("… "),) if start else ()
    return (*cut, *pieces, *((Piece(" …"),) if end < len(words) else ()))


def _window(folded: str, first: int) -> tuple[int, int]:
    """About 240 characters that begin a little before the first find, at the edges of words where there are any."""
    start = max(0, first - BEFORE)
    if start:
        edge = folded.find(" ", start, first)
        start = edge + 1 if edge >= 0 else first
    end = min(len(folded), start + LENGTH)
    if end < len(folded):
        edge = folded.rfind(" ", first + 1, end)
        end = edge if edge > 0 else end
    return start, end


def _spaced(words: str) -> str:
    return re.sub(r"\s+", " ", words)
