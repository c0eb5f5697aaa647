"""What a lead takes away, opened by programs that are not ours: LibreOffice, and Dovecot's reader of mails."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from email.header import decode_header, make_header
from pathlib import Path

import openpyxl
import pytest

from config.consultation import Ref
from ingest.mailbox_drafts import open_drafts
from reports.chaser_report import chase_table, make_chaser_report
from reports.chaser_words import ChaserText
from reports.chasers import make_chaser_list
from reports.render.as_eml import Letter, render_eml
from reports.render.as_xlsx import render_xlsx
from reports.status import make_status
from tests.ingest.dovecot import Dovecot, dovecot
from tests.reports.made import ANN, BOB, CAT, consultation, line, london, mail
from tests.reports.office import EVERY_SHEET, convert, warnings_of

CHARACTERS = (
    "=cmd|' /C calc'!A0",
    '+HYPERLINK("http://x.example","y")',
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "Siân Ŵyn",
    "007",
)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Names that a spreadsheet might run, and something on every sheet of the list."""
    people = [line(ANN, name=name) for name in CHARACTERS]
    named = [replace(s, ref=Ref(f"{s.ref}{n}"), email=f"a{n}@x.example") for n, s in enumerate(people)]
    asked = consultation(lines=(*named, line(BOB), line(CAT)))
    mails = [mail("11-18 09:00", "query", BOB), mail("11-18 09:01", "bounce", CAT)]
    chasers = make_chaser_list(make_status(asked, mails, (), london("11-20 09:00")), ())
    path = tmp_path / "chasers.xlsx"
    path.write_bytes(render_xlsx(make_chaser_report(chasers)))
    with (tmp_path / "expected.csv").open("w", encoding="utf-8", newline="") as file:
        table = chase_table(chasers.due)
        csv.writer(file).writerows([table.columns, *table.rows])
    return path


def test_libre_office_opens_every_sheet_without_a_warning_and_says_what_was_written(
    workbook: Path, tmp_path: Path
) -> None:
    told = convert(workbook, EVERY_SHEET, tmp_path / "out")
    assert warnings_of(told) == []
    found = {file.stem.removeprefix("chasers-") for file in (tmp_path / "out").iterdir()}
    assert found == {"Chase", "Mend", "Answer", "About"}
    with (tmp_path / "out" / "chasers-Chase.csv").open(encoding="utf-8", newline="") as file:
        shown = list(csv.reader(file))
    with (tmp_path / "expected.csv").open(encoding="utf-8", newline="") as file:
        assert shown == list(csv.reader(file))
    assert [row[2] for row in shown[1:]] == list(CHARACTERS)


def test_libre_office_takes_nothing_for_a_formula_or_a_link(workbook: Path, tmp_path: Path) -> None:
    """Saved again by it as a workbook: every cell is text or a number."""
    convert(workbook, "xlsx", tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "chasers.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


def test_dovecot_reads_a_welsh_draft_and_finds_it_again_by_its_words(server: Dovecot) -> None:
    """Its structure, its subject, its addressee, and words of the body with letters that are not English."""
    text = ChaserText("Nodyn atgoffa: eich barn, Siân Ŵyn", "Annwyl Siân,\n\nDiolch am ŵyl y glaw.\n", ("cy", "en"))
    letter = Letter("<letter@us.example>", "Llythyr Ŵyn.pdf", b"%PDF-1.7 \x00\xff")
    at = london("11-20 09:00")
    raw = render_eml(text, ("Siân Ŵyn", "sian@x.example"), ("Ni", "us@us.example"), "<1@us.example>", letter, at)
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(len(part) for part in raw.split(b"\r\n")) <= 998
    with server.client("welsh") as client:
        client.create_folder("Unsent")
    with open_drafts(server.settings("welsh")) as drafts:
        drafts.append(raw, "<1@us.example>", at)
    with server.client("welsh") as client:
        client.select_folder("Unsent")
        (uid,) = client.search(["DRAFT"])
        for words in (
            ["SUBJECT", "Ŵyn"],
            ["BODY", "ŵyl y glaw"],
            ["TO", "Siân"],
            ["HEADER", "In-Reply-To", "letter@us"],
        ):
            assert client.search(words, charset="UTF-8") == [uid], words
        found = client.fetch([uid], ["ENVELOPE", "BODYSTRUCTURE", "RFC822.SIZE", "BODY.PEEK[]"])[uid]
    envelope, structure = found[b"ENVELOPE"], found[b"BODYSTRUCTURE"]
    assert str(make_header(decode_header(envelope.subject.decode()))) == text.subject
    assert (envelope.to[0].mailbox, envelope.to[0].host) == (b"sian", b"x.example")
    assert envelope.in_reply_to == b"<letter@us.example>"
    (body, attached), kind = structure[0], structure[1]
    assert (kind, body[:2], body[2]) == (b"mixed", (b"text", b"plain"), (b"charset", b"utf-8"))
    assert attached[:2] == (b"application", b"pdf")
    assert (found[b"RFC822.SIZE"], found[b"BODY[]"]) == (len(raw), raw)
