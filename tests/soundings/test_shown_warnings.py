"""What a person reads, who waits for a command, of a mail that went wrong."""

import logging

import pytest

from soundings.logs import shown_warnings


def test_a_warning_names_its_mail_and_where_to_look(capsys: pytest.CaptureFixture[str]) -> None:
    with shown_warnings():
        log = logging.getLogger("soundings.pipeline")
        log.warning("could not be read", extra={"archive_id": "0123456789abcdef", "stage": "parse"})
        log.warning("INBOX, UID 7: left\nout")
    log.warning("afterwards")
    mail = "mail 0123456789ab: could not be read; see why with soundings explain 0123456789ab"
    assert capsys.readouterr().err.splitlines() == [mail, "INBOX, UID 7: left out"]
