"""Plain text: quote marks counted, flowed and hard-wrapped lines joined back into paragraphs."""

import re
from functools import lru_cache

from ingest.cleaning import clean_text
from ingest.lines import Line, Mark, tidy
from ingest.quoting_attributions import is_groupwise
from ingest.quoting_words import FIELD_NAMES

WIDEST = 82
NARROWEST = 58
_MARKS = re.compile(r" ?((?:> ?)+)")
_POINTED = re.compile(r" ?>>[> ]{0,40}[^<> ][^<>]{0,200}<<+\s*")
"""Arrows from both sides (">>> www.here.example <<<"): the sender's own way to point at something."""

_INITIALS = re.compile(r"\s?[A-Z]{2,3}> ?")
_BULLET = re.compile(r"^\s*[·•▪‣◦∙●■\uf0b7\uf0a7*]\s+(?=\S)")
STARTS_LINE = re.compile(
    r"\s*(?:[-–—*·•▪>|]\s|\(?[a-zA-Z]\)\s|\(?\d{1,2}[.)]\s|\d+\.\d+\.?\s|\(?[ivx]{1,4}\)\s|Q(?:uestion)?\.?\s?\d\b|--|__|=="
    rf"|(?:{FIELD_NAMES.title()})\s*:)",
)
_FIELD = re.compile(rf"\s*(?:{FIELD_NAMES.title()})\s*:")
_MID_SENTENCE = re.compile(r"\([a-z]\) [a-z]")
_BORDER = re.compile(r"\s*(?:[-_]{5,}|Oddi wrth\s?:)")
_NAME = re.compile(r"(?:[A-Z][\w'’-]*\.?\s?){1,3}")


@lru_cache(maxsize=8192)
def _unmarked(line: str) -> Line:
    """A line without its quote marks, or the line "-- " that begins a signature (RFC 3676 section 4.3)."""
    found = _MARKS.match(line) if line.startswith((">", " >")) else None
    if not found or line.startswith(">From ") or is_groupwise(line) or _POINTED.fullmatch(line):
        text = line.removeprefix(">") if line.startswith(">From ") else line
        return Line(text, 0, Mark.SIGNATURE if text == "-- " else Mark.NONE)
    return Line(line[found.end() :], found[1].count(">"))


def _initials(lines: list[Line]) -> list[Line]:
    """Lines marked with initials ("AP> "), where there are two such lines or more."""
    marked = {n: found for n, line in enumerate(lines) if (found := _INITIALS.match(line.text))}
    if len(marked) < 2:
        return lines
    return [Line(line.text[marked[n].end() :], line.depth + 1) if n in marked else line for n, line in enumerate(lines)]


def plain_lines(text: str, flowed: bool = False, delsp: bool = False) -> tuple[Line, ...]:
    """The lines of a text/plain part, one for each paragraph where the sender's program had broken it up.

    RFC 3676 for `format=flowed`; without it, lines are joined where the next word would not have fitted.
    """
    lines = _initials([_unmarked(line) for line in clean_text(text).split("\n")])
    lines = _flowed(lines, delsp) if flowed else _stray_mark(lines)
    return tidy(_bulleted(line) for line in _unwrapped(lines))


def _bulleted(line: Line) -> Line:
    """A line with a plain dash for whatever bullet it has."""
    text = _BULLET.sub("- ", line.text.rstrip())
    return line if text == line.text else Line(text, line.depth, line.mark)


def _stray_mark(lines: list[Line]) -> list[Line]:
    """A single `>` before a figure ("> 50 per cent") is the sender's own sign."""
    marked = [n for n, line in enumerate(lines) if line.depth]
    if len(marked) == 1 and re.match(r"£?\d", lines[marked[0]].text):
        lines[marked[0]] = Line("> " + lines[marked[0]].text)
    return lines


def _flowed(lines: list[Line], delsp: bool) -> list[Line]:
    out: list[Line] = []
    buffer, depth, open_ = [""], 0, False
    for line in lines:
        text = line.text.removeprefix(" ") if line.depth == 0 else line.text
        if open_ and line.depth == depth and text != "-- ":
            buffer.append(text)
        else:
            if open_:
                out.append(Line("".join(buffer), depth))
            buffer, depth = [text], line.depth
        open_ = text.endswith(" ") and text != "-- "
        if open_ and delsp:
            buffer[-1] = buffer[-1][:-1]
        if not open_:
            out.append(Line("".join(buffer), depth, line.mark))
    if open_:
        out.append(Line("".join(buffer), depth))
    return out


def _regions(lines: list[Line]) -> list[int]:
    """A number for each line that goes up where another's mail begins, which another program has broken up."""
    numbers, number = [], 0
    for line in lines:
        number += line.text[:9] == "From:" or _BORDER.match(line.text) is not None
        numbers.append(number)
    return numbers


def _widths(lines: list[Line], regions: list[int]) -> dict[tuple[int, int], int]:
    """For each depth and region, the width at which its text was broken; left out where it was not broken."""
    sizes: dict[tuple[int, int], list[int]] = {}
    for line, region in zip(lines, regions, strict=True):
        if " " in line.text.strip():
            sizes.setdefault((line.depth, region), []).append(len(line.text))
    widths: dict[tuple[int, int], int] = {}
    for key, found in sizes.items():
        widest = max((size for size in found if size <= WIDEST), default=0)
        if widest >= NARROWEST and sum(size > WIDEST + 18 for size in found) * 8 <= len(found):
            widths[key] = widest
    return widths


def _tabular(text: str) -> bool:
    return "\t" in text.strip() or re.search(r"\S {3,}\S", text) is not None


def _unwrapped(lines: list[Line]) -> list[Line]:
    regions = _regions(lines)
    widths = _widths(lines, regions)
    out: list[Line] = []
    parts: list[str] = []
    before = Line("")
    for line, region in zip(lines, regions, strict=True):
        width = widths.get((line.depth, region), 0)
        if width and parts and _continues(before, line, width):
            parts.append(line.text.strip())
        else:
            if parts:
                out.append(_paragraph(parts, before))
            parts = [line.text.rstrip()]
        before = line
    if parts:
        out.append(_paragraph(parts, before))
    return out


def _paragraph(parts: list[str], last: Line) -> Line:
    """Lines that were one; the last of them says how it is marked."""
    text = parts[0] if len(parts) == 1 else " ".join(parts)
    return last if text == last.text else Line(text, last.depth, last.mark)


def _continues(before: Line, line: Line, width: int) -> bool:
    text = line.text.strip()
    if not text or not before.text.strip() or before.depth != line.depth:
        return False
    if (
        (STARTS_LINE.match(line.text) and not _MID_SENTENCE.match(line.text))
        or _tabular(line.text)
        or _tabular(before.text)
    ):
        return False
    if before.text.rstrip()[-1:] in ".?!" and _NAME.fullmatch(text):
        return False
    if not _BULLET.match(before.text) and _FIELD.match(before.text):
        return False
    room = width - len(before.text.rstrip())
    return room < len(text.split(maxsplit=1)[0]) + 1
