"""Marks over a text that lie across each other in any way, cut into runs in which nothing changes. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text, half open, with a name of its own."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch in which nothing begins or ends; `marks` are the names of those over it, the first begun first."""

    start: int
    end: int
    marks: tuple[str, ...] = ()


def cut_runs(start: int, end: int, marks: Iterable[Mark]) -> Iterator[Run]:
    """The runs of a stretch of text, in order, without gap or overlap; marks are cut to it, empty ones left out."""
    inside = [Mark(m.name, max(start, m.start), min(end, m.end)) for m in marks]
    waiting = sorted((m for m in inside if m.start < m.end), key=lambda m: (m.start, -m.end), reverse=True)
    edges = sorted({start, end, *(m.start for m in waiting), *(m.end for m in waiting)})
    over: list[Mark] = []
    for here, there in pairwise(edges):
        over = [m for m in over if m.end > here]
        while waiting and waiting[-1].start == here:
            over.append(waiting.pop())
        yield Run(here, there, tuple(m.name for m in over))
