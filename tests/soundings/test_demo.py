"""The demo: the whole road on the practice mailbox, over real IMAP."""

import csv
from pathlib import Path

import pytest

from soundings.bootstrap import default_demo_home
from tests.soundings.conftest import Call, files_of, rows_of

PROJECT = Path(__file__).parent.parent.parent


def test_the_demo_shows_everything_and_a_second_one_fetches_nothing(call: Call, tmp_path: Path) -> None:
    home = tmp_path / "demo"
    first = call("demo", "--home", home)
    assert first.code == 0, first.err
    assert "75 mails fetched: 75 new, 0 seen before. 75 analysed, 0 could not be read." in first.out
    assert "Friday 22 Nov 2024, 23:59" in first.out
    assert "75 seen: 75 analysed, 0 duplicates, 0 could not be read; it balances" in first.out
    assert "Next" in first.out
    held, archived = rows_of(home / "soundings.sqlite"), files_of(home / "archive")
    assert len(archived) == 75

    second = call("demo", "--home", home)
    assert second.code == 0
    assert "0 mails fetched: nothing is new." in second.out
    assert second.out.split("\n\n", 1)[1] == first.out.split("\n\n", 1)[1]
    assert rows_of(home / "soundings.sqlite") == held
    assert files_of(home / "archive") == archived


def test_what_the_demo_writes_can_be_used(call: Call, tmp_path: Path) -> None:
    ended = call("demo", "--home", tmp_path)
    output = tmp_path / "output" / "practice"
    assert sorted(f.name for f in output.iterdir()) == [
        "chasers-2024-11-22.csv",
        "chasers-2024-11-22.xlsx",
        "summary-2024-11-22.docx",
        "summary-2024-11-22.md",
    ]
    assert all(str(f) in ended.out for f in output.iterdir())
    with (output / "chasers-2024-11-22.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert all("@" in row["Address"] and row["Salutation"].startswith("Dear ") for row in rows)


def test_the_demo_keeps_away_from_the_installation(call: Call, tmp_path: Path) -> None:
    """Settings of a real installation are not the demo's."""
    ended = call("demo", "--home", tmp_path / "demo", SOUNDINGS_DATABASE="sqlite:////nowhere/at/all.sqlite")
    assert ended.code == 0


def test_where_the_demo_lives(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_demo_home(PROJECT) == PROJECT / "var" / "demo"
    assert default_demo_home(tmp_path) == tmp_path / "Soundings" / "demo"
