"""Lessons as batches of tokens, those of like length together.

Long replies are cut into windows, and the names of topics are changed for others now and then.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from classify.encoder import Words
from classify.page import windows
from classify.rendering import SLOTS, Piece, Tokens, tokens_of_unit
from classify.sheet import Entry, Sheet, sheet_of
from classify.training.lessons import Lesson

TOKENS = 1300
"""Tokens of one batch, the filling included."""

_POOL = 400
_OTHER_WORLDS_TWICE, _SENTENCES_SHARE, _SWAPPED_SHARE, _SWAPPED = 2, 0.6, 0.34, 0.6


@dataclass(frozen=True, slots=True)
class Stretch:
    """One window of a lesson: its units' tokens, the first unit of context, the first of its own, and the end."""

    lesson: Lesson
    sheet: Sheet
    tokens: tuple[Tokens, ...]
    context: int
    begin: int
    end: int

    @property
    def length(self) -> int:
        """How many tokens it has."""
        return len(self.sheet.ids) + sum(len(t.ids) for t in self.tokens[self.context : self.end])

    @property
    def whole(self) -> bool:
        """Whether it is all of its lesson."""
        return self.begin == 0 and self.end == len(self.tokens)


@dataclass(frozen=True, slots=True)
class Placed:
    """One unit of a batch: its row, its number in the lesson, where its tokens begin and which one is its mark."""

    row: int
    unit: int
    start: int
    mark: int
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Batch:
    """Token numbers (rows, tokens), where there is a token, and the units that are to be judged."""

    stretches: tuple[Stretch, ...]
    ids: Tensor
    mask: Tensor
    units: tuple[Placed, ...]


def stretches_of(
    lesson: Lesson, words: Words, rng: random.Random | None = None, names: Sequence[str] = ()
) -> Iterator[Stretch]:
    """The windows of a lesson; with a generator, the names of its topics are now and then other ones."""
    swapped = rng is not None and rng.random() < _SWAPPED_SHARE
    pieces = [_swapped(p, rng, names) for p in lesson.pieces] if rng is not None and swapped else lesson.pieces
    entries = lesson.entries if rng is None else shuffled(lesson, rng)
    places = {topic: n for n, topic in enumerate(e.topic for e in lesson.entries)}
    marks = words.marks | {f"topic{places[e.topic]}": words.marks[f"topic{e.slot}"] for e in entries}
    sheet = sheet_of(entries, words.marks, words.tokenise) if entries else _NO_SHEET
    tokens = tuple(tokens_of_unit(p, marks, words.tokenise) for p in pieces)
    for context, begin, end in windows([len(t.ids) for t in tokens]):
        yield Stretch(lesson, sheet, tokens, context, begin, end)


_NO_SHEET = Sheet((), (), ())


def shuffled(lesson: Lesson, rng: random.Random) -> list[Entry]:
    """The topics in another order with other marks, some in other words, some that are not spoken of left out.

    So nothing can be learned from a topic's place or mark, nor much from its title.
    """
    spoken = lesson.spoken
    fewer = rng.random() < _FEWER
    kept = [e for e in lesson.entries if e.topic in spoken or not fewer or rng.random() < 0.5]
    rng.shuffle(kept)
    slots = rng.sample(range(SLOTS), len(kept))
    return [_reworded(replace(e, slot=slot), lesson, rng) for e, slot in zip(kept, slots, strict=True)]


def _reworded(entry: Entry, lesson: Lesson, rng: random.Random) -> Entry:
    aliases = lesson.aliases.get(entry.topic, ())
    chance = rng.random()
    if chance < _OTHER_WORDS and aliases:
        return replace(entry, title=rng.choice(aliases))
    return replace(entry, title="") if chance > 1 - _OTHER_WORDS / 2 else entry


_FEWER, _OTHER_WORDS = 0.35, 0.2


def _swapped(pieces: Sequence[Piece], rng: random.Random, names: Sequence[str]) -> list[Piece]:
    """The pieces with some names changed; the place of a changed name is that of the old one."""
    return [
        replace(p, text=rng.choice(names), swapped=True)
        if p.mention >= 0 and len(p.text) > 3 and rng.random() < _SWAPPED
        else p
        for p in pieces
    ]


def epoch_of(
    lessons: Sequence[Lesson], words: Words, rng: random.Random, names: Sequence[str], usual: str
) -> list[Batch]:
    """The batches of one epoch: replies to other letters than the usual one twice, sentences by a share."""
    stretches: list[Stretch] = []
    for lesson in lessons:
        if not lesson.world and rng.random() >= _SENTENCES_SHARE:
            continue
        for _ in range(1 if lesson.world in ("", usual) else _OTHER_WORLDS_TWICE):
            stretches.extend(stretches_of(lesson, words, rng, names))
    rng.shuffle(stretches)
    batches: list[Batch] = []
    for at in range(0, len(stretches), _POOL):
        pool = list(_packed(sorted(stretches[at : at + _POOL], key=lambda s: s.length)))
        rng.shuffle(pool)
        batches.extend(collate(p, words) for p in pool)
    return batches


def _packed(stretches: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    current: list[Stretch] = []
    for stretch in stretches:
        if current and (len(current) + 1) * (stretch.length + 2) > TOKENS:
            yield current
            current = []
        current.append(stretch)
    if current:
        yield current


def collate(stretches: Sequence[Stretch], words: Words) -> Batch:
    """Stretches as one batch."""
    width = max(s.length for s in stretches) + 2
    ids = torch.zeros(len(stretches), width, dtype=torch.long)
    mask = torch.zeros(len(stretches), width, dtype=torch.bool)
    units: list[Placed] = []
    unit_mark = words.marks["unit"]
    for row, stretch in enumerate(stretches):
        at = 1 + len(stretch.sheet.ids)
        for number in range(stretch.context, stretch.end):
            tokens = stretch.tokens[number]
            if number >= stretch.begin:
                units.append(Placed(row, number, at, at + tokens.ids.index(unit_mark), tokens))
            at += len(tokens.ids)
        read = (n for t in stretch.tokens[stretch.context : stretch.end] for n in t.ids)
        numbers = words.framed([*stretch.sheet.ids, *read])
        ids[row, : len(numbers)] = torch.tensor(numbers)
        mask[row, : len(numbers)] = True
    return Batch(tuple(stretches), ids, mask, tuple(units))
