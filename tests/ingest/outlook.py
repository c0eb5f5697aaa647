"""Outlook's own files, made here: .msg, winmail.dat and old Word documents, with nothing in them but our own words."""

import struct
from datetime import UTC, datetime

from compressed_rtf import compress

from tests.ingest.compound import Tree, compound

_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
Value = str | bytes | int | datetime


def properties(header: int, **values: Value) -> Tree:
    """The streams of a mail, recipient or attachment with properties named like `x0037`; `header` bytes go before."""
    tree: Tree = {}
    table = bytes(header)
    for name, value in values.items():
        tag = int(name[1:], 16)
        if isinstance(value, int):
            table += struct.pack("<HHIii", 3, tag, 6, value, 0)
        elif isinstance(value, datetime):
            ticks = int((value - _EPOCH).total_seconds()) * 10_000_000
            table += struct.pack("<HHIQ", 0x40, tag, 6, ticks)
        else:
            kind, data = (0x001F, value.encode("utf-16-le")) if isinstance(value, str) else (0x0102, value)
            tree[f"__substg1.0_{tag:04X}{kind:04X}"] = data
            table += struct.pack("<HHIII", kind, tag, 6, len(data), 0)
    tree["__properties_version1.0"] = table
    return tree


def message(*files: Tree, people: tuple[Tree, ...] = (), inner: bool = False, **values: Value) -> Tree:
    """The storages of a mail with its recipients and attachments; `inner` where it is an attachment itself."""
    tree = properties(24 if inner else 32, **values)
    tree.update({f"__recip_version1.0_#{n:08X}": person for n, person in enumerate(people)})
    tree.update({f"__attach_version1.0_#{n:08X}": file for n, file in enumerate(files)})
    return tree


def person(name: str, address: str, kind: int = 1) -> Tree:
    """A recipient: 1 is To, 2 is Cc."""
    return properties(8, x3001=name, x39FE=address, x0C15=kind)


def file(name: str, data: bytes, kind: str = "application/octet-stream") -> Tree:
    """An attachment."""
    return properties(8, x3707=name, x3701=data, x370E=kind, x3705=1)


def forwarded(tree: Tree) -> Tree:
    """A mail as an attachment."""
    return {**properties(8, x3001="A mail", x3705=5), "__substg1.0_3701000D": tree}


def msg(*files: Tree, people: tuple[Tree, ...] = (), **values: Value) -> bytes:
    """A .msg file."""
    return compound(message(*files, people=people, inner=False, **values))


def wrapped_rtf(page: str) -> bytes:
    """HTML as Outlook keeps it: in rich text, compressed."""
    tagged = page.replace("<p>", r"{\*\htmltag64 <p>}").replace("</p>", r"{\*\htmltag72 </p>}\htmlrtf \par\htmlrtf0 ")
    body = "".join(c if c.isascii() else f"\\'{c.encode('cp1252').hex()}" for c in tagged)
    rtf = r"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\*\generator Riched20;}" + body + "}"
    return bytes(compress(rtf.encode("ascii"), True))


def winmail(rtf: bytes, *files: tuple[str, bytes], plain: bytes = b"") -> bytes:
    """A winmail.dat with a body of compressed rich text, or of plain text, and files."""
    out = struct.pack("<IH", 0x223E9F78, 1)
    out += _attribute(1, 0x00089006, struct.pack("<I", 0x10000)) + _attribute(
        1, 0x00069007, struct.pack("<II", 1252, 0)
    )
    if plain:
        out += _attribute(1, 0x0002800C, plain + b"\0")
    if rtf:
        padded = rtf.ljust(-(-len(rtf) // 4) * 4, b"\0")
        out += _attribute(1, 0x00069003, struct.pack("<IHHII", 1, 0x0102, 0x1009, 1, len(rtf)) + padded)
    for name, data in files:
        out += _attribute(2, 0x00069002, bytes(14))
        out += _attribute(2, 0x00018010, name.encode("cp1252") + b"\0") + _attribute(2, 0x0006800F, data)
    return out


def _attribute(level: int, number: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def old_word(text: str, notes: str = "") -> bytes:
    """A Word document of the binary format: the text in one piece of one byte a character, notes in one of two."""
    main = bytearray(0x600)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", main, 0x0A, 0x0200)
    struct.pack_into("<8i", main, 0x4C, len(text), len(notes), 0, 0, 0, 0, 0, 0)
    narrow, wide = len(main), len(main) + len(text)
    main += text.encode("cp1252") + notes.encode("utf-16-le")
    plc = struct.pack("<3I", 0, len(text), len(text) + len(notes))
    plc += struct.pack("<HIH", 0, narrow * 2 | 0x40000000, 0) + struct.pack("<HIH", 0, wide, 0)
    clx = b"\x01" + struct.pack("<H", 2) + b"xx" + b"\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<2I", main, 0x01A2, 0, len(clx))
    return compound({"WordDocument": bytes(main), "1Table": clx})
