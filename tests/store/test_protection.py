"""Taking people's words out of the database, on each kind of it, and the record of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from classify.analysis import Answer, AnswerStatus, Evidence, Flags, Proposal
from config.consultation import QuestionId, Ref
from ingest.message import ArchiveId, Span
from store.dump import dumping
from store.errors import StoreError
from store.overlay import blank_analysis
from store.protection import Act, Protection, load_protections, record, removed, subject_of
from store.purging import count_rows, delete_mails, forget_address, purge_rows, redact_mails, scrub
from store.query import read_query
from store.redaction import REDACTED, redact_analysis, redact_correction, strike
from store.rows import Correction, Cursor, Mail, SentMail, Verdict
from store.search import index_mail, search, unindexed
from store.serialise import analysis_from_json, analysis_to_json
from store.subject_rows import rows_of_subject
from store.unit_of_work import Store

AT = datetime(2024, 11, 18, tzinfo=UTC)
ONE, TWO = ArchiveId("1" * 64), ArchiveId("2" * 64)
ANN = "ann@x.example"
SAID = replace(
    blank_analysis(ONE),
    rules_version="r1",
    answers=(
        Answer(QuestionId("Q1"), AnswerStatus.ANSWERED, "my words", (Span("body", 0, 8),), 0.9, (Evidence("x", "my"),)),
    ),
    proposals=(Proposal(QuestionId("Q2"), "an idea of mine", "because", 1, (), 0.9),),
    flags=Flags(stand_ins=("bob@x.example",), confidential=True),
    review=("odd words of mine",),
)


@pytest.fixture
def filled(store: Store) -> Store:
    """Two consultations with a mail each, which say and name the same."""
    for name in ("c", "d"):
        mail = Mail(ONE, "<m@x>", "my subject", "Ann", ANN, AT, AT, 100)
        store.enter(name, [(Cursor("INBOX", 1, 1), mail)])
        store.record_analysis(name, SAID, AT)
        store.record_correction(
            name, Correction(ONE, "answers.Q1", {"status": "answered", "text": "mine"}, "l", "y", AT)
        )
        store.record_sent(name, [SentMail("<s@x>", Ref("ann"), ANN, "", AT, AT)])
        index_mail(store, name, ONE, [("body", "my words about governors")])
    return store


def text_of(store: Store, consultation: str) -> str:
    """Every row of a consultation."""
    with dumping(store) as dump:
        lines = [line.decode() for name in dump.names for line in dump.lines(name)]
    return "\n".join(line for line in lines if f'"{consultation}"' in line)


def test_a_purge_takes_all_of_one_consultation_and_nothing_of_another(filled: Store) -> None:
    other = text_of(filled, "d")
    with filled.writing() as connection:
        assert count_rows(connection, "c")["mails"] == 1
        purge_rows(connection, "c")
        assert count_rows(connection, "c") == {}
    scrub(filled)
    assert text_of(filled, "c") == ""
    assert text_of(filled, "d") == other
    assert search(filled, "c", read_query("governors")).mails == ()
    assert search(filled, "d", read_query("governors")).mails == (ONE,)


def test_a_redacted_mail_counts_as_before_and_has_no_words(filled: Store) -> None:
    with filled.writing() as connection:
        redact_mails(connection, "c", [ONE])
        forget_address(connection, "c", ANN)
    left = text_of(filled, "c")
    assert not any(word in left for word in ("my words", "mine", "idea", "because", "bob@", ANN, "Ann", "my subject"))
    (kept,) = filled.load_mails("c")
    assert kept.analysis
    assert (kept.analysis.kind, kept.analysis.answers[0].status) == (SAID.kind, AnswerStatus.ANSWERED)
    assert (len(kept.analysis.proposals), kept.analysis.flags.confidential) == (1, True)
    assert search(filled, "c", read_query("governors")).mails == ()
    assert filled.load_balance("c").balances
    assert "my words" in text_of(filled, "d")


def test_a_deleted_mail_counts_no_more_and_keeps_its_place_in_the_ledger(filled: Store) -> None:
    stamp = filled.load_stamp()
    with filled.writing() as connection:
        redact_mails(connection, "c", [ONE])
        delete_mails(connection, "c", [ONE])
        record(connection, "c", Protection(Act.DELETE, subject_of(ANN), "o", "", AT, {}))
        assert removed(connection, "c") == {ONE}
    assert filled.load_mails("c") == ()
    balance = filled.load_balance("c")
    assert (balance.balances, balance.mails, balance.analysed) == (True, 1, 0)
    assert unindexed(filled, "c") == ()
    assert filled.load_changed_mails("c", stamp) is None


def test_what_was_done_is_on_record_and_a_purge_closes_the_consultation(store: Store) -> None:
    done = [
        Protection(Act.EXPORT, subject_of(" Ann@X.example "), "officer", "asked", AT, {"mails": 1}),
        Protection(Act.PURGE, "", "officer", "time", AT, {"asked": 7}),
    ]
    with store.writing() as connection:
        record(connection, "c", done[0])
    store.start_run("c", AT)
    with store.writing() as connection:
        record(connection, "c", done[1])
        assert load_protections(connection, "c") == tuple(done)
    assert done[0].subject == subject_of(ANN)
    for refused in (lambda: store.start_run("c", AT), lambda: store.load_mails("c")):
        with pytest.raises(StoreError, match="c was purged on 2024-11-18"):
            refused()
    assert store.load_mails("d") == ()


def test_a_redacted_analysis_is_still_one() -> None:
    redacted = analysis_from_json(redact_analysis(analysis_to_json(SAID)))
    assert redacted.answers[0].text == redacted.proposals[0].title == REDACTED
    assert (redacted.answers[0].spans, redacted.answers[0].evidence[0].quote) == ((), REDACTED)
    assert (redacted.flags.stand_ins, redacted.review, redacted.kind) == ((), (), SAID.kind)


@pytest.mark.parametrize(
    ("field", "value", "redacted"),
    [
        ("kind", "response", "response"),
        ("answers.Q1", {"status": "answered", "text": "mine"}, {"status": "answered", "text": REDACTED}),
        ("flags.stand_ins", ["bob@x.example"], []),
        ("topics.2.2.c", {"stance": "prefer", "rank": 1}, {"stance": "prefer", "rank": 1}),
        ("stakeholders", ["ann"], ["ann"]),
        ("split", {"ann": {"answers.Q1": {"text": "mine"}}}, {"ann": {"answers.Q1": {"text": REDACTED}}}),
    ],
)
def test_of_a_persons_word_the_decision_is_left(field: str, value: object, redacted: object) -> None:
    assert redact_correction(field, value) == redacted


def test_an_address_is_struck_out_wherever_it_stands() -> None:
    told = {"failed": ["Ann@X.example"], "quote": "mail to ANN@x.example failed", "n": 1}
    assert strike(told, ANN) == {"failed": [REDACTED], "quote": f"mail to {REDACTED} failed", "n": 1}


@pytest.mark.parametrize(
    "other", [f"jo{ANN}", f"jo-{ANN}", f"o'{ANN}", f"jo.{ANN}", f"{ANN}.uk", f"{ANN}-group.uk", f"{ANN}s"]
)
def test_an_address_that_has_theirs_in_it_is_somebody_elses(store: Store, other: str) -> None:
    """It is neither handed over with theirs nor taken out with it; theirs is, wherever it stands by itself."""
    store.enter("c", [(Cursor("INBOX", 1, 1), Mail(ONE, "<m@x>", "", "", "bob@x.example", AT, AT, 100))])
    store.record_analysis("c", replace(SAID, flags=Flags(failed_recipients=(other, ANN.upper()))), AT)
    whose = {ANN: f"new address/ann/{ANN}", other: f"new address/other/{other}"}
    store.number_proposals("c", whose.values())
    store.record_list_changes("c", (), [Verdict(each, False, "l", "", AT) for each in whose.values()])
    with store.writing() as connection:
        held = rows_of_subject(connection, "c", ANN, (), ())
        forget_address(connection, "c", ANN)
    assert [row["proposal"] for row in held["list_proposals"]] == [whose[ANN]]
    assert [row["proposal"] for row in held["verdicts"]] == [whose[ANN]]
    left = text_of(store, "c")
    assert (whose[other] in left, whose[ANN] in left, ANN.upper() in left) == (True, False, False)
    assert strike([other, f"<{ANN.upper()}>, {ANN}."], ANN) == [other, f"<{REDACTED}>, {REDACTED}."]
