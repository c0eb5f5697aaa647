"""Small files that unpack to very much, or claim to hold very much: one generator each, nothing of it is kept."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from tests.ingest.documents import W

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
MEGABYTE = 1_000_000


def packed(members: dict[str, Iterator[bytes] | bytes]) -> bytes:
    """A zip whose members are made piece by piece, so that what they unpack to is nowhere in memory."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            with archive.open(name, "w", force_zip64=True) as member:
                for piece in (content,) if isinstance(content, bytes) else content:
                    member.write(piece)
    return buffer.getvalue()


def filled(start: bytes, filling: bytes, megabytes: int, end: bytes) -> Iterator[bytes]:
    """So many megabytes of the same, between a beginning and an end."""
    yield start
    block = filling * (MEGABYTE // len(filling))
    for _ in range(megabytes):
        yield block
    yield end


def large() -> Iterator[bytes]:
    """More than a mail should hold."""
    return filled(b"", b"word ", 70, b"")


def lying(archive: bytes, size: int) -> bytes:
    """The same zip, in which every member says that it unpacks to so many bytes."""
    made = bytearray(archive)
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = made.find(mark)
        while place >= 0:
            struct.pack_into("<I", made, place + at, size)
            place = made.find(mark, place + 4)
    return bytes(made)


def word(megabytes: int) -> bytes:
    """A Word document with a paragraph of so many megabytes."""
    head = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>'.encode()
    return packed({"word/document.xml": filled(head, b"word ", megabytes, b"</w:t></w:r></w:p></w:body></w:document>")})


def many_paragraphs(megabytes: int) -> bytes:
    """As `word`, of empty paragraphs: each becomes an object of its own."""
    head = f'<w:document xmlns:w="{W}"><w:body>'.encode()
    return packed({"word/document.xml": filled(head, b"<w:p/>", megabytes, b"</w:body></w:document>")})


def entities(depth: int) -> bytes:
    """A Word document whose entities double themselves ("billion laughs")."""
    named = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, depth))
    text = f'<!DOCTYPE d [<!ENTITY e0 "lol">{named}]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e{depth - 1};</w:t></w:r></w:p></w:body></w:document>'  # noqa: E501
    return packed({"word/document.xml": text.encode()})


def text_document(megabytes: int) -> bytes:
    """An OpenDocument text of so many megabytes."""
    names = f'xmlns:office="{ODF}office:1.0" xmlns:text="{ODF}text:1.0"'
    head = f"<office:document-content {names}><office:body><office:text><text:p>".encode()
    end = b"</text:p></office:text></office:body></office:document-content>"
    return packed({"content.xml": filled(head, b"word ", megabytes, end)})


def workbook(sheet: Iterator[bytes] | bytes, strings: Iterator[bytes] | bytes = b"") -> bytes:
    """A workbook of one sheet."""
    parts: dict[str, Iterator[bytes] | bytes] = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
        b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONSHIPS}">'
        f'<Relationship Id="r" Type="{R}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="a" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>".encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="r1" '
        f'Type="{R}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
        "xl/worksheets/sheet1.xml": sheet,
    }
    return packed(parts | {"xl/sharedStrings.xml": strings or f'<sst xmlns="{S}"/>'.encode()})


def sheet_of_many_rows(megabytes: int) -> bytes:
    """A sheet of so many megabytes of rows."""
    head = f'<worksheet xmlns="{S}"><sheetData>'.encode()
    return workbook(filled(head, b"<row><c><v>1</v></c></row>", megabytes, b"</sheetData></worksheet>"))


def sheet_with_a_long_cell(megabytes: int) -> bytes:
    """A sheet with one cell of so many megabytes."""
    head = f'<worksheet xmlns="{S}"><sheetData><row><c t="inlineStr"><is><t>'.encode()
    return workbook(filled(head, b"word ", megabytes, b"</t></is></c></row></sheetData></worksheet>"))


def sheet_of_many_strings(megabytes: int) -> bytes:
    """A sheet beside so many megabytes of strings that it may name."""
    sheet = f'<worksheet xmlns="{S}"><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>'.encode()
    strings = filled(f'<sst xmlns="{S}">'.encode(), b"<si><t>a</t></si>", megabytes, b"</sst>")
    return workbook(sheet, strings)


def sheet_at_the_far_corner() -> bytes:
    """A sheet with one cell, which stands in the last row and column that there can be."""
    cell = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return workbook(f'<worksheet xmlns="{S}"><sheetData>{cell}</sheetData></worksheet>'.encode())


def zip_in_zip(depth: int, megabytes: int) -> bytes:
    """A zip in a zip in a zip, ten of the same in each."""
    inner = packed({"a.txt": filled(b"", b"word ", megabytes, b"")})
    for _ in range(depth):
        inner = packed({f"{n}.zip": inner for n in range(10)})
    return inner


