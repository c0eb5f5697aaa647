"""The lettered lists under numbered paragraphs, and the questions asked about them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from config.consultation import ListId, Question, QuestionId, QuestionRole
from config.drafting.outline import Block, Mark, is_heading
from config.drafting.words import stem, words

_NUMBER_WORDS = "zero one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {word: number for number, word in enumerate(_NUMBER_WORDS.split(" "))}
_PROPOSAL = re.compile(
    r"\b(?:additional|alternative|other|further|new|your own|more)\b[^?]*"
    r"\b(?:proposal|suggestion|idea|topic|project|subject|theme|stud(?:y|ies)\b)"
    r"|\b(?:beyond|besides|apart from|other than) (?:those|the ones|these|what is)\b"
    r"|\bnot (?:in|on|under|listed|among|named|covered)\b[^?]*",
    re.IGNORECASE,
)
_INVITES = re.compile(r"\b(?:suggest|propos|other (?:ideas|topics)|alternativ|additional|missed)", re.IGNORECASE)
_ASKS = re.compile(r"\bplease (?:give|tell|outline|say|state|explain|set out)\b", re.IGNORECASE)
_PROGRAMME_TAIL = re.compile(r"\s+[-–—:]\s+.*$")


@dataclass(frozen=True, slots=True)
class Item:
    """A lettered item as found: the sub-heading that it stands under, its title and description.

    `letter` is by its place; `code` is what the letter calls it where that is no letter, "T4".
    """

    letter: str
    group: str
    title: str
    description: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class FoundList:
    """A lettered list: paragraph number, heading of its section, how many will be chosen (0: not said), and items."""

    id: ListId
    heading: str
    limit: int
    items: tuple[Item, ...]

    @property
    def name(self) -> str:
        """The section's heading without what follows a dash ("- suggested topics")."""
        return _PROGRAMME_TAIL.sub("", self.heading) or f"List {self.id}"


def find_lists(blocks: tuple[Block, ...]) -> tuple[FoundList, ...]:
    """The lists whose items have letters or codes, or bullets where a question names their paragraph."""
    asked = {ref for b in blocks if b.mark is Mark.QUESTION for ref in re.findall(r"\b\d{1,2}\.\d{1,2}\b", b.text)}
    found = []
    for at, block in enumerate(blocks):
        if block.mark is not Mark.NUMBERED:
            continue
        items = _items_after(blocks[at + 1 :], bullets=block.label in asked)
        if len(items) >= 2:
            heading = next((b.text for b in reversed(blocks[:at]) if b.mark is Mark.SECTION), "")
            limit = _limit([b.text for b in blocks[:at] if b.label.startswith(block.label.split(".")[0] + ".")])
            found.append(FoundList(ListId(block.label), heading, limit or _limit([block.text]), items))
    return tuple(found)


def _items_after(blocks: tuple[Block, ...], bullets: bool) -> tuple[Item, ...]:
    items: list[Item] = []
    labels: list[str] = []
    group = ""
    for n, block in enumerate(blocks):
        following = blocks[n + 1].mark if n + 1 < len(blocks) else None
        if block.mark is Mark.LETTERED or (bullets and block.mark is Mark.BULLET):
            title, description = split_title(block.text)
            code = block.label if block.label[-1:].isdigit() else ""
            labels.append(block.label or _LETTERS[len(items)])
            items.append(Item(_LETTERS[len(items)], group, title, description, code))
        elif is_heading(block) and following in (Mark.LETTERED, Mark.BULLET):
            group = block.text
        else:
            break
        if len(items) == len(_LETTERS):
            break
    return tuple(items) if _in_order(labels) else ()


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi")


def _in_order(labels: Sequence[str]) -> bool:
    """Whether labels count up from the first: a b c, A B C, i ii iii, T1 T2 T3."""
    count = len(labels)
    prefix = labels[0].rstrip("0123456789") if labels else ""
    numbered = tuple(f"{prefix}{n}" for n in range(1, count + 1))
    return tuple(labels) in (tuple(_LETTERS[:count]), tuple(_LETTERS[:count].upper()), _ROMAN[:count], numbered)


