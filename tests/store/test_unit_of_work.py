from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from threading import Thread

import pytest

from classify.analysis import Analysis, Decision, Flags, Kind
from config.consultation import Ref
from ingest.message import ArchiveId
from store.errors import StoreError
from store.rows import Chaser, Correction, Cursor, Extension, Failure, FolderState, Mail, Outcome, Verdict
from store.unit_of_work import Store, open_store

NOON = datetime(2024, 11, 8, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
FIRST = ArchiveId("a" * 64)
SECOND = ArchiveId("b" * 64)


def mail(archive_id: ArchiveId = FIRST, received_at: datetime = NOON, subject: str = "Reply") -> Mail:
    return Mail(archive_id, "<1@x.example>", subject, "Ann", "ann@x.example", received_at, NOON, 900, ("odd date",))


def analysis(archive_id: ArchiveId = FIRST, version: str = "1", kind: Kind = Kind.RESPONSE) -> Analysis:
    return Analysis(archive_id, version, Decision(kind, 0.9), Decision((Ref("ann"),), 0.8), (), (), (), Flags(), ())


def correction(field: str, value: object, at: datetime = NOON) -> Correction:
    return Correction(FIRST, field, value, "lead", "read it", at)


def test_a_mail_comes_out_as_it_went_in(store: Store) -> None:
    """Times come back aware, in UTC, whatever zone they went in with."""
    summer = datetime(2024, 7, 1, 9, 30, tzinfo=timezone(HOUR))
    assert store.record_mail("c", mail(received_at=summer))
    (record,) = store.load_mails("c")
    assert record.mail == mail(received_at=summer)
    assert record.mail.received_at.utcoffset() == timedelta(0)
    assert record.mail.received_at.hour == 8
    assert record.analysis is None


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        store.record_mail("c", mail(received_at=NOON.replace(tzinfo=None)))
    assert store.load_mails("c") == ()


def test_text_that_databases_refuse_is_made_fit(store: Store) -> None:
    store.record_mail("c", mail(subject="a\x00b\ud800c Siân 🙂"))
    (record,) = store.load_mails("c")
    assert record.mail.subject == "a�b?c Siân 🙂"


def test_the_first_record_of_a_mail_stays(store: Store) -> None:
    store.record_mail("c", mail())
    assert not store.record_mail("c", mail(subject="Another"))
    assert store.load_mails("c")[0].mail.subject == "Reply"


def test_consultations_are_apart(store: Store) -> None:
    store.record_mail("one", mail())
    store.record_mail("two", mail())
    store.record_analysis("one", analysis(), NOON)
    assert store.load_mails("two")[0].analysis is None
    assert store.load_balance("two").waiting == 1


def test_a_sighting_is_recorded_once(store: Store) -> None:
    at = Cursor("INBOX", 4294967295, 7)
    assert store.record_sighting("c", at, FIRST, NOON, Outcome.STORED)
    assert not store.record_sighting("c", at, FIRST, NOON, Outcome.STORED)
    assert store.known_uids("c", "INBOX", 4294967295) == {7}
    assert store.known_uids("c", "INBOX", 1) == frozenset()


def test_a_cursor_moves(store: Store) -> None:
    assert store.find_cursor("c", "INBOX") is None
    store.set_cursor("c", Cursor("INBOX", 1, 5), NOON)
    store.set_cursor("c", Cursor("INBOX", 2, 3), NOON)
    assert store.find_cursor("c", "INBOX") == Cursor("INBOX", 2, 3)


def test_the_ledger_balances_when_every_mail_is_accounted_for(store: Store) -> None:
    for uid, (archive_id, outcome) in enumerate(
        [(FIRST, Outcome.STORED), (FIRST, Outcome.DUPLICATE), (SECOND, Outcome.STORED)], start=1
    ):
        store.record_sighting("c", Cursor("INBOX", 1, uid), archive_id, NOON, outcome)
    store.record_mail("c", mail())
    store.record_analysis("c", analysis(), NOON)
    balance = store.load_balance("c")
    assert (balance.sightings, balance.duplicate, balance.waiting) == (3, 1, 1)
    assert not balance.balances
    store.record_failure("c", Failure(SECOND, "parse", "too deep", "1", NOON))
    balance = store.load_balance("c")
    assert (balance.analysed, balance.failed, balance.waiting) == (1, 1, 0)
    assert not balance.balances, "a mail that was stored has no row of its own"
    store.record_mail("c", mail(SECOND))
    assert store.load_balance("c").balances


def test_the_ledger_does_not_balance_while_the_server_has_what_it_lacks(store: Store) -> None:
    """The last look at a folder counts; the same look again leaves the moment of the change as it was."""
    later = NOON + timedelta(hours=1)
    store.set_folder("c", FolderState("INBOX", 7, 3, (2, 3), 0, NOON))
    assert (store.load_balance("c").missing, store.load_balance("c").balances) == (2, False)
    store.set_folder("c", FolderState("INBOX", 7, 3, (2, 3), 0, later))
    assert store.load_folders("c") == (FolderState("INBOX", 7, 3, (2, 3), 0, NOON),)
    store.set_folder("c", FolderState("INBOX", 7, 3, (), 0, later))
    assert store.load_folders("c") == (FolderState("INBOX", 7, 3, (), 0, later),)
    assert store.load_balance("c").balances


def test_a_failure_is_kept_until_an_analysis_succeeds(store: Store) -> None:
    store.record_mail("c", mail())
    failure = Failure(FIRST, "analyse", "no text", "1", NOON)
    store.record_failure("c", failure)
    assert store.load_mails("c")[0].failure == failure
    store.record_analysis("c", analysis(version="2"), NOON)
    assert store.load_mails("c")[0].failure is None
    assert store.load_balance("c").failed == 0


def test_a_failure_newer_than_the_analysis_stands_beside_it(store: Store) -> None:
    store.record_mail("c", mail())
    store.record_analysis("c", analysis(), NOON)
    failure = Failure(FIRST, "analyse", "no text", "2", NOON + HOUR)
    store.record_failure("c", failure)
    record = store.load_mails("c")[0]
    assert (record.analysis, record.failure) == (analysis(), failure)
    assert store.load_mails("c", known_at=NOON)[0].failure is None


def test_the_failures_of_a_version_are_known_and_each_is_recorded_once(store: Store) -> None:
    store.record_mail("c", mail())
    for hours in range(3):
        store.record_failure("c", Failure(FIRST, "parse", "too deep", "1", NOON + hours * HOUR))
    store.record_failure("c", Failure(SECOND, "archive", "is not there", "1", NOON))
    assert store.failed_by("c", "1") == {FIRST}
    assert store.failed_by("c", "2") == frozenset()
    failure = store.load_mails("c")[0].failure
    assert failure is not None
    assert failure.failed_at == NOON


def test_the_problems_of_the_last_reading_are_kept_with_the_mail(store: Store) -> None:
    store.record_mail("c", mail())
    store.set_problems("c", FIRST, ["attachment:1: cannot be read: empty file"])
    store.set_problems("other", FIRST, ["not this one"])
    assert store.load_mails("c")[0].mail.problems == ("attachment:1: cannot be read: empty file",)


def test_an_analysis_is_recorded_once_a_version_and_the_newest_counts(store: Store) -> None:
    store.record_mail("c", mail())
    assert store.record_analysis("c", analysis(), NOON)
    assert not store.record_analysis("c", analysis(kind=Kind.OTHER), NOON)
    assert store.record_analysis("c", analysis(version="2", kind=Kind.QUERY), NOON + HOUR)
    assert store.load_mails("c")[0].analysis == analysis(version="2", kind=Kind.QUERY)
    assert store.load_mails("c", known_at=NOON)[0].analysis == analysis()
    assert store.analysed_by("c", "2") == {FIRST}


def test_an_analysis_of_an_unknown_mail_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="refused"):
        store.record_analysis("c", analysis(), NOON)


