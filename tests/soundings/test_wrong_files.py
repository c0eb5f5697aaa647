"""Settings, list and consultation that cannot be used: one line, exit 2, and nothing written."""

from pathlib import Path

import pytest

from config.load import find_consultation
from tests.soundings.conftest import Call

COMMANDS = (("run",), ("status",), ("chase",), ("summary",), ("analyse", "."), ("worker",), ("explain", "d-001.eml"))


def own_consultation(folder: Path, **changes: str) -> Path:
    """A folder like the practice one, with some of its files otherwise."""
    folder.mkdir()
    for name in ("consultation.toml", "distribution-list.csv"):
        text = (find_consultation("practice") / name).read_text("utf-8")
        (folder / name).write_text(changes.get(name.partition(".")[0].replace("-", "_"), text), "utf-8")
    return folder


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_consultation_is_named(call: Call, tmp_path: Path, command: tuple[str, ...]) -> None:
    ended = call(*command, "--home", tmp_path / "home")
    assert ended.code == 2
    assert "no consultation is named" in ended.err
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_there_is_no_such_consultation(call: Call, tmp_path: Path, command: tuple[str, ...]) -> None:
    ended = call(*command, "--home", tmp_path / "home", "--consultation", "practise")
    assert ended.code == 2
    assert "practise: there is no such consultation or folder" in ended.err
    assert not (tmp_path / "home").exists()


def test_a_malformed_list_is_pointed_at(call: Call, tmp_path: Path) -> None:
    folder = own_consultation(
        tmp_path / "mine", distribution_list="Ref,Group,Name,Organisation,Email\nx,MoJ,A,B,not an address\n"
    )
    ended = call("run", "--home", tmp_path / "home", "--consultation", folder, "--from", ".")
    assert ended.code == 2
    assert "distribution-list.csv, line 2, column Email" in ended.err
    assert not (tmp_path / "home").exists()


def test_a_malformed_consultation_is_pointed_at(call: Call, tmp_path: Path) -> None:
    folder = own_consultation(tmp_path / "mine", consultation='based_on = "hmip-2025-26"\ndeadlin_on = 2024-11-22\n')
    ended = call("status", "--home", tmp_path / "home", "--consultation", folder)
    assert ended.code == 2
    assert "consultation.toml, line 2" in ended.err
    assert not (tmp_path / "home").exists()


def test_malformed_settings_are_pointed_at(call: Call, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text('[imap]\nhost = "mail.example"\nport = "often"\n')
    for command in COMMANDS:
        ended = call(*command, "--home", home, "--consultation", "practice")
        assert ended.code == 2
        assert "settings.toml, line 3" in ended.err
    assert [f.name for f in home.iterdir()] == ["settings.toml"]


def test_a_mailbox_that_is_not_set_up(call: Call, tmp_path: Path) -> None:
    ended = call("run", "--home", tmp_path / "home", "--consultation", "practice")
    assert ended.code == 2
    assert "imap.host is missing" in ended.err
    assert not (tmp_path / "home").exists()


def test_a_moment_that_is_none(call: Call, tmp_path: Path) -> None:
    ended = call("status", "--home", tmp_path / "home", "--consultation", "practice", "--as-of", "22/11/2024")
    assert ended.code == 2
    assert '--as-of "22/11/2024": this is no day or moment' in ended.err
    assert not (tmp_path / "home").exists()


def test_a_database_that_refuses(call: Call, tmp_path: Path) -> None:
    ended = call(
        *("status", "--home", tmp_path, "--consultation", "practice"),
        SOUNDINGS_DATABASE="sqlite:////nowhere/at/all.sqlite",
    )
    assert ended.code == 1
    assert "the database refused" in ended.err
