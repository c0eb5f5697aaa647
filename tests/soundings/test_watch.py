"""A worker that watches sees new mail at once, over breaks, and stops when told."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from ingest.mailbox import Mailbox
from soundings.watch import watch_folder
from soundings.worker import run_worker
from tests.ingest.dovecot import Dovecot, dovecot
from tests.soundings.test_worker import LONDON

AT = datetime(2024, 11, 18, 9, 30, tzinfo=UTC)
MAIL = b"Subject: x\r\n\r\nx\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.mark.parametrize("idle", [True, False], ids=["idle", "polling"])
def test_new_mail_is_news_and_mail_that_was_there_is_none(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch, idle: bool
) -> None:
    """By IDLE of a real server, and by polling one that has none."""
    user = f"watched-{idle}"
    server.deliver(user, MAIL, at=AT)
    monkeypatch.setattr(Mailbox, "has_idle", lambda _: idle)
    stop, told, looked = threading.Event(), threading.Event(), threading.Event()
    look = Mailbox.look

    def looking(mailbox: Mailbox, folder: str) -> object:
        seen = look(mailbox, folder)
        looked.set()
        return seen

    monkeypatch.setattr(Mailbox, "look", looking)
    poll = 3600.0 if idle else 0.2
    arguments = (server.settings(user, timeout=60.0), "INBOX", poll, stop, told.set)
    thread = threading.Thread(target=watch_folder, args=arguments, daemon=True)
    thread.start()
    assert looked.wait(60)
    assert not told.is_set()
    server.deliver(user, MAIL + b"2", at=AT)
    assert told.wait(60)
    stop.set()
    thread.join(60)
    assert not thread.is_alive()


def test_news_run_the_job_and_news_during_a_job_run_it_once_more() -> None:
    """The schedule's own hour never comes here."""
    stop, begun, go_on = threading.Event(), threading.Event(), threading.Event()
    runs: list[int] = []

    def job() -> None:
        runs.append(len(runs))
        begun.set()
        go_on.wait(30)
        if len(runs) == 2:
            stop.set()

    def watch(_: threading.Event, news: object) -> None:
        assert callable(news)
        news()
        begun.wait(30)
        news()
        go_on.set()

    run_worker(job, "15 2 1 1 *", LONDON, stop=stop, watches=(watch,))
    assert runs == [0, 1]
