"""Every mail in a list: filters, search, pages."""

import html
import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from soundings.bootstrap import Office
from soundings.desk import OfficeDesk
from tests.soundings.desk import REPLY
from tests.web.conftest import AT, visitor
from tests.web.taken_in import html_mail, plain_mail, take_in


def rows(client: TestClient, query: str = "") -> list[str]:
    """The words of each row."""
    page = client.get(f"/replies{query}")
    assert page.status_code == 200
    body = page.text.partition('<tbody class="govuk-table__body">')[2].partition("</tbody>")[0]
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in body.split("</tr>")[:-1]]


def test_every_mail_that_has_come_is_there_the_newest_first(editor: TestClient, desk: OfficeDesk) -> None:
    come = [r for r in desk.view().records.values() if r.mail.received_at <= AT]
    page = editor.get("/replies").text
    assert f">{len(come)} mails</h2>" in page
    assert len(rows(editor)) == 50
    assert len(rows(editor, "?page=2")) == len(come) - 50
    assert "22 Nov" in rows(editor)[0]


def test_filters_are_links_that_say_how_many_they_show(editor: TestClient) -> None:
    page = editor.get("/replies").text
    for path, number in re.findall(r'href="(/replies\?kind=[a-z_]+)"[^>]*>[^<]+</a> <span[^>]*>(\d+)<', page):
        assert len(rows(editor, path.removeprefix("/replies"))) == min(50, int(number))
    assert all("Holding" in row for row in rows(editor, "?kind=holding"))
    assert len(rows(editor, "?state=unlisted")) == 2
    assert rows(editor, "?kind=nothing_of_the_sort") == []


def test_a_row_says_who_what_and_where_it_leaves_them(editor: TestClient) -> None:
    (row,) = [r for r in rows(editor, "?kind=nil_response") if "Sunita Ghelani" in r]
    assert "Nil response" in row
    assert "nothing to say" in row
    assert row.endswith("100%")


def test_a_mail_that_a_person_decided_or_set_aside_is_found_by_that(editor: TestClient, desk: OfficeDesk) -> None:
    first = min(desk.view().records.values(), key=lambda r: r.mail.received_at)
    desk.correct(first.mail.archive_id, {"ignore": True}, "Ann")
    assert len(rows(editor, "?state=aside")) == len(rows(editor, "?state=person")) == 1


def test_search_finds_the_words_of_mails_and_shows_where(editor: TestClient, office: Office) -> None:
    take_in(office, plain_mail("We ask for an inspection of zeppelins & airships.\n"))
    take_in(office, html_mail("<p>Zeppelins, zeppelins and more zeppelins</p>", "second"))
    page = editor.get("/replies?words=zeppelin*").text
    assert len(rows(editor, "?words=zeppelin*")) == 2
    assert '<mark class="app-found">zeppelins</mark> &amp; airships' in page
    assert "second" in rows(editor, "?words=zeppelin*")[0]
    assert "second" in rows(editor, "?words=zeppelin*&order=newest")[0]
    assert len(rows(editor, "?words=zeppelin*+-airships")) == 1
    assert rows(editor, "?words=zeppelin*&kind=bounce") == []


@pytest.mark.parametrize(
    "typed",
    ["%22", "%00", "'; DROP TABLE mails", "a%22b%22 OR", "%3Cscript%3Ealert(1)%3C/script%3E", "*", "%F0%9F", "(" * 300],
)
def test_nothing_that_is_typed_breaks_the_page(editor: TestClient, typed: str) -> None:
    assert rows(editor, f"?words={typed}") == []
    assert "<script>alert" not in editor.get(f"/replies?words={typed}").text


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=-1", "?page=99999999999", "?page=x", "?order=x&state=y", "?page=²"]
)
def test_a_page_that_is_not_there_is_the_nearest_that_is(editor: TestClient, query: str) -> None:
    assert editor.get(f"/replies{query}").status_code == 200


def test_the_list_is_as_at_a_moment_where_one_is_asked_for(editor: TestClient) -> None:
    early = rows(editor, "?as_of=2024-11-05")
    assert 0 < len(early) < 20
    assert all(re.match(r"[1-5] Nov|\d+ Oct", row) for row in early)


def test_who_is_not_signed_in_sees_no_mail(app: Starlette) -> None:
    for path in ("/replies", f"/replies/{REPLY}", f"/replies/{REPLY}/mail.eml", f"/replies/{REPLY}/original"):
        answer = visitor(app).get(path, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")
