"""Coming in by an organisation's own sign-in, and what does not let anybody in."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

from soundings.desk import OfficeDesk
from tests.web.conftest import visitor
from tests.web.provider import CLIENT, SECRET, Provider, provider
from web.access import Access
from web.app import create_app
from web.organisation import BACK, Organisation


@pytest.fixture(scope="module")
def entra() -> Iterator[Provider]:
    with provider() as made:
        yield made


@pytest.fixture
def client(desk: OfficeDesk, entra: Provider) -> TestClient:
    """A browser that is not signed in yet; the provider signs in an editor."""
    entra.claims = {"name": "Ann Example", "sub": "1", "roles": ["editor"]}
    entra.published = entra.key
    organisation = Organisation(entra.issuer, CLIENT, SECRET, "http://localhost")
    return visitor(create_app(desk, Access(("localhost",), organisation=organisation)))


def begin(client: TestClient, next_path: str = "") -> str:
    """The address that the browser is sent to."""
    answer = client.get("/sign-in/organisation", params={"next": next_path}, follow_redirects=False)
    assert answer.status_code == 303
    assert "samesite=lax" in answer.headers["set-cookie"].lower()
    return answer.headers["location"]


def test_an_editor_of_the_organisation_comes_in(client: TestClient, entra: Provider) -> None:
    assert "Sign in with your organisation" in client.get("/sign-in").text
    answer = client.get(BACK, params=entra.authorise(begin(client, "/chasers")))
    assert "You are signed in as Ann Example" in answer.text
    assert 'content="0; url=/chasers"' in answer.text
    assert "Give longer" in client.get("/stakeholders/linkage").text


def test_a_reader_comes_in_as_one(client: TestClient, entra: Provider) -> None:
    entra.claims["roles"] = ["reader"]
    client.get(BACK, params=entra.authorise(begin(client)))
    assert "Ann Example (reader)" in client.get("/").text


@pytest.mark.parametrize(
    "claims",
    [
        {"roles": []},
        {"roles": ["Global Administrator"]},
        {"aud": "another application"},
        {"iss": "https://elsewhere.example"},
        {"nonce": "another"},
        {"exp": int(time.time()) - 3600},
    ],
)
def test_a_token_that_is_not_for_us_lets_nobody_in(client: TestClient, entra: Provider, claims: dict[str, Any]) -> None:
    entra.claims |= claims
    answer = client.get(BACK, params=entra.authorise(begin(client)))
    assert answer.status_code == 403
    assert "There is a problem" in answer.text
    assert client.get("/", follow_redirects=False).status_code == 303


def test_a_token_signed_by_another_key_lets_nobody_in(client: TestClient, entra: Provider) -> None:
    entra.published = RSAKey.generate_key(2048, {"kid": "1"}, auto_kid=False)
    answer = client.get(BACK, params=entra.authorise(begin(client)))
    assert (answer.status_code, "cannot be trusted" in answer.text) == (403, True)


def test_an_answer_that_was_not_asked_for_or_comes_twice_lets_nobody_in(client: TestClient, entra: Provider) -> None:
    """Another browser's answer, which would sign somebody in as somebody else, is refused."""
    brought = entra.authorise(begin(client))
    stranger = TestClient(client.app, base_url="http://localhost")
    assert stranger.get(BACK, params=brought).status_code == 403
    assert client.get(BACK, params=brought).status_code == 403
    assert client.get(BACK, params={"error": "access_denied", "state": "x"}).status_code == 403
    assert client.get(BACK).status_code == 403


def test_an_organisation_that_cannot_be_reached_is_told(desk: OfficeDesk) -> None:
    organisation = Organisation("http://127.0.0.1:9", CLIENT, SECRET, "http://localhost")
    client = visitor(create_app(desk, Access(("localhost",), organisation=organisation)))
    answer = client.get("/sign-in/organisation")
    assert (answer.status_code, "cannot be reached just now" in answer.text) == (503, True)
