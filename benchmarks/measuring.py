"""Reads every mail of a set as Soundings does, and scores what it says."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.labels import Labels, read_labels
from benchmarks.reliability import Sureness, surenesses_of
from benchmarks.scoring import Score, score
from benchmarks.sets import LabelledSet, SetName
from classify.exchange import analysis_json
from classify.understand import Understanding
from ingest.parse import parse

Progress = Callable[[tuple[Labels, ...], str], Iterable[Labels]]
"""Hands the mails on one by one and tells a person how far it has come."""


def silent(golds: tuple[Labels, ...], _: str) -> Iterable[Labels]:
    """No progress to show."""
    return golds


@dataclass(frozen=True, slots=True)
class Measured:
    """One set's score with how sure each decision was, and the version that made them."""

    name: SetName
    version: str
    score: Score
    surenesses: tuple[Sureness, ...]


def measure(labelled: LabelledSet, progress: Progress = silent) -> Measured:
    """Analyse and score one set. Raises ModelError where the trained models are missing."""
    understanding = Understanding(labelled.consultation)
    found: list[Labels] = []
    seen: list[Sureness] = []
    for gold in progress(labelled.golds, labelled.name):
        message = parse((labelled.mails / gold.file).read_bytes(), labelled.consultation.letter)
        analysis = understanding.analyse(message)
        found.append(read_labels(analysis_json(gold.file, analysis, message)))
        seen.extend(surenesses_of(gold, analysis))
    return Measured(labelled.name, understanding.version, score(labelled.golds, found), tuple(seen))
