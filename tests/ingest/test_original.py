"""A mail as it came: pages and files, byte by byte."""

import hashlib
from email.message import EmailMessage

from config.consultation import Letter
from config.load import find_consultation
from ingest.original import attached_bytes, original_pages
from ingest.parse import parse

LETTER = Letter((), ())


def mail() -> bytes:
    """A page with a picture, a document, and a mail that brings a file of its own."""
    inner = EmailMessage()
    inner["Subject"] = "inner"
    inner.set_content("See the file.")
    inner.add_attachment(b"a,b\n1,2\n", maintype="text", subtype="csv", filename="inner.csv")
    made = EmailMessage()
    made["From"], made["Subject"] = "a@b.example", "our reply"
    made.set_content("Plain words.")
    made.add_alternative("<p>Ünïted <b>words</b></p>", subtype="html")
    made.add_attachment(b"%PDF-no", maintype="application", subtype="pdf", filename="reply.pdf")
    made.add_attachment(inner)
    return made.as_bytes()


def test_the_pages_of_a_body_are_given_as_they_were_sent() -> None:
    assert [page.strip() for page in original_pages(mail())] == ["<p>Ünïted <b>words</b></p>"]
    assert original_pages(b"From: a@b.example\n\nplain\n") == ()
    assert original_pages(b"\x00\xff" * 100) == ()


def test_each_attachment_s_bytes_are_those_of_which_the_digest_is_told() -> None:
    raw = mail()
    attachments = parse(raw, LETTER).attachments
    assert [a.name for a in attachments] == ["reply.pdf", "", "inner.csv"]
    for attachment in attachments:
        data = attached_bytes(raw, LETTER, attachment.part)
        assert data is not None
        assert hashlib.sha256(data).hexdigest() == attachment.sha256
    assert attached_bytes(raw, LETTER, "attachment:9") is None
    assert attached_bytes(b"\x00", LETTER, "attachment:1") is None


def test_the_practice_mails_give_every_attachment_back() -> None:
    raw = (find_consultation("practice") / "mailbox" / "d-044.eml").read_bytes()
    (attachment,) = parse(raw, LETTER).attachments
    data = attached_bytes(raw, LETTER, attachment.part)
    assert data is not None
    assert (len(data), data[:2]) == (attachment.size, b"PK")
