"""The mail ledger balances, or says where it does not and what to do; silence is told where it is unusual."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ingest.message import ArchiveId
from reports.ledger_report import ArchiveState, Books, find_faults, make_ledger
from reports.silence import say_silence
from store.rows import Balance, FolderState

NOON = datetime(2024, 11, 18, 12, tzinfo=UTC)
EVEN = Books(
    Balance(stored=30, duplicate=2, mails=30, analysed=29, failed=1, waiting=0),
    (FolderState("INBOX", 7, 27, (), 3, NOON), FolderState("Junk", 8, 1, (), 0, NOON)),
    ArchiveState(30, (), ()),
)


def facts(books: Books) -> dict[str, str]:
    return {f.name: f.value for f in make_ledger(books, "x", NOON, ZoneInfo("Europe/London")).facts}


def test_an_even_ledger_says_so_and_adds_up() -> None:
    """28 on the server, 3 gone since and 1 from elsewhere are the 32 that were seen."""
    shown = facts(EVEN)
    assert find_faults(EVEN) == ()
    assert shown["On the server"] == "28 mails in 2 folders"
    assert shown["From elsewhere"].startswith("1 from")
    assert shown["Seen"] == "32: 30 stored, 2 of mails held already"
    assert shown["Balance"] == "it balances"


@pytest.mark.parametrize(
    ("books", "told"),
    [
        (replace(EVEN, folders=(FolderState("INBOX", 7, 28, (4, 9), 0, NOON),)), r"2 mails in INBOX .*UID 4, 9"),
        (replace(EVEN, balance=replace(EVEN.balance, waiting=1)), "1 mail neither analysed nor failed"),
        (replace(EVEN, balance=replace(EVEN.balance, mails=29)), "30 stored sightings of 29 mails"),
        (replace(EVEN, archive=ArchiveState(29, (ArchiveId("ab" * 32),), ())), "1 archived mail missing or changed"),
        (replace(EVEN, archive=ArchiveState(30, (), (ArchiveId("cd" * 32),))), "in the archive and not in the ledger"),
    ],
)
def test_each_way_in_which_it_does_not_balance_is_told(books: Books, told: str) -> None:
    faults = find_faults(books)
    assert len(faults) == 1
    assert facts(books)["Balance"] == "DOES NOT BALANCE"
    assert re.search(told, faults[0])


def test_mail_that_came_since_the_last_run_is_not_missing() -> None:
    books = replace(EVEN, folders=(FolderState("INBOX", 7, 29, (), 3, NOON), EVEN.folders[1]), unfetched=2)
    assert find_faults(books) == ()
    assert facts(books)["On the server"] == "30 mails in 2 folders, 2 of them new since the last run"


DAYS = [NOON - timedelta(days=n) for n in (10, 11, 12, 14, 15)]


def test_a_pause_of_twice_the_longest_is_told() -> None:
    words = say_silence(DAYS, NOON, NOON + timedelta(days=9))
    assert words.startswith("No mail has come for 10 days; the longest pause before was 2 days.")


@pytest.mark.parametrize(
    ("received", "now", "until"),
    [
        (DAYS, DAYS[0] + timedelta(days=3), NOON),
        (DAYS[:4], NOON, NOON),
        (DAYS, NOON, NOON - timedelta(days=1)),
        ([], NOON, NOON),
    ],
    ids=["not-so-long", "too-few-to-know", "after-the-end", "none-yet"],
)
def test_a_pause_that_is_usual_is_not_told(received: list[datetime], now: datetime, until: datetime) -> None:
    assert say_silence(received, now, until) == ""
