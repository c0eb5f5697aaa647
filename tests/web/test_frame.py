"""What holds for every page: signing in, roles, forms of our own, headers, and what is said when something is not."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.web.conftest import csrf_of, visitor
from web.access import Access


def test_the_status_is_shown_to_who_is_signed_in(editor: TestClient) -> None:
    answer = editor.get("/")
    assert answer.status_code == 200
    assert "By standing" in answer.text


@pytest.mark.parametrize("path", ["/", "/?as_of=2024-11-22"])
def test_who_is_not_signed_in_is_led_to_the_sign_in(app: Starlette, path: str) -> None:
    answer = visitor(app).get(path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/sign-in")


def test_the_link_lets_in_once(app: Starlette) -> None:
    access: Access = app.state.access
    assert access.link
    first, second = visitor(app), visitor(app)
    answer = first.get("/sign-in", params={"token": access.link.token})
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "By standing" in first.get("/").text
    assert second.get("/sign-in", params={"token": access.link.token}).status_code == 403
    assert visitor(app).get("/sign-in", params={"token": "guessed"}).status_code == 403


def test_signing_out_ends_the_session(editor: TestClient) -> None:
    editor.post("/sign-out", data={"csrf": csrf_of(editor)})
    assert editor.get("/", follow_redirects=False).status_code == 303


def test_a_form_without_its_token_is_refused(editor: TestClient) -> None:
    for data in ({}, {"csrf": "guessed"}):
        assert editor.post("/sign-out", data=data).status_code == 403
    assert editor.get("/", follow_redirects=False).status_code == 200


def test_every_answer_says_what_the_browser_may_do(editor: TestClient) -> None:
    for path in ("/", "/nowhere", "/healthz", "/static/soundings.css"):
        headers = editor.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    assert editor.get("/").headers["cache-control"] == "no-store"


def test_a_request_for_another_host_is_refused(app: Starlette, editor: TestClient) -> None:
    """A page elsewhere whose name was made to point here (DNS rebinding) gets nothing."""
    del app
    assert editor.get("/", headers={"host": "evil.example:8470"}).status_code == 400
    assert editor.get("/", headers={"host": "localhost:8470"}).status_code == 200


def test_a_page_that_is_not_there_says_so(editor: TestClient) -> None:
    answer = editor.get("/nowhere")
    assert answer.status_code == 404
    assert "There is no page at this address" in answer.text


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd"]
)
def test_nothing_outside_the_static_folder_is_served(editor: TestClient, path: str) -> None:
    answer = editor.get(path)
    assert answer.status_code == 404
    assert "create_app" not in answer.text
