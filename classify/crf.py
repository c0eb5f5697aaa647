"""Linear-chain conditional random fields: the only place that imports pycrfsuite.

Lafferty, McCallum and Pereira 2001; CRFsuite's L-BFGS with elastic net, so training is deterministic.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

Item = Sequence[str]
"""The features of one place in a sequence, as strings."""


@dataclass(frozen=True, slots=True)
class Labelling:
    """The best label of each place, and how probable every label is there."""

    labels: tuple[str, ...]
    marginals: tuple[dict[str, float], ...]


class Model:
    """A trained field, loaded from a file."""

    def __init__(self, path: Path) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))
        self._labels: tuple[str, ...] = tuple(self._tagger.labels())

    def label(self, items: Sequence[Item]) -> Labelling:
        """The labelling of one sequence; an empty sequence has an empty one."""
        if not items:
            return Labelling((), ())
        self._tagger.set([list(i) for i in items])
        labels = tuple(self._tagger.tag())
        marginals = tuple({name: self._tagger.marginal(name, n) for name in self._labels} for n in range(len(items)))
        return Labelling(labels, marginals)


def train(
    sequences: Sequence[tuple[Sequence[Item], Sequence[str]]], path: Path, *, c1: float = 0.1, c2: float = 1.5
) -> None:
    """Train on pairs of items and labels and write the model to a file."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for items, labels in sequences:
        trainer.append([list(i) for i in items], list(labels))
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": 200, "feature.possible_transitions": True})
    trainer.train(str(path))
