"""Trains all that ships (`make train`): the network, and then the field that says what a person should look at.

That field learns from replies that the network has not seen, so these are kept apart.
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
from classify.training.folds import is_apart
from classify.training.learn import Course, learn
from classify.training.lessons import lesson_of, sentence_lessons
from classify.training.replies import load_bodies
from classify.training.rightness import is_right
from classify.training.weights import fetch_weights
from classify.training.worlds import REPLIES, Example, load_examples
from classify.understand import Reader

EPOCHS = 5
LAYERS = (0, 1, 2, 3)
VOCABULARY = 20_000
USUAL = "hmip"
ENOUGH_TO_COUNT_WORDS = 60
SENTENCES = REPLIES.parent / "sentences"
Say = Callable[[str], None]


def train_all(examples: Sequence[Example], weights: Path, folder: Path, say: Say) -> None:
    """Train on the examples into a folder, but for the replies that are kept apart."""
    kept, apart = [e for e in examples if not is_apart(e)], [e for e in examples if is_apart(e)]
    with tempfile.TemporaryDirectory() as made:
        scratch = Path(made)
        course = prepare(kept, weights, scratch)
        say(f"{len(kept)} replies and {len(course.lessons) - len(kept)} sentences ...")
        export(learn(course, scratch), course.tokens.read_text(encoding="utf-8"), folder, scratch)
    say(f"what a person should look at, from {len(apart)} other replies ...")
    outcomes = read_all(apart, folder)
    right = [is_right(o, e.gold) for o, e in zip(outcomes, apart, strict=True)]
    say(f"  {sum(right)} of them read right in everything")
    pairs = [([review_features(o)], [RIGHT if r else WRONG]) for o, r in zip(outcomes, right, strict=True)]
    train(pairs, folder / REVIEW, c1=0.5, c2=1.0)


def prepare(examples: Sequence[Example], weights: Path, scratch: Path) -> Course:
    """The examples and all sentences as a course, with a vocabulary that has their words."""
    lessons = (*map(lesson_of, examples), *sentence_lessons(SENTENCES))
    tokeniser = weights / "tokenizer.json"
    used = Words(tokeniser).used(p.text for lesson in lessons for unit in lesson.pieces for p in unit)
    tokens, rows = pruned(tokeniser.read_text(encoding="utf-8"), used, VOCABULARY)
    file = scratch / "tokens.json"
    file.write_text(tokens, encoding="utf-8")
    letters = {e.world.name: e.world.consultation for e in examples}
    return Course(lessons, letters, file, weights / "model.safetensors", tuple(rows), LAYERS, EPOCHS, USUAL)


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
    folders = sorted(p for p in REPLIES.iterdir() if any(p.glob("*.yaml")))
    bodies = {f.name: load_bodies(f) for f in folders}
    write_common({name: texts for name, texts in bodies.items() if len(texts) >= ENOUGH_TO_COUNT_WORDS})
    examples = [e for folder in folders for e in load_examples(folder)]
    train_all(examples, fetch_weights(), FOLDER, lambda line: print(line, file=sys.stderr, flush=True))  # noqa: T201
    _write_about(FOLDER, len(examples))


if __name__ == "__main__":
    main()
