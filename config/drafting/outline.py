"""A letter's text as marked blocks: numbered sections and paragraphs, lettered topics, bullets, questions."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What a block begins with."""

    SECTION = "section"  # 2. Research programme
    NUMBERED = "numbered"  # 2.2. We would like to get your views ...
    LETTERED = "lettered"  # a) Title: description; also (B), (iii), T4:
    QUESTION = "question"  # Q1: Do you have ...
    BULLET = "bullet"  # - Unpaid work
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: its mark, the label of the mark (a number or letter, else empty) and its words."""

    mark: Mark
    label: str
    text: str


_MARKS = (
    (Mark.NUMBERED, re.compile(r"(\d{1,2}\.\d{1,2})[.)]?\s+(\S.*)")),
    (Mark.SECTION, re.compile(r"(\d{1,2})[.)]\s+([A-Z].*)")),
    (Mark.QUESTION, re.compile(r"(?:Q|Question)\s*(\d{1,2})\s*[:.)–—-]?\s+(\S.*)")),
    (Mark.LETTERED, re.compile(r"\(?([a-z]|[A-Z](?!\.)|[ivx]{2,4})[).]\s+(\S.*)")),
    (Mark.LETTERED, re.compile(r"\(?([A-Z]{1,2}\d{1,2})(?:[).:]|\s[–—-])\s+(\S.*)")),
    (Mark.BULLET, re.compile(r"([-•·*▪–])\s+(\S.*)")),
)
_WRAPPED_LENGTH = 55


def split_paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a letter, each on one line; wrapped lines are joined, marked lines begin a new one."""
    paragraphs: list[str] = []
    for chunk in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\ufeff", "").replace("\f", "\n\n")):
        before = ""
        for line in (" ".join(raw.split()) for raw in chunk.split("\n")):
            if not line:
                continue
            if before and len(before) >= _WRAPPED_LENGTH and read_block(line).mark is Mark.PLAIN:
                paragraphs[-1] += " " + line
            else:
                paragraphs.append(line)
            before = line
    return tuple(paragraphs)


def read_block(paragraph: str) -> Block:
    """One paragraph with its mark taken off."""
    for mark, pattern in _MARKS:
        if found := pattern.fullmatch(paragraph):
            return Block(mark, "" if mark is Mark.BULLET else found[1], found[2].strip())
    return Block(Mark.PLAIN, "", paragraph)


def read_outline(paragraphs: tuple[str, ...]) -> tuple[Block, ...]:
    """All paragraphs with their marks."""
    return tuple(read_block(paragraph) for paragraph in paragraphs)


def is_heading(block: Block) -> bool:
    """Whether a plain block can be a heading: short, and no sentence."""
    return block.mark is Mark.PLAIN and len(block.text) <= 80 and not block.text.endswith((".", ":", ";", "?", ","))


def body_of(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """The letter without its head (letterhead, addressees) and its foot (signature, copies)."""
    marked = [n for n, p in enumerate(paragraphs) if read_block(p).mark not in (Mark.PLAIN, Mark.BULLET)]
    return paragraphs[marked[0] : marked[-1] + 1] if marked else paragraphs
