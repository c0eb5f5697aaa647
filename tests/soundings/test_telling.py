"""The report of a night, from a real run to a mail in a mailbox on this machine."""

import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from config.consultation import Consultation
from config.errors import ConfigError
from config.settings_report import Report
from ingest.mailbox import MailboxSettings
from soundings.bootstrap import Office
from soundings.checks import _report
from soundings.nightly import Nightly
from soundings.telling import tell_of_run
from tests.ingest.dovecot import PASSWORD, Dovecot, dovecot
from tests.soundings.pulling import AT, Stub, office_in
from tests.soundings.smtp import Smtp, smtp

WORDS = "Confidential: the governor drinks"
MAIL = f"From: a@b.example\r\nSubject: {WORDS}\r\n\r\n{WORDS}\r\n".encode()


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


def office_with(home: Path, **report: Any) -> Office:
    office = office_in(home)
    return replace(office, settings=office.settings.model_copy(update={"report": Report(**report)}))


def by_mail(post: Smtp, **changes: Any) -> dict[str, Any]:
    usual = {"to": ("lead@body.example",), "sender": "soundings@body.example", "host": "localhost", "tls": "none"}
    return {**usual, "port": post.port, "timeout": 5.0, **changes}


def nightly(server: Dovecot, office: Office, user: str, port: int = 0) -> Nightly:
    mailbox = MailboxSettings("localhost", user, PASSWORD, port or server.port, tls="none", timeout=20)

    def load(_: Consultation) -> Stub:
        return Stub()

    return Nightly(lambda: office, mailbox, load, threading.Event())


def test_a_night_with_mail_is_told_and_one_without_is_not(server: Dovecot, tmp_path: Path) -> None:
    server.deliver("told", MAIL, MAIL + b"again", at=AT)
    with smtp() as post:
        job = nightly(server, office_with(tmp_path, **by_mail(post), folder=tmp_path / "nights"), "told")
        assert job.once()
        assert job.once()
    (mail,) = post.mails
    assert mail["Subject"].startswith("Soundings, practice: 2 new mails, ")
    text = mail.get_content()
    assert "2 mails: 2 of another kind" in text
    assert "2 seen: 2 analysed, 0 duplicates, 0 could not be read; it balances" in " ".join(text.split())
    assert not any(word in text for word in ("governor", "drinks", "a@b.example"))
    (file,) = (tmp_path / "nights").iterdir()
    assert file.name == "run-2024-11-19T0930.txt"
    assert file.read_text("utf-8").splitlines() == text.splitlines()


def test_a_run_that_fails_is_told_once_a_day(server: Dovecot, tmp_path: Path) -> None:
    with smtp() as post:
        job = nightly(server, office_with(tmp_path, **by_mail(post)), "nobody", port=9)
        job.stop.set()  # so that it does not wait between its tries
        assert not job.once()
        assert not job.once()
    (mail,) = post.mails
    assert mail["Subject"].startswith("Soundings, practice: the run failed")
    assert "Went wrong" in mail.get_content()


def test_a_report_that_does_not_go_out_is_logged_and_no_failure_of_the_run(
    server: Dovecot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server.deliver("away", MAIL, at=AT)
    with smtp() as post:
        office = office_with(tmp_path, **by_mail(post))
    with caplog.at_level(logging.ERROR):
        assert nightly(server, office, "away").once()
    assert "the report of the run did not go out: localhost, port" in caplog.text


def test_a_database_that_is_away_is_told_all_the_same(tmp_path: Path) -> None:
    with smtp() as post:
        office = office_with(tmp_path, **by_mail(post))
        gone = Report(**by_mail(post))
        url = "postgresql://nobody@127.0.0.1:1/none"
        lost = office.settings.model_copy(update={"database": type(office.settings.database)(url), "report": gone})
        assert tell_of_run(replace(office, settings=lost), "the database is away.")
    assert "the database is away." in post.mails[0].get_content()


def test_no_report_goes_to_the_mailbox_that_it_speaks_of(tmp_path: Path) -> None:
    with smtp() as post:
        office = office_with(tmp_path, **by_mail(post, to=("Consultation@inspectorate.example",)))
        with pytest.raises(ConfigError, match="where replies come in"):
            tell_of_run(office, "the mailbox is away.")
        with pytest.raises(ConfigError, match="where replies come in"):
            _report(office.settings, [office])
    assert post.mails == []


def test_nothing_is_told_where_nobody_is_named(tmp_path: Path) -> None:
    assert not tell_of_run(office_in(tmp_path), "the mailbox is away.")


def test_the_doctor_tries_the_line_and_sends_nothing(tmp_path: Path) -> None:
    with smtp() as post:
        office = office_with(tmp_path, **by_mail(post))
        assert _report(office.settings, [office]) == "to lead@body.example by localhost"
    assert post.mails == []
