"""Where a mail says who sends it: display names, signatures, headings, and sentences that speak for somebody."""

import re
from dataclasses import dataclass

from classify.rules.facts import phrase
from ingest.message import ParsedMessage, SegmentKind, Span, TextRole

_CLOSING = re.compile(
    r"^\W{0,3}(?:(?:kind|best|warm|many|with|all|very|yours|regards|sincerely|faithfully|cofion|gyda|"
    r"diolch|cheers|thanks|thank you|"
    r"in haste|sent on behalf|signed|for and on behalf|pp|p\.p\.|cordially|respectfully|god bless)\b.{0,40})$",
    re.I,
)
_COPIED = re.compile(
    r"^\W{0,3}(?:cc|bcc|copied to|copy(?: to)?|c\.c\.|at|to|subject|sent|date|pwnc|anfonwyd)\b\s{0,3}:", re.I
)
_ASIDE = phrase(
    r"\b(?:member|fellow|trustee|formerly|former|ex-?|previously|visiting|honorary|patron|ambassador|"
    r"winner|award|funded|"
    r"supported|sponsored|accredited|partner of|proud|alumn\w{1,3}|editorial board|past chair|"
    r"past president|adviser to|advisor to|follow us|read our|report|a member of|member of)\b"
)
_LINES = 12
_HEAD_LINES = 5
_LONG = 160


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text, with its place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Zones:
    """The stretches of a mail that name its sender."""

    closing: tuple[Line, ...]
    headings: tuple[Line, ...]


def read_zones(message: ParsedMessage) -> Zones:
    """The zones of a mail: signatures and the last lines of its texts, and the first short lines."""
    closing: list[Line] = []
    headings: list[Line] = []
    for text in message.texts:
        if text.role is TextRole.REPORT:
            continue
        lines = [
            line
            for s in message.segments_of(text.part)
            if s.kind in (SegmentKind.NEW, SegmentKind.FORWARDED)
            for line in _split(message, s.span)
        ]
        signed = [
            line
            for s in message.segments_of(text.part)
            if s.kind is SegmentKind.SIGNATURE
            for line in _split(message, s.span)
        ]
        headings += [line for line in lines[:_HEAD_LINES] if _names(line.text)]
        closing += [line for line in _last(lines) + signed if _names(line.text)]
    return Zones(tuple(closing), tuple(headings))


def is_aside(lead: str) -> bool:
    """Whether the words before a body's name in a signature say that the sender only belongs to it, or was honoured."""
    return bool(_ASIDE.search(lead))


def is_sentence(line: str) -> bool:
    """Whether a line says something, where a signature or a heading only names."""
    return len(line.split()) > 7 and line.rstrip()[-1:] in ".?!:;"


def _names(line: str) -> bool:
    return len(line) <= _LONG and not _COPIED.match(line) and not is_sentence(line)


def _last(lines: list[Line]) -> list[Line]:
    """The lines after the last valediction, else the last few."""
    tail = lines[-_LINES:]
    for i in range(len(tail) - 1, -1, -1):
        if _CLOSING.match(tail[i].text) and i < len(tail) - 1:
            return tail[i + 1 :]
    return tail[-6:]


def _split(message: ParsedMessage, span: Span) -> list[Line]:
    words = message.words(span)
    out = []
    for m in re.finditer(r"[^\n]+", words):
        if m.group().strip():
            out.append(Line(m.group().strip(), Span(span.part, span.start + m.start(), span.start + m.end())))
    return out
