"""The house plan holds: packages, imports and sizes."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
PACKAGES = ("config", "ingest", "classify", "store", "reports", "web", "soundings")
CODE = (*PACKAGES, "tests", "benchmarks")
LONGEST = 300
ONLY_IN = {
    "imapclient": ("ingest/mailbox", "tests/ingest"),
    "mailparser": ("ingest/parse", "benchmarks/parsing.py"),  # measured against
    "spacy": ("classify/language.py",),
    "sqlalchemy": ("store/", "tests/store", "tests/soundings/test_disk.py"),
    "alembic": ("store/", "tests/store"),
    "apscheduler": ("soundings/worker.py", "soundings/schedule.py", "soundings/night", "tests/soundings"),
    "typer": ("soundings/", "tests/test_documentation.py"),
    "distributed": ("soundings/machines.py",),
    "pymap": ("soundings/practice.py",),
}
NOT_PURE = {"socket", "subprocess", "requests", "urllib.request", "time", "random"}


def files(*folders: str) -> list[Path]:
    return sorted(f for folder in folders for f in (PROJECT / folder).rglob("*.py"))


def name_of(file: Path) -> str:
    return file.relative_to(PROJECT).as_posix()


def imports_of(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("folder", CODE)
def test_no_file_is_longer_than_one_can_hold_in_mind(folder: str) -> None:
    lengths = {name_of(f): len(f.read_text("utf-8").splitlines()) for f in files(folder)}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_says_what_it_is_and_does_nothing_on_import(package: str) -> None:
    for file in (PROJECT / package).rglob("__init__.py"):
        body = ast.parse(file.read_text("utf-8")).body
        assert len(body) == 1, name_of(file)
        assert isinstance(body[0], ast.Expr), name_of(file)
        assert isinstance(body[0].value, ast.Constant), name_of(file)


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_known_in_one_place(library: str) -> None:
    users = {
        name_of(f) for f in files(*CODE) if any(m == library or m.startswith(f"{library}.") for m in imports_of(f))
    }
    assert users
    assert {u for u in users if not u.startswith(ONLY_IN[library])} == set()


def test_what_is_pure_asks_neither_clock_nor_network() -> None:
    found = {
        (name_of(f), module)
        for f in files("classify", "reports")
        if not name_of(f).startswith("classify/training/")
        for module in imports_of(f)
        if module in NOT_PURE
    }
    assert found == set()


def test_imports_follow_the_mail() -> None:
    """The contract of pyproject.toml, by import-linter."""
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([program, "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_nothing_waits_to_be_done() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "raise NotImplemented" + "Error")
    found = {(name_of(f), m) for f in files(*CODE) for m in marks if m in f.read_text("utf-8")}
    assert found == set()
