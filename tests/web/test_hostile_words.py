"""Names, subjects and reasons that are meant to do harm are words like any other."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from classify.analysis import Decision, Kind
from config.consultation import Ref
from ingest.message import ArchiveId
from soundings.bootstrap import Office
from soundings.desk import OfficeDesk
from store.unit_of_work import open_store
from tests.soundings.desk import NAME, RECORDS
from tests.web.browser import PHONE, Served, open_page, too_wide
from tests.web.conftest import AT, EDITOR

SCRIPT = "<script>window.harm = 1</script><img src=x onerror='window.harm = 1'>{{ 7 * 7 }}"
LONG = "x" * 100_000
BACKWARDS = "\u202egpj.exe\u202c"
PAGES = ("/", "/stakeholders/linkage", "/administration", "/administration/list", "/chasers", "/replies")


@pytest.fixture
def harmful(office: Office) -> None:
    """A mail of a stranger and one of a line, whose every outer word is harmful; and a reason that is."""
    first = next(r for r in RECORDS if r.analysis and r.analysis.kind.value is Kind.RESPONSE)
    assert first.analysis
    with open_store(office.settings.database.get_secret_value()) as store:
        for number, refs in enumerate(((), (Ref("linkage"),))):
            mail = replace(
                first.mail,
                archive_id=ArchiveId(f"{number}" * 64),
                subject=SCRIPT + BACKWARDS + LONG,
                from_name=SCRIPT,
                from_address=f"{SCRIPT}@evil.example",
                received_at=AT.replace(hour=3),
            )
            store.record_mail(NAME, mail)
            analysis = replace(first.analysis, archive_id=mail.archive_id, stakeholders=Decision(refs, 1.0))
            store.record_analysis(NAME, analysis, AT)


@pytest.mark.usefixtures("harmful")
def test_they_are_shown_as_words(desk: OfficeDesk, editor: TestClient) -> None:
    desk.extend(Ref("linkage"), AT.date().replace(day=29), SCRIPT, SCRIPT)
    for path in PAGES:
        text = editor.get(path).text
        assert "<script>window" not in text
        assert "<img" not in text
        assert "{{ 7" in text or "window.harm" not in text
    assert "&lt;script&gt;window.harm" in editor.get("/stakeholders/linkage").text


@pytest.mark.usefixtures("harmful")
def test_in_a_browser_nothing_runs_and_nothing_covers_the_page(browser: Browser, served: Served) -> None:
    page = open_page(browser, served, EDITOR, PHONE)
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("window.harm === undefined")
        assert too_wide(page) == []


def test_a_file_with_a_harmful_name_is_written_nowhere_else(editor: TestClient, tmp_path: Path) -> None:
    from tests.web.conftest import csrf_of

    before = sorted(p.name for p in tmp_path.parent.iterdir())
    for name in ("../../../../tmp/x.csv", "..\\..\\x.csv", "\x00.csv", ".csv", "a" * 500 + ".csv"):
        data = {"csrf": csrf_of(editor)}
        answer = editor.post("/administration/list/compare", data=data, files={"file": (name, b"Ref\n")})
        assert answer.status_code == 400, name
    assert sorted(p.name for p in tmp_path.parent.iterdir()) == before
