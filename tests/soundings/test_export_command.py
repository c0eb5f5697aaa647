"""soundings export: which files it writes, what it says of them, and what it cannot do."""

import csv
import json
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest

import reports.render.as_parquet
from tests.soundings.conftest import Call
from tests.soundings.desk import RECORDS, fill

AS_OF = ("--as-of", "2024-11-30")
TABLES = {"status", "replies", "answers", "topics", "proposals", "corrections", "dictionary", "about"}
Where = tuple[object, ...]


@pytest.fixture
def here(tmp_path: Path) -> Where:
    fill(tmp_path / "home", RECORDS, datetime(2024, 11, 20, tzinfo=UTC))
    return "--consultation", "practice", "--home", tmp_path / "home", "--output", tmp_path / "out"


def test_each_format_is_written_by_its_name(call: Call, here: Where, tmp_path: Path) -> None:
    kinds = ("xlsx", "ods", "csv", "jsonl", "parquet")
    ended = call("export", *here, *AS_OF, *(word for kind in kinds for word in ("--format", kind)))
    assert ended.code == 0, ended.err
    name = "export-2024-11-30"
    out = tmp_path / "out"
    assert {f.name for f in out.iterdir()} == {f"{name}.xlsx", f"{name}.ods", *(f"{name}-{k}" for k in kinds[2:])}
    for kind in kinds[2:]:
        assert {f.name for f in (out / f"{name}-{kind}").iterdir()} == {f"{table}.{kind}" for table in TABLES}
    assert "topics: 506 rows" in ended.out
    assert "For: the lead alone" in ended.out


def test_without_a_format_it_is_one_workbook_and_the_same_bytes_again(call: Call, here: Where, tmp_path: Path) -> None:
    call("export", *here, *AS_OF)
    (file,) = (tmp_path / "out").iterdir()
    before = file.read_bytes()
    assert file.name == "export-2024-11-30.xlsx"
    file.unlink()
    call("export", *here, *AS_OF)
    assert file.read_bytes() == before


def test_the_public_version_has_a_name_of_its_own_and_says_what_is_left_out(
    call: Call, here: Where, tmp_path: Path
) -> None:
    ended = call("export", *here, *AS_OF, "--publishable", "--format", "csv")
    assert ended.code == 0
    assert "Left out: the names of 29 individuals" in ended.out
    folder = tmp_path / "out" / "publishable-export-2024-11-30-csv"
    assert {f.stem for f in folder.iterdir()} == TABLES - {"replies", "corrections"}
    told = " ".join(f.read_text("utf-8-sig") for f in folder.iterdir())
    for name in ("Tattersall", "Foxglove", "Postlethwaite", "Prescott", "Adeyemi-Lund", "Ghelani"):
        assert name not in told


def test_it_can_be_made_again_as_it_was_known(call: Call, here: Where, tmp_path: Path) -> None:
    mail = RECORDS[0].mail.archive_id
    call("correct", mail, *here[:4], "--kind", "query", "--by", "Lead")
    for known in ((), ("--known-at", "2024-12-01T12:00")):
        assert call("export", *here, *AS_OF, *known, "--format", "csv").code == 0
    folders = sorted(f.name for f in (tmp_path / "out").iterdir())
    assert folders == ["export-2024-11-30-csv", "export-2024-11-30-known-2024-12-01T1200-csv"]
    numbers = []
    for folder in folders:
        with (tmp_path / "out" / folder / "corrections.csv").open(encoding="utf-8-sig", newline="") as file:
            numbers.append(len(list(csv.DictReader(file))))
    assert numbers == [1, 0]


def test_figures_named_in_the_rows_are_those_of_the_summary(call: Call, here: Where, tmp_path: Path) -> None:
    call("export", *here, *AS_OF, "--format", "jsonl")
    figures = json.loads(call("summary", *here[:4], *AS_OF, "--json").out)["figures"]
    folder = tmp_path / "out" / "export-2024-11-30-jsonl"
    named = [json.loads(r)["figure"] for t in ("answers", "topics") for r in (folder / f"{t}.jsonl").open("rb")]
    assert set(named) - {""} <= set(figures)
    assert named.count("2.2.e.prefer") == figures["2.2.e.prefer"]["value"] == 15


def test_parquet_without_its_library_says_what_to_install(
    call: Call, here: Where, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_pyarrow(name: str) -> object:
        return None if name == "pyarrow" else find_spec(name)

    monkeypatch.setattr(reports.render.as_parquet, "find_spec", without_pyarrow)
    ended = call("export", *here, "--format", "csv", "--format", "parquet")
    assert ended.code == 1
    assert 'pip install "soundings[parquet]"' in ended.err
    assert not (tmp_path / "out").exists()


def test_a_format_that_there_is_not_and_a_folder_that_cannot_be_written_are_refused(
    call: Call, here: Where, tmp_path: Path
) -> None:
    assert call("export", *here, "--format", "sas").code == 2
    (tmp_path / "out").write_text("a file")
    ended = call("export", *here)
    assert ended.code == 1
    assert "cannot be written" in ended.err
