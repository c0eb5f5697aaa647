"""The commands that need no mailbox."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from config.load import find_consultation, find_letter_file, load_consultation
from tests.soundings.conftest import PRACTICE_MAILS, Call, rows_of

LETTER = find_consultation("hmip-2025-26") / "letter.txt"
PROJECT = Path(__file__).parent.parent.parent
FEW = ("d-001.eml", "d-010.eml", "d-026.eml")


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    """Three practice mails in a folder."""
    folder = tmp_path / "mails"
    folder.mkdir()
    for name in FEW:
        (folder / name).write_bytes((PRACTICE_MAILS / name).read_bytes())
    return folder


def test_analyse_prints_a_line_for_each_mail_and_keeps_nothing(call: Call, mails: Path, tmp_path: Path) -> None:
    (mails / "empty.eml").touch()
    (mails / "noise.eml").write_bytes(b"\x00\xff\xfe" * 500)
    ended = call("analyse", "--consultation", "practice", "--home", tmp_path / "home", mails)
    assert ended.code == 0
    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert [line["file"] for line in lines] == [*FEW, "noise.eml"]
    assert all(set(line) >= {"kind", "stakeholders", "answers", "topics", "proposals", "own_text"} for line in lines)
    assert lines[0]["kind"] == "response"
    assert "empty.eml: the file is empty; left out" in ended.err
    assert not (tmp_path / "home").exists()


def test_analyse_says_what_is_not_there(call: Call) -> None:
    ended = call("analyse", "--consultation", "practice", "nowhere")
    assert ended.code == 1
    assert "nowhere: there is no such file or folder" in ended.err


def test_analyse_says_that_a_folder_holds_no_mail(call: Call, tmp_path: Path) -> None:
    ended = call("analyse", "--consultation", "practice", tmp_path)
    assert (ended.code, ended.out) == (0, "")
    assert "No mails were found" in ended.err


def test_run_from_files_twice(call: Call, mails: Path, tmp_path: Path) -> None:
    here = ("--consultation", "practice", "--home", tmp_path / "home")
    assert "3 mails fetched: 3 new" in call("run", *here, "--from", mails).out
    held = rows_of(tmp_path / "home" / "soundings.sqlite")
    assert "0 mails fetched: nothing is new." in call("run", *here, "--from", mails).out
    assert rows_of(tmp_path / "home" / "soundings.sqlite") == held


def test_status_as_json(call: Call, mails: Path, tmp_path: Path) -> None:
    here = ("--consultation", "practice", "--home", tmp_path / "home")
    call("run", *here, "--from", mails)
    found = json.loads(call("status", *here, "--as-of", "2024-11-22T23:59 Europe/London", "--json").out)
    assert found["as_of"] == "2024-11-22T23:59:00+00:00"
    assert len(found["lines"]) == 74
    assert set(found["lines"][0]) >= {"ref", "group", "name", "standing", "replied_at", "mails"}
    assert set(found) >= {"as_of", "lines", "unlisted", "totals"}


def test_chase_writes_a_list_for_mail_merge_and_notes_it_only_when_asked(call: Call, tmp_path: Path) -> None:
    here = ("--consultation", "practice", "--home", tmp_path, "--as-of", "2024-11-22")
    first = call("chase", *here, "--output", tmp_path / "out")
    assert first.code == 0
    with (tmp_path / "out" / "chasers-2024-11-22.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 72
    assert rows[0]["Times chased"] == "0"
    book = load_workbook(tmp_path / "out" / "chasers-2024-11-22.xlsx")
    assert book.sheetnames[0] == "Chase"
    again = json.loads(call("chase", *here, "--json", "--record").out)
    assert again["facts"]["To chase"] == "72"
    assert json.loads(call("chase", *here, "--json").out)["facts"]["To chase"] == "0"


def test_summary_is_a_document(call: Call, mails: Path, tmp_path: Path) -> None:
    here = ("--consultation", "practice", "--home", tmp_path / "home")
    call("run", *here, "--from", mails)
    ended = call("summary", *here, "--as-of", "2024-11-22", "--output", "out")
    assert ended.code == 0
    assert "Who replied" in ended.out
    document = Document("out/summary-2024-11-22.docx")
    assert "Who replied" in [p.text for p in document.paragraphs]
    assert Path("out/summary-2024-11-22.md").read_text("utf-8").startswith("# Practice")


def test_explain_a_file_and_an_archived_mail(call: Call, mails: Path, tmp_path: Path) -> None:
    here = ("--consultation", "practice", "--home", tmp_path / "home")
    of_file = call("explain", *here, mails / "d-001.eml")
    assert of_file.code == 0
    assert "What kind of mail, and why" in of_file.out
    assert "**online sexual offending**" in of_file.out
    assert "sure" in of_file.out
    assert "[letter:" in of_file.out or "[signature:" in of_file.out
    call("run", *here, "--from", mails)
    digits = next((tmp_path / "home" / "archive").rglob("*.eml")).stem
    of_archive = call("explain", *here, digits[:10])
    assert of_archive.code == 0
    assert digits in of_archive.out
    assert call("explain", *here, "0000").code == 1


def test_explain_speaks_of_questions_only_where_a_mail_does(call: Call, mails: Path, tmp_path: Path) -> None:
    absence = find_consultation("practice") / "mailbox" / "d-083.eml"
    ended = call("explain", "--consultation", "practice", "--home", tmp_path / "home", absence)
    assert ended.code == 0
    assert "auto reply" in ended.out
    assert "Back on 6 Nov 2024." in ended.out
    assert "The questions" not in ended.out


def test_explain_names_no_mail_in_a_file_without_any(call: Call, tmp_path: Path) -> None:
    (tmp_path / "empty.eml").touch()
    ended = call("explain", "--consultation", "practice", tmp_path / "empty.eml")
    assert ended.code == 1
    assert "there is no mail in it" in ended.err


def test_init_makes_a_consultation_that_works_the_same_day(call: Call, mails: Path) -> None:
    ended = call("init", "mine", "--letter", LETTER)
    assert ended.code == 0, ended.err
    assert "Deadline   22 Nov 2024" in ended.out
    assert "50 lines have no address" in ended.out
    assert len(load_consultation(Path("mine")).topics) == 11
    assert call("analyse", "--consultation", "mine", mails).code == 0
    again = call("init", "mine", "--letter", LETTER)
    assert again.code == 2
    assert "the file is there already" in again.err


def test_init_takes_a_word_document_and_a_list(call: Call) -> None:
    document = Document()
    for paragraph in LETTER.read_text("utf-8").split("\n"):
        document.add_paragraph(paragraph)
    document.save("letter.docx")
    people = find_consultation("practice") / "distribution-list.csv"
    ended = call("init", "mine", "--letter", "letter.docx", "--list", people)
    assert ended.code == 0, ended.err
    assert len(load_consultation(Path("mine")).stakeholders) == 74
    asked = load_consultation(Path("mine"))
    assert len(asked.questions) == 4
    assert find_letter_file(Path("mine"), asked.chasing) == Path("mine/letter.docx")
    assert Path("mine/letter.docx").read_bytes() == Path("letter.docx").read_bytes()
    assert "mine/letter.docx" in ended.out


def test_init_where_the_letter_lies_already_leaves_it_there(call: Call) -> None:
    """And a letter of another name keeps it: reminders carry it under the name that its readers know."""
    document = Document()
    document.add_paragraph("Views by 22 November 2024, please.")
    Path("mine").mkdir()
    document.save("mine/Our “letter”.docx")
    ended = call("init", "mine", "--letter", "mine/Our “letter”.docx")
    assert ended.code == 0, ended.err
    assert 'letter_file = "Our “letter”.docx"' in Path("mine/consultation.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("letter", "words"),
    [("nowhere.docx", "the letter cannot be read"), ("photo.jpg", "Save it as .docx"), ("empty.txt", "empty file")],
)
def test_init_writes_nothing_where_the_letter_is_none(call: Call, letter: str, words: str) -> None:
    Path("photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" * 9)
    Path("empty.txt").touch()
    ended = call("init", "mine", "--letter", letter)
    assert ended.code == 2
    assert words in ended.err
    assert not Path("mine").exists()


def test_the_doctor_says_what_to_mend(call: Call, tmp_path: Path) -> None:
    ended = call("doctor", "--consultation", "practice", "--home", tmp_path / "home")
    assert ended.code == 2
    lines = {line.split()[1]: line for line in ended.out.splitlines()}
    assert list(lines) == [
        "settings",
        "home",
        "mailbox",
        "consultation",
        "archive",
        "database",
        "models",
        "clock",
        "scans",
    ]
    assert lines["mailbox"].startswith("MEND")
    assert "SOUNDINGS_IMAP__HOST" in lines["mailbox"]
    assert all(lines[what].startswith("OK") for what in ("settings", "home", "consultation", "database", "models"))


def test_the_worker_refuses_an_hour_that_comes_twice(call: Call, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('[worker]\ncron = "30 1 * * *"\n[imap]\nhost = "x"\nuser = "y"\n')
    ended = call("worker", "--consultation", "practice", "--home", tmp_path, SOUNDINGS_IMAP__PASSWORD="z")
    assert ended.code == 2
    assert "comes twice or never" in ended.err


def test_a_terminal_that_knows_few_letters_is_enough(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from soundings.cli import main; main()", "status", "--consultation", "practice"]
    done = subprocess.run(
        [*command, "--home", tmp_path],
        env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Replied" in done.stdout


def test_help_loads_nothing_heavy() -> None:
    """What starts in a moment: no language model, database, mailbox or document library."""
    heavy = ("spacy", "sqlalchemy", "imapclient", "docx", "pydantic", "apscheduler", "pymap", "lxml", "openpyxl")
    script = f"import sys, soundings.cli; print(*(m for m in {heavy!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")


def test_every_command_has_an_example(call: Call) -> None:
    names: tuple[str, ...] = (
        "demo",
        "init",
        "doctor",
        "run",
        "worker",
        "status",
        "chase",
        "summary",
        "analyse",
        "explain",
    )
    names += ("correct", "extend", "history", "link", "list import", "list changes", "list accept", "list refuse")
    for name in names:
        assert f"Example: soundings {name}" in " ".join(call(*name.split(), "--help").out.split())
