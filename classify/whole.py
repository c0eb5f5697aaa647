"""What a mail as a whole thinks of each topic and does with each question, by the marks on the letter's sheet.

A mail of several windows has as many readings of a mark: a view in any of them is a view of the mail.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from classify.encoder import Vectors
from classify.heads import VIEWS, Heads
from classify.page import Marked
from classify.rendering import ROLES
from config.consultation import TopicId


@dataclass(frozen=True, slots=True)
class Whole:
    """Probabilities: of each view of a topic, of each place of a preferred one, of a role's being answered or declined.

    `statuses` has (absent, answered, declined) for each of ROLES.
    """

    views: Mapping[TopicId, Mapping[str, float]] = field(default_factory=dict)
    places: Mapping[TopicId, Vectors] = field(default_factory=dict)
    statuses: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)


def read_whole(marked: Sequence[Marked], topics: Sequence[TopicId], heads: Heads) -> Whole:
    """Out of the marks of each window; `topics` are those of the sheet, in its order."""
    if not marked:
        return Whole()
    views = np.array([heads.views(m.topics) for m in marked])
    places = np.array([heads.places(m.topics) for m in marked])
    surest = views[:, :, VIEWS.index("prefer")].argmax(axis=0)
    return Whole(
        {t: _view(views[:, n]) for n, t in enumerate(topics)},
        {t: places[surest[n], n] for n, t in enumerate(topics)},
        _statuses([heads.statuses(m.roles) for m in marked]),
    )


def _view(windows: Vectors) -> dict[str, float]:
    best = {name: float(windows[:, n].max()) for n, name in enumerate(VIEWS) if n}
    total = max(sum(best.values()), 1.0)
    return {name: p / total for name, p in best.items()}


def _statuses(windows: Sequence[Vectors]) -> dict[str, tuple[float, float, float]]:
    chances = np.array(windows)
    absent = chances[:, :, 0].prod(axis=0)
    answered = 1.0 - (1.0 - chances[:, :, 1]).prod(axis=0)
    return {
        role: (float(absent[n]), float(answered[n]), float(max(1.0 - absent[n] - answered[n], 0.0)))
        for n, role in enumerate(ROLES)
    }
