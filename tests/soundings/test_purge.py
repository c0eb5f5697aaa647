"""After a purge no word that anybody wrote is anywhere, and the counts are."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from config.consultation import Consultation
from soundings.bootstrap import Office
from soundings.errors import SoundingsError
from soundings.pull import pull_files
from soundings.purge import check_due, plan_purge, purge
from store.errors import StoreError
from store.hold import BusyError, hold_runs
from store.metadata import metadata
from store.protection import Act, load_protections
from store.purging import KEPT, OF_THE_INDEX, personal_tables
from tests.soundings.conftest import Call, files_of, rows_of
from tests.soundings.desk import NAME
from tests.soundings.personal import ADDRESS, AT, HELD, SECRET, files, fill, found_in, words_in
from tests.soundings.pulling import Stub, office_in


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return fill(tmp_path / "home")


def test_no_word_of_the_purged_mails_is_in_database_archive_or_index(office: Office, tmp_path: Path) -> None:
    """Byte by byte, but for words that an empty database has too, or the counts that are kept."""
    home = office.settings.home
    written: set[str] = {ADDRESS, *SECRET.lower().split()}
    for file in files():
        written |= words_in(file.read_bytes())
    assert len(written) > 300
    before = found_in(home, written)
    assert {ADDRESS, *SECRET.lower().split()} <= before
    assert len(before) > 300
    with office_in(tmp_path / "empty").open_store():
        pass
    with office.open_store() as store:
        plan = purge(office, store, "officer", "the time is over")
    harmless = found_in(tmp_path / "empty", written)
    harmless |= {word for word in written if word in f"{json.dumps(plan.kept)} officer the time is over".lower()}
    assert found_in(home, written) - harmless == set()
    assert not (home / "archive" / NAME).exists()
    assert not (home / "output" / NAME).exists()
    left = {name for name, rows in rows_of(home / "soundings.sqlite").items() if rows}
    assert {name for name in left if not name.startswith("search_index_")} == {"alembic_version", "protections"}


def test_the_counts_are_kept_with_who_did_it_and_why(office: Office, call: Call) -> None:
    """Shown before it is done, the same afterwards, and by no name."""
    home = office.settings.home
    common = ("--consultation", NAME, "--home", home)
    shown = call("purge", "--dry-run", *common)
    assert f"Mails in the archive, would go: {len(HELD)}" in shown.out
    done = call("purge", "--confirm", NAME, "--early", "--because", "asked to", "--by", "officer", *common)
    assert done.code == 0, done.err
    assert "Not touched, and yours to see to: the mailbox" in done.out
    again = call("purge", "--dry-run", *common)
    assert "by officer." in again.out
    assert "Mails in the archive, would go: 0" in again.out

    def kept(out: str) -> str:
        return out.partition("and these counts:\n")[2].partition("Not touched")[0]

    assert kept(shown.out) == kept(done.out) == kept(again.out)
    assert f"Mails {len(HELD)}: " in kept(again.out)
    with office.open_store() as store, store.reading() as connection:
        (record,) = load_protections(connection, NAME)
    assert (record.what, record.by, record.reason) == (Act.PURGE, "officer", "asked to")


def test_a_dry_run_changes_nothing(office: Office, call: Call) -> None:
    home = office.settings.home
    before = rows_of(home / "soundings.sqlite"), files_of(home / "archive"), files_of(home / "output")
    call("purge", "--dry-run", "--consultation", NAME, "--home", home)
    assert (rows_of(home / "soundings.sqlite"), files_of(home / "archive"), files_of(home / "output")) == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "nothing was deleted. See --dry-run first"),
        (("--confirm", "other"), "--confirm practice does it for good"),
        (("--confirm", NAME), "does not say for how long mails are kept (retention_weeks)"),
        (("--confirm", NAME, "--early"), "--early wants a reason"),
    ],
)
def test_it_is_not_done_by_mistake(office: Office, call: Call, options: tuple[str, ...], words: str) -> None:
    ended = call("purge", *options, "--consultation", NAME, "--home", office.settings.home)
    assert (ended.code, words in ended.err) == (1, True), ended.err
    assert len(list(office.archive.ids())) == len(HELD)


def test_the_time_for_which_mails_are_kept_is_counted_from_the_deadline(office: Office) -> None:
    """Two weeks after 22 November is 6 December, the whole of it."""
    asked = replace(office.consultation, retention_weeks=2)
    with pytest.raises(SoundingsError, match="mails are kept until 6 Dec 2024"):
        check_due(replace(office, consultation=asked, clock=lambda: AT + timedelta(days=14)))
    check_due(replace(office, consultation=asked, clock=lambda: AT + timedelta(days=15)))


def test_a_purged_consultation_neither_fetches_again_nor_says_that_nobody_replied(office: Office, call: Call) -> None:
    with office.open_store() as store:
        purge(office, store, "officer", "")

    def load(_: Consultation) -> Stub:
        return Stub()

    with pytest.raises(StoreError, match="practice was purged on 2024-11-22"):
        pull_files(office, files(), load, lambda *_: None, lambda *_: None)
    assert list(office.archive.ids()) == []
    for command in ("status", "chase", "summary"):
        ended = call(command, "--consultation", NAME, "--home", office.settings.home)
        assert (ended.code, "was purged on" in ended.err) == (1, True), command
    assert not rows_of(office.settings.home / "soundings.sqlite")["exercises"]


def test_one_that_broke_off_is_gone_on_with(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows have gone and the files have not, as when the process ends between the two."""
    with office.open_store() as store:
        with monkeypatch.context() as patch:
            patch.setattr("soundings.purge._delete", lambda _: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                purge(office, store, "officer", "first")
        assert len(list(office.archive.ids())) == len(HELD)
        purge(office, store, "officer", "second")
        with store.reading() as connection:
            assert [p.reason for p in load_protections(connection, NAME)] == ["first"]
        assert plan_purge(office, store).archived == 0


def test_it_waits_for_a_run_that_is_at_work_and_for_who_reads_the_database(office: Office) -> None:
    with office.open_store() as store, office.open_store() as other:
        with hold_runs(other, NAME), pytest.raises(BusyError):
            purge(office, store, "officer", "")
        assert len(list(office.archive.ids())) == len(HELD)


def test_every_table_is_either_purged_or_known_to_name_nobody() -> None:
    assert {table.name for table in personal_tables()} | {*KEPT, *OF_THE_INDEX} == set(metadata.tables)
