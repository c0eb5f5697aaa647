"""The trained models that ship with Soundings, loaded from `classify/trained/`."""

import json
from dataclasses import dataclass
from pathlib import Path

from threadpoolctl import threadpool_limits

from classify.crf import Model
from classify.encoder import Encoder
from classify.heads import Heads

FOLDER = Path(__file__).parent / "trained"
FILES = ("encoder.onnx", "tokens.json", "heads.npz")
REVIEW = "review.crfsuite"
ABOUT = "about.json"


class ModelError(Exception):
    """A trained model that is missing or damaged."""


@dataclass(frozen=True, slots=True)
class Models:
    """The encoder with its heads, the field that says what a person should look at, and the version that names them."""

    encoder: Encoder
    heads: Heads
    review: Model
    version: str


def load_reading(folder: Path = FOLDER) -> tuple[Encoder, Heads]:
    """The encoder and its heads of a folder. Raises ModelError naming the file that is missing."""
    _require(folder, *FILES)
    threadpool_limits(1, "blas")  # the last digits of a product depend on how many share it; and mails share the cores
    return Encoder(folder), Heads.load(folder)


def load_models(folder: Path = FOLDER) -> Models:
    """All models of a folder. Raises ModelError naming the one that is missing."""
    _require(folder, ABOUT, REVIEW)
    version = str(json.loads((folder / ABOUT).read_text(encoding="utf-8"))["version"])
    return Models(*load_reading(folder), Model(folder / REVIEW), version)


def _require(folder: Path, *names: str) -> None:
    for name in names:
        if not (folder / name).is_file():
            raise ModelError(f"The trained model {name} is missing from {folder}: install Soundings again.")
