"""Abbreviations that a letter explains in brackets: "home fire safety visits (HFSV)"."""

import re
from dataclasses import dataclass

from config.drafting.words import SMALL

_BRACKETED = re.compile(r"\(([A-Za-z0-9&]{2,8})\)")
_SPOKEN = {"2": "t", "4": "f"}  # D2A: discharge to assess


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and the words that it stands for; these are empty where they cannot be told."""

    short: str
    long: str


def find_abbreviations(text: str) -> tuple[Abbreviation, ...]:
    """Every abbreviation in brackets; capitals are what tells it from another bracket."""
    found = []
    for match in _BRACKETED.finditer(text):
        if sum(c.isupper() or c.isdigit() for c in match[1]) >= 2 and not match[1].isdigit():
            found.append(Abbreviation(match[1], _words_before(text[: match.start()], match[1])))
    return tuple(found)


def _words_before(text: str, short: str) -> str:
    """The words whose initials, small words skipped or not, make up the short form (Schwartz and Hearst, 2003)."""
    letters = [_SPOKEN.get(c, c) for c in short.casefold() if c.isalnum()]
    if len(letters) > 2 and letters[-1] == "s" and short[-1] == "s":
        letters.pop()
    run = re.findall(r"[\w'’]+", re.split(r"[.;:!?()]", text)[-1])
    for length in range(1, min(len(run), len(letters) + 4) + 1):
        part = run[-length:]
        if part[0].casefold()[0] == letters[0] and _initials_fit(part, letters):
            return " ".join(part)
    return ""


def _initials_fit(part: list[str], letters: list[str]) -> bool:
    place = 0
    for word in part:
        if place < len(letters) and word.casefold().startswith(letters[place]):
            place += 1
        elif word.casefold() not in SMALL:
            return False
    return place == len(letters)
