"""Office files are zip archives of XML: opened with a limit on what they may unpack to."""

import io
import zipfile
from typing import Any

from lxml import etree

from ingest.attachments.unreadable import UnreadableError

MEMBER_LIMIT = 60_000_000
_UNPACKS = "unpacks to more than a document should"
_TOO_MUCH = frozenset({2, 89, 114, 116})
"""What libxml2 says where memory ends, entities make a loop, or a text or an expansion is beyond its limits."""
Element = Any
_PARSER_SETTINGS: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
}


def open_package(data: bytes) -> zipfile.ZipFile:
    """The archive. Raises UnreadableError where it is none, or is encrypted."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise UnreadableError(
                "locked with a password, or in the old Office format; ask for a docx or pdf"
            ) from error
        raise UnreadableError("broken file (not the archive that it should be)") from error


def read_member(package: zipfile.ZipFile, name: str) -> bytes | None:
    """One member of an archive, None where there is none. Raises UnreadableError where it is larger than a document."""
    try:
        info = package.getinfo(name)
    except KeyError:
        return None
    with package.open(info) as member:
        content = member.read(MEMBER_LIMIT + 1)
    if len(content) > MEMBER_LIMIT or info.file_size > MEMBER_LIMIT:
        raise UnreadableError(_UNPACKS)
    return content


def read_xml(package: zipfile.ZipFile, name: str) -> Element | None:
    """The root of an XML member, None where there is none. Entities are not expanded, nothing is fetched."""
    content = read_member(package, name)
    if not content:
        return None
    try:
        return etree.fromstring(content, etree.XMLParser(**_PARSER_SETTINGS))
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", 0) in _TOO_MUCH:
            raise UnreadableError(_UNPACKS) from error
        raise UnreadableError(f"broken file ({name} is not well formed)") from error


def check_sizes(package: zipfile.ZipFile, names: tuple[str, ...]) -> None:
    """Raises UnreadableError where a member that begins so says that it unpacks to more than a document should.

    Where it says less than it holds, reading it stops there.
    """
    if any(member.file_size > MEMBER_LIMIT for member in package.infolist() if member.filename.startswith(names)):
        raise UnreadableError(_UNPACKS)
