"""Cutting a text into blocks and sentences without losing a character's place.

A newline is a real break (intake has joined wrapped lines); a sentence never crosses one.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|cf|vs|viz|approx|incl|dr|mr|mrs|ms|prof|st|hon|dept|al)\.$", re.IGNORECASE)
_BEFORE_NUMBER = re.compile(
    r"\b(?:no|nos|q|qu|qn|para|paras|reg|ref|vol|p|pp|c|ca|sec|ed|fig|ch|art|s|ss|v)\.$", re.IGNORECASE
)
_INITIAL = re.compile(
    r"(?:^|[A-Z]\.\s?|\b(?!(?:Topic|Option|Item|Letter|Choice|Choose|Support|Yes|And)\b)[A-Z][a-z]+\.? )[A-Z]\.$"
)
_STARTS = re.compile(r"(?:I|It|We|Our|My|The|This|That|These|They|There|In|As|For|No|Not|But|And|If|Please|Yes)\b")
_END = re.compile(r"[.?!…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9£(])|[;](?=\s)|:(?=\s+[A-Z\"'“‘(])")
_MARKER = re.compile(
    r"(?P<bullet>[-–—•·*o▪‣>+]|=>|\u2192)\s+"
    r"|\(?(?P<number>\d{1,2})[.):]\s*(?=\D)"
    r"|\((?P<letter>[a-zA-Z]|[ivx]{1,4})\)\s+"
    r"|(?P<plain>[a-zA-Z]|[ivx]{1,4})[).]\s+"
)


class Block(StrEnum):
    """The kind of line that a sentence stands in."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text: offsets of its words (marker excluded), its block kind and its list marker."""

    start: int
    end: int
    block: Block
    marker: str


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text that have words in them, table cells apart."""
    found: list[Line] = []
    for match in re.finditer(r"[^\n]+", text):
        row = match.group()
        if "\t" in row.strip():
            found.extend(_cells(row, match.start()))
        elif re.search(r"\w", row):
            found.append(_line(row, match.start()))
    return tuple(found)


def _cells(row: str, offset: int) -> list[Line]:
    cells = (m for m in re.finditer(r"[^\t]+", row) if re.search(r"\w|[✓✔✗✘]", m.group()))
    return [_trim(row, offset, cell.start(), cell.end(), Block.CELL, "") for cell in cells]


def _line(row: str, offset: int) -> Line:
    start = len(row) - len(row.lstrip())
    marker = _MARKER.match(row, start)
    if marker:
        sign = marker["number"] or marker["letter"] or marker["plain"] or "-"
        return _trim(row, offset, marker.end(), len(row), Block.ITEM, sign.lower())
    block = Block.HEADING if _is_heading(row.strip()) else Block.PARAGRAPH
    return _trim(row, offset, start, len(row), block, "")


def _trim(row: str, offset: int, start: int, end: int, block: Block, marker: str) -> Line:
    words = row[start:end]
    lead = len(words) - len(words.lstrip())
    return Line(offset + start + lead, offset + start + len(words.rstrip()), block, marker)


def _is_heading(row: str) -> bool:
    """A short line without a verb-like ending: no closing stop, few words, or a colon at its end."""
    count = len(row.split())
    return (count <= 12 and row[-1] not in ".?!,;") or (row.endswith(":") and count <= 15)


def sentences_of(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The sentences between two offsets of one line, as offsets into the text; clauses end at semicolons."""
    cuts = [start]
    for match in _END.finditer(text, start, end):
        if match.group() == "." and _is_abbreviated(text[start : match.end()], text[match.end() : end].lstrip()):
            continue
        cuts.append(match.end())
    cuts.append(end)
    spans = (_strip(text, a, b) for a, b in pairwise(cuts))
    return tuple(s for s in spans if s[0] < s[1])


def _is_abbreviated(before: str, after: str) -> bool:
    """Whether a full stop belongs to an abbreviation; "no." and "c." do before a number, a capital in a name."""
    if _BEFORE_NUMBER.search(before):
        return after[:1].isdigit() or after.startswith("(")
    if _ABBREVIATION.search(before):
        return True
    return _INITIAL.search(before) is not None and not _STARTS.match(after)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
