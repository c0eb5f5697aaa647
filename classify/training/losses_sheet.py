"""What the network is told it got wrong on the marks of the letter's sheet: topics, places in an order, answers."""

from collections.abc import Iterator

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from classify.heads import RANKS, VIEWS
from classify.rendering import ROLES
from classify.training.batches import Batch, Stretch
from classify.training.layers import Deciding
from config.consultation import TopicId

NO_LABEL = -100


def sheet_losses(batch: Batch, states: Tensor, heads: Deciding) -> dict[str, Tensor]:
    """The loss of each kind of decision, summed over the replies of a batch."""
    rows = [n for n, s in enumerate(batch.stretches) if s.lesson.kind == "response" and s.sheet.ids]
    found = dict.fromkeys(("view", "place", "status"), torch.zeros(()))
    if not rows:
        return found
    topics = [(row, at, topic) for row in rows for topic, at in batch.stretches[row].sheet.topics]
    marks = states[[row for row, _, _ in topics], [1 + at for _, at, _ in topics]]
    views = [view_of(batch.stretches[row], topic) for row, _, topic in topics]
    places = [_place_of(batch.stretches[row], topic, v) for (row, _, topic), v in zip(topics, views, strict=True)]
    roles = [(row, at) for row in rows for at in batch.stretches[row].sheet.roles]
    answers = states[[row for row, _ in roles], [1 + at for _, at in roles]]
    found["view"] = _told(heads.view(marks), views)
    found["place"] = _told(heads.place(marks), places)
    found["status"] = _told(heads.status(answers), [s for row in rows for s in statuses_of(batch.stretches[row])])
    return found


def view_of(stretch: Stretch, topic: TopicId) -> int:
    """What a window says of a topic, as a number in VIEWS; NO_LABEL where another window of the mail may say it."""
    lesson = stretch.lesson
    stance = lesson.stances.get(topic)
    if stance is None:
        return 0
    here = any(
        topic in r.topics and r.stance == stance and stretch.begin <= r.unit < stretch.end for r in lesson.references
    )
    return VIEWS.index(stance) if stretch.whole or here else NO_LABEL


def _place_of(stretch: Stretch, topic: TopicId, view: int) -> int:
    return min(stretch.lesson.ranks[topic], RANKS) if view == VIEWS.index("prefer") else NO_LABEL


def statuses_of(stretch: Stretch) -> Iterator[int]:
    """For each of ROLES: absent 0, answered 1, declined 2, in the units of a window."""
    parts = {p for label in stretch.lesson.labels[stretch.begin : stretch.end] for p in label.split("+")}
    for role in ROLES:
        yield 1 if role in parts else 2 if f"{role}-" in parts else 0


def _told(logits: Tensor, wanted: list[int]) -> Tensor:
    if all(w == NO_LABEL for w in wanted):
        return torch.zeros(())
    return F.cross_entropy(logits, torch.tensor(wanted), ignore_index=NO_LABEL, reduction="sum")
