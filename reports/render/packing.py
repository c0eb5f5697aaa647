"""Zipped documents whose bytes depend on their contents alone: no hour of packing, no order of chance."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)


def repack(document: bytes) -> bytes:
    """The same zipped document with the earliest time that a zip can have on every member."""
    with ZipFile(BytesIO(document)) as packed:
        return pack((name, packed.read(name)) for name in packed.namelist())


def pack(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of these members in this order; `mimetype` is stored as it is, as OpenDocument wants it."""
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        for name, content in members:
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            packed.writestr(info, content)
    return out.getvalue()
