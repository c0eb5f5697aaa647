"""The results page: figures lead to those behind them, groups and moments are plain links, all of it accessible."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ingest.message import ArchiveId
from soundings.desk import OfficeDesk
from tests.soundings.desk import RECORDS
from tests.web.browser import look_for_violations, too_wide
from tests.web.conftest import visitor

PAGES = (
    "/results",
    "/results?as_of=2024-11-30",
    "/results?group=Youth&as_of=2024-11-30",
    "/results?as_of=2024-10-30",
    "/results/behind?figure=2.2.e.prefer&as_of=2024-11-30",
    "/results/behind?figure=3.2.a.oppose&group=Wales",
)


def links(text: str) -> dict[str, str]:
    """The number that each link to a figure shows, by the figure's address."""
    found = re.findall(r'href="(/results/behind\?[^"]+)"[^>]*>([^<]*)</a>', text)
    return {href.replace("&amp;", "&"): words.strip() for href, words in found}


def test_every_figure_on_the_page_leads_to_as_many_as_it_says(editor: TestClient) -> None:
    page = editor.get("/results?as_of=2024-11-30").text
    figures = links(page)
    assert len(figures) > 80
    seen = set()
    for href, words in figures.items():
        name = parse_qs(urlsplit(href).query)["figure"][0]
        if name in seen or "group=" in href:
            continue
        seen.add(name)
        answer = editor.get(href)
        assert answer.status_code == 200, href
        number = re.match(r"\d+", words)
        assert number, (href, words)
        rows = answer.text.count("<tr") - 1
        assert max(rows, 0) == int(number[0]), href


def test_behind_a_figure_stand_mails_that_are_in_the_archive(editor: TestClient) -> None:
    page = editor.get("/results/behind?figure=2.2.e.prefer&as_of=2024-11-30").text
    mails = set(re.findall(r'href="/replies/([0-9a-f]{64})"', page))
    known = {r.mail.archive_id: r for r in RECORDS}
    assert mails
    for mail in mails:
        analysis = known[ArchiveId(mail)].analysis
        assert analysis
        assert "2.2.e" in {v.topic for v in analysis.topics if v.stance == "prefer"}


def test_a_group_has_its_own_figures(editor: TestClient) -> None:
    page = editor.get("/results?group=Youth&as_of=2024-11-30").text
    assert "Results: Youth" in page
    figures = links(page)
    assert figures["/results/behind?figure=replied&group=Youth&as_of=2024-11-30"] == "10 of 19"


def test_the_moment_changes_what_counts(editor: TestClient) -> None:
    before = links(editor.get("/results?as_of=2024-11-10").text)["/results/behind?figure=replied&as_of=2024-11-10"]
    after = links(editor.get("/results?as_of=2024-11-30").text)["/results/behind?figure=replied&as_of=2024-11-30"]
    assert (before, after) == ("3 of 72", "42 of 72")


def test_what_a_person_decides_changes_the_figures_at_once(editor: TestClient, desk: OfficeDesk) -> None:
    name = "/results/behind?figure=2.2.e.prefer&as_of=2024-11-30"
    first = editor.get(name).text
    mail = re.search(r'href="/replies/([0-9a-f]{64})"', first)
    assert mail
    desk.correct(ArchiveId(mail[1]), {"topics.2.2.e": {"stance": "oppose"}}, "Ann Editor")
    assert editor.get(name).text.count("<tr") == first.count("<tr") - 1
    opposed = editor.get(name.replace("prefer", "oppose")).text
    assert mail[1] in opposed
    assert "1 decided or confirmed by a person" in opposed


def test_a_group_or_figure_that_there_is_not_is_said_to_be_none(editor: TestClient) -> None:
    for path in ("/results?group=Nobody", "/results/behind?figure=9.9.z.prefer", "/results/behind"):
        answer = editor.get(path)
        assert answer.status_code == 404
        assert "There is no figure" in answer.text or "The list has no group" in answer.text


def test_an_odd_moment_is_refused_in_words(editor: TestClient) -> None:
    answer = editor.get("/results?as_of=someday")
    assert answer.status_code == 409
    assert "this is no day or moment" in answer.text


def test_what_people_wrote_is_shown_as_words_only(editor: TestClient, desk: OfficeDesk) -> None:
    mail = next(r for r in RECORDS if r.analysis and r.analysis.proposals).mail.archive_id
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    proposals = [{"question": "Q2", "title": bad, "evidence": bad, "replaces": ["2.2.a"], "under_way": bad}]
    desk.correct(mail, {"proposals": proposals}, "Ann Editor")
    page = editor.get("/results").text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "<img" not in page


def test_a_proposal_says_to_which_criteria_its_evidence_speaks(editor: TestClient) -> None:
    page = editor.get("/results?as_of=2024-11-30").text
    assert "<strong>Evidence speaks to</strong> 1.7 major national change (“Act”)</p>" in page


def test_who_is_not_signed_in_sees_nothing(app: Starlette) -> None:
    for path in PAGES:
        answer = visitor(app).get(path, follow_redirects=False)
        assert answer.status_code == 303


@pytest.mark.parametrize("path", PAGES)
def test_the_page_keeps_the_accessibility_standard_and_fits_a_phone(page: Page, phone: Page, path: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for window in (page, phone):
        window.goto(path)
        assert look_for_violations(window) == []
        assert too_wide(window) == []
    assert said == []


def test_from_a_figure_to_a_mail_by_keyboard_without_scripts(scriptless: Page) -> None:
    scriptless.goto("/results?as_of=2024-11-30")
    scriptless.get_by_role(
        "link", name="Prefer Safeguarding vulnerable adults known to the Probation Service: 15"
    ).focus()
    scriptless.keyboard.press("Enter")
    assert "15 of 39" in scriptless.inner_text("h1")
    first = scriptless.locator('a[href^="/replies/"]').first
    assert re.fullmatch(r"/replies/[0-9a-f]{64}", first.get_attribute("href") or "")


def test_each_chart_has_a_name_a_description_and_its_table(page: Page) -> None:
    page.goto("/results?as_of=2024-11-30")
    charts = page.locator("svg[role=img]")
    assert charts.count() == 5
    for at in range(charts.count()):
        chart = charts.nth(at)
        assert chart.locator("title").text_content()
        assert chart.locator("desc").text_content()
    assert page.locator("table").count() >= 6


def test_labels_say_the_same_as_the_page(editor: TestClient) -> None:
    """Recounted from the labels alone: the newest view a line and topic, for lines of the list, as at 30 November."""
    page = links(editor.get("/results?as_of=2024-11-30").text)
    last: dict[tuple[str, str], str] = {}
    for record in sorted(RECORDS, key=lambda r: r.mail.received_at):
        analysis = record.analysis
        if analysis and analysis.kind.value == "response" and f"{record.mail.received_at:%Y-%m-%d}" <= "2024-11-30":
            for ref in analysis.stakeholders.value:
                last |= {(ref, v.topic): str(v.stance) for v in analysis.topics}
    for stance in ("prefer", "oppose"):
        for topic in {t for _, t in last}:
            counted = sum(s == stance for (_, t), s in last.items() if t == topic)
            assert page[f"/results/behind?figure={topic}.{stance}&as_of=2024-11-30"] == str(counted), topic
