"""What is made of the encoder's vectors: small trained layers, each for one kind of decision. Plain numpy, no state."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from classify.encoder import Vectors
from classify.mention import How

STANCES = ("prefer", "oppose", "mention")
VIEWS = ("none", *STANCES)
"""What a mail as a whole thinks of a topic of the letter."""

HUMAN_KINDS = ("response", "nil_response", "holding", "query", "other")
TITLE_LABELS = ("O", "B", "I", "E")
MOST_PLACES = 6
GLANCES = 6
"""How many ways there are to look for the words that speak of a topic."""

RANKS = 5
"""Places that are told apart; the last stands for itself and all below."""

_HOWS = tuple(How)
_ROOT_2, _P, _A = 1.4142135623730951, 0.3275911, (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)


@dataclass(frozen=True, slots=True)
class Links:
    """For each unit and topic: how likely it refers to it, the vector of the words that do, and which they are."""

    chances: Vectors
    vectors: Vectors
    attention: Vectors


class Heads:
    """The layers, by name, as they were trained."""

    def __init__(self, weights: Mapping[str, Vectors]) -> None:
        self._w = weights

    @classmethod
    def load(cls, folder: Path) -> "Heads":
        """The layers of a folder that holds `heads.npz`."""
        with np.load(folder / "heads.npz") as stored:
            return cls({name: stored[name].astype(np.float32) for name in stored.files})

    def roles(self, units: Vectors) -> Vectors:
        """(unit, role, absent/answered/declined) probabilities."""
        return softmax(self._two_layers("role", units).reshape(len(units), -1, 3))

    def kinds(self, units: Vectors) -> Vectors:
        """The probability of each human kind of mail, from all of its units."""
        return softmax(self._two_layers("kind", units.mean(axis=0)))

    def stances(self, words: Vectors, units: Vectors) -> Vectors:
        """The probability of each stance, for references by their words and units."""
        return softmax(self._two_layers("stance", np.concatenate([words, units], axis=-1)))

    def glances(self, tokens: Vectors, topics: Vectors, named: Vectors) -> Vectors:
        """What a mail's words say of each topic; `named` (topic, token) is one where a word is part of a reference."""
        count, length = named.shape
        ask = self._linear("ask", topics).reshape(count, GLANCES, -1)
        answer, value = (self._linear(n, tokens).reshape(length, GLANCES, -1) for n in ("answer", "value"))
        raw = np.einsum("tgk,lgk->tgl", ask, answer) / np.sqrt(ask.shape[-1])
        raw = raw + self._w["named"][None, :, None] * named[:, None, :]
        looked = softmax(np.concatenate([raw, np.zeros((count, GLANCES, 1), dtype=np.float32)], axis=-1))
        vectors = np.einsum("tgl,lgk->tgk", looked[..., :-1], value).reshape(count, -1)
        named_at_all = named.max(axis=-1)[:, None]
        return np.concatenate([vectors, topics, raw.max(axis=-1), looked[..., -1], named_at_all], axis=-1)

    def views(self, glances: Vectors) -> Vectors:
        """The probability of each of VIEWS, for topics by what the mail's words say of them."""
        return softmax(self._two_layers("view", glances))

    def places(self, glances: Vectors) -> Vectors:
        """The probability of no rank and of each place, for topics that are preferred."""
        return softmax(self._two_layers("place", glances))

    def statuses(self, roles: Vectors) -> Vectors:
        """(role, absent/answered/declined) probabilities for a stretch of a mail, by the roles' marks."""
        return softmax(self._two_layers("status", roles))

    def references(self, words: Vectors, units: Vectors, how: How) -> Vectors:
        """How likely a reference that the rules found is one."""
        manner = np.broadcast_to(self._w["how"][_HOWS.index(how)], (*words.shape[:-1], self._w["how"].shape[1]))
        return sigmoid(self._two_layers("isref", np.concatenate([words, units, manner], axis=-1))[..., 0])

    def ranks(self, words: Vectors, units: Vectors, total: int) -> Vectors:
        """The probability of no rank and of each place, for the preferred topics of one list in reading order."""
        order = np.array([place_in(n, total) for n in range(len(words))], dtype=np.float32)
        return softmax(self._two_layers("rank", np.concatenate([words, units, order], axis=-1)))

    def titles(self, tokens: Vectors, units: Vectors) -> Vectors:
        """The probability of each label of TITLE_LABELS for tokens."""
        return softmax(self._two_layers("title", np.concatenate([tokens, units], axis=-1)))

    def links(self, tokens: Vectors, unit: Vectors, topics: Vectors, shared: Vectors) -> Links:
        """How one unit's tokens refer to each topic; `shared` is the share of a topic's name that the words cover."""
        raw = self._linear("q", topics) @ self._linear("k", tokens).T / np.sqrt(self._w["q.weight"].shape[0])
        attention = softmax(raw)
        vectors = attention @ tokens
        pooled = tokens.mean(axis=0)
        nearness = (topics @ pooled) / (np.linalg.norm(topics, axis=-1) * np.linalg.norm(pooled) + 1e-6)
        seen = np.concatenate(
            [
                vectors,
                np.broadcast_to(unit, vectors.shape),
                vectors * self._linear("t", topics),
                raw.max(axis=-1)[:, None],
                (attention * raw).sum(axis=-1)[:, None],
                nearness[:, None],
                shared[:, None],
            ],
            axis=-1,
        )
        return Links(sigmoid(self._two_layers("link", seen)[..., 0]), vectors, attention)

    def _linear(self, name: str, x: Vectors) -> Vectors:
        return np.asarray(x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"], dtype=np.float32)

    def _two_layers(self, name: str, x: Vectors) -> Vectors:
        return self._linear(f"{name}.4", gelu(self._linear(f"{name}.1", x)))


def place_in(index: int, total: int) -> list[float]:
    """Which of how many, as ones and noughts: the reading order that most orders follow."""
    row = [0.0] * (2 * MOST_PLACES)
    row[min(index, MOST_PLACES - 1)] = row[MOST_PLACES + min(total, MOST_PLACES) - 1] = 1.0
    return row


def softmax(x: Vectors) -> Vectors:
    """Along the last axis."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True), dtype=np.float32)


def sigmoid(x: Vectors) -> Vectors:
    """The logistic function."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30, 30))), dtype=np.float32)


def gelu(x: Vectors) -> Vectors:
    """The Gaussian error linear unit, its error function after Abramowitz and Stegun 7.1.26 (off by 2e-7 at most)."""
    z = np.abs(x) / _ROOT_2
    t = 1.0 / (1.0 + _P * z)
    a1, a2, a3, a4, a5 = _A
    tail = ((((a5 * t + a4) * t + a3) * t + a2) * t + a1) * t * np.exp(-z * z)
    return np.asarray(0.5 * x * (1.0 + np.sign(x) * (1.0 - tail)), dtype=np.float32)
