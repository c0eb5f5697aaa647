"""An installation whose archive is encrypted: the commands work over it, it is turned over and back, and says so."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from config.archive_key import read_archive_keys, write_archive_keys
from config.errors import ConfigError
from config.secret import FoundSecret, load_secret
from config.settings import load_settings
from ingest.archive import Archive
from ingest.encryption import MAGIC, Keys
from ingest.message import ArchiveId
from soundings.archives import keys_of
from soundings.books import check_archive
from soundings.pull import pull_files
from soundings.turning import encrypt_archives
from store.hold import hold_file
from tests.soundings.conftest import PRACTICE_MAILS, Call, files_of
from tests.soundings.pulling import Stub, office_in

NAME = "practice"
MAILS = sorted(PRACTICE_MAILS.glob("*.eml"))[:12]


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("read") / "home"
    pull_files(office_in(home), MAILS, lambda _: Stub(), lambda *_: None, lambda *_: None)
    return home


@pytest.fixture
def home(read_once: Path, tmp_path: Path) -> Path:
    """Twelve mails in plain."""
    shutil.copytree(read_once, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def sealed(call: Call, home: Path) -> Path:
    """The same, turned over."""
    give_key(call, home)
    assert call("archive", "encrypt", "--home", home).code == 0
    return home


def give_key(call: Call, home: Path) -> None:
    made = call("archive", "key", home / "archive-key")
    assert made.code == 0, made.err
    (home / "settings.toml").write_text('[archive]\nkey_file = "archive-key"\n')


def mails_in(home: Path) -> dict[ArchiveId, bytes]:
    """Every mail as it came."""
    archive = Archive(home / "archive" / NAME, keys_of(load_settings(home, {})))
    return {mail: archive.load(mail) for mail in archive.ids()}


def words_on_disk(home: Path) -> bool:
    """Whether any mail lies there so that it can be read."""
    return any(b"\nFrom: " in f.read_bytes() or b"\nSubject: " in f.read_bytes() for f in home.rglob("*.eml"))


def test_a_key_is_made_for_its_owner_alone_and_never_shown(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "key"
    shown = call("archive", "key", file)
    key = file.read_text().strip()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert key not in shown.out + shown.err
    assert "without it nobody can read the mails again" in shown.out
    again = call("archive", "key", file)
    assert "Next: soundings archive encrypt" in again.out
    assert file.read_text().split()[1:] == [key]
    (tmp_path / "letter").write_text("Dear all")
    (tmp_path / "letter").chmod(0o600)
    refused = call("archive", "key", tmp_path / "letter")
    assert (refused.code, (tmp_path / "letter").read_text()) == (2, "Dear all")


@pytest.mark.parametrize("text", ["", "short", "x" * 44, write_archive_keys((b"k" * 31,))])
def test_what_is_no_key_is_refused_without_being_shown(text: str) -> None:
    with pytest.raises(ConfigError, match="not 32 bytes in base64") as refused:
        read_archive_keys(FoundSecret(text, "the file f"))
    assert not text or text.strip() not in str(refused.value)


def test_an_archive_is_turned_over_and_back_and_nothing_is_lost(call: Call, home: Path) -> None:
    before, files = mails_in(home), {n: f.read_bytes() for n, f in paths(home).items()}
    give_key(call, home)
    turned = call("archive", "encrypt", "--home", home)
    assert (turned.code, "12 mails written anew, encrypted with the first key from the file" in turned.out) == (0, True)
    assert not words_on_disk(home)
    assert mails_in(home) == before
    assert "0 mails written anew" in call("archive", "encrypt", "--home", home).out
    back = call("archive", "decrypt", "--home", home)
    assert "take the key out of the settings" in back.out
    assert {n: f.read_bytes() for n, f in paths(home).items()} == files
    assert not (home / "archive" / NAME / "encrypted").exists()


def paths(home: Path) -> dict[str, Path]:
    return {path.name: path for path in home.rglob("*.eml")}


KILLED = """
import os, signal, sys
from pathlib import Path
from config.settings import load_settings
from soundings.turning import decrypt_archives, encrypt_archives
home, left, turn = Path(sys.argv[1]), int(sys.argv[2]), globals()[sys.argv[3]]
sync = os.fsync
def fsync(handle):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    sync(handle)
os.fsync = fsync
turn(load_settings(home, {}), lambda *_: None)
"""


@pytest.mark.parametrize(
    ("after", "way"), [(n, "encrypt_archives") for n in (0, 1, 2, 7, 8)] + [(9, "decrypt_archives")]
)
def test_killed_at_any_write_every_mail_is_there_and_the_next_try_goes_on(
    call: Call, home: Path, after: int, way: str
) -> None:
    before = mails_in(home)
    give_key(call, home)
    if way == "decrypt_archives":
        call("archive", "encrypt", "--home", home)
    command = [sys.executable, "-c", KILLED, str(home), str(after), way]
    ended = subprocess.run(command, check=False, cwd=Path(__file__).parents[2], env=os.environ | {"PYTHONPATH": "."})
    assert ended.returncode == -signal.SIGKILL
    assert mails_in(home) == before
    call("archive", way.partition("_")[0], "--home", home)
    assert mails_in(home) == before
    assert words_on_disk(home) == (way == "decrypt_archives")
    assert not [name for name in files_of(home / "archive") if "/.new-" in name]


def test_a_mail_that_was_damaged_before_is_told_and_left_alone(call: Call, home: Path) -> None:
    file = paths(home)[next(iter(sorted(paths(home))))]
    file.write_bytes(b"not what it was")
    give_key(call, home)
    turned = call("archive", "encrypt", "--home", home)
    assert (turned.code, file.read_bytes()) == (1, b"not what it was")
    assert f"1 are not what was archived and were left as they are ({file.stem[:12]})" in turned.out


def test_the_key_is_changed_and_the_old_one_can_go(call: Call, sealed: Path) -> None:
    before, file = mails_in(sealed), sealed / "archive-key"
    call("archive", "key", file)
    assert mails_in(sealed) == before
    assert (
        "12 of 12 mails are not encrypted with the first key"
        in call("doctor", "--home", sealed, "--consultation", NAME).out
    )
    assert "12 mails written anew" in call("archive", "encrypt", "--home", sealed).out
    file.write_text(file.read_text().split()[0])
    assert mails_in(sealed) == before


def test_a_run_over_an_encrypted_archive_writes_no_mail_in_plain_and_verifies(call: Call, tmp_path: Path) -> None:
    home = tmp_path / "new"
    home.mkdir(mode=0o700)
    give_key(call, home)
    office = office_in(home)
    counts = pull_files(office, MAILS, lambda _: Stub(), lambda *_: None, lambda *_: None)
    assert (counts.new, counts.analysed, counts.failed) == (12, 12, 0)
    assert not words_on_disk(home)
    with office.open_store() as store:
        state = check_archive(office.archive, store, NAME)
    assert (state.whole, state.damaged, state.strange) == (12, (), ())


@pytest.mark.parametrize("key", ["none", "another"])
def test_without_its_key_one_line_says_so_and_nothing_is_written(call: Call, sealed: Path, key: str) -> None:
    before = files_of(sealed / "archive")
    if key == "none":
        (sealed / "settings.toml").unlink()
    else:
        (sealed / "archive-key").write_text(write_archive_keys((b"k" * 32,)))
    words = "a key, and none is set" if key == "none" else "another key than those that are set"
    more = ("--consultation", NAME, "--home", sealed)
    digits = next(iter(before)).rpartition("/")[2][:10]
    for command in (
        ("run", "--from", PRACTICE_MAILS, *more),
        ("explain", next(iter(paths(sealed)))[:10], *more),
        ("archive", "export", digits, sealed / "out.eml", *more),
        ("backup", sealed / "copy.tar", "--home", sealed),
        ("subject", "ann@example.org", *more),
    ):
        ended = call(*command)
        assert (ended.code, ended.err.count("\n"), words in ended.err) == (1, 1, True), (command, ended.err)
    doctor = call("doctor", *more)
    assert (
        f"MEND  archive       The archive is encrypted with {words}" in " ".join(doctor.out.split())
        or words in doctor.out
    )
    assert files_of(sealed / "archive") == before
    assert not (sealed / "copy.tar").exists()
    assert call("status", *more).code == 0


def test_the_doctor_says_whether_it_is_on_and_where_the_key_is_and_never_the_key(call: Call, home: Path) -> None:
    more = ("--consultation", NAME, "--home", home)
    assert "12 mails, not encrypted" in call("doctor", *more).out
    give_key(call, home)
    assert "12 of 12 mails are not encrypted with the first key" in call("doctor", *more).out
    call("archive", "encrypt", "--home", home)
    on = call("doctor", *more).out
    assert "12 mails, all encrypted; the key is from the file" in " ".join(on.split())
    assert (home / "archive-key").read_text().strip() not in on
    (home / "settings.toml").unlink()
    from_environment = call("doctor", *more, SOUNDINGS_ARCHIVE__KEY=(home / "archive-key").read_text())
    assert "the key is from SOUNDINGS_ARCHIVE__KEY in the environment" in " ".join(from_environment.out.split())


@pytest.mark.parametrize("name", ["copy.tar", "copy.tar.gz"])
def test_a_backup_is_encrypted_as_well_and_is_restored_with_its_key_alone(
    call: Call, sealed: Path, tmp_path: Path, name: str
) -> None:
    learned = sealed / "learned" / NAME / "learned.npz"
    learned.parent.mkdir(parents=True)
    learned.write_bytes(b"what was learned")
    made = call("backup", tmp_path / name, "--home", sealed)
    assert (made.code, "encrypted with the archive's key" in made.out) == (0, True), made.err
    assert (tmp_path / name).read_bytes().startswith(MAGIC)
    assert b"Subject" not in (tmp_path / name).read_bytes()
    elsewhere = tmp_path / "elsewhere"
    refused = call("restore", tmp_path / name, "--home", elsewhere)
    assert (refused.code, "is encrypted with a key, and none is set" in refused.err) == (1, True)
    assert not elsewhere.exists()
    key = load_secret(sealed / "archive-key", "archive", "key", "").get_secret_value()
    back = call("restore", tmp_path / name, "--home", elsewhere, SOUNDINGS_ARCHIVE__KEY=key)
    assert (back.code, "What was learned" in back.out) == (0, True), back.err
    assert not words_on_disk(elsewhere)
    assert (elsewhere / "learned" / NAME / "learned.npz").read_bytes() == b"what was learned"
    archive = Archive(elsewhere / "archive" / NAME, Keys(read_archive_keys(FoundSecret(key, ""))))
    assert {mail: archive.load(mail) for mail in archive.ids()} == mails_in(sealed)


def test_a_mail_is_taken_out_for_a_mail_program_and_is_not_taken_in_encrypted(
    call: Call, sealed: Path, tmp_path: Path
) -> None:
    more = ("--consultation", NAME, "--home", sealed)
    mail, raw = next(iter(mails_in(sealed).items()))
    out = call("archive", "export", mail[:10], tmp_path / "reply.eml", *more)
    assert (out.code, (tmp_path / "reply.eml").read_bytes()) == (0, raw), out.err
    assert "cannot be written" in call("archive", "export", mail[:10], tmp_path / "reply.eml", *more).err
    assert "no mail in the archive" in call("archive", "export", "ffffffffff", tmp_path / "x.eml", *more).err
    shown = call("analyse", "--consultation", NAME, paths(sealed)[f"{mail}.eml"])
    assert "it is encrypted, from an archive of Soundings" in shown.err


def test_a_subject_and_a_purge_reach_into_it_and_a_purge_needs_no_key(call: Call, sealed: Path, tmp_path: Path) -> None:
    more = ("--consultation", NAME, "--home", sealed)
    with office_in(sealed).open_store() as store:
        mail = store.find_mails(NAME, "")[0]
    done = call("subject", mail.from_address, "--export", tmp_path / "held.zip", *more)
    assert done.code == 0, done.err
    with zipfile.ZipFile(tmp_path / "held.zip") as held:
        assert held.read(f"mails/{mail.archive_id}.eml") == mails_in(sealed)[mail.archive_id]
    (sealed / "archive-key").unlink()
    (sealed / "settings.toml").unlink()
    gone = call("purge", "--confirm", NAME, "--early", "--because", "a test", *more)
    assert (gone.code, (sealed / "archive" / NAME).exists()) == (0, False), gone.err


def test_it_is_not_turned_over_while_a_run_is_at_work(call: Call, home: Path) -> None:
    give_key(call, home)
    with hold_file(home / "run.lock"):
        refused = call("archive", "encrypt", "--home", home)
    assert (refused.code, "another run is at work" in refused.err) == (1, True)
    assert words_on_disk(home)
    assert encrypt_archives(load_settings(home, {}), lambda *_: None).written == 12


def test_without_a_key_there_is_nothing_to_turn_over(call: Call, home: Path) -> None:
    for word in ("encrypt", "decrypt"):
        refused = call("archive", word, "--home", home)
        assert (refused.code, "no key of the archive is set" in refused.err) == (2, True), refused.err
