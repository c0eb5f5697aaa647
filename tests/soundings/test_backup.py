"""A backup taken while a run is at work, and what is made of it elsewhere."""

import io
import json
import shutil
import stat
import tarfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.consultation import Consultation
from ingest.archive import archive_id
from soundings.backup import back_up
from soundings.books import check_archive
from soundings.pull import pull_files
from store.tables import MADE_ANEW
from tests.soundings.conftest import PRACTICE_MAILS, Call, Ended, files_of, rows_of
from tests.soundings.pulling import Stub, office_in

AT = datetime(2024, 11, 22, 12, 0, tzinfo=UTC)
NAME = "practice"


def load(_: Consultation) -> Stub:
    return Stub()


MAILS = sorted(PRACTICE_MAILS.glob("*.eml"))[:12]


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve practice mails, archived and read."""
    home = tmp_path_factory.mktemp("read") / "home"
    pull_files(office_in(home), MAILS, load, lambda *_: None, lambda *_: None)
    return home


@pytest.fixture
def home(read_once: Path, tmp_path: Path) -> Path:
    shutil.copytree(read_once, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def status(call: Call) -> Callable[[Path], Ended]:
    def ask(home: Path) -> Ended:
        return call("status", "--json", "--as-of", "2024-11-22", "--consultation", NAME, "--home", home)

    return ask


def kept_in(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows but those that are made anew."""
    rows = rows_of(home / "soundings.sqlite")
    anew = tuple(table.name for table in MADE_ANEW)
    return {name: sorted(each, key=repr) for name, each in rows.items() if not name.startswith(("search_index", *anew))}


@pytest.mark.parametrize("name", ["copy.tar", "copy.tar.gz"])
def test_what_is_restored_elsewhere_has_the_same_status(
    call: Call, home: Path, tmp_path: Path, status: Callable[[Path], Ended], name: str
) -> None:
    """Every row and every mail; nobody else may read any of it."""
    file, elsewhere = tmp_path / name, tmp_path / "elsewhere"
    shown = status(home)  # which is kept, so that it can be shown again
    made = call("backup", file, "--home", home)
    assert (made.code, "12 mails" in made.out) == (0, True), made.err
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    back = call("restore", file, "--home", elsewhere)
    assert (back.code, "12 mails, as of " in back.out) == (0, True), back.err
    assert status(elsewhere).out == shown.out
    assert kept_in(elsewhere) == kept_in(home)
    names = {path for path in files_of(elsewhere / "archive") if not path.startswith(".")}
    assert names == set(files_of(home / "archive"))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in elsewhere.rglob("*")}
    assert modes == {0o600, 0o700}


def test_taken_in_the_middle_of_a_run_it_is_of_one_moment(call: Call, tmp_path: Path) -> None:
    """Restored elsewhere, the run goes on from there, and ends where the first one did."""
    home, elsewhere, file = tmp_path / "home", tmp_path / "elsewhere", tmp_path / "copy.tar"
    office = office_in(home)

    def take(what: str, done: int, total: int | None) -> None:
        if (what, done) == ("analysed", 5):
            with office.open_store() as store:
                back_up(file, office.settings, store, office.clock)

    pull_files(office, MAILS, load, take, lambda *_: None)
    assert call("restore", file, "--home", elsewhere).code == 0
    there = office_in(elsewhere)
    with there.open_store() as store:
        half = store.load_balance(NAME)
        assert (half.mails, half.analysed, half.waiting) == (12, 5, 7)
        assert check_archive(there.archive, store, NAME).whole == 12
    pull_files(there, MAILS, load, lambda *_: None, lambda *_: None)
    with there.open_store() as store, office.open_store() as first:
        assert store.load_mails(NAME) == first.load_mails(NAME)
        assert store.load_balance(NAME) == first.load_balance(NAME)


