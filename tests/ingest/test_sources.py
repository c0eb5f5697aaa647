"""Mails from files of every form come with their bytes, their time and a number that stays."""

import mailbox
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.message import RawMessage
from ingest.received import received_at
from ingest.sources import SourceError, read_files, read_named_files


def reply(name: str) -> bytes:
    return f"From: {name}@b.example\nDate: Mon, 18 Nov 2024 09:00:00 +0100\n\nFrom us at {name}: (c).\n".encode()


class Told(list[tuple[str, str]]):
    """What was told of files that could not be read."""

    def __call__(self, path: Path, problem: str) -> None:
        self.append((path.name, problem))


def read(*paths: Path) -> tuple[list[bytes], Told]:
    told = Told()
    return [m.raw for m in read_files(paths, told)], told


def only(path: Path) -> RawMessage:
    (message,) = read_files([path], Told())
    return message


def test_a_folder_is_read_with_all_below_it_in_order(tmp_path: Path) -> None:
    """Only files that look like mail; names of any case."""
    for name in ("b.eml", "a/z.EML", "a/a.eml", "a/notes.txt", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(reply(name))
    assert read(tmp_path) == ([reply("a/a.eml"), reply("a/z.EML"), reply("b.eml")], [])
    assert [name for name, _ in read_named_files([tmp_path], Told())] == ["a.eml", "z.EML", "b.eml"]


def test_a_file_named_outright_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "reply").write_bytes(reply("x"))
    assert read(tmp_path / "reply") == ([reply("x")], [])


@pytest.mark.parametrize(
    "content", [b"MZ\x00\x00" * 100, b"\xff\xd8\xff\xe0: x", b"PK\x03\x04" + b"a" * 2000, b"Dear all: hello"]
)
def test_a_file_that_begins_as_no_mail_does_is_left_out(tmp_path: Path, content: bytes) -> None:
    """One that is called .eml is kept all the same: a broken mail is a mail, and a person looks at it."""
    (tmp_path / "x.exe").write_bytes(content)
    mails, told = read(tmp_path / "x.exe")
    assert (mails, [name for name, why in told if "it is no mail" in why]) == ([], ["x.exe"])
    (tmp_path / "x.exe").rename(tmp_path / "x.eml")
    assert read(tmp_path / "x.eml") == ([content], [])


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n", b">From a@b Mon Nov 18 09:00:00 2024\n"])
def test_what_mail_programs_put_before_the_headers_does_no_harm(tmp_path: Path, before: bytes) -> None:
    (tmp_path / "reply").write_bytes(before + reply("x"))
    assert read(tmp_path / "reply") == ([before + reply("x")], [])


def test_a_mail_is_the_same_sighting_however_often_it_is_read(tmp_path: Path) -> None:
    """Folder, UIDVALIDITY and UID come from the content, not from name or time; 63 bits hold the number."""
    for name in ("one.eml", "two.eml"):
        (tmp_path / name).write_bytes(reply("x"))
    first, second = read_files([tmp_path], Told())
    assert first == second
    assert first.folder == "files"
    assert 0 < first.uid < 2**63
    (tmp_path / "three.eml").write_bytes(reply("y"))
    assert only(tmp_path / "three.eml").uid != first.uid


def test_an_mbox_as_pythons_own_library_writes_it(tmp_path: Path) -> None:
    """Lines that begin with "From " inside a mail come back as they were."""
    box = mailbox.mbox(tmp_path / "replies.mbox")
    for name in ("a", "b", "c"):
        box.add(reply(name))
    box.close()
    assert read(tmp_path) == ([reply("a"), reply("b"), reply("c")], [])
    assert [n for n, _ in read_named_files([tmp_path], Told())] == [f"replies.mbox:{n}" for n in (1, 2, 3)]


def test_a_sentence_from_us_does_not_part_an_mbox(tmp_path: Path) -> None:
    """Some programs leave "From " at a line's start as it is: without a time of day it parts nothing."""
    mail = b"Subject: x\n\nDear all\n\nFrom our members in 2024: (c).\n\nFrom me too\n"
    envelope = b"From a@b.example Tue Nov 19 11:42:10 2024\n"
    (tmp_path / "box").write_bytes(envelope + mail + b"\n" + envelope + mail)
    assert read(tmp_path / "box") == ([mail, mail], [])


