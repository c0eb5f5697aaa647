"""Signing in by token: XOAUTH2 at a real server, and the sign-in servers that hand tokens out."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.mailbox import MailboxError, Patience, open_mailbox
from ingest.sign_in import SignInError, SignInUnreachable
from ingest.token_file import TokenFile
from ingest.tokens_microsoft import MicrosoftTokens, Registration
from ingest.tokens_refresh import RefreshGrant, RefreshTokens
from tests.ingest.dovecot import Dovecot, access_token, dovecot
from tests.ingest.sign_in_server import SignInServer, numbered, person, signing_in

AT = datetime(2024, 11, 18, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@dataclass
class Given:
    """Tokens in an order that the test fixes; `asked` says for each whether a renewed one was wanted."""

    tokens: list[str]
    asked: list[bool] = field(default_factory=list)

    def access_token(self, *, renewed: bool = False) -> str:
        self.asked.append(renewed)
        return self.tokens[0] if len(self.tokens) == 1 else self.tokens.pop(0)


def test_a_token_opens_the_mailbox_and_shows_nowhere(server: Dovecot, caplog: pytest.LogCaptureFixture) -> None:
    """XOAUTH2 over TLS at Dovecot, which checks the token's signature, user and time."""
    given = Given([access_token("by-token")])
    settings = server.settings(
        "by-token", password="", port=server.tls_port, tls="tls", ca_file=server.ca_file, tokens=given
    )
    with caplog.at_level(logging.DEBUG), open_mailbox(settings) as mailbox:
        assert mailbox.folders() == ("INBOX",)
    assert given.asked == [False]
    assert given.tokens[0] not in caplog.text
    assert given.tokens[0] not in repr(settings)


def test_a_token_that_ran_out_is_followed_by_a_new_one(server: Dovecot) -> None:
    given = Given([access_token("run-out", seconds=-60), access_token("run-out")])
    with open_mailbox(server.settings("run-out", password="", tokens=given)) as mailbox:
        assert mailbox.folders() == ("INBOX",)
    assert given.asked == [False, True]


@pytest.mark.parametrize("whose", ["somebody-else", "ours"], ids=["another-user", "forged"])
def test_a_token_that_is_refused_is_told_in_words(server: Dovecot, whose: str) -> None:
    """The token of another user, and one whose signature is wrong; neither is shown."""
    token = access_token(whose) + ("" if whose == "somebody-else" else "x")
    with (
        pytest.raises(MailboxError, match=r"the token was refused for ours.*soundings sign-in") as raised,
        open_mailbox(server.settings("ours", password="", tokens=Given([token]))),
    ):
        pass
    assert token not in str(raised.value)


def test_a_session_that_outlives_its_token_goes_on_with_a_new_one(server: Dovecot) -> None:
    """The server hangs up in mid-run, as Exchange does ("AccessTokenExpired"); all mails come, each once."""
    mails = [f"Subject: {n}\r\n\r\nx\r\n".encode() for n in range(4)]
    server.deliver("mid-run", *mails, at=AT)
    given = Given([access_token("mid-run"), access_token("mid-run", seconds=-60), access_token("mid-run")])
    pauses: list[float] = []
    patience = Patience(sleep=pauses.append, chance=lambda: 0.0)
    with open_mailbox(server.settings("mid-run", password="", tokens=given), patience=patience) as mailbox:
        look = mailbox.look("INBOX")
        assert mailbox._line._client is not None
        mailbox._line._client.shutdown()
        assert [m.raw for m in mailbox.fetch(look)] == mails
    assert given.asked == [False, False, True]
    assert pauses == [1.0]


def microsoft(where: SignInServer, file: Path, secret: str = "") -> MicrosoftTokens:
    return MicrosoftTokens(
        Registration("org", "our-app", secret, authority=where.url, ca_file=where.ca_file), TokenFile(file), Clock()
    )


def test_an_application_signs_in_as_itself_and_is_not_asked_twice(server: Dovecot, tmp_path: Path) -> None:
    """Client credentials by MSAL: one token until a new one is wanted, kept over runs in a file of mode 600."""
    file = tmp_path / "tokens.json"
    with signing_in(server, numbered("app")) as where:
        tokens = microsoft(where, file, "our-secret")
        assert [tokens.access_token(), tokens.access_token()] == ["app-1", "app-1"]
        assert microsoft(where, file, "our-secret").access_token() == "app-1"
        assert tokens.access_token(renewed=True) == "app-2"
    assert [a["grant_type"] for a in where.asked] == ["client_credentials"] * 2
    assert where.asked[0]["scope"] == "https://outlook.office365.com/.default"
    assert file.stat().st_mode & 0o777 == 0o600
    assert "our-secret" not in file.read_text()


