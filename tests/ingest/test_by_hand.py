"""A reply by post or telephone becomes a mail that says so."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from ingest.by_hand import By, Document, Entry, EntryError, make_mail

AT = datetime(2024, 11, 18, tzinfo=UTC)
ENTRY = Entry(
    "Ann Ëxample <ann@b.example>", AT, By.POST, "J. Clerk", "We prefer (c).\n", (Document("scan.pdf", b"%PDF-"),)
)


def test_it_says_whose_it_is_how_it_came_and_who_entered_it() -> None:
    raw = make_mail(ENTRY)
    mail = message_from_bytes(raw.raw, policy=default)
    assert (str(mail["From"]), mail["X-Soundings-Entered-By"]) == ("Ann Ëxample <ann@b.example>", "J. Clerk")
    assert mail["X-Soundings-Received-By"] == "post"
    assert mail["Date"].datetime == raw.received_at == AT
    assert [part.get_content() for part in mail.walk() if not part.is_multipart()] == ["We prefer (c).\r\n", b"%PDF-"]
    assert raw.folder == "by hand"


def test_the_same_entry_is_the_same_mail_and_another_is_another() -> None:
    assert make_mail(ENTRY) == make_mail(ENTRY)
    other = Entry("Ann Ëxample <ann@b.example>", AT, By.TELEPHONE, "J. Clerk", "We prefer (c).\n")
    assert make_mail(other).uid != make_mail(ENTRY).uid


def test_who_has_no_address_is_known_by_name() -> None:
    mail = message_from_bytes(make_mail(Entry("Ann Example", AT, By.HAND, "x", "Yes.")).raw, policy=default)
    assert mail["From"].addresses[0].display_name == "Ann Example"


def test_what_is_typed_cannot_add_a_header() -> None:
    entry = Entry("Ann <ann@b.example>\r\nBcc: all@b.example", AT, By.POST, "x\r\nAuto-Submitted: auto-replied", "Yes.")
    mail = message_from_bytes(make_mail(entry).raw, policy=default)
    assert mail["Bcc"] is None
    assert mail["Auto-Submitted"] is None


def test_an_entry_without_words_is_refused() -> None:
    with pytest.raises(EntryError, match="Give --text, --attach or both"):
        make_mail(Entry("Ann <ann@b.example>", AT, By.POST, "x", "  \n"))
