"""The field of wordings: what it is trained on, what it sees, and that it can be trained anew."""

from pathlib import Path

from classify.analysis import Kind
from classify.crf import train
from classify.rules.facts import gather_facts
from classify.training.wording import load_lines
from classify.wording import FILE, KINDS, read_wording, wording_features
from tests.classify.mails import Mail, consultation, make
from tests.classify.test_human_kinds_more import HOLDING, NIL, QUERY


def test_days_and_numbers_are_alike() -> None:
    """Which day, month or number it is says nothing of the kind of mail; "may" is left a verb."""
    assert wording_features("by Friday 22 March") == wording_features("by Monday 9 June")
    assert "w=may" in wording_features("we may reply")


def test_lines_of_training_are_no_lines_of_tests() -> None:
    """The mails that the tables try were not learned from."""
    assert not {text for text, _ in load_lines()} & {*NIL, *HOLDING, *QUERY}


def test_every_kind_has_as_many_lines() -> None:
    """No kind is favoured for having more examples than the others by a tenth or more."""
    counts = [sum(1 for _, k in load_lines() if k == kind.value) for kind in KINDS]
    assert max(counts) < 1.1 * min(counts)


def test_what_the_shipped_field_says() -> None:
    """A promise in words of its own is likelier a holding reply than anything else, and all add up to one."""
    likely = read_wording(gather_facts(make(Mail("You shall have ours tomorrow, once Nia is back.")), consultation()))
    assert max(likely, key=lambda k: likely[k]) is Kind.HOLDING
    assert abs(sum(likely.values()) - 1) < 0.01


def test_training_writes_the_same_field_twice(tmp_path: Path) -> None:
    """The same lines make the same field, byte by byte."""
    pairs = [([wording_features(text)], [kind]) for text, kind in load_lines()][:60]
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        train(pairs, tmp_path / name / FILE)
    assert (tmp_path / "one" / FILE).read_bytes() == (tmp_path / "two" / FILE).read_bytes()
