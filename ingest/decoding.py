"""Bytes to text where the label is missing, wrong or a lie."""

import codecs
import re

_LATIN = frozenset({"iso8859-1", "ascii", "cp1252"})
_NOT_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "unicode_escape", "raw-unicode-escape", "mbcs", "oem"})
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "iso8859-9": "cp1254"}
_SINGLE_BYTE = re.compile(r"iso8859-|cp12|cp8|koi8|mac")
_RESPELT = (
    (re.compile(r"^(iso-8859-\d+)-[ei]$"), r"\1"),
    (re.compile(r"^(?:cp|windows|ibm|x-cp|win)[-_]?(\d{3,4}).*"), r"cp\1"),
    (re.compile(r"^x-(.+)"), r"\1"),
    (re.compile(r"^(utf-?(?:8|16)).*"), r"\1"),
)
"""Other spellings of names: visual order, `cp-850`, `x-mac-roman`, `utf8mb4`."""
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0xA0)}
_WINDOWS_TABLE = {byte: char for byte, char in _WINDOWS.items() if char != "\ufffd"}


def decode_windows(data: bytes) -> str:
    """Windows-1252, with the five bytes that it leaves open as in ISO 8859-1."""
    return data.decode("latin-1").translate(_WINDOWS_TABLE)


def _codec(charset: str) -> str | None:
    """The codec of a charset's name; of one that is always a part of a wider one in mail, the wider."""
    name = charset.strip().strip("\"'").lower()[:60]
    for spelling in (name, *(pattern.sub(to, name) for pattern, to in _RESPELT)):
        try:
            info = codecs.lookup(spelling.replace("mac-roman", "mac_roman"))
        except (LookupError, ValueError, UnicodeError):
            continue
        if info.name in _NOT_CHARSETS or not getattr(info, "_is_text_encoding", True):
            return None
        return _WIDER.get(info.name, info.name)
    return None


def decode_bytes(data: bytes, charset: str | None) -> tuple[str, str]:
    """Text of bytes said to be in `charset`, and a problem where that was not so (empty where all is well)."""
    name = _codec(charset) if charset else None
    problem = f"unknown character set {charset[:40]!r}" if charset and name is None else ""
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(codec, "replace"), problem
    if name is None or name in _LATIN or name == "utf-8":
        return _utf8_or_windows(data, name, problem)
    if _is_utf8_after_all(data, name):
        return data.decode("utf-8"), problem
    try:
        return data.decode(name), problem
    except (UnicodeError, ValueError):
        return data.decode(name, "replace"), problem or f"bytes that are not {name}"


def _is_utf8_after_all(data: bytes, name: str) -> bool:
    """Whether bytes under another label are UTF-8: that is never so by chance, nor is wide text without a NUL."""
    single = bool(_SINGLE_BYTE.match(name)) and not data.isascii()
    wide = name.startswith(("utf-16", "utf-32")) and b"\0" not in data
    if not single and not wide:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _utf8_or_windows(data: bytes, name: str | None, problem: str) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), problem
    except UnicodeDecodeError as wrong:
        if name != "utf-8":
            return decode_windows(data), problem
        lossy = data.decode("utf-8", "replace")
        torn = lossy.count("\ufffd")
        good = sum(1 for char in lossy if char > "\x7f") - torn
        if torn <= good or len(data) - wrong.start < 4:
            return lossy, problem or "bytes that are not utf-8"
        return decode_windows(data), problem or "said to be utf-8, read as windows-1252"


def html_charset(data: bytes) -> str | None:
    """The character set that an HTML page names in its head, if any."""
    found = _META.search(data[:2048])
    name = found[1].decode("ascii") if found else None
    return "utf-8" if name and name.lower().startswith("utf-16") else name
