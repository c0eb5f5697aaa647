"""Drafts of chasers as a person makes them: in a folder, and in the Drafts of a real mailbox."""

import csv
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from classify.analysis import Analysis
from config.consultation import Ref
from config.load import find_consultation
from ingest.mailbox import MailboxError
from ingest.message import ParsedMessage
from soundings.bootstrap import open_office
from soundings.pull import pull_mailbox
from store.rows import MailRecord
from store.unit_of_work import open_store
from tests.ingest.dovecot import PASSWORD, Dovecot, dovecot
from tests.reports.made import mail
from tests.soundings.conftest import Call, Ended

HONOR, BEVAN = Ref("honor-whitlock"), Ref("gwenllian-bevan")
NOON = datetime(2024, 11, 20, 12, tzinfo=UTC)
LETTER = "<consultation-2025.29102024@inspectorate.example>"


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    """The practice consultation with two lines on its list."""
    folder = tmp_path / "asked"
    shutil.copytree(find_consultation("practice"), folder, ignore=shutil.ignore_patterns("mailbox"))
    file = folder / "distribution-list.csv"
    with file.open(encoding="utf-8-sig", newline="") as lines:
        head, *rows = list(csv.reader(lines))
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([head, *(row for row in rows if row[0] in (HONOR, BEVAN))])
    toml = folder / "consultation.toml"
    toml.write_text("statutory_groups = []\n" + toml.read_text("utf-8"), "utf-8")
    return folder


class Chasing:
    """`soundings chase` on the consultation, as at a day."""

    def __init__(self, call: Call, asked: Path, home: Path):
        self.call, self.asked, self.home = call, asked, home

    def __call__(self, as_of: str, *more: object, **environment: object) -> Ended:
        here = ("--consultation", self.asked, "--home", self.home, "--as-of", as_of)
        return self.call("chase", *here, *more, **environment)

    def receive(self, record: MailRecord) -> None:
        """A mail comes in, with an analysis made by hand."""
        assert record.analysis
        with open_store(f"sqlite:///{self.home / 'soundings.sqlite'}") as store:
            store.record_mail("asked", record.mail)
            store.record_analysis("asked", record.analysis, record.mail.received_at)


@pytest.fixture
def chasing(call: Call, asked: Path, tmp_path: Path) -> Chasing:
    return Chasing(call, asked, tmp_path / "home")


def drafts_in(folder: Path) -> list[str]:
    found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in folder.glob("*.eml")]
    return sorted(str(m["To"].addresses[0].addr_spec) for m in found)


def test_drafts_are_written_once_and_open_as_such(chasing: Chasing, tmp_path: Path) -> None:
    first = chasing("2024-11-20", "--drafts", tmp_path / "out")
    assert (first.code, "Drafted: 2 mails. Nothing was sent." in first.err) == (0, True)
    assert drafts_in(tmp_path / "out") == ["gwenllian.bevan@llyw-cymru.example", "honor.whitlock@justice.example"]
    (file,) = (tmp_path / "out").glob("chaser-2024-11-20-honor-whitlock-*.eml")
    draft = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (draft["X-Unsent"], draft["In-Reply-To"], draft.defects) == ("1", LETTER, [])
    assert [a.get_filename() for a in draft.iter_attachments()] == ["letter.txt"]
    again = chasing("2024-11-20", "--drafts", tmp_path / "out")
    assert "Drafted: 0 mails, 2 drafted before and not sent yet" in again.err
    assert "Of them drafted 2, not seen in Sent" in " ".join(again.out.split())


def test_a_reply_after_drafting_takes_the_draft_off_the_list_and_says_so(chasing: Chasing, tmp_path: Path) -> None:
    chasing("2024-11-20", "--drafts", tmp_path / "out")
    chasing.receive(mail("11-21 09:00", "response", HONOR))
    later = chasing("2024-11-21")
    words = " ".join(later.out.split())
    assert "Drafts to throw away 1" in words
    assert "Honor Whitlock replied on 21 Nov 2024 chaser-2024-11-20-honor-whitlock-" in words
    (file,) = (tmp_path / "out").glob("*honor-whitlock*.eml")
    file.unlink()
    assert "Drafts to throw away" not in chasing("2024-11-21").out


