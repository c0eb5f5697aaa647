"""Who wrote, when, by when an answer is wanted, and where it goes."""

import calendar
import re
from datetime import date

from config.drafting.outline import Block, Mark

_MONTHS = tuple(calendar.month_name)[1:]
_DATE = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({'|'.join(_MONTHS)}),? (\d{{4}})\b")
_DEADLINE = re.compile(r"\b(?:by|before|no later than|closes? on|until)\b[^.]{0,40}$", re.IGNORECASE)
_ANSWER = re.compile(r"\b(?:repl|respon|comment|view|answer|hear from)", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_LETTERHEAD = re.compile(r"\S@\S|\bwww\.|https?://", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:Re|Subject|Ref)\s*:\s*(.+)", re.IGNORECASE)


def find_dates(text: str) -> list[tuple[int, date]]:
    """Every day written out in a text, with its place."""
    found = []
    for match in _DATE.finditer(text):
        try:
            found.append((match.start(), date(int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))))
        except ValueError:
            continue
    return found


def find_sent_on(blocks: tuple[Block, ...]) -> date | None:
    """The date that stands alone at the head, before the first section."""
    for block in head_of(blocks):
        days = find_dates(block.text)
        if days and len(block.text) <= 40:
            return days[0][1]
    return None


def find_deadline_on(blocks: tuple[Block, ...], sent_on: date | None) -> date | None:
    """The day "by" which comments, views or replies are asked for; the one named most often after the sending."""
    days = []
    for block in blocks:
        if _ANSWER.search(block.text):
            found = find_dates(block.text)
            days += [day for at, day in found if _DEADLINE.search(block.text[:at]) and (not sent_on or day > sent_on)]
    return max(days, key=lambda day: (days.count(day), -day.toordinal())) if days else None


def find_mailboxes(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The addresses printed in the letter, first the one to which answers are to be sent."""
    asked: list[str] = []
    others: list[str] = []
    for block in blocks:
        found = [address.rstrip(".") for address in _ADDRESS.findall(block.text)]
        (asked if _ANSWER.search(block.text) else others).extend(found)
    return tuple(dict.fromkeys(address.lower() for address in asked + others))


def find_sender(blocks: tuple[Block, ...]) -> str:
    """The first line of the letterhead."""
    first = blocks[0].text if blocks and blocks[0].mark is Mark.PLAIN else ""
    return first if len(first) <= 100 and not first.startswith("Dear") else ""


def find_title(blocks: tuple[Block, ...]) -> str:
    """What stands after "Re:", or the first heading that speaks of a consultation and is no address of one."""
    for block in blocks:
        if found := _SUBJECT.fullmatch(block.text):
            return found[1]
    plain = (b.text for b in blocks if b.mark is Mark.PLAIN and len(b.text) <= 160 and not _LETTERHEAD.search(b.text))
    return next((text for text in plain if "consultation" in text.casefold()), "")


def head_of(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks before the first section or numbered paragraph."""
    for n, block in enumerate(blocks):
        if block.mark in (Mark.SECTION, Mark.NUMBERED):
            return blocks[:n]
    return blocks
