"""What one reply changed in the words of a campaign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.likeness import plain_words
from reports.changes import How, Piece, changes, say_changes, shortened

USUAL = "Please look at remand first. Nobody has looked at it for nine years, and people wait."


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (USUAL, ""),
        (USUAL.upper().replace(",", ";"), ""),
        (
            USUAL.replace("remand", "housing"),
            "Please look at [left out: remand] [put in: housing] first. Nobody has looked at it …",
        ),
        (f"{USUAL} My son waits.", "… for nine years, and people wait. [put in: My son waits.]"),
        (f"My son waits. {USUAL}", "[put in: My son waits.] Please look at remand first. Nobody …"),
        (
            USUAL.replace("and people wait.", ""),
            "… looked at it for nine years, [left out: and people wait.]",
        ),
        ("", f"[left out: {USUAL}]"),
    ],
)
def test_changes_are_said_with_a_little_of_what_stayed(other: str, said: str) -> None:
    assert say_changes(shortened(changes(USUAL, other))) == said


def test_a_word_that_stays_by_chance_between_two_changes_belongs_to_them() -> None:
    found = changes("we ask for more money now please do", "we beg for less money now please do")
    assert found == (
        Piece(How.SAME, "we"),
        Piece(How.LEFT_OUT, "ask for more"),
        Piece(How.PUT_IN, "beg for less"),
        Piece(How.SAME, "money now please do"),
    )


TEXTS = st.lists(st.sampled_from(["ab", "c,", "d.", "E"]), max_size=40).map(" ".join)


@given(TEXTS, TEXTS)
def test_what_stayed_and_what_was_put_in_is_the_other_text_and_nothing_is_lost(usual: str, other: str) -> None:
    found = changes(usual, other)
    after = " ".join(p.words for p in found if p.how is not How.LEFT_OUT)
    before = " ".join(p.words for p in found if p.how is not How.PUT_IN)
    assert plain_words(after) == plain_words(other)
    assert plain_words(before) == plain_words(usual)


@given(TEXTS)
def test_the_same_words_have_no_changes(text: str) -> None:
    assert shortened(changes(text, text.title())) == ()
