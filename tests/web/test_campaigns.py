"""Campaigns on the pages: listed, shown with changes, and named on the mails and the stakeholder they concern."""

import html
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from classify.analysis import Decision
from config.consultation import Ref
from ingest.message import ArchiveId
from soundings.bootstrap import Office
from soundings.desk import OfficeDesk
from tests.web.browser import look_for_violations, too_wide
from tests.web.conftest import AT
from tests.web.taken_in import plain_mail, take_in
from tests.web.test_mail_page import analysed

COMMON = "Victims have waited long enough to be heard. Please put the service that they receive before everything else."
LINE = Ref("lord-chancellor")


def take(office: Office, number: int, words: str, *refs: Ref) -> ArchiveId:
    raw = plain_mail(words, f"Reply {number}").replace(b"ann@x", f"ann{number}@x".encode())
    analysis = replace(analysed(), stakeholders=Decision(tuple(refs), 1.0))
    return take_in(office, raw, analysis, AT - timedelta(hours=20 - number))


@pytest.fixture
def mails(office: Office) -> list[ArchiveId]:
    """Three of a campaign, the first and the third of one line of the list, the second with changes."""
    changed = f"{COMMON.replace('waited', 'hoped')} <b>Hear them.</b>"
    texts: tuple[tuple[str, tuple[Ref, ...]], ...] = (
        (COMMON, (LINE,)),
        (changed, ()),
        (COMMON, (LINE,)),
        ("Something else altogether, in a few words of our own here.", ()),
    )
    return [take(office, n, words, *refs) for n, (words, refs) in enumerate(texts)]


def words_of(client: TestClient, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200, path
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text.partition("<main")[2])).split())


def test_without_near_identical_replies_nothing_is_said_of_them(editor: TestClient) -> None:
    assert "campaign" not in words_of(editor, "/replies").lower()
    assert "There are none. Sent twice by the same respondent Nobody did." in words_of(editor, "/campaigns")


def test_the_list_of_replies_leads_to_the_campaigns(editor: TestClient, mails: list[ArchiveId]) -> None:
    page = words_of(editor, "/replies")
    assert "3 replies belong to 1 campaign of near-identical replies. 2 mails are nearly the same" in page
    assert page.count("of a campaign") == 3
    assert 'href="/campaigns"' in editor.get("/replies").text


def test_campaigns_are_listed_with_their_size(editor: TestClient, mails: list[ArchiveId]) -> None:
    page = editor.get("/campaigns").text
    assert f'href="/campaigns/{mails[0]}"' in page
    assert "1 campaign with 3 replies" in page
    row = re.sub(r"<[^>]+>", " ", page.partition('<tbody class="govuk-table__body">')[2].partition("</tr>")[0]).split()
    assert [word for word in row if word.isdigit()][:3] == ["3", "2", "2"]


def test_a_campaign_shows_what_each_changed_and_no_markup_of_theirs(editor: TestClient, mails: list[ArchiveId]) -> None:
    page = editor.get(f"/campaigns/{mails[0]}").text
    assert "3 replies from 2 respondents" in page
    assert '<del><span class="govuk-visually-hidden">left out: </span>waited</del>' in page
    assert "put in: </span>hoped</ins>" in page
    assert "b&gt;Hear them.&lt;/b&gt;</ins>" in page
    assert "<b>" not in page
    assert page.index(mails[1]) < page.index(f'"/replies/{mails[2]}"'), "who changed something stands first"


def test_any_mail_of_a_campaign_leads_to_it_and_others_to_a_page_that_says_so(
    editor: TestClient, mails: list[ArchiveId]
) -> None:
    answer = editor.get(f"/campaigns/{mails[2]}", follow_redirects=False)
    assert answer.headers["location"] == f"/campaigns/{mails[0]}"
    missing = editor.get(f"/campaigns/{mails[3]}")
    assert missing.status_code == 404
    assert "This mail is of no campaign" in missing.text


def test_a_mail_says_of_how_many_it_is_one_and_what_else_its_sender_sent(
    editor: TestClient, mails: list[ArchiveId]
) -> None:
    assert "One of 3 near-identical replies , in the most usual words" in words_of(editor, f"/replies/{mails[0]}")
    assert "Sent twice Nearly the same as Reply 2 ," in words_of(editor, f"/replies/{mails[0]}")
    second = words_of(editor, f"/replies/{mails[1]}")
    assert "One of 3 near-identical replies , with words of their own" in second
    assert "Sent twice" not in second
    assert "near-identical" not in words_of(editor, f"/replies/{mails[3]}")


def test_a_stakeholder_says_what_it_sent_twice(editor: TestClient, mails: list[ArchiveId]) -> None:
    page = words_of(editor, f"/stakeholders/{LINE}")
    assert re.search(r"Sent twice Reply 0 , [^,]+ Reply 2 , [^,]+ nearly the same; the line is counted once", page)
    assert "Sent twice" not in words_of(editor, "/stakeholders/regional-probation-directors")


def test_a_word_of_a_person_takes_a_mail_out_and_nothing_is_compared_anew(
    editor: TestClient, desk: OfficeDesk, mails: list[ArchiveId]
) -> None:
    assert desk.mails.nearly_same().of_mail[mails[1]].size == 3
    desk.correct(mails[1], {"ignore": True}, "Ann Editor")
    assert mails[1] not in desk.mails.nearly_same().of_mail
    assert desk.mails.nearly_same(AT - timedelta(days=2)).campaigns == ()


@pytest.mark.parametrize("which", ["/replies", "/campaigns", "/campaigns/{}", "/replies/{}", f"/stakeholders/{LINE}"])
def test_the_pages_are_accessible_and_fit_a_phone(
    page: Page, phone: Page, scriptless: Page, mails: list[ArchiveId], which: str
) -> None:
    path = which.format(mails[0])
    for window in (page, phone):
        window.goto(path)
        assert look_for_violations(window) == []
    assert too_wide(phone) == []
    answer = scriptless.goto(path)
    assert answer
    assert answer.status == 200
