"""The command line as a person calls it, in the process, with nothing of this machine's settings."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.consultation import Consultation
from config.load import find_consultation, load_consultation
from soundings.cli import main
from store.unit_of_work import Store, open_store
from tests.soundings.desk import NAME, RECORDS, fill

PRACTICE_MAILS = find_consultation("practice") / "mailbox"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Call = Callable[..., Ended]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    """Calls `soundings ARGUMENT ...` in an empty folder; keywords are variables of the environment."""
    for name in [n for n in os.environ if n.startswith("SOUNDINGS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def run(*arguments: object, **environment: object) -> Ended:
        for name, value in environment.items():
            monkeypatch.setenv(name, str(value))
        monkeypatch.setattr(sys, "argv", ["soundings", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        shown = capsys.readouterr()
        return Ended(int(ended.value.code or 0), shown.out, shown.err)

    return run


def rows_of(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in a database but the runs, which tell of themselves."""
    with sqlite3.connect(database) as connection:
        names = [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {n: list(connection.execute(f"SELECT * FROM {n}")) for n in names if n != "runs"}


def files_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file below a folder, with its size and the time of its last change."""
    return {
        str(f.relative_to(folder)): (f.stat().st_size, f.stat().st_mtime_ns) for f in folder.rglob("*") if f.is_file()
    }


@pytest.fixture(scope="module")
def practice() -> Consultation:
    return load_consultation(find_consultation("practice"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'x.sqlite'}") as opened:
        yield opened


@pytest.fixture
def home(tmp_path: Path) -> Path:
    fill(tmp_path / "home", RECORDS, datetime(2024, 12, 1, tzinfo=UTC))
    return tmp_path / "home"


@pytest.fixture
def desk(call: Call, home: Path) -> Call:
    """Calls a command on the filled home folder."""

    def run(*arguments: object) -> Ended:
        return call(*arguments, "--consultation", NAME, "--home", home)

    return run
