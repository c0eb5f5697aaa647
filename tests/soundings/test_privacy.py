"""What is written only its owner may read, and the doctor says where that is not so."""

import stat
from pathlib import Path

from tests.soundings.conftest import Call


def modes(folder: Path) -> dict[str, int]:
    return {str(p.relative_to(folder)): stat.S_IMODE(p.stat().st_mode) for p in (folder, *folder.rglob("*"))}


def test_files_are_600_and_folders_700(call: Call, tmp_path: Path) -> None:
    home = tmp_path / "home"
    common = ("--consultation", "practice", "--home", home)
    assert call("status", *common).code == 0
    assert call("chase", "--as-of", "2024-11-20", *common).code == 0
    written = modes(home)
    assert any(name.endswith(".csv") for name in written)
    assert set(written.values()) == {0o600, 0o700}
    assert all((mode == 0o700) == (home / name).is_dir() for name, mode in written.items())


def test_the_doctor_says_where_others_may_look(call: Call, tmp_path: Path) -> None:
    home = tmp_path / "home"
    call("status", "--consultation", "practice", "--home", home)
    (home / "soundings.sqlite").chmod(0o640)
    ended = call("doctor", "--home", home)
    line = next(line for line in ended.out.splitlines() if " home " in line)
    assert (ended.code, line.startswith("MEND")) == (2, True)
    assert f"soundings.sqlite: others may look into it (mode 640). Run: chmod -R go= {home}" in line
