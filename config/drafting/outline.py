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
    """All paragraphs with their marks; 1. 2. 3. right below a numbered paragraph are its items, as a) b) c) are."""
    blocks = [read_block(paragraph) for paragraph in paragraphs]
    for at, block in enumerate(blocks):
        if block.mark is Mark.SECTION and _is_item(block, _above(blocks[:at]), blocks[at + 1 : at + 2]):
            blocks[at] = Block(Mark.LETTERED, _LETTERS[int(block.label) - 1], block.text)
    return tuple(blocks)


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _above(blocks: list[Block]) -> Block | None:
    """The nearest block above that is no heading."""
    return next((block for block in reversed(blocks) if not is_heading(block)), None)


def _is_item(block: Block, above: Block | None, below: list[Block]) -> bool:
    """Whether what begins as a section does counts on below a numbered paragraph, and heads nothing of its own."""
    place = int(block.label) - 1
    if above is None or not 0 <= place < len(_LETTERS):
        return False
    begins = place == 0 and above.mark is Mark.NUMBERED
    goes_on = place > 0 and above.mark is Mark.LETTERED and above.label == _LETTERS[place - 1]
    heads = any(b.mark is Mark.QUESTION or (b.mark is Mark.NUMBERED and b.label == f"{place + 1}.1") for b in below)
    like_it = begins or _is_explained(block) or not _is_explained(above)
    return (begins or goes_on) and like_it and not heads


def _is_explained(block: Block) -> bool:
    return re.search(r"[:.]\s|\s[–—-]\s", block.text) is not None


def is_heading(block: Block) -> bool:
    """Whether a plain block can be a heading: short, and no sentence."""
    return block.mark is Mark.PLAIN and len(block.text) <= 80 and not block.text.endswith((".", ":", ";", "?", ","))


def body_of(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """The letter without its head (letterhead, addressees) and its foot (signature, copies)."""
    marked = [n for n, p in enumerate(paragraphs) if read_block(p).mark not in (Mark.PLAIN, Mark.BULLET)]
    return paragraphs[marked[0] : marked[-1] + 1] if marked else paragraphs
