"""What invented replies have attached: the answers as a document, a picture in the signature, or both."""

from email.message import EmailMessage
from io import BytesIO
from random import Random

from docx import Document

_DOCX = "vnd.openxmlformats-officedocument.wordprocessingml.document"


def attach(message: EmailMessage, paragraphs: list[str], chance: Random) -> None:
    """Attach something to a mail: mostly a picture that says nothing, at times the reply itself."""
    if chance.random() < 0.7:
        picture = b"\x89PNG\r\n\x1a\n" + chance.randbytes(chance.randrange(8_000, 60_000))
        message.add_attachment(picture, maintype="image", subtype="png", filename="image001.png")
    if chance.random() < 0.5:
        message.add_attachment(_document(paragraphs), maintype="application", subtype=_DOCX, filename="Response.docx")


def _document(paragraphs: list[str]) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    written = BytesIO()
    document.save(written)
    return written.getvalue()
