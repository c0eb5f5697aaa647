"""List marks of Word documents: what stands before a paragraph, counted as Word counts (ECMA-376 part 1, 17.9)."""

import re
from dataclasses import dataclass, field

from ingest.attachments.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _value(element: Element | None, name: str = "val") -> str:
    return "" if element is None else str(element.get(W + name) or "")


def _shown(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and number < 40:
        out, left = "", number
        for value, mark in _ROMAN:
            out += mark * (left // value)
            left %= value
        return out.upper() if form == "upperRoman" else out
    return str(number)


@dataclass(slots=True)
class Numbering:
    """The lists of a document with their counters, and the lists that paragraph styles belong to."""

    levels: dict[tuple[str, int], tuple[str, str, int]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    counters: dict[tuple[str, int], int] = field(default_factory=dict)

    def mark(self, paragraph: Element) -> str:
        """The mark of a list paragraph ("- ", "2. ", "b) "); empty for any other."""
        properties = paragraph.find(W + "pPr")
        if properties is None:
            return ""
        style = _value(properties.find(W + "pStyle"))
        numbered = properties.find(W + "numPr")
        if numbered is not None:
            level = _value(numbered.find(W + "ilvl"))
            key = (_value(numbered.find(W + "numId")), int(level) if level.isdigit() else 0)
        elif style in self.styles:
            key = self.styles[style]
        else:
            return "- " if "list bullet" in self.names.get(style, "").lower() else ""
        return "" if key[0] == "0" else self._next(key)

    def _next(self, key: tuple[str, int]) -> str:
        form, pattern, start = self.levels.get(key, ("bullet", "", 1))
        if form == "bullet":
            return "- "
        if form == "none":
            return ""
        number, level = key
        self.counters[key] = self.counters.get(key, start - 1) + 1
        for deeper in range(level + 1, 9):
            self.counters.pop((number, deeper), None)

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            own = self.levels.get((number, at), ("decimal", "", 1))
            return _shown(self.counters.get((number, at), own[2]), own[0])

        return re.sub(r"%(\d)", shown, pattern or f"%{level + 1}.").strip() + " "


def read_numbering(numbering: Element | None, styles: Element | None) -> Numbering:
    """The lists of numbering.xml and styles.xml, either of which a document may lack."""
    result = Numbering()
    abstract: dict[str, Element] = {}
    if numbering is not None:
        abstract = {str(a.get(W + "abstractNumId")): a for a in numbering.findall(W + "abstractNum")}
        for number in numbering.findall(W + "num"):
            name = str(number.get(W + "numId"))
            for level in abstract.get(_value(number.find(W + "abstractNumId")), ()):
                if level.tag == W + "lvl":
                    start = _value(level.find(W + "start"))
                    result.levels[(name, int(level.get(W + "ilvl") or 0))] = (
                        _value(level.find(W + "numFmt")) or "decimal",
                        _value(level.find(W + "lvlText")),
                        int(start) if start.isdigit() else 1,
                    )
    for style in styles.findall(W + "style") if styles is not None else ():
        name = str(style.get(W + "styleId"))
        result.names[name] = _value(style.find(W + "name"))
        numbered = style.find(f"{W}pPr/{W}numPr")
        if numbered is not None and _value(numbered.find(W + "numId")):
            level = _value(numbered.find(W + "ilvl"))
            result.styles[name] = (_value(numbered.find(W + "numId")), int(level) if level.isdigit() else 0)
    return result
