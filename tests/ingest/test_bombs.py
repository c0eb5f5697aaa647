"""What unpacks to very much ends within limits of memory and time, is told, and leaves its mail readable."""

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from ingest.attachments import child
from ingest.attachments.child import MEMORY, TOO_MUCH
from ingest.message import UNREAD, ParsedMessage
from ingest.parse import MOST_HEAVY, parse
from tests.ingest.bombs import BOMBS, deflated, pdf_of_text, pdf_packed_twice, sheet_of_many_strings
from tests.ingest.documents import attached, pdf
from tests.ingest.reading import LETTER

ONE_OF_EACH = ("a workbook of many strings", "a zip in a zip in a zip", "a winmail.dat with a huge file")
PROJECT = Path(__file__).parents[2]


def read(data: bytes, name: str) -> ParsedMessage:
    return parse(attached(data, name).as_bytes(), LETTER)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_told_and_the_words_of_its_mail_are_read(name: str) -> None:
    make, file, words = BOMBS[name]
    message = read(make(), file)
    told = "; ".join(message.problems)
    assert words in told
    assert UNREAD in told
    assert message.text("body") == "Please find our answer attached."


def test_a_file_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is within the limits of size, and would need many seconds of the processor."""
    monkeypatch.setattr(child, "SECONDS", 1)
    for data, name in ((sheet_of_many_strings(55), "a.xlsx"), (pdf_of_text(20), "a.pdf")):
        assert [a.problem for a in read(data, name).attachments] == [TOO_MUCH]


def test_a_mail_of_many_bombs_is_not_opened_to_its_end() -> None:
    """A file that comes after them is named; the same bomb twice is tried once."""
    bombs = [pdf_packed_twice(2000 + n) for n in range(MOST_HEAVY)]
    message = attached(bombs[0], "0.pdf", "application/pdf")
    for number, data in enumerate((*bombs, pdf((50, 700, "Our answer"))), 1):
        message.add_attachment(data, maintype="application", subtype="pdf", filename=f"{number}.pdf")
    problems = [a.problem for a in parse(message.as_bytes(), LETTER).attachments]
    assert problems[:-1] == [TOO_MUCH] * (MOST_HEAVY + 1)
    assert "not opened, since 3 files before it were too much" in problems[-1]


def test_the_streams_of_these_tests_are_what_they_say() -> None:
    assert zlib.decompress(deflated(b"start", b"block" * 3, 5, b"end")) == b"start" + b"block" * 15 + b"end"


def test_soundings_analyse_gets_through_them_within_the_memory_of_one(tmp_path: Path) -> None:
    """One of each kind; the largest of all processes stays within the limit of a reader and what Python needs."""
    chosen = [BOMBS[name] for name in ("a Word document of ten million paragraphs", "a PDF of spaces", *ONE_OF_EACH)]
    for number, (make, file, _) in enumerate(chosen):
        (tmp_path / f"{number:02}.eml").write_bytes(attached(make(), file).as_bytes())
    program = "from soundings.cli import main; main()"
    command = [sys.executable, "-c", program, "analyse", "--consultation", "practice", str(tmp_path)]
    with (tmp_path / "out").open("w") as out:
        running = subprocess.Popen(command, stdout=out, cwd=PROJECT, env=os.environ | {"PYTHONPATH": str(PROJECT)})
        _, status, used = os.wait4(running.pid, 0)
    lines = [json.loads(line) for line in (tmp_path / "out").read_text().splitlines()]
    assert (status, len(lines)) == (0, len(chosen))
    assert all(line["needs_review"] for line in lines)
    assert used.ru_maxrss * 1024 < MEMORY + 200_000_000
