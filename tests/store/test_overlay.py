from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.analysis import (
    Analysis,
    Answer,
    AnswerStatus,
    Decision,
    Flags,
    Kind,
    Proposal,
    Stance,
    TopicView,
)
from config.consultation import QuestionId, Ref, TopicId
from ingest.message import ArchiveId
from store.errors import StoreError
from store.fields import MACHINE, UNDO, check_correction
from store.overlay import Source, overlay
from store.rows import Correction
from store.values import changed, values_of
from store.words import last_command, last_command_by

AT = datetime(2024, 11, 20, 9, 0, tzinfo=UTC)
ANALYSIS = Analysis(
    ArchiveId("a" * 64),
    "1",
    Decision(Kind.RESPONSE, 0.7),
    Decision((Ref("ann"),), 0.9),
    (Answer(QuestionId("Q1"), AnswerStatus.ANSWERED, "c, please", (), 0.8),),
    (TopicView(TopicId("2.2.c"), Stance.PREFER, 1, 0.8),),
    (Proposal(QuestionId("Q2"), "remand", "it rose", None, (), 0.6),),
    Flags(),
    ("kind unsure",),
)


def said(field: str, value: Any) -> Correction:
    return Correction(ANALYSIS.archive_id, field, value, "lead", "", AT)


def test_without_corrections_the_machine_stands() -> None:
    effective = overlay(ANALYSIS, ())
    assert effective.analysis == ANALYSIS
    assert effective.source("kind") is Source.MACHINE
    assert effective.review == ("kind unsure",)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("kind", "holding", lambda a: a.kind.value is Kind.HOLDING),
        ("stakeholders", ["bob"], lambda a: a.stakeholders.value == ("bob",)),
        ("answers.Q1", {"status": "none", "text": "no"}, lambda a: a.answers[0].status is AnswerStatus.NONE),
        ("answers.Q3", {"status": "answered", "text": "a"}, lambda a: a.answers[1].text == "a"),
        ("topics.2.2.c", None, lambda a: a.topics == ()),
        ("topics.2.2.c", {"stance": "oppose"}, lambda a: a.topics[0].stance is Stance.OPPOSE),
        ("topics.2.2.a", {"stance": "prefer", "rank": 2}, lambda a: [v.topic for v in a.topics] == ["2.2.a", "2.2.c"]),
        ("proposals", [], lambda a: a.proposals == ()),
        ("flags.confidential", True, lambda a: a.flags.confidential),
        ("flags.returns_on", "2024-11-25", lambda a: a.flags.returns_on == date(2024, 11, 25)),
        ("flags.stand_ins", ["x@y.example"], lambda a: a.flags.stand_ins == ("x@y.example",)),
    ],
)
def test_a_person_overrules_a_field(field: str, value: Any, expected: Any) -> None:
    check_correction(field, value)
    effective = overlay(ANALYSIS, [said(field, value)])
    assert expected(effective.analysis)
    assert effective.source(field) is Source.PERSON
    assert effective.differs == {field}
    assert effective.review == ()


def test_the_last_word_wins_and_can_be_taken_back() -> None:
    words = [said("kind", "query"), said("kind", "holding")]
    assert overlay(ANALYSIS, words).analysis.kind.value is Kind.HOLDING
    assert overlay(ANALYSIS, [*words, said("kind", MACHINE)]).analysis == ANALYSIS


def test_undo_gives_the_word_before_back_and_then_the_machine_s() -> None:
    words = [said("kind", "query"), said("kind", "holding"), said("kind", UNDO)]
    assert overlay(ANALYSIS, words).analysis.kind.value is Kind.QUERY
    assert overlay(ANALYSIS, [*words, said("kind", UNDO), said("kind", UNDO)]).analysis == ANALYSIS


def test_what_newer_rules_read_a_third_way_waits_for_another_look() -> None:
    """Not what they read as the person does, nor what they read as those rules did that the person saw."""
    word = [replace(said("kind", "holding"), rules_version="1")]
    for kind, moved in ((Kind.RESPONSE, set()), (Kind.HOLDING, set()), (Kind.QUERY, {"kind"})):
        newer = replace(ANALYSIS, rules_version="2", kind=Decision(kind, 0.9))
        found = overlay(newer, word, (ANALYSIS,))
        assert found.moved == moved
        assert bool(found.review) is bool(moved)
        assert found.analysis.kind.value is Kind.HOLDING


def test_what_a_mail_says_for_one_line_alone() -> None:
    found = overlay(ANALYSIS, [said("split", {"bob": {"topics.2.2.c": None, "kind": "nil_response"}})])
    assert found.of(Ref("ann")) == ANALYSIS
    assert (found.of(Ref("bob")).kind.value, found.of(Ref("bob")).topics) == (Kind.NIL_RESPONSE, ())


