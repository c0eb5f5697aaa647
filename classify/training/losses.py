"""What the network is told it got wrong, one sum for each kind of decision, over a batch."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from classify.heads import HUMAN_KINDS, RANKS, STANCES, TITLE_LABELS, place_in
from classify.mention import How
from classify.network import NOT_A_REFERENCE
from classify.roles import OUTSIDE
from classify.training.batches import Batch, Placed
from classify.training.layers import Deciding
from classify.training.lessons import Lesson, Reference
from classify.training.losses_sheet import NO_LABEL, role_targets, sheet_losses, told
from config.consultation import TopicId

_HOWS = tuple(How)
_EPSILON = 1e-6
_ABSENT_TOPIC = 0.35
"""The weight of a topic that a unit does not speak of: there are many more of those."""


@dataclass(frozen=True, slots=True)
class World:
    """The topics of a letter: their names in its order, the place of each one's list, and their vectors now."""

    topics: tuple[TopicId, ...]
    lists: tuple[int, ...]
    vectors: Tensor

    def list_of(self, topic: TopicId) -> int:
        """The place of a topic's list."""
        return self.lists[self.topics.index(topic)]


def losses(batch: Batch, states: Tensor, heads: Deciding, worlds: Mapping[str, World]) -> dict[str, Tensor]:
    """The loss of each kind of decision, per stretch of the batch."""
    flat = states.reshape(-1, states.shape[-1])
    width = states.shape[1]
    units = flat[torch.tensor([u.row * width + u.mark for u in batch.units])]
    scene = _Scene(batch, flat, width, units, heads)
    found = {
        "role": 0.5 * scene.roles(),
        "kind": 0.7 * scene.kinds(),
        "title": 0.1 * scene.titles(),
        **scene.references(),
        **{name: 0.5 * value for name, value in sheet_losses(batch, states, heads).items()},
    }
    names = sorted({s.lesson.world for s in batch.stretches if s.lesson.kind == "response"})
    linked = [scene.links(name, worlds[name]) for name in names]
    found["link"] = 0.8 * sum((loss for loss, _ in linked), torch.zeros(()))
    found["rank"] = 0.5 * scene.ranks([*scene.named(), *(p for _, places in linked for p in places)], worlds)
    return {name: value / len(batch.stretches) for name, value in found.items()}


def means(flat: Tensor, groups: Sequence[Sequence[int]]) -> Tensor:
    """The mean of each group of rows."""
    rows = torch.tensor([n for g in groups for n in g])
    owners = torch.tensor([k for k, g in enumerate(groups) for _ in g])
    sizes = torch.tensor([float(len(g)) for g in groups])
    sums = torch.zeros(len(groups), flat.shape[1]).index_add(0, owners, flat.index_select(0, rows))
    return sums / sizes[:, None]


