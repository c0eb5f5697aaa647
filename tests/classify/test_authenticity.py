"""A mail that claims a stakeholder's address and fails the receiving server's checks waits for a person."""
# ruff: noqa: E501 - one header is one line

from dataclasses import replace

import pytest

from classify.authenticity import doubts_about_sender
from ingest.authentication import read_authentication
from tests.classify.mails import Mail, consultation, make

CHAIR = "Hesketh Bream <chair@nua.example>"
FORGED = "mx.waters.example; dmarc=fail header.from=nua.example"
GENUINE = "mx.waters.example; dmarc=pass header.from=nua.example"


def doubts(*results: str, sender: str = CHAIR, server: str = "") -> tuple[str, ...]:
    """What is said of a mail with these Authentication-Results, topmost first."""
    message = make(Mail("Ponds.", sender=sender))
    headers = replace(message.headers, authentication=read_authentication(results))
    return doubts_about_sender(replace(message, headers=headers), replace(consultation(), authserv_id=server))


FAILS = {
    "DMARC fails": FORGED,
    "no DMARC, SPF fails": "mx; dmarc=none header.from=nua.example; spf=softfail smtp.mailfrom=nua.example",
    "no DMARC, DKIM fails": "mx; dkim=fail header.d=nua.example",
    "DMARC fails though another domain's DKIM passes": "mx; dkim=pass header.d=bulk.example; dmarc=fail",
    "no DMARC, another's SPF passes and DKIM fails": "mx; spf=pass smtp.mailfrom=bulk.example; dkim=fail header.d=nua.example",
}  # fmt: skip


@pytest.mark.parametrize("name", FAILS)
def test_a_sender_whom_his_own_domain_disowns_is_told(name: str) -> None:
    """With the checks that failed."""
    (reason,) = doubts(FAILS[name])
    assert reason.startswith("unverified sender: ")
    assert "fail" in reason


PASSES = {
    "DMARC passes": GENUINE,
    "DMARC passes though SPF fails": "mx; spf=fail smtp.mailfrom=list.example; dmarc=pass",
    "no DMARC, DKIM of the domain passes": "mx; dmarc=none; dkim=pass header.d=nua.example; spf=fail smtp.mailfrom=x.example",
    "no DMARC, SPF of a domain below passes": "mx; spf=pass smtp.mailfrom=bounce@mail.nua.example; dkim=fail",
    "nothing is known": "mx; dmarc=temperror",
    "nothing is said": "mx; none",
}  # fmt: skip


@pytest.mark.parametrize("name", PASSES)
def test_a_sender_whom_nothing_speaks_against_is_not(name: str) -> None:
    """Many small bodies have no DMARC record; a passing check of the same domain is enough, and so is silence."""
    assert doubts(PASSES[name]) == ()


def test_no_header_is_no_doubt() -> None:
    """Mail from files, and from servers that check nothing, has none."""
    assert doubts() == ()


def test_only_the_receiving_servers_word_counts() -> None:
    """Any sender can write such a header; only the topmost that carries our server's name is ours."""
    assert doubts(GENUINE, FORGED) == ()
    assert doubts(FORGED, GENUINE)
    assert doubts("theirs; dmarc=pass", FORGED, GENUINE, server="MX.waters.example")
    assert doubts("theirs; dmarc=fail", server="mx.waters.example") == ()


def test_a_stranger_claims_nobody() -> None:
    """Who is not on the list is looked at for that reason already."""
    assert doubts(FORGED, sender="Jo <jo@elsewhere.example>") == ()