def test_a_newer_analysis_never_overrides_and_the_difference_shows() -> None:
    word = [said("kind", "holding")]
    newer = replace(ANALYSIS, rules_version="2", kind=Decision(Kind.HOLDING, 0.99))
    assert overlay(newer, word).differs == frozenset()
    newest = replace(ANALYSIS, rules_version="3", kind=Decision(Kind.OTHER, 0.99))
    assert overlay(newest, word).analysis.kind.value is Kind.HOLDING
    assert overlay(newest, word).differs == {"kind"}


def test_a_mail_can_be_ignored_and_a_review_settled() -> None:
    assert overlay(ANALYSIS, [said("ignore", True)]).ignored
    assert not overlay(ANALYSIS, [said("ignore", True), said("ignore", False)]).ignored
    assert overlay(ANALYSIS, [said("review", [])]).review == ()
    assert overlay(ANALYSIS, [said("review", ["look again"])]).review == ("look again",)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "reply"),
        ("kind", None),
        ("stakeholders", "ann"),
        ("answers.Q1", {"text": "x"}),
        ("topics.2.2.c", {"stance": "love"}),
        ("topics.2.2.c", {"stance": "prefer", "rank": 0}),
        ("proposals", [{"title": "x"}]),
        ("flags.confidential", "yes"),
        ("flags.returns_on", "Monday"),
        ("flags.colour", True),
        ("ignore", 1),
        ("handled", "yes"),
        ("joined", ""),
        ("split", {"bob": {"flags.confidential": True}}),
        ("split", {"bob": {"kind": "reply"}}),
        ("split", ["bob"]),
        ("answers", {}),
        ("", None),
    ],
)
def test_what_a_field_cannot_be_is_refused(field: str, value: Any) -> None:
    with pytest.raises(StoreError):
        check_correction(field, value)


_WORDS = st.sampled_from(
    [
        said("kind", "query"),
        said("kind", "other"),
        said("stakeholders", []),
        said("topics.2.2.a", {"stance": "oppose"}),
        said("topics.2.2.a", None),
        said("ignore", True),
        said("kind", MACHINE),
    ]
)


@given(st.lists(_WORDS, max_size=8))
def test_only_the_last_word_on_each_field_matters(words: list[Correction]) -> None:
    last = {w.field: w for w in words}
    assert overlay(ANALYSIS, words) == overlay(ANALYSIS, list(last.values()))


def test_a_look_settles_what_newer_rules_read_otherwise() -> None:
    """The person's value stays; rules that change their mind after the look ask for another."""
    words = [replace(said("kind", "holding"), rules_version="1")]
    second = replace(ANALYSIS, rules_version="2", kind=Decision(Kind.QUERY, 0.9))
    looked = [*words, replace(said("review", []), rules_version="2", at=AT.replace(hour=10))]
    assert overlay(second, looked, (ANALYSIS, second)).review == ()
    third = replace(ANALYSIS, rules_version="3", kind=Decision(Kind.OTHER, 0.9))
    assert overlay(third, looked, (ANALYSIS, second)).moved == {"kind"}


def test_what_a_person_let_stand_waits_again_where_newer_rules_read_it_otherwise() -> None:
    """Not where only the words quoted are cut in another way."""
    looked = [replace(said("review", []), rules_version="1")]
    recut = replace(ANALYSIS, rules_version="2", answers=(replace(ANALYSIS.answers[0], text="c"),))
    assert overlay(recut, looked, (ANALYSIS,)).review == ()
    newer = replace(ANALYSIS, rules_version="2", kind=Decision(Kind.HOLDING, 0.9), topics=())
    assert overlay(newer, looked, (ANALYSIS,)).review == (
        "kind: a person looked, and newer rules read it otherwise",
        "topics.2.2.c: a person looked, and newer rules read it otherwise",
    )


def test_values_say_every_field_in_the_form_in_which_it_is_corrected() -> None:
    """Said again as corrections they change nothing."""
    from tests.reports.made import consultation

    values = values_of(ANALYSIS, consultation())
    for path, value in values.items():
        check_correction(path, value)
        assert overlay(ANALYSIS, [said(path, value)]).differs == frozenset(), path
    assert values["topics.2.2.c"] == {"stance": "prefer", "rank": 1}
    assert values["topics.2.2.a"] is None
    assert changed(values, values | {"kind": "query"}) == {"kind": "query"}


def test_a_person_takes_back_only_their_own_last_words() -> None:
    later = AT.replace(hour=10)
    words = [said("kind", "query"), said("ignore", True), replace(said("kind", "other"), by="ann", at=later)]
    own = last_command_by(words, "lead")
    assert own
    assert [w.field for w in own.words] == ["kind", "ignore"]
    assert own.over == (words[2],)
    taken_back = [*words, replace(said("kind", UNDO), by="ann", at=later.replace(hour=11))]
    assert last_command_by(taken_back, "ann") is None
    assert last_command(taken_back) == tuple(words[:2])
