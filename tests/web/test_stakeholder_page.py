"""A stakeholder's page tells all of a line, and more time is given and taken back there."""

import pytest
from starlette.testclient import TestClient

from soundings.desk import OfficeDesk
from tests.web.conftest import csrf_of

PAGE = "/stakeholders/lord-chancellor"


def test_it_tells_where_the_line_stands_and_what_came(editor: TestClient, desk: OfficeDesk) -> None:
    line = next(x for x in desk.view().status.lines if x.standing.has_replied and not x.collective)
    text = editor.get(f"/stakeholders/{line.stakeholder.ref}").text
    mail = desk.view().records[line.decided_by[0]].mail
    assert f'href="/replies/{mail.archive_id}"' in text
    assert "What happened" in text
    assert line.stakeholder.addresses[0] in text


def test_a_line_that_never_was_is_told(editor: TestClient) -> None:
    answer = editor.get("/stakeholders/nobody-here")
    assert answer.status_code == 404
    assert "nobody-here" in answer.text


def test_more_time_is_given_by_who_is_signed_in_and_taken_back(editor: TestClient, desk: OfficeDesk) -> None:
    token = csrf_of(editor)
    given = {"csrf": token, "until_on": "29/11/2024", "because": "asked by telephone"}
    answer = editor.post(f"{PAGE}/extension", data=given)
    assert answer.history[0].status_code == 303
    assert "has longer now" in answer.text
    assert "has until 29 Nov 2024 (asked by telephone)" in answer.text
    assert desk.view().extensions[-1].by == "Ann Editor"
    back = editor.post(f"{PAGE}/extension/withdraw", data={"csrf": token})
    assert "extension taken back" in back.text
    assert "has longer now" not in back.text


@pytest.mark.parametrize(("day", "says"), [("soon", "is no day"), ("2024-11-01", "is before today"), ("", "is no day")])
def test_a_day_that_gives_no_time_is_refused_and_what_was_typed_stays(
    editor: TestClient, desk: OfficeDesk, day: str, says: str
) -> None:
    data = {"csrf": csrf_of(editor), "until_on": day, "because": "my reason"}
    answer = editor.post(f"{PAGE}/extension", data=data)
    assert answer.status_code == 400
    assert "There is a problem" in answer.text
    assert says in answer.text.replace("&#39;", "'")
    assert "my reason" in answer.text
    assert desk.view().extensions == ()


def test_taking_back_what_was_not_given_is_refused(editor: TestClient) -> None:
    answer = editor.post(f"{PAGE}/extension/withdraw", data={"csrf": csrf_of(editor)})
    assert (answer.status_code, "no extension to take back" in answer.text) == (409, True)


def test_an_address_is_added_and_one_of_another_line_refused(editor: TestClient, desk: OfficeDesk) -> None:
    token = csrf_of(editor)
    new = editor.post(f"{PAGE}/address", data={"csrf": token, "address": "Private.Office@justice.example"})
    assert "private.office@justice.example" in new.text
    assert desk.lists.changes()[-1].by == "Ann Editor"
    taken = editor.post(f"{PAGE}/address", data={"csrf": token, "address": "puss@justice.example"})
    assert (taken.status_code, "is an address of pus-justice" in taken.text) == (400, True)


def test_a_reader_sees_no_form_and_may_send_none(reader: TestClient, desk: OfficeDesk) -> None:
    text = reader.get(PAGE).text
    assert "Give longer" not in text
    for path in ("extension", "extension/withdraw", "address"):
        answer = reader.post(f"{PAGE}/{path}", data={"csrf": csrf_of(reader), "until_on": "2024-11-29"})
        assert (answer.status_code, "signed in as a reader" in answer.text) == (403, True)
    assert desk.view().extensions == ()