@dataclass(frozen=True, slots=True)
class _Scene:
    """A batch as the encoder read it: all tokens' vectors in one table, and those of the units."""

    batch: Batch
    flat: Tensor
    width: int
    units: Tensor
    heads: Deciding

    def lesson(self, unit: Placed) -> Lesson:
        return self.batch.stretches[unit.row].lesson

    def roles(self) -> Tensor:
        labelled = [(n, self.lesson(u).labels[u.unit]) for n, u in enumerate(self.batch.units) if self.lesson(u).labels]
        if not labelled:
            return torch.zeros(())
        wanted = torch.tensor([t for _, label in labelled for t in role_targets(label)])
        told = self.heads.role(self.units[torch.tensor([n for n, _ in labelled])])
        return F.cross_entropy(told.reshape(-1, 3), wanted, reduction="sum")

    def kinds(self) -> Tensor:
        rows = [n for n, s in enumerate(self.batch.stretches) if s.lesson.kind and s.begin == 0]
        if not rows:
            return torch.zeros(())
        groups = [[n for n, u in enumerate(self.batch.units) if u.row == row] for row in rows]
        wanted = torch.tensor([HUMAN_KINDS.index(self.batch.stretches[row].lesson.kind) for row in rows])
        return F.cross_entropy(self.heads.kind(means(self.units, groups)), wanted, reduction="sum")

    def titles(self) -> Tensor:
        labels: dict[tuple[int, int], list[tuple[int, int, str]]] = {}
        for row, stretch in enumerate(self.batch.stretches):
            for number, start, end, label in stretch.lesson.titles:
                labels.setdefault((row, number), []).append((start, end, label))
        tokens, owners, wanted = [], [], []
        for n, unit in enumerate(self.batch.units):
            for start, end, label in labels.get((unit.row, unit.unit), ()):
                for k, token in enumerate(unit.tokens.between(start, end)):
                    tokens.append(unit.row * self.width + unit.start + token)
                    owners.append(n)
                    wanted.append(TITLE_LABELS.index("I" if label == "B" and k else label))
        if not tokens:
            return torch.zeros(())
        seen = torch.cat([self.flat[torch.tensor(tokens)], self.units[torch.tensor(owners)]], -1)
        return F.cross_entropy(self.heads.title(seen), torch.tensor(wanted), reduction="sum")

    def references(self) -> dict[str, Tensor]:
        """Whether each reference of the rules is one, and its stance."""
        here = self._references()
        if not here:
            return dict.fromkeys(("reference", "stance"), torch.zeros(()))
        words = means(self.flat, [self._words(n, r) for n, r in here])
        seen = torch.cat([words, self.units[torch.tensor([n for n, _ in here])]], -1)
        manner = self.heads.how(torch.tensor([_HOWS.index(r.how) for _, r in here]))
        real = torch.tensor([float(r.stance != NOT_A_REFERENCE) for _, r in here])
        is_one = self.heads.isref(torch.cat([seen, manner], -1)).squeeze(-1)
        return {
            "reference": F.binary_cross_entropy_with_logits(is_one, real, reduction="sum"),
            "stance": told(self.heads.stance(seen), [_stance(r) for _, r in here]),
        }

    def _references(self) -> list[tuple[int, Reference]]:
        places = {(u.row, u.unit): n for n, u in enumerate(self.batch.units)}
        return [
            (places[row, r.unit], r)
            for row, s in enumerate(self.batch.stretches)
            for r in s.lesson.references
            if (row, r.unit) in places
        ]

    def _words(self, number: int, reference: Reference) -> list[int]:
        unit = self.batch.units[number]
        inside = unit.tokens.between(reference.start, reference.end)
        base = unit.row * self.width
        return [base + unit.start + n for n in inside] or [base + unit.mark]

    def links(self, name: str, world: World) -> tuple[Tensor, list["Preferred"]]:
        """References in other words; also where the topics that are so preferred most likely stand.

        A topic that the rules did not find is spoken of somewhere (which unit does it is not labelled: noisy-or over
        units, as in learning from bags), and one on which there is no view nowhere.
        """
        chosen = [n for n, u in enumerate(self.batch.units) if self._answers(u, name)]
        if not chosen:
            return torch.zeros(()), []
        tokens, mask = self._tokens(chosen)
        units = self.units[torch.tensor(chosen)]
        refers, words = self.heads.links(tokens, mask, units, world.vectors, self._shared(chosen, world))
        stances = self.heads.stance(torch.cat([words, units[:, None].expand_as(words)], -1)).log_softmax(-1)
        rows = torch.tensor([self.batch.units[n].row for n in chosen])
        wanted = torch.stack([self._wanted(row, world) for row in range(len(self.batch.stretches))])[rows]
        fits = self._fits(chosen, world)
        absent = F.logsigmoid(-refers) * ((wanted == _NOWHERE) & fits)
        sure = F.logsigmoid(refers) + stances.gather(2, wanted.clamp(min=0)[..., None]).squeeze(-1)
        live = (wanted >= 0) & fits
        shape = (len(self.batch.stretches), len(world.topics))
        none_of_them = torch.zeros(shape).index_add(0, rows, torch.log1p(-sure.exp().clamp(max=1 - _EPSILON)) * live)
        possible = torch.zeros(shape).index_add(0, rows, live.float()) > 0
        somewhere = torch.log(-torch.expm1(none_of_them.clamp(max=-_EPSILON)))
        loss = -_ABSENT_TOPIC * absent.sum() - (somewhere * possible).sum()
        best = torch.where(live & (wanted == STANCES.index("prefer")), sure.detach(), torch.tensor(-1e9))
        return loss, list(self._linked(chosen, best, rows, words, world))

    def _answers(self, unit: Placed, world: str) -> bool:
        lesson = self.lesson(unit)
        return lesson.world == world and lesson.kind == "response" and lesson.labels[unit.unit] != OUTSIDE

    def _linked(
        self, chosen: Sequence[int], best: Tensor, rows: Tensor, words: Tensor, world: World
    ) -> Iterator["Preferred"]:
        for row in rows.unique().tolist():
            mine = (rows == row).nonzero().squeeze(-1)
            for k, topic in enumerate(world.topics):
                at = int(mine[best[mine, k].argmax()])
                if best[at, k] > _NEVER:
                    yield Preferred(
                        row, topic, chosen[at], -1, at * len(world.topics) + k, words.reshape(-1, words.shape[-1])
                    )

    def _tokens(self, chosen: Sequence[int]) -> tuple[Tensor, Tensor]:
        units = [self.batch.units[n] for n in chosen]
        longest = max(len(u.tokens.ids) for u in units)
        steps = torch.arange(longest)[None]
        starts = torch.tensor([u.row * self.width + u.start for u in units])[:, None]
        mask = steps < torch.tensor([len(u.tokens.ids) for u in units])[:, None]
        return self.flat[(starts + steps * mask)], mask

    def _shared(self, chosen: Sequence[int], world: World) -> Tensor:
        units = [self.batch.units[n] for n in chosen]
        return torch.tensor([[self.lesson(u).shared[u.unit].get(t, 0.0) for t in world.topics] for u in units])

    def _wanted(self, row: int, world: World) -> Tensor:
        """For each topic: its stance where only other words can speak of it, _NAMED, or _NOWHERE."""
        lesson = self.batch.stretches[row].lesson
        return torch.tensor(
            [
                _NOWHERE
                if t not in lesson.stances
                else _NAMED
                if t in lesson.named
                else STANCES.index(lesson.stances[t])
                for t in world.topics
            ]
        )

    def _fits(self, chosen: Sequence[int], world: World) -> Tensor:
        """Whether a unit speaks of a topic's list."""
        spoken = [
            {p[1] for p in self.lesson(self.batch.units[n]).labels[self.batch.units[n].unit].split("+")} for n in chosen
        ]
        return torch.tensor([[str(index) in s for index in world.lists] for s in spoken])

    def named(self) -> list["Preferred"]:
        """Where each topic that the rules found is first preferred."""
        here = [(n, r) for n, r in self._references() if r.stance == "prefer" and len(r.topics) == 1]
        first: dict[tuple[int, TopicId], tuple[int, Reference]] = {}
        for n, r in here:
            first.setdefault((self.batch.units[n].row, r.topics[0]), (n, r))
        if not first:
            return []
        words = means(self.flat, [self._words(n, r) for n, r in first.values()])
        return [
            Preferred(row, topic, n, r.start, k, words)
            for k, ((row, topic), (n, r)) in enumerate(first.items())
            if topic in self.batch.stretches[row].lesson.ranks
        ]

    def ranks(self, places: Sequence["Preferred"], worlds: Mapping[str, World]) -> Tensor:
        """The order among the preferred topics of each list, which are read in the order in which they stand."""
        seen, wanted = [], []
        for row, stretch in enumerate(self.batch.stretches):
            world = worlds.get(stretch.lesson.world)
            for index in sorted(set(world.lists)) if world else ():
                mine = [p for p in places if p.row == row and world and world.list_of(p.topic) == index]
                for k, p in enumerate(sorted(mine, key=lambda p: (p.unit, p.start))):
                    order = torch.tensor(place_in(k, len(mine)))
                    seen.append(torch.cat([p.words[p.at], self.units[p.unit], order]))
                    wanted.append(min(stretch.lesson.ranks[p.topic], RANKS))
        return told(self.heads.rank(torch.stack(seen)), wanted) if seen else torch.zeros(())


@dataclass(frozen=True, slots=True)
class Preferred:
    """A place in a batch where a topic is preferred: its unit, where in it, and its vector's row in a table."""

    row: int
    topic: TopicId
    unit: int
    start: int
    at: int
    words: Tensor


_NOWHERE, _NAMED, _NEVER = -2, -3, -1e8


def _stance(reference: Reference) -> int:
    return STANCES.index(reference.stance) if reference.stance in STANCES else NO_LABEL
