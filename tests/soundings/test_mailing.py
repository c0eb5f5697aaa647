"""A mail of our own, handed to a server on this machine."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from config.settings_report import Report
from soundings.mailing import MailingError, make_mail, send, try_line
from tests.soundings.smtp import PASSWORD, USER, Smtp, smtp

AT = datetime(2024, 11, 19, 2, 15, tzinfo=UTC)


def settings(server: Smtp, **changes: Any) -> Report:
    usual = {"to": ("lead@body.example",), "sender": "soundings@body.example", "host": "localhost"}
    return Report(**{**usual, "port": server.port, "tls": "none", "timeout": 5.0, **changes})


def test_a_mail_arrives_as_it_was_made_and_asks_machines_not_to_answer() -> None:
    with smtp() as server:
        one = settings(server, to=("lead@body.example", "deputy@body.example"))
        send(one, make_mail(one, "Soundings: 3 new\n mails", "Neu – 3\n", AT))
    (mail,) = server.mails
    assert (mail["From"], mail["To"]) == ("soundings@body.example", "lead@body.example, deputy@body.example")
    assert mail["Subject"] == "Soundings: 3 new mails"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == AT
    assert mail.get_content().splitlines() == ["Neu – 3"]
    assert server.recipients == ["lead@body.example", "deputy@body.example"]
    assert server.signed_in == []


def test_with_starttls_the_password_goes_over_a_private_line_to_the_right_server_alone(tmp_path: Path) -> None:
    with smtp(tmp_path) as server:
        known = {"tls": "starttls", "user": USER, "password": SecretStr(PASSWORD), "ca_file": server.ca_file}
        one = settings(server, **known)
        send(one, make_mail(one, "x", "y", AT))
        assert (server.signed_in, server.private) == ([USER], [True])
        strange = settings(server, **{**known, "ca_file": tmp_path / "foreign.pem"})
        with pytest.raises(MailingError, match=r"no private connection .*ca_file"):
            send(strange, make_mail(strange, "x", "y", AT))
        wrong = settings(server, **{**known, "password": SecretStr("wrong")})
        with pytest.raises(MailingError, match="user name or password refused"):
            try_line(wrong)
        assert (server.signed_in, len(server.mails)) == ([USER], 1)


def test_a_server_without_starttls_is_not_told_anything() -> None:
    with smtp() as server:
        one = settings(server, tls="starttls", user=USER, password=SecretStr(PASSWORD))
        with pytest.raises(MailingError, match="Check tls"):
            send(one, make_mail(one, "x", "y", AT))
        assert (server.mails, server.signed_in) == ([], [])


def test_whom_the_server_does_not_know_and_a_server_that_is_away_are_named(tmp_path: Path) -> None:
    with smtp() as server:
        server.unwanted = "lead@body.example"
        one = settings(server)
        with pytest.raises(MailingError, match=r"does not take mail for lead@body\.example"):
            send(one, make_mail(one, "x", "y", AT))
        both = settings(server, to=("lead@body.example", "deputy@body.example"))
        with pytest.raises(MailingError, match=r"does not take mail for lead@body\.example"):
            send(both, make_mail(both, "x", "y", AT))
    with pytest.raises(MailingError, match="does not answer"):
        try_line(settings(server, port=9))
    with pytest.raises(MailingError, match="not a certificate"):
        try_line(settings(server, tls="tls", ca_file=tmp_path / "none.pem"))
