"""The practice consultation behind the pages: its labelled mails, recorded once; no model is loaded."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette
from starlette.testclient import TestClient

from config.load import find_consultation
from ingest.archive import Archive
from soundings.bootstrap import Office, open_office
from soundings.desk import OfficeDesk
from tests.soundings.desk import NAME, RECORDS, fill
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
    fill(home, RECORDS, datetime(2024, 11, 20, tzinfo=UTC))
    archive = Archive(home / "archive" / NAME)
    for file in sorted((find_consultation(NAME) / "mailbox").glob("*.eml")):
        archive.store(file.read_bytes())
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
        yield OfficeDesk(office, store)


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
