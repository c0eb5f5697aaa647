"""Serving the pages: who is let in by what is set, and the command from start to stop."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from config.errors import ConfigError
from config.settings import load_settings
from soundings.serving import access_for, is_loopback
from tests.soundings.conftest import Call
from web.users import Role, User, set_user

TLS = {"SOUNDINGS_WEB__CERTIFICATE_FILE": "tls.pem", "SOUNDINGS_WEB__KEY_FILE": "tls.key"}
ADDRESS = {"SOUNDINGS_WEB__ADDRESS": "https://soundings.example.org"}
USERS = {"SOUNDINGS_WEB__USERS_FILE": "users"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A home folder with a users file."""
    set_user(tmp_path / "users", User("Ann", Role.EDITOR), "three words together")
    return tmp_path


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({}, "names no https:// address"),
        (USERS | TLS, "names no https:// address"),
        (ADDRESS | TLS, "nobody is named who may come in"),
        (ADDRESS | USERS, "without TLS"),
        (ADDRESS | USERS | {"SOUNDINGS_WEB__CERTIFICATE_FILE": "tls.pem"}, "without TLS"),
    ],
)
def test_nothing_is_served_to_elsewhere_without_users_and_tls(place: Path, environ: dict[str, str], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        access_for(load_settings(place, environ), "0.0.0.0")


def test_a_proxy_on_the_same_machine_is_elsewhere_too(place: Path) -> None:
    """Whoever comes through it is not the person who started the server: no one-time link."""
    proxy = {"SOUNDINGS_WEB__TRUSTED_PROXY": "127.0.0.1"}
    with pytest.raises(ConfigError, match="names no https:// address"):
        access_for(load_settings(place, proxy), "127.0.0.1")
    access = access_for(load_settings(place, proxy | ADDRESS | USERS), "127.0.0.1")
    assert (access.link, access.hosts, access.secure) == (None, ("soundings.example.org",), True)


def test_elsewhere_is_served_with_users_and_tls(place: Path) -> None:
    access = access_for(load_settings(place, ADDRESS | USERS | TLS), "0.0.0.0")
    assert (access.link, access.cookie) == (None, "__Host-soundings")
    assert access.users


def test_an_organisation_needs_all_of_its_settings(place: Path) -> None:
    issuer = {"SOUNDINGS_WEB__ISSUER": "https://login.example/tenant/v2.0"}
    with pytest.raises(ConfigError, match="not set up wholly"):
        access_for(load_settings(place, issuer), "127.0.0.1")
    whole = issuer | {"SOUNDINGS_WEB__CLIENT_ID": "x", "SOUNDINGS_WEB__CLIENT_SECRET": "y"}
    access = access_for(load_settings(place, whole | ADDRESS | TLS), "0.0.0.0")
    assert access.organisation
    assert access.organisation.issuer == "https://login.example/tenant/v2.0"


def test_a_secret_in_the_settings_file_is_refused(place: Path) -> None:
    (place / "settings.toml").write_text('[web]\nclient_secret = "x"\n')
    with pytest.raises(ConfigError, match="does not belong in this file"):
        load_settings(place, {})


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("::", False)],
)
def test_only_this_machine_reaches_a_loopback_address(host: str, *, here: bool) -> None:
    assert is_loopback(host) is here
    assert not is_loopback("localhost.evil.example")


@pytest.fixture
def started(home: Path, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """`soundings serve` in a process of its own, killed at the end if it is still there."""
    words = ["serve", "--consultation", "practice", "--home", str(home), "--port", "0", "--no-browser"]
    environ = {n: v for n, v in os.environ.items() if not n.startswith("SOUNDINGS_")}
    program = [sys.executable, "-c", "from soundings.cli import main; main()", *words]
    process = subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env=environ)
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def test_the_command_prints_a_link_that_lets_in_and_stops_when_told(started: "subprocess.Popen[str]") -> None:
    assert started.stdout
    link = next(line.strip() for line in started.stdout if "token=" in line)
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    assert b"You are signed in as" in browser.open(link, timeout=30).read()
    root = link.partition("/sign-in")[0]
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", root)
    assert b"Where everyone stands" in browser.open(f"{root}/", timeout=30).read()
    assert browser.open(f"{root}/healthz", timeout=30).read() == b"ok\n"
    started.send_signal(signal.SIGTERM)
    assert started.wait(30) == 0
    assert "Stopped." in started.stdout.read()


def test_users_are_added_and_removed_by_command(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "three words together")
    assert "no users file is named" in call("user", "add", "Ann", "--home", tmp_path).err
    (tmp_path / "settings.toml").write_text('[web]\nusers_file = "users"\n')
    assert "may come in as reader" in call("user", "add", "Ann", "--role", "reader", "--home", tmp_path).out
    assert call("user", "add", "Ann", "--role", "king", "--home", tmp_path).code == 2
    assert call("user", "remove", "Ann", "--home", tmp_path).code == 0
    assert (tmp_path / "users").read_text() == ""
