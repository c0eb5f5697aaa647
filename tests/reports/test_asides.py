"""What replies say beside their answers: which sentences, whose, and that nobody's confidence is quoted."""

from dataclasses import replace

from classify.analysis import Analysis, Answer, AnswerStatus, Evidence, Proposal
from config.consultation import QuestionId
from ingest.message import ArchiveId, ParsedMessage, Span
from ingest.parse import parse
from reports.asides import Aside, clearest, find_asides, outside_answers
from reports.chasers import make_chaser_list
from reports.figure import Voice
from reports.publication import find_publication
from reports.results import Results
from reports.summary_beside import Beside
from reports.summary_report import make_summary_report
from store.rows import MailRecord
from tests.reports.made import ANN, BOB, CAT, consultation, mail
from tests.reports.outcomes import outcome

STAFF = "Staff in the smaller services have told us that they cannot keep up with the forms."
COURTS = "We would like the courts to be inspected because sentencers have asked us for it."
BAIL = "Bail hostels should be looked at as well since they are full in every town."
THANKS = "Thank you for the opportunity to comment on your programme, which we welcome."
TEXT = f"Dear Amelia\n\n{THANKS}\n\n{COURTS} {STAFF}\n\n{BAIL}\n\nKind regards\nAnn\n"
RAW = f"From: ann@x.example\r\nSubject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{TEXT}".encode()


def parsed() -> ParsedMessage:
    return parse(RAW, consultation().letter)


def place(words: str) -> Span:
    at = parsed().text("body").index(words)
    return Span("body", at, at + len(words))


def read(record: MailRecord, *, with_bail: bool = True) -> Analysis:
    """The courts answer Q1, and the bail hostels are a proposal."""
    assert record.analysis
    spans = (place(COURTS),)
    answer = Answer(QuestionId("Q1"), AnswerStatus.ANSWERED, COURTS, spans, 0.9, (Evidence("question-field", COURTS),))
    idea = Proposal(QuestionId("Q2"), "bail hostels", BAIL, None, (), 0.9, (place(BAIL),))
    return replace(record.analysis, answers=(answer,), proposals=(idea,) if with_bail else ())


def asides_of(results: Results, *records: MailRecord) -> tuple[Aside, ...]:
    analyses = {r.mail.archive_id: r.analysis for r in records if r.analysis}
    return find_asides(consultation(), (*results.respondents, *results.others), analyses, lambda _: parsed())


def test_answers_proposals_greetings_and_thanks_are_not_beside() -> None:
    record = mail("11-18 09:00", "response", ANN)
    assert outside_answers(parsed(), read(record), consultation()) == (STAFF,)
    assert outside_answers(parsed(), read(record, with_bail=False), consultation()) == (STAFF, BAIL)


def test_what_a_person_called_an_answer_without_a_place_is_one() -> None:
    record = mail("11-18 09:00", "response", ANN)
    said = replace(record, analysis=read(record, with_bail=False))
    corrected = Answer(QuestionId("Q2"), AnswerStatus.ANSWERED, f"Yes: {BAIL.upper()}", (), 1.0)
    results = outcome(replace(said, analysis=replace(read(record, with_bail=False), answers=(corrected,))))
    assert BAIL not in [a.words for a in asides_of(results, said)]


def test_each_mail_is_read_once_and_a_joint_reply_is_one_sentence_of_two() -> None:
    record = mail("11-18 09:00", "response", ANN, BOB)
    record = replace(record, analysis=read(record))
    results, loaded = outcome(record), []

    def load(archive_id: ArchiveId) -> ParsedMessage:
        loaded.append(archive_id)
        return parsed()

    assert record.analysis
    (aside,) = find_asides(consultation(), results.respondents, {record.mail.archive_id: record.analysis}, load)
    assert (aside.words, [v.ref for v in aside.by]) == (STAFF, [ANN, BOB])
    assert loaded == [record.mail.archive_id]


def test_a_mail_that_is_kept_no_more_says_nothing() -> None:
    record = mail("11-18 09:00", "response", ANN)
    results = outcome(record)
    assert record.analysis
    analyses = {record.mail.archive_id: record.analysis}
    assert find_asides(consultation(), results.respondents, analyses, lambda _: None) == ()


def test_what_several_wrote_comes_first_then_one_of_each_group_in_turn() -> None:
    def voice(name: str, group: str) -> Voice:
        return Voice(None, name, group)

    long = "A sentence of some length that gives a reason because there is one to be given here."
    one = Aside(f"First: {long}", (voice("Ann", "A"),))
    two = Aside(f"Second: {long}", (voice("Bob", "A"),))
    three = Aside("A short one of eight words is there.", (voice("Cat", "B"),))
    both = Aside("Two of them wrote this together in spring.", (voice("Dan", "A"), voice("Eve", "B")))
    assert clearest((one, two, three, both), 3) == (both, one, three)
    assert clearest((one, two, three, both), 9) == (both, one, three, two)


def test_the_summary_quotes_it_for_the_lead_and_counts_it_for_the_public() -> None:
    told = mail("11-18 09:00", "response", ANN)
    kept = mail("11-18 09:01", "response", CAT, confidential=True)
    results = outcome(replace(told, analysis=read(told)), kept)
    open_one = asides_of(results, replace(told, analysis=read(told)))[0]
    cat = next(r for r in results.respondents if r.ref == CAT).voice()
    hidden = Aside("Nobody shall know of this at all.", (cat,))
    status = results.status
    beside = Beside(find_publication(status, make_chaser_list(status, ())), (open_one, hidden))
    report = make_summary_report(results, beside=beside)
    (section,) = (s for s in report.sections if s.heading == "Beside the answers")
    assert section.paragraphs[0].startswith(
        "2 of the 2 who gave a view also wrote 2 whole sentences in which the machine"
    )
    assert [(q.words, q.source) for q in section.quotes] == [(STAFF, "Ann (People)")]
    public = make_summary_report(results, publishable=True, beside=beside)
    (section,) = (s for s in public.sections if s.heading == "Beside the answers")
    assert section.quotes == ()
    assert not any(STAFF in words for s in public.sections for words in s.paragraphs)
