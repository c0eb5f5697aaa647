"""Training: tagged replies to labels, labels to units and words, and folds that stay as they are."""

from pathlib import Path
from typing import Any

import pytest

from classify.markers import scenes_of
from classify.mention import How
from classify.titles import placed_tokens
from classify.training.align import question_labels, title_labels
from classify.training.folds import ONE_IN, is_apart
from classify.training.replies import load_replies
from classify.training.sentences import load_sentences
from classify.training.worlds import Example, World, make_example
from classify.units import units_of
from ingest.message import ParsedMessage
from ingest.parse import parse
from tests.classify.mails import Mail, make
from tests.classify.worlds import finder, practice

REPLIES = """\
id: T-001
form: numbered
from: {name: "Ada Quill", email: ada@elsewhere.example}
date: "2024-11-14T09:22:10+00:00"
subject: "Our reply"
kind: response
stakeholders: [b-body, a-body]
answers:
  Q4: none
topics:
  - {id: 2.2.c, stance: prefer, rank: 1}
  - {id: 2.2.d, stance: oppose}
proposals:
  P1: {question: Q2, replaces: [2.2.d]}
body: |
  Dear all

  [[Q1]]Above all (c). We would drop (d).[[/Q1]]

  [[Q2]]We suggest [[P1]]the remand of children[[/P1]]. [[E1]]Numbers have risen for three years now.[[/E1]][[/Q2]]

  {{Q4}}

  [[Q4]]Nothing.[[/Q4]]

  Ada
---
id: T-002
form: note
from: {name: "Ada Quill", email: ada@elsewhere.example}
date: "2024-11-15T09:22:10+00:00"
subject: "Thanks"
kind: holding
body: |
  We will write next week.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "toy"
    made.mkdir()
    (made / "a01.yaml").write_text(REPLIES, encoding="utf-8")
    return made


@pytest.fixture
def gold(folder: Path) -> dict[str, Any]:
    return next(load_replies(folder, practice())).gold


@pytest.fixture
def message(folder: Path) -> ParsedMessage:
    return parse(next(load_replies(folder, practice())).raw, practice().letter)


def test_tags_become_labels(gold: dict[str, Any]) -> None:
    assert gold["stakeholders"] == ["a-body", "b-body"]
    assert gold["answers"]["Q1"] == {"status": "answered", "text": "Above all (c). We would drop (d)."}
    assert gold["answers"]["Q3"] == {"status": "absent", "text": ""}
    assert gold["answers"]["Q4"] == {"status": "none", "text": "Nothing."}
    assert gold["topics"]["2.2.c"] == {"stance": "prefer", "rank": 1}
    assert gold["proposals"] == [
        {
            "question": "Q2",
            "title": "the remand of children",
            "evidence": "Numbers have risen for three years now.",
            "priority": None,
            "replaces": ["2.2.d"],
        }
    ]


def test_the_mail_has_the_words_without_tags_and_the_letters_own(message: ParsedMessage) -> None:
    body = message.text("body")
    assert "[[" not in body
    assert "{{" not in body
    assert practice().questions[3].text in body
    own = " ".join(message.words(s.span) for s in message.own_segments())
    assert practice().questions[3].text not in own


def test_every_reply_of_a_file_is_read(folder: Path) -> None:
    assert [(r.id, r.gold["kind"]) for r in load_replies(folder, practice())] == [
        ("T-001", "response"),
        ("T-002", "holding"),
    ]


@pytest.mark.parametrize("broken", ["[[Q1]]Above all (c).", "Above all (c).[[/Q1]]"])
def test_a_broken_tag_names_its_reply(folder: Path, broken: str) -> None:
    whole = "[[Q1]]Above all (c). We would drop (d).[[/Q1]]"
    (folder / "a01.yaml").write_text(REPLIES.replace(whole, broken), encoding="utf-8")
    with pytest.raises(ValueError, match="T-001"):
        list(load_replies(folder, practice()))


def test_units_take_the_label_of_the_answer_that_holds_them(message: ParsedMessage, gold: dict[str, Any]) -> None:
    units = units_of(message, practice())
    labels = question_labels(units, scenes_of(units, practice()), gold, practice())
    assert {u.text: label for u, label in zip(units, labels, strict=True)} == {
        "Dear all": "O",
        "Above all (c).": "P0",
        "We would drop (d).": "P0",
        "We suggest the remand of children.": "N0",
        "Numbers have risen for three years now.": "N0",
        "Nothing.": "N1-",
    }


def test_the_same_words_are_used_once() -> None:
    gold = {"answers": {"Q2": {"status": "none", "text": "None."}, "Q4": {"status": "none", "text": "None."}}}
    units = units_of(make(Mail(body="Q2\nNone.\n\nQ4\nNone.\n\nNone.")), practice())
    labels = question_labels(units, scenes_of(units, practice()), gold, practice())
    assert [(u.text, x) for u, x in zip(units, labels, strict=True) if u.text == "None."] == [
        ("None.", "N0-"),
        ("None.", "N1-"),
        ("None.", "O"),
    ]


def test_words_that_decline_two_questions_have_both_labels() -> None:
    text = "No further proposals on either list from us."
    gold = {"answers": {q: {"status": "none", "text": text} for q in ("Q2", "Q4")}}
    units = units_of(make(Mail(body=text)), practice())
    assert question_labels(units, scenes_of(units, practice()), gold, practice()) == ["N0-+N1-"]


def test_a_title_and_its_support_are_marked_word_by_word(message: ParsedMessage, gold: dict[str, Any]) -> None:
    units = units_of(message, practice())
    numbers = [n for n, u in enumerate(units) if u.text.startswith(("We suggest", "Numbers"))]
    placed = placed_tokens(units, numbers)
    labels = title_labels(placed, gold)
    marked = [(p.token.text, x) for p, x in zip(placed, labels, strict=True)]
    assert marked[:3] == [("We", "O"), ("suggest", "O"), ("the", "B")]
    assert [w for w, x in marked if x in "BI"] == ["the", "remand", "of", "children"]
    assert " ".join(w for w, x in marked if x == "E") == "Numbers have risen for three years now ."


def example(message: ParsedMessage, gold: dict[str, Any], name: str) -> Example:
    return make_example(World("toy", practice(), finder()), name, message, gold)


def test_an_example_has_a_label_for_each_unit(message: ParsedMessage, gold: dict[str, Any]) -> None:
    made = example(message, gold, "T-001")
    assert len(made.labels) == len(made.draft.units) == len(made.draft.scenes)


def test_what_is_kept_apart_goes_by_the_name_alone_and_stays(message: ParsedMessage, gold: dict[str, Any]) -> None:
    apart = [is_apart(example(message, gold, f"T-{n:03}")) for n in range(40)]
    assert apart == [is_apart(example(message, {**gold, "kind": "query"}, f"T-{n:03}")) for n in range(40)]
    assert 0 < sum(apart) < 2 * 40 / ONE_IN + 3


def test_marked_sentences_become_references_with_labels(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "# a comment\n\nWe want {+2.2(c)} rather than {-the second option}.\n{?(b)} came up, not {0a partnership}.\n",
        encoding="utf-8",
    )
    found = list(load_sentences(tmp_path))
    assert [labels for _, labels in found] == [["prefer", "oppose"], ["mention", "none"]]
    sites = found[0][0]
    assert sites[0].unit.text == "We want 2.2(c) rather than the second option."
    assert [sites[0].unit.text[s.mention.start : s.mention.end] for s in sites] == ["2.2(c)", "the second option"]
    assert [s.mention.how for s in sites] == [How.FULL, How.ORDINAL]


def test_an_answer_of_a_word_is_in_the_unit_that_leads_in_to_it() -> None:
    gold = {"answers": {"Q1": {"status": "answered", "text": "g"}, "Q3": {"status": "none", "text": "no preference"}}}
    body = "Dear all\n\nPreferred: g\n\nQ3, no preference; thank you for asking us."
    units = units_of(make(Mail(body=body)), practice())
    labels = question_labels(units, scenes_of(units, practice()), gold, practice())
    found = {u.text: label for u, label in zip(units, labels, strict=True)}
    assert (found["Dear all"], found["Preferred: g"]) == ("O", "P0")
    assert "P1-" in [label for text, label in found.items() if "no preference" in text]
