"""The learning itself: batches, steps and a rate that falls, from a fixed seed."""

import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.distributed
import torch.multiprocessing
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from classify.encoder import Words
from classify.rendering import topic_text
from classify.training.batches import epoch_of
from classify.training.layers import Deciding, Reading
from classify.training.lessons import Lesson
from classify.training.losses import World, losses
from config.consultation import Consultation, Topic

SEED, WORKERS = 1, 2
_REFRESH = 40
"""Steps after which the topics are read anew by the encoder as it then is."""

_WARM_UP, _LEAST = 0.06, 0.02
_OTHER_WORDING = 0.4
_MEMORY = 0.998
"""How much of the mean over past steps is kept at each: that mean is what ships (Polyak and Juditsky 1992)."""

OTHER_NAMES = Path(__file__).parent / "other-names.txt"
"""Names of topics of no letter, put in the place of real ones now and then: stance is not a matter of the topic."""


@dataclass(frozen=True, slots=True)
class Network:
    """A trained encoder with its heads."""

    reading: Reading
    deciding: Deciding


@dataclass(frozen=True, slots=True)
class Pace:
    """How long to learn, how fast the encoder and the heads do, and which lessons stand in each epoch.

    Lessons whose ids do not begin with one of `always` stand in an epoch by a share.
    """

    epochs: int
    encoder: float = 1.5e-4
    heads: float = 7e-4
    share: float = 1.0
    always: tuple[str, ...] = ("",)

    def chosen(self, lessons: Sequence[Lesson], rng: random.Random) -> list[Lesson]:
        """The lessons of one epoch."""
        return [x for x in lessons if x.id.startswith(self.always) or rng.random() < self.share]


@dataclass(frozen=True, slots=True)
class Course:
    """What is learned, from what network on, and how; `usual` is the world with most replies."""

    lessons: tuple[Lesson, ...]
    letters: Mapping[str, Consultation]
    tokens: Path
    start: Callable[[], tuple[Reading, Deciding]]
    usual: str
    pace: Pace

    def names(self) -> list[str]:
        """What topics are called, in these letters and elsewhere."""
        names = [n for c in self.letters.values() for t in c.topics for n in (t.title, *t.aliases)]
        return names + OTHER_NAMES.read_text(encoding="utf-8").splitlines()[1:]


def learn(course: Course, scratch: Path) -> Network:
    """Train in two processes of one thread each, which share what each has learned after every step."""
    meeting, result = scratch / "meeting", scratch / "learned.pt"
    meeting.unlink(missing_ok=True)
    torch.multiprocessing.spawn(_work, (course, str(meeting), str(result)), nprocs=WORKERS)
    network = Network(*course.start())
    learned = torch.load(result)
    network.reading.load_state_dict(learned["reading"])
    network.deciding.load_state_dict(learned["deciding"])
    return Network(network.reading.eval(), network.deciding.eval())


def _work(number: int, course: Course, meeting: str, result: str) -> None:
    torch.set_num_threads(1)
    torch.distributed.init_process_group("gloo", f"file://{meeting}", rank=number, world_size=WORKERS)
    torch.manual_seed(SEED)
    reading, deciding = course.start()
    torch.manual_seed(SEED + number)
    means = [AveragedModel(m, multi_avg_fn=get_ema_multi_avg_fn(_MEMORY)) for m in (reading, deciding)]
    for epoch in _epochs(course, number, reading, deciding, means):
        if number == 0:
            print(f"  {epoch}", file=sys.stderr, flush=True)  # noqa: T201
            torch.save({n: m.module.state_dict() for n, m in zip(("reading", "deciding"), means, strict=True)}, result)
    torch.distributed.destroy_process_group()


def _epochs(
    course: Course, number: int, reading: Reading, deciding: Deciding, means: Sequence[AveragedModel]
) -> Iterator[str]:
    """One line of losses an epoch."""
    rng, words, names, pace = random.Random(SEED), Words(course.tokens), course.names(), course.pace  # noqa: S311
    first = epoch_of(pace.chosen(course.lessons, rng), words, rng, names, course.usual)
    steps = len(first) // WORKERS * pace.epochs
    parameters = [p for p in reading.parameters() if p.requires_grad], list(deciding.parameters())
    groups = [{"params": p, "lr": r} for p, r in zip(parameters, (pace.encoder, pace.heads), strict=True)]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, steps))
    worlds: dict[str, World] = {}
    for epoch in range(pace.epochs):
        told: dict[str, float] = {}
        batches = first if epoch == 0 else epoch_of(pace.chosen(course.lessons, rng), words, rng, names, course.usual)
        mine = batches[number : len(batches) // WORKERS * WORKERS : WORKERS]
        for step, batch in enumerate(mine):
            if step % _REFRESH == 0:
                worlds = {name: read_topics(c, reading, words, rng) for name, c in course.letters.items()}
            found = losses(batch, reading(batch.ids, batch.mask), deciding, worlds)
            _step(sum(found.values(), torch.zeros(())), optimiser, [p for group in parameters for p in group])
            rate.step()
            for mean, model in zip(means, (reading, deciding), strict=True):
                mean.update_parameters(model)
            for name, value in found.items():
                told[name] = told.get(name, 0.0) + float(value.detach()) / len(mine)
        yield f"epoch {epoch + 1} of {pace.epochs}: " + ", ".join(f"{n} {v:.2f}" for n, v in sorted(told.items()))


def _rate(step: int, steps: int) -> float:
    warm = _WARM_UP * steps
    return min((step + 1) / warm, max(_LEAST, (steps - step) / (steps - warm)))


def _step(loss: Tensor, optimiser: torch.optim.Optimizer, parameters: Sequence[nn.Parameter]) -> None:
    """Learn from one batch of each process: the mean of what each would change."""
    optimiser.zero_grad(set_to_none=False)
    loss.backward()
    for p in parameters:
        if p.grad is None:
            p.grad = torch.zeros_like(p)
    changes = torch.cat([p.grad.reshape(-1) for p in parameters])
    torch.distributed.all_reduce(changes)
    changes /= WORKERS
    at = 0
    for p in parameters:
        p.grad.copy_(changes[at : at + p.numel()].view_as(p))
        at += p.numel()
    nn.utils.clip_grad_norm_(parameters, 1.0)
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
