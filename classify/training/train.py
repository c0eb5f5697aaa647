"""Trains all that ships (`make train`): the network, and then the field that says what a person should look at.

That field learns from mails that the network which read them had not seen (folds by mail, by the mail's name alone).
"""

import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from classify.crf import train
from classify.encoder import Words
from classify.models import ABOUT, FILES, FOLDER, REVIEW, load_reading
from classify.review import RIGHT, WRONG, Outcome, review_features
from classify.thesaurus import COMMON, write_common
from classify.training.export import export, pruned
from classify.training.folds import FOLDS, fold_of
from classify.training.learn import learn, starter
from classify.training.lessons import Lesson, lesson_of, sentence_lessons
from classify.training.replies import load_bodies
from classify.training.rightness import is_right
from classify.training.weights import fetch_weights
from classify.training.worlds import REPLIES, Example, load_examples
from classify.understand import Reader

EPOCHS = 4
LAYERS = (0, 1, 2, 3, 4, 5)
VOCABULARY = 16_000
USUAL = "hmip"
SENTENCES = REPLIES.parent / "sentences"
Say = Callable[[str], None]


class Trainer:
    """Trains the network on some of the examples, always from the same published weights."""

    def __init__(self, examples: Sequence[Example], weights: Path, scratch: Path, say: Say) -> None:
        self._letters = {e.world.name: e.world.consultation for e in examples}
        self._lessons = {(e.world.name, e.id): lesson_of(e) for e in examples}
        self._sentences = list(sentence_lessons(SENTENCES))
        self._say, self._scratch = say, scratch
        tokeniser = (weights / "tokenizer.json").read_text(encoding="utf-8")
        whole = scratch / "whole.json"
        whole.write_text(tokeniser, encoding="utf-8")
        used = Words(whole).used([p.text for x in self._all() for piece in x.pieces for p in piece])
        self._tokens, rows = pruned(tokeniser, used, VOCABULARY)
        file = scratch / "tokens.json"
        file.write_text(self._tokens, encoding="utf-8")
        self._words = Words(file)
        self._start = starter(weights / "model.safetensors", rows, LAYERS)

    def _all(self) -> list[Lesson]:
        return [*self._lessons.values(), *self._sentences]

    def fit(self, examples: Sequence[Example], folder: Path) -> None:
        """Train on some examples and all sentences, and write what ships into a folder."""
        lessons = [self._lessons[e.world.name, e.id] for e in examples] + self._sentences
        network = learn(lessons, self._letters, self._words, self._start, epochs=EPOCHS, usual=USUAL, say=self._say)
        export(network, self._tokens, folder, self._scratch)


def train_all(examples: Sequence[Example], weights: Path, folder: Path, say: Say) -> None:
    """Train on the examples into a folder."""
    with tempfile.TemporaryDirectory() as scratch:
        trainer = Trainer(examples, weights, Path(scratch), say)
        outcomes: dict[int, Outcome] = {}
        for fold in range(FOLDS):
            say(f"without part {fold + 1} of {FOLDS}, to see how well it reads what it has not seen ...")
            apart = Path(scratch) / str(fold)
            trainer.fit([e for e in examples if fold_of(e) != fold], apart)
            unseen = [e for e in examples if fold_of(e) == fold]
            outcomes |= dict(zip(map(id, unseen), read_all(unseen, apart), strict=True))
        say(f"what a person should look at, from {len(outcomes)} replies ...")
        pairs = [
            ([review_features(o)], [RIGHT if is_right(o, e.gold) else WRONG])
            for e in examples
            for o in [outcomes[id(e)]]
        ]
        train(pairs, folder / REVIEW, c1=0.5, c2=1.0)
        say(f"  {sum(y == [RIGHT] for _, y in pairs)} of them read right in everything")
        say(f"all {len(examples)} replies ...")
        trainer.fit(examples, folder)


def read_all(examples: Sequence[Example], folder: Path) -> list[Outcome]:
    """Each mail as the network of a folder reads it."""
    encoder, heads = load_reading(folder)
    readers: dict[str, Reader] = {}
    for e in examples:
        if e.world.name not in readers:
            readers[e.world.name] = Reader(e.world.consultation, encoder, heads, e.world.finder)
    return [readers[e.world.name].read(e.message) for e in examples]


def _write_about(folder: Path, count: int) -> None:
    digest = hashlib.sha256(b"".join((folder / n).read_bytes() for n in (*FILES, REVIEW, COMMON.name))).hexdigest()
    about = {"version": digest[:8], "replies": count, "sentences": sum(1 for _ in sentence_lessons(SENTENCES))}
    (folder / ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Train on every world under `replies/` and write the models that ship."""
    folders = sorted(p for p in REPLIES.iterdir() if p.is_dir())
    write_common({f.name: load_bodies(f) for f in folders})
    examples = [e for folder in folders for e in load_examples(folder)]
    train_all(examples, fetch_weights(), FOLDER, lambda line: print(line, file=sys.stderr, flush=True))  # noqa: T201
    _write_about(FOLDER, len(examples))


if __name__ == "__main__":
    main()