def split_title(text: str) -> tuple[str, str]:
    """Title and description of an item: parted by the first colon or dash, else the first sentence is the title."""
    for mark in (r":\s+", r"\s+[–—-]\s+", r"(?<=[.?])\s+"):
        title, *rest = re.split(mark, text, maxsplit=1)
        if rest and len(title) <= 140:
            return title.rstrip("."), rest[0]
    return text.rstrip("."), ""


def _limit(texts: list[str]) -> int:
    """The largest number of things that a paragraph of the section says will be done; 0 where none does."""
    for text in texts:
        numbers = [_NUMBERS.get(w.casefold(), int(w) if w.isdigit() and len(w) <= 2 else 0) for w in words(text)]
        if any(numbers):
            return max(numbers)
    return 0


def find_questions(blocks: tuple[Block, ...], lists: tuple[FoundList, ...]) -> tuple[Question, ...]:
    """The numbered questions, each with the list of its section and what is to be given with a proposal."""
    questions = []
    for at, block in enumerate(blocks):
        if block.mark is not Mark.QUESTION or not lists:
            continue
        role = role_asked(block.text)
        section = next((b.label for b in reversed(blocks[:at]) if b.mark is Mark.SECTION), "")
        named = [one for one in lists if re.search(rf"\b{re.escape(one.id)}\b", block.text)]
        near = [one for one in lists if one.id.split(".")[0] == section]
        list_id = (named or near or [lists[0]])[0].id
        subs = _sub_questions(blocks[:at]) if role is QuestionRole.PROPOSAL else ()
        questions.append(Question(QuestionId(f"Q{block.label}"), block.text, role, list_id, subs))
    return tuple(questions)


def role_asked(question: str) -> QuestionRole:
    """Whether a question asks for something that is not on the list, or what of the list is preferred."""
    return QuestionRole.PROPOSAL if _PROPOSAL.search(question) else QuestionRole.PREFERENCE


def _sub_questions(before: tuple[Block, ...]) -> tuple[str, ...]:
    """What the paragraphs above the questions want of a proposal: bullets, or the sentence that asks for it."""
    above: list[Block] = []
    for block in reversed(before):
        if block.mark in (Mark.SECTION, Mark.NUMBERED, Mark.LETTERED):
            break
        if block.mark is not Mark.QUESTION:
            above.insert(0, block)
    bullets = tuple(b.text for b in above if b.mark is Mark.BULLET)
    invites = [b.text for b in above if b.mark is Mark.PLAIN and _INVITES.search(b.text)]
    if bullets and invites:
        return bullets
    sentences = [s for text in invites for s in re.split(r"(?<=[.?])\s+", text)]
    return tuple(s for s in sentences if _ASKS.search(s))


def find_cues(one: FoundList, others: tuple[FoundList, ...], blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """Words for the list as a whole: its programme's name, and words of its heading that no other section uses."""
    kind = re.sub(r"\s+programmes?$", "", one.name, flags=re.IGNORECASE)
    letter = {w.casefold() for b in blocks for w in words(b.text)}
    lower = kind[:1].lower() + kind[1:] if not kind[:2].isupper() else kind
    cues = [lower, f"{lower} programme", f"{lower} topics", f"{lower} topic"]
    cues += [lower + "s"] if lower.split()[-1] + "s" in letter else []
    cues += [f"{lower} project", f"{lower} projects"] if "project" in _about(one, blocks) else []
    elsewhere = {s for other in others if other is not one for s in _about(other, blocks)}
    ordinary = {"programme", "topic", "suggested", "question", "evidence", "prioritised", "area"}
    for word in words(f"{one.name} {one.heading} {'project' if 'project' in _about(one, blocks) else ''}"):
        if stem(word) not in elsewhere | ordinary and len(word) > 3:
            cues += [each for each in (word.lower(), stem(word), stem(word) + "s") if each in letter]
    return tuple(dict.fromkeys(cues))


def _about(one: FoundList, blocks: tuple[Block, ...]) -> set[str]:
    """The stems of a section's heading, of the paragraphs before its list and of the questions that name it."""
    number = re.escape(one.id)
    own = [b.text for b in blocks if b.mark is Mark.QUESTION and re.search(rf"\b{number}\b", b.text)]
    section = one.id.split(".")[0] + "."
    own += [b.text for b in blocks if b.mark is Mark.NUMBERED and b.label.startswith(section) and b.label <= one.id]
    return {stem(w) for text in (one.heading, *own) for w in words(text)}
