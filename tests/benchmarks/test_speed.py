"""Times are counted as they are said to be."""

import pytest

from benchmarks.speed import Pace, Start, best_of, measure_starts, say


def test_the_best_round_counts() -> None:
    ticks = iter([0.0, 3.0, 10.0, 11.0, 20.0, 22.0])
    assert best_of(3, lambda: None, lambda: next(ticks)) == 1.0


def test_paces_are_told_as_ratios() -> None:
    paces = (Pace("MIME alone", 100, 0.5), Pace("parse", 100, 2.0), Pace("understanding", 100, 5.0))
    assert paces[1].mails_a_second == 50
    assert paces[2].ratio_to(paces[1]) == pytest.approx(2.5)
    text = say(paces, [Start("soundings --help", 0.2), Start("soundings status", 0.7)])
    assert "understanding takes 2.50 times as long as parse." in text
    assert "0.70 s   slower than the 0.4 s" in text


def test_the_commands_that_are_timed_run() -> None:
    assert [start.command for start in measure_starts(rounds=1)] == [
        "soundings --help",
        *(f"soundings {name}" for name in ("status", "ledger", "summary", "chase")),
    ]
