"""Fitting what `learned.py` holds: small convex problems, solved in numpy in a moment."""

from collections.abc import Sequence

import numpy as np

from classify.encoder import Vectors
from classify.learned import Layer, log_odds, spread


def fit_layer(x: Sequence[Vectors], offsets: Sequence[Vectors], wanted: Sequence[int], held: float = 1.0) -> Layer:
    """The layer by which these vectors get these values: `wanted` are their numbers, `offsets` the logits that ship.

    A softmax regression whose weights are held near nought by half of `held` times their square; convex, and solved by
    Nesterov's accelerated descent.
    """
    vectors, base = np.array(x, dtype=np.float32), np.array(offsets, dtype=np.float64)
    centre: Vectors = vectors.mean(axis=0)
    seen = spread(vectors, centre).astype(np.float64)
    targets = np.eye(base.shape[1])[list(wanted)]
    weights = ahead = np.zeros((base.shape[1], seen.shape[1]))
    step = 1.0 / (held + 0.5 * float(np.linalg.norm(seen, ord=2)) ** 2)
    for turn in range(300):
        logits = base + seen @ ahead.T
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        newer = ahead - step * ((shares - targets).T @ seen + held * ahead)
        ahead = newer + turn / (turn + 3) * (newer - weights)
        weights = newer
    return Layer(weights.astype(np.float32), centre.astype(np.float32))


def fit_sureness(chances: Sequence[float], right: Sequence[bool], held: float = 4.0) -> tuple[float, float]:
    """Slope and offset of the log-odds by which these chances come true, held near one and nought.

    Platt's scaling (1999).
    """
    x = np.stack([np.array([log_odds(c) for c in chances]), np.ones(len(chances))], axis=1)
    y, usual = np.array(right, dtype=float), np.array([1.0, 0.0])
    found = usual.copy()
    curve = x.T @ x / 4 + held * np.eye(2)  # the most that it can be, so that no step leads too far (Bohning 1988)
    for _ in range(200):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ found, -30, 30)))
        slope = x.T @ (p - y) + held * (found - usual)
        found = found - np.linalg.solve(curve, slope)
    return max(float(found[0]), 0.1), float(found[1])
