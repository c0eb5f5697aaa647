"""What says which question is being answered, and how far it reaches."""

import pytest

from classify.markers import Scene, marker_end, permits, scenes_of
from classify.units import Unit, units_of
from ingest.parse import parse
from tests.classify.mails import Mail, make
from tests.classify.worlds import practice, world


def scenes(body: str, name: str = "practice") -> list[tuple[Unit, Scene]]:
    units = units_of(make(Mail(body=body)), world(name))
    return list(zip(units, scenes_of(units, world(name)), strict=True))


def roles(body: str, name: str = "practice") -> list[str]:
    """The roles in force at each unit, "+" between several and "" for none."""
    return ["+".join(scene.roles) for _, scene in scenes(body, name)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Q1: c and e.", "P0"),
        ("Q1 c and e", "P0"),
        ("q3 - b", "P1"),
        ("Q.2 none", "N0"),
        ("Qu. 2 none", "N0"),
        ("(Q4) nothing", "N1"),
        ("Question 1: c", "P0"),
        ("Question no. 3: b", "P1"),
        ("Question two: none", "N0"),
        ("Questions 1 and 2: none", "P0+N0"),
        ("Q1/Q2: none", "P0+N0"),
        ("Q1-4: no comments", "P0+N0+P1+N1"),
        ("Q3–Q4: none", "P1+N1"),
        ("In answer to question 3, we prefer b.", "P1"),
        ("Our answer to Q2 is none.", "N0"),
        ("Regarding question 4, nothing.", "N1"),
        ("Turning to Q3, the courts.", "P1"),
        ("On your third question, b.", "P1"),
        ("As to the last question, nothing.", "N1"),
        ("Cwestiwn 1: c", "P0"),
        ("Answer 1: c", "P0"),
        ("Q5: nothing", ""),
        ("Q10: nothing", ""),
        ("Quarter 1 was busy.", ""),
        ("We have one question for you.", ""),
        ("Equally, 3 of us agree.", ""),
    ],
)
def test_a_question_by_its_number(text: str, wanted: str) -> None:
    assert roles(text)[0] == wanted


def test_a_marker_holds_until_the_next() -> None:
    found = scenes("Q1\nOnline offending.\nIt has grown.\n\nQ3\nThe courts.")
    assert [(s.roles, s.age, s.bare) for _, s in found] == [
        (("P0",), 0, True),
        (("P0",), 0, False),
        (("P0",), 1, False),
        (("P1",), 0, True),
        (("P1",), 0, False),
    ]


@pytest.mark.parametrize("text", ["Q3", "Question 3:", "Q3 –"])
def test_a_marker_alone_is_bare(text: str) -> None:
    assert scenes(text)[0][1].bare


@pytest.mark.parametrize("text", ["Q3 b", "Q3: b", "Q3 - No"])
def test_a_marker_with_an_answer_is_not(text: str) -> None:
    assert not scenes(text)[0][1].bare


@pytest.mark.parametrize(
    ("signs", "wanted"),
    [
        (("1.", "2.", "3.", "4."), ["P0", "N0", "P1", "N1"]),
        (("1)", "2)", "3)", "4)"), ["P0", "N0", "P1", "N1"]),
        (("i.", "ii.", "iii.", "iv."), ["P0", "N0", "P1", "N1"]),
        (("1.", "2.", "3.", "5."), ["", "", "", ""]),
        (("4.", "3.", "2.", "1."), ["", "", "", ""]),
    ],
)
def test_as_many_numbered_answers_as_questions(signs: tuple[str, ...], wanted: list[str]) -> None:
    answers = ("CRS and RARs, please", "Nothing.", "The courts.", "No.")
    assert roles("\n".join(f"{s} {a}" for s, a in zip(signs, answers, strict=True))) == wanted


def test_three_numbered_topics_are_no_answers() -> None:
    assert roles("1. CRS\n2. RARs\n3. Child First") == ["", "", ""]


def test_headings_that_name_a_list() -> None:
    body = "Thematic inspections\nWe prefer c.\n\nAdditional proposals\nRecall.\n\nResearch\nb.\n\nOther ideas\nNone."
    assert roles(body) == ["P0", "P0", "N0", "N0", "P1", "P1", "N1", "N1"]


def test_a_heading_that_names_both_lists_names_both() -> None:
    assert roles("Thematic inspections and research\nWe are content.")[0] == "P0+P1"


def test_headings_in_the_words_of_another_letter() -> None:
    assert roles("Thematic inspections\nWe prefer l.\n\nResearch programme\n(e) for us.", "fire") == [
        "P0",
        "P0",
        "P1",
        "P1",
    ]


def test_the_letters_own_question_pasted_before_an_answer() -> None:
    letter = practice().letter
    questions = [next(p for p in letter.paragraphs if p.startswith(q.id)) for q in practice().questions]
    answers = ("Online sexual offending.", "Nothing to add.", "Work with the courts.", "None from us.")
    body = "\n\n".join(f"{q}\n\n{a}" for q, a in zip(questions, answers, strict=True))
    raw = f"From: Jo <jo@elsewhere.example>\nTo: us@inspectorate.example\nSubject: Reply\n\n{body}\n"
    message = parse(raw.encode(), letter)
    units = units_of(message, practice())
    assert [u.text for u in units] == list(answers)
    assert [(s.roles, s.how) for s in scenes_of(units, practice())] == [
        (("P0",), "prompt-question"),
        (("N0",), "prompt-question"),
        (("P1",), "prompt-question"),
        (("N1",), "prompt-question"),
    ]


def test_a_pasted_topic_before_a_comment() -> None:
    letter = practice().letter
    topic = next(p for p in letter.paragraphs if p.startswith("b) Probation work"))
    raw = f"From: Jo <jo@elsewhere.example>\nSubject: Reply\n\n{topic}\n\nThis one, please.\n"
    units = units_of(parse(raw.encode(), letter), practice())
    assert [(u.text, u.prompt.topic) for u in units] == [("This one, please.", "3.2.b")]
    assert scenes_of(units, practice())[0].roles == ("P1",)


@pytest.mark.parametrize(
    ("scene", "label", "allowed"),
    [
        (Scene(("P1",), "number"), "P1", True),
        (Scene(("P1",), "number"), "P1-", True),
        (Scene(("P1",), "number"), "N1+P1", True),
        (Scene(("P1",), "number"), "P0", False),
        (Scene(("P1",), "heading"), "P0", True),
        (Scene(("P0", "N0"), "number"), "P1", True),
        (Scene(), "N1-", True),
    ],
)
def test_a_firm_marker_binds_what_stands_under_it(scene: Scene, label: str, allowed: bool) -> None:
    assert permits(scene, label) is allowed


@pytest.mark.parametrize(
    ("text", "rest"), [("Q1: c and e", ": c and e"), ("Question 3 b", " b"), ("We like Q1", "We like Q1")]
)
def test_the_words_after_a_marker(text: str, rest: str) -> None:
    assert text[marker_end(text) :] == rest
