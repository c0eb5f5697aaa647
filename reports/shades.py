"""A mail's texts as they are shown: stretches by whose words they are, cut into runs by the marks over them. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.message import ParsedMessage, Segment, SegmentKind, Text, TextRole
from reports.runs import Mark, cut_runs

SHOWN, SHOWN_IN_ALL = 60_000, 200_000
"""Characters of one text, and of all of them, that are shown; the rest is in the mail itself."""
FOLDED_LINES = 8
LABELS = {
    SegmentKind.NEW: "",
    SegmentKind.FORWARDED: "Passed on",
    SegmentKind.QUOTED: "Quoted",
    SegmentKind.LETTER: "Our letter",
    SegmentKind.SIGNATURE: "Signature",
    SegmentKind.DISCLAIMER: "Disclaimer",
}
"""What each kind is called where it is shown; their own new words need no name."""
_OWN = (SegmentKind.NEW, SegmentKind.FORWARDED)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words over which the same marks lie; `begins` are those of them that begin here."""

    words: str
    marks: tuple[str, ...] = ()
    begins: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of one kind. `folded` where it is long and not their own, so that it is shown when asked for."""

    kind: SegmentKind
    pieces: tuple[Piece, ...]
    lines: int
    folded: bool

    @property
    def label(self) -> str:
        """What it is called; empty for their own new words."""
        return LABELS[self.kind]


@dataclass(frozen=True, slots=True)
class ShownText:
    """One text; `left_out` counts the characters at its end that are not shown."""

    part: str
    name: str
    role: TextRole
    blocks: tuple[Block, ...]
    left_out: int


def shade(message: ParsedMessage, marks: Mapping[str, Sequence[Mark]]) -> Iterator[ShownText]:
    """Every text that has words, the body first, with the marks given by its part."""
    left = SHOWN_IN_ALL
    for text in message.texts:
        end = min(len(text.content), SHOWN, left)
        left -= end
        if text.content.strip():
            blocks = tuple(_blocks(text, message.segments_of(text.part), marks.get(text.part, ()), end))
            yield ShownText(text.part, text.name, text.role, blocks, len(text.content) - end)


def _blocks(text: Text, segments: Sequence[Segment], marks: Sequence[Mark], end: int) -> Iterator[Block]:
    begun: set[str] = set()
    for segment in segments:
        start, stop = segment.span.start, min(segment.span.end, end)
        if start >= stop:
            break
        pieces = []
        for run in cut_runs(start, stop, marks):
            pieces.append(Piece(text.content[run.start : run.end], run.marks, frozenset(run.marks) - begun))
            begun.update(run.marks)
        lines = text.content.count("\n", start, stop) + 1
        marked = any(piece.marks for piece in pieces)
        yield Block(
            segment.kind, tuple(pieces), lines, segment.kind not in _OWN and lines > FOLDED_LINES and not marked
        )
