"""The chasers' page shows whom to chase, and gives the list and the drafts away as files."""

import csv
import email
import io
import zipfile

from openpyxl import load_workbook
from starlette.testclient import TestClient

from reports.mail_merges import merge_subject
from soundings.bootstrap import Office
from soundings.desk import OfficeDesk
from tests.web.conftest import csrf_of


def test_everybody_without_a_reply_is_on_the_page(editor: TestClient, desk: OfficeDesk) -> None:
    text = editor.get("/chasers").text
    found = desk.chasers()
    assert f"{len(found.due)} to chase now" in text
    lines = [d.line for d in found.due] + [n.line for n in (*found.mend, *found.answer, *found.held)]
    assert all(f'href="/stakeholders/{line.stakeholder.ref}"' in text for line in lines)
    assert all(one.why in text for one in found.mend)


def test_the_list_is_taken_away_as_csv_and_as_a_workbook(editor: TestClient, desk: OfficeDesk) -> None:
    table = editor.get("/chasers/chasers.csv")
    assert table.headers["content-disposition"].startswith('attachment; filename="chasers-2024-11-22.csv"')
    lines = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [line["Ref"] for line in lines] == [d.line.stakeholder.ref for d in desk.chasers().due]
    book = load_workbook(io.BytesIO(editor.get("/chasers/chasers.xlsx?as_of=2024-11-21").content))
    assert "Chase" in book.sheetnames
    assert editor.get("/chasers/chasers.exe").status_code == 404


def test_a_list_taken_away_is_kept_and_its_mail_merge_has_a_subject(
    editor: TestClient, desk: OfficeDesk, office: Office
) -> None:
    """By both its mails are known in Sent as reminders."""
    assert f"<strong>{merge_subject(office.consultation)}</strong>" in editor.get("/chasers").text
    editor.get("/chasers/chasers.csv")
    with office.open_store() as store:
        (kept,) = store.load_lists(office.consultation.name)
    assert kept.offered == tuple((d.line.stakeholder.ref, d.address) for d in desk.chasers().due)


def test_mails_are_drafted_once_and_taken_away_as_a_zip(editor: TestClient, desk: OfficeDesk) -> None:
    token = csrf_of(editor)
    assert editor.get("/chasers/drafts.zip").status_code == 404
    answer = editor.post("/chasers/draft", data={"csrf": token})
    due = len(desk.chasers().due)
    assert f"{due} mails drafted. Nothing was sent" in answer.text
    taken = zipfile.ZipFile(io.BytesIO(editor.get("/chasers/drafts.zip").content))
    mails = [email.message_from_bytes(taken.read(name)) for name in taken.namelist()]
    assert {m["To"].rpartition("<")[2].strip(" >") for m in mails} == {d.address for d in desk.chasers().due}
    assert "0 mails drafted" in editor.post("/chasers/draft", data={"csrf": token}).text
    assert len(desk.draft_files()) == due


def test_who_was_written_to_is_noted_and_no_longer_due(editor: TestClient, desk: OfficeDesk) -> None:
    token = csrf_of(editor)
    first, second = (d.line.stakeholder.ref for d in desk.chasers().due[:2])
    answer = editor.post("/chasers/record", data={"csrf": token, "ref": [first, second]})
    assert "Noted: 2 lines written to" in answer.text
    assert not {first, second}.intersection(d.line.stakeholder.ref for d in desk.chasers().due)
    again = editor.post("/chasers/record", data={"csrf": token, "ref": [first]})
    assert (again.status_code, "no longer due" in again.text) == (400, True)
    assert editor.post("/chasers/record", data={"csrf": token}).status_code == 400


def test_a_reader_takes_the_list_away_and_drafts_nothing(reader: TestClient, desk: OfficeDesk) -> None:
    assert "Draft the mails" not in reader.get("/chasers").text
    assert reader.get("/chasers/chasers.csv").status_code == 200
    assert reader.post("/chasers/draft", data={"csrf": csrf_of(reader)}).status_code == 403
    assert desk.draft_files() == {}
