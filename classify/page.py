"""One mail as vectors: the encoder's reading of every token, in windows that overlap where a mail is long.

Before each window stands the letter's sheet (`classify/sheet.py`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from classify.encoder import Encoder, Vectors
from classify.markers import Scene
from classify.mention import Mention
from classify.rendering import Tokens, pieces_of, tokens_of_unit
from classify.sheet import Sheet
from classify.units import Unit
from config.consultation import Consultation

WINDOW, CONTEXT = 360, 96
"""Tokens of one window, and of the units before it that are read again as its context."""


@dataclass(frozen=True, slots=True)
class Window:
    """Units of a mail that were read together, with the sheet: a vector for each of its roles and topics."""

    units: range
    roles: Vectors
    topics: Vectors


@dataclass(frozen=True, slots=True)
class Page:
    """The tokens of each unit, their vectors (one array a unit), and the vector of each unit as a whole.

    `marks` says which token of a unit stands for the whole of it; `windows` has what was read together.
    """

    tokens: tuple[Tokens, ...]
    states: tuple[Vectors, ...]
    units: Vectors
    marks: tuple[int, ...] = ()
    windows: tuple[Window, ...] = ()

    def at(self, unit: int, start: int, end: int) -> Vectors:
        """The mean vector of the words between two characters of a unit; the unit's own where there are none."""
        inside = self.tokens[unit].between(start, end)
        return np.asarray(self.states[unit][inside].mean(axis=0) if inside else self.units[unit], dtype=np.float32)


def read_page(
    units: Sequence[Unit],
    mentions: Sequence[Sequence[Mention]],
    scenes: Sequence[Scene],
    consultation: Consultation,
    encoder: Encoder,
    sheet: Sheet,
) -> Page:
    """Read a mail's units; one without any has an empty page."""
    pieces = pieces_of(units, mentions, scenes, consultation)
    tokens = tuple(tokens_of_unit(p, encoder.words.marks, encoder.words.tokenise) for p in pieces)
    states: list[Vectors] = []
    read_together: list[Window] = []
    for context, begin, end in windows([len(t.ids) for t in tokens]):
        read = encoder.encode([*sheet.ids, *(n for t in tokens[context:end] for n in t.ids)])
        topics = np.array([read[a:b].mean(axis=0) for _, a, b in sheet.topics])
        read_together.append(Window(range(begin, end), read[list(sheet.roles)], topics))
        at = len(sheet.ids) + sum(len(t.ids) for t in tokens[context:begin])
        for t in tokens[begin:end]:
            states.append(read[at : at + len(t.ids)])
            at += len(t.ids)
    marks = tuple(t.ids.index(encoder.words.marks["unit"]) for t in tokens)
    whole = [s[mark] for s, mark in zip(states, marks, strict=True)]
    return Page(tokens, tuple(states), np.array(whole, dtype=np.float32), marks, tuple(read_together))


def windows(lengths: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """(first unit of context, first unit, end) of each window, for units of these lengths in tokens."""
    begin = 0
    while begin < len(lengths):
        context, read = begin, 0
        while context > 0 and read + lengths[context - 1] <= CONTEXT:
            context -= 1
            read += lengths[context]
        end = begin
        while end < len(lengths) and (end == begin or read + lengths[end] <= WINDOW):
            read += lengths[end]
            end += 1
        yield context, begin, end
        begin = end
