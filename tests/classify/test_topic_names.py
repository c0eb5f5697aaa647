"""References by name: titles, abbreviations, misspellings, paraphrases, and the pairs that are easily confused."""

import pytest

from classify.mention import How
from tests.classify.worlds import finder, settled, told, unit


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Online sexual offending, please.", "2.2.c"),
        ("ONLINE SEXUAL OFFENDING", "2.2.c"),
        ("“Online sexual offending”", "2.2.c"),
        ("on-line sexual offending", "2.2.c"),
        ("work with online sex offenders", "2.2.c"),
        ("CRS", "2.2.a"),
        ("the CRS contracts", "2.2.a"),
        ("comissioned rehabilitative servies", "2.2.a"),
        ("RARs", "2.2.d"),
        ("RAR days", "2.2.d"),
        ("rehabilitation activity requirements", "2.2.d"),
        ("rehabilitative activity requirments", "2.2.d"),
        ("Safegaurding vulnerable adults", "2.2.e"),
        ("safeguarding adults at risk", "2.2.e"),
        ("YJS strategic arrangments", "2.2.f"),
        ("the strategic arrangements of youth justice services", "2.2.f"),
        ("Child First", "2.2.g"),
        ("Child-first practice", "2.2.g"),
        ("Childs First", "2.2.g"),
        ("trauma‑informed practice", "2.2.g"),
        ("trauma informed working", "2.2.g"),
        ("Children’s participation and engagement", "2.2.h"),
        ("Children's participation & engagement", "2.2.h"),
        ("Childrens participation", "2.2.h"),
        ("the voice of the child", "2.2.h"),
    ],
)
def test_a_thematic_topic_by_its_name(text: str, wanted: str) -> None:
    assert told(text) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the youth justice interventions landscape", "3.2.a"),
        ("interventions", "3.2.a"),
        ("probation's work with the courts", "3.2.b"),
        ("sentencers’ views", "3.2.b"),
        ("what magistrates and judges think of probation", "3.2.b"),
        ("partnership working in probation", "3.2.c"),
        ("how probation works with its partners", "3.2.c"),
    ],
)
def test_a_research_topic_by_its_name(text: str, wanted: str) -> None:
    assert told(text, "P1") == [wanted]


@pytest.mark.parametrize(
    ("text", "label", "wanted"),
    [
        ("Local strategic partnerships", "P0", ["2.2.b"]),
        ("strategic partnership boards", "P0", ["2.2.b"]),
        ("Partnership working", "P1", ["3.2.c"]),
        ("Partnership working", "P0", ["3.2.c"]),
        ("Partnerships, please.", "P0", ["2.2.b"]),
        ("Partnerships, please.", "P1", ["3.2.c"]),
        ("Partnerships, please.", "P0+P1", []),
        ("commissioned interventions", "P0", ["2.2.a"]),
        ("youth justice interventions", "P1", ["3.2.a"]),
        ("RARs, which you reviewed in 2017", "P0", ["2.2.d"]),
        ("safeguarding vulnerable adults", "P0", ["2.2.e"]),
        ("your project on transitional safeguarding", "P0", []),
        ("transitional safeguarding", "N1", []),
    ],
)
def test_pairs_that_are_easily_confused(text: str, label: str, wanted: list[str]) -> None:
    assert told(text, label) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "We thank you for the letter.",
        "We have nothing to add.",
    ],
)
def test_words_that_only_look_alike(text: str) -> None:
    assert told(text) == []


def test_the_longest_name_counts_where_names_overlap() -> None:
    mentions = finder().find(unit("Safeguarding vulnerable adults known to the Probation Service"))
    assert [(m.topics, m.how) for m in mentions] == [(("2.2.e",), How.NAME)]


def test_paraphrases_answer_nothing_where_the_words_answer_nothing() -> None:
    assert told("We meet sentencers, magistrates and judges each term.", "O") == []


def test_a_declined_list_has_no_paraphrases() -> None:
    assert told("On courts and sentencers we have no view.", "P1-") == []


def test_every_reference_points_at_its_words() -> None:
    text = "We like Child First, (c) and the second adult topic."
    mentions, _ = settled([unit(text)], ["P0"])
    assert [(text[m.start : m.end], m.topics[0]) for m in mentions[0]] == [
        ("Child First", "2.2.g"),
        ("(c)", "2.2.c"),
        ("the second adult topic", "2.2.b"),
    ]


@pytest.mark.parametrize(
    ("text", "label", "wanted"),
    [
        ("On call availability", "P0", ["2.2.a"]),
        ("home fire-safety visits", "P0", ["2.2.e"]),
        ("HFSVs", "P0", ["2.2.e"]),
        ("lithium ion batteries", "P0", ["2.2.h"]),
        ("BESS", "P0", ["2.2.h"]),
        ("RBIP", "P0", ["2.2.g"]),
        ("wildfires and floods", "P0", ["2.2.c"]),
        ("Does prevention work?", "P1", ["3.2.b"]),
        ("(c) Response standards", "P1", ["3.2.c"]),
        ("Safeguarding and misconduct", "P0", ["2.2.f", "2.2.j"]),
    ],
)
def test_another_letters_topics_are_found_the_same_way(text: str, label: str, wanted: list[str]) -> None:
    assert told(text, label, "fire") == wanted
