"""Mails of others' collections: which files are mails, and what counts as a word lost or a quotation cut."""

from pathlib import Path

import pytest

from benchmarks.foreign import NO_LETTER, lost_words, main, outcome
from benchmarks.foreign_files import ForeignMail, find_mails
from ingest.parse import parse

HEAD = b"From: a@b.example\nSubject: Re: ponds\nMIME-Version: 1.0\n"
PLAIN = HEAD + b"Content-Type: text/plain\n\n"
REPLY = PLAIN + b"Dredge the ponds.\n\nOn 3 May 2024 at 10:12, C <c@d.example> wrote:\n> What first?\n"


def page(body: str, plain: str = "") -> bytes:
    """A mail of two forms, or of a page alone."""
    parts = f"--b\nContent-Type: text/plain\n\n{plain}\n" if plain else ""
    parts += f"--b\nContent-Type: text/html\n\n{body}\n--b--\n"
    return HEAD + f"Content-Type: multipart/alternative; boundary=b\n\n{parts}".encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "theirs"
    place.mkdir()
    (place / "a.eml").write_bytes(REPLY)
    (place / "a.own.txt").write_text("Dredge the ponds.")
    (place / "mail_test_1").write_bytes(REPLY)
    (place / "b.txt").write_text("Dear all,\nno headers here.\n")
    (place / "winmail.dat").write_bytes(bytes.fromhex("789f3e220100"))
    (place / "c.mbox").write_bytes(b"From a@b.example Fri May  3 10:12:00 2024\n" + REPLY)
    return tmp_path


def test_what_looks_like_a_mail_is_one(folder: Path) -> None:
    found = {mail.name: mail.own for mail in find_mails(folder, lambda path, why: pytest.fail(f"{path}: {why}"))}
    assert found == {
        "theirs/a.eml": "Dredge the ponds.",
        "theirs/c.mbox:1": None,
        "theirs/mail_test_1": None,
        "theirs/winmail.dat": None,
    }


def test_a_known_reply_is_compared_word_for_word() -> None:
    right = outcome(ForeignMail("x/a", REPLY, "Dredge the ponds"))
    assert (right.kept, right.cut, right.exact, right.lost) == (1, 1, True, ())
    more = outcome(ForeignMail("x/a", REPLY, "Dredge the ponds What first"))
    assert (more.kept, more.cut, more.exact) == (0.6, 1, False)
    less = outcome(ForeignMail("x/a", REPLY, "Dredge ponds"))
    assert (less.kept, less.exact) == (1, False)
    assert less.cut is not None
    assert less.cut < 1


@pytest.mark.parametrize(
    ("raw", "lost"),
    [
        (PLAIN + b"ponds and paths", ("paths",)),
        (PLAIN + b"ponds https://a.example/paths and", ()),
        (page("<p>ponds and</p>", "ponds and paths"), ()),
        (page("<p>ponds and lamps</p>", "ponds and paths"), ("paths",)),
        (page("<p>po<b>nds</b> and</p><div style=\"display:none\"><div>x</div>lamps</div>"), ()),
        (page("<title>lamps</title><p>ponds<br>and meadows"), ("meadows",)),
    ],
)  # fmt: skip
def test_a_word_is_lost_where_no_form_is_whole(raw: bytes, lost: tuple[str, ...]) -> None:
    """Ours are "ponds and"; the words of one form, of a link and of what a page hides need not be there."""
    assert lost_words(raw, parse(PLAIN + b"ponds and", NO_LETTER)) == lost


def test_the_table_has_a_line_for_each_collection(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].startswith("| theirs | 4 | 0 | 0 | ")
    assert lines[2].endswith(" | 1 | 1 | 1 | 1 |")
    assert lines[3].startswith("| **all** | 4 |")


def test_a_folder_without_mails_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "no mail is in this folder" in capsys.readouterr().err
    assert main([str(tmp_path / "nowhere")]) == 2
    assert "Name a folder of mails" in capsys.readouterr().err