def pdf_of(stream: bytes, more: str = "", box: str = "0 0 595 842", filters: str = "/FlateDecode") -> bytes:
    """A PDF of one page whose content is a packed stream."""
    head = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        f"4 0 obj<</Length {len(stream)}/Filter[{filters}]{more}>>stream\n"
    )
    return head.encode() + stream + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def deflated(start: bytes, block: bytes, times: int, end: bytes) -> bytes:
    """A zlib stream (RFC 1950) of a block so many times over, which is packed once and then only repeated."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    head = squeeze.compress(start) + squeeze.flush(zlib.Z_FULL_FLUSH)
    middle = squeeze.compress(block) + squeeze.flush(zlib.Z_FULL_FLUSH)
    tail = squeeze.compress(end) + squeeze.flush()
    check = zlib.adler32(start)
    for piece in (*([block] * times), end):
        check = _joined(check, zlib.adler32(piece), len(piece))
    return b"\x78\x9c" + head + middle * times + tail + struct.pack(">I", check)


def _joined(first: int, second: int, length: int) -> int:
    """The Adler-32 of two pieces, of which the second is so long."""
    low = ((first & 0xFFFF) + (second & 0xFFFF) - 1) % 65521
    high = ((first >> 16) + (second >> 16) + length * ((first & 0xFFFF) - 1)) % 65521
    return high << 16 | low


SPACES = b" " * MEGABYTE
ANSWER = b"BT /F1 11 Tf 20 800 Td (Our answer) Tj ET"


def pdf_of_spaces(megabytes: int) -> bytes:
    """A page of which the content is so many megabytes of nothing."""
    return pdf_of(deflated(ANSWER, SPACES, megabytes, b" "))


def pdf_packed_twice(megabytes: int) -> bytes:
    """The same, packed again: a few kilobytes."""
    return pdf_of(zlib.compress(deflated(ANSWER, SPACES, megabytes, b" "), 9), filters="/FlateDecode/FlateDecode")


def pdf_of_text(megabytes: int) -> bytes:
    """A page on which so many megabytes of text stand."""
    block = b"(Our answer) Tj 0 -1 Td " * (MEGABYTE // 24)
    return pdf_of(deflated(b"BT /F1 11 Tf 20 800 Td ", block, megabytes, b"ET"))


def pdf_of_one_huge_page() -> bytes:
    """An empty page as large as a field, which would be drawn to be looked at."""
    return pdf_of(zlib.compress(b" "), box="0 0 2000000 2000000")


def pdf_of_many_pages(pages: int) -> bytes:
    """A document that names one page so many times."""
    kids = "3 0 R " * pages
    page = pdf_of(zlib.compress(b"BT /F1 11 Tf 20 800 Td (Our answer stands here) Tj ET"))
    return page.replace(b"/Kids[3 0 R]/Count 1", f"/Kids[{kids}]/Count {pages}".encode())


def winmail(size: int, attribute: int = 0x0006800F) -> bytes:
    """A winmail.dat with an attachment that says it has so many bytes, and has twenty."""
    head = struct.pack("<IH", 0x223E9F78, 1)
    rendering = struct.pack("<BIIH12xH", 2, 0x00069002, 14, 1, 1)
    file = struct.pack("<BII", 2, attribute, size) + b"twenty bytes are here"
    return head + rendering + file


BOMBS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a Word document of one long paragraph": (lambda: word(70), "a.docx", "unpacks to more"),
    "a Word document within the limit": (lambda: word(50), "a.docx", "unpacks to more"),
    "a Word document of ten million paragraphs": (lambda: many_paragraphs(55), "a.docx", "more"),
    "a Word document that says it is small": (lambda: lying(word(70), 1000), "a.docx", "broken file"),
    "a Word document that says it is large": (lambda: lying(word(1), 0xFFFFFFF0), "a.docx", "unpacks to more"),
    "a Word document of entities": (lambda: entities(12), "a.docx", "cannot be read"),
    "an OpenDocument text": (lambda: text_document(70), "a.odt", "unpacks to more"),
    "a workbook of many rows": (lambda: sheet_of_many_rows(70), "a.xlsx", "unpacks to more"),
    "a workbook of rows within the limit": (lambda: sheet_of_many_rows(4), "a.xlsx", "cells beyond 5000 rows"),
    "a workbook with a long cell": (lambda: sheet_with_a_long_cell(70), "a.xlsx", "unpacks to more"),
    "a workbook of many strings": (lambda: sheet_of_many_strings(70), "a.xlsx", "unpacks to more"),
    "a workbook with a cell at the far corner": (sheet_at_the_far_corner, "a.xlsx", "cells beyond 5000 rows"),
    "a workbook that says it is small": (lambda: lying(sheet_of_many_rows(70), 900), "a.xlsx", "broken file"),
    "a zip in a zip in a zip": (lambda: zip_in_zip(3, 50), "a.zip", "an archive within an archive"),
    "a zip of one large file": (lambda: packed({"a.txt": large()}), "a.zip", "unpacks to more"),
    "a zip that says it is small": (lambda: lying(packed({"a.txt": large()}), 10), "a.zip", "broken file"),
    "a PDF of spaces": (lambda: pdf_of_spaces(1500), "a.pdf", "more memory or time"),
    "a PDF packed twice": (lambda: pdf_packed_twice(3000), "a.pdf", "more memory or time"),
    "a PDF of one huge page": (pdf_of_one_huge_page, "a.pdf", "cannot be read"),
    "a PDF of many pages": (lambda: pdf_of_many_pages(100_000), "a.pdf", "pages beyond the first 400"),
    "a winmail.dat with a huge file": (lambda: winmail(0x7FFFFFFF), "winmail.dat", "broken off"),
    "a winmail.dat with a huge list": (lambda: winmail(0x7FFFFFFF, 0x00069005), "winmail.dat", "broken off"),
}
"""Each bomb by its name: how it is made, as which file it comes, and what must be said of it."""
