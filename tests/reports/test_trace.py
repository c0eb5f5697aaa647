"""From a figure to the bytes: who is behind it, by which decision, out of which words, in which mail."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest

from classify.analysis import Answer, AnswerStatus, Decision, Evidence, Kind, Proposal, Stance, TopicView
from config.consultation import Letter, QuestionId, TopicId
from ingest.message import ArchiveId, Span
from ingest.parse import parse
from reports.render.as_text import render_text
from reports.trace import Archived, Kept, Trace, trace
from reports.trace_index import figures_of_basis
from reports.trace_report import make_figures_report, make_trace_report, trace_values
from reports.trace_words import Proof
from store.rows import Correction, Mail, MailRecord
from tests.reports.exported import basis
from tests.reports.made import ANN, BOB, LINES, consultation, london, mail

BODY = "Dear all,\n\nWe would choose topic A. Why? Because boats leak.\n\nWe would look at harbours instead.\n"
NOTES = "Ann's notes: topic B, never again.\n"


def raw_mail() -> bytes:
    made = EmailMessage()
    made["From"] = "Ann <ann@x.example>"
    made["Subject"] = "Our views"
    made.set_content(BODY)
    made.add_attachment(NOTES, filename="notes.txt")
    return made.as_bytes()


RAW = raw_mail()
MESSAGE = parse(RAW, Letter(()))


def at(words: str, part: str = "body") -> Span:
    start = MESSAGE.text(part).index(words)
    return Span(part, start, start + len(words))


SENTENCE = "We would choose topic A."


def view(topic: str, stance: Stance, *evidence: Evidence) -> TopicView:
    return TopicView(TopicId(topic), stance, None, 0.9, evidence)


def record(*said: tuple[str, Any], views: tuple[TopicView, ...] | None = None) -> MailRecord:
    """Ann's mail, as it is archived, with what people say of it."""
    digest = ArchiveId(hashlib.sha256(RAW).hexdigest())
    made = mail("11-18 09:00", "response", ANN)
    assert made.analysis
    answer = Answer(QuestionId("Q1"), AnswerStatus.ANSWERED, SENTENCE, (at(SENTENCE),), 0.8)
    idea = Proposal(QuestionId("Q2"), "harbours", "", None, (TopicId("2.2.b"),), 0.7, (at("harbours"),))
    analysis = replace(
        made.analysis,
        archive_id=digest,
        rules_version="7",
        kind=Decision(Kind.RESPONSE, 0.9, (Evidence("submission:view", SENTENCE, at(SENTENCE)),)),
        stakeholders=Decision((ANN,), 0.9, (Evidence("from-address", "ann@x.example"), Evidence("marks", "1 ?"))),
        answers=(answer,),
        proposals=(idea,),
        topics=views
        or (
            view("2.2.a", Stance.PREFER, Evidence("stance-field", SENTENCE, at("topic A"))),
            view("2.2.b", Stance.OPPOSE, Evidence("stance-field", NOTES.strip(), at("topic B", "attachment:1"))),
        ),
    )
    words = tuple(Correction(digest, f, v, "lead", "I know them", london("11-20 09:00"), "7") for f, v in said)
    mine = Mail(
        digest, "<1@x>", "Our views", "Ann", "ann@x.example", made.mail.received_at, made.mail.received_at, len(RAW)
    )
    return MailRecord(mine, analysis, words)


def whole(_: Mail) -> Archived:
    return Archived(Kept.WHOLE, len(RAW), MESSAGE)


def follow(name: str, *mails: MailRecord, read: Callable[[Mail], Archived] = whole) -> Trace:
    found = basis(consultation(), mails)
    return trace(figures_of_basis(found)[name], found, read)


def step(found: Trace, path: str) -> Any:
    return next(s for m in found.mails for s in m.steps if s.path == path)


