"""Plain text: a line break that a program made is not a line break."""

import pytest

from ingest.lines import joined
from ingest.plain import plain_lines

LONG = (
    "We have thought about this with our members, and what they want more than\n"
    "anything is that the ponds by the river be dredged before the summer, when\n"
    "the smell is worst and the school comes to look at newts."
)


def text(source: str, flowed: bool = False) -> str:
    return joined(plain_lines(source, flowed))


def test_wrapped_paragraphs_are_joined() -> None:
    assert text(LONG) == LONG.replace("\n", " ")


@pytest.mark.parametrize(
    "source",
    [
        "Jo Bellamy\nSecretary\nFriends of the Ponds",
        "- ponds\n- paths",
        "a) ponds\nb) paths",
        "Ponds\tyes\nPaths\tno",
        f"{'Our answer to the first of the questions in your letter is as follows:'}\n\n1. ponds\n2. paths",
    ],
)
def test_lines_that_were_meant_stay(source: str) -> None:
    assert text(source) == source


def test_list_items_take_in_their_wrapped_lines() -> None:
    source = (
        LONG
        + "\n\n- the ponds first of all, because nobody has looked after them since the\n  old warden left\n- paths"
    )
    assert text(source).split("\n\n")[1] == (
        "- the ponds first of all, because nobody has looked after them since the old warden left\n- paths"
    )


def test_quote_marks_are_counted_and_joined_apart() -> None:
    lines = plain_lines("> one\n> > two\n>> two more\nmine")
    assert [(line.text, line.depth) for line in lines] == [("one", 1), ("two", 2), ("two more", 2), ("mine", 0)]


def test_a_figure_after_a_sign_is_no_quotation() -> None:
    assert text("> 50 per cent of us agree") == "> 50 per cent of us agree"


def test_flowed_text_is_unfolded() -> None:
    assert text("one \ntwo\n\n> a \n> b\n-- \nJo", flowed=True) == "one two\n\na b\n--\nJo"


@pytest.mark.parametrize("bullet", ["·       ", "• ", "* ", "▪ "])
def test_bullets_of_every_kind_are_dashes(bullet: str) -> None:
    assert text(f"{bullet}ponds") == "- ponds"


def test_arrows_from_both_sides_point_at_something_and_quote_nothing() -> None:
    """Told apart from a mark: they close again (planer's and talon's collections have it)."""
    lines = plain_lines("See our answer here:\n>>> >>>  www.ponds.example <<<\nand read it.")
    assert [line.depth for line in lines] == [0, 0, 0]
    assert "www.ponds.example" in joined(lines)
    assert [line.depth for line in plain_lines(">> ponds\n>> paths < lamps")] == [2, 2]
