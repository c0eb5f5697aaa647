"""The status page says what the board says, and its filters show what they name."""

import re

import pytest
from starlette.testclient import TestClient

from reports.publication import find_publication
from reports.standing import Standing
from reports.totals import count_standings, rate_of
from soundings.desk import OfficeDesk
from soundings.moment import read_moment
from tests.web.conftest import AT


def rows(text: str) -> int:
    """How many lines of the list the page shows."""
    return text.count('href="/stakeholders/')


def test_the_figures_are_those_of_the_board(editor: TestClient, desk: OfficeDesk) -> None:
    text = editor.get("/").text
    status = desk.view().status
    rate = rate_of(status.lines)
    assert f"{rate.replied} of {rate.asked}</a>" in text
    assert f">{len(status.waiting)}</a>" in text
    assert f'href="/chasers">{len(desk.chasers().due)}</a>' in text
    assert "Mailbox last read Friday 22 Nov 2024, 02:02" in text
    assert "balances: every mail has its place" in text
    assert rows(text) == len(status.lines)


def test_each_standing_leads_to_exactly_its_lines(editor: TestClient, desk: OfficeDesk) -> None:
    counts = count_standings(desk.view().status)
    for standing in (s for s in Standing if counts[s]):
        collective = sum(x.collective and x.standing is standing for x in desk.view().status.lines)
        assert rows(editor.get("/", params={"standing": standing}).text) == counts[standing] + collective, standing


def test_groups_and_words_narrow_the_list(editor: TestClient, desk: OfficeDesk) -> None:
    wales = [line for line in desk.view().status.lines if line.stakeholder.group == "Wales"]
    assert rows(editor.get("/", params={"group": "Wales"}).text) == len(wales)
    found = editor.get("/", params={"words": "PETTIFER"}).text
    assert (rows(found), "Gillian Pettifer" in found) == (1, True)
    assert "No line of the list fits" in editor.get("/", params={"words": "nobody at all"}).text


def test_an_earlier_moment_is_shown_as_it_was(editor: TestClient, desk: OfficeDesk) -> None:
    moment = read_moment("2024-11-01", desk.view().consultation.zone)
    then = rate_of(desk.view(moment).status.lines)
    text = editor.get("/?as_of=2024-11-01").text
    assert f"{then.replied} of {then.asked}</a>" in text
    assert "as at Friday 1 Nov 2024, 23:59" in text
    assert then.replied < rate_of(desk.view().status.lines).replied
    assert "as_of=2024-11-01&amp;standing=" in text


@pytest.mark.parametrize("query", ["as_of=soon", "as_of=2024-13-01"])
def test_a_moment_that_is_none_is_told(editor: TestClient, query: str) -> None:
    answer = editor.get(f"/?{query}")
    assert answer.status_code == 409
    assert "this is no day or moment" in answer.text


def test_strange_words_in_the_address_do_no_harm(editor: TestClient) -> None:
    for query in ("standing=<script>", "group=%22><script>", "words=%3Cscript%3Ealert(1)</script>", "page=99999999999"):
        answer = editor.get(f"/?{query}")
        assert answer.status_code == 200
        assert "<script>" not in re.sub(r"<script src=|<script type=", "", answer.text)


def test_the_view_changes_with_the_database_and_with_the_day(desk: OfficeDesk) -> None:
    """What was worked out is given again while it holds, and never longer."""
    first = desk.view()
    assert desk.view().status.lines is first.status.lines
    line = next(x for x in first.status.lines if x.standing is Standing.NO_REPLY)
    desk.extend(line.stakeholder.ref, AT.date().replace(day=29), "Ann")
    after = desk.view()
    assert after.stamp != first.stamp
    now = next(x for x in after.status.lines if x.stakeholder.ref == line.stakeholder.ref)
    assert now.standing is Standing.WILL_REPLY


def test_after_the_close_the_page_says_by_when_to_publish_and_what_is_missing(
    editor: TestClient, desk: OfficeDesk
) -> None:
    assert "Publish by" not in editor.get("/?as_of=2024-11-22").text
    text = editor.get("/?as_of=2024-11-30").text
    moment = read_moment("2024-11-30", desk.view().consultation.zone)
    publication = find_publication(desk.view(moment).status, desk.chasers(moment))
    assert "76 days</dd>" in text
    assert "14 Feb 2025" in text
    assert publication.missing
    for each in publication.missing:
        assert f">{each.words}</a>" in text
    outstanding = editor.get("/?as_of=2024-11-30&standing=outstanding").text
    lines = desk.view(moment).status.lines
    assert rows(outstanding) == sum(not line.standing.has_replied for line in lines)
    assert "no reply yet" in outstanding
