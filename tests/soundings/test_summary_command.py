"""soundings summary: which files it writes, in whose look, and what the public version leaves out."""

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from soundings.summarising import TEMPLATE
from tests.soundings.conftest import Call
from tests.soundings.desk import RECORDS, fill

AS_OF = ("--as-of", "2024-11-30")


@pytest.fixture
def here(tmp_path: Path) -> tuple[object, ...]:
    """A home folder with the practice mails as their labels say."""
    fill(tmp_path / "home", RECORDS, datetime(2024, 11, 20, tzinfo=UTC))
    return "--consultation", "practice", "--home", tmp_path / "home", "--output", tmp_path / "out"


def test_each_format_is_written_by_its_name(call: Call, here: tuple[object, ...], tmp_path: Path) -> None:
    kinds = ("docx", "odt", "html", "md", "json")
    ended = call("summary", *here, *AS_OF, *(word for kind in kinds for word in ("--format", kind)))
    assert ended.code == 0
    assert sorted(f.name for f in (tmp_path / "out").iterdir()) == sorted(f"summary-2024-11-30.{k}" for k in kinds)
    values = json.loads((tmp_path / "out" / "summary-2024-11-30.json").read_text("utf-8"))
    assert values["figures"]["replied"]["value"] == 42
    page = (tmp_path / "out" / "summary-2024-11-30.html").read_text("utf-8")
    assert "Safeguarding vulnerable adults" in page


def test_the_public_version_has_a_name_of_its_own_and_names_nobody(
    call: Call, here: tuple[object, ...], tmp_path: Path
) -> None:
    ended = call("summary", *here, *AS_OF, "--publishable", "--format", "docx", "--format", "json")
    assert ended.code == 0
    raw = (tmp_path / "out" / "publishable-summary-2024-11-30.docx").read_bytes()
    words = b" ".join(ZipFile(BytesIO(raw)).read(name) for name in ZipFile(BytesIO(raw)).namelist()).decode(
        "utf-8", "replace"
    )
    told = json.loads((tmp_path / "out" / "publishable-summary-2024-11-30.json").read_text("utf-8"))
    for name in ("Tattersall", "Foxglove", "Postlethwaite", "Prescott", "Adeyemi-Lund", "Ghelani"):
        assert name not in words
        assert name not in json.dumps(told)


def test_a_template_of_the_lead_s_own_is_taken(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "consultation.toml").write_text('based_on = "practice"\n', "utf-8")
    template = Document()
    template.sections[0].header.paragraphs[0].text = "Our own head"
    template.save(str(folder / TEMPLATE))
    where = ("--consultation", folder, "--home", tmp_path / "home", "--output", tmp_path / "out")
    assert call("summary", *where, *AS_OF, "--format", "docx").code == 0
    made = Document(str(tmp_path / "out" / "summary-2024-11-30.docx"))
    assert made.sections[0].header.paragraphs[0].text == "Our own head"
    (folder / TEMPLATE).write_bytes(b"broken")
    ended = call("summary", *where, *AS_OF, "--format", "docx")
    assert ended.code == 2
    assert "summary-template.docx" in ended.err
    assert "no Word document" in ended.err


def test_an_unknown_format_is_refused(call: Call, here: tuple[object, ...]) -> None:
    assert call("summary", *here, "--format", "pdf").code == 2
