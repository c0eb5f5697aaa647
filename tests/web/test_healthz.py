"""/healthz, for whoever watches the server and is not signed in."""

from dataclasses import replace
from datetime import timedelta

from starlette.applications import Starlette

from soundings.bootstrap import Office
from soundings.desk import OfficeDesk
from store.unit_of_work import open_store
from tests.soundings.desk import NAME, RECORDS
from tests.web.conftest import AT, EDITOR, visitor
from web.access import Access, OneTimeLink
from web.app import create_app


def test_it_says_how_the_runs_are_and_names_nobody(app: Starlette, office: Office) -> None:
    """The run of the fixture was before the hour of the night; this one came after it."""
    with office.open_store() as store:
        store.end_run(store.start_run(NAME, AT - timedelta(hours=9)), AT, {"folders": 1})
    answer = visitor(app).get("/healthz")
    assert (answer.status_code, answer.text.splitlines()[0]) == (200, "ok")
    assert "Last good run: Friday 22 Nov 2024, 03:00, 9 hours ago" in answer.text
    assert not any(r.mail.from_address in answer.text for r in RECORDS if r.mail.from_address)


def test_a_run_that_is_overdue_is_critical(office: Office) -> None:
    late = replace(office, clock=lambda: office_clock + timedelta(days=2))
    office_clock = office.clock()
    with late.open_store() as store:
        app = create_app(OfficeDesk(late, store), Access(("localhost",), OneTimeLink(EDITOR)))
        answer = visitor(app).get("/healthz")
    assert (answer.status_code, answer.text.splitlines()[0]) == (503, "critical")


def test_a_database_that_is_gone_is_critical(office: Office) -> None:
    with office.open_store() as store:
        app = create_app(OfficeDesk(office, store), Access(("localhost",), OneTimeLink(EDITOR)))
        with open_store(office.settings.database.get_secret_value()) as other, other.writing() as connection:
            connection.exec_driver_sql("ALTER TABLE runs RENAME TO gone")
        answer = visitor(app).get("/healthz")
    assert (answer.status_code, NAME in answer.text) == (503, False)
