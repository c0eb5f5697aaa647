"""The practice consultation behind the pages: its labelled mails, recorded once; no model is loaded."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette
from starlette.testclient import TestClient

from config.load import find_consultation
from ingest.archive import Archive
from soundings.bootstrap import Office, open_office
from soundings.desk import OfficeDesk
from store.rows import Cursor
from store.unit_of_work import open_store
from tests.soundings.desk import NAME, RECORDS
from tests.soundings.pulling import Stub
from tests.web.browser import PHONE, Served, chromium, open_page, serving
from web.access import Access, OneTimeLink, Role, User
from web.app import create_app

AT = datetime(2024, 11, 22, 12, 0, tzinfo=UTC)
"""The moment at which the pages are looked at: noon of the last day."""
EDITOR, READER = User("Ann Editor", Role.EDITOR), User("Rae Reader", Role.READER)


@pytest.fixture(scope="session")
def practice_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with all practice mails archived and recorded as their labels say; copied for each test."""
    home = tmp_path_factory.mktemp("practice") / "home"
    home.mkdir()
    archive = Archive(home / "archive" / NAME)
    mails = {r.mail.archive_id: r.mail for r in RECORDS}
    files = sorted((find_consultation(NAME) / "mailbox").glob("*.eml"))
    with open_store(f"sqlite:///{home / 'soundings.sqlite'}") as store:
        run = store.start_run(NAME, AT - timedelta(hours=10))
        for uid, file in enumerate(files, 1):
            store.enter(NAME, [(Cursor("INBOX", 1, uid), mails[archive.store(file.read_bytes())])])
        for record in RECORDS:
            if record.analysis:
                store.record_analysis(NAME, record.analysis, AT - timedelta(hours=9, minutes=59))
        store.end_run(run, AT - timedelta(hours=9, minutes=58), {"fetched": len(files), "new": len(files)})
    return home


@pytest.fixture
def office(practice_home: Path, tmp_path: Path) -> Office:
    """The practice consultation in a home folder of the test's own."""
    home = tmp_path / "home"
    shutil.copytree(practice_home, home)
    return replace(open_office(NAME, home, {}, files_alone=True), clock=lambda: AT)


@pytest.fixture
def desk(office: Office) -> Iterator[OfficeDesk]:
    with office.open_store() as store:
        desk = OfficeDesk(office, store, lambda _: Stub())
        yield desk
        desk.intake.wait()


@pytest.fixture
def app(desk: OfficeDesk) -> Starlette:
    """The pages, with a link for an editor."""
    return create_app(desk, Access(("localhost", "127.0.0.1"), OneTimeLink(EDITOR)))


def visitor(app: Starlette, user: User | None = None) -> TestClient:
    """A browser without scripts; signed in where a user is given."""
    client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
    if user:
        access: Access = app.state.access
        client.cookies.set(access.cookie, access.sessions.begin(user), domain="localhost.local")
    return client


@pytest.fixture
def editor(app: Starlette) -> TestClient:
    """A browser of somebody who may change things."""
    return visitor(app, EDITOR)


@pytest.fixture
def reader(app: Starlette) -> TestClient:
    """A browser of somebody who may only look."""
    return visitor(app, READER)


def csrf_of(client: TestClient, path: str = "/") -> str:
    """The token that a page's forms carry."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(path).text)
    assert found, f"{path} has no form"
    return found[1]


@pytest.fixture
def served(app: Starlette) -> Iterator[Served]:
    """The pages on a port of this machine, for a browser."""
    with serving(app) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each page has cookies of its own."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, served: Served) -> Page:
    """A window in which an editor is signed in."""
    return open_page(browser, served, EDITOR)


@pytest.fixture
def phone(browser: Browser, served: Served) -> Page:
    """The same, 320 pixels wide."""
    return open_page(browser, served, EDITOR, PHONE)


@pytest.fixture
def scriptless(browser: Browser, served: Served) -> Page:
    """The same, without JavaScript."""
    return open_page(browser, served, EDITOR, scripts=False)


@pytest.fixture(scope="session")
def standing(practice_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The pages served once for all tests that only look."""
    home = tmp_path_factory.mktemp("standing") / "home"
    shutil.copytree(practice_home, home)
    office = replace(open_office(NAME, home, {}, files_alone=True), clock=lambda: AT)
    with office.open_store() as store, serving(create_app(OfficeDesk(office, store), Access(("127.0.0.1",)))) as served:
        yield served


@pytest.fixture(scope="session")
def wide(browser: Browser, standing: Served) -> Page:
    """A window of an editor who only looks; it stays open from test to test."""
    return open_page(browser, standing, EDITOR)


@pytest.fixture(scope="session")
def narrow(browser: Browser, standing: Served) -> Page:
    """The same, 320 pixels wide."""
    return open_page(browser, standing, EDITOR, PHONE)
