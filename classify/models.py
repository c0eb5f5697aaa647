"""The trained fields that ship with Soundings, loaded from `classify/trained/`."""

import json
from dataclasses import dataclass
from pathlib import Path

from classify.crf import Model
from classify.language import Sorter

FOLDER = Path(__file__).parent / "trained"
FIELDS = ("questions", "stances", "ranks", "titles")
SORTER = "stance-texts"
REVIEW = "review"


class ModelError(Exception):
    """A trained model that is missing or damaged."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields that read a mail, one for each kind of decision."""

    questions: Model
    stances: Model
    ranks: Model
    titles: Model
    stance_texts: Sorter


@dataclass(frozen=True, slots=True)
class Models:
    """The fields, the one that says what a person should look at, and the version that names them all."""

    fields: Fields
    review: Model
    version: str


def model_path(name: str, folder: Path = FOLDER) -> Path:
    """Where a model's file is."""
    return folder / f"{name}.crfsuite"


def load_fields(folder: Path = FOLDER) -> Fields:
    """The reading fields of a folder. Raises ModelError naming the one that is missing."""
    questions, stances, ranks, titles = (_load(name, folder) for name in FIELDS)
    if not (folder / SORTER).is_dir():
        raise ModelError(f"The trained model {SORTER} is missing from {folder}: install Soundings again.")
    return Fields(questions, stances, ranks, titles, Sorter(folder / SORTER))


def load_models(folder: Path = FOLDER) -> Models:
    """All models of a folder. Raises ModelError naming the one that is missing."""
    about = folder / "about.json"
    if not about.is_file():
        raise ModelError(f"The trained models are missing from {folder}: install Soundings again.")
    version = str(json.loads(about.read_text(encoding="utf-8"))["version"])
    return Models(load_fields(folder), _load(REVIEW, folder), version)


def _load(name: str, folder: Path) -> Model:
    path = model_path(name, folder)
    if not path.is_file():
        raise ModelError(f"The trained model {name} is missing from {folder}: install Soundings again.")
    return Model(path)
