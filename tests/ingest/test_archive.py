"""The archive keeps each mail whole, once, and knows when it no longer does."""

import hashlib
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.archive import Archive, ArchiveError, Verification, archive_id
from ingest.message import ArchiveId

MAIL = b"From: a@b.example\r\n\r\nOur choice is (c).\xff\r\n"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def test_a_mail_lies_under_its_digest(archive: Archive) -> None:
    """`ab/cd/abcd….eml`, the very bytes."""
    digest = hashlib.sha256(MAIL).hexdigest()
    assert archive.store(MAIL) == digest
    assert archive.path(ArchiveId(digest)) == archive.root / digest[:2] / digest[2:4] / f"{digest}.eml"
    assert archive.path(ArchiveId(digest)).read_bytes() == MAIL
    assert archive.load(ArchiveId(digest)) == MAIL


@given(raw=st.binary(max_size=2000))
def test_what_is_stored_is_loaded(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    archive = Archive(tmp_path_factory.getbasetemp() / "any")
    assert archive.load(archive.store(raw)) == raw


def test_storing_again_changes_nothing(archive: Archive) -> None:
    mail = archive.store(MAIL)
    before = archive.path(mail).stat()
    assert archive.store(MAIL) == mail
    assert archive.path(mail).stat() == before
    assert list(archive.ids()) == [mail]


def test_only_the_owner_may_look(archive: Archive) -> None:
    """Replies are confidential: neither folders nor files are open to others."""
    mail = archive.store(MAIL)
    for path in (archive.path(mail), *list(archive.path(mail).parents)[:3]):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077


def test_a_crash_in_mid_write_leaves_no_mail(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the whole mail is on the disk, there is none under its name; the next try succeeds."""

    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    archive.store(b"another")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ArchiveError, match=r"No space left on device.*nothing is lost"):
        archive.store(MAIL)
    monkeypatch.undo()
    assert archive_id(MAIL) not in archive
    assert not list(archive.root.rglob(".new-*"))
    assert archive.load(archive.store(MAIL)) == MAIL


def test_a_damaged_mail_is_found_and_not_handed_out(archive: Archive) -> None:
    good, bad = archive.store(MAIL), archive.store(b"another")
    archive.path(bad).chmod(0o600)
    archive.path(bad).write_bytes(b"anothe")
    assert archive.verify() == Verification(whole=1, damaged=(bad,))
    with pytest.raises(ArchiveError, match="has changed"):
        archive.load(bad)
    assert archive.load(good) == MAIL


def test_storing_a_damaged_mail_again_mends_it(archive: Archive) -> None:
    mail = archive.store(MAIL)
    archive.path(mail).write_bytes(b"")
    archive.store(MAIL)
    assert archive.verify() == Verification(whole=1, damaged=())


def test_a_missing_mail_is_told(archive: Archive) -> None:
    mail = archive_id(MAIL)
    assert mail not in archive
    with pytest.raises(ArchiveError, match=mail):
        archive.load(mail)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_what_is_no_id_leads_nowhere(archive: Archive, name: str) -> None:
    with pytest.raises(ArchiveError, match="no archive id"):
        archive.load(ArchiveId(name))


def test_an_empty_archive_is_whole(archive: Archive) -> None:
    """Before the first mail there is not even a folder."""
    assert archive.verify() == Verification(whole=0, damaged=())