def test_an_mbox_with_crlf_and_zone(tmp_path: Path) -> None:
    """As Thunderbird and Google Takeout write the line."""
    mails = [b"Subject: 1\r\n\r\n>> From here\r\n", b"Subject: 2\r\n\r\n>From there\r\n"]
    starts = [b"From - Tue Nov 19 11:42:10 2024\r\n", b"From 18161@xxx Tue Nov 19 11:42:10 +0000 2024\r\n"]
    (tmp_path / "x.mbox").write_bytes(starts[0] + mails[0] + b"\r\n" + starts[1] + mails[1])
    assert read(tmp_path)[0] == [mails[0], b"Subject: 2\r\n\r\nFrom there\r\n"]


def test_a_maildir_with_its_folders(tmp_path: Path) -> None:
    """New and read mail, subfolders too, half-delivered mail not; nothing moves and no flag changes."""
    box = mailbox.Maildir(tmp_path / "Maildir", create=True)
    read_one = mailbox.MaildirMessage(reply("read"))
    read_one.set_subdir("cur")
    read_one.set_flags("S")
    box.add(read_one)
    box.add(reply("new"))
    box.add_folder("Junk").add(reply("junk"))
    (tmp_path / "Maildir/tmp/half").write_bytes(reply("half"))
    (tmp_path / "Maildir/dovecot-uidlist").write_text("3 V1 N1\n")
    before = sorted(tmp_path.rglob("*"))
    mails, told = read(tmp_path)
    assert sorted(mails) == sorted([reply("read"), reply("new"), reply("junk")])
    assert told == []
    assert sorted(tmp_path.rglob("*")) == before


def test_what_cannot_be_read_is_told_and_the_rest_read(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"")
    (tmp_path / "b.msg").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "c.mbox").write_bytes(b"not one")
    (tmp_path / "d.eml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "e.eml").write_bytes(reply("e"))
    mails, told = read(tmp_path)
    assert mails == [reply("e")]
    assert [name for name, _ in told] == ["a.eml", "b.msg", "c.mbox", "d.eml"]
    assert "Save the mail as .eml" in told[1][1]


def test_a_path_that_is_not_there_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file or folder"):
        read_files([tmp_path / "nowhere"], Told())


TOPMOST = (
    b"Received: from x by y; Tue, 19 Nov 2024\r\n 12:42:10 +0100 (CET)\r\n"
    b"Received: by z; Sun, 17 Nov 2024 09:00:00 +0000\r\n"
)


@pytest.mark.parametrize(
    ("head", "at"),
    [
        (TOPMOST + b"Date: Mon, 18 Nov 2024 09:00:00 +0000\r\n", datetime(2024, 11, 19, 11, 42, 10, tzinfo=UTC)),
        (b"Date: Mon, 18 Nov 2024 09:00:00 -0500\r\n", datetime(2024, 11, 18, 14, tzinfo=UTC)),
        (b"Date: Mon, 18 Nov 2024 09:00:00 -0000\r\n", datetime(2024, 11, 18, 9, tzinfo=UTC)),
        (b"Received: from x by y\r\nDate: Mon, 18 Nov 2024 09:00:00 GMT\r\n", datetime(2024, 11, 18, 9, tzinfo=UTC)),
        (b"Received: x; yesterday\r\nDate: tomorrow\r\n", None),
        (b"Date: Mon, 99 Nov 2024 99:00:00 +9999\r\n", None),
        (b"Date: Fri, 31 Dec 9999 23:00:00 -1400\r\n", None),
        (b"Subject: none\r\n", None),
        (b"", None),
    ],
)
def test_the_time_of_a_mail_without_a_server(head: bytes, at: datetime | None) -> None:
    """The topmost Received header, else Date; UTC."""
    assert received_at(head + b"\r\nDate: Fri, 1 Nov 2024 09:00:00 +0000 in the body\r\n") == at


@given(stamp=st.text(alphabet="0123456789 :,;+-()MonTueNovGMT\r\n\xff\0", max_size=60))
def test_any_header_is_a_time_or_none(stamp: str) -> None:
    """Whatever a sender writes there, nothing is raised."""
    moment = received_at(f"Received: {stamp}\r\nDate: {stamp}\r\n\r\n".encode("latin-1"))
    assert moment is None or moment.tzinfo is UTC


def test_without_any_header_the_files_own_time_counts(tmp_path: Path) -> None:
    (tmp_path / "x.eml").write_bytes(b"Subject: x\r\n\r\n(c)\r\n")
    moment = datetime(2024, 11, 20, 8, 15, tzinfo=UTC)
    os.utime(tmp_path / "x.eml", (moment.timestamp(), moment.timestamp()))
    assert only(tmp_path / "x.eml").received_at == moment
