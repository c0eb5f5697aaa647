"""Every route there is, asked as an attacker asks: not signed in, from elsewhere, with words that are meant to do harm.

Routes, and the names of fields and of what an address says, are read from the application itself, so that a new page
is probed without being named here. What each page answers when it is used as meant is tested with that page.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

import web
from tests.web.conftest import csrf_of, visitor
from web.navigation import find_pages
from web.security import HEADERS

ROUTES = [route for route in find_pages()[0] if isinstance(route, Route)]
SHOWING = sorted(route.path for route in ROUTES if "GET" in (route.methods or ()))
CHANGING = sorted(route.path for route in ROUTES if "POST" in (route.methods or ()))
OPEN = {"/sign-in", "/sign-in/organisation", "/sign-in/organisation/back", "/healthz"}
"""What anybody may ask for."""
CODE = "".join(file.read_text("utf-8") for file in sorted(Path(web.__file__).parent.rglob("*.py")))
ASKED = sorted(set(re.findall(r'(?:\.query|query_params\.get)\("([a-z_]+)"', CODE)))
SENT = sorted(set(re.findall(r'\.(?:field|getlist)\("([a-z_]+)"', CODE)))

MARKUP = "pr0be\"'><svg onload=alert(1)>{{ 7 * 7 }}"
HARMFUL = {
    "markup": MARKUP,
    "address": "javascript:alert('pr0be')",
    "header": "pr0be\r\nX-Probe: 1\r\n\r\n<svg onload=alert(1)>",
    "upwards": "../" * 8 + "etc/passwd\x00.eml",
    "sql": 'pr0be\' OR 1=1; DROP TABLE mails; -- NEAR("a:b" *',
    "figures": "٣" * 4 + "9" * 4000,
    "letters": "\u202e\u0000\ufffe🚤\u0301" * 40,
}
IDS = {
    "upwards": "..%2f..%2f..%2fetc%2fpasswd",
    "upwards twice": "%252e%252e%252fetc",
    "points": "%2e%2e",
    "nul": "abc%00def",
    "overlong": "%c0%ae%c0%ae%c0%af",
    "half a letter": "%ed%a0%80%ff",
    "markup": quote(MARKUP, safe=""),
    "long": "a" * 5000,
    "star": "*",
    "percent": "%25",
}


def filled(path: str, value: str) -> str:
    """A route's path with a value in each of its places."""
    return re.sub(r"\{\w+(:\w+)?\}", lambda place: "1" if place[1] else value, path)


class Answer(Protocol):
    """What is looked at of an answer; the test client's own class has another name in each of its versions."""

    @property
    def request(self) -> Any: ...

    @property
    def status_code(self) -> int: ...

    @property
    def headers(self) -> Any: ...

    @property
    def text(self) -> str: ...

    @property
    def is_redirect(self) -> bool: ...


def faults(answer: Answer) -> Iterator[str]:
    """What is wrong with any answer, whatever was asked."""
    if answer.status_code >= 500 and answer.request.url.path != "/healthz":
        yield f"ends with {answer.status_code}"
    for name in HEADERS:
        if name not in answer.headers:
            yield f"has no {name}"
    if "x-probe" in answer.headers:
        yield "lets a header be written"
    if answer.headers.get("content-type", "").startswith("text/html"):
        yield from _faults_of_page(answer.text)
    if answer.is_redirect and not re.match(r"/(?![/\\])", answer.headers["location"]):
        yield f"leads to {answer.headers['location'][:80]}"


def _faults_of_page(text: str) -> Iterator[str]:
    if "<svg onload" in text or 'pr0be"' in text or "pr0be49" in text or "}}" in re.sub(r"\{\{ 7 \* 7 \}\}", "", text):
        yield "shows markup that was sent"
    if re.search(r"(?:href|action|src|formaction)=[\"']?\s*javascript:", text, re.IGNORECASE):
        yield "links to a script"
    if re.search(r"root:|Traceback|File \"|sqlite3|sqlalchemy", text):
        yield "shows its insides"


@pytest.fixture
def stranger(app: Starlette) -> TestClient:
    return visitor(app)


def test_the_probe_knows_what_there_is() -> None:
    assert {"/replies/{mail}", "/review/{mail}", "/stakeholders/{ref}"} <= set(SHOWING)
    assert {"/review/undo", "/administration/add/mails", "/sign-out"} <= set(CHANGING)
    assert {"words", "as_of", "page", "next", "token", "figure"} <= set(ASKED)
    assert {"seen", "number", "because", "sender", "ref"} <= set(SENT)


def test_who_is_not_signed_in_sees_and_changes_nothing(stranger: TestClient) -> None:
    for path in SHOWING:
        answer = stranger.get(filled(path, "x"), follow_redirects=False)
        assert list(faults(answer)) == [], path
        if path not in OPEN:
            assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/sign-in"), path
    for path in CHANGING:
        for cookie in ("", "soundings=guessed", 'soundings="; soundings=\xe9', "soundings=" + "a" * 5000):
            headers = {b"cookie": cookie.encode("latin-1")} if cookie else {}
            answer = stranger.post(filled(path, "x"), data={"csrf": "x"}, headers=headers, follow_redirects=False)
            assert list(faults(answer)) == [], path
            if path not in OPEN:
                assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in"), path


