"""What one installation has learned from its corrections: small layers over the network that ships, which stays as is.

A layer adds to the logits of a decision what the vectors of the words say for or against each of its values. It is
fitted to the mails that people have decided about, held near nought, and holds for the models that it was fitted on.
"""

import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from classify.analysis import Decision, Evidence, Kind
from classify.encoder import Vectors
from classify.heads import HUMAN_KINDS, softmax
from classify.page import Page

FILE = "learned.npz"
RULE = "learned-from-corrections"
_LEAST = 1e-4


class LearnedError(Exception):
    """What was learned that cannot be read."""


@dataclass(frozen=True, slots=True)
class Layer:
    """For vectors `x`: weights (value, dimension) of `x - centre` made one long, and of a constant."""

    weights: Vectors
    centre: Vectors

    def __call__(self, x: Vectors) -> Vectors:
        """What is added to the logits of each value."""
        return np.asarray(spread(x, self.centre) @ self.weights.T, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Learned:
    """The layers that were worth it, and the models that they were fitted on.

    `sureness` are slope and offset for the log-odds that all of a mail is right.
    """

    models: str
    kinds: Layer | None = None
    stances: Layer | None = None
    sureness: tuple[float, float] | None = None

    @property
    def is_anything(self) -> bool:
        """Whether there is anything in it."""
        return any((self.kinds, self.stances, self.sureness))

    @property
    def version(self) -> str:
        """Names its content: analyses made with it are told from others by it."""
        parts = [layer.weights.tobytes() if layer else b"" for layer in (self.kinds, self.stances)]
        return hashlib.sha256(b"|".join([*parts, repr(self.sureness).encode()])).hexdigest()[:8]

    def kind(self, decided: Decision[Kind], sounds_like: dict[str, float], page: Page) -> Decision[Kind]:
        """The kind of a person's mail as people here have decided it of mails like this one."""
        offsets = kind_logits(decided, sounds_like)
        if self.kinds is None or offsets is None or not len(page.units):
            return decided
        shares = softmax(offsets + self.kinds(page.units.mean(axis=0)))
        best = int(shares.argmax())
        kind, sure = Kind(HUMAN_KINDS[best]), round(float(shares[best]), 4)
        return Decision(kind, sure, decided.evidence if kind is decided.value else (Evidence(RULE),))

    def sure(self, right: float) -> float:
        """How likely all of a mail is right, by how often it was among those that people looked at."""
        if self.sureness is None:
            return right
        slope, offset = self.sureness
        return chance_of(slope * log_odds(right) + offset)


def kind_logits(decided: Decision[Kind], sounds_like: dict[str, float]) -> Vectors | None:
    """The logits of each human kind: what was decided as sure as it was, the rest by how it sounds.

    None for the kinds that machines send.
    """
    if decided.value.value not in HUMAN_KINDS:
        return None
    sure = min(max(decided.confidence, _LEAST), 1.0 - 1e-2)
    others = {k: sounds_like.get(k, 0.0) + 0.05 for k in HUMAN_KINDS if k != decided.value.value}
    rest = sum(others.values())
    shares = [sure if k == decided.value.value else (1.0 - sure) * others[k] / rest for k in HUMAN_KINDS]
    return np.asarray(np.log(np.array(shares, dtype=np.float32) + _LEAST), dtype=np.float32)


def spread(x: Vectors, centre: Vectors) -> Vectors:
    """Vectors as directions from the centre, with a constant behind."""
    away = x - centre
    length = np.linalg.norm(away, axis=-1, keepdims=True) + 1e-6
    return np.concatenate([away / length, np.full_like(length, 0.3)], axis=-1)


def log_odds(chance: float) -> float:
    """Within bounds."""
    p = min(max(chance, _LEAST), 1.0 - _LEAST)
    return math.log(p / (1.0 - p))


def chance_of(odds: float) -> float:
    """The chance of which these are the log-odds."""
    return 1.0 / (1.0 + math.exp(-odds))


def save_learned(learned: Learned, folder: Path) -> None:
    """Write it, over what was learned before."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    layers = {"kinds": learned.kinds, "stances": learned.stances}
    arrays = {
        f"{n}.{part}": getattr(layer, part) for n, layer in layers.items() if layer for part in ("weights", "centre")
    }
    about = json.dumps({"models": learned.models, "sureness": learned.sureness})
    temporary = folder / f".{FILE}"
    with temporary.open("wb") as file:
        np.savez(file, about=np.array(about), **arrays)
    temporary.replace(folder / FILE)


def load_learned(folder: Path) -> Learned | None:
    """What was learned in a folder; None where nothing was. Raises LearnedError where it cannot be read."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as stored:
            about = json.loads(str(stored["about"]))
            sureness = about["sureness"]
            return Learned(
                models=about["models"],
                kinds=_layer(stored, "kinds"),
                stances=_layer(stored, "stances"),
                sureness=(float(sureness[0]), float(sureness[1])) if sureness else None,
            )
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise LearnedError(f"{path}: what was learned cannot be read ({type(error).__name__})") from error


def _layer(stored: "np.lib.npyio.NpzFile", name: str) -> Layer | None:
    if f"{name}.weights" not in stored.files:
        return None
    return Layer(stored[f"{name}.weights"].astype(np.float32), stored[f"{name}.centre"].astype(np.float32))


def forget_learned(folder: Path) -> bool:
    """Throw away what was learned; whether there was anything."""
    path = folder / FILE
    there = path.is_file()
    path.unlink(missing_ok=True)
    return there
