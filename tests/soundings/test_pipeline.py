"""The road: it resumes where it stood, no mail holds up another, and what changed is read again."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from classify.analysis import Analysis
from config.consultation import Consultation
from ingest.archive import Archive
from ingest.archive_files import replace_file
from ingest.message import ArchiveId, ParsedMessage, RawMessage
from soundings.pipeline import Counts, Road
from store import ledger
from store.insert import insert_all_once
from store.overlay import blank_analysis
from store.query import read_query
from store.search import forget_words, search
from store.unit_of_work import Store, open_store
from tests.soundings.conftest import rows_of

AT = datetime(2024, 11, 18, 9, 30, tzinfo=UTC)


class Stub:
    """Reads a mail as nothing, or stumbles over those whose subject says so."""

    def __init__(self, version: str = "1"):
        self.version = version
        self.seen: list[str] = []

    def analyse(self, message: ParsedMessage) -> Analysis:
        self.seen.append(message.headers.subject)
        if "stumble" in message.headers.subject:
            raise RuntimeError("words of the respondent")
        return replace(blank_analysis(message.archive_id), rules_version=self.version)


def mails(*subjects: str) -> list[RawMessage]:
    return [
        RawMessage(f"From: a@b.example\r\nSubject: {s}\r\n\r\nHello {s}\r\n".encode(), "INBOX", 7, uid, AT)
        for uid, s in enumerate(subjects, 1)
    ]


class Killed(BaseException):
    """The end of the process, as far as a test can have it."""


def run_until(road: Road, step: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """A whole run that ends before the archive or the database is touched for the nth time; whether it got through."""
    touches = iter(range(step))

    def dying(what: Callable[..., Any]) -> Callable[..., Any]:
        def touch(*arguments: Any, **keywords: Any) -> Any:
            if next(touches, None) is None:
                raise Killed
            return what(*arguments, **keywords)

        return touch

    with monkeypatch.context() as patch:
        patch.setattr(Archive, "store", dying(Archive.store))
        patch.setattr("ingest.archive.replace_file", dying(replace_file))
        patch.setattr(Archive, "settle", dying(Archive.settle))
        patch.setattr(Archive, "load", dying(Archive.load))
        patch.setattr(Store, "writing", dying(Store.writing))
        patch.setattr("store.ledger.insert_all_once", dying(insert_all_once))
        patch.setattr(ledger, "set_cursor", dying(ledger.set_cursor))
        try:
            whole_run(road)
        except Killed:
            return False
    return True


def whole_run(road: Road) -> None:
    known = road.store.known_uids("practice", "INBOX", 7)
    road.take_in([m for m in mails("one", "stumble", "three") if m.uid not in known], Counts())
    road.understand(Stub(), Counts())


def understood(road: Road, reader: Stub) -> tuple[int, int]:
    counts = Counts()
    road.understand(reader, counts)
    return counts.analysed, counts.failed


@pytest.fixture
def road(store: Store, tmp_path: Path, practice: Consultation) -> Road:
    return Road(practice, Archive(tmp_path / "archive"), store, lambda: AT, lambda *_: None)


def test_a_connection_that_drops_loses_and_doubles_nothing(road: Road) -> None:
    def dropping() -> Iterator[RawMessage]:
        yield from mails("one", "two", "three")[:2]
        raise ConnectionResetError

    counts = Counts()
    with pytest.raises(ConnectionResetError):
        road.take_in(dropping(), counts)
    assert counts.fetched == 2
    assert road.store.known_uids("practice", "INBOX", 7) == {1, 2}
    road.take_in(mails("one", "two", "three")[2:], counts)
    assert (counts.fetched, counts.new, counts.seen_before) == (3, 3, 0)
    assert understood(road, Stub()) == (3, 0)
    balance = road.store.load_balance("practice")
    assert balance.balances
    assert (balance.sightings, balance.mails, balance.analysed) == (3, 3, 3)


def test_wherever_a_process_ends_the_next_run_comes_to_the_same(
    practice: Consultation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every single step: before a mail is archived, within its transaction, before it is recorded."""

    def after(step: int | None) -> tuple[bool, dict[str, list[tuple[object, ...]]]]:
        folder = tmp_path / str(step)
        folder.mkdir()
        with open_store(f"sqlite:///{folder / 'x.sqlite'}") as store:
            road = Road(practice, Archive(folder / "archive"), store, lambda: AT, lambda *_: None)
            got_through = step is not None and run_until(road, step, monkeypatch)
            whole_run(road)
            assert store.load_balance("practice").balances
        return got_through, rows_of(folder / "x.sqlite")

    _, undisturbed = after(None)
    for step in range(100):
        got_through, rows = after(step)
        assert rows == undisturbed, f"step {step}"
        if got_through:
            break
    assert step > 15


def test_what_was_taken_in_but_not_understood_is_understood_next_time(road: Road) -> None:
    """A process that ends between the two steps leaves mails that wait, and the ledger says so."""
    road.take_in(mails("one", "two"), Counts())
    assert road.store.load_balance("practice").waiting == 2
    assert understood(road, Stub()) == (2, 0)
    assert understood(road, Stub()) == (0, 0)


def test_a_bad_mail_stops_no_other_and_is_not_tried_by_the_same_rules_again(road: Road) -> None:
    road.take_in(mails("one", "stumble", "three"), Counts())
    reader = Stub()
    assert understood(road, reader) == (2, 1)
    assert sorted(reader.seen) == ["one", "stumble", "three"]
    failures = [r.failure for r in road.store.load_mails("practice") if r.failure]
    assert [(f.stage, f.failed_at) for f in failures] == [("analyse", AT)]
    assert failures[0].error.startswith("RuntimeError in test_pipeline.py, line ")
    assert failures[0].version.startswith("1+")
    assert understood(road, reader) == (0, 0)
    assert understood(road, Stub("2")) == (2, 1)


