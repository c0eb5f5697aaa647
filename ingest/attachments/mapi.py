"""A mail as Outlook keeps it: the properties of a storage in a compound file (MS-OXMSG, MS-OXPROPS)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import olefile

_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_ROOT_HEADER, _EMBEDDED_HEADER, _OTHER_HEADER = 32, 24, 8
_PAGES = {65001: "utf-8", 20127: "ascii", 28591: "latin-1", 1200: "utf-16-le", 28605: "iso-8859-15"}


@dataclass(frozen=True, slots=True)
class Storage:
    """One storage of the file: a mail, a recipient or an attachment, found by its path."""

    file: Any
    path: tuple[str, ...] = ()

    def stream(self, name: str) -> bytes | None:
        """The bytes of a stream in this storage, None where there is none."""
        path = [*self.path, name]
        if not self.file.exists(path) or self.file.get_type(path) != olefile.STGTY_STREAM:
            return None
        with self.file.openstream(path) as opened:
            return bytes(opened.read())

    def below(self, start: str) -> Iterator["Storage"]:
        """The storages in this one whose name begins so, in order."""
        depth = len(self.path)
        found = {
            tuple(path[: depth + 1])
            for path in self.file.listdir(streams=True, storages=True)
            if tuple(path[:depth]) == self.path and len(path) > depth and path[depth].lower().startswith(start)
        }
        return (Storage(self.file, path) for path in sorted(found))

    def binary(self, tag: int) -> bytes | None:
        """A property of bytes by its number."""
        return self.stream(f"__substg1.0_{tag:04X}0102")

    def text(self, tag: int) -> str:
        """A property of characters by its number; empty where there is none."""
        wide = self.stream(f"__substg1.0_{tag:04X}001F")
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self.stream(f"__substg1.0_{tag:04X}001E")
        if narrow is None:
            return ""
        return narrow.decode(self.codepage(0x3FFD), "replace").rstrip("\0")

    def number(self, tag: int) -> int | None:
        """A property of a whole number or of yes and no."""
        value = self._fixed(tag)
        return int(struct.unpack("<i", value[:4])[0]) if value else None

    def moment(self, tag: int) -> datetime | None:
        """A property of a time, in UTC."""
        value = self._fixed(tag)
        try:
            return _EPOCH + timedelta(microseconds=struct.unpack("<Q", value)[0] // 10) if value else None
        except OverflowError:
            return None

    def codepage(self, tag: int) -> str:
        """The codec of a property that names a Windows code page; Windows-1252 where it names none that is known."""
        number = self.number(tag) or Storage(self.file).number_at_root(tag) or 1252
        name = _PAGES.get(number, f"cp{number}")
        try:
            b"".decode(name)
        except LookupError:
            return "cp1252"
        return name

    def number_at_root(self, tag: int) -> int | None:
        """A whole number of the outermost mail."""
        return self.number(tag) if not self.path else None

    def _fixed(self, tag: int) -> bytes | None:
        table = self.stream("__properties_version1.0") or b""
        name = self.path[-1].lower() if self.path else ""
        start = _OTHER_HEADER if name.startswith(("__attach", "__recip")) else _EMBEDDED_HEADER
        for at in range(start if self.path else _ROOT_HEADER, len(table) - 15, 16):
            if struct.unpack_from("<H", table, at + 2)[0] == tag:
                return table[at + 8 : at + 16]
        return None
