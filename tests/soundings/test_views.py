"""What is kept between two looks is what a fresh look would find, whatever happened between them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from classify.analysis import Decision, Kind
from config.consultation import Ref
from ingest.message import ArchiveId
from reports.reading import read_mails
from reports.status import make_status
from soundings.bootstrap import Office, open_office
from soundings.views import Views
from store.fields import MACHINE
from store.rows import Correction, Cursor, Extension, Failure, SentMail
from store.unit_of_work import Store
from tests.soundings.desk import NAME, RECORDS, REPLY, fill

AT = datetime(2024, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    fill(tmp_path / "home", RECORDS, AT)
    return replace(open_office(NAME, tmp_path / "home", {}, files_alone=True), clock=lambda: AT)


@pytest.fixture
def store(office: Office) -> Iterator[Store]:
    with office.open_store() as store:
        yield store


def correct(path: str, value: object, mail: ArchiveId = REPLY) -> Callable[[Store], object]:
    return lambda store: store.record_correction(NAME, Correction(mail, path, value, "Ann", "", AT, "labels"))


def enter(store: Store) -> None:
    """A mail that came before many others, and has been seen in a folder."""
    mail = replace(RECORDS[0].mail, archive_id=ArchiveId("f" * 64), received_at=AT - timedelta(days=20))
    store.enter(NAME, [(Cursor("INBOX", 1, 7), mail)])


def analyse(store: Store) -> None:
    analysis = RECORDS[0].analysis
    assert analysis
    newer = replace(analysis, archive_id=ArchiveId("f" * 64), rules_version="2", kind=Decision(Kind.HOLDING, 1.0))
    store.record_analysis(NAME, newer, AT)


def test_after_every_change_the_view_is_what_a_fresh_one_would_be(office: Office, store: Store) -> None:
    views, other = Views(office, store), RECORDS[-3].mail.archive_id
    (ref,) = next(r.analysis.stakeholders.value for r in RECORDS if r.analysis and r.mail.archive_id == REPLY)
    ours = SentMail("<a@x>", ref, "someone@elsewhere.example", "", AT, AT)
    steps: tuple[Callable[[Store], object], ...] = (
        lambda _: None,
        correct("kind", "holding"),
        enter,
        analyse,
        correct("joined", other),
        correct("joined", MACHINE, other),
        correct("ignore", True),
        lambda s: s.record_mail(NAME, replace(RECORDS[0].mail, archive_id=ArchiveId("e" * 64))),
        lambda s: s.record_failure(NAME, Failure(ArchiveId("e" * 64), "parse", "broken", "1", AT)),
        lambda s: s.record_extension(NAME, Extension(Ref("linkage"), AT.date() + timedelta(days=7), "Ann", AT)),
        correct("ignore", False),
        correct("kind", "query"),
        lambda s: s.record_sent(NAME, [ours]),
        lambda s: s.record_sent(NAME, [replace(ours, merged=True)]),
        correct("handled", True),
    )
    for number, step in enumerate(steps):
        step(store)
        view, records = views.view(None), store.load_mails(NAME)
        assert tuple(view.records.values()) == records, number
        assert view.readings == read_mails(records, AT), number
        known = store.load_extensions(NAME), AT, store.load_sent(NAME)
        assert view.status == make_status(view.consultation, records, *known), number


def test_the_view_of_now_goes_with_the_clock(office: Office, store: Store) -> None:
    """A mail that is received later counts from its moment on, and the day that passes is counted."""
    now = [AT]
    views = Views(replace(office, clock=lambda: now[0]), store)
    later = min(r.mail.received_at for r in RECORDS if r.mail.received_at > AT)
    before = views.view(None)
    assert all(r.received_at <= AT for r in before.readings)
    now[0] = later
    assert len(views.view(None).readings) > len(before.readings)
    now[0] = AT + timedelta(days=1)
    assert views.view(None).status.days_left == before.status.days_left - 1


def test_what_pages_show_can_be_shown_again(office: Office, store: Store) -> None:
    view = Views(office, store).view(None)
    kept = store.find_exercise(NAME, AT)
    assert kept
    assert kept.laid_over(office.consultation) == view.consultation


def test_an_earlier_moment_is_kept_apart_from_now(office: Office, store: Store) -> None:
    views = Views(office, store)
    then = views.view(AT - timedelta(days=10))
    assert len(then.readings) < len(views.view(None).readings)
    assert views.view(AT - timedelta(days=10)) is then
    made: list[int] = []
    for _ in range(2):
        views.derive("something", None, lambda view: made.append(len(view.readings)))
    assert len(made) == 1
