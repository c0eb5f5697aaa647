"""What the fuzzer takes for a failure, and what it keeps; atheris itself need not be there."""

from pathlib import Path

import pytest

from benchmarks import fuzz
from ingest import parse as parsing

PLAIN = b"From: a@b.example\n\nDredge the ponds.\n"


def test_a_mail_that_is_read_is_no_failure() -> None:
    assert fuzz.failure(PLAIN) == ""
    assert fuzz.failure(b"") == ""


def test_an_exception_is_named_by_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("ponds")

    monkeypatch.setattr(parsing, "segments", fail)
    assert fuzz.failure(PLAIN).startswith("ValueError at test_fuzz.py:")


def test_a_text_that_segments_do_not_cover_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "segments", lambda *_: ())
    assert fuzz.failure(PLAIN) == "end of body uncovered"


def test_one_mail_is_kept_for_each_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "KEPT", tmp_path / "fuzz")
    known: dict[str, Path] = {}
    look_at = fuzz.keeper(known, lambda raw: "gap" if raw.startswith(b"x") else "")
    for raw in (b"x1", b"x2", b"well"):
        look_at(raw)
    assert [path.read_bytes() for path in (tmp_path / "fuzz").iterdir()] == [b"x1"]


def test_the_minutes_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz.main([]) == 2
    assert "python -m benchmarks.fuzz 10" in capsys.readouterr().err
