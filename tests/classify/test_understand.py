"""Whole mails whose reading is plain, with the fields that ship: what is decided, and the words that prove it."""

from dataclasses import replace
from email.message import EmailMessage

import pytest

from classify.analysis import Analysis, AnswerStatus, Kind, Stance
from classify.exchange import analysis_json
from ingest.authentication import read_authentication
from ingest.message import ParsedMessage, SegmentKind, Span
from ingest.parse import parse
from tests.classify.worlds import understanding, world

KEYS = {
    "file", "kind", "stakeholders", "answers", "topics", "proposals", "returns_on", "failed_recipients",
    "extension_requested", "confidential", "needs_review",
}  # fmt: skip
"""The keys of the exchange form that an analysis must have."""


def read(body: str, name: str = "practice", sender: str = "Jo Bloggs <jo@elsewhere.example>") -> ParsedMessage:
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = "consultation@inspectorate.example"
    mail["Subject"] = "RE: Consultation on our programmes for 2025/2026"
    mail["Date"] = "Tue, 12 Nov 2024 09:30:00 +0000"
    mail.set_content(body)
    return parse(mail.as_bytes(), world(name).letter)


def analyse(body: str, name: str = "practice") -> Analysis:
    return understanding(name).analyse(read(body, name))


def stances(analysis: Analysis) -> dict[str, str]:
    """Topics preferred and opposed; a mention is no view."""
    return {str(t.topic): str(t.stance) for t in analysis.topics if t.stance is not Stance.MENTION}


def statuses(analysis: Analysis) -> list[str]:
    return [str(a.status) for a in analysis.answers]


NUMBERED = "Q1: c and g\nQ2: none\nQ3: b\nQ4: none\n\nJo"
FULL = (
    "Dear colleagues,\n\nQ1: Online sexual offending and safeguarding vulnerable adults.\n\n"
    "Q2: No further proposals.\n\nQ3: The courts project.\n\nQ4: None.\n\nKind regards\nJo"
)
OPPOSED = (
    "Dear Sir or Madam,\n\nWe would like to see RARs inspected. We would not prioritise commissioned rehabilitative "
    "services this year.\n\nYours faithfully\nJo Bloggs"
)
GROUP = (
    "Dear team,\n\nOf the thematic topics we support all of the youth topics. Of the research topics we prefer the "
    "youth justice interventions landscape.\n\nRegards\nJo"
)
INDIFFERENT = "Hi,\n\nWe have no preference between your thematic topics. For research, (b) please.\n\nJo"
PROPOSED = (
    "Q1: (c)\nQ2: A thematic on the remand of children. Numbers have risen for three years.\nQ3: 3.2(a)\nQ4: Nothing."
)
RANKED = (
    "Our top priority is (c), followed by (e).\n\nFor research we would choose probation work with the courts.\n\nJo"
)
FIRE = "Dear colleagues,\n\nQ1: On-call availability and home fire safety visits.\nQ2: None.\nQ3: (b)\nQ4: None.\n\nJo"
FIRE_LETTERS = "We would choose k and l. For research, duty systems.\n\nJo"


@pytest.mark.parametrize(
    ("body", "name", "status", "views"),
    [
        (NUMBERED, "practice", "answered none answered none",
         {"2.2.c": "prefer", "2.2.g": "prefer", "3.2.b": "prefer"}),
        (FULL, "practice", "answered none answered none", {"2.2.c": "prefer", "2.2.e": "prefer", "3.2.b": "prefer"}),
        (OPPOSED, "practice", "answered absent absent absent", {"2.2.a": "oppose", "2.2.d": "prefer"}),
        (GROUP, "practice", "answered absent answered absent",
         {"2.2.f": "prefer", "2.2.g": "prefer", "2.2.h": "prefer", "3.2.a": "prefer"}),
        (INDIFFERENT, "practice", "none absent answered absent", {"3.2.b": "prefer"}),
        (PROPOSED, "practice", "answered answered answered none", {"2.2.c": "prefer", "3.2.a": "prefer"}),
        (RANKED, "practice", "answered absent answered absent",
         {"2.2.c": "prefer", "2.2.e": "prefer", "3.2.b": "prefer"}),
        (FIRE, "fire", "answered none answered none", {"2.2.a": "prefer", "2.2.e": "prefer", "3.2.b": "prefer"}),
        (FIRE_LETTERS, "fire", "answered absent answered absent",
         {"2.2.k": "prefer", "2.2.l": "prefer", "3.2.a": "prefer"}),
    ],
)  # fmt: skip
def test_a_plain_reply_is_read_as_it_is_meant(body: str, name: str, status: str, views: dict[str, str]) -> None:
    analysis = analyse(body, name)
    assert analysis.kind.value is Kind.RESPONSE
    assert " ".join(statuses(analysis)) == status
    assert stances(analysis) == views


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Dear all,\n\nThank you for your letter. We have no comments to make on this occasion.\n\nJo", "nil_response"),
        ("Hello,\n\nThank you for this. We will send our response by the end of next week.\n\nJo", "holding"),
        ("Hello,\n\nCould you tell me whether members of the public may reply too?\n\nThanks\nJo", "query"),
    ],
)
def test_a_mail_without_a_view_has_no_answers(body: str, kind: str) -> None:
    analysis = analyse(body)
    assert str(analysis.kind.value) == kind
    assert statuses(analysis) == ["absent"] * 4
    assert analysis.topics == ()
    assert analysis.proposals == ()


