"""soundings trace: every figure goes back to as many voices as it counts, and from each to whole mails and words."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.archive import Archive
from reports.summary_json import figures_of
from reports.trace import trace
from reports.trace_index import figures_of_basis
from reports.trace_report import trace_values
from soundings.bootstrap import Office, open_office
from soundings.shown import Shown
from soundings.summarising import find_basis
from soundings.tracing import reader
from tests.soundings.conftest import PRACTICE_MAILS, Call
from tests.soundings.desk import RECORDS, REPLY, fill

AS_OF = ("--as-of", "2024-11-30")
SHOWN = Shown(datetime(2024, 11, 30, 23, 59, tzinfo=UTC))
READ = ("d-001", "d-021", "d-047", "d-059", "d-061", "d-052", "d-066", "d-072", "d-075", "d-086", "d-191")
"""A reply in marks, in a letter, in attachments of two kinds, between the lines of ours, in a table; and no reply."""
Where = tuple[object, ...]


@pytest.fixture
def archived(tmp_path: Path) -> Path:
    """A home folder with every practice mail in its archive and in its database as the labels say."""
    home = tmp_path / "home"
    fill(home, RECORDS, datetime(2024, 12, 1, tzinfo=UTC))
    archive = Archive(home / "archive" / "practice")
    for file in sorted(PRACTICE_MAILS.glob("*.eml")):
        archive.store(file.read_bytes())
    return home


@pytest.fixture
def where(archived: Path) -> Where:
    return "--consultation", "practice", "--home", archived


def traces(office: Office) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every figure with its trace."""
    basis = find_basis(office, SHOWN)
    opened: dict[str, Any] = {}
    read = reader(office.archive, office.consultation.letter, 0, lambda *_: None)
    for name, traced in figures_of_basis(basis).items():
        found = trace(traced, basis, lambda m: opened.get(m.archive_id) or opened.setdefault(m.archive_id, read(m)))
        yield name, trace_values(found, basis)


def test_every_figure_of_the_summary_goes_back_to_as_many_as_it_counts(
    call: Call, archived: Path, where: Where
) -> None:
    """And each of them to the mails that the summary names, all of them whole."""
    told = json.loads(call("summary", *where, *AS_OF, "--json").out)["figures"]
    followed = dict(traces(open_office("practice", archived, {})))
    assert set(followed) - set(told) == {"mails.waiting", "mails.unlisted"}
    assert set(told) <= set(followed)
    assert sum(figure["value"] for figure in told.values()) > 700
    for name, figure in told.items():
        behind = followed[name]["behind"]
        assert len(behind) == figure["value"] == followed[name]["value"], name
        assert followed[name]["of"] == figure["of"]
        assert sum(voice["by_person"] for voice in behind) == figure["by_person"]
        assert [[m["archive_id"] for m in v["mails"]] for v in behind] == [v["mails"] for v in figure["behind"]], name
        assert {m["kept"] for v in behind for m in v["mails"]} <= {"whole"}
        for voice in behind:
            _decides(name, voice)


def _decides(name: str, voice: dict[str, Any]) -> None:
    """What a figure counts is among the decisions of the voice's mails."""
    topic, _, stance = name.rpartition(".")
    decided = {d["field"]: d["value"] for m in voice["mails"] for d in m["decisions"]}
    assert not voice["mails"] or {"kind", "stakeholders"} <= set(decided)
    if stance in ("prefer", "oppose", "mention"):
        assert decided[f"topics.{topic}"].startswith(stance), name


def test_words_read_by_the_models_are_all_in_the_bytes(call: Call, tmp_path: Path) -> None:
    """Mails of every form, read anew from the archive: each figure, each decision, each of its words."""
    (tmp_path / "mails").mkdir()
    for name in READ:
        shutil.copy(PRACTICE_MAILS / f"{name}.eml", tmp_path / "mails")
    here: Where = ("--consultation", "practice", "--home", tmp_path / "home")
    assert call("run", *here, "--from", tmp_path / "mails").code == 0
    office = open_office("practice", tmp_path / "home", {})
    counted = {name: len(f["behind"]) for name, f in figures_of(find_basis(office, SHOWN).results).items()}
    proofs: dict[str, int] = {}
    places: set[str] = set()
    for name, values in traces(office):
        assert values["broken"] == []
        assert len(values["behind"]) == counted.get(name, values["value"])
        for words in (w for v in values["behind"] for m in v["mails"] for d in m["decisions"] for w in d["words"]):
            proofs[words["proof"]] = proofs.get(words["proof"], 0) + 1
            places.add(words["place"].partition(":")[0])
    assert proofs["found"] > 300
    assert set(proofs) <= {"found", "noted"}
    assert {"body", "attachment", "address"} <= places


