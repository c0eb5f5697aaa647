"""The lead's guide, followed word by word: every command line in it is given, in its order, in a fresh home."""

import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from config.load import find_consultation
from tests.ingest.dovecot import PASSWORD, Dovecot, dovecot
from tests.soundings.conftest import PRACTICE_MAILS, Call

AT = datetime(2024, 11, 18, 9, 30, tzinfo=UTC)
GUIDE = (Path(__file__).parents[2] / "docs" / "first-consultation.md").read_text("utf-8")
MAILS = sorted(PRACTICE_MAILS.glob("*.eml"))


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


def blocks() -> list[tuple[str, str]]:
    """The guide's blocks in order, each with its language."""
    return re.findall(r"^```(\w*)\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def test_the_guide_is_followed_to_its_end(call: Call, server: Dovecot, tmp_path: Path) -> None:
    """The real letter as a Word document, the practice list, six saved mails, and twelve in a mailbox."""
    here, home = tmp_path / "here", tmp_path / "user" / "Soundings"
    document = docx.Document()
    letter = (find_consultation("hmip-2025-26") / "letter.txt").read_text("utf-8")
    for paragraph in letter.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(str(here / "letter.docx"))
    shutil.copy(find_consultation("practice") / "distribution-list.csv", here / "people.csv")
    (here / "saved-mails").mkdir()
    for mail in MAILS[:6]:
        shutil.copy(mail, here / "saved-mails")
    server.deliver("inbox", *(mail.read_bytes() for mail in MAILS[:12]), at=AT)
    said: dict[str, list[str]] = {}
    for language, block in blocks():
        if language == "toml":
            settings = block.replace("/home/me/my-consultation", str(here / "my-consultation"))
            settings = settings.replace("imap.example.org", "localhost").replace("consultation@example.org", "inbox")
            settings = settings.replace(', "Junk"', "") + f'port = {server.port}\ntls = "none"\n'
            (home / "settings.toml").write_text(settings)
            (home / "password").write_text(PASSWORD)
            (home / "password").chmod(0o600)
            continue
        for line in block.splitlines():
            words = shlex.split(line)
            ended = call(*words[1:])
            mailbox_is_wanting = "MEND" in ended.out and not (home / "settings.toml").exists()
            assert ended.code == 0 or mailbox_is_wanting, (line, ended.out, ended.err)
            said.setdefault(words[1], []).append(ended.out)
    assert "6 new" in said["run"][0]
    assert "12 mails fetched: 6 new, 6 seen before" in said["run"][1]
    assert "nothing is new" in said["run"][2]
    assert "it balances" in said["ledger"][0]
    assert "MEND" not in said["doctor"][1]
    assert list((home / "output").rglob("*.docx"))
    assert (here / "consultation.tar.gz").is_file()


def test_the_guide_leads_past_every_step_of_a_first_consultation() -> None:
    typed = {shlex.split(line)[1] for language, block in blocks() if not language for line in block.splitlines()}
    assert typed == {"init", "doctor", "run", "status", "ledger", "chase", "summary", "backup"}
    named = set(re.findall(r"`soundings ([a-z]+)", GUIDE))
    assert named == {"demo", "serve", "extend", "add"}
