"""The learning itself: batches, steps and a rate that falls, from a fixed seed."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from classify.encoder import Words
from classify.rendering import topic_text
from classify.training.batches import epoch_of
from classify.training.layers import Deciding, Reading, published
from classify.training.lessons import Lesson
from classify.training.losses import World, losses
from config.consultation import Consultation, Topic

SEED = 1
_REFRESH = 60
"""Steps after which the topics are read anew by the encoder as it then is."""

_ENCODER_RATE, _HEADS_RATE, _WARM_UP, _LEAST = 1.5e-4, 7e-4, 0.06, 0.02
_OTHER_WORDING = 0.4

OTHER_NAMES = Path(__file__).parent / "other-names.txt"
"""Names of topics of no letter, put in the place of real ones now and then: stance is not a matter of the topic."""


@dataclass(frozen=True, slots=True)
class Network:
    """A trained encoder with its heads."""

    reading: Reading
    deciding: Deciding


def learn(
    lessons: Sequence[Lesson],
    letters: Mapping[str, Consultation],
    words: Words,
    start: Callable[[], Reading],
    *,
    epochs: int,
    usual: str,
    say: Callable[[str], None],
) -> Network:
    """Train on lessons; `letters` are their worlds' consultations, `usual` the world with most replies."""
    torch.manual_seed(SEED)
    rng = random.Random(SEED)  # noqa: S311
    reading, deciding = start(), Deciding()
    names = [n for c in letters.values() for t in c.topics for n in (t.title, *t.aliases)]
    names += OTHER_NAMES.read_text(encoding="utf-8").splitlines()[1:]
    first = epoch_of(lessons, words, rng, names, usual)
    steps = len(first) * epochs
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in reading.parameters() if p.requires_grad], "lr": _ENCODER_RATE},
            {"params": list(deciding.parameters()), "lr": _HEADS_RATE},
        ],
        weight_decay=0.01,
    )
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, steps))
    worlds: dict[str, World] = {}
    step = 0
    for epoch in range(epochs):
        told: dict[str, float] = {}
        batches = first if epoch == 0 else epoch_of(lessons, words, rng, names, usual)
        for batch in batches:
            if step % _REFRESH == 0:
                worlds = {name: read_topics(c, reading, words, rng) for name, c in letters.items()}
            found = losses(batch, reading(batch.ids, batch.mask), deciding, worlds)
            _step(sum(found.values(), torch.zeros(())), optimiser, (reading, deciding))
            rate.step()
            step += 1
            for name, value in found.items():
                told[name] = told.get(name, 0.0) + float(value.detach()) / len(batches)
        say(f"  epoch {epoch + 1} of {epochs}: " + ", ".join(f"{n} {v:.2f}" for n, v in sorted(told.items())))
    reading.eval()
    deciding.eval()
    return Network(reading, deciding)


def _rate(step: int, steps: int) -> float:
    warm = _WARM_UP * steps
    return min((step + 1) / warm, max(_LEAST, (steps - step) / (steps - warm)))


def _step(loss: Tensor, optimiser: torch.optim.Optimizer, parts: Sequence[nn.Module]) -> None:
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_([p for part in parts for p in part.parameters() if p.requires_grad], 1.0)
    optimiser.step()


def read_topics(consultation: Consultation, reading: Reading, words: Words, rng: random.Random | None = None) -> World:
    """The topics of a letter as the encoder reads them now; with a generator, some in other wording."""
    numbers = [words.short(_wording(t, rng)) for t in consultation.topics]
    width = max(map(len, numbers))
    ids = torch.tensor([n + [0] * (width - len(n)) for n in numbers])
    mask = torch.tensor([[k < len(n) for k in range(width)] for n in numbers])
    was = reading.training
    reading.eval()
    with torch.no_grad():
        states = reading(ids, mask) * mask[..., None]
    reading.train(was)
    lists = [t.id for t in consultation.lists]
    return World(
        tuple(t.id for t in consultation.topics),
        tuple(lists.index(t.list_id) for t in consultation.topics),
        states.sum(1) / mask.sum(1, keepdim=True),
    )


def _wording(topic: Topic, rng: random.Random | None) -> str:
    whole = topic_text(topic.title, topic.description, topic.aliases)
    if rng is None or rng.random() >= _OTHER_WORDING:
        return whole
    return rng.choice(
        (topic.title, f"{topic.title}. {topic.description[:240]}", f"{topic.title} ; {' ; '.join(topic.aliases)}")
    )


def starter(weights: Path, rows: Sequence[int], layers: Sequence[int]) -> Callable[[], Reading]:
    """Makes an encoder with published weights for the rows of the vocabulary and the layers that are kept."""
    return lambda: published(weights, rows, layers)
