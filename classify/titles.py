"""The titles and the support of proposals: a label for each token of the units that propose, in a likely sequence."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from classify.encoder import Vectors
from classify.heads import TITLE_LABELS, Heads
from classify.language import Token, tokens_of
from classify.page import Page
from classify.units import Unit

REST, BEGIN, INSIDE, SUPPORT = TITLE_LABELS
_TURN = 0.5
"""What a change of label costs, as a difference of logarithms: words of one idea stand together."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A token in its unit."""

    unit: int
    token: Token


@dataclass(frozen=True, slots=True)
class TitleLabels:
    """The best label of each token, and how probable every label is there."""

    labels: tuple[str, ...]
    chances: tuple[dict[str, float], ...]


def placed_tokens(units: Sequence[Unit], numbers: Sequence[int]) -> list[Placed]:
    """The tokens of some units in reading order."""
    return [Placed(number, token) for number in numbers for token in tokens_of(units[number].text)]


def label_titles(placed: Sequence[Placed], page: Page, heads: Heads) -> TitleLabels:
    """Label the tokens of a reply's proposing units."""
    if not placed:
        return TitleLabels((), ())
    words = np.array([page.at(p.unit, p.token.start, p.token.end) for p in placed])
    chances = heads.titles(words, page.units[[p.unit for p in placed]])
    starts = [n == 0 or placed[n - 1].unit != p.unit for n, p in enumerate(placed)]
    path = best_path(np.log(chances + 1e-6), starts)
    return TitleLabels(
        tuple(TITLE_LABELS[n] for n in path),
        tuple({name: float(p) for name, p in zip(TITLE_LABELS, row, strict=True)} for row in chances),
    )


def best_path(scores: Vectors, starts: Sequence[bool]) -> list[int]:
    """The likeliest sequence of labels (Viterbi 1967): a title goes on only where one began in the same unit."""
    count = len(TITLE_LABELS)
    inside, opened = TITLE_LABELS.index(INSIDE), {TITLE_LABELS.index(BEGIN), TITLE_LABELS.index(INSIDE)}
    best, backs = np.array(scores[0], dtype=np.float64), []
    best[inside] = -np.inf
    for row, start in zip(scores[1:], starts[1:], strict=True):
        steps = np.empty((count, count))
        for old in range(count):
            for new in range(count):
                fits = new != inside or (old in opened and not start)
                goes_on = old == new or (new == inside and old in opened)
                steps[old, new] = best[old] - (0.0 if goes_on or start else _TURN) if fits else -np.inf
        back = steps.argmax(axis=0)
        backs.append(back)
        best = steps[back, np.arange(count)] + row
    path = [int(best.argmax())]
    for back in reversed(backs):
        path.append(int(back[path[-1]]))
    return path[::-1]