def test_a_stance_goes_back_to_rule_version_words_and_place() -> None:
    found = follow("2.2.a.prefer", record())
    assert [s.path for s in found.mails[0].steps] == ["kind", "stakeholders", "topics.2.2.a"]
    decided = step(found, "topics.2.2.a")
    assert (decided.rules, decided.version, decided.confidence, decided.by_person) == (
        ("stance-field",),
        "7",
        0.9,
        False,
    )
    (words,) = decided.words
    assert (words.text, words.decides, words.place, words.proof) == (SENTENCE, "topic A", "body", Proof.FOUND)
    assert MESSAGE.words(words.span) == "topic A"
    assert found.broken == ()


def test_words_in_an_attachment_name_its_file_and_digest() -> None:
    (words,) = step(follow("2.2.b.oppose", record()), "topics.2.2.b").words
    assert words.place == "attachment:1 notes.txt"
    assert words.file_sha256 == MESSAGE.attachments[0].sha256
    assert words.proof is Proof.FOUND


def test_an_address_is_found_in_the_head_and_what_a_rule_counted_is_no_words() -> None:
    first, second = step(follow("replied", record()), "stakeholders").words
    assert (first.place, first.proof) == ("address", Proof.FOUND)
    assert second.proof is Proof.NOTED


@pytest.mark.parametrize(
    ("figure", "paths"),
    [
        ("views", []),
        ("Q1.answered", ["answers.Q1"]),
        ("2.2.answered", ["answers.Q1", "topics.2.2.a", "topics.2.2.b"]),
        ("2.2.b.replace", ["proposals.1"]),
        ("2.2.a.replace", None),
        ("proposals", ["proposals.1"]),
        ("standing.replied", []),
        ("day.2024-11-18", []),
    ],
)
def test_each_figure_has_the_decisions_that_it_counts(figure: str, paths: list[str] | None) -> None:
    found = follow(figure, record())
    told = [[s.path for s in m.steps][2:] for m in found.mails]
    assert told == ([] if paths is None else [paths])
    assert found.proven(Proof.LOST) == 0


def test_a_person_s_word_is_told_with_what_the_machine_says() -> None:
    found = follow("2.2.a.oppose", record(("topics.2.2.a", {"stance": "oppose"})))
    decided = step(found, "topics.2.2.a")
    assert (decided.value, decided.machine, decided.confidence) == ("oppose", "prefer", None)
    assert (decided.person.by, decided.person.reason) == ("lead", "I know them")
    assert decided.words[0].text == SENTENCE
    assert found.voices[0].voice.by_person
    values = trace_values(found, basis(consultation(), [record()]))
    told = values["behind"][0]["mails"][0]["decisions"][-1]
    assert (told["decided_by"], told["person"]["by"], told["machine"]) == ("person", "lead", "prefer")


def test_what_a_person_let_stand_is_told_as_confirmed() -> None:
    found = follow("2.2.a.prefer", record(("review", [])))
    decided = step(found, "topics.2.2.a")
    assert decided.person is None
    assert decided.confirmed.by == "lead"
    assert found.voices[0].voice.by_person


def test_what_is_said_for_one_line_alone_is_its_own() -> None:
    split = {str(BOB): {"topics.2.2.a": {"stance": "oppose"}}}
    made = record(("stakeholders", [ANN, BOB]), ("split", split))
    assert step(follow("2.2.a.prefer", made), "topics.2.2.a").person is None
    apart = step(follow("2.2.a.oppose", made), "topics.2.2.a")
    assert (apart.value, apart.person.field) == ("oppose", "split")


def test_a_joined_mail_is_told_with_the_one_that_it_belongs_to() -> None:
    whole_reply = record()
    later = mail("11-19 09:00", "other", sender="ann@x.example", corrections=(("joined", whole_reply.mail.archive_id),))
    found = follow("replied", whole_reply, later)
    assert [m.mail.archive_id for m in found.mails] == [whole_reply.mail.archive_id, later.mail.archive_id]
    assert "joined" in [s.path for s in found.mails[1].steps]


