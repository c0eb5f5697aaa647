"""Lotus Notes puts no colons behind its fields: name, day, To, cc, Subject, each on a line of its own or in columns."""

import re
from collections.abc import Sequence

from ingest.lines import Line
from ingest.quoting_headers import Introduction, author, find_email

_LABEL = re.compile(r"\s*(?:\S.{0,60}\s{3,})?(to|cc|subject)(?:\s{3,}.*|\t.*)?\s*|\s{20,}(subject)\b.*", re.I)
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d{2}")
_NAME = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}(?:/[\w ]+)*")
_REACH = 14


def may_name(text: str) -> bool:
    """Whether the fields can begin with a line of these words: an author's name or address."""
    line = text.strip()
    return bool(find_email(line) or _NAME.fullmatch(line))


def notes_block(lines: Sequence[Line], at: int) -> Introduction | None:
    """The fields of Notes that begin at a line with the author's name or address, or None."""
    if not _may_begin(lines, at):
        return None
    filled = [n for n in range(at, min(at + 2 * _REACH, len(lines))) if lines[n].text.strip()][:_REACH]
    labels = {}
    for k, n in enumerate(filled):
        found = _LABEL.fullmatch(lines[n].text)
        label = (found[1] or found[2]).lower() if found else ""
        if label and label not in labels:
            labels[label] = k
    if set(labels) != {"to", "cc", "subject"} or not 1 <= labels["to"] <= 4:
        return None
    head = " ".join(lines[n].text.strip() for n in filled[: labels["to"] + 1])
    if not _DAY.search(" ".join(lines[n].text for n in filled[: labels["subject"]])):
        return None
    last = labels["subject"]
    alone = not re.search(r"subject\s+\S", lines[filled[last]].text, re.IGNORECASE)
    end = filled[min(last + alone, len(filled) - 1)] + 1
    return Introduction(at, end, *author(_DAY.split(head)[0]), False)


def _may_begin(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text.strip()
    if find_email(text) or (_NAME.fullmatch(text) and "/" in text):
        return len(text) < 120
    below = next((line.text.strip() for line in lines[at + 1 : at + 3] if line.text.strip()), "")
    return bool(_NAME.fullmatch(text)) and below.startswith("<")
