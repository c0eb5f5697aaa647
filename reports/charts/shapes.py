"""What charts are made of, and the few colours that they use."""

from dataclasses import dataclass
from typing import Literal

PREFER, FIRST, OPPOSE = "#0072b2", "#00304d", "#d55e00"
"""Blue and vermilion of Okabe and Ito, which every kind of colour blindness tells apart; the dark is of the blue."""
INK, FAINT, TRACK = "#0b0c0c", "#6f777b", "#e6e8e9"
WIDTH = 640
LETTER = 15
"""The size of words, in the chart's units."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line; dashed ones mark a limit."""

    x: float
    y: float
    to_x: float
    to_y: float
    colour: str = INK
    width: float = 1
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words; `y` is its baseline, `anchor` which part of it stands at `x`."""

    x: float
    y: float
    text: str
    size: float = LETTER
    colour: str = INK
    anchor: Literal["start", "middle", "end"] = "start"


Shape = Bar | Rule | Words


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its words for who does not see it: `title` says what it is, `told` what it shows."""

    name: str
    title: str
    told: str
    height: float
    shapes: tuple[Shape, ...]
    width: float = WIDTH


def key(entries: tuple[tuple[str, str], ...], y: float) -> tuple[Shape, ...]:
    """What the colours mean, in one line."""
    shapes: list[Shape] = []
    x = 0.0
    for colour, words in entries:
        shapes += [Bar(x, y - 11, 12, 12, colour), Words(x + 18, y, words, 14)]
        x += 18 + width_of(words, 14) + 24
    return tuple(shapes)


def width_of(text: str, size: float = LETTER) -> float:
    """About how wide words are set: enough to keep things apart, whatever font is there."""
    return 0.56 * size * len(text)