def test_a_draft_that_is_gone_is_not_made_anew_unasked(chasing: Chasing, tmp_path: Path) -> None:
    """It may have been sent from elsewhere."""
    chasing("2024-11-20", "--drafts", tmp_path / "out")
    (file,) = (tmp_path / "out").glob("*honor-whitlock*.eml")
    file.unlink()
    told = chasing("2024-11-20", "--drafts", tmp_path / "out")
    assert "Honor Whitlock: drafted before; the draft is gone and was not seen in Sent" in told.err
    assert not file.exists()
    assert "Drafted: 1 mail," in chasing("2024-11-20", "--drafts", tmp_path / "out", "--again").err
    draft = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert str(draft["Message-ID"]).partition("@")[0].endswith(".2")


def test_a_draft_changes_neither_gap_nor_number_and_a_word_of_the_lead_does(chasing: Chasing, tmp_path: Path) -> None:
    chasing("2024-11-20", "--drafts", tmp_path / "out")
    listed = chasing("2024-11-20", "--record", "--output", tmp_path / "list")
    assert "Recorded as written to: 2" in listed.err
    with (tmp_path / "list" / "chasers-2024-11-20.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {(row["Times chased"], row["Drafted"]) for row in csv.DictReader(file)} == {("0", "2024-11-20")}
    assert "chased on 20 Nov 2024, less than 4 days ago" in " ".join(chasing("2024-11-20").out.split())


def test_a_template_that_is_wrong_leaves_nothing_half_done(chasing: Chasing, asked: Path, tmp_path: Path) -> None:
    template = asked / "chasers" / "last.cy.txt"
    template.write_text("Subject: a\n\n{{ nobody }}\n", "utf-8")
    ended = chasing("2024-11-20", "--drafts", tmp_path / "out")
    assert ended.code == 2
    assert f"{template}, line 3: there is no field 'nobody'" in ended.err
    assert not (tmp_path / "out").exists()
    with sqlite3.connect(chasing.home / "soundings.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM drafts").fetchone() == (0,)


def test_a_change_of_the_rules_of_chasing_reads_no_mail_again(asked: Path) -> None:
    """The version of an analysis does not depend on them."""
    from config.load import load_consultation
    from soundings.pipeline import version_of

    class Reader:
        version = "1"

    before = load_consultation(asked)
    toml = asked / "consultation.toml"
    toml.write_text(toml.read_text("utf-8") + "\nleast_gap_days = 9\n", "utf-8")
    after = load_consultation(asked)
    assert after.chasing.least_gap_days == 9
    assert version_of(Reader(), before) == version_of(Reader(), after)  # type: ignore[arg-type]


def test_drafts_in_a_mailbox_are_found_sent_and_taken_back(chasing: Chasing, server: Dovecot) -> None:
    """From the draft by way of the Sent folder to the gap; and a reply takes an untouched draft out again."""
    mailbox = {
        "SOUNDINGS_IMAP__HOST": "127.0.0.1",
        "SOUNDINGS_IMAP__PORT": server.port,
        "SOUNDINGS_IMAP__TLS": "none",
        "SOUNDINGS_IMAP__USER": "lead",
        "SOUNDINGS_IMAP__PASSWORD": PASSWORD,
    }
    with server.client("lead") as client:
        for name in ("Unsent", "Posted"):
            client.create_folder(name)
    made = chasing("2024-11-20T10:00", "--drafts", "imap", **mailbox)
    assert (made.code, "Drafted: 2 mails." in made.err) == (0, True)
    assert "Drafted: 0 mails, 2 drafted before" in chasing("2024-11-20T10:00", "--drafts", "imap").err
    with server.client("lead") as client:
        client.select_folder("Unsent")
        assert len(client.search(["DRAFT"])) == 2
        (uid,) = client.search(["TO", "gwenllian.bevan@llyw-cymru.example"])
        raw = client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"]
        # as Outlook sends it: another Message-ID, without our header
        posted = raw.replace(b"Message-ID: <soundings.", b"Message-ID: <outlook.").replace(b"X-Soundings", b"X-Other")
        client.append("Posted", posted, msg_time=datetime(2024, 11, 20, 11, tzinfo=UTC))
        client.delete_messages([uid])
        client.expunge()
    looked = chasing("2024-11-21", "--look-in-sent")
    assert "Seen in Sent: 1 draft more." in looked.err
    assert "chased on 20 Nov 2024, less than 4 days ago" in " ".join(looked.out.split())
    assert "Seen in Sent: 0 drafts more." in chasing("2024-11-21", "--look-in-sent").err
    chasing.receive(mail("11-21 09:00", "response", HONOR))
    cleared = chasing("2024-11-21", "--drafts", "imap")
    assert "Honor Whitlock: replied on 21 Nov 2024. The draft was taken out of Unsent." in cleared.err
    with server.client("lead") as client:
        assert client.select_folder("Unsent")[b"EXISTS"] == 0
    assert "throw away" not in chasing("2024-11-21").out


def test_every_pull_looks_into_the_sent_folder_that_is_named(
    chasing: Chasing, asked: Path, server: Dovecot, tmp_path: Path
) -> None:
    """And into none where none is named; a folder that is not there is told when all else is done."""
    server.deliver("pulled", b"To: x@x.example\r\nSubject: none of ours\r\n\r\n", at=NOON, folder="Posted")
    chasing("2024-11-20T10:00", "--drafts", tmp_path / "out")
    (file,) = (tmp_path / "out").glob("*honor-whitlock*.eml")
    server.deliver("pulled", file.read_bytes(), at=NOON, folder="Posted")

    def pull(sent: str) -> int:
        office = open_office(str(asked), chasing.home, {"SOUNDINGS_IMAP__SENT": sent} if sent else {}, lambda: NOON)
        return pull_mailbox(office, server.settings("pulled"), lambda _: Unread(), lambda *_: None).sent

    assert [pull(""), pull("Posted"), pull("Posted")] == [0, 1, 0]
    with pytest.raises(MailboxError, match="has no folder 'Post'"):
        pull("Post")


class Unread:
    """What would read mails, if there were any."""

    version = "none"

    def analyse(self, message: ParsedMessage) -> Analysis:
        raise AssertionError(message.archive_id)


def test_a_mail_merge_is_seen_in_sent_and_other_letters_are_left_alone(chasing: Chasing, server: Dovecot) -> None:
    """As Word sends it by way of Outlook: to each alone, with no mark of ours; then a letter to one of them."""
    environment = {
        "SOUNDINGS_IMAP__HOST": "127.0.0.1",
        "SOUNDINGS_IMAP__PORT": server.port,
        "SOUNDINGS_IMAP__TLS": "none",
        "SOUNDINGS_IMAP__USER": "merger",
        "SOUNDINGS_IMAP__PASSWORD": PASSWORD,
    }
    listed = chasing("2024-11-20T10:00", **environment)
    assert "The subject for a mail merge: Reminder: Practice" in listed.err

    def post(to: str, subject: str, minute: int) -> None:
        raw = f"To: {to}\r\nSubject: {subject}\r\nMessage-ID: <{minute}@outlook>\r\n\r\nDear all\r\n".encode()
        server.deliver("merger", raw, at=datetime(2024, 11, 20, 11, minute, tzinfo=UTC), folder="Posted")

    post("honor.whitlock@justice.example", "Your visit on Monday", 0)
    post("honor.whitlock@justice.example", "We have not heard from you", 30)
    looked = chasing("2024-11-21", "--look-in-sent")
    assert "Seen in Sent: 0 drafts more." in looked.err
    post("Gwenllian Bevan <gwenllian.bevan@llyw-cymru.example>", "We have not heard from you", 31)
    looked = chasing("2024-11-21", "--look-in-sent")
    assert "Seen in Sent: 0 drafts and 2 reminders of a mail merge more." in looked.err
    assert " ".join(looked.out.split()).count("chased on 20 Nov 2024, less than 4 days ago") == 2
    assert "Seen in Sent: 0 drafts more." in chasing("2024-11-21", "--look-in-sent").err
    told = chasing.call("history", HONOR, "--consultation", chasing.asked, "--home", chasing.home)
    words = " ".join(told.out.split())
    assert words.count("reminder, by mail merge") == 1
    assert words.count("mail of ours, no reminder") == 1
