"""Letters whose lists have other labels than small letters."""

import re

import pytest

from config.draft import draft_consultation
from config.load import find_consultation

LETTER = (find_consultation("hmip-2025-26") / "letter.txt").read_text(encoding="utf-8")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")


@pytest.mark.parametrize(
    "style", ["{upper}) ", "({upper}) ", "({lower}) ", "({roman}) ", "T{number}: ", "T{number} – ", "TI{number}. "]
)
def test_a_list_may_have_other_labels_than_small_letters(style: str) -> None:
    def relabelled(found: re.Match[str]) -> str:
        place = ord(found[1]) - ord("a")
        return style.format(lower=found[1], upper=found[1].upper(), roman=ROMAN[place], number=place + 1)

    plain, other = (draft_consultation(text) for text in (LETTER, re.sub(r"(?m)^([a-h])\) ", relabelled, LETTER)))
    assert [(t.id, t.title, t.group) for t in other.topics] == [(t.id, t.title, t.group) for t in plain.topics]
    assert [(q.role, q.list_id) for q in other.questions] == [(q.role, q.list_id) for q in plain.questions]
    codes = [t.aliases[0] for t in other.topics if t.aliases[:1] != plain.topics[other.topics.index(t)].aliases[:1]]
    assert all(re.fullmatch(r"TI?\d", code) for code in codes)
    assert len(codes) == (len(plain.topics) if "number" in style else 0)


def test_a_list_may_be_numbered_as_sections_are() -> None:
    """As Word numbers a list by itself; the section that comes next has paragraphs of its own, and is none of it."""

    def renumbered(found: re.Match[str]) -> str:
        return f"{ord(found[1]) - ord('a') + 1}. "

    plain, other = (draft_consultation(text) for text in (LETTER, re.sub(r"(?m)^([a-h])\) ", renumbered, LETTER)))
    assert [(t.id, t.title, t.group) for t in other.topics] == [(t.id, t.title, t.group) for t in plain.topics]
    assert [(q.role, q.list_id) for q in other.questions] == [(q.role, q.list_id) for q in plain.questions]


@pytest.mark.parametrize("after", ["3. Questions", "3. Work under way\n\n3.1 We are reviewing bridges."])
def test_the_section_after_a_numbered_list_is_none_of_its_items(after: str) -> None:
    letter = f"""HM Inspectorate of Waterways\n\n2. Themes\n\n2.1 We can take up one of these:\n
1. Lock gates: who pays.\n\n2. Moorings: who may stay.\n\n{after}\n
Question 1. Which of the themes in paragraph 2.1 matters most to you?"""
    draft = draft_consultation(letter)
    assert [topic.title for topic in draft.topics] == ["Lock gates", "Moorings"]
    assert [(question.id, question.list_id) for question in draft.questions] == [("Q1", "2.1")]


def test_an_address_in_the_letterhead_is_no_title() -> None:
    head = "HM Inspectorate\n\nconsultation@body.example\n\nwww.body.example/consultation\n\n"
    assert draft_consultation(head + "Our consultation on themes").title == "Our consultation on themes"
    assert draft_consultation(head).title == ""


def test_where_no_list_is_found_the_questions_are_not_said_to_be_missing_from_the_letter() -> None:
    notes = draft_consultation("HM Inspectorate\n\nQuestion 1. Which of our themes matters most to you?").notes
    assert not any("No numbered questions" in note for note in notes)
    assert any("write the [[questions]] in consultation.toml" in note for note in notes)


def test_two_lists_under_one_heading_are_told_apart() -> None:
    letter = """HM Inspectorate\n\n2. Our themes\n\n2.1 We can inspect two of these:\n\n(a) Lock gates\n(b) Moorings\n
2.2 We can also review one of these:\n\n(a) Freight\n(b) Weeds\n\nQuestion 1. Which of the themes in 2.1?"""
    draft = draft_consultation(letter)
    assert [one.name for one in draft.lists] == ["Our themes (2.1)", "Our themes (2.2)"]
    assert not set(draft.lists[0].cues) & set(draft.lists[1].cues)
    assert sum("check name and cues" in note for note in draft.notes) == sum(not one.cues for one in draft.lists)