def test_mails_are_those_received_up_to_the_moment_in_order(store: Store) -> None:
    store.record_mail("c", mail(SECOND, NOON + HOUR))
    store.record_mail("c", mail())
    assert [r.mail.archive_id for r in store.load_mails("c")] == [FIRST, SECOND]
    assert [r.mail.archive_id for r in store.load_mails("c", NOON)] == [FIRST]
    assert store.load_mails("c", NOON - HOUR) == ()


def test_corrections_come_in_order_and_as_known_then(store: Store) -> None:
    store.record_mail("c", mail())
    words = (correction("kind", "query"), correction("topics.2.2.c", None, NOON + HOUR))
    for word in words:
        store.record_correction("c", word)
    assert store.load_mails("c")[0].corrections == words
    assert store.load_mails("c", known_at=NOON)[0].corrections == words[:1]


def test_a_correction_of_nothing_known_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="no mail"):
        store.record_correction("c", correction("kind", "query"))
    store.record_mail("c", mail())
    with pytest.raises(StoreError, match="'colour' is no field"):
        store.record_correction("c", correction("colour", "blue"))
    with pytest.raises(StoreError, match=r"kind cannot be 'reply'\. Use one of bounce"):
        store.record_correction("c", correction("kind", "reply"))


def test_extensions_and_chasers_are_kept(store: Store) -> None:
    extension = Extension(Ref("ann"), date(2024, 11, 29), "lead", NOON)
    store.record_extension("c", extension)
    assert store.load_extensions("c") == (extension,)
    assert store.load_extensions("c", NOON - HOUR) == ()
    chaser = Chaser(Ref("ann"), NOON, "week-before")
    assert store.record_chasers("c", [chaser, replace(chaser, ref=Ref("bob"))]) == 2
    assert store.record_chasers("c", [chaser]) == 0
    assert {c.ref for c in store.load_chasers("c")} == {"ann", "bob"}


