"""The small layers on top of the encoder, and the choices that are made of their probabilities."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.encoder import Vectors
from classify.heads import MOST_PLACES, gelu, place_in, sigmoid, softmax
from classify.labelling import decide, label_units
from classify.markers import Scene
from classify.ranks import best_order
from classify.rendering import ROLES
from classify.titles import BEGIN, INSIDE, REST, SUPPORT, best_path

CHANCES = st.lists(st.floats(0.01, 1.0), min_size=6, max_size=6)


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=9))
def test_probabilities_sum_to_one(values: list[float]) -> None:
    assert softmax(np.array(values, dtype=np.float32)).sum() == pytest.approx(1.0, abs=1e-5)


@given(st.floats(-20, 20))
def test_gelu_is_the_one_that_was_trained_with(x: float) -> None:
    exact = 0.5 * x * (1 + math.erf(x / math.sqrt(2)))
    assert float(gelu(np.array([x], dtype=np.float32))[0]) == pytest.approx(exact, abs=2e-5)


def test_sigmoid_does_not_overflow() -> None:
    assert sigmoid(np.array([-1e9, 0.0, 1e9], dtype=np.float32)) == pytest.approx([0.0, 0.5, 1.0], abs=1e-6)


def test_a_place_says_which_of_how_many() -> None:
    assert [n for n, x in enumerate(place_in(1, 3)) if x] == [1, MOST_PLACES + 2]
    assert [n for n, x in enumerate(place_in(9, 12)) if x] == [MOST_PLACES - 1, 2 * MOST_PLACES - 1]


def roles(**named: tuple[float, float, float]) -> Vectors:
    """Rows for ROLES: absent, answered, declined; what is not named is absent."""
    return np.array([named.get(role, (0.99, 0.005, 0.005)) for role in ROLES], dtype=np.float32)


@pytest.mark.parametrize(
    ("chances", "scene", "wanted"),
    [
        (roles(P0=(0.1, 0.8, 0.1)), Scene(), "P0"),
        (roles(P0=(0.1, 0.1, 0.8)), Scene(), "P0-"),
        (roles(P0=(0.1, 0.8, 0.1), N1=(0.3, 0.1, 0.6)), Scene(), "N1-+P0"),
        (roles(), Scene(), "O"),
        (roles(P0=(0.5, 0.4, 0.1)), Scene(), "P0"),
        (roles(P0=(0.1, 0.8, 0.1), P1=(0.5, 0.4, 0.1)), Scene(("P1",), "number"), "P1"),
    ],
)
def test_a_unit_answers_what_is_likely_and_its_scene_permits(chances: Vectors, scene: Scene, wanted: str) -> None:
    assert decide(chances, scene, ROLES)[0] == wanted


def test_a_question_that_is_not_asked_is_not_answered() -> None:
    assert decide(roles(N1=(0.1, 0.8, 0.1)), Scene(), ("P0", "N0"))[0] == "O"


@given(st.lists(CHANCES, min_size=1, max_size=5))
def test_an_order_counts_from_one_without_a_gap(chances: list[list[float]]) -> None:
    order, certainty = best_order(chances)
    ranked = sorted(rank for rank in order if rank)
    assert ranked == list(range(1, len(ranked) + 1))
    assert 0.0 < certainty <= 1.0


@pytest.mark.parametrize(
    ("chances", "wanted"),
    [
        ([(0.9, 0.1, 0, 0, 0, 0), (0.9, 0, 0.1, 0, 0, 0)], (0, 0)),
        ([(0.1, 0.8, 0.1, 0, 0, 0), (0.1, 0.1, 0.8, 0, 0, 0)], (1, 2)),
        ([(0.1, 0.1, 0.8, 0, 0, 0), (0.1, 0.8, 0.1, 0, 0, 0)], (2, 1)),
        ([(0.1, 0.9, 0, 0, 0, 0), (0.9, 0, 0.1, 0, 0, 0)], (1, 0)),
    ],
)
def test_the_likeliest_order(chances: list[tuple[float, ...]], wanted: tuple[int, ...]) -> None:
    assert best_order(chances)[0] == wanted


LABELS = (REST, BEGIN, INSIDE, SUPPORT)


def path(*likely: str, starts: tuple[int, ...] = (0,)) -> str:
    scores = np.log(np.array([[0.91 if name == x else 0.03 for name in LABELS] for x in likely]))
    return "".join(LABELS[n] for n in best_path(scores, [n in starts for n in range(len(likely))]))


def test_a_title_that_lacks_its_beginning_is_given_one() -> None:
    assert path(*"OBIIO") == "OBIIO"
    assert path(*"OIIIO") == "BIIIO"


def test_a_title_ends_with_its_unit() -> None:
    assert path(*"OBII", starts=(0, 3))[3] != INSIDE


@given(st.lists(st.lists(st.floats(-9, 0), min_size=4, max_size=4), min_size=1, max_size=12))
def test_no_path_breaks_the_rule(scores: list[list[float]]) -> None:
    found = [LABELS[n] for n in best_path(np.array(scores), [n == 0 for n in range(len(scores))])]
    assert found[0] != INSIDE
    assert all(a in (BEGIN, INSIDE) for a, b in pairwise(found) if b == INSIDE)


def status(absent: float, answered: float, declined: float) -> Vectors:
    """What a mail as a whole does with P0; it does nothing with the others."""
    return np.array([[absent, answered, declined], *[[0.99, 0.005, 0.005]] * (len(ROLES) - 1)], dtype=np.float32)


def test_the_mail_as_a_whole_finds_the_words_of_an_answer() -> None:
    units = np.stack([roles(P0=(0.8, 0.1, 0.1)), roles(P0=(0.9, 0.05, 0.05))])
    scenes = [Scene(), Scene()]
    assert [x for x, _ in label_units(units, status(0.05, 0.9, 0.05), scenes, ROLES)] == ["P0", "O"]
    assert [x for x, _ in label_units(units, status(0.05, 0.05, 0.9), scenes, ROLES)] == ["P0-", "O"]
    assert [x for x, _ in label_units(units, status(0.95, 0.03, 0.02), scenes, ROLES)] == ["O", "O"]


def test_the_mail_as_a_whole_tells_a_decline_from_an_answer() -> None:
    units = np.stack([roles(P0=(0.05, 0.5, 0.45))])
    assert label_units(units, status(0.01, 0.01, 0.98), [Scene()], ROLES)[0][0] == "P0-"
