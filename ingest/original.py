"""A mail as it came: the pages of its body, and its attachments byte by byte. For who wants to see more than texts."""

from config.consultation import Letter
from ingest.body import TEXT_LIMIT, is_body
from ingest.decoding import decode_bytes, html_charset
from ingest.mime import read_message
from ingest.parse import gather
from ingest.tree import walk
from ingest.wrapped import unwrapped

PAGES = ("text/html", "application/xhtml+xml")


def original_pages(raw: bytes) -> tuple[str, ...]:
    """The HTML of a mail's body as it was sent, cut at four million bytes each; empty where it is plain text.

    Never raises; what it gives is not to be trusted.
    """
    try:
        message, _ = read_message(raw)
        pages = [leaf for leaf in unwrapped(walk(message).leaves) if is_body(leaf) and leaf.content_type in PAGES]
        return tuple(
            decode_bytes(p.data[: 4 * TEXT_LIMIT], p.charset or html_charset(p.data))[0] for p in pages if p.data
        )
    except Exception:  # noqa: BLE001 (as in parsing: a mail that cannot be read has no pages)
        return ()


def attached_bytes(raw: bytes, letter: Letter, part: str) -> bytes | None:
    """The bytes of the attachment of that name ("attachment:1"), also of one within another; None for none such."""
    try:
        return gather(raw, letter).files.get(part)
    except Exception:  # noqa: BLE001 (likewise)
        return None