def test_a_person_signs_in_once_and_runs_need_them_no_more(server: Dovecot, tmp_path: Path) -> None:
    """Device code by MSAL; afterwards the refresh token, which the server replaces each time, is enough."""
    file = tmp_path / "tokens.json"
    shown: list[str] = []
    with signing_in(server, person) as where:
        with pytest.raises(SignInError, match="Run: soundings sign-in"):
            microsoft(where, file).access_token()
        microsoft(where, file).sign_in_person(shown.append)
        assert shown == ["Open https://sign.in and enter ABC-DEF"]
        assert microsoft(where, file).access_token(renewed=True) == "after-r"
        assert microsoft(where, file).access_token(renewed=True) == "after-r+"
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("error", "number", "mend"),
    [
        ("invalid_client", "AADSTS1", "client secret or certificate: both run out"),
        ("invalid_client", "AADSTS7000222", "The client secret has run out: have a new one made"),
        ("invalid_client", "AADSTS7000215", "take its Value, not its Secret ID"),
        ("unauthorized_client", "AADSTS1", "Ask who registered"),
        ("unauthorized_client", "AADSTS700016", "Check client_id"),
    ],
)
def test_what_microsoft_refuses_is_told_with_its_mend(
    server: Dovecot, tmp_path: Path, error: str, number: str, mend: str
) -> None:
    said = {"error": error, "error_description": f"{number}: no such secret.\r\nTrace ID: 1"}
    with signing_in(server, lambda _: (401, dict(said))) as where, pytest.raises(SignInError, match=mend) as raised:
        microsoft(where, tmp_path / "t", "our-secret").access_token()
    assert number in str(raised.value)
    assert "\n" not in str(raised.value)
    assert "our-secret" not in str(raised.value)


def test_a_sign_in_server_that_is_away_may_be_back_later(server: Dovecot, tmp_path: Path) -> None:
    """It is a state of the network, which the pull waits out; not a refusal."""
    with signing_in(server, numbered("x")) as where:
        pass
    with pytest.raises(SignInUnreachable):
        microsoft(where, tmp_path / "t", "s").access_token()
    with pytest.raises(SignInUnreachable):
        refreshing(where, tmp_path / "t").access_token()


class Clock:
    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now


def refreshing(where: SignInServer, file: Path, token: str = "r", clock: Clock | None = None) -> RefreshTokens:
    grant = RefreshGrant(f"{where.url}/token", "our-app", token, "our-secret", "https://mail", where.ca_file)
    return RefreshTokens(grant, TokenFile(file), clock or Clock())


def test_a_refresh_token_gives_tokens_that_are_renewed_before_they_run_out(server: Dovecot, tmp_path: Path) -> None:
    """As Google's: the refresh token stays, so that nothing is kept on disk."""
    clock = Clock()
    with signing_in(server, numbered("google")) as where:
        tokens = refreshing(where, tmp_path / "t", clock=clock)
        assert [tokens.access_token(), tokens.access_token()] == ["google-1", "google-1"]
        clock.now += timedelta(minutes=56)
        assert tokens.access_token() == "google-2"
        assert tokens.access_token(renewed=True) == "google-3"
    assert where.asked[0] == {
        "grant_type": "refresh_token",
        "client_id": "our-app",
        "client_secret": "our-secret",
        "refresh_token": "r",
        "scope": "https://mail",
    }
    assert not (tmp_path / "t").exists()


def test_a_refresh_token_that_is_replaced_is_kept_until_the_setting_names_another(
    server: Dovecot, tmp_path: Path
) -> None:
    with signing_in(server, person) as where:
        assert refreshing(where, tmp_path / "t").access_token() == "after-r"
        assert refreshing(where, tmp_path / "t").access_token() == "after-r+"
        assert refreshing(where, tmp_path / "t", "new").access_token() == "after-new"
    assert (tmp_path / "t").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("status", "said", "told"),
    [
        (400, {"error": "invalid_grant", "error_description": "Token has been revoked."}, "Sign in again"),
        (200, {}, "no reason given"),
    ],
)
def test_a_refresh_token_that_is_dead_is_told(
    server: Dovecot, tmp_path: Path, status: int, said: dict[str, object], told: str
) -> None:
    with signing_in(server, lambda _: (status, said)) as where, pytest.raises(SignInError, match=told):
        refreshing(where, tmp_path / "t").access_token()


def test_a_busy_sign_in_server_is_asked_again_by_the_pull(server: Dovecot, tmp_path: Path) -> None:
    """Twice HTTP 503, then a token that Dovecot takes."""
    good = access_token("busy")
    answers = iter([(503, {}), (429, {}), (200, {"access_token": good, "expires_in": 60})])
    pauses: list[float] = []
    with signing_in(server, lambda _: next(answers)) as where:
        settings = server.settings("busy", password="", tokens=refreshing(where, tmp_path / "t"))
        patience = Patience(sleep=pauses.append, chance=lambda: 0.0)
        with open_mailbox(settings, patience=patience) as mailbox:
            assert mailbox.folders() == ("INBOX",)
    assert pauses == [1.0, 2.0]


def test_a_kept_sign_in_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "t"
    path.write_text("{}")
    path.chmod(0o640)
    with pytest.raises(SignInError, match=r"others may read the kept sign-in \(mode 640\).*chmod 600"):
        TokenFile(path).load()


def test_a_kept_sign_in_that_is_damaged_counts_as_none(tmp_path: Path) -> None:
    file = TokenFile(tmp_path / "t")
    assert file.load() == {}
    file.save({"a": "b"})
    assert file.load() == {"a": "b"}
    file.path.write_text("{")
    assert file.load() == {}
