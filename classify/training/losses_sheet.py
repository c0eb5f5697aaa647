"""What the network is told it got wrong on the marks of the letter's sheet: topics, places in an order, answers."""

from collections.abc import Sequence

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
    seen = torch.cat([_glances(batch, states[row], row, heads) for row in rows])
    topics = [(row, topic) for row in rows for topic, _, _ in batch.stretches[row].sheet.topics]
    views = [view_of(batch.stretches[row], topic) for row, topic in topics]
    places = [_place_of(batch.stretches[row], topic, v) for (row, topic), v in zip(topics, views, strict=True)]
    roles = [(row, at) for row in rows for at in batch.stretches[row].sheet.roles]
    answers = states[[row for row, _ in roles], [1 + at for _, at in roles]]
    found["view"] = told(heads.view(seen), views)
    found["place"] = told(heads.place(seen), places)
    found["status"] = told(heads.status(answers), [s for row in rows for s in statuses_of(batch.stretches[row])])
    return found


def _glances(batch: Batch, states: Tensor, row: int, heads: Deciding) -> Tensor:
    """What one window's words say of each topic of its sheet."""
    stretch = batch.stretches[row]
    sheet = stretch.sheet
    begin, end = 1 + len(sheet.ids), int(batch.mask[row].sum()) - 1
    topics = torch.stack([states[1 + a : 1 + b].mean(0) for _, a, b in sheet.topics])
    return heads.glances(states[begin:end], topics, _named(batch, row, begin, end))


def _named(batch: Batch, row: int, begin: int, end: int) -> Tensor:
    stretch = batch.stretches[row]
    units = {u.unit: u for u in batch.units if u.row == row}
    named = torch.zeros(len(stretch.sheet.topics), end - begin)
    for reference in stretch.lesson.references:
        unit = units.get(reference.unit)
        if unit is None:
            continue
        tokens = [unit.start + n for n in unit.tokens.between(reference.start, reference.end)] or [unit.mark]
        for k, (topic, _, _) in enumerate(stretch.sheet.topics):
            if topic in reference.topics:
                named[k, [t - begin for t in tokens if begin <= t < end]] = 1.0
    return named


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


def statuses_of(stretch: Stretch) -> list[int]:
    """For each of ROLES: absent 0, answered 1, declined 2, in the units of a window."""
    return role_targets("+".join(stretch.lesson.labels[stretch.begin : stretch.end]))


def role_targets(label: str) -> list[int]:
    """For each of ROLES: absent 0, answered 1, declined 2, in the parts of a label."""
    parts = label.split("+")
    return [1 if r in parts else 2 if f"{r}-" in parts else 0 for r in ROLES]


def told(logits: Tensor, wanted: Sequence[int]) -> Tensor:
    """The loss of decisions, summed; those without a label count for nothing."""
    if all(w == NO_LABEL for w in wanted):
        return torch.zeros(())
    return F.cross_entropy(logits, torch.tensor(wanted), ignore_index=NO_LABEL, reduction="sum")