def test_an_order_is_a_rank_and_one_choice_is_none() -> None:
    ranks = {str(t.topic): t.rank for t in analyse(RANKED).topics}
    assert (ranks["2.2.c"], ranks["2.2.e"], ranks["3.2.b"]) == (1, 2, None)


def test_a_proposal_has_its_title_and_its_support() -> None:
    proposals = analyse(PROPOSED).proposals
    assert [str(p.question) for p in proposals] == ["Q2"]
    assert "remand of children" in proposals[0].title
    assert "risen" in proposals[0].supporting


def test_a_comparison_turns_one_of_two_down() -> None:
    forward = "We favour online sexual offending rather than RARs.\n\nJo"
    assert stances(analyse(forward)) == {"2.2.c": "prefer", "2.2.d": "oppose"}
    back = "We favour RARs rather than online sexual offending.\n\nJo"
    assert stances(analyse(back)) == {"2.2.d": "prefer", "2.2.c": "oppose"}


def test_the_question_says_which_list_a_letter_is_of() -> None:
    first = "Dear all,\n\nQ1: We prefer (a).\nQ2: None.\nQ3: We prefer (c).\nQ4: None.\n\nJo"
    assert stances(analyse(first)) == {"2.2.a": "prefer", "3.2.c": "prefer"}
    second = "Dear all,\n\nQ1: We prefer (c).\nQ2: None.\nQ3: We prefer (a).\nQ4: None.\n\nJo"
    assert stances(analyse(second)) == {"2.2.c": "prefer", "3.2.a": "prefer"}


def test_a_signature_and_the_letters_words_say_nothing() -> None:
    signature = "Kind regards\n\nJo Bloggs\nHead of Commissioned Rehabilitative Services\nTel: 01632 960000\n"
    assert "2.2.a" not in stances(analyse(NUMBERED.removesuffix("Jo") + signature))
    listed = "\n\n".join(p for p in world("practice").letter.paragraphs if p[1:2] == ")")
    assert stances(analyse(f"{NUMBERED}\n\n{listed}\n")) == {"2.2.c": "prefer", "2.2.g": "prefer", "3.2.b": "prefer"}


@pytest.mark.parametrize("body", [NUMBERED, FULL, OPPOSED, GROUP, INDIFFERENT, PROPOSED, RANKED])
def test_every_decision_points_at_own_words(body: str) -> None:
    message = read(body)
    analysis = understanding().analyse(message)
    own = [s.span for s in message.segments if s.kind is SegmentKind.NEW]

    def is_own(span: Span) -> bool:
        return any(o.part == span.part and o.start <= span.start and span.end <= o.end for o in own)

    for answer in analysis.answers:
        assert " ".join(" ".join(message.words(s).split()) for s in answer.spans) == answer.text
        assert (answer.status is AnswerStatus.ABSENT) == (not answer.spans)
        assert all(is_own(s) for s in answer.spans)
    for view in analysis.topics:
        assert view.evidence
        assert all(e.span is not None and is_own(e.span) for e in view.evidence)
    for proposal in analysis.proposals:
        assert all(message.words(s) == proposal.title for s in proposal.spans)


def test_confidences_are_probabilities() -> None:
    analysis = analyse(FULL)
    found = [analysis.kind.confidence, analysis.stakeholders.confidence]
    found += [a.confidence for a in analysis.answers] + [t.confidence for t in analysis.topics]
    assert all(0.0 <= c <= 1.0 for c in found)


def test_the_same_mail_is_read_the_same_way_twice() -> None:
    assert analyse(FULL) == analyse(FULL)


@pytest.mark.parametrize("body", [FULL, "", "No comments.", PROPOSED])
def test_the_exchange_form_has_every_key(body: str) -> None:
    message = read(body)
    form = analysis_json("x.eml", understanding().analyse(message), message)
    assert set(form) >= KEYS
    answers, topics, proposals = form["answers"], form["topics"], form["proposals"]
    assert isinstance(answers, dict) and isinstance(topics, dict) and isinstance(proposals, list)  # noqa: PT018
    assert list(answers) == ["Q1", "Q2", "Q3", "Q4"]
    assert all(set(a) == {"status", "text"} for a in answers.values())
    assert all(set(t) == {"stance", "rank"} for t in topics.values())
    assert all(set(p) >= {"question", "title", "evidence", "priority", "replaces"} for p in proposals)


def test_what_the_respondent_may_not_have_meant_is_for_review() -> None:
    unresolved = analyse("Q1: (c) RARs are our first choice.\n\nJo")
    assert unresolved.needs_review
    assert any("differ" in reason for reason in unresolved.review)


def test_a_forged_sender_waits_for_review() -> None:
    """The mail claims a stakeholder's address, and the receiving server says that it is not theirs."""
    line = next(s for s in world("practice").stakeholders if s.addresses)
    message = read(NUMBERED, sender=line.addresses[0])
    found = read_authentication(("mx.example; dmarc=fail",))
    forged = replace(message, headers=replace(message.headers, authentication=found))
    assert "unverified sender: DMARC fail" in understanding("practice").analyse(forged).review
    assert not [r for r in understanding("practice").analyse(message).review if "unverified" in r]
