"""Small real files of the kinds that people attach."""
# ruff: noqa: E501 - mails and documents stand as they are sent

import io
import zipfile
from email.message import EmailMessage

from tests.ingest.reading import mail

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(**members: str | bytes) -> bytes:
    """A zip archive; `__` in a name stands for a slash, `_dot_` for a full stop."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


def docx(body: str, **members: str) -> bytes:
    """A Word document of the given body."""
    names = (
        f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    root = f"<w:document {names}><w:body>{body}</w:body></w:document>"
    return zipped(word__document_dot_xml=root, **{f"word__{k}_dot_xml": v for k, v in members.items()})


def p(text: str, properties: str = "") -> str:
    """A Word paragraph."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(*lines: tuple[int, int, str]) -> bytes:
    """A PDF of one page with lines of text at (x, y)."""
    stream = "BT /F1 11 Tf " + " ".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj" for x, y, text in lines) + " ET"
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        f"4 0 obj<</Length {len(stream)}>>stream\n{stream}\nendstream endobj\n"
        "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    ).encode("latin-1")


def attached(data: bytes, name: str, type_: str = "application/octet-stream") -> EmailMessage:
    """A mail with one file."""
    message = mail("Please find our answer attached.")
    main, _, sub = type_.partition("/")
    message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message
