"""Passwords, sessions, and how often one may try."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from config.errors import ConfigError
from soundings.desk import OfficeDesk
from tests.web.conftest import visitor
from web.access import Access, Sessions
from web.app import create_app
from web.attempts import Attempts
from web.users import Role, User, Users, load_users, remove_user, set_user
from web.visit import own_path

PASSWORD = "three words together"
ANN = {"name": "ann  EXAMPLE", "password": PASSWORD}


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ann, an editor."""
    path = tmp_path_factory.mktemp("users") / "users"
    set_user(path, User("Ann Example", Role.EDITOR), PASSWORD)
    return path


@pytest.fixture
def pages(desk: OfficeDesk, users: Path) -> Starlette:
    """Served over TLS to people with passwords."""
    return create_app(desk, Access(("localhost",), users=Users(users), secure=True))


def guest(pages: Starlette) -> TestClient:
    return TestClient(pages, base_url="https://localhost", raise_server_exceptions=False)


def test_who_knows_the_password_comes_in_and_to_the_page_that_was_asked_for(pages: Starlette) -> None:
    client = guest(pages)
    asked = client.get("/chasers?as_of=2024-11-21")
    assert 'name="next" value="/chasers?as_of=2024-11-21"' in asked.text
    answer = client.post("/sign-in", data=ANN | {"next": "/chasers?as_of=2024-11-21"})
    assert "You are signed in as Ann Example" in answer.text
    assert 'url=/chasers?as_of=2024-11-21"' in answer.text
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-soundings=")
    assert "; Secure" in cookie
    assert answer.headers["strict-transport-security"]
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("wrong", [{"password": "x"}, {"name": "Bob"}, {"name": ""}, {"password": ""}])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(pages: Starlette, wrong: dict[str, str]) -> None:
    client = guest(pages)
    answer = client.post("/sign-in", data=ANN | wrong)
    assert (answer.status_code, "nobody of this name with this password" in answer.text) == (403, True)
    assert "set-cookie" not in answer.headers


def test_after_too_many_tries_even_the_right_password_waits(pages: Starlette) -> None:
    access: Access = pages.state.access
    access.attempts.by_name = 2
    client = guest(pages)
    codes = [client.post("/sign-in", data=ANN | {"password": "x"}).status_code for _ in range(3)]
    assert codes == [403, 403, 429]
    assert client.post("/sign-in", data=ANN).status_code == 429


def test_tries_are_counted_by_name_and_by_address_and_forgotten_in_time() -> None:
    time = [0.0]
    attempts = Attempts(2, 3, 60, lambda: time[0])
    assert [attempts.begin("ann", "1") for _ in range(3)] == [True, True, False]
    assert [attempts.begin(name, "1") for name in ("bob", "cy")] == [True, False]
    assert attempts.begin("cy", "2")
    time[0] = 61
    assert attempts.begin("ann", "1")
    attempts.succeed("ann", "1")
    assert [attempts.begin("ann", "1") for _ in range(3)] == [True, True, False]


def test_a_session_ends_unused_and_ends_at_last() -> None:
    time = [0.0]
    sessions = Sessions(10, 25, lambda: time[0])
    token = sessions.begin(User("Ann", Role.READER))
    for at, there in ((9, True), (18, True), (24, True), (26, False)):
        time[0] = at
        assert (sessions.find(token) is not None) is there, at
    other = sessions.begin(User("Ann", Role.READER))
    time[0] += 11
    assert sessions.find(other) is None
    assert sessions.find("") is None


def test_a_form_from_another_site_is_refused(pages: Starlette) -> None:
    client = guest(pages)
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "null"}):
        assert client.post("/sign-in", data=ANN, headers=headers).status_code == 403
    assert client.post("/sign-in", data=ANN, headers={"origin": "https://localhost"}).status_code == 200


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", "/\n/x", "x"]
)
def test_nobody_is_led_elsewhere(path: str) -> None:
    assert own_path(path) == "/"


def test_a_signed_in_page_asked_for_by_another_user_is_not_theirs(pages: Starlette) -> None:
    """A cookie that was made up opens nothing."""
    client = guest(pages)
    client.cookies.set("__Host-soundings", "made-up", domain="localhost.local")
    assert client.get("/", follow_redirects=False).status_code == 303


def test_no_password_is_asked_for_where_there_are_no_users(app: Starlette) -> None:
    assert visitor(app).post("/sign-in", data=ANN).status_code == 404


def test_the_file_of_users_keeps_hashes_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "users"
    set_user(path, User("Ann", Role.EDITOR), PASSWORD)
    set_user(path, User("Bob", Role.READER), PASSWORD)
    set_user(path, User("ANN", Role.READER), "other words together")
    assert path.stat().st_mode & 0o777 == 0o600
    assert PASSWORD not in path.read_text()
    assert {k.user.name: k.user.role for k in load_users(path)} == {"ANN": Role.READER, "Bob": Role.READER}
    assert Users(path).check("Ann", PASSWORD) is None
    assert Users(path).check("Ann", "other words together") == User("ANN", Role.READER)
    remove_user(path, "ann")
    assert Users(path).check("Ann", "other words together") is None
    with pytest.raises(ConfigError, match="nobody called ann"):
        remove_user(path, "ann")
    path.chmod(0o644)
    with pytest.raises(ConfigError, match="others may read"):
        load_users(path)


@pytest.mark.parametrize(
    ("name", "password", "says"), [("a:b", PASSWORD, "cannot be a name"), (" ", PASSWORD, "name"), ("Ann", "x", "12")]
)
def test_what_cannot_be_a_user_is_refused(tmp_path: Path, name: str, password: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        set_user(tmp_path / "users", User(name, Role.READER), password)
    assert not (tmp_path / "users").exists()
