"""Training sentences for stance: each reference in braces with a sign, whatever its domain.

`{+...}` prefer, `{-...}` oppose, `{?...}` mention, `{0...}` words that are no reference to a topic.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from classify.mention import How, Mention
from classify.network import NOT_A_REFERENCE
from classify.sentences import Block
from classify.stance import Site
from classify.units import Prompt, Unit
from config.consultation import TopicId
from ingest.message import Span

_MARKED = re.compile(r"\{([+\-?0])([^{}]+)\}")
_SIGNS = {"+": "prefer", "-": "oppose", "?": "mention", "0": NOT_A_REFERENCE}


def load_sentences(folder: Path) -> Iterator[tuple[list[Site], list[str]]]:
    """The references of each line and their labels; comment lines left out."""
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#") and _MARKED.search(line):
                yield _read(line.strip())


def _read(line: str) -> tuple[list[Site], list[str]]:
    text, mentions, labels, last = "", [], [], 0
    for mark in _MARKED.finditer(line):
        text += line[last : mark.start()]
        mentions.append((len(text), len(text) + len(mark[2])))
        text += mark[2]
        labels.append(_SIGNS[mark[1]])
        last = mark.end()
    text += line[last:]
    unit = Unit(Span("body", 0, len(text)), text, Block.PARAGRAPH, "", Prompt(), "", (), 1, 1)
    found = [Mention(a, b, _how(text[a:b]), (TopicId("2.2.a"),), score=0.9) for a, b in mentions]
    return [Site(unit, 0, m, "P0", 0) for m in found], labels


def _how(words: str) -> How:
    if re.fullmatch(r"\W*\w\W*", words):
        return How.LETTER
    if re.match(r"\W*\d", words):
        return How.FULL
    if re.search(r"\b(?:former|latter)\b", words):
        return How.ANAPHOR
    if re.match(r"(?:your|the) (?:first|second|third|fourth|last)\b", words, re.IGNORECASE):
        return How.ORDINAL
    return How.ALIAS if len(words.split()) <= 2 else How.PARAPHRASE
