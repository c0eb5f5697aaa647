"""The list, what mails propose to it, and replies that come another way."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from config.consultation import Ref
from config.stakeholders import write_stakeholders
from soundings.desk import OfficeDesk
from tests.web.conftest import csrf_of

LIST, ADD = "/administration/list", "/administration/add"


def settle(desk: OfficeDesk) -> None:
    """Wait until what was begun has ended."""
    desk.intake.wait()


def test_the_ledger_and_the_runs_are_shown(editor: TestClient) -> None:
    text = editor.get("/administration").text
    assert "75 seen: 75 analysed" in text
    assert "Friday 22 Nov 2024, 02:00" in text
    assert "Read the mailbox now" not in text


def test_a_proposed_change_is_accepted_or_refused_by_name(editor: TestClient, desk: OfficeDesk) -> None:
    token = csrf_of(editor)
    (first, accepted), (second, _), *_ = sorted(desk.lists.proposals().items())
    answer = editor.post(f"{LIST}/accept", data={"csrf": token, "number": first})
    assert "The list is changed" in answer.text
    made = desk.lists.changes()[-1]
    assert (made.change.after, made.by) == (accepted.change.after, "Ann Editor")
    editor.post(f"{LIST}/refuse", data={"csrf": token, "number": second})
    assert not {first, second}.intersection(desk.lists.proposals())
    again = editor.post(f"{LIST}/refuse", data={"csrf": token, "number": second})
    assert (again.status_code, "is proposed" in again.text) == (400, True)
    assert editor.post(f"{LIST}/accept", data={"csrf": token, "number": "x"}).status_code == 400


def test_who_wrote_without_being_on_the_list_is_put_on_it(editor: TestClient, desk: OfficeDesk) -> None:
    token, stranger = csrf_of(editor), desk.view().status.unlisted[0]
    assert stranger.from_address in editor.get(LIST).text
    data = {"csrf": token, "address": stranger.from_address, "row": "1", "ref": "", "name": "Una Gable", "group": "New"}
    answer = editor.post(f"{LIST}/link", data=data)
    assert "is on the list now" in answer.text
    assert desk.line("una-gable").email == stranger.from_address
    twice = editor.post(f"{LIST}/link", data=data | {"ref": "linkage"})
    assert (twice.status_code, "is an address of una-gable" in twice.text) == (400, True)


@pytest.fixture
def people(desk: OfficeDesk, tmp_path: Path) -> bytes:
    """The list with one line changed, one added and one gone."""
    lines = [s for s in desk.view().consultation.stakeholders if s.ref != "minister-prisons"]
    lines[0] = replace(lines[0], email="new@justice.example")
    lines.append(replace(lines[-1], ref=Ref("newcomer"), name="Una Gable", email="una@gable.example"))
    write_stakeholders(tmp_path / "people.csv", lines)
    return (tmp_path / "people.csv").read_bytes()


def key_of(text: str) -> str:
    return text.partition('name="key" value="')[2].partition('"')[0]


def test_a_new_list_is_shown_before_it_is_taken_over(editor: TestClient, desk: OfficeDesk, people: bytes) -> None:
    token, before = csrf_of(editor), desk.view().consultation.stakeholders
    shown = editor.post(f"{LIST}/compare", data={"csrf": token}, files={"file": ("people.csv", people)})
    assert "Una Gable" in shown.text
    assert "Take over 3 changes" in shown.text
    assert desk.view().consultation.stakeholders == before
    done = editor.post(f"{LIST}/take-over", data={"csrf": token, "key": key_of(shown.text), "because": "new year"})
    assert "3 lines of the list have changed" in done.text
    assert desk.line("newcomer").email == "una@gable.example"
    assert {(c.by, c.reason) for c in desk.lists.changes()} == {("Ann Editor", "new year")}


def test_a_list_that_moved_on_meanwhile_is_compared_again(editor: TestClient, desk: OfficeDesk, people: bytes) -> None:
    token = csrf_of(editor)
    shown = editor.post(f"{LIST}/compare", data={"csrf": token}, files={"file": ("people.csv", people)})
    desk.lists.add("someone@else.example", "Someone Else", "", "Wales", "Bob")
    answer = editor.post(f"{LIST}/take-over", data={"csrf": token, "key": key_of(shown.text)})
    assert "has been changed since it was compared" in answer.text
    assert "Take over 4 changes" in answer.text
    assert len(desk.lists.changes()) == 1


def test_a_list_with_a_mistake_is_told_by_line_and_without_our_folders(editor: TestClient) -> None:
    token = csrf_of(editor)
    wrong = {"file": ("../../etc/people.csv", b"Ref,Group,Name,Organisation,Email\na b,G,N,O,x@y.example\n")}
    answer = editor.post(f"{LIST}/compare", data={"csrf": token}, files=wrong)
    assert answer.status_code == 400
    assert "people.csv, line 2, column Ref" in answer.text
    assert "/tmp" not in answer.text
    assert "Choose the file" in editor.post(f"{LIST}/compare", data={"csrf": token}).text
    assert "no longer held" in editor.post(f"{LIST}/take-over", data={"csrf": token}).text


REPLY = {"sender": "Ann Example <ann@linkage.example>", "received": "21/11/2024", "how": "telephone"}


def test_a_reply_by_telephone_is_read_as_a_mail_is(editor: TestClient, desk: OfficeDesk) -> None:
    token = csrf_of(editor)
    answer = editor.post(f"{ADD}/reply", data=REPLY | {"csrf": token, "text": "We prefer the first."})
    assert "is being read" in answer.text
    settle(desk)
    assert "Done. 1 mail fetched: 1 new" in editor.get("/administration").text
    new = [r.mail for r in desk.view().records.values() if r.mail.subject == "Reply received by telephone"]
    assert [mail.from_address for mail in new] == ["ann@linkage.example"]
    assert b"X-Soundings-Entered-By: Ann Editor" in desk.raw(new[0].archive_id)
    editor.post(f"{ADD}/reply", data=REPLY | {"csrf": token, "text": "We prefer the first."})
    settle(desk)
    assert "nothing is doubled" in editor.get("/administration").text


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"sender": ""}, "Say whose reply it is"),
        ({"received": "soon"}, "this is no day or moment"),
        ({"received": "2024-11-30"}, "this lies in the future"),
        ({"how": "pigeon"}, "Say how it came"),
        ({"text": ""}, "Type what they said"),
    ],
)
def test_a_reply_that_lacks_something_is_refused_and_stays_typed(
    editor: TestClient, desk: OfficeDesk, change: dict[str, str], says: str
) -> None:
    data = REPLY | {"csrf": csrf_of(editor), "text": "We prefer the first."} | change
    answer = editor.post(f"{ADD}/reply", data=data)
    assert (answer.status_code, says in answer.text) == (400, True)
    assert ("We prefer the first." in answer.text) is bool(data["text"])
    assert len(desk.view().records) == 75


def test_a_saved_mail_and_a_document_are_taken_in(editor: TestClient, desk: OfficeDesk) -> None:
    token = csrf_of(editor)
    mail = b"From: Una <una@gable.example>\r\nDate: Thu, 21 Nov 2024 10:00:00 +0000\r\nSubject: Ours\r\n\r\nYes.\r\n"
    files = [("mails", ("../one.eml", mail)), ("mails", ("two.msg", b"no mail"))]
    editor.post(f"{ADD}/mails", data={"csrf": token}, files=files)
    settle(desk)
    assert "two.msg" in editor.get("/administration").text
    document = {"documents": ("scan.txt", b"We prefer the second.")}
    editor.post(f"{ADD}/reply", data=REPLY | {"csrf": token}, files=document)
    settle(desk)
    subjects = {r.mail.subject for r in desk.view().records.values()}
    assert {"Ours", "Reply received by telephone"} <= subjects
    assert editor.post(f"{ADD}/mails", data={"csrf": token}).status_code == 400


def test_after_a_change_of_the_list_everything_is_read_again(editor: TestClient, desk: OfficeDesk) -> None:
    desk.lists.add("someone@else.example", "Someone Else", "", "Wales", "Bob")
    answer = editor.post("/administration/read", data={"csrf": csrf_of(editor), "what": "again"})
    assert answer.status_code == 200
    settle(desk)
    assert "75 analysed" in editor.get("/administration").text
    refused = editor.post("/administration/read", data={"csrf": csrf_of(editor), "what": "mailbox"})
    assert (refused.status_code, "no mailbox is set up" in refused.text) == (400, True)


def test_one_piece_of_work_at_a_time(editor: TestClient, desk: OfficeDesk) -> None:
    """A second is refused while the first is at work, which the page says."""
    go = threading.Event()
    desk.intake._begin(lambda _office, _told: "slow" if go.wait(10) else "never", "Bob")
    assert "At work: begun by Bob" in editor.get("/administration").text
    answer = editor.post("/administration/read", data={"csrf": csrf_of(editor), "what": "again"})
    assert (answer.status_code, "being read already" in answer.text) == (400, True)
    go.set()
    settle(desk)
    assert "Done. slow" in editor.get("/administration").text


def test_a_reader_changes_nothing(reader: TestClient, desk: OfficeDesk) -> None:
    token = csrf_of(reader)
    paths = ("accept", "refuse", "link", "compare", "take-over")
    for path in (*(f"{LIST}/{p}" for p in paths), f"{ADD}/reply", f"{ADD}/mails", "/administration/read"):
        assert reader.post(path, data={"csrf": token, "number": 1}).status_code == 403, path
    assert desk.lists.changes() == ()
