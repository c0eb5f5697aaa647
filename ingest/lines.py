"""A text on its way to segments: its lines, how deeply each is marked as quoted, and what its program says of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Mark(StrEnum):
    """What the sender's program says of a line beside its words; only HTML and the line `-- ` say anything."""

    NONE = ""
    INTRODUCTION = "introduction"
    BORDER = "border"
    SIGNATURE = "signature"
    INDENT = "indent"
    COLOUR = "colour"
    HIGHLIGHT = "highlight"
    BOLD = "bold"
    ITALIC = "italic"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text; `depth` counts the `>` marks or blockquotes that it stood in."""

    text: str
    depth: int = 0
    mark: Mark = Mark.NONE


def tidy(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines without trailing space, without blank lines at either end, and with one blank line at most between."""
    out: list[Line] = []
    for line in lines:
        text = line.text.rstrip()
        if text:
            out.append(line if text == line.text else replace(line, text=text))
        elif out and out[-1].text:
            out.append(Line("", line.depth))
    while out and not out[-1].text:
        out.pop()
    return tuple(out)


def joined(lines: Iterable[Line]) -> str:
    """The lines as one text."""
    return "\n".join(line.text for line in lines)
