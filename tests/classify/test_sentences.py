"""Cutting texts into lines and sentences, each with its exact place."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.sentences import Block, lines_of, sentences_of
from classify.units import units_of
from ingest.message import ParsedMessage
from ingest.parse import parse
from tests.classify.mails import Mail, make
from tests.classify.worlds import practice


def cut(text: str) -> list[str]:
    return [text[a:b] for line in lines_of(text) for a, b in sentences_of(text, line.start, line.end)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We like it. We said so.", ["We like it.", "We said so."]),
        ("Our choice is e. We like it.", ["Our choice is e.", "We like it."]),
        ("We choose topic A. It is good.", ["We choose topic A.", "It is good."]),
        ("No. We have nothing to add.", ["No.", "We have nothing to add."]),
        ("No. 2 on our list is e. Then c.", ["No. 2 on our list is e.", "Then c."]),
        ("See para. 2.2 (c) and p. 4. It grew.", ["See para. 2.2 (c) and p. 4.", "It grew."]),
        ("Dr. Hale and Mr J. Poole agree. So do I.", ["Dr. Hale and Mr J. Poole agree.", "So do I."]),
        ("The U.K. Government agrees.", ["The U.K. Government agrees."]),
        ("Boards, e.g. Safeguarding, matter. Truly.", ["Boards, e.g. Safeguarding, matter.", "Truly."]),
        ("We run courses, visits, etc. They help.", ["We run courses, visits, etc.", "They help."]),
        ("Is it? Yes! Good… Then go.", ["Is it?", "Yes!", "Good…", "Then go."]),
        ("He said “no.” We agree.", ["He said “no.”", "We agree."]),
        ("It cost £5m. £3m was lost.", ["It cost £5m.", "£3m was lost."]),
        ("c is first; e is second", ["c is first;", "e is second"]),
        ("Priority: Online offending", ["Priority:", "Online offending"]),
        ("Priority: it is online", ["Priority: it is online"]),
        ("Qu. 2 none", ["Qu. 2", "none"]),
        ("Q1: c and e", ["Q1:", "c and e"]),
        ("Q3 b", ["Q3", "b"]),
        ("Q2/ nothing", ["Q2/", "nothing"]),
        ("Question 2 - nothing; thank you", ["Question 2 -", "nothing;", "thank you"]),
        ("Q1/Q2: none", ["Q1/Q2:", "none"]),
        ("Q1-4. No comments", ["Q1-4.", "No comments"]),
        ("Question 1 asks about inspections.", ["Question 1 asks about inspections."]),
        ("In answer to question 3, we prefer b.", ["In answer to question 3, we prefer b."]),
        ("In 2.2.c we see growth", ["In 2.2.c we see growth"]),
        ("One line\nanother line", ["One line", "another line"]),
        ("   \n\n \t \n", []),
        ("", []),
    ],
)
def test_where_sentences_end(text: str, wanted: list[str]) -> None:
    assert cut(text) == wanted


@pytest.mark.parametrize(
    ("text", "block", "marker"),
    [
        ("1. We agree.", Block.ITEM, "1"),
        ("2) We agree.", Block.ITEM, "2"),
        ("(3) We agree.", Block.ITEM, "3"),
        ("(b) We agree.", Block.ITEM, "b"),
        ("B) We agree.", Block.ITEM, "b"),
        ("(iv) We agree.", Block.ITEM, "iv"),
        ("- We agree.", Block.ITEM, "-"),
        ("• We agree.", Block.ITEM, "-"),
        ("Research programme", Block.HEADING, ""),
        ("We would choose from the research programme as follows:", Block.HEADING, ""),
        ("We agree.", Block.PARAGRAPH, ""),
        ("9:30 is when we begin.", Block.PARAGRAPH, ""),
        ("2.2 is our list.", Block.PARAGRAPH, ""),
    ],
)
def test_the_kind_of_a_line_and_its_marker(text: str, block: Block, marker: str) -> None:
    line = lines_of(text)[0]
    assert (line.block, line.marker) == (block, marker)
    assert text[line.start : line.end].strip("(") == text[line.start : line.end]


def test_the_cells_of_a_table_stand_apart_and_know_their_row() -> None:
    units = units_of(make(Mail(body="Question\tAnswer\nFirst\tc and e. Both.\nSecond\tNone")), practice())
    assert [u.text for u in units] == ["Question", "Answer", "First", "c and e.", "Both.", "Second", "None"]
    assert {u.block for u in units} == {Block.CELL}
    assert [u.row for u in units if u.text in ("c and e.", "None")] == [("First",), ("Second",)]


def test_units_know_their_line_paragraph_and_heading() -> None:
    units = units_of(make(Mail(body="Our choices\nOne. Two.\nThree.\n\nFour.")), practice())
    assert [u.text for u in units] == ["Our choices", "One.", "Two.", "Three.", "Four."]
    assert [u.line for u in units[1:3]] == [units[1].line] * 2
    assert len({u.line for u in units}) == 4
    assert [u.paragraph for u in units[:4]] == [units[0].paragraph] * 4
    assert units[4].paragraph != units[3].paragraph
    assert [u.heading for u in units] == ["", *["Our choices"] * 4]


def test_only_own_words_become_units() -> None:
    units = units_of(
        make(Mail(body="Yes to c.", signature="Head of RARs", quoted="All of the topics", disclaimer="Delete it")),
        practice(),
    )
    assert [u.text for u in units] == ["Yes to c."]


def test_an_attachment_follows_the_body() -> None:
    units = units_of(make(Mail(body="See attached.", attached="We choose c.\n\nAnd b.")), practice())
    assert [(u.span.part, u.text) for u in units] == [
        ("body", "See attached."),
        ("attachment:1", "We choose c."),
        ("attachment:1", "And b."),
    ]


def exact(message: ParsedMessage) -> bool:
    units = units_of(message, practice())
    apart = all(a.span.end <= b.span.start for a, b in itertools.pairwise(units) if a.span.part == b.span.part)
    return apart and all(u.text == message.words(u.span) and u.text.strip() == u.text != "" for u in units)


@given(st.text(alphabet="ab cQ1.?;:()-•\t\n“”e.g—", max_size=120))
def test_the_text_of_every_unit_is_what_its_span_points_at(body: str) -> None:
    assert exact(make(Mail(body=body)))


@given(st.text(max_size=80), st.text(max_size=40))
def test_whatever_the_characters(body: str, attached: str) -> None:
    assert exact(make(Mail(body=body, attached=attached)))


@given(
    st.lists(st.sampled_from(["Q1: c.", "> quoted", "None", "- item", "1. first", "", "Yours", "A\tB"]), max_size=12)
)
def test_through_the_parser_too(lines: list[str]) -> None:
    raw = "From: Jo <jo@elsewhere.example>\nSubject: Reply\n\n" + "\n".join(lines)
    assert exact(parse(raw.encode(), practice().letter))
