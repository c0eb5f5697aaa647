"""The words of attached files, by format; what cannot be read says why."""
# ruff: noqa: E501 - mails and documents stand as they are sent

import struct
import zlib
from collections.abc import Iterator

import pytest

from ingest.attachments.warm import WARM
from ingest.message import SegmentKind
from tests.ingest.documents import W, attached, docx, p, pdf, zipped
from tests.ingest.reading import QUESTIONS, TOPICS, mail, of_kind, own, read
from tests.needs import need

BULLET = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)
COMMENTS = f'<w:comments xmlns:w="{W}"><w:comment w:id="4">{p("We like this one.")}</w:comment></w:comments>'
RUN = "<w:r><w:t>{}</w:t></w:r>"
DOCX = {
    "paragraphs": (p("one") + p("two"), "one\n\ntwo"),
    "list": (p("one", BULLET) + p("two", BULLET), "a) one\nb) two"),
    "table": (f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}{p('c')}</w:tc></w:tr></w:tbl>", "a\tb c"),
    "box of one column": (f"<w:tbl><w:tr><w:tc>{p('a')}{p('b')}</w:tc></w:tr></w:tbl>", "a\n\nb"),
    "content control": (f"<w:sdt><w:sdtContent>{p('typed in')}</w:sdtContent></w:sdt>", "typed in"),
    "inserted and deleted": (
        f"<w:p>{RUN.format('we ')}<w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:ins>{RUN.format('agree')}</w:ins></w:p>",
        "we agree",
    ),
    "text box once": (
        f"<w:p>{RUN.format('beside')}<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>{p('boxed')}</w:txbxContent>"
        f"</wps:txbx></mc:Choice><mc:Fallback><w:txbxContent>{p('boxed')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        "beside\n\nboxed",
    ),
    "comment at its place": (
        f'<w:p>{RUN.format("ponds")}<w:r><w:commentReference w:id="4"/></w:r></w:p>' + p("paths"),
        "ponds\n\nWe like this one.\n\npaths",
    ),
    "ticked box": ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + RUN.format(" ponds") + "</w:p>", "☒ ponds"),
    "line break": ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>", "a\nb"),
}  # fmt: skip


@pytest.mark.parametrize("name", DOCX)
def test_word_documents(name: str) -> None:
    body, expected = DOCX[name]
    parsed = read(
        attached(docx(body, numbering=NUMBERING, comments=COMMENTS if "comment" in name else ""), "answer.docx")
    )
    assert parsed.text("attachment:1") == expected


def test_answers_typed_into_the_letter_are_own() -> None:
    body = "".join(map(p, (*TOPICS, QUESTIONS[0], "The ponds, if you please.", QUESTIONS[1], "No others.")))
    message = attached(docx(body), "letter with answers.docx")
    assert own(message) == "Please find our answer attached. The ponds, if you please. No others."
    assert "Volunteers have asked for help" in of_kind(message, SegmentKind.LETTER)


