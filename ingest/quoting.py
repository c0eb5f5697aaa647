"""A text as zones: the sender's own, and each mail that is quoted or forwarded below or between."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from ingest.lines import Line
from ingest.quoting_attributions import attribution, may_attribute
from ingest.quoting_headers import Introduction, header_block, marked_block, may_head, separator
from ingest.quoting_notes import may_name, notes_block

OWN = 0
_LONGEST = 2000


@dataclass(slots=True)
class Zone:
    """The lines of one author, by number; the introduction that named them, if any did."""

    introduction: Introduction | None
    depth: int
    parent: int
    lines: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones of a text (the sender's own first, then in the order in which they begin) and its header lines."""

    zones: tuple[Zone, ...]
    headers: frozenset[int]


def find_introduction(lines: Sequence[Line], at: int) -> Introduction | None:
    """The introduction that begins at a line, or None."""
    if len(lines[at].text) > _LONGEST:
        return None
    marked = marked_block(lines, at)
    opens = _openings(lines[at].text)
    found = (separator(lines, at) or header_block(lines, at, needed=3)) if opens.head else None
    if not found and opens.attribution:
        found = attribution(lines, at)
    if found and marked:
        return replace(found, end=max(found.end, marked.end))
    return found or marked or (notes_block(lines, at) if opens.notes else None)


class _Openings(NamedTuple):
    """What can begin with a line of some words, whatever follows."""

    head: bool
    attribution: bool
    notes: bool


@lru_cache(maxsize=8192)
def _openings(text: str) -> _Openings:
    """Kept, since each reply quotes the letter."""
    return _Openings(may_head(text), may_attribute(text), may_name(text))


def find_zones(lines: Sequence[Line]) -> Zones:
    """Give every line to a zone.

    A header block hands over all that follows at its depth (Outlook marks nothing); an attribution hands over the
    lines that are marked more deeply, and so leaves the answers between them where they belong. Lines marked as
    quoted that nobody introduced get a zone of their own.
    """
    zones = [Zone(None, 0, OWN)]
    headers: set[int] = set()
    current: dict[int, int] = {0: OWN}
    n = 0
    while n < len(lines):
        depth = lines[n].depth
        if not lines[n].text.strip():
            n += 1
            continue
        found = find_introduction(lines, n)
        if found:
            headers.update(range(found.start, found.end))
            target = _target_depth(lines, found)
            parent = _zone_at(zones, current, depth)
            zones.append(Zone(found, target, parent))
            current = {d: z for d, z in current.items() if d < target}
            current[target] = len(zones) - 1
            n = found.end
            continue
        zones[_zone_at(zones, current, depth)].lines.append(n)
        n += 1
    return Zones(tuple(zones), frozenset(headers))


def _target_depth(lines: Sequence[Line], found: Introduction) -> int:
    """The depth at which the introduced words stand."""
    depth = lines[found.start].depth
    for n in range(found.end, min(found.end + 4, len(lines))):
        if lines[n].text.strip():
            return max(depth, lines[n].depth)
    return depth


def _zone_at(zones: list[Zone], current: dict[int, int], depth: int) -> int:
    """The zone that a line of this depth goes on; a new one where no one introduced it."""
    if depth in current:
        return current[depth]
    above = max((d for d in current if d < depth), default=0)
    zones.append(Zone(None, depth, current.get(above, OWN)))
    current[depth] = len(zones) - 1
    return current[depth]
