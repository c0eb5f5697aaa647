"""Whose words each stretch of a text is: the segments that cover it exactly, in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from config.consultation import Letter
from ingest.authors import Correspondents, zone_kinds
from ingest.disclaimers import notice_lines
from ingest.letter_match import letter_index
from ingest.letter_spans import LetterSpan, letter_spans
from ingest.lines import Line, Mark, joined
from ingest.message import Segment, SegmentKind, Span
from ingest.quoting import OWN, Zones, find_zones
from ingest.signatures import is_sign_off, signature_lines

OWN_KINDS = (SegmentKind.NEW, SegmentKind.FORWARDED)
FOOTERS = (SegmentKind.SIGNATURE, SegmentKind.DISCLAIMER)
Stretch = tuple[int, int, SegmentKind | None]
_NO_WORDS = " \t\n\"'“”‘’.,;:!?()[]<>*_-–—|/…"


@dataclass(frozen=True, slots=True)
class Laid:
    """A text laid out: its lines, where each starts, its zones, and the letter's stretches by line."""

    lines: Sequence[Line]
    starts: Sequence[int]
    zones: Zones
    letter: Sequence[LetterSpan]
    by_line: dict[int, list[LetterSpan]]


def segments(part: str, lines: Sequence[Line], letter: Letter, who: Correspondents) -> tuple[Segment, ...]:
    """The segments of one text. They cover `joined(lines)` without gap or overlap; none is empty."""
    laid = lay_out(lines, letter)
    kinds = _line_kinds(laid, letter, who)
    stretches: list[Stretch] = []
    for number, line in enumerate(lines):
        end = laid.starts[number] + len(line.text) + (number < len(lines) - 1)
        stretches += _line_stretches(laid, number, end, kinds[number])
    return tuple(Segment(Span(part, start, end), kind) for start, end, kind in _merged(stretches))


def lay_out(lines: Sequence[Line], letter: Letter) -> Laid:
    """A text with its zones and the letter's stretches found."""
    content = joined(lines)
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line.text) + 1
    spans = letter_spans(content, letter_index(letter))
    by_line: dict[int, list[LetterSpan]] = {}
    number = 0
    for span in spans:
        while number + 1 < len(starts) and starts[number + 1] <= span.start:
            number += 1
        n = number
        while n < len(starts) and starts[n] < span.end:
            by_line.setdefault(n, []).append(span)
            n += 1
    return Laid(lines, starts, find_zones(lines), spans, by_line)


def _line_kinds(laid: Laid, letter: Letter, who: Correspondents) -> list[SegmentKind | None]:
    """The kind of each line where it is not the letter's; None for blank lines, which go with what precedes them."""
    kinds: list[SegmentKind | None] = [None] * len(laid.lines)
    held = frozenset(laid.by_line)
    for number in laid.zones.headers:
        kinds[number] = SegmentKind.QUOTED
    by_zone = zone_kinds(laid.lines, laid.zones, laid.by_line, letter_index(letter), who)
    for index, zone in enumerate(laid.zones.zones):
        for number in zone.lines:
            kinds[number] = by_zone[number]
        names = (
            who.names
            if index == OWN
            else frozenset(zone.introduction.name.lower().split() if zone.introduction else ())
        )
        _mark_footers(laid, zone.lines, kinds, held, names)
    return kinds


def _mark_footers(
    laid: Laid, numbers: Sequence[int], kinds: list[SegmentKind | None], held: frozenset[int], names: frozenset[str]
) -> None:
    """Turn own lines that are signature or disclaimer into that; lines of the letter end a signature."""
    for position, group in enumerate(_groups(laid, numbers, kinds, held)):
        notices = notice_lines([laid.lines[n] for n in group])
        rest = [n for k, n in enumerate(group) if k not in notices]
        marked = frozenset(k for k, n in enumerate(rest) if laid.lines[n].mark is Mark.SIGNATURE)
        begun = _follows_sign_off(laid, group[0], held)
        for k in signature_lines([laid.lines[n].text for n in rest], names, begun, marked, position > 0):
            kinds[rest[k]] = SegmentKind.SIGNATURE
        for k in notices:
            kinds[group[k]] = SegmentKind.DISCLAIMER
        _frame(laid, group, kinds)


def _frame(laid: Laid, group: Sequence[int], kinds: list[SegmentKind | None]) -> None:
    """Lines of dashes or stars that frame a footer are part of it."""
    filled = [n for n in group if laid.lines[n].text]
    for n, below in (*pairwise(filled), *pairwise(reversed(filled))):
        if kinds[n] in OWN_KINDS and kinds[below] not in OWN_KINDS and not laid.lines[n].text.strip(_NO_WORDS):
            kinds[n] = kinds[below]


def _follows_sign_off(laid: Laid, number: int, held: frozenset[int]) -> bool:
    """Whether the line above is the sign-off of our own mail, so that one of us signs here."""
    above = next((n for n in range(number - 1, max(number - 4, -1), -1) if laid.lines[n].text), -1)
    return above in held and is_sign_off(laid.lines[above].text)


def _groups(
    laid: Laid, numbers: Sequence[int], kinds: Sequence[SegmentKind | None], held: frozenset[int]
) -> list[list[int]]:
    """A zone's own lines in the groups that nothing of another's parts."""
    groups: list[list[int]] = [[]]
    before = -1
    for n in numbers:
        if n in held or kinds[n] not in OWN_KINDS:
            groups.append([])
            continue
        if groups[-1] and any(laid.lines[k].text for k in range(before + 1, n)):
            groups.append([])
        groups[-1].append(n)
        before = n
    return [group for group in groups if group]


def _line_stretches(laid: Laid, number: int, end: int, kind: SegmentKind | None) -> list[Stretch]:
    """One line parted into what is the letter's and what is not; stretches without words have no kind of their own."""
    at = laid.starts[number]
    if kind is None or number in laid.zones.headers:
        return [(at, end, kind)]
    spans = laid.by_line.get(number)
    if spans is None:
        return [(at, end, _kind_of(laid.lines[number].text, kind))] if end > at else []
    text = laid.lines[number].text + "\n"
    out: list[Stretch] = []
    for span in spans:
        left, right = max(span.start, at), min(span.end, end)
        if right > left:
            out += [(at, left, _kind_of(text[at - laid.starts[number] : left - laid.starts[number]], kind))]
            out.append((left, right, SegmentKind.LETTER))
            at = right
    out.append((at, end, _kind_of(text[at - laid.starts[number] :], kind)))
    return [stretch for stretch in out if stretch[1] > stretch[0]]


def _kind_of(text: str, kind: SegmentKind) -> SegmentKind | None:
    return kind if text.strip(_NO_WORDS) or kind in FOOTERS else None


def _merged(stretches: Sequence[Stretch]) -> list[tuple[int, int, SegmentKind]]:
    """Stretches of one kind joined; a stretch of no kind goes with the one before it, or at the start after it."""
    out: list[tuple[int, int, SegmentKind]] = []
    for start, end, kind in stretches:
        if out and (kind is None or out[-1][2] is kind):
            out[-1] = (out[-1][0], end, out[-1][2])
        elif kind is not None:
            out.append((start if out else 0, end, kind))
    if not out and stretches:
        return [(0, stretches[-1][1], SegmentKind.NEW)]
    return out
