"""A line that the respondent shares with an attribution: "Yes. On Wed, 4 Apr 2012 at 15:59, A. Person wrote:"."""

import re
from collections.abc import Sequence

from ingest.lines import Line
from ingest.quoting_attributions import attribution
from ingest.quoting_headers import find_email, next_filled
from ingest.quoting_words import ON

_BEGINS = re.compile(rf"(?:(?<=\s)|(?<=--))(?:{'|'.join(word.capitalize() for word in ON.split('|'))})\b")
_DAY = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
_ABOVE, _LONGEST = 3, 2000


def parted(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The same lines, with words of the respondent and an attribution behind them on lines of their own.

    Only above lines that are marked more deeply, and only at a capital: a program wrote what follows it.
    """
    out: list[Line] = []
    for number, line in enumerate(lines):
        at = _attributed_from(lines, number) if _stands_above(lines, number) else 0
        own = line.text[:at].rstrip(" \t\u00a0-")
        out += [Line(own, line.depth, line.mark), Line(line.text[at:], line.depth, line.mark)] if own else [line]
    return tuple(out)


def _stands_above(lines: Sequence[Line], at: int) -> bool:
    """Whether lines marked more deeply begin close below."""
    depth = lines[at].depth
    return any(line.depth > depth for line in lines[at + 1 : at + 2 + _ABOVE])


def _attributed_from(lines: Sequence[Line], at: int) -> int:
    """Where in a line an attribution begins that somebody's words stand before; 0 where none does."""
    line = lines[at]
    if len(line.text) > _LONGEST:
        return 0
    for found in reversed(list(_BEGINS.finditer(line.text))):
        head, rest = line.text[: found.start()], Line(line.text[found.start() :], line.depth)
        if not _DAY.search(rest.text):
            continue
        if _DAY.search(head) or find_email(head):
            return 0
        below = [rest, *lines[at + 1 : at + 6]]
        this = attribution(below, 0)
        after = next_filled(below, this.end) if this else None
        if after is not None and below[after].depth > line.depth:
            return found.start()
    return 0
