"""The criteria that a letter gives, with words by which evidence speaks to them."""

from pathlib import Path

from config.draft import draft_consultation, write_draft
from config.load import find_consultation, load_consultation

LETTER = (find_consultation("hmip-2025-26") / "letter.txt").read_text(encoding="utf-8")


def test_words_are_drafted_from_the_criteria_without_those_of_every_letter() -> None:
    draft = draft_consultation(LETTER)
    found = {c.text: c.words for c in draft.criteria}
    assert found["Is this a ministerial priority?"] == ("ministerial",)
    assert found["Risks to public protection/ safeguarding"] == ("public protection", "protection", "safeguarding")
    assert found["Quality of current evidence"] == ()
    assert any("check and complete words under [[criteria]]" in note for note in draft.notes)


def test_drafted_criteria_are_read_again_as_they_were_written(tmp_path: Path) -> None:
    draft = draft_consultation(LETTER)
    write_draft(tmp_path / "mine", draft)
    assert load_consultation(tmp_path / "mine").criteria == draft.criteria


def test_a_letter_without_criteria_is_told_so() -> None:
    draft = draft_consultation("1. Background\n\n1.1. We ask for your views.\n")
    assert draft.criteria == ()
    assert any("[[criteria]] with text" in note for note in draft.notes)