def test_a_folder_that_is_in_use_is_left_alone(call: Call, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.tar"
    call("backup", file, "--home", home)
    before = rows_of(home / "soundings.sqlite"), files_of(home / "archive")
    assert "there are mails here already" in call("restore", file, "--home", home).err
    bare = tmp_path / "bare"
    bare.mkdir()
    (home / "soundings.sqlite").rename(bare / "soundings.sqlite")
    assert "the database is in use already" in call("restore", file, "--home", bare).err
    assert (rows_of(bare / "soundings.sqlite"), files_of(home / "archive")) == before
    assert not (bare / "archive").exists()


def altered(file: Path, change: Callable[[tarfile.TarInfo, bytes], tuple[str, bytes] | None]) -> Path:
    """The same backup, each member as `change` has it; None leaves it out."""
    made = file.with_name("altered.tar")
    with tarfile.open(file) as before, tarfile.open(made, "w") as after:
        for member in before:
            content = before.extractfile(member)
            changed = change(member, content.read() if content else b"")
            if changed:
                info = tarfile.TarInfo(changed[0])
                info.size = len(changed[1])
                after.addfile(info, io.BytesIO(changed[1]))
    return made


def flip(member: tarfile.TarInfo, content: bytes) -> tuple[str, bytes]:
    return member.name, content.replace(b"the", b"THE") if member.name.endswith(".eml") else content


def shorten(member: tarfile.TarInfo, content: bytes) -> tuple[str, bytes] | None:
    return None if member.name == "tables/runs.jsonl" else (member.name, content)


def without_manifest(member: tarfile.TarInfo, content: bytes) -> tuple[str, bytes] | None:
    return None if member.name == "manifest.json" else (member.name, content)


def newer(member: tarfile.TarInfo, content: bytes) -> tuple[str, bytes]:
    if member.name != "manifest.json":
        return member.name, content
    return member.name, json.dumps(json.loads(content) | {"format": 3}).encode()


def escaping(member: tarfile.TarInfo, content: bytes) -> tuple[str, bytes]:
    if member.name != "manifest.json":
        return "archive/../" + member.name.rpartition("/")[2] if ".eml" in member.name else member.name, content
    manifest = json.loads(content)
    moved = {f"archive/../{n.rpartition('/')[2]}" if ".eml" in n else n: d for n, d in manifest["digests"].items()}
    return member.name, json.dumps(manifest | {"digests": moved}).encode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (flip, "is not what was backed up"),
        (shorten, "1 parts are missing"),
        (without_manifest, "no backup of Soundings, or half of one"),
        (newer, "a newer Soundings made this backup"),
        (escaping, "is no part of a backup"),
    ],
)
def test_a_backup_that_is_not_whole_is_refused_before_anything_is_written(
    call: Call,
    home: Path,
    tmp_path: Path,
    change: Callable[[tarfile.TarInfo, bytes], tuple[str, bytes] | None],
    words: str,
) -> None:
    call("backup", tmp_path / "copy.tar", "--home", home)
    refused = call("restore", altered(tmp_path / "copy.tar", change), "--home", tmp_path / "elsewhere")
    assert (refused.code, words in refused.err) == (1, True), refused.err
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_that_is_cut_short_or_no_backup_at_all_is_refused(call: Call, home: Path, tmp_path: Path) -> None:
    call("backup", tmp_path / "copy.tar.gz", "--home", home)
    content = (tmp_path / "copy.tar.gz").read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(content[: len(content) // 2])
    (tmp_path / "letter.tar").write_text("Dear all")
    for name in ("cut.tar.gz", "letter.tar", "none.tar"):
        refused = call("restore", tmp_path / name, "--home", tmp_path / "elsewhere")
        assert (refused.code, "cannot be read as a backup" in refused.err) == (1, True), refused.err


def test_a_mail_that_the_archive_lacks_is_told_and_the_rest_is_kept(call: Call, home: Path, tmp_path: Path) -> None:
    office = office_in(home)
    lost = archive_id(MAILS[0].read_bytes())
    office.archive.path(lost).unlink()
    made = call("backup", tmp_path / "copy.tar", "--home", home)
    assert (made.code, "11 mails" in made.out, lost[:12] in made.out) == (1, True, True)
    back = call("restore", tmp_path / "copy.tar", "--home", tmp_path / "elsewhere")
    assert "1 were lost before it was made" in back.out
    there = replace(office, settings=office_in(tmp_path / "elsewhere").settings)
    with there.open_store() as store:
        state = check_archive(there.archive, store, NAME)
    assert (state.whole, state.damaged) == (11, (lost,))


def test_nothing_is_written_over_and_a_home_without_a_database_has_nothing_to_copy(call: Call, tmp_path: Path) -> None:
    (tmp_path / "there.tar").write_text("mine")
    assert "there is no database here" in call("backup", tmp_path / "new.tar", "--home", tmp_path).err
    with office_in(tmp_path).open_store():
        pass
    assert "a file of this name already" in call("backup", tmp_path / "there.tar", "--home", tmp_path).err
    assert "cannot be written" in call("backup", tmp_path / "none" / "copy.tar", "--home", tmp_path).err


def test_what_was_learned_comes_back_and_no_other_file_of_that_folder(call: Call, home: Path, tmp_path: Path) -> None:
    """In a plain backup; a name that leads elsewhere is refused."""
    folder = home / "learned" / NAME
    folder.mkdir(parents=True)
    (folder / "learned.npz").write_bytes(b"what was learned")
    (folder / ".learned.npz").write_bytes(b"half of it")
    call("backup", tmp_path / "copy.tar", "--home", home)
    assert call("restore", tmp_path / "copy.tar", "--home", tmp_path / "new").code == 0
    assert [f.name for f in (tmp_path / "new" / "learned").rglob("*.*")] == ["learned.npz"]
    with tarfile.open(tmp_path / "copy.tar") as before, tarfile.open(tmp_path / "bad.tar", "w") as after:
        for member in before:
            content = before.extractfile(member)
            words = content.read() if content else b""
            if member.name == "manifest.json":
                digests = json.loads(words)["digests"]
                digests["learned/../settings.toml"] = digests.pop(f"learned/{NAME}/learned.npz")
                words = json.dumps(json.loads(words) | {"digests": digests}).encode()
            info = tarfile.TarInfo(member.name.replace(f"learned/{NAME}/learned.npz", "learned/../settings.toml"))
            info.size = len(words)
            after.addfile(info, io.BytesIO(words))
    refused = call("restore", tmp_path / "bad.tar", "--home", tmp_path / "bad")
    assert (refused.code, "is no part of a backup" in refused.err) == (1, True), refused.err
