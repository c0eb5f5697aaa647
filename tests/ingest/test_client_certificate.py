"""Signing in to Microsoft 365 with a certificate in a secret's place."""

import base64
import hashlib
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from ssl import PEM_cert_to_DER_cert
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from ingest.client_certificate import read_client_certificate
from ingest.sign_in import SignInError
from ingest.token_file import TokenFile
from ingest.tokens_microsoft import MicrosoftTokens, Registration
from tests.ingest.certificates import certificate_pem, key_pem, rsa_key
from tests.ingest.dovecot import Dovecot, dovecot
from tests.ingest.sign_in_server import Asked, SignInServer, numbered, signing_in

KEY = rsa_key()
CERTIFICATE = certificate_pem(KEY)
PEM = key_pem(KEY) + CERTIFICATE
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


def tokens(where: SignInServer, file: Path, pem: str = PEM, at: datetime = NOW) -> MicrosoftTokens:
    registration = Registration(
        "org",
        "our-app",
        "an-older-secret",
        authority=where.url,
        ca_file=where.ca_file,
        certificate=read_client_certificate(pem),
    )
    return MicrosoftTokens(registration, TokenFile(file), lambda: at)


def checked(asked: Asked, url: str) -> dict[str, Any]:
    """The claims of an assertion (RFC 7523), checked as Microsoft does: by the certificate that its header names."""
    header = jwt.get_unverified_header(asked["client_assertion"])
    thumbprint = hashlib.sha256(PEM_cert_to_DER_cert(CERTIFICATE)).digest()
    assert base64.urlsafe_b64decode(header["x5t#S256"]) == thumbprint
    claims: dict[str, Any] = jwt.decode(
        asked["client_assertion"], KEY.public_key(), algorithms=["PS256"], audience=f"{url}/org/token"
    )
    return claims


def test_an_application_signs_in_by_what_its_key_has_signed(
    server: Dovecot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """No secret is sent, not even where one is set as well; neither key nor token shows in a log or the kept file."""
    with signing_in(server, numbered("app")) as where, caplog.at_level(logging.DEBUG):
        ours = tokens(where, tmp_path / "t")
        assert ours.is_application
        assert [ours.access_token(), ours.access_token(renewed=True)] == ["app-1", "app-2"]
    for asked in where.asked:
        assert (asked["grant_type"], asked["scope"]) == ("client_credentials", "https://outlook.office365.com/.default")
        assert "client_secret" not in asked
        claims = checked(asked, where.url)
        assert claims["iss"] == claims["sub"] == "our-app"
    body = key_pem(KEY).splitlines()[3]
    assert body not in caplog.text + (tmp_path / "t").read_text() + repr(ours._registration)
    assert "app-1" not in caplog.text


def test_a_certificate_that_ran_out_is_told_before_anybody_is_asked(server: Dovecot, tmp_path: Path) -> None:
    """In the middle of a run too: it is looked at whenever a token is wanted."""
    at = datetime(2025, 3, 1, 12, tzinfo=UTC)
    pem = key_pem(KEY) + certificate_pem(KEY, at)
    with signing_in(server, numbered("app")) as where:
        assert tokens(where, tmp_path / "t", pem, at).access_token() == "app-1"
        with pytest.raises(SignInError, match=r"ran out on 2025-03-01 12:00 UTC\. Make a new one"):
            tokens(where, tmp_path / "t", pem, at + timedelta(seconds=1)).access_token()
        with pytest.raises(SignInError, match=r"holds only from .*clock"):
            tokens(where, tmp_path / "t", pem, at - timedelta(days=366)).access_token()
    assert len(where.asked) == 1


def test_microsoft_refuses_a_certificate_that_nobody_uploaded(server: Dovecot, tmp_path: Path) -> None:
    said: dict[str, object] = {"error": "invalid_client", "error_description": "AADSTS700027: not registered."}
    with (
        signing_in(server, lambda _: (401, said)) as where,
        pytest.raises(SignInError, match=r"AADSTS700027.*upload its public part"),
    ):
        tokens(where, tmp_path / "t").access_token()


def test_its_end_is_spoken_of_from_thirty_days_before() -> None:
    until = datetime(2025, 3, 1, 12, tzinfo=UTC)
    this = read_client_certificate(certificate_pem(KEY, until) + key_pem(KEY))
    assert this.until == until
    assert this.warning(until - timedelta(days=30)) == ""
    assert "runs out on 2025-03-01 12:00 UTC (29 days left)" in this.warning(
        until - timedelta(days=30) + timedelta(1e-5)
    )
    assert "ran out on 2025-03-01" in this.warning(until + timedelta(days=1))


def test_of_a_chain_it_is_the_one_of_the_key() -> None:
    """As many authorities hand it out; what stands between the blocks (bag attributes) is passed over."""
    this = read_client_certificate(f"Bag Attributes\n{certificate_pem(rsa_key())}\nfriendlyName: x\n{PEM}")
    assert this.certificate == CERTIFICATE


@pytest.mark.parametrize(
    ("pem", "words"),
    [
        ("", "has no private key. Put"),
        (CERTIFICATE, "has no private key"),
        (key_pem(KEY), "a key and no certificate"),
        (key_pem(KEY, "pass") + CERTIFICATE, "locked with a passphrase"),
        (key_pem(rsa_key()) + CERTIFICATE, "belongs to another private key"),
        (key_pem(KEY)[:200] + key_pem(KEY)[300:] + CERTIFICATE, "key is damaged"),
        (key_pem(KEY) + CERTIFICATE[:200] + CERTIFICATE[300:], "certificate is damaged"),
        (key_pem(ec.generate_private_key(ec.SECP256R1())) + CERTIFICATE, "not RSA"),
    ],
)  # fmt: skip
def test_one_that_will_not_do_is_told_without_a_word_of_it(pem: str, words: str) -> None:
    with pytest.raises(SignInError, match=words) as raised:
        read_client_certificate(pem)
    assert not any(line in str(raised.value) for line in pem.splitlines() if len(line) > 40)
