"""What is printed, recorded and written into the documentation."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.findings import make_findings
from benchmarks.labels import Labels
from benchmarks.measuring import Measured
from benchmarks.page import BEGIN, END, PAGE, PageError, fill_page
from benchmarks.records import change_since, find_last, write_record
from benchmarks.reliability import Sureness
from benchmarks.scoring import score
from benchmarks.sets import SetName
from reports.render.as_text import render_text

NOW = datetime(2024, 11, 22, 9, 30, tzinfo=UTC)
LATER = datetime(2024, 11, 23, 9, 30, tzinfo=UTC)
KIND = {"a.eml": "response", "b.eml": "query", "c.eml": "other"}


def run(name: SetName, right: Iterable[str], version: str = "1.x") -> Measured:
    golds = [Labels(file, kind) for file, kind in KIND.items()]
    found = [Labels(file, kind if file in right else "holding") for file, kind in KIND.items()]
    return Measured(name, version, score(golds, found, samples=20), (Sureness("kind", 0.97, True),))


def test_the_last_record_of_a_set_is_found(tmp_path: Path) -> None:
    write_record(tmp_path, [run(SetName.DEV, "a.eml")], NOW)
    write_record(tmp_path, [run(SetName.UNSEEN, ())], LATER)
    last = find_last(tmp_path, SetName.DEV)
    assert last
    assert (last.recorded_at, last.version) == (NOW, "1.x")
    assert last.right == frozenset({"a.eml"})
    assert last.figures["kind_accuracy"] == 0.3333
    assert find_last(tmp_path, SetName.TRANSPORT) is None
    assert find_last(tmp_path / "none", SetName.DEV) is None


def test_gained_and_lost(tmp_path: Path) -> None:
    write_record(tmp_path, [run(SetName.DEV, ["a.eml", "b.eml"])], NOW)
    last = find_last(tmp_path, SetName.DEV)
    assert last
    change = change_since(last, frozenset({"b.eml", "c.eml"}))
    assert (change.gained, change.lost) == (("c.eml",), ("a.eml",))


@pytest.mark.parametrize("name", SetName)
def test_only_mails_of_the_open_set_are_named(tmp_path: Path, name: SetName) -> None:
    write_record(tmp_path, [run(name, ["a.eml"])], NOW)
    last = find_last(tmp_path, name)
    assert last
    text = render_text(make_findings([run(name, ["b.eml"], "2.x")], {name: last}, LATER), width=120)
    assert "Fully right now and not then: 1. Then and not now: 1." in text
    assert ("b.eml" in text) is name.is_open


def test_the_report_says_what_falls_short_and_what_was_taken_for_what() -> None:
    text = render_text(make_findings([run(SetName.DEV, ["a.eml"])], {}, NOW), width=120)
    lines = text.splitlines()
    kind = next(line for line in lines if line.startswith("kind  ") and "0.97" in line)
    assert "0.333" in kind
    assert kind.endswith("*")
    assert next(line for line in lines if line.startswith("query")).split() == ["query", "1"]
    assert "No run of this set is recorded yet" in text
    alone = next(line for line in lines if line.startswith("right where without review"))
    assert alone.endswith(" of 3 *")


def test_figures_replace_what_stood_between_the_markers() -> None:
    findings = make_findings([run(SetName.DEV, ["a.eml"])], {}, NOW, with_changes=False)
    once = fill_page(f"# Page\n\n{BEGIN}\nyesterday\n{END}\n\nafter\n", findings)
    assert "yesterday" not in once
    assert "Measured on 22 November 2024." in once
    assert "| kind | 0.97 | 0.333" in once
    assert once.startswith("# Page\n")
    assert once.endswith(f"{END}\n\nafter\n")
    assert fill_page(once, findings) == once


def test_a_page_without_markers_is_refused_and_the_real_one_has_them() -> None:
    findings = make_findings([run(SetName.DEV, ())], {}, NOW)
    with pytest.raises(PageError, match="figures: begin"):
        fill_page("# Page\n", findings)
    assert fill_page(PAGE.read_text("utf-8"), findings)
