"""Archives of files (zip), opened one level deep and with a limit on what they may unpack to."""

import zipfile

from ingest.attachments.package import open_package
from ingest.attachments.packed import BYTES_LIMIT, FILES_LIMIT, Packed
from ingest.attachments.unreadable import UnreadableError

LOCKED = 0x1
UTF8_NAME = 0x800
_NOISE = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def unpack(data: bytes) -> list[Packed]:
    """The files in an archive, in order; one that is too large or too many is named with the reason.

    Raises UnreadableError where the archive is broken or locked.
    """
    package = open_package(data)
    members = [m for m in package.infolist()[: 20 * FILES_LIMIT] if not m.is_dir() and not _is_noise(m.filename)]
    if any(member.flag_bits & LOCKED for member in members):
        raise UnreadableError("locked with a password; ask for it without")
    found: list[Packed] = []
    size = 0
    for member in members[:FILES_LIMIT]:
        content = _content(package, member, BYTES_LIMIT - size)
        size += len(content or b"")
        problem = "" if content is not None else "cannot be read: unpacks to more than a mail should hold"
        found.append(Packed(_name(member), "application/octet-stream", content or b"", problem=problem))
    if len(members) > FILES_LIMIT:
        problem = f"cannot be read: only the first {FILES_LIMIT} files of an archive are opened"
        found.append(Packed("", "application/octet-stream", b"", problem=problem))
    return found


def _content(package: zipfile.ZipFile, member: zipfile.ZipInfo, room: int) -> bytes | None:
    """The bytes of a member, None where it is larger than there is room: its own word is not taken for it."""
    if member.file_size > room:
        return None
    with package.open(member) as opened:
        content = opened.read(room + 1)
    return content if len(content) <= room else None


def _is_noise(name: str) -> bool:
    return name.startswith(_NOISE[0]) or name.rsplit("/", 1)[-1] in _NOISE


def _name(member: zipfile.ZipInfo) -> str:
    """The name; programs that do not say in what characters they write it mostly use UTF-8 all the same."""
    if member.flag_bits & UTF8_NAME:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename
