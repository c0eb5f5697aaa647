"""Trains every field (`make train`): seeded by the names of the mails, a few minutes on two cores.

Each field learns from what the field before it says of mails that it has not seen (cross-fitting over folds by mail),
as it will be in use; the field for review then learns from all of them together against what is right.
"""

import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from classify.crf import Item, Model, train
from classify.language import Sorter, train_sorter
from classify.models import FIELDS, FOLDER, REVIEW, SORTER, load_fields, model_path
from classify.proposals import proposing_units
from classify.ranks import preferred, rank_features
from classify.reading import Judged, Labelled, features_of, judge, label_questions, settle, sites_of
from classify.review import RIGHT, WRONG, Outcome, review_features
from classify.stance import Site, stance_features, stance_texts
from classify.thesaurus import write_common
from classify.titles import placed_tokens, title_features
from classify.training.align import rank_labels, stance_labels, title_labels
from classify.training.replies import load_bodies
from classify.training.rightness import is_right
from classify.training.sentences import load_sentences
from classify.training.short_notes import short_notes
from classify.training.worlds import REPLIES, Example, load_examples
from classify.understand import Reader
from classify.units import Unit

FOLDS = 3
SENTENCES = REPLIES.parent / "sentences"
Pair = tuple[Sequence[Item], Sequence[str]]
Text = tuple[str, str]
T = TypeVar("T")


class Trainer:
    """Trains field after field on the same mails and folds, keeping what each says of the mails it has not seen."""

    def __init__(self, examples: Sequence[Example], folder: Path, scratch: Path) -> None:
        self.examples = examples
        self.folder = folder
        self._folds = [scratch / str(fold) for fold in range(FOLDS)]
        for path in (folder, *self._folds):
            path.mkdir(parents=True, exist_ok=True)

    def fit(
        self, name: str, pairs: Sequence[Sequence[Pair]], extra: Sequence[Pair] = (), c1: float = 0.1, c2: float = 1.5
    ) -> list[Model]:
        """Train one field without each fold and on all; the model for each mail that has not seen it."""
        models = []
        for number, folder in enumerate(self._folds):
            path = model_path(name, folder)
            kept = [p for e, ps in zip(self.examples, pairs, strict=True) if fold_of(e) != number for p in ps]
            train([*kept, *extra], path, c1=c1, c2=c2)
            models.append(Model(path))
        train([*(p for ps in pairs for p in ps), *extra], model_path(name, self.folder), c1=c1, c2=c2)
        return [models[fold_of(e)] for e in self.examples]

    def fit_sorter(self, pairs: Sequence[Sequence[Text]], extra: Sequence[Text]) -> list[Sorter]:
        """The same for the text classifier of stances."""
        learned = [
            [*(p for e, ps in zip(self.examples, pairs, strict=True) if fold_of(e) != number for p in ps), *extra]
            for number in (*range(FOLDS), None)
        ]
        paths = [folder / SORTER for folder in (*self._folds, self.folder)]
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
            list(pool.map(train_sorter, learned, paths))
        sorters = [Sorter(path) for path in paths[:-1]]
        return [sorters[fold_of(e)] for e in self.examples]

    def outcomes(self) -> list[Outcome]:
        """Each mail read by the fields that have not seen it."""
        fields = [load_fields(folder) for folder in self._folds]
        readers = {
            (e.world.name, fold_of(e)): Reader(e.world.consultation, fields[fold_of(e)], e.world.finder)
            for e in self.examples
        }
        return [readers[e.world.name, fold_of(e)].read(e.message) for e in self.examples]


def fold_of(example: Example) -> int:
    """The fold of a mail, by its name alone."""
    return int(hashlib.sha256(f"{example.world.name}/{example.id}".encode()).hexdigest(), 16) % FOLDS