def test_without_a_name_all_figures_are_listed(call: Call, where: Where) -> None:
    ended = call("trace", *where, *AS_OF)
    assert ended.code == 0
    for words in ("2.2.e.prefer", "15 of ", "standing.will_reply", "mails.unlisted"):
        assert words in ended.out, words
    listed = json.loads(call("trace", *where, *AS_OF, "--json").out)
    assert len(listed) > 80
    assert {"name": "replied", "words": "Replied", "value": 42, "of": 72} in listed


def test_a_figure_is_told_on_the_screen_and_as_json(call: Call, where: Where) -> None:
    ended = call("trace", "2.2.E.Prefer", *where, *AS_OF)
    assert ended.code == 0
    assert "14 of 14 mails whole, byte by byte" in " ".join(ended.out.split())
    assert "14 of 14 mails looked up" in ended.err
    values = json.loads(call("trace", "2.2.e.prefer", *where, *AS_OF, "--json").out)
    assert (values["value"], len(values["behind"])) == (15, 15)


def test_a_group_has_its_own_figures(call: Call, where: Where) -> None:
    values = json.loads(call("trace", "replied", *where, *AS_OF, "--group", "moj", "--json").out)
    assert {v["group"] for v in values["behind"]} == {"MoJ"}
    assert values["of"] == 8
    ended = call("trace", "replied", *where, "--group", "Navy")
    assert ended.code == 1
    assert "the list has no such group. It has Addressees, MoJ" in ended.err


def test_a_name_that_there_is_not_is_answered_with_the_nearest(call: Call, where: Where) -> None:
    ended = call("trace", "2.2.e.prefers", *where)
    assert ended.code == 1
    assert "there is no figure of this name. Did you mean 2.2.e.prefer?" in ended.err


def test_a_person_s_decision_is_told_by_name(call: Call, where: Where) -> None:
    call("correct", REPLY, *where, "--topic", "2.2.e=oppose", "--by", "Lead", "--because", "as they told me")
    values = json.loads(call("trace", "2.2.e.oppose", *where, "--as-of", "2024-11-30", "--json").out)
    decisions = [d for v in values["behind"] for m in v["mails"] for d in m["decisions"] if d["decided_by"] == "person"]
    assert [(d["field"], d["person"]["by"], d["person"]["because"]) for d in decisions] == [
        ("topics.2.2.e", "Lead", "as they told me")
    ]


def test_a_mail_that_was_changed_or_lost_ends_with_one(call: Call, archived: Path, where: Where) -> None:
    archive = Archive(archived / "archive" / "practice")
    archive.path(REPLY).chmod(0o600)
    archive.path(REPLY).write_bytes(archive.path(REPLY).read_bytes() + b" ")
    ended = call("trace", "statutory.replied", *where, *AS_OF)
    assert ended.code == 1
    assert f"mail {REPLY[:12]}: its bytes have changed" in " ".join(ended.out.split())
    archive.path(REPLY).unlink()
    ended = call("trace", "statutory.replied", *where, *AS_OF)
    assert ended.code == 1
    assert "the archive does not have it" in " ".join(ended.out.split())


def test_a_mail_that_was_taken_out_for_a_person_s_sake_is_no_loss(call: Call, where: Where) -> None:
    address = next(r.mail.from_address for r in RECORDS if r.mail.archive_id == REPLY)
    assert call("subject", address, *where, "--redact", "--yes").code == 0
    ended = call("trace", "statutory.replied", *where, *AS_OF)
    assert ended.code == 0, ended.out
    assert "taken out for a person's sake" in " ".join(ended.out.split())
