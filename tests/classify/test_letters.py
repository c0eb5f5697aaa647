"""References by letter: which words are one, and of which list."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.letters import find_letters
from classify.mention import How
from tests.classify.worlds import practice, settled, topics, unit, world


def found(text: str, name: str = "practice") -> list[str]:
    """Each reference as its list and letters, "2.2:c" or ":abc"."""
    return [f"{m.list_id or ''}:{''.join(m.letters)}" for m in find_letters(text, world(name))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2.2(c)", ["2.2:c"]),
        ("2.2 (c)", ["2.2:c"]),
        ("2.2.c", ["2.2:c"]),
        ("2.2c", ["2.2:c"]),
        ("paragraph 2.2, c", ["2.2:c"]),
        ("2,2 c", ["2.2:c"]),
        ("2.2 (c}", ["2.2:c"]),
        ("22(a)", ["2.2:a"]),
        ("2.2 [c]", ["2.2:c"]),
        ("3.2(b) for us", ["3.2:b"]),
        ("2.2 (a), (c) and (e)", ["2.2:a", "2.2:c", "2.2:e"]),
        ("2.2(a)-(c)", ["2.2:abc"]),
        ("2.2 a to c", ["2.2:abc"]),
    ],
)
def test_a_paragraph_number_says_which_list(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("(c) and (g)", [":c", ":g"]),
        ("c, e & g", [":c", ":e", ":g"]),
        ("c/e/f please", [":c", ":e", ":f"]),
        ("c + e", [":c", ":e"]),
        ("c, e, and g", [":c", ":e", ":g"]),
        ("neither f nor g", [":f", ":g"]),
        ("a to c", [":abc"]),
        ("a-c", [":abc"]),
        ("Items a – c strike us", [":abc"]),
        ("We would support (c)-(e).", [":cde"]),
        ("a through e, minus b", [":abcde", ":b"]),
        ("topics a and d", [":a", ":d"]),
        ("Topic e) first", [":e"]),
        ("a) and, to a lesser extent, d)", [":a", ":d"]),
        ("I am happy with e and so are my deputies.", [":e"]),
        ("A thematic on c would be welcome.", [":c"]),
        ("We prefer option a over option B", [":a", ":b"]),
        ("A is our first choice.", [":a"]),
        ("Choose a.", [":a"]),
        ("a", [":a"]),
        ("Rydym yn cefnogi pynciau c ac e.", [":c", ":e"]),
    ],
)
def test_letters_by_themselves(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Please take a look at this.",
        "I think a great deal of it.",
        "A first look would do.",
        "We answer by e-mail only.",
        "She was seen at A&E and sent home.",
        "They were put in a B&B.",
        "Work with children, e.g. in custody, is hard.",
        "Category C prisons and Class A drugs are for others.",
        "Our figures are in Annex B.",
        "Mr C Jones and J C Smith agree.",
        "It costs £22 a night.",
        "We see 22 a day.",
        "The service's plan is the child's.",
        "We say that (a) we are a small team and (b) we have one inspector.",
        "The year 2022 a good one.",
    ],
)
def test_words_that_are_no_letters(text: str) -> None:
    assert found(text) == []


def test_an_initial_differs_from_a_topic_by_what_stands_around_it() -> None:
    assert found("Mr C Jones agrees.") == []
    assert found("We choose C Jones or no Jones.") == [":c"]
    assert found("Category C is full.") == []
    assert found("Option C is full.") == [":c"]


def test_the_letters_are_those_of_the_consultation() -> None:
    assert found("k, l and m", "fire") == [":k", ":l"]
    assert found("Fires from e-bikes and e-scooters, i.e. new ones", "fire") == []
    assert found("(l) and 3.2(e)", "fire") == [":l", "3.2:e"]
    assert found("(l)") == []


@pytest.mark.parametrize(
    ("text", "label", "wanted"),
    [
        ("(c) and (g)", "P0", ["2.2.c", "2.2.g"]),
        ("(a)", "P0", ["2.2.a"]),
        ("(a)", "P1", ["3.2.a"]),
        ("(c) would be dropped for it", "N1", ["3.2.c"]),
        ("(g)", "P1", ["2.2.g"]),
        ("2.2(a)", "P1", ["2.2.a"]),
        ("c for the thematics and b for research", "P0+P1", ["2.2.c", "3.2.b"]),
        ("b for research, c and g for the thematics", "P0+P1", ["3.2.b", "2.2.c", "2.2.g"]),
        ("b and c on research, c on thematics", "P0+P1", ["3.2.b", "3.2.c", "2.2.c"]),
        ("Of the thematics c and g; of the research (a)", "P0+P1", ["2.2.c", "2.2.g", "3.2.a"]),
        ("c, e and g (thematic) and b (research)", "P0+P1", ["2.2.c", "2.2.e", "2.2.g", "3.2.b"]),
        ("a for research", "P0+P1", ["3.2.a"]),
        ("c - research shows that it grows", "P0", ["2.2.c"]),
    ],
)
def test_question_and_cue_say_which_list(text: str, label: str, wanted: list[str]) -> None:
    assert topics(text, label) == wanted


def test_a_letter_of_two_lists_without_a_question_is_asked_about() -> None:
    mentions, conflicts = settled([unit("We would go for b.")], ["P0+P1"])
    assert mentions == ((),)
    assert [(c.unit, c.words) for c in conflicts] == [(0, "b")]
    assert "more than one list" in conflicts[0].reason


def test_a_letter_that_a_list_does_not_have_is_asked_about() -> None:
    mentions, conflicts = settled([unit("Our choice is 3.2(d).")], ["P1"])
    assert mentions == ((),)
    assert conflicts[0].reason == "“3.2(d)” is no topic of the letter"


@pytest.mark.parametrize("text", ["(c) RARs are our first choice.", "RARs (c)", "2.2(c): RARs"])
def test_a_letter_and_a_title_that_differ_are_asked_about_and_the_title_counts(text: str) -> None:
    mentions, conflicts = settled([unit(text)], ["P0"])
    assert [m.topics for m in mentions[0]] == [("2.2.d",)]
    assert "differ" in conflicts[0].reason


@pytest.mark.parametrize("text", ["(d) RARs", "RARs (d)", "2.2(d) RARs", "d, RARs", "topic d: RARs"])
def test_a_letter_beside_its_own_title_is_one_reference(text: str) -> None:
    mentions, conflicts = settled([unit(text)], ["P0"])
    assert [m.topics for m in mentions[0]] == [("2.2.d",)]
    assert conflicts == ()


def test_a_letter_and_another_title_after_a_comma_are_two() -> None:
    assert topics("We support c, RARs and e.") == ["2.2.c", "2.2.d", "2.2.e"]


def test_a_numbering_of_ones_own_is_no_conflict() -> None:
    mentions, conflicts = settled([unit("We want (a) RARs and (b) CRS.")], ["P0"])
    assert [m.topics for m in mentions[0]] == [("2.2.d",), ("2.2.a",)]
    assert conflicts == ()


@given(st.text(alphabet="abcgh ()2.,-to&/eI'\n", max_size=40))
def test_references_lie_in_the_text_in_order_and_apart(text: str) -> None:
    mentions = find_letters(text, practice())
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(first.end <= second.start for first, second in pairwise(mentions))
    known = {t.letter for t in practice().topics}
    assert all(set(m.letters) <= known for m in mentions if m.how is not How.RANGE)
