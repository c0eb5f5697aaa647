"""Outlook's own files hold mails like any other: .msg, winmail.dat, and Word documents of before 2007."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.message import SegmentKind
from ingest.msg import MsgError, mail_from_msg
from ingest.parse import parse
from ingest.sources import read_files
from tests.ingest.compound import Tree, compound
from tests.ingest.documents import attached, docx, p
from tests.ingest.outlook import file, forwarded, message, msg, old_word, person, winmail, wrapped_rtf
from tests.ingest.reading import LETTER, of_kind, own, read

SENT = datetime(2025, 2, 11, 10, tzinfo=UTC)
PARKS = person("Parks", "parks@council.example")
BOB = person("Bob", "bob@x.example", 2)
RICH = wrapped_rtf("<p>Ponds first, café please.</p><p>Then “paths”.</p>")
RICH_WORDS = "Ponds first, café please.\n\nThen “paths”."


def test_headers_are_made_from_properties_where_mail_stayed_in_the_house() -> None:
    """Mail within one Exchange has no headers: sender, recipients, subject and time are properties of the file."""
    raw = mail_from_msg(
        msg(people=(PARKS, BOB), x0037="RE: Café", x1000="Ponds.", x0042="Jo", x5D02="jo@friends.example", x0039=SENT)
    )
    headers = read(raw).headers
    assert [a.email for a in (*headers.from_, *headers.to, *headers.cc)] == [
        "jo@friends.example",
        "parks@council.example",
        "bob@x.example",
    ]
    assert (headers.subject, headers.date) == ("RE: Café", SENT)


def test_the_headers_that_a_mail_came_with_are_kept() -> None:
    """Those of its parts are not: the parts are made anew."""
    came = "Received: from a by b;\r\n Tue, 11 Feb 2025 10:00:00 +0000\r\nFrom: Jo <jo@friends.example>\r\n"
    came += "Content-Type: multipart/mixed;\r\n boundary=zz\r\nAuto-Submitted: auto-replied\r\n\r\n"
    headers = read(mail_from_msg(msg(x007D=came, x1000="Ponds.", x0042="Other", x5D02="o@x.example"))).headers
    assert [a.email for a in headers.from_] == ["jo@friends.example"]
    assert headers.find("received") == "from a by b; Tue, 11 Feb 2025 10:00:00 +0000"
    assert headers.find("auto-submitted") == "auto-replied"
    assert sum(name == "content-type" for name, _ in headers.raw) == 1


def test_an_address_of_exchange_is_no_address() -> None:
    """Exchange writes people of its own house as a path."""
    raw = mail_from_msg(msg(x1000="Ponds.", x0042="Jo", x0065="/O=HOUSE/CN=JO", x5D01="jo@friends.example"))
    assert [a.email for a in read(raw).headers.from_] == [""]
    raw = mail_from_msg(msg(x1000="Ponds.", x0C1A="Jo", x0C1F="/O=HOUSE/CN=JO", x5D01="jo@friends.example"))
    assert [a.email for a in read(raw).headers.from_] == ["jo@friends.example"]


@pytest.mark.parametrize("kind", ["IPM.Note.Rules.OofTemplate.Microsoft", "REPORT.IPM.Note.NDR"])
def test_outlooks_word_for_a_machine_is_a_header(kind: str) -> None:
    """RFC 3834 has one for it."""
    assert read(mail_from_msg(msg(x1000="Away.", x001A=kind))).headers.find("auto-submitted")


def test_body_files_and_forwarded_mails_are_read() -> None:
    """Whatever the file holds is a part of the mail."""
    inner = message(inner=True, x0037="Inner", x1000="Meadows third.", x0042="Ann", x5D02="ann@friends.example")
    raw = mail_from_msg(
        msg(file("answer.docx", docx(p("Paths second."))), forwarded(inner), x1000="Ponds first.", x0042="Jo")
    )
    assert own(raw) == "Ponds first. Paths second. Meadows third."
    assert of_kind(raw, SegmentKind.FORWARDED) == "Meadows third."


def test_a_page_within_rich_text_is_a_page() -> None:
    """MS-OXRTFEX: Outlook keeps the HTML of a mail in compressed rich text."""
    parsed = read(mail_from_msg(msg(x1009=RICH)))
    assert (parsed.texts[0].content_type, parsed.text("body")) == ("text/html", RICH_WORDS)


def test_a_narrow_text_is_in_its_code_page() -> None:
    """Files of Outlook 2002 and before."""
    tree = message(x3FFD=1252, x0042="Jo")
    tree["__substg1.0_1000001E"] = "Café first".encode("cp1252")
    assert own(mail_from_msg(compound(tree))) == "Café first"


def test_the_same_file_is_the_same_mail() -> None:
    """Identity is content, so nothing in the conversion may be left to chance."""
    data = msg(file("a.txt", b"x"), x1000="Ponds.", x1013=b"<p>Ponds.", x0037="a")
    assert mail_from_msg(data) == mail_from_msg(data)


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0" + bytes(2000), b"no file", compound({"a": b"b"})])
def test_what_is_no_mail_is_told(data: bytes) -> None:
    """With what to do about it."""
    with pytest.raises(MsgError, match=r"Save the mail as \.eml"):
        mail_from_msg(data)


def test_a_folder_of_outlook_files_is_a_source(tmp_path: Path) -> None:
    """As one of .eml is."""
    (tmp_path / "a.msg").write_bytes(msg(x1000="Ponds first.", x0039=SENT))
    (tmp_path / "b.eml").write_bytes(b"Subject: b\r\n\r\nPaths first.")
    (tmp_path / "c.pst").write_bytes(b"!BDN")
    told: list[str] = []
    mails = list(read_files([tmp_path], lambda path, why: told.append(f"{path.name}: {why}")))
    assert [parse(mail.raw, LETTER).text("body") for mail in mails] == ["Ponds first.", "Paths first."]
    assert mails[0].received_at == SENT
    assert [line[:5] for line in told] == ["c.pst"]


def test_a_mail_dragged_into_a_mail_is_read() -> None:
    """A .msg attached is a forwarded mail with all that it brings."""
    data = msg(file("a.txt", b"Paths second."), x1000="Ponds first.", x0042="Ann", x5D02="ann@friends.example")
    assert of_kind(attached(data, "answer.msg"), SegmentKind.FORWARDED) == "Ponds first. Paths second."


def test_winmail_dat_has_the_body_and_the_files() -> None:
    """The page in it is another writing of the text beside it; where they differ both are read."""
    data = winmail(RICH, ("a.txt", b"And meadows third."))
    parsed = read(attached(data, "winmail.dat", "application/ms-tnef"))
    assert parsed.text("body") == f"{RICH_WORDS}\n\nPlease find our answer attached."
    assert [(a.name, a.problem) for a in parsed.attachments] == [("a.txt", "")]
    assert parsed.text("attachment:1") == "And meadows third."


def test_winmail_dat_alone_is_the_body() -> None:
    """Some gateways take the text away and leave the wrapping."""
    import base64

    head = b"Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    assert read(head + base64.encodebytes(winmail(RICH))).text("body") == RICH_WORDS
    assert read(head + base64.encodebytes(winmail(b"", plain=b"Ponds first."))).text("body") == "Ponds first."


def test_a_broken_winmail_dat_is_told() -> None:
    """Its words may be lost, so a person looks."""
    parsed = read(attached(b"\x78\x9f\x3e\x22broken", "winmail.dat", "application/ms-tnef"))
    assert "cannot be read" in parsed.attachments[0].problem


def test_a_winmail_dat_that_is_broken_off_is_told() -> None:
    """What is there of it is read."""
    data = winmail(RICH, ("a.txt", b"And meadows third."))[:-20]
    parsed = read(attached(data, "winmail.dat", "application/ms-tnef"))
    assert RICH_WORDS in parsed.text("body")
    assert [problem for problem in parsed.problems if "cannot be read to its end" in problem]


def test_old_word_documents_are_read() -> None:
    """MS-DOC: pieces of one and of two bytes a character, tables, fields by their result, notes at the end."""
    text = "One\rTwo café\rA\x07B\x07\x07C\x07D\x07\x07\x13 HYPERLINK x\x14shown\x15\r"
    parsed = read(attached(old_word(text, "note “x”\r"), "a.doc", "application/msword"))
    assert parsed.text("attachment:1") == "One\n\nTwo café\nA\tB\nC\tD\n\nshown\n\nnote “x”"


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}, "locked with a password"),
        ({"Workbook": b"x"}, "old Office format; open it and save it as"),
        ({"WordDocument": b"\xec\xa5" + bytes(40)}, "broken file"),
    ],
)
def test_what_other_old_files_need_is_told(tree: Tree, said: str) -> None:
    """Plainly: what it is and what to do."""
    assert said in read(attached(compound(tree), "a.doc", "application/msword")).attachments[0].problem
