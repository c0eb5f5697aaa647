"""What the letter says is already being done."""

import re

from config.consultation import UnderWay
from config.drafting.abbreviations import Abbreviation, find_abbreviations
from config.drafting.lists import FoundList
from config.drafting.outline import Block, Mark, is_heading
from config.drafting.words import has_run, stem, stems, words

RUNNING = re.compile(r"\b(?:completing|progressing|under ?way|in progress|currently|already)\b.*:$", re.IGNORECASE)
_THEME = re.compile(r"\btheme (?:for [^.]*? )?(?:is|was) (?:the )?([^.]+)\.", re.IGNORECASE)
_CONTINUED = re.compile(r"\b(?:maintain(?:ing)?|continu(?:e|ing)) our (?:contribution to|part in) (?:the )?([^.]+)\.")


def find_under_way(blocks: tuple[Block, ...], lists: tuple[FoundList, ...]) -> tuple[UnderWay, ...]:
    """The items below "we are completing ... the following:", and themes said to be running."""
    known = tuple(a for b in blocks for a in find_abbreviations(b.text) if len(a.long.split()) >= 2)
    groups = {item.group for one in lists for item in one.items}
    found = []
    for at, block in enumerate(blocks):
        if block.mark is not Mark.NUMBERED or block.label.split(".")[0] in {one.id.split(".")[0] for one in lists}:
            continue
        if RUNNING.search(block.text):
            for text in items_below(blocks[at + 1 :], groups):
                found.append(_under_way(text, block, list_of(block.text, lists), known))
        for pattern in (_CONTINUED, _THEME):
            found += [_under_way(text, block, None, known) for text in pattern.findall(block.text)]
    return tuple(found)


def _under_way(text: str, block: Block, one: FoundList | None, known: tuple[Abbreviation, ...]) -> UnderWay:
    title = re.sub(r"\s*\([A-Z][A-Za-z0-9]+\)", "", text).strip().rstrip(";,.")
    short = [a.short for a in find_abbreviations(text)]
    short += [a.short for a in known if has_run(stems(text), stems(a.long)) and a.short not in short]
    plural = [s + "s" for s in short if not s.endswith(("s", "S"))]
    return UnderWay(title[:1].upper() + title[1:], block.label, one.id if one else None, (*short, *plural))


def items_below(blocks: tuple[Block, ...], groups: set[str]) -> list[str]:
    """Bullets, and plain lines among them that are neither a sub-heading nor the heading of what comes next."""
    ends = (n for n, b in enumerate(blocks) if b.mark not in (Mark.BULLET, Mark.PLAIN) or len(b.text) > 160)
    run = blocks[: next(ends, len(blocks))]
    items = []
    for n, block in enumerate(run):
        following = run[n + 1] if n + 1 < len(run) else None
        before_plain = following is not None and following.mark is not Mark.BULLET
        if block.mark is Mark.BULLET or (is_heading(block) and block.text not in groups and before_plain):
            items.append(block.text)
    return items


def list_of(text: str, lists: tuple[FoundList, ...]) -> FoundList | None:
    """The list whose programme's name shares most words with a paragraph."""
    said = {stem(w) for w in words(text)}
    shared = {one.id: len(said & ({stem(w) for w in words(one.name)} - {"programme"})) for one in lists}
    best = max(lists, key=lambda one: shared[one.id], default=None)
    return best if best and shared[best.id] else None