@pytest.mark.parametrize("token", ["", "guessed", "é\x00🚤", "a" * 5000])
def test_no_form_goes_without_its_token_or_from_elsewhere(editor: TestClient, reader: TestClient, token: str) -> None:
    own = csrf_of(editor)
    for path in CHANGING:
        if path in OPEN:
            continue
        for csrf, headers in (
            (token, {}),
            (own, {"origin": "https://evil.example"}),
            (own, {"origin": "null"}),
            (own, {"sec-fetch-site": "cross-site"}),
        ):
            answer = editor.post(filled(path, "x"), data={"csrf": csrf}, headers=headers, follow_redirects=False)
            assert (answer.status_code, list(faults(answer))) == (403, []), (path, headers)
        by_reader = reader.post(filled(path, "x"), data={"csrf": own}, follow_redirects=False)
        assert by_reader.status_code == 403, path


@pytest.mark.parametrize("value", IDS.values(), ids=IDS)
def test_an_id_that_is_none_leads_nowhere(editor: TestClient, value: str) -> None:
    csrf = csrf_of(editor)
    for path in SHOWING + CHANGING:
        if "{" not in path:
            continue
        got = editor.get(filled(path, value), follow_redirects=False)
        sent = editor.post(filled(path, value), data={"csrf": csrf}, follow_redirects=False)
        for answer in (got, sent):
            assert list(faults(answer)) == [], path
            assert answer.status_code in (303, 400, 403, 404, 405, 409), path


@pytest.mark.parametrize("value", HARMFUL.values(), ids=HARMFUL)
def test_what_an_address_says_does_no_harm(editor: TestClient, stranger: TestClient, value: str) -> None:
    query = dict.fromkeys(ASKED, value)
    for path in SHOWING:
        for one in (editor, stranger):
            asked = query if path != "/sign-in" else {"next": value}
            answer = one.get(filled(path, "x"), params=asked, follow_redirects=False)
            assert list(faults(answer)) == [], path


def _in_a_header(value: str) -> str:
    """As much of it as a client can send as the kind of a file."""
    return re.sub(r"[^ -~]", "", value)[:20]


@pytest.mark.parametrize("value", HARMFUL.values(), ids=HARMFUL)
def test_what_a_form_says_does_no_harm(editor: TestClient, value: str) -> None:
    for path in (p for p in CHANGING if p != "/sign-out"):
        form = dict.fromkeys(SENT, value) | {"csrf": csrf_of(editor), "next": value}
        sent = editor.post(filled(path, "lord-chancellor"), data=form, follow_redirects=False)
        with_file = editor.post(
            filled(path, "lord-chancellor"),
            data=form,
            files=dict.fromkeys(("file", "mails", "documents"), (value, b"Ref\n\x00", _in_a_header(value))),
            follow_redirects=False,
        )
        for answer in (sent, with_file):
            assert list(faults(answer)) == [], path
    for path in ("/", "/administration", "/administration/list", "/chasers"):
        assert list(faults(editor.get(path))) == [], path


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"])
def test_other_methods_change_nothing(editor: TestClient, method: str) -> None:
    for path in {filled(path, "x") for path in SHOWING + CHANGING} | {"/static/soundings.css", "/nowhere"}:
        answer = editor.request(method, path, follow_redirects=False)
        assert list(faults(answer)) == [], path
        assert answer.status_code in (404, 405) or method == "HEAD", path


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "", "[::1", "a b"]
)
def test_no_other_host_is_answered_for(editor: TestClient, host: str) -> None:
    for path in ("/", "/sign-in", "/nowhere", "/static/soundings.css"):
        answer = editor.get(path, headers={"host": host, "x-forwarded-host": "localhost"}, follow_redirects=False)
        assert (answer.status_code, list(faults(answer))) == (400, []), path


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--", "multipart/form-data; boundary=x"),
        (b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n\xff\r\n--x--', "multipart/form-data; boundary=x"),
        (b"csrf=%ff%fe&\xff=\xff", "application/x-www-form-urlencoded"),
        (b"&".join(b"a%d=1" % n for n in range(3000)), "application/x-www-form-urlencoded"),
        (b'{"csrf": 1}', "application/json"),
        (b"csrf=x", "application/x-www-form-urlencoded; charset=utf-99"),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x; charset=utf-99"),
    ],
)
def test_a_form_that_is_none_is_refused(editor: TestClient, stranger: TestClient, body: bytes, kind: str) -> None:
    for path in ("/sign-out", "/review/undo", "/administration/add/mails", "/sign-in"):
        one = stranger if path == "/sign-in" else editor
        answer = one.post(path, content=body, headers={"content-type": kind}, follow_redirects=False)
        assert list(faults(answer)) == [], path
        assert 400 <= answer.status_code < 500, path
