"""One mail with every decision, who made it, and its proofs marked in the text."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from classify.analysis import Answer, AnswerStatus, Decision, Evidence, Kind, Stance, TopicView
from config.consultation import Consultation, QuestionId, Ref, TopicId
from ingest.message import ArchiveId, ParsedMessage, Segment, SegmentKind, Span, Text, TextRole
from ingest.parse import NO_HEADERS
from reports.decisions import Subject
from reports.dossier import Dossier, Entry, make_dossier
from reports.shades import SHOWN, ShownText
from store.overlay import blank_analysis
from store.rows import Correction, Mail, MailRecord

AT = datetime(2024, 11, 20, 9, tzinfo=UTC)
ID = ArchiveId("a" * 64)
MAIL = Mail(ID, "", "Our reply", "Ann", "ann@x.example", AT, AT, 100)
WORDS = "We prefer remand first, and\nwe oppose recall.\n\nSent: from our letter\n"
QUESTION, TOPIC = QuestionId("Q1"), TopicId("2.2.c")


def message(content: str, *kinds: tuple[SegmentKind, int]) -> ParsedMessage:
    """A mail of one text; each kind goes up to that place."""
    starts = [0, *(end for _, end in kinds)]
    segments = tuple(Segment(Span("body", s, e), k) for s, (k, e) in zip(starts, kinds, strict=False))
    texts = (Text("body", TextRole.BODY, "text/plain", "", content),)
    return ParsedMessage(ID, NO_HEADERS, (), texts, segments, (), (), "2")


PARSED = message(WORDS, (SegmentKind.NEW, 47), (SegmentKind.QUOTED, len(WORDS)))


def proof(words: str, quote: str = "") -> Evidence:
    start = WORDS.index(words)
    return Evidence("a-rule", quote or words, Span("body", start, start + len(words)))


ANSWER = Answer(QUESTION, AnswerStatus.ANSWERED, WORDS[:45], (Span("body", 0, 45),), 0.8, (proof("remand first"),))
ANALYSIS = replace(
    blank_analysis(ID),
    rules_version="1",
    kind=Decision(Kind.RESPONSE, 0.9, (proof("We prefer"),)),
    stakeholders=Decision((), 0.4, (Evidence("from-address", "ann@x.example"),)),
    answers=(Answer(QUESTION, AnswerStatus.ANSWERED, WORDS[:45], (Span("body", 0, 45),), 0.8, (proof("remand"),)),),
    topics=(TopicView(TOPIC, Stance.PREFER, 1, 0.7, (proof("remand", "We prefer remand first, and"),)),),
    review=(),
)  # fmt: skip


def said(field: str, value: Any) -> Correction:
    return Correction(ID, field, value, "Lee", "by telephone", AT)


def dossier(practice: Consultation, *corrections: Correction) -> Dossier:
    return make_dossier(MailRecord(MAIL, ANALYSIS, corrections), PARSED, practice)


def marked(text: ShownText, name: str) -> str:
    return "".join(p.words for b in text.blocks for p in b.pieces if name in p.marks)


def only(found: Dossier, subject: Subject) -> Entry:
    (entry,) = found.about(subject)
    return entry


def test_every_proof_is_marked_where_it_stands_and_names_the_words_that_decided(practice: Consultation) -> None:
    found = dossier(practice)
    (text,) = found.texts
    topic = only(found, Subject.TOPIC)
    assert marked(text, topic.proofs[0].mark) == "remand"
    assert [q.words for q in topic.proofs[0].quote if q.decides] == ["remand"]
    assert marked(text, only(found, Subject.KIND).proofs[0].mark) == "We prefer"
    answer = only(found, Subject.ANSWER)
    assert marked(text, answer.marks[0]) == WORDS[:45]
    assert answer.shows.split() == [answer.proofs[0].mark, answer.marks[0]]
    assert only(found, Subject.WHO).proofs[0].mark == ""


def test_a_proof_that_the_mail_does_not_have_there_is_told_and_not_marked(practice: Consultation) -> None:
    wrong = (
        Evidence("a-rule", "other words", Span("body", 0, 5)),
        Evidence("a-rule", "x", Span("body", 0, 9999)),
        Evidence("a-rule", "x", Span("attachment:1", 0, 1)),
    )
    analysis = replace(ANALYSIS, kind=Decision(Kind.RESPONSE, 0.9, wrong))
    found = make_dossier(MailRecord(MAIL, analysis), PARSED, practice)
    assert [(p.mark, p.quote[0].words) for p in only(found, Subject.KIND).proofs] == [
        ("", "other words"), ("", "x"), ("", "x"),
    ]  # fmt: skip


def test_a_person_s_word_stands_with_the_proofs_of_the_rules_and_what_they_said(practice: Consultation) -> None:
    entry = only(dossier(practice, said("kind", "holding")), Subject.KIND)
    assert (entry.point.value, entry.machine) == ("holding", "response")
    assert entry.person is not None
    assert (entry.person.by, entry.person.reason) == ("Lee", "by telephone")
    assert entry.proofs[0].mark
    same = only(dossier(practice, said("kind", "response")), Subject.KIND)
    assert (same.machine, same.person is not None) == ("", True)


def test_a_view_that_a_person_took_out_is_still_told_of(practice: Consultation) -> None:
    entry = only(dossier(practice, said("topics.2.2.c", None)), Subject.TOPIC)
    assert (entry.point.value, entry.machine) == ("no view", "prefer, number 1")
    flags = dossier(practice, said("flags.confidential", True)).about(Subject.FLAG)
    assert [e.person is not None for e in flags] == [True]


def test_words_on_the_mail_as_a_whole_are_apart(practice: Consultation) -> None:
    found = dossier(practice, said("ignore", True), said("stakeholders", ["minister-prisons"]))
    assert [c.field for c in found.of_the_mail] == ["ignore"]
    assert found.effective.analysis.stakeholders.value == (Ref("minister-prisons"),)


def test_a_mail_that_the_archive_lost_or_no_rule_has_read_has_a_dossier_all_the_same(practice: Consultation) -> None:
    assert make_dossier(MailRecord(MAIL, ANALYSIS), None, practice).texts == ()
    assert only(make_dossier(MailRecord(MAIL, None), PARSED, practice), Subject.KIND).point.value == "other"


@given(
    st.lists(st.tuples(st.integers(0, len(WORDS)), st.integers(0, len(WORDS))), max_size=8), st.integers(0, len(WORDS))
)
def test_the_shown_text_is_the_text_and_each_span_is_marked_exactly(
    practice: Consultation, spans: list[tuple[int, int]], cut: int
) -> None:
    """However spans lie across each other and across segments."""
    kinds = [(k, e) for k, e in ((SegmentKind.NEW, cut), (SegmentKind.LETTER, len(WORDS))) if e]
    proofs = tuple(Evidence("a-rule", "", Span("body", *sorted(pair))) for pair in spans)
    analysis = replace(ANALYSIS, kind=Decision(Kind.RESPONSE, 0.9, proofs))
    found = make_dossier(MailRecord(MAIL, analysis), message(WORDS, *kinds), practice)
    (text,) = found.texts
    assert "".join(p.words for b in text.blocks for p in b.pieces) == WORDS
    shown = {marked(text, p.mark) for p in only(found, Subject.KIND).proofs if p.mark}
    assert shown == {WORDS[a:b] for a, b in map(sorted, spans) if a < b}
    begins = [name for b in text.blocks for p in b.pieces for name in p.begins]
    assert len(begins) == len(set(begins))


def test_of_a_very_long_text_the_beginning_is_shown_and_the_rest_counted(practice: Consultation) -> None:
    content = "line\n" * 200_000
    late = Evidence("a-rule", "", Span("body", SHOWN + 5, SHOWN + 9))
    analysis = replace(ANALYSIS, kind=Decision(Kind.RESPONSE, 0.9, (late,)))
    found = make_dossier(MailRecord(MAIL, analysis), message(content, (SegmentKind.NEW, len(content))), practice)
    assert found.texts[0].left_out == len(content) - SHOWN
    assert only(found, Subject.KIND).proofs[0].mark == ""