def test_a_mail_that_the_archive_has_lost_is_a_failure_of_its_own(road: Road) -> None:
    road.take_in(mails("one", "two"), Counts())
    lost = road.store.load_mails("practice")[0].mail.archive_id
    road.archive.path(lost).write_bytes(b"something else")
    assert understood(road, Stub()) == (1, 1)
    failure = next(r.failure for r in road.store.load_mails("practice") if r.failure)
    assert (failure.archive_id, failure.stage) == (lost, "archive")
    assert "has changed since it was archived" in failure.error


def test_what_newer_rules_stumble_over_keeps_its_analysis_and_is_tried_once(road: Road) -> None:
    class Stricter(Stub):
        def analyse(self, message: ParsedMessage) -> Analysis:
            self.seen.append(message.headers.subject)
            raise RuntimeError

    times = iter(AT + timedelta(hours=n) for n in range(100))
    road = replace(road, clock=lambda: next(times))
    road.take_in(mails("one"), Counts())
    assert understood(road, Stub("1")) == (1, 0)
    stricter = Stricter("2")
    assert understood(road, stricter) == (0, 1)
    assert understood(road, stricter) == (0, 0)
    record = road.store.load_mails("practice")[0]
    assert record.analysis is not None
    assert record.failure is not None
    assert record.failure.version.startswith("2+")


def test_a_mail_that_is_put_back_into_the_archive_is_read_by_the_next_run(road: Road) -> None:
    road.take_in(mails("one"), Counts())
    path = road.archive.path(road.store.load_mails("practice")[0].mail.archive_id)
    raw = path.read_bytes()
    path.unlink()
    assert understood(road, Stub()) == (0, 1)
    assert understood(road, Stub()) == (0, 1)
    path.write_bytes(raw)
    assert understood(road, Stub()) == (1, 0)
    assert road.store.load_mails("practice")[0].failure is None


def test_what_the_parser_could_not_read_is_kept_with_the_mail(road: Road) -> None:
    raw = (
        b"From: a@b.example\r\nSubject: our reply\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: application/pdf; name="reply.pdf"\r\nContent-Disposition: attachment; filename="reply.pdf"\r\n'
        b"\r\nthis is no PDF\r\n"
    )
    road.take_in([RawMessage(raw, "INBOX", 7, 1, AT)], Counts())
    assert understood(road, Stub()) == (1, 0)
    problems = road.store.load_mails("practice")[0].mail.problems
    assert any(p.startswith("attachment:1: cannot be read") for p in problems)


def test_newer_rules_read_every_mail_again(road: Road) -> None:
    road.take_in(mails("one", "two"), Counts())
    assert understood(road, Stub("1")) == (2, 0)
    assert understood(road, Stub("2")) == (2, 0)
    assert understood(road, Stub("2")) == (0, 0)


def test_a_changed_list_is_read_by_again_and_so_is_one_changed_back(road: Road) -> None:
    changed = replace(road.consultation, stakeholders=road.consultation.stakeholders[1:])
    road.take_in(mails("one"), Counts())
    for consultation in (road.consultation, changed, road.consultation, changed):
        then = replace(road, consultation=consultation)
        assert understood(then, Stub()) == (1, 0)
        assert understood(then, Stub()) == (0, 0)


def test_the_same_mail_twice_is_one_mail_with_two_sightings(road: Road) -> None:
    counts = Counts()
    first = mails("one")[0]
    road.take_in([first, replace(first, folder="Done"), replace(first, uid=9)], counts)
    assert (counts.fetched, counts.new, counts.seen_before) == (3, 1, 2)
    assert understood(road, Stub()) == (1, 0)
    assert road.store.load_balance("practice").duplicate == 2


def test_headers_that_are_none_still_have_a_row(road: Road) -> None:
    road.take_in([RawMessage(b"\xff\xfe\x00" * 50, "INBOX", 7, 1, AT)], Counts())
    assert understood(road, Stub()) == (0, 1)
    record = road.store.load_mails("practice")[0]
    assert record.mail.received_at == AT
    assert record.failure is not None
    assert record.failure.stage == "parse"


def test_the_words_of_every_mail_can_be_searched_for_also_where_the_rules_stumble(road: Road) -> None:
    road.take_in(mails("one", "stumble", "three"), Counts())
    understood(road, Stub())
    assert subjects_found(road, "hello") == ["one", "stumble", "three"]
    assert subjects_found(road, "b.example three") == ["three"]


def test_a_database_older_than_the_index_is_indexed_by_the_next_run(road: Road) -> None:
    """Nothing is analysed again; a mail that the archive has lost is left out."""
    road.take_in(mails("one", "two"), Counts())
    understood(road, Stub())
    forget_words(road.store, "practice")
    assert subjects_found(road, "hello") == []
    lost = id_of(road, "two")
    road.archive.path(lost).unlink()
    assert understood(road, Stub()) == (0, 0)
    assert subjects_found(road, "hello") == ["one"]


def subjects_found(road: Road, typed: str) -> list[str]:
    hits = search(road.store, "practice", read_query(typed)).mails
    return sorted(r.mail.subject for r in road.store.load_mails("practice") if r.mail.archive_id in hits)


def id_of(road: Road, subject: str) -> ArchiveId:
    return next(r.mail.archive_id for r in road.store.load_mails("practice") if r.mail.subject == subject)
