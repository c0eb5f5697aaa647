"""Confidences are held against what turned out right."""

import pytest

from benchmarks.labels import Labels, TopicLabel
from benchmarks.reliability import Sureness, bands, calibration_error, surenesses_of
from classify.analysis import Analysis, Answer, AnswerStatus, Decision, Flags, Kind, Stance, TopicView
from config.consultation import QuestionId, TopicId
from ingest.message import ArchiveId


def analysis(kind: Kind, *topics: TopicView) -> Analysis:
    answer = Answer(QuestionId("Q1"), AnswerStatus.ANSWERED, "c", (), 0.8)
    return Analysis(ArchiveId("0"), "1", Decision(kind, 0.9), Decision((), 1.0), (answer,), topics, (), Flags(), ())


def view(topic: str, stance: Stance) -> TopicView:
    return TopicView(TopicId(topic), stance, None, 0.7)


@pytest.mark.parametrize(
    ("said", "right", "is_right"),
    [
        (Stance.PREFER, "prefer", True),
        (Stance.OPPOSE, "prefer", False),
        (Stance.MENTION, "mention", True),
        (Stance.MENTION, None, True),
        (Stance.MENTION, "oppose", False),
        (Stance.PREFER, None, False),
        (Stance.PREFER, "mention", False),
    ],
)
def test_a_topic_is_right_by_its_stance(said: Stance, right: str | None, is_right: bool) -> None:
    gold = Labels("a.eml", kind="response", topics={"2.2.c": TopicLabel(right)} if right else {})
    seen = surenesses_of(gold, analysis(Kind.RESPONSE, view("2.2.c", said)))
    assert [s for s in seen if s.about == "topics"] == [Sureness("topics", 0.7, is_right)]


def test_answers_are_asked_about_in_replies_alone() -> None:
    about = [s.about for s in surenesses_of(Labels("a.eml", kind="query"), analysis(Kind.RESPONSE))]
    assert about == ["kind"]


def test_bands_hold_every_decision_once() -> None:
    seen = [Sureness("kind", n / 100, n > 50) for n in range(101)]
    found = bands([*seen, Sureness("topics", 0.5, True)], "kind")
    assert sum(band.decisions for band in found) == 101
    assert found[-1].decisions == 2
    assert found[0].right == 0.0


def test_confidence_that_is_kept_has_no_error() -> None:
    seen = [Sureness("kind", 0.75, n < 3) for n in range(4)]
    assert calibration_error(bands(seen, "kind")) == 0
    assert calibration_error(bands([Sureness("kind", 0.9, False)], "kind")) == pytest.approx(0.9)
    assert calibration_error(()) == 0
