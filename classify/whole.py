"""What a mail as a whole thinks of each topic and does with each question.

A mail of several windows is read as often: a view in any of them is a view of the mail.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from classify.encoder import Vectors
from classify.heads import VIEWS, Heads
from classify.mention import Mention
from classify.page import Page, Window
from config.consultation import TopicId

Placed = tuple[int, Mention]
"""A reference in the unit of that number."""


@dataclass(frozen=True, slots=True)
class Whole:
    """Probabilities: of each view of a topic, and of each place of a preferred one."""

    views: Mapping[TopicId, Mapping[str, float]] = field(default_factory=dict)
    places: Mapping[TopicId, Vectors] = field(default_factory=dict)


def read_whole(page: Page, references: Sequence[Placed], topics: Sequence[TopicId], heads: Heads) -> Whole:
    """Out of all words of a mail and the references that rules found; `topics` are those of the sheet, in its order."""
    if not page.windows:
        return Whole()
    glances = [_glances(page, window, references, topics, heads) for window in page.windows]
    views = np.array([heads.views(g) for g in glances])
    places = np.array([heads.places(g) for g in glances])
    surest = views[:, :, VIEWS.index("prefer")].argmax(axis=0)
    return Whole(
        {t: _view(views[:, n]) for n, t in enumerate(topics)},
        {t: places[surest[n], n] for n, t in enumerate(topics)},
    )


def _glances(
    page: Page, window: Window, references: Sequence[Placed], topics: Sequence[TopicId], heads: Heads
) -> Vectors:
    lengths = [len(page.states[n]) for n in window.units]
    starts = {n: sum(lengths[:k]) for k, n in enumerate(window.units)}
    named = np.zeros((len(topics), sum(lengths)), dtype=np.float32)
    for unit, mention in references:
        if unit in starts:
            words = page.tokens[unit].between(mention.start, mention.end) or [page.marks[unit]]
            rows = [topics.index(t) for t in mention.topics if t in topics]
            named[np.ix_(rows, [starts[unit] + n for n in words])] = 1.0
    return heads.glances(np.concatenate([page.states[n] for n in window.units]), window.topics, named)


def _view(windows: Vectors) -> dict[str, float]:
    best = {name: float(windows[:, n].max()) for n, name in enumerate(VIEWS) if n}
    total = max(sum(best.values()), 1.0)
    return {name: p / total for name, p in best.items()}


def read_statuses(page: Page, heads: Heads) -> Vectors:
    """(role, absent/answered/declined) probabilities for a mail as a whole; it has at least one window."""
    windows = np.array([heads.statuses(w.roles) for w in page.windows])
    absent = windows[:, :, 0].prod(axis=0)
    answered = 1.0 - (1.0 - windows[:, :, 1]).prod(axis=0)
    return np.stack([absent, answered, np.clip(1.0 - absent - answered, 0.0, 1.0)], axis=-1)
