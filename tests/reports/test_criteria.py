"""Which criteria a text speaks to, and by which words."""

import pytest

from config.consultation import Consultation, Criterion
from reports.criteria import speaks_to
from reports.summary_report import make_summary_report
from tests.reports.made import ANN, BOB, mail
from tests.reports.test_summary import proposal, summary

RISK = Criterion("Risks to the public", "1.10", None, "risk", ("public protection", "protection", "harm"))
CHANGE = Criterion("Is there a new law?", "1.7", None, "", ("Act", "new duty", "caseload"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Harms have risen; HARM was found again.", ("Harms", "HARM")),
        ("It is about public protection.", ("public protection",)),
        ("Public\nprotection, and protection of staff", ("Public\nprotection", "protection")),
        ("the police's protections", ("protections",)),
        ("It is harmful and harmless.", ()),
        ("Nothing of the kind", ()),
    ],
)
def test_words_are_found_in_the_singular_and_plural_and_told_as_they_stand(text: str, words: tuple[str, ...]) -> None:
    assert tuple(w for found in speaks_to(text, (RISK,)) for w in found.words) == words


def test_a_capital_letter_wants_a_capital_letter_and_others_take_any() -> None:
    assert speaks_to("We act at once", (CHANGE,)) == ()
    assert [f.words for f in speaks_to("The Act of 2024 made New duties", (CHANGE,))] == [("Act", "New duties")]


def test_criteria_come_in_the_letters_order_by_their_short_name_or_else_their_text() -> None:
    found = speaks_to("The Act does harm", (CHANGE, RISK))
    assert [f.criterion.label for f in found] == ["1.7 Is there a new law?", "1.10 risk"]


def test_a_criterion_without_words_is_never_spoken_to() -> None:
    assert speaks_to("Risks to the public", (Criterion("Risks to the public"),)) == ()


def test_the_shipped_criteria_are_those_of_the_letter_and_have_words(practice: Consultation) -> None:
    assert {str(c.list_id): c.paragraph for c in practice.criteria} == {"2.2": "1.7", "3.2": "1.10"}
    letter = " ".join(practice.letter.paragraphs)
    for criterion in practice.criteria:
        heading, _, text = criterion.text.rpartition(": ")
        assert text in letter
        assert heading in letter
        assert criterion.name
        assert [f.criterion for f in speaks_to(criterion.words[0], (criterion,))] == [criterion]


def test_the_summary_names_them_for_each_proposal_and_counts_those_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Consultation, "criteria_for", lambda *_: (RISK, CHANGE))
    report = make_summary_report(
        summary(
            mail("11-18 09:00", "response", ANN, proposals=(proposal("bail", supporting="Harm under the Act grew."),)),
            mail("11-18 09:01", "response", BOB, proposals=(proposal("remand", supporting="It costs."),)),
        )
    )
    (section,) = (s for s in report.sections if s.heading == "Proposals and the letter's criteria (Q2)")
    assert section.tables[0].rows == (("1", "Bail", "1.10 risk (“Harm”); 1.7 Is there a new law? (“Act”)"),)
    assert section.paragraphs[-1] == "The evidence for the other one has no such word."