def test_pdf_lines_are_joined_to_paragraphs_and_rows() -> None:
    lines = (
        (60, 780, "We have asked all of our members about the ponds and the paths, and what they"),
        (60, 766, "say is that the ponds come first."),
        (60, 730, "Ponds"), (300, 730, "yes"),
        (60, 710, "Paths"), (300, 710, "no"),
    )  # fmt: skip
    parsed = read(attached(pdf(*lines), "answer.pdf", "application/pdf"))
    first, rows = parsed.text("attachment:1").split("\n\n", 1)
    assert first.endswith("the paths, and what they say is that the ponds come first.")
    assert rows.replace("\n\n", "\n") == "Ponds\tyes\nPaths\tno"


ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
    "<office:body><office:text><text:h>Our answer</text:h><text:p>one<text:line-break/>two<text:s/>three</text:p>"
    "<text:list><text:list-item><text:p>item</text:p></text:list-item></text:list><table:table><table:table-row>"
    "<table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell>"
    "</table:table-row></table:table></office:text></office:body></office:document-content>"
)
OTHERS = {
    "odt": (zipped(content_dot_xml=ODT), "a.odt", "Our answer\n\none\ntwo three\n\n- item\n\na\tb"),
    "rtf": (b"{\\rtf1\\ansi one\\par caf\\'e9 \\u8220?two\\u8221?\\par}", "a.rtf", "one\ncafé “two”"),
    "txt": ("one\n\ncafé".encode("cp1252"), "a.txt", "one\n\ncafé"),
    "html": (b"<html><body><p>one<p>two</body></html>", "a.html", "one\n\ntwo"),
    "docx by its bytes": (docx(p("one")), "answer", "one"),
    "rtf named doc": (b"{\\rtf1 one}", "a.doc", "one"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_formats(name: str) -> None:
    data, file_name, expected = OTHERS[name]
    assert read(attached(data, file_name)).text("attachment:1") == expected


UNREADABLE = {
    "a picture": (b"\x89PNG\r\n", "a.png", "image/png", "a picture"),
    "broken Word": (b"PK\x03\x04" + bytes(500), "a.docx", "application/msword", "broken file"),
    "broken PDF": (b"%PDF-1.7 nothing", "a.pdf", "application/pdf", "broken file"),
    "old Word": (b"\xd0\xcf\x11\xe0" + bytes(500), "a.doc", "application/msword", "old Office format"),
    "unknown": (b"\x00\x01\x02", "a.xyz", "application/x-thing", "no reader for application/x-thing"),
    "a zip bomb": (zipped(word__document_dot_xml=b"<a>" + b" " * 80_000_000), "a.docx", "application/zip", "unpacks to more"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_says_why(name: str) -> None:
    data, file_name, type_, problem = UNREADABLE[name]
    parsed = read(attached(data, file_name, type_))
    assert problem in parsed.attachments[0].problem
    assert own(attached(data, file_name, type_)) == "Please find our answer attached."


def test_an_attached_mail_and_what_it_brings_are_forwarded() -> None:
    inner = mail("Jo, send them this: ponds first.", sender="Ann <ann@friends.example>")
    inner.add_attachment(docx(p("And the paths second.")), maintype="application", subtype="zip", filename="more.docx")
    outer = mail("From our chair.")
    outer.add_attachment(inner)
    assert of_kind(outer, SegmentKind.FORWARDED) == "Jo, send them this: ponds first. And the paths second."


def test_our_own_letter_attached_back_is_not_theirs() -> None:
    outer = mail("Ponds, please.")
    inner = mail("A reminder of ours that is in no file.", sender="Parks Consultation <parks@council.example>")
    outer.add_attachment(inner)
    assert own(outer) == "Ponds, please."


def test_an_archive_is_opened_one_level_deep() -> None:
    """Its files are read like any; an archive in it is told."""
    inner = zipped(deep_dot_txt=b"Meadows.")
    data = zipped(
        a_dot_txt=b"Ponds first.", folder__b_dot_docx=docx(p("Paths second.")), c_dot_zip=inner, _dot_DS_Store=b"x"
    )
    parsed = read(attached(data, "answers.zip", "application/zip"))
    assert own(attached(data, "answers.zip")) == "Please find our answer attached. Ponds first. Paths second."
    assert [a.name for a in parsed.attachments] == ["answers.zip", "a.txt", "b.docx", "c.zip"]
    assert "an archive within an archive" in parsed.attachments[3].problem


def test_a_locked_archive_is_told() -> None:
    """With what to ask for."""
    data = bytearray(zipped(a_dot_txt=b"Ponds first."))
    for at in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[at] |= 1
    assert "locked with a password" in read(attached(bytes(data), "a.zip")).attachments[0].problem


def test_an_archive_that_unpacks_to_too_much_is_told() -> None:
    """What there is room for is read."""
    parsed = read(attached(zipped(a_dot_txt=b"Ponds first.", b_dot_txt=bytes(60_000_000)), "a.zip"))
    assert [("unpacks to more" in a.problem) for a in parsed.attachments] == [False, False, True]
    assert parsed.text("attachment:2") == "Ponds first."


A = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDE = f'<p:sld xmlns:p="p" xmlns:a="{A}"><a:p><a:r><a:t>Ponds first.</a:t></a:r><a:fld><a:t>1</a:t></a:fld></a:p>{{}}</p:sld>'
ROW = "<a:tbl><a:tr><a:tc><a:p><a:t>a</a:t></a:p></a:tc><a:tc><a:p><a:t>b</a:t></a:p></a:tc></a:tr></a:tbl>"


def test_slides_are_read_in_order() -> None:
    """With tables, without the slide's number."""
    data = zipped(**{f"ppt__slides__slide{n}_dot_xml": SLIDE.format(ROW if n == 10 else "") for n in (10, 2)})
    assert read(attached(data, "a.pptx")).text("attachment:1") == "Ponds first.\n\nPonds first.\na\tb"


def test_open_document_spreadsheets_are_read() -> None:
    """As tables of a text are."""
    page = ODT.replace("office:text>", "office:spreadsheet>")
    assert read(attached(zipped(content_dot_xml=page), "a.ods")).text("attachment:1").endswith("a\tb")


def test_text_that_says_nothing_of_itself_is_read() -> None:
    """A part without name and of no type in particular; bytes that are no words are not."""
    parsed = read(attached(b"Ponds first, says our treasurer.", ""))
    assert parsed.text("attachment:1") == "Ponds first, says our treasurer."
    assert "no reader" in read(attached(bytes(range(256)), "")).attachments[0].problem


def page_picture(*lines: str) -> bytes:
    """A PDF's page as a picture (BMP): what a scanner makes of it."""
    import pypdfium2

    shown = pdf(*((60, 780 - 30 * n, line) for n, line in enumerate(lines)))
    bitmap = pypdfium2.PdfDocument(shown)[0].render(scale=2.5, grayscale=True)
    return grey_png(bytes(memoryview(bitmap.buffer).cast("B")), bitmap.width, bitmap.height, bitmap.stride)


def grey_png(rows: bytes, width: int, height: int, stride: int) -> bytes:
    """A grey picture as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    raw = b"".join(b"\0" + rows[y * stride : y * stride + width] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


SCANNED = ("We should like the ponds to be done first,", "and the paths along the river after them.")


def test_a_photographed_letter_is_read() -> None:
    """By tesseract, where it is installed."""
    need("tesseract", "tesseract-ocr")
    message = attached(page_picture(*SCANNED), "letter.png", "image/png")
    assert "ponds to be done first" in own(message)
    assert "paths along the river" in own(message)


def test_a_logo_is_not_looked_into() -> None:
    """A picture that is small, or part of how the page looks, is no letter."""
    parsed = read(attached(grey_png(bytes(10_000), 100, 100, 100), "logo.png", "image/png"))
    assert parsed.attachments[0].problem == "a picture: look whether it holds words"


@pytest.fixture
def cold() -> Iterator[None]:
    """Attachments are read by a process that is started within the test, in the surroundings that it makes."""
    WARM.end()
    yield
    WARM.end()


@pytest.mark.usefixtures("cold")
def test_without_tesseract_a_picture_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """So does a scanned PDF."""
    monkeypatch.setenv("PATH", "")
    blank = grey_png(bytes(1_000_000), 1000, 1000, 1000)
    assert "install tesseract-ocr" in read(attached(blank, "a.png", "image/png")).attachments[0].problem
    assert "scanned, install tesseract-ocr" in read(attached(pdf(), "a.pdf", "application/pdf")).attachments[0].problem