def train_all(examples: Sequence[Example], folder: Path, say: Callable[[str], None]) -> None:
    """Train every field on the examples into a folder."""
    with tempfile.TemporaryDirectory() as scratch:
        trainer = Trainer(examples, folder, Path(scratch))
        say(f"{len(examples)} replies: which question each sentence answers ...")
        unseen = trainer.fit("questions", [[*_question_pairs(e), *short_notes(e)] for e in examples])
        labelled = [_labelled(e, m) for e, m in zip(examples, unseen, strict=True)]
        say("stances ...")
        sites = [sites_of(x, e.world.consultation) for e, x in zip(examples, labelled, strict=True)]
        stances = [stance_labels(s, e.labels, e.gold) for e, s in zip(examples, sites, strict=True)]
        sentences = list(load_sentences(SENTENCES))
        pairs = [_stance_pairs(s, e.draft.units, y) for e, s, y in zip(examples, sites, stances, strict=True)]
        extra = [p for s, y in sentences for p in _stance_pairs(s, [s[0].unit], y)]
        near = trainer.fit("stances", pairs, extra, c1=0.3, c2=3.0)
        told = [_stance_texts(s, y) for s, y in zip(sites, stances, strict=True)]
        whole = trainer.fit_sorter(told, [p for s, y in sentences for p in _stance_texts(s, y)])
        judged = [
            judge(x, e.world.consultation, m, t) for e, x, m, t in zip(examples, labelled, near, whole, strict=True)
        ]
        say("ranks and titles ...")
        trainer.fit("ranks", [_rank_pairs(e, preferred(j)) for e, j in zip(examples, judged, strict=True)], c2=0.3)
        trainer.fit("titles", [_title_pairs(e) for e in examples], c2=0.3)
        say("what a person should look at ...")
        _train_review(examples, trainer.outcomes(), folder)


def _question_pairs(example: Example) -> list[Pair]:
    features = features_of(example.draft, example.world.consultation)
    return [(features, example.labels)] if features else []


def _labelled(example: Example, model: Model) -> Labelled:
    return label_questions(example.draft, example.world.consultation, example.world.finder, model)


def _stance_pairs(sites: Sequence[Site], units: Sequence[Unit], labels: Sequence[str]) -> list[Pair]:
    return [([f], [label]) for f, label in zip(stance_features(sites, units), labels, strict=True)]


def _stance_texts(sites: Sequence[Site], labels: Sequence[str]) -> list[Text]:
    return list(zip(stance_texts(sites), labels, strict=True))


def _rank_pairs(example: Example, places: list[Judged]) -> list[Pair]:
    return [(rank_features(places), rank_labels(places, example.gold))] if places else []


def _title_pairs(example: Example) -> list[Pair]:
    draft, labels, world = example.draft, example.labels, example.world
    known = settle(draft, labels, [1.0] * len(labels), world.finder)
    placed = placed_tokens(draft.units, proposing_units(labels), known.mentions)
    return [(title_features(placed, draft.units, labels), title_labels(placed, example.gold))] if placed else []


def _train_review(examples: Sequence[Example], outcomes: Sequence[Outcome], folder: Path) -> None:
    pairs = [
        ([review_features(o)], [RIGHT if is_right(o, e.gold) else WRONG])
        for e, o in zip(examples, outcomes, strict=True)
    ]
    train(pairs, model_path(REVIEW, folder), c1=0.5, c2=1.0)


def _write_about(folder: Path, count: int) -> None:
    digest = hashlib.sha256(b"".join(model_path(n, folder).read_bytes() for n in (*FIELDS, REVIEW))).hexdigest()
    about = {"version": digest[:8], "replies": count, "sentences": len(list(load_sentences(SENTENCES)))}
    (folder / "about.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Train on every world under `replies/` and write the models that ship."""
    folders = sorted(p for p in REPLIES.iterdir() if p.is_dir())
    write_common({f.name: load_bodies(f) for f in folders})
    examples = [e for folder in folders for e in load_examples(folder)]
    train_all(examples, FOLDER, lambda line: print(line, file=sys.stderr, flush=True))  # noqa: T201
    _write_about(FOLDER, len(examples))


if __name__ == "__main__":
    main()
