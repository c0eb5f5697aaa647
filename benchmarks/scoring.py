"""Scores analyses of labelled mails, with 95% intervals by bootstrap over mails."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.figures import FIGURES, Sums, Value
from benchmarks.labels import Labels, missing
from benchmarks.tally import Tally, is_fully_right, tally

SAMPLES = 1000
SEED = 20241122


@dataclass(frozen=True, slots=True)
class Interval:
    """Between these lie 95 of a hundred figures from mails drawn anew."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Score:
    """Figures by key, with the cases that some rest on and their intervals, and what else is told of a run.

    A figure is None, and has no interval, where there is nothing to measure; a count has no interval either. `right`
    has the files of the mails fully right, `kinds` how often a kind was taken for which.
    """

    figures: Mapping[str, Value]
    cases: Mapping[str, int]
    intervals: Mapping[str, Interval]
    right: frozenset[str]
    kinds: Mapping[tuple[str, str], int]


def score(golds: Sequence[Labels], found: Iterable[Labels], samples: int = SAMPLES, seed: int = SEED) -> Score:
    """Compare what was found with what is right, paired by file; without samples there are no intervals."""
    by_file = {one.file: one for one in found}
    pairs = [(gold, by_file.get(gold.file) or missing(gold.file)) for gold in golds]
    tallies = [tally(gold, one) for gold, one in pairs]
    sums = _add(tallies)
    return Score(
        figures=figures_of(sums),
        cases={figure.key: round(sums.get(figure.cases, 0)) for figure in FIGURES if figure.cases},
        intervals=bootstrap(tallies, samples, seed),
        right=frozenset(gold.file for gold, one in pairs if is_fully_right(gold, one)),
        kinds=Counter((gold.kind or "", one.kind or "") for gold, one in pairs),
    )


def figures_of(sums: Sums) -> dict[str, Value]:
    """Every figure by its key, to four places."""
    values = ((figure.key, figure.value(sums)) for figure in FIGURES)
    return {key: None if value is None else round(value, 4) for key, value in values}


def bootstrap(tallies: Sequence[Tally], samples: int = SAMPLES, seed: int = SEED) -> dict[str, Interval]:
    """The 2.5th and 97.5th percentile of each figure over samples of as many mails, drawn with replacement."""
    names = tuple(sorted({name for one in tallies for name in one}))
    rows = [tuple(one.get(name, 0.0) for name in names) for one in tallies]
    random = Random(seed)
    drawn: dict[str, list[float]] = {figure.key: [] for figure in FIGURES if not figure.is_count}
    for _ in range(samples if rows else 0):
        columns = zip(*random.choices(rows, k=len(rows)), strict=True)
        values = figures_of(dict(zip(names, map(sum, columns), strict=True)))
        for key, seen in drawn.items():
            if (value := values[key]) is not None:
                seen.append(value)
    return {key: _middle(sorted(seen)) for key, seen in drawn.items() if seen}


def _middle(values: Sequence[float]) -> Interval:
    last = len(values) - 1
    return Interval(values[round(0.025 * last)], values[round(0.975 * last)])


def _add(tallies: Iterable[Tally]) -> Sums:
    sums: dict[str, float] = {}
    for one in tallies:
        for name, amount in one.items():
            sums[name] = sums.get(name, 0.0) + amount
    return sums
