"""Which questions each unit answers or declines: what it says itself, in the light of what the mail does as a whole."""

from collections.abc import Sequence

import numpy as np

from classify.encoder import Vectors
from classify.markers import Scene, permits
from classify.rendering import ROLES
from classify.roles import OUTSIDE


def label_units(
    chances: Vectors, statuses: Vectors, scenes: Sequence[Scene], roles: Sequence[str]
) -> list[tuple[str, float]]:
    """The label of each unit with its probability.

    `chances` is (unit, role, absent/answered/declined), `statuses` the same for the mail; `roles` are the letter's.
    """
    weighed = tempered(chances, statuses)
    decided = [decide(p, scene, roles) for p, scene in zip(weighed, scenes, strict=True)]
    return completed(decided, weighed, statuses, scenes, roles)


def tempered(chances: Vectors, statuses: Vectors) -> Vectors:
    """(unit, role, absent/answered/declined): each unit's chances in the light of what the mail as a whole does."""
    weighed = chances.copy()
    weighed[:, :, 1:] *= statuses[None, :, 1:]
    return np.asarray(weighed / weighed.sum(axis=-1, keepdims=True), dtype=np.float32)


def completed(
    decided: Sequence[tuple[str, float]],
    chances: Vectors,
    statuses: Vectors,
    scenes: Sequence[Scene],
    roles: Sequence[str],
) -> list[tuple[str, float]]:
    """The labels, with the likeliest unit for a role that the mail answers or declines though no unit seems to."""
    found = list(decided)
    for row, role in enumerate(ROLES):
        if role not in roles or statuses[row][0] >= _SPOKEN_OF or any(_has(label, role) for label, _ in found):
            continue
        may = [n for n, scene in enumerate(scenes) if permits(scene, role) and chances[n][row][0] < _HARDLY]
        if may:
            best = min(may, key=lambda n: chances[n][row][0])
            others = [p for p in found[best][0].split("+") if p != OUTSIDE]
            found[best] = ("+".join(sorted([*others, _part(role, statuses[row])])), float(1.0 - statuses[row][0]))
    return found


def _has(label: str, role: str) -> bool:
    return any(part.rstrip("-") == role for part in label.split("+"))


_SPOKEN_OF, _HARDLY = 0.4, 0.97


def decide(chances: Vectors, scene: Scene, roles: Sequence[str]) -> tuple[str, float]:
    """The roles of a unit that its scene permits, as a label with its probability.

    `chances` has a row for each of ROLES: absent, answered, declined. Words are held to answer nothing only where that
    is clear, for they would be lost.
    """
    rows = {role: row for role, row in zip(ROLES, chances, strict=True) if role in roles and permits(scene, role)}
    if not rows:
        return OUTSIDE, 1.0
    outside = float(np.prod([row[0] for row in rows.values()]))
    best = max(rows, key=lambda role: 1.0 - rows[role][0])
    if outside > _CLEARLY_OUTSIDE:
        return OUTSIDE, outside
    kept = sorted(role for role, row in rows.items() if role == best or row[0] < _ALSO)
    return "+".join(_part(role, rows[role]) for role in kept), float(max(rows[best][1:]))


def _part(role: str, chances: Vectors) -> str:
    """The role, marked where it is declined rather than answered."""
    return role + ("-" if chances[2] > chances[1] else "")


_CLEARLY_OUTSIDE, _ALSO = 0.6, 0.65