def test_a_run_is_opened_and_closed(store: Store) -> None:
    assert store.find_last_run("c") is None
    run = store.start_run("c", NOON)
    opened = store.find_last_run("c")
    assert opened is not None
    assert (opened.id, opened.outcome, opened.ended_at) == (run, "running", None)
    store.end_run(run, NOON + HOUR, {"fetched": 3})
    closed = store.find_last_run("c")
    assert closed is not None
    assert (closed.outcome, closed.counts, closed.ended_at) == ("done", {"fetched": 3}, NOON + HOUR)
    store.end_run(run, NOON + HOUR, {}, "server down")
    failed = store.find_last_run("c")
    assert failed is not None
    assert failed.outcome == "failed"


def test_a_mail_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    store.record_mail("c", mail())
    store.record_mail("c", mail(SECOND))
    assert [m.archive_id for m in store.find_mails("c", "bb")] == [SECOND]
    assert store.find_mails("c", "%") == ()
    assert len(store.find_mails("c", "")) == 2


def test_writers_wait_for_each_other(store: Store) -> None:
    """Four threads of fifty sightings each: none is lost, none is refused."""

    def work(worker: int) -> None:
        for number in range(50):
            at = Cursor("INBOX", 1, worker * 100 + number)
            store.record_sighting("c", at, FIRST, NOON, Outcome.STORED)

    threads = [Thread(target=work, args=(w,)) for w in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.known_uids("c", "INBOX", 1)) == 200


def test_a_store_opens_again_with_what_it_had(url: str) -> None:
    with open_store(url) as first:
        first.record_mail("c", mail())
    with open_store(url) as second:
        assert len(second.load_mails("c")) == 1


def test_several_corrections_are_recorded_all_or_none(store: Store) -> None:
    store.record_mail("c", mail())
    with pytest.raises(StoreError):
        store.record_corrections("c", [correction("kind", "query"), correction("kind", "reply")])
    assert store.load_mails("c")[0].corrections == ()


def test_the_analysis_that_a_person_saw_is_kept_beside_the_newest(store: Store) -> None:
    store.record_mail("c", mail())
    store.record_analysis("c", analysis(), NOON)
    store.record_correction("c", replace(correction("kind", "query"), rules_version="1"))
    store.record_analysis("c", analysis(version="2", kind=Kind.OTHER), NOON + HOUR)
    (record,) = store.load_mails("c")
    assert (record.analysis, record.seen) == (analysis(version="2", kind=Kind.OTHER), (analysis(),))
    assert [(at, a.rules_version) for at, a in store.load_analyses("c", FIRST)] == [(NOON, "1"), (NOON + HOUR, "2")]
    assert store.load_analyses("c", SECOND) == ()


def test_a_proposed_change_keeps_its_number(store: Store) -> None:
    assert store.number_proposals("c", ["x", "y"]) == {"x": 1, "y": 2}
    assert store.number_proposals("c", ["z", "y"]) == {"x": 1, "y": 2, "z": 3}
    assert store.number_proposals("other", ["z"]) == {"z": 1}
    verdict = Verdict("y", False, "lead", "for this week only", NOON)
    store.record_list_changes("c", (), [verdict])
    assert store.load_verdicts("c") == (verdict,)
