"""Explicit question markers: "Q1", "Question 2:", "your third question", "1.", and headings that name a list.

A marker sets the scene for what follows until the next one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from classify.mentions import cues_in
from classify.roles import role_of
from classify.sentences import Block
from classify.units import Prompt, Unit
from config.consultation import Consultation, Question

_ONE = r"(?:[1-9]\b|one\b|two\b|three\b|four\b)"
_NUMBER = re.compile(
    r"^\W{0,4}(?:(?:in|our|my) )?(?:(?:answer|response|reply|comments?|views?) (?:to|on) |re |on "
    r"|as (?:to|for|regards) |for |under |turning to |regarding |concerning |with regard to )?(?:your )?"
    rf"(?:qs?|questions?|qu|cwestiwn|qn|answer)\.?\s?(?:no\.?\s?)?(?P<n>{_ONE})"
    rf"(?P<more>(?:\s?(?:,|and|&|/|-|–|to)\s?(?:q|question)?\s?{_ONE})*)",
    re.IGNORECASE,
)
_NTH = re.compile(r"\b(?:your|the) (?P<nth>first|second|third|fourth|last) question\b", re.IGNORECASE)
_ADDED = re.compile(
    r"\b(?:addition\w*|alternativ\w*|other|further|proposals?|propose\w*|suggestions?|own|missing|new|extra|else"
    r"|omi\w+|not (?:on|in) (?:your|the) list|gaps?)\b",
    re.IGNORECASE,
)
_CHOSEN = re.compile(r"\b(?:prefer\w*|priorit\w*|choices?|listed|list|rank\w*|favour\w*|support\w*)\b", re.IGNORECASE)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4}
_NTHS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
_ITEMS = frozenset((*_ROMAN, *(str(n) for n in range(1, 100))))

FIRM = frozenset({"number", "prompt-question", "prompt-topic"})
"""Manners of marking that people keep to: what stands there answers what the marker names, or nothing."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the marker in force says: the roles it names, how it was said, and how many units ago.

    `bare` is true of a unit that is nothing but the marker.
    """

    roles: tuple[str, ...] = ()
    how: str = ""
    age: int = 0
    bare: bool = False


def permits(scene: Scene, label: str) -> bool:
    """Whether a label can stand in a scene; any can where the marker is a loose one."""
    if scene.how not in FIRM or len(scene.roles) != 1:
        return True
    return any(part.rstrip("-") == scene.roles[0] for part in label.split("+"))


def scenes_of(units: Sequence[Unit], consultation: Consultation) -> tuple[Scene, ...]:
    """The scene of each unit."""
    numbered = _numbered_answers(units, consultation)
    scenes: list[Scene] = []
    current = Scene()
    prompt = Prompt()
    for n, unit in enumerate(units):
        new = _explicit(unit, consultation) or numbered.get(n)
        if unit.prompt != prompt:
            prompt = unit.prompt
            new = new or _prompted(unit, consultation)
        if not new and unit.block is Block.HEADING:
            new = _headed(unit.text, current, consultation)
        current = new or replace(current, age=current.age + (not current.bare), bare=False)
        scenes.append(current)
    return tuple(scenes)


def _explicit(unit: Unit, consultation: Consultation) -> Scene | None:
    match = _NUMBER.match(unit.text)
    if match:
        numbers = _numbers(match["n"] + match["more"])
        roles = tuple(role_of(q.id, consultation) for n in numbers if (q := _question(n - 1, consultation)))
        return Scene(roles, "number", bare=not re.search(r"\w", unit.text[match.end() :])) if roles else None
    nth = _NTH.search(unit.text)
    question = _question(_NTHS[nth["nth"].lower()], consultation) if nth else None
    return Scene((role_of(question.id, consultation),), "nth") if question else None


def _numbers(words: str) -> list[int]:
    """The numbers that a marker names, a range filled up: "1-4", "1 and 2"."""
    found = [_WORDS.get(w) or int(w) for w in re.findall(_ONE, words.lower())]
    if len(found) == 2 and re.search(r"[-–]|\bto\b", words):
        return list(range(found[0], found[1] + 1))
    return found


def _question(index: int, consultation: Consultation) -> Question | None:
    try:
        return consultation.questions[index]
    except IndexError:
        return None


def _prompted(unit: Unit, consultation: Consultation) -> Scene | None:
    prompt = unit.prompt
    if prompt.question:
        return Scene((role_of(prompt.question, consultation),), "prompt-question")
    if prompt.list_id:
        index = [t.id for t in consultation.lists].index(prompt.list_id)
        return Scene((f"P{index}",), "prompt-topic" if prompt.topic else "prompt-section")
    return None


def _headed(text: str, before: Scene, consultation: Consultation) -> Scene | None:
    """A heading that names a list, or says that something is added to one."""
    lists = {c for c, _ in cues_in(text, consultation)}
    indexes = [n for n, t in enumerate(consultation.lists) if t.id in lists]
    kinds = "N" if _ADDED.search(text) and not _CHOSEN.search(text) else "P"
    if indexes:
        return Scene(tuple(f"{kinds}{n}" for n in indexes), "heading", bare=True)
    return Scene((f"N{_list_so_far(before)}",), "heading", bare=True) if kinds == "N" else None


def _list_so_far(before: Scene) -> str:
    """The list of the scene that a heading without a list's name stands under; the first where there is none."""
    return before.roles[0][1] if before.roles else "0"


def _numbered_answers(units: Sequence[Unit], consultation: Consultation) -> dict[int, Scene]:
    """Items "1." to "4." (or "i." to "iv.") that answer the questions by their number: one for each, in order."""
    count = len(consultation.questions)
    firsts = [n for n, u in enumerate(units) if u.marker in _ITEMS and (n == 0 or units[n - 1].line != u.line)]
    if [units[n].marker for n in firsts] not in ([str(n + 1) for n in range(count)], list(_ROMAN[:count])):
        return {}
    return {
        n: Scene((role_of(q.id, consultation),), "item") for n, q in zip(firsts, consultation.questions, strict=True)
    }


def marker_end(text: str) -> int:
    """Where the words after an explicit question marker begin; 0 where the text has none."""
    match = _NUMBER.match(text)
    return match.end() if match else 0
