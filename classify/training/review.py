"""Trains the field that says what a person should look at, from replies that the network has not seen.

`python -m classify.training.review` does this alone: after a change of the rules, when the network stays as it is.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from classify.crf import train
from classify.models import ABOUT, FILES, FOLDER, REVIEW, load_reading
from classify.review import RIGHT, WRONG, Outcome, review_features
from classify.thesaurus import COMMON
from classify.training.folds import is_apart
from classify.training.lessons import SENTENCES, sentence_lessons
from classify.training.rightness import is_right
from classify.training.worlds import Example, load_all_examples
from classify.understand import Reader

Say = Callable[[str], None]


def train_review(apart: Sequence[Example], folder: Path, say: Say) -> None:
    """Read the replies that were kept apart, and learn from which of them came out right in everything."""
    say(f"what a person should look at, from {len(apart)} other replies ...")
    outcomes = read_all(apart, folder)
    right = [is_right(o, e.gold) for o, e in zip(outcomes, apart, strict=True)]
    say(f"  {sum(right)} of them read right in everything")
    pairs = [([review_features(o)], [RIGHT if r else WRONG]) for o, r in zip(outcomes, right, strict=True)]
    train(pairs, folder / REVIEW, c1=1.0, c2=3.0)


def read_all(examples: Sequence[Example], folder: Path) -> list[Outcome]:
    """Each mail as the network of a folder reads it."""
    encoder, heads = load_reading(folder)
    readers: dict[str, Reader] = {}
    for e in examples:
        if e.world.name not in readers:
            readers[e.world.name] = Reader(e.world.consultation, encoder, heads, e.world.finder)
    return [readers[e.world.name].read(e.message) for e in examples]


def write_about(folder: Path, replies: int) -> None:
    """Name the version of the models in a folder, and what they learned from."""
    digest = hashlib.sha256(b"".join((folder / n).read_bytes() for n in (*FILES, REVIEW, COMMON.name))).hexdigest()
    about = {"version": digest[:8], "replies": replies, "sentences": sum(1 for _ in sentence_lessons(SENTENCES))}
    (folder / ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Train the field for the models that ship."""
    examples = load_all_examples()
    apart = [e for e in examples if is_apart(e)]
    train_review(apart, FOLDER, lambda line: print(line, file=sys.stderr, flush=True))  # noqa: T201
    write_about(FOLDER, len(examples))


if __name__ == "__main__":
    main()
