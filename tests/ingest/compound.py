"""A small writer of compound files (MS-CFB, version 3), for Outlook's .msg and old Word documents."""

import struct
from dataclasses import dataclass, field

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5
Tree = dict[str, "bytes | Tree"]


@dataclass
class Entry:
    """One line of the directory."""

    name: str
    kind: int
    data: bytes = b""
    start: int = END
    size: int = 0
    right: int = FREE
    child: int = FREE

    def packed(self) -> bytes:
        """The 128 bytes of the line."""
        name = self.name.encode("utf-16-le") + b"\0\0"
        head = name.ljust(64, b"\0") + struct.pack("<HBB3I", len(name), self.kind, 1, FREE, self.right, self.child)
        return head + bytes(16 + 4 + 16) + struct.pack("<IQ", self.start, self.size)


@dataclass
class Sectors:
    """Chains of sectors of one size, with their table."""

    size: int
    table: list[int] = field(default_factory=list)
    data: bytearray = field(default_factory=bytearray)

    def add(self, content: bytes) -> int:
        """Put content at the end; its first sector's number."""
        if not content:
            return END
        first = len(self.table)
        count = -(-len(content) // self.size)
        self.table += [*range(first + 1, first + count), END]
        self.data += content.ljust(count * self.size, b"\0")
        return first


def compound(tree: Tree) -> bytes:
    """The file with these storages (dictionaries) and streams (bytes)."""
    entries = [Entry("Root Entry", ROOT)]
    _add(entries, 0, tree)
    big, small = Sectors(SECTOR), Sectors(MINI)
    for entry in entries[1:]:
        if entry.kind == STREAM:
            entry.size = len(entry.data)
            entry.start = (small if entry.size < CUTOFF else big).add(entry.data)
    entries[0].size = len(small.data)
    entries[0].start = big.add(bytes(small.data))
    directory = big.add(b"".join(entry.packed() for entry in entries))
    mini_table = struct.pack(f"<{len(small.table)}I", *small.table)
    mini_start = big.add(mini_table.ljust(-(-len(mini_table) // SECTOR) * SECTOR, b"\xff"))
    count = 1
    while (len(big.table) + count) * 4 > count * SECTOR:
        count += 1
    first = len(big.table)
    table = struct.pack(f"<{first + count}I", *big.table, *[FAT] * count).ljust(count * SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, count, directory, 0, CUTOFF, mini_start, len(mini_table) // SECTOR + 1, END, 0)
    places = [*range(first, first + count)]
    return header + struct.pack("<109I", *places, *[FREE] * (109 - count)) + bytes(big.data) + table


def _add(entries: list[Entry], parent: int, tree: Tree) -> None:
    before = 0
    for name, content in sorted(tree.items(), key=lambda item: (len(item[0]), item[0].upper())):
        number = len(entries)
        entries.append(Entry(name, STORAGE if isinstance(content, dict) else STREAM))
        if before:
            entries[before].right = number
        else:
            entries[parent].child = number
        before = number
        if isinstance(content, dict):
            _add(entries, number, content)
        else:
            entries[number].data = content
