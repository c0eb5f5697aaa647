"""A mail as the encoder reads it: marks, places of words, windows, and vectors where they belong."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.markers import scenes_of
from classify.mention import How, Mention
from classify.page import CONTEXT, WINDOW, Page, read_page, windows
from classify.rendering import LONGEST_UNIT, MARKS, Piece, Point, pieces_of, tokens_of_unit, words_of
from classify.sentences import Block
from classify.sheet import Sheet, entries_of, sheet_of
from classify.units import Prompt, Unit
from config.consultation import TopicId
from tests.classify.worlds import finder, models, practice, unit


def pieces(*units: Unit) -> list[list[Piece]]:
    mentions = [finder().find(u) for u in units]
    return pieces_of(units, mentions, scenes_of(units, practice()), practice())


def shown(unit_pieces: list[Piece]) -> str:
    return "".join(f"<{p.mark}>" if p.mark else p.text for p in unit_pieces)


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        (unit("We like it."), "<paragraph><unit>We like it."),
        (unit("We want Child First."), "<paragraph><unit>We want <ref0><topic6>Child First."),
        (unit("Above all (c)."), "<paragraph><unit>Above all <letter>(c)."),
        (unit("Q3: sentencers"), "<paragraph><unit><firm:P1>Q3: sentencers"),
        (unit("No research ideas"), "<paragraph><unit>No <cue1>research ideas"),
        (unit("yes", Block.CELL), "<paragraph><row><unit><cell>yes"),
        (
            unit("Please do.", prompt=Prompt(topic=TopicId("3.2.b"), list_id=practice().lists[1].id)),
            "<paragraph><unit><firm:P1><under-topic1>Please do.",
        ),
    ],
)
def test_marks_say_what_the_rules_know(one: Unit, wanted: str) -> None:
    assert shown(pieces(one)[0]) == wanted


def test_marks_keep_their_places_in_the_vocabulary() -> None:
    assert MARKS[:10] == (
        "unit", "firm:P0", "firm:N0", "firm:P1", "firm:N1", "loose:P0", "loose:N0", "loose:P1", "loose:N1", "heading",
    )  # fmt: skip
    assert len(set(MARKS)) == len(MARKS)


@given(st.text(alphabet="abc ", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6))
def test_no_word_is_lost_or_read_twice(text: str, places: list[tuple[int, int]]) -> None:
    points: list[Point] = sorted(
        (min(a, b), max(a, b), ("ref0",), n) for n, (a, b) in enumerate(places) if max(a, b) <= len(text)
    )
    found = [p for p in words_of(text, points) if not p.mark]
    assert "".join(p.text for p in found) == text
    assert all(first.end == second.start for first, second in pairwise(found))


def test_a_token_knows_its_place() -> None:
    words = models()[0].words
    tokens = tokens_of_unit(
        [Piece(mark="unit"), Piece(text="We like it", start=0, end=10)], words.marks, words.tokenise
    )
    assert tokens.starts == (-1, 0, 3, 8)
    assert tokens.ends == (-1, 2, 7, 10)
    assert tokens.between(3, 7) == [2]
    assert tokens.between(7, 8) == []


def test_an_endless_sentence_is_cut() -> None:
    words = models()[0].words
    tokens = tokens_of_unit([Piece(text="word " * 500, start=0, end=2500)], words.marks, words.tokenise)
    assert len(tokens.ids) == LONGEST_UNIT


@given(st.lists(st.integers(1, LONGEST_UNIT), max_size=60))
def test_windows_take_each_unit_once_in_order_and_fit(lengths: list[int]) -> None:
    found = list(windows(lengths))
    assert [n for _, begin, end in found for n in range(begin, end)] == list(range(len(lengths)))
    for context, begin, end in found:
        assert context <= begin
        assert sum(lengths[context:begin]) <= CONTEXT
        assert sum(lengths[context:end]) <= WINDOW or end == begin + 1


def page(*units: Unit) -> Page:
    mentions = [finder().find(u) for u in units]
    return read_page(units, mentions, scenes_of(units, practice()), practice(), models()[0], sheet())


def sheet() -> Sheet:
    words = models()[0].words
    return sheet_of(entries_of(practice()), words.marks, words.tokenise)


def test_a_page_has_a_vector_for_each_token_and_unit() -> None:
    read = page(unit("We want Child First."), unit("And RARs."))
    assert [len(s) for s in read.states] == [len(t.ids) for t in read.tokens]
    assert read.units.shape == (2, read.states[0].shape[1])


def test_words_have_the_mean_of_their_vectors_and_no_words_that_of_the_unit() -> None:
    read = page(unit("We want Child First."))
    inside = read.tokens[0].between(8, 19)
    assert read.at(0, 8, 19) == pytest.approx(read.states[0][inside].mean(axis=0))
    assert read.at(0, 0, 0) == pytest.approx(read.units[0])


def test_a_mail_without_words_is_an_empty_page() -> None:
    assert page().tokens == ()


def test_the_same_mail_has_the_same_page_twice() -> None:
    first, second = page(unit("We want Child First.")), page(unit("We want Child First."))
    assert (first.units == second.units).all()


def test_a_reference_that_overlaps_another_is_not_marked_twice() -> None:
    one = unit("the voice of the child")
    twice = [Mention(0, 22, How.NAME, (TopicId("2.2.h"),)), Mention(4, 9, How.ALIAS, (TopicId("2.2.h"),))]
    found = pieces_of([one], [twice], scenes_of([one], practice()), practice())
    assert shown(found[0]) == "<paragraph><unit><ref0><topic7>the voice of the child"
