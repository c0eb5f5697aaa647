"""What is compared of mails, kept and loaded as it grows, on every kind of database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from classify.likeness import VERSION, Likeness
from ingest.message import ArchiveId
from store import likenesses
from store.dump import dumping
from store.likenesses import load_compared, load_mark, load_own_words, not_compared, put_likeness
from store.purging import delete_mails, purge_rows, redact_mails
from store.rows import Compared, Mail
from store.unit_of_work import Store

AT = datetime(2024, 11, 20, 9, tzinfo=UTC)
TakeOut = Callable[[Connection, str, list[ArchiveId]], None]
A, B = (ArchiveId(x * 64) for x in "ab")
WORDS = Likeness("d" * 64, 3, bytes(range(256)) * 2, "We prefer remand.\x00")


@pytest.fixture
def filled(store: Store) -> Store:
    for consultation in ("one", "other"):
        for mail in (A, B):
            store.record_mail(consultation, Mail(mail, "", "", "", "", AT, AT, 1))
    with store.writing() as connection:
        assert put_likeness(connection, "one", A, WORDS)
    return store


def test_what_was_put_in_comes_out_and_is_of_its_own_consultation(filled: Store) -> None:
    with filled.reading() as connection:
        assert load_compared(connection, "one") == (Compared(A, WORDS.digest, WORDS.length, WORDS.numbers),)
        assert load_own_words(connection, "one", [A, B]) == {A: "We prefer remand.�"}
        assert load_compared(connection, "other") == ()
        assert load_own_words(connection, "other", [A]) == {}
        assert load_own_words(connection, "one", [ArchiveId(f"{n:064}") for n in range(1100)]) == {}


def test_what_is_new_is_told_from_the_rest_by_a_mark_that_changes_with_everything(filled: Store) -> None:
    with filled.writing() as connection:
        before = load_mark(connection, "one")
        assert not put_likeness(connection, "one", A, WORDS)
        assert load_mark(connection, "one") == before
        put_likeness(connection, "one", B, WORDS)
        assert [c.archive_id for c in load_compared(connection, "one", before[1])] == [B]
        both = load_mark(connection, "one")
        put_likeness(connection, "one", A, replace(WORDS, words="We prefer recall.", digest="e" * 64))
        assert [c.digest[0] for c in load_compared(connection, "one", both[1])] == ["e"]
        assert len({before, both, load_mark(connection, "one")}) == 3


def test_mails_wait_until_this_version_has_compared_them(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with filled.reading() as connection:
        assert not_compared(connection, "one") == (B,)
        assert not_compared(connection, "other") == (A, B)
    monkeypatch.setattr(likenesses, "VERSION", f"{VERSION}+")
    with filled.reading() as connection:
        assert not_compared(connection, "one") == (A, B)


@pytest.mark.parametrize("take_out", [redact_mails, delete_mails])
def test_the_words_of_a_mail_that_is_taken_out_go_with_it_and_do_not_come_again(
    filled: Store, take_out: TakeOut
) -> None:
    with filled.writing() as connection:
        take_out(connection, "one", [A])
        assert load_own_words(connection, "one", [A]) == {}
        assert not_compared(connection, "one") == (B,)


def test_a_purge_leaves_nothing_of_it(filled: Store) -> None:
    with filled.writing() as connection:
        purge_rows(connection, "one")
        assert load_mark(connection, "one") == (0, 0)


def test_no_backup_has_what_can_be_made_anew(filled: Store) -> None:
    with dumping(filled) as dump:
        assert {"likenesses", "search_mails", "search_texts"}.isdisjoint(dump.names)
        assert "mails" in dump.names
