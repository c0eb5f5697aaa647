"""A mail as the encoder reads it: the words of its units, with marks for what the rules already know.

Marks stand for what differs from letter to letter, so that what is learned holds for a letter never seen: the role of a
question instead of its number, the place of a list instead of its name.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from classify.markers import FIRM, Scene
from classify.mention import How, Mention
from classify.mentions import cues_in
from classify.sentences import Block
from classify.units import Unit
from config.consultation import Consultation, TopicId

ROLES = ("P0", "N0", "P1", "N1")
SLOTS = 32
"""Topics of a letter that have a mark of their own, by which words that name one are known for its."""

_MOST_MARKED = 6
"""Words that name more topics at once than this are marked as a reference alone."""

_BLOCKS = (Block.HEADING, Block.ITEM, Block.CELL)
MARKS: tuple[str, ...] = (
    "unit",
    *(f"{how}:{role}" for how in ("firm", "loose") for role in ROLES),
    *(str(b) for b in _BLOCKS),
    "bare",
    *(f"{sort}{index}" for sort in ("under-topic", "ref", "cue") for index in (0, 1)),
    "letter",
    "attached",
    "forwarded",
    "paragraph",
    "row",
    *(f"answer:{role}" for role in ROLES),
    *(f"topic{n}" for n in range(SLOTS)),
)
"""Every mark, in the order of the vocabulary's places that are kept free for them; appended to, never reordered."""

LONGEST_UNIT = 160
"""Tokens of one unit that are read; what is longer than half a page without a stop is cut."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A mark, or words with their place in the unit's text.

    `mention` numbers the reference that the words are; `swapped` words stand for others, whose place they have.
    """

    mark: str = ""
    text: str = ""
    start: int = -1
    end: int = -1
    mention: int = -1
    swapped: bool = False


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one unit: numbers in the vocabulary, and each one's place in the unit's text (-1 for a mark)."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def between(self, start: int, end: int) -> list[int]:
        """The tokens that share a character with a stretch of the text; marks are left out."""
        places = enumerate(zip(self.starts, self.ends, strict=True))
        return [n for n, (a, b) in places if 0 <= a < end and b > start]


Point = tuple[int, int, tuple[str, ...], int]
"""A place in a unit's text: start, end, marks, and the number of the reference that the words are."""

Tokenise = Callable[[str], Sequence[tuple[int, int, int]]]
"""Words to tokens: number in the vocabulary, start, end."""


def pieces_of(
    units: Sequence[Unit], mentions: Sequence[Sequence[Mention]], scenes: Sequence[Scene], consultation: Consultation
) -> list[list[Piece]]:
    """Each unit as marks and stretches of words."""
    lists, topics = [t.id for t in consultation.lists], [t.id for t in consultation.topics]
    found: list[list[Piece]] = []
    before: Unit | None = None
    for unit, here, scene in zip(units, mentions, scenes, strict=True):
        pieces = [Piece(mark=m) for m in _marks(unit, scene, before, consultation)]
        points: list[Point] = []
        for number, mention in enumerate(here):
            if mention.how is How.PARAPHRASE or mention.start == mention.end:
                continue
            index = lists.index(consultation.topic(mention.topics[0]).list_id) if mention.topics else -1
            sort = f"ref{min(index, 1)}" if index >= 0 else "letter"
            points.append((mention.start, mention.end, (sort, *_topic_marks(mention, topics)), number))
        for list_id, at in cues_in(unit.text, consultation):
            points.append((at, at, (f"cue{min(lists.index(list_id), 1)}",), -1))
        pieces += words_of(unit.text, sorted(points))
        found.append(pieces)
        before = unit
    return found


def _topic_marks(mention: Mention, topics: Sequence[TopicId]) -> Iterator[str]:
    if len(mention.topics) <= _MOST_MARKED:
        yield from (f"topic{n}" for n in sorted(map(topics.index, mention.topics)) if n < SLOTS)


def _marks(unit: Unit, scene: Scene, before: Unit | None, consultation: Consultation) -> Iterator[str]:
    if before is None or before.span.part != unit.span.part or before.paragraph != unit.paragraph:
        yield "paragraph"
    if unit.block is Block.CELL and (before is None or before.row != unit.row) and _begins_row(unit, before):
        yield "row"
    yield "unit"
    if unit.block in _BLOCKS:
        yield str(unit.block)
    how = "firm" if scene.how in FIRM or scene.how in ("nth", "item") else "loose"
    for role in scene.roles:
        if role in ROLES:
            yield f"{how}:{role}"
    if scene.bare:
        yield "bare"
    if unit.prompt.topic:
        lists = [t.id for t in consultation.lists]
        yield f"under-topic{min(lists.index(consultation.topic(unit.prompt.topic).list_id), 1)}"
    if unit.span.part != "body":
        yield "attached"
    if unit.forwarded:
        yield "forwarded"


def _begins_row(unit: Unit, before: Unit | None) -> bool:
    return before is None or before.block is not Block.CELL or unit.text not in before.row


def words_of(text: str, points: Sequence[Point]) -> Iterator[Piece]:
    """A text cut at points: the marks of each before the words that they are for."""
    last = 0
    for start, end, marks, number in points:
        if start < last:
            continue
        if start > last:
            yield Piece(text=text[last:start], start=last, end=start)
        yield from (Piece(mark=mark, mention=number) for mark in marks)
        if end > start:
            yield Piece(text=text[start:end], start=start, end=end, mention=number)
        last = max(last, end, start)
    if last < len(text):
        yield Piece(text=text[last:], start=last, end=len(text))


def tokens_of_unit(pieces: Sequence[Piece], mark_ids: dict[str, int], tokenise: Tokenise) -> Tokens:
    """The tokens of a unit's pieces, at most LONGEST_UNIT."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece in pieces:
        if piece.mark:
            ids.append(mark_ids[piece.mark])
            starts.append(-1)
            ends.append(-1)
            continue
        for number, start, end in tokenise(piece.text):
            ids.append(number)
            starts.append(piece.start if piece.swapped else piece.start + start)
            ends.append(piece.end if piece.swapped else piece.start + end)
    return Tokens(tuple(ids[:LONGEST_UNIT]), tuple(starts[:LONGEST_UNIT]), tuple(ends[:LONGEST_UNIT]))


def topic_text(title: str, description: str, aliases: Sequence[str]) -> str:
    """A topic as the encoder reads it."""
    also = f" ({'; '.join(aliases[:4])})" if aliases else ""
    return f"{title}{also}. {description[:240]}"
