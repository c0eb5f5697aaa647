"""The practice mails in a home folder with everything that is ever held of people, and a search for it byte by byte."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from config.consultation import Ref, Stakeholder
from config.list_changes import LineChange
from ingest.archive import archive_id
from ingest.parse import parse
from soundings.bootstrap import Office
from store.rows import (
    Chaser,
    Correction,
    Cursor,
    Draft,
    Exercise,
    Extension,
    Failure,
    KeptIn,
    ListChange,
    OfferedList,
    SentMail,
    Verdict,
)
from store.search import index_mail, searchable
from tests.soundings.conftest import PRACTICE_MAILS
from tests.soundings.desk import NAME, RECORDS
from tests.soundings.pulling import office_in

AT = datetime(2024, 11, 22, 12, 0, tzinfo=UTC)
SECRET = "Wilhelmina Featherstonehaugh"
ADDRESS = "wilhelmina@featherstonehaugh.example"


WRITER = next(
    r.mail.from_address.lower()
    for r in RECORDS
    if r.analysis and r.analysis.kind.value == "response" and len(r.analysis.answers) > 1
)
"""Somebody who replied."""
_BOUNCE = next(r for r in RECORDS if r.analysis and r.analysis.flags.failed_recipients)
HELD = tuple(r for n, r in enumerate(RECORDS) if n < 20 or r is _BOUNCE or r.mail.from_address.lower() == WRITER)
"""The practice mails that are used here."""


def files() -> list[Path]:
    """Those mails as files."""
    wanted = {r.mail.archive_id for r in HELD}
    return [f for f in sorted(PRACTICE_MAILS.glob("*.eml")) if archive_id(f.read_bytes()) in wanted]


def fill(home: Path) -> Office:
    """Mails, analyses and failures, and of people's words and chasers one of each kind, all of them naming SECRET."""
    office = replace(office_in(home), clock=lambda: AT)
    with office.open_store() as store:
        run = store.start_run(NAME, AT)
        mails = {r.mail.archive_id: r.mail for r in HELD}
        for uid, file in enumerate(files(), 1):
            raw = file.read_bytes()
            mail = mails[office.archive.store(raw)]
            store.enter(NAME, [(Cursor("INBOX", 1, uid), mail)])
            index_mail(store, NAME, mail.archive_id, searchable(parse(raw, office.consultation.letter), mail.subject))
        for record in HELD:
            if record.analysis:
                store.record_analysis(NAME, record.analysis, AT)
            else:
                store.record_failure(NAME, Failure(record.mail.archive_id, "parse", f"by {SECRET}", "v", AT))
        store.end_run(run, AT, {"fetched": len(HELD), "folders": 1}, f"the mailbox of {SECRET} was away")
        one = next(r.mail.archive_id for r in HELD if r.analysis and r.analysis.answers)
        words = {"status": "answered", "text": f"{SECRET} says so"}
        store.record_correction(NAME, Correction(one, "answers.Q1", words, "lead", f"asked {SECRET}", AT, "r"))
        store.record_extension(NAME, Extension(Ref("linkage"), date(2024, 11, 29), "lead", AT, f"{SECRET} asked"))
        line = Stakeholder(Ref("new"), "People", SECRET, "", "", ADDRESS)
        change = ListChange(LineChange(line.ref, None, line), "add", "lead", SECRET, AT)
        store.record_list_changes(NAME, [change], [Verdict(f"new address/new/{ADDRESS}", True, "lead", SECRET, AT)])
        store.number_proposals(NAME, [f"new address/new/{ADDRESS}"])
        store.record_chasers(NAME, [Chaser(Ref("linkage"), AT, "r")])
        place = office.output / "drafts" / "new.eml"
        draft = Draft("<d@x>", Ref("new"), ADDRESS, SECRET, "reminder", AT.date(), AT, KeptIn.FOLDER, str(place), "0")
        store.record_drafts(NAME, [draft])
        store.record_list(NAME, OfferedList(AT, ((Ref("new"), ADDRESS),)))
        asked = office.with_changes([change.change]).consultation
        store.note_exercise(NAME, Exercise.of(asked, AT))
        store.record_sent(NAME, [SentMail("<s@x>", Ref("new"), ADDRESS, "<d@x>", AT, AT)])
    place.parent.mkdir(parents=True)
    place.write_text(f"Dear {SECRET}")
    return office


def words_in(raw: bytes) -> set[str]:
    """What could be known again of a mail: names, addresses, subject, and its long words."""
    mail = BytesParser(EmailMessage, policy=policy.compat32.clone(linesep="\n")).parsebytes(raw)
    texts = [part.get_payload(decode=True) for part in mail.walk() if part.get_content_maintype() == "text"]
    body = b"\n".join(text for text in texts if isinstance(text, bytes)).decode("utf-8", "replace")
    addresses = set(re.findall(r"[\w.+-]+@[\w.-]+\.\w+", f"{mail.get('From')} {mail.get('Message-ID')} {body}"))
    return {word.lower() for word in addresses | set(re.findall(r"[A-Za-z]{9,}", body))}


def found_in(home: Path, words: Iterable[str]) -> set[str]:
    """Those of the words that stand anywhere in the bytes of any file below a folder."""
    everything = b"\n".join(f.read_bytes() for f in home.rglob("*") if f.is_file()).lower()
    return {word for word in words if word.encode() in everything or json.dumps(word)[1:-1].encode() in everything}