def test_words_that_are_not_in_the_bytes_break_the_way_back() -> None:
    views = (view("2.2.a", Stance.PREFER, Evidence("stance-field", "We adore topic A.", at("topic A"))),)
    found = follow("2.2.a.prefer", record(views=views))
    assert step(found, "topics.2.2.a").words[0].proof is Proof.LOST
    assert "“We adore topic A.” is not in it" in found.broken[0]


def test_words_in_another_text_than_is_said_are_found_and_told_so() -> None:
    views = (view("2.2.a", Stance.PREFER, Evidence("stance-field", NOTES.strip(), at("topic A"))),)
    found = follow("2.2.a.prefer", record(views=views))
    (words,) = step(found, "topics.2.2.a").words
    assert (words.proof, words.place) == (Proof.MOVED, "attachment:1 notes.txt")
    assert found.broken == ()


def test_words_under_a_topic_of_the_letter_are_found_where_they_stand() -> None:
    """The span points at the topic; the words are the next that read so."""
    views = (view("2.2.a", Stance.PREFER, Evidence("stance-field:prompt", "Because boats leak.", at("topic A"))),)
    (words,) = step(follow("2.2.a.prefer", record(views=views)), "topics.2.2.a").words
    assert words.proof is Proof.FOUND
    assert words.span == at("Because boats leak.")


@pytest.mark.parametrize(
    ("kept", "broken"), [(Kept.DAMAGED, "have changed"), (Kept.MISSING, "does not have it"), (Kept.TAKEN_OUT, None)]
)
def test_a_mail_that_is_not_whole_is_told(kept: Kept, broken: str | None) -> None:
    found = follow("2.2.a.prefer", record(), read=lambda _: Archived(kept))
    assert found.mails[0].kept is kept
    assert step(found, "topics.2.2.a").words[0].proof is Proof.UNREAD
    assert (broken or "") in " ".join(found.broken)
    assert bool(found.broken) is (broken is not None)


def test_who_did_not_write_is_behind_a_figure_without_a_mail() -> None:
    found = follow("out", record())
    assert len(found.voices) == len(found.traced.figure.behind) == 5
    assert {v.voice.ref for v in found.voices} <= {s.ref for s in LINES} - {ANN}
    assert found.mails == ()
    text = render_text(make_trace_report(found, basis(consultation(), [record()])))
    assert "No mail of theirs is behind this figure" in text


def test_mails_that_wait_are_figures_too() -> None:
    waiting = mail("11-19 10:00", "response", BOB, review=("kind: not sure",))
    found = follow("mails.waiting", record(), waiting)
    assert [m.mail.archive_id for m in found.mails] == [waiting.mail.archive_id]
    assert step(found, "review").value == "kind: not sure"
    assert found.traced.figure.words == "1 of 2 (50%)"


def test_the_report_and_the_values_tell_the_same() -> None:
    made = basis(consultation(), [record()])
    found = follow("2.2.a.prefer", record())
    text = " ".join(render_text(make_trace_report(found, made), 100).split())
    values = json.loads(json.dumps(trace_values(found, made)))
    assert values["behind"][0]["mails"][0]["archive_id"] in text
    assert "1 of 1 mail whole, byte by byte" in text
    assert "We would choose **topic A**." in text
    assert "stance-field, 90% sure" in text
    assert values["broken"] == []
    names = render_text(make_figures_report(made, figures_of_basis(made).values()), 120)
    assert all(name in names for name in figures_of_basis(made))


def message_is_read_once(calls: list[str]) -> Callable[[Mail], Archived]:
    def read(each: Mail) -> Archived:
        calls.append(each.archive_id)
        return whole(each)

    return read


def test_a_mail_behind_many_is_opened_once() -> None:
    calls: list[str] = []
    joint = record(("stakeholders", [ANN, BOB]))
    found = follow("replied", joint, read=message_is_read_once(calls))
    assert len(found.voices) == 2
    assert calls == [joint.mail.archive_id]
