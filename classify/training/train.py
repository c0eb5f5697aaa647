"""Trains all that ships (`make train`): the network, and then the field that says what a person should look at.

That field learns from replies that the network has not seen, so these are kept apart.
"""

import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from classify.encoder import Words
from classify.models import FOLDER
from classify.thesaurus import write_common
from classify.training.export import export, pruned
from classify.training.folds import is_apart
from classify.training.layers import Deciding, Reading, published
from classify.training.learn import Course, Pace, learn
from classify.training.lessons import SENTENCES, lesson_of, sentence_lessons
from classify.training.replies import load_bodies
from classify.training.review import Say, train_review, write_about
from classify.training.weights import fetch_weights
from classify.training.worlds import Example, load_all_examples, world_folders

EPOCHS = 7
LAYERS = (0, 1, 2, 3)
VOCABULARY = 20_000
USUAL = "hmip"
ENOUGH_TO_COUNT_WORDS = 60


def train_all(examples: Sequence[Example], weights: Path, folder: Path, say: Say) -> None:
    """Train on the examples into a folder, but for the replies that are kept apart."""
    kept, apart = [e for e in examples if not is_apart(e)], [e for e in examples if is_apart(e)]
    with tempfile.TemporaryDirectory() as made:
        scratch = Path(made)
        course = prepare(kept, weights, scratch)
        say(f"{len(kept)} replies and {len(course.lessons) - len(kept)} sentences ...")
        export(learn(course, scratch), course.tokens.read_text(encoding="utf-8"), folder, scratch)
    train_review(apart, folder, say)


def prepare(examples: Sequence[Example], weights: Path, scratch: Path) -> Course:
    """The examples and all sentences as a course, with a vocabulary that has their words."""
    lessons = (*map(lesson_of, examples), *sentence_lessons(SENTENCES))
    tokeniser = weights / "tokenizer.json"
    used = Words(tokeniser).used(p.text for lesson in lessons for unit in lesson.pieces for p in unit)
    tokens, rows = pruned(tokeniser.read_text(encoding="utf-8"), used, VOCABULARY)
    file = scratch / "tokens.json"
    file.write_text(tokens, encoding="utf-8")
    letters = {e.world.name: e.world.consultation for e in examples}
    start = partial(_untrained, weights / "model.safetensors", tuple(rows))
    return Course(lessons, letters, file, start, USUAL, Pace(EPOCHS))


def _untrained(weights: Path, rows: tuple[int, ...]) -> tuple[Reading, Deciding]:
    return published(weights, rows, LAYERS), Deciding()


def main() -> None:
    """Train on every world under `replies/` and write the models that ship."""
    bodies = {f.name: load_bodies(f) for f in world_folders()}
    write_common({name: texts for name, texts in bodies.items() if len(texts) >= ENOUGH_TO_COUNT_WORDS})
    examples = load_all_examples()
    train_all(examples, fetch_weights(), FOLDER, lambda line: print(line, file=sys.stderr, flush=True))  # noqa: T201
    write_about(FOLDER, len(examples))


if __name__ == "__main__":
    main()
