"""The practice consultation with three mails in doubt."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from soundings.bootstrap import Office
from soundings.desk import OfficeDesk
from store.unit_of_work import Store
from tests.web.conftest import visitor
from tests.web.review.doubtful import SECOND, THREE, doubt


@pytest.fixture
def store(office: Office) -> Iterator[Store]:
    """The database, with three mails in doubt; the last of them the least sure, so the first in the queue."""
    with office.open_store() as store:
        doubt(store, THREE)
        yield store


@pytest.fixture
def desk(office: Office, store: Store) -> OfficeDesk:
    return OfficeDesk(office, store)


@pytest.fixture
def bob(app: Starlette) -> TestClient:
    """Another editor's browser."""
    return visitor(app, SECOND)
