"""A few real mails, from their bytes to their score."""

from dataclasses import replace

from benchmarks.measuring import measure
from benchmarks.sets import SetName, opened


def test_mails_of_another_letter_are_read_and_scored() -> None:
    with opened(SetName.TRANSPORT) as labelled:
        few = replace(labelled, golds=labelled.golds[:4])
        measured = measure(few)
    assert measured.score.figures["mails"] == 4
    assert measured.score.figures["without_an_analysis"] == 0
    assert sum(one.about == "kind" for one in measured.surenesses) == 4
    assert all(0 <= one.confidence <= 1 for one in measured.surenesses)
