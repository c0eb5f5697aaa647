"""What is not told to the public: names of people, confidences, and what a small group would give away."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.analysis import Answer, AnswerStatus, Evidence, Proposal, Stance, TopicView
from config.consultation import QuestionId, TopicId
from reports.discretion import Discretion, wide_enough
from reports.render.as_docx import render_docx
from reports.render.as_html import render_html
from reports.render.as_markdown import render_markdown
from reports.render.as_text import render_text
from reports.results import Results, make_results
from reports.summary_json import figures_of
from reports.summary_report import make_summary_report
from store.rows import MailRecord
from tests.reports.made import ANN, BOB, CAT, TIM, TOM, consultation, line, london, mail

NOW = london("12-10 12:00")
SECRET = "We would rather not see it, because our SECRET board has fallen out with everyone about it."
LINES = (
    line(ANN, name="Ann Wetherby", organisation="Ministry of Boats", role="Director"),
    line(BOB, name="Joseph Will", organisation="Harbour Trust"),
    line(CAT, name="", role="Chief", organisation="Cat Council"),
    line(TIM, "Teams", name="Tim Orchard", organisation=""),
    line(TOM, "Teams", name="Tom Quill", organisation="Quill Works"),
)


def says(at: str, ref: Any, words: str, title: str = "", **more: Any) -> MailRecord:
    """A reply that opposes topic a in these words and, with a title, proposes something for the same reason."""
    made = mail(at, "response", *([ref] if ref else []), answers={"Q1": "answered"}, **more)
    assert made.analysis
    view = TopicView(TopicId("2.2.a"), Stance.OPPOSE, None, 0.9, (Evidence("stance", words),))
    ideas = (Proposal(QuestionId("Q2"), title, words, None, (), 0.9),) if title else ()
    answer = Answer(QuestionId("Q1"), AnswerStatus.ANSWERED, words, (), 0.9)
    return replace(made, analysis=replace(made.analysis, topics=(view,), proposals=ideas, answers=(answer,)))


def results(*mails: MailRecord) -> Results:
    return make_results(consultation(lines=LINES), mails, (), NOW)


def everything(found: Results) -> str:
    """All that a publishable report says, in any format."""
    report = make_summary_report(found, publishable=True)
    document = docx.Document(BytesIO(render_docx(report)))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    pictures = [s._inline.docPr.get("descr") for s in document.inline_shapes]
    words = [p.text for p in document.paragraphs] + cells + pictures
    return "\n".join((*words, render_text(report), render_markdown(report), render_html(report)))


def test_people_are_told_to_the_public_by_their_organisation() -> None:
    told = everything(results(says("11-18 09:00", ANN, "It would cost far more than the little that it would bring.")))
    assert "Ministry of Boats (People), on a) Topic A" in told
    assert "Wetherby" not in told


def test_what_was_said_in_confidence_is_neither_quoted_nor_named_nor_listed_but_counted() -> None:
    found = results(
        says("11-18 09:00", ANN, SECRET, "SECRET plans", confidential=True), says("11-18 09:01", BOB, "No.")
    )
    told = everything(found)
    assert "SECRET" not in told
    assert "Ministry of Boats" not in told
    assert "Topic A (2 of 2)" in told
    assert "1 proposal made in confidence left out here" in told
    assert "1 respondent asked for confidence" in told
    inside = render_text(make_summary_report(found))
    assert "SECRET plans" in inside
    assert "(confidential)" in inside


def test_confidence_asked_for_in_a_later_mail_covers_the_earlier_one() -> None:
    found = results(
        says("11-18 09:00", ANN, SECRET, "SECRET plans"),
        mail("11-20 09:00", "query", ANN, confidential=True),
    )
    assert "SECRET" not in everything(found)


def test_confidence_of_one_body_of_a_joint_reply_covers_what_both_said() -> None:
    both = says("11-18 09:00", ANN, SECRET, "SECRET plans")
    assert both.analysis
    joint = replace(
        both, analysis=replace(both.analysis, stakeholders=replace(both.analysis.stakeholders, value=(ANN, BOB)))
    )
    assert "SECRET plans" not in everything(results(joint, mail("11-20 09:00", "holding", BOB, confidential=True)))


def test_what_others_said_in_the_same_words_is_told_as_theirs_alone() -> None:
    same = "Nobody has looked at it for years, and it matters."
    told = everything(
        results(
            says("11-18 09:00", ANN, same, "Lighthouses", confidential=True),
            says("11-18 09:01", BOB, same, "Lighthouses"),
        )
    )
    assert "Lighthouses" in told
    assert "Harbour Trust" in told
    assert "Ministry of Boats" not in told


def test_who_was_not_asked_is_told_in_number() -> None:
    told = everything(results(says("11-18 09:00", None, "It would cost much.", "Lighthouses", sender="eve@x.example")))
    assert "1 respondent gave a view without having been asked" in told
    assert "eve@x.example" not in told
    assert "one who was not asked" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Ask Ann Wetherby about it.", "Ask [name] about it."),
        ("Wetherby's survey was the last.", "[name] survey was the last."),
        ("Joe would like it.", "[name] would like it."),
        ("Will it help? We will see.", "Will it help? We will see."),
        ("Speak to Dr Ines Tavares of the department.", "Speak to [name] of the department."),
        ("The Lord Chancellor decides.", "The Lord Chancellor decides."),
        ("Write to ann@boats.example or ring 01632 960718.", "Write to [name] or ring [name]."),
        ("See https://boats.example/ann for more.", "See [name] for more."),
        ("Between 2019 and 2024 it cost £1,250,000.", "Between 2019 and 2024 it cost £1,250,000."),
        ("Quill Works and the Harbour Trust agree.", "[name] Works and the Harbour Trust agree."),
    ],
)
def test_names_addresses_and_numbers_are_taken_out_of_what_people_wrote(words: str, told: str) -> None:
    found = results(says("11-18 09:00", CAT, "We will see to it, because it matters."))
    assert Discretion(found, publishable=True).words(words) == told
    assert Discretion(found).words(words) == words


def test_the_public_figures_name_nobody() -> None:
    found = results(says("11-18 09:00", ANN, SECRET))
    values = figures_of(found, publishable=True)
    assert values["2.2.a.oppose"] == {
        "words": "Oppose Topic A",
        "value": 1,
        "of": 1,
        "late": 0,
        "by_person": 0,
    }
    assert figures_of(found)["2.2.a.oppose"]["behind"][0]["ref"] == ANN


SIZES = st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=7)


@given(SIZES)
@settings(deadline=None)
def test_no_group_is_left_in_which_one_who_asked_for_confidence_could_be_known(sizes: list[tuple[int, bool]]) -> None:
    named = [(str(at), number, confidence) for at, (number, confidence) in enumerate(sizes)]
    heaps = wide_enough(named)
    assert sorted(name for heap in heaps for name in heap) == sorted(name for name, _, _ in named)
    size = {name: (number, confidence) for name, number, confidence in named}
    if len(heaps) > 1:
        for heap in heaps:
            if any(size[name][1] for name in heap):
                assert sum(size[name][0] for name in heap) >= 5


def test_groups_without_a_confidence_stay_as_they_are() -> None:
    assert wide_enough([("a", 1, False), ("b", 2, False)]) == (("a",), ("b",))
    assert wide_enough([("a", 1, True), ("b", 2, False), ("c", 7, False)]) == (("a", "b", "c"),)
