"""What is left of a list, two answers in one breath, words typed under a topic, and the order of proposals."""

import pytest

from classify.analysis import Proposal
from classify.breaths import cut_of
from classify.mention import How
from classify.priorities import Stated, with_priorities
from classify.rest import find_rest
from classify.units import Prompt
from config.consultation import QuestionId, TopicId
from tests.classify.worlds import finder, practice, unit


def rest(text: str, named: list[str]) -> list[str]:
    consultation = practice()
    found = find_rest(text, consultation.lists[0], {TopicId(t) for t in named}, consultation)
    return [t for m in found for t in m.topics]


@pytest.mark.parametrize(
    ("text", "named", "wanted"),
    [
        ("The other two adult ones can wait.", ["2.2.a", "2.2.b", "2.2.e"], ["2.2.c", "2.2.d"]),
        ("We would drop the other two youth topics.", ["2.2.f"], ["2.2.g", "2.2.h"]),
        ("The rest can wait.", ["2.2.a", "2.2.b", "2.2.c", "2.2.d", "2.2.e", "2.2.f"], ["2.2.g", "2.2.h"]),
        ("The others we leave to you.", ["2.2.a", "2.2.b", "2.2.c", "2.2.d", "2.2.e", "2.2.f", "2.2.g"], ["2.2.h"]),
        ("The other two adult ones can wait.", ["2.2.a"], []),
        ("We welcome the first two topics.", [], ["2.2.a", "2.2.b"]),
        ("your last three suggestions", [], ["2.2.f", "2.2.g", "2.2.h"]),
        ("the first two youth topics", [], ["2.2.f", "2.2.g"]),
        ("Any of the last two of the adult ones would do.", [], ["2.2.d", "2.2.e"]),
        ("Either of the first two of your research topics.", [], ["3.2.a", "3.2.b"]),
        ("the first three on the adult list", [], ["2.2.a", "2.2.b", "2.2.c"]),
        ("The last two of our members to reply were in favour.", [], []),
        ("the first three of the nine", [], []),
        ("The other side replied.", ["2.2.a"], []),
    ],
)
def test_what_is_left_and_places_at_an_end(text: str, named: list[str], wanted: list[str]) -> None:
    assert rest(text, named) == wanted


@pytest.mark.parametrize(
    ("sentence", "second"),
    [
        ("d and h for the thematics, a for research.", "a for research."),
        ("On the inspections f; on research, courts.", "on research, courts."),
        ("Under research, interventions, and for the thematics anything on boards.", "and for the thematics"),
    ],
)
def test_two_lists_in_one_breath_are_cut_where_the_second_begins(sentence: str, second: str) -> None:
    cut = cut_of(sentence, practice())
    assert cut is not None
    assert sentence[cut:].startswith(second)


@pytest.mark.parametrize("sentence", ["c and e for the thematics.", "The research would help the inspections we run."])
def test_one_list_is_not_cut(sentence: str) -> None:
    assert cut_of(sentence, practice()) is None


def test_words_under_a_topic_of_ours_speak_of_it() -> None:
    typed = unit("Not this year.", prompt=Prompt(topic=TopicId("2.2.h")))
    found = finder().find(typed)
    assert [(m.how, m.topics) for m in found] == [(How.PROMPT, (TopicId("2.2.h"),))]


def test_words_under_a_topic_that_name_another_speak_of_that() -> None:
    typed = unit("We would sooner have (g).", prompt=Prompt(topic=TopicId("2.2.h")))
    assert [t for m in finder().find(typed) for t in m.topics] == ["2.2.g"]


def stated(title: str, sentence: str, heading: str = "", marker: str = "") -> Stated:
    proposal = Proposal(QuestionId("Q2"), title, "", None, (), 0.9)
    return Stated(proposal, sentence, sentence.lower().split(title)[0], heading, marker)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ([stated("recall", "First, recall."), stated("bail", "Second, bail.")], [1, 2]),
        ([stated("bail", "Our second idea is bail."), stated("recall", "The first is recall.")], [2, 1]),
        (
            [stated("recall", "recall", "In order of priority:"), stated("bail", "bail", "In order of priority:")],
            [1, 2],
        ),
        ([stated("recall", "recall", marker="1"), stated("bail", "bail", marker="2")], [1, 2]),
        ([stated("recall", "We suggest recall."), stated("bail", "We suggest bail too.")], [None, None]),
        ([stated("recall", "We suggest recall, in no particular order."), stated("bail", "x bail")], [None, None]),
        ([stated("recall", "We suggest recall.")], [None]),
    ],
)
def test_priorities_only_where_an_order_is_given(given: list[Stated], wanted: list[int | None]) -> None:
    assert [p.priority for p in with_priorities(given)] == wanted
