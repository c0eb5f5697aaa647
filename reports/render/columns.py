"""How wide the columns of a table are set in a document, as shares of the room."""

from reports.render.as_text import cell_text
from reports.report import Table

_PADDING = 2.6
"""Room for the edges of a cell, in letters."""
_BOLD = 1.25
"""How much wider the head is set."""
_LONGEST_WORD, _MOST = 12, 480
"""Longer words may be broken; a text of more letters than these gets no more room."""


def column_shares(table: Table, letters: float) -> tuple[float, ...]:
    """Shares that add up to 1, in a room of so many letters of middling width.

    No column is narrower than its longest word; what room is left goes to those that hold more.
    """
    texts = [[column, *(cell_text(row[at]) for row in table.rows)] for at, column in enumerate(table.columns)]
    words = [max(_BOLD * _longest(column[0]), *map(_longest, column[1:])) for column in texts]
    longest = [max(_width(text, _MOST) for text in column) for column in texts]
    least = [_PADDING + word for word in words]
    more = [max(text - word, 0.0) for text, word in zip(longest, words, strict=True)]
    left = letters - sum(least)
    if left > 0:
        left = min(left, sum(more)) if sum(more) else left
        least = [width + left * share / (sum(more) or 1) for width, share in zip(least, more, strict=True)]
    return tuple(width / sum(least) for width in least)


def _longest(text: str) -> float:
    return max((_width(word) for word in text.split()), default=1.0)


def _width(text: str, most: int = _LONGEST_WORD) -> float:
    """In letters of middling width: capitals are wider, and so are m and w."""
    cut = text[:most]
    return len(cut) + 0.35 * sum(c.isupper() for c in cut) + 0.4 * sum(c in "mwMW" for c in cut)
