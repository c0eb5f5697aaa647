"""HTML that Outlook wrapped in rich text, taken out again (MS-OXRTFEX 2.2 and 3.1)."""

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
_PAGE = re.compile(r"\\ansicpg(\d{3,5})")
_SKIPPED = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "info", "pict", "mhtmltag", "listtable", "listoverridetable"}
)
_SAID = {"par": "\r\n", "line": "\r\n", "tab": "\t", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
         "bullet": "•", "endash": "–", "emdash": "—"}  # fmt: skip
_SIGNS = {"~": "\u00a0", "_": "-", "-": ""}


@dataclass(slots=True)
class _Group:
    """What holds within a pair of braces: whether it is passed over, is for RTF readers alone, or is marked `\\*`."""

    skipped: bool = False
    for_rtf: bool = False
    starred: bool = False
    unicode_skip: int = 1


@dataclass(slots=True)
class _Reader:
    codepage: str
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    out: list[str] = field(default_factory=list)
    waiting: bytearray = field(default_factory=bytearray)
    passing: int = 0

    def say(self, text: str) -> None:
        group = self.groups[-1]
        if self.passing:
            text, self.passing = text[self.passing :], max(0, self.passing - len(text))
        if not group.skipped and not group.for_rtf and text:
            self.settle()
            self.out.append(text)

    def settle(self) -> None:
        """Decode the bytes that were written one by one: a character may have two."""
        if self.waiting:
            self.out.append(self.waiting.decode(self.codepage, "replace"))
            self.waiting.clear()

    def byte(self, value: int) -> None:
        group = self.groups[-1]
        if self.passing:
            self.passing -= 1
        elif not group.skipped and not group.for_rtf:
            self.waiting.append(value)

    def word(self, name: str, number: str | None) -> None:
        group = self.groups[-1]
        if name == "htmlrtf":
            group.for_rtf = number != "0"
        elif name in _SKIPPED or (group.starred and name != "htmltag"):
            group.skipped = True
        elif name == "uc":
            group.unicode_skip = min(int(number or 1), 8)
        elif name == "u" and number:
            self.say(chr(int(number) % 65536))
            self.passing = group.unicode_skip
        elif name in _SAID:
            self.say(_SAID[name])
        group.starred = False

    def brace(self, sign: str) -> None:
        self.passing = 0
        if sign == "{":
            above = self.groups[-1]
            self.groups.append(_Group(above.skipped, above.for_rtf, False, above.unicode_skip))
        elif len(self.groups) > 1:
            self.groups.pop()

    def sign(self, sign: str) -> None:
        if sign == "*":
            self.groups[-1].starred = True
        else:
            self.say(_SIGNS.get(sign, sign))


def html_within(rtf: str) -> str | None:
    """The HTML in rich text (one character a byte) that was made from HTML; None in any other."""
    if "\\fromhtml" not in rtf[:2000]:
        return None
    page = _PAGE.search(rtf[:2000])
    reader = _Reader(f"cp{page[1]}" if page else "cp1252")
    try:
        b"".decode(reader.codepage)
    except LookupError:
        reader.codepage = "utf-8" if page and page[1] == "65001" else "cp1252"
    for token in _TOKEN.finditer(rtf):
        word, number, code, sign, brace, text = token.groups()
        if code:
            reader.byte(int(code, 16))
        elif word:
            reader.word(word, number)
        elif brace:
            reader.brace(brace)
        elif sign:
            reader.sign(sign)
        elif text:
            reader.say(text)
    reader.settle()
    return "".join(reader.out)
