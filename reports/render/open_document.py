"""What OpenDocument texts and spreadsheets share: how they are packed, and what XML cannot hold."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from reports.render.packing import pack
from reports.report import Report

_THUMBNAIL = "Thumbnails/thumbnail.png"
"""A picture of an empty page that comes with odfdo's own templates."""


def pack_document(document: Any, report: Report) -> bytes:
    """With the report's moment instead of the hour of writing, and members in order."""
    document.meta.title = clean_text(report.title)
    document.meta.creator = document.meta.initial_creator = "Soundings"
    for moment in ("date", "creation_date"):
        setattr(document.meta, moment, report.made_at.replace(tzinfo=None))
    document.container.del_part(_THUMBNAIL)
    document.manifest.del_full_path(_THUMBNAIL)
    out = BytesIO()
    document.save(out)
    with ZipFile(BytesIO(out.getvalue())) as packed:
        names = sorted(packed.namelist(), key=lambda name: (name != "mimetype", name))
        return pack((name, packed.read(name)) for name in names)


def clean_text(text: str) -> str:
    """Without what XML cannot hold."""
    kept = (c for c in text if c in "\n\t" or ord(c) >= 32)
    return "".join(c for c in kept if not 0xD800 <= ord(c) <= 0xDFFF and c not in "￾￿")
