"""The figures are those that the exercise is judged by."""

import json
from pathlib import Path

import pytest

from benchmarks.labels import Labels, load_labels, missing
from benchmarks.scoring import figures_of, score
from benchmarks.sets import GOLD
from benchmarks.tally import is_fully_right, tally

HERE = Path(__file__).parent
EXPECTED = json.loads((HERE / "expected.json").read_text("utf-8"))
FOUND = load_labels(HERE / "found.jsonl")


def golds() -> list[Labels]:
    return [gold for gold in load_labels(GOLD / "dev" / "gold.jsonl") if gold.file in EXPECTED["mails"]]


def test_every_figure_is_the_one_that_the_reference_scorer_gave() -> None:
    """Half-wrong analyses of 55 mails, two of them missing; the expected numbers were made by the reference scorer."""
    scored = score(golds(), FOUND, samples=0)
    assert {key: scored.figures[key] for key in EXPECTED["figures"]} == EXPECTED["figures"]
    assert scored.right == set(EXPECTED["right"])


def test_what_is_right_scores_in_full() -> None:
    scored = score(golds(), golds(), samples=0)
    empty = {"without_an_analysis", "ranks_invented", "needs_review"}
    assert {key for key, value in scored.figures.items() if value == 0} == empty
    assert {value for key, value in scored.figures.items() if key not in empty | {"mails"}} == {1.0}
    assert len(scored.right) == 55


def test_a_mail_without_an_analysis_is_wrong_and_for_review() -> None:
    gold = golds()[0]
    counts = tally(gold, missing(gold.file))
    assert counts["missing"] == counts["mails"] == 1
    assert "right" not in counts
    assert "alone" not in counts


def test_nothing_to_measure_has_no_figure() -> None:
    assert figures_of({})["kind_accuracy"] is None
    assert score([], []).figures["rank_accuracy"] is None
    assert score([], []).intervals == {}


def test_intervals_hold_the_figure_and_are_the_same_each_time() -> None:
    first, second = (score(golds(), FOUND, samples=200, seed=3) for _ in range(2))
    assert first.intervals == second.intervals
    for key in ("kind_accuracy", "topic_stance.f1", "answer_text_f1", "fully_right"):
        value, interval = first.figures[key], first.intervals[key]
        assert value is not None
        assert interval.low < value < interval.high


def test_an_interval_narrows_with_the_number_of_mails() -> None:
    few = score(golds(), FOUND, samples=300).intervals["kind_accuracy"]
    many = score(golds() * 8, FOUND, samples=300).intervals["kind_accuracy"]
    assert (many.high - many.low) < (few.high - few.low) / 2


def test_an_interval_of_a_share_is_near_the_one_of_theory() -> None:
    """Fifty right of a hundred: 0.5 ± 1.96 · 0.05."""
    mails = [Labels(f"{n}.eml", kind="query") for n in range(100)]
    found = [Labels(m.file, kind="query" if at % 2 else "other") for at, m in enumerate(mails)]
    interval = score(mails, found).intervals["kind_accuracy"]
    assert interval.low == pytest.approx(0.402, abs=0.02)
    assert interval.high == pytest.approx(0.598, abs=0.02)


def test_a_mention_is_no_view_and_costs_nothing() -> None:
    gold = golds()[0]
    assert is_fully_right(gold, gold)
    assert is_fully_right(Labels("a.eml", kind="query"), Labels("a.eml", kind="query", needs_review=True))
