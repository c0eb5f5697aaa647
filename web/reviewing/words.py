"""The words of a mail, in pieces: the sender's own to be read, the rest to be unfolded."""

from dataclasses import dataclass

from ingest.message import ParsedMessage, SegmentKind

_OWN = (SegmentKind.NEW, SegmentKind.FORWARDED)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words of one sort."""

    kind: SegmentKind
    words: str

    @property
    def own(self) -> bool:
        """Whether the sender wrote it, or passed it on as the answer."""
        return self.kind in _OWN


@dataclass(frozen=True, slots=True)
class Part:
    """One text of the mail: its body, or an attachment."""

    title: str
    passages: tuple[Passage, ...]


def parts_of(message: ParsedMessage) -> tuple[Part, ...]:
    """Every text that has words, the body first."""
    parts = []
    for text in message.texts:
        found = ((s.kind, message.words(s.span).strip()) for s in message.segments_of(text.part))
        passages = tuple(Passage(kind, words) for kind, words in found if words)
        title = "" if text.part == "body" else text.name or text.part
        parts += [Part(title, passages)] if passages else []
    return tuple(parts)
