"""The fields: trained the same way twice, and those that ship belong together."""

import hashlib
import json
from pathlib import Path

import pytest

from classify.crf import Model, train
from classify.models import FILES, FOLDER, REVIEW, ModelError, load_models, load_reading
from classify.thesaurus import COMMON

SEQUENCES = [
    ([["w=we", "first"], ["w=prefer"], ["w=c"]], ["O", "O", "T"]),
    ([["w=we", "first"], ["w=prefer"], ["w=e"]], ["O", "O", "T"]),
    ([["w=not", "first"], ["w=d"]], ["O", "T"]),
    ([["w=thanks", "first"]], ["O"]),
]


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("field") / "toy.crfsuite"
    train(SEQUENCES, path, c2=0.1)
    return path


def test_training_twice_gives_the_same_file(toy: Path, tmp_path: Path) -> None:
    train(SEQUENCES, tmp_path / "again.crfsuite", c2=0.1)
    assert (tmp_path / "again.crfsuite").read_bytes() == toy.read_bytes()


def test_a_field_labels_what_it_has_learned(toy: Path) -> None:
    labelling = Model(toy).label([["w=we", "first"], ["w=prefer"], ["w=c"]])
    assert labelling.labels == ("O", "O", "T")
    assert [max(m, key=lambda name: m[name]) for m in labelling.marginals] == ["O", "O", "T"]


def test_marginals_sum_to_one(toy: Path) -> None:
    for marginals in Model(toy).label([["w=unseen"], [], ["w=c"]]).marginals:
        assert set(marginals) == {"O", "T"}
        assert sum(marginals.values()) == pytest.approx(1.0)


def test_nothing_has_no_labels(toy: Path) -> None:
    assert Model(toy).label([]).labels == ()
    assert Model(toy).label([]).marginals == ()


def test_one_sequence_does_not_colour_the_next(toy: Path) -> None:
    model = Model(toy)
    alone = model.label([["w=not", "first"], ["w=d"]])
    model.label([["w=thanks", "first"]] * 5)
    assert model.label([["w=not", "first"], ["w=d"]]) == alone


def test_about_names_the_models_that_ship() -> None:
    about = json.loads((FOLDER / "about.json").read_text(encoding="utf-8"))
    shipped = b"".join((FOLDER / name).read_bytes() for name in (*FILES, REVIEW, COMMON.name))
    assert about["version"] == hashlib.sha256(shipped).hexdigest()[:8]
    assert load_models().version == about["version"]


def test_what_ships_is_small() -> None:
    assert sum(p.stat().st_size for p in FOLDER.iterdir()) < 20_000_000


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"encoder\.onnx"):
        load_reading(tmp_path)
    with pytest.raises(ModelError, match="install Soundings again"):
        load_models(tmp_path)
