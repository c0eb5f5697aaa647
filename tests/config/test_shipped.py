from datetime import date
from itertools import combinations

import pytest

from config.consultation import Consultation, QuestionId, TopicId
from config.load import find_consultation, load_consultation, shipped_consultations


@pytest.fixture(scope="module", params=["hmip-2025-26", "practice"])
def consultation(request: pytest.FixtureRequest) -> Consultation:
    return load_consultation(find_consultation(request.param))


def test_two_consultations_are_shipped() -> None:
    assert shipped_consultations() == ("hmip-2025-26", "practice")


def test_topics_are_those_of_the_letter(consultation: Consultation) -> None:
    ids = [t.id for t in consultation.topics]
    assert ids == [*(f"2.2.{c}" for c in "abcdefgh"), *(f"3.2.{c}" for c in "abc")]
    assert [t.group for t in consultation.topics] == ["Adult"] * 5 + ["Youth"] * 3 + [""] * 3
    for topic in consultation.topics:
        paragraph = f"{topic.letter}) {topic.title}: {topic.description}"
        assert paragraph in consultation.letter.paragraphs


def test_questions_and_dates_are_those_of_the_letter(consultation: Consultation) -> None:
    assert (consultation.sent_on, consultation.deadline_on) == (date(2024, 10, 29), date(2024, 11, 22))
    assert str(consultation.zone) == "Europe/London"
    assert [f"{q.id}: {q.text}" for q in consultation.questions] == [
        p for p in consultation.letter.paragraphs if p.startswith("Q")
    ]
    assert [len(q.sub_questions) for q in consultation.questions] == [0, 3, 0, 3]
    assert [(one.id, one.limit) for one in consultation.lists] == [("2.2", 4), ("3.2", 1)]
    assert consultation.questions[3].id == QuestionId("Q4")


def test_no_name_fits_two_topics(consultation: Consultation) -> None:
    for one, other in combinations(consultation.topics, 2):
        names = {n.casefold() for n in (one.title, *one.aliases)}
        assert not names & {n.casefold() for n in (other.title, *other.aliases)}, (one.id, other.id)


def test_the_real_list_has_every_line_and_no_address() -> None:
    made = load_consultation(find_consultation("hmip-2025-26"))
    assert len(made.stakeholders) == 50
    assert not any(s.addresses for s in made.stakeholders)
    assert sum(s.statutory for s in made.stakeholders) == 11
    assert len(made.mailboxes) == 2
    assert "RARs" in made.topic(TopicId("2.2.d")).aliases


def test_the_practice_list_has_members_and_a_mailbox_of_75_mails() -> None:
    folder = find_consultation("practice")
    made = load_consultation(folder)
    assert len(made.stakeholders) == 74
    collective = {s.member_of for s in made.stakeholders if s.member_of}
    assert {ref: len(made.members_of(ref)) for ref in collective} == {
        "regional-probation-directors": 12,
        "yjs-managers": 12,
    }
    assert made.mailboxes == ("consultation@inspectorate.example",)
    assert made.letter.cover[0] == "Dear colleague,"
    assert len(list((folder / "mailbox").glob("*.eml"))) == 75
