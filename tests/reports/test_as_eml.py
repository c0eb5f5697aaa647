"""Drafts as mail readers see them, and what cannot be smuggled into their headers."""

from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.chaser_words import ChaserText
from reports.render.as_eml import Letter, can_be_written_to, render_eml
from tests.reports.made import LONDON

AT = datetime(2024, 11, 20, 9, 0, tzinfo=LONDON)
LETTER = Letter("<letter@us.example>", "The letter.pdf", b"%PDF-1.7 \x00\xff")
HEADERS = {
    *("from", "to", "subject", "date", "message-id", "in-reply-to", "references", "x-unsent", "x-soundings-draft"),
    *("mime-version", "content-type", "content-language"),
}


def draft(
    subject: str = "Nodyn atgoffa: ŵ", name: str = "Ann Lee", sender: str = "us", letter: Letter = LETTER
) -> EmailMessage:
    text = ChaserText(subject, "Annwyl Ann,\n\nDiolch am ŵ.\n", ("cy", "en"))
    raw = render_eml(text, (name, "ann@x.example"), (sender, "us@us.example"), "<1@us.example>", letter, AT)
    assert b"\n" not in raw.replace(b"\r\n", b"")
    return message_from_bytes(raw, policy=default)


def test_a_draft_stands_in_the_letter_s_thread_with_the_letter_attached_and_unsent() -> None:
    mail = draft()
    assert mail.defects == []
    assert (mail["In-Reply-To"], mail["References"]) == ("<letter@us.example>", "<letter@us.example>")
    assert (mail["X-Unsent"], mail["Message-ID"], mail["Content-Language"]) == ("1", "<1@us.example>", "cy, en")
    assert (mail["To"], mail["Subject"]) == ("Ann Lee <ann@x.example>", "Nodyn atgoffa: ŵ")
    assert mail["Date"].datetime == AT
    body = mail.get_body()
    assert body is not None
    assert body.get_content().splitlines() == ["Annwyl Ann,", "", "Diolch am ŵ."]
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("The letter.pdf", "application/pdf")
    assert attached.get_content() == LETTER.content


def test_a_letter_in_plain_text_says_its_encoding() -> None:
    (attached,) = draft(letter=Letter("", "letter.txt", "Llythyr ŵ".encode())).iter_attachments()
    assert attached.get_content() == "Llythyr ŵ\r\n"
    assert attached.get_param("charset") == "utf-8"


def test_a_letter_that_is_not_known_makes_no_thread() -> None:
    mail = draft(letter=Letter("", "letter.pdf", b"x"))
    assert (mail["In-Reply-To"], mail["References"]) == (None, None)


@settings(deadline=None)
@given(st.text(), st.text(), st.text())
def test_no_name_and_no_subject_makes_a_header_or_an_address(subject: str, name: str, sender: str) -> None:
    """Whatever they hold, the headers are those that were meant, each once, and one reads the mail."""
    mail = draft(subject, name, sender)
    assert sorted(k.lower() for k in mail) == sorted(HEADERS)
    assert [a.addr_spec for a in mail["To"].addresses] == ["ann@x.example"]
    assert [a.addr_spec for a in mail["From"].addresses] == ["us@us.example"]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\x00", "\n\n"])
def test_a_line_s_end_in_a_name_or_subject_is_a_space_at_most(end: str) -> None:
    mail = draft(f"Reminder{end}Bcc: all@x.example", f"Ann{end}Bcc: all@x.example", f"us{end}Bcc: all@x.example")
    assert mail["Bcc"] is None
    assert mail["Subject"].split("Bcc")[0].strip() == "Reminder"
    assert len(mail["To"].addresses) == 1


@pytest.mark.parametrize(
    ("address", "possible"),
    [
        ("ann.lee+x@x-y.example", True),
        ("o'brien@x.example", True),
        ("ann@x", False),
        ("ann@x.example, bob@x.example", False),
        ("ann@x.example\r\nBcc: bob@x.example", False),
        ("ann@x.example\n", False),
        ("ann..lee@x.example", False),
        (".ann@x.example", False),
        ('"ann"@x.example', False),
        ("jürgen@x.example", False),
        ("", False),
    ],
)
def test_an_address_that_cannot_stand_in_a_header_is_not_written_to(address: str, possible: bool) -> None:
    assert can_be_written_to(address) is possible
    if not possible:
        with pytest.raises(ValueError, match="cannot stand in a header"):
            render_eml(
                ChaserText("a", "b", ("en",)), ("", address), ("us", "us@us.example"), "<1@us.example>", LETTER, AT
            )
