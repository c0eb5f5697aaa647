"""What a rule is: its name, what it looks for, and how strongly that speaks for one kind of mail.

Strengths are log-odds and add up; below zero they speak against. `decide_kind` sums them, so a trained linear
model over the same hits can take their place without touching a rule.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from classify.analysis import Evidence, Kind
from classify.rules.facts import Facts

CERTAIN = 8.0
STRONG = 3.0
FAIR = 2.0
WEAK = 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found: how strongly it speaks, and the words or header that prove it."""

    strength: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `find` returns None where it has nothing to say. The name is stable: it is in the database."""

    name: str
    description: str
    kind: Kind
    find: Callable[[Facts], Hit | None]


class Where(StrEnum):
    """Which words a cue is looked for in: the mail's own, these with its signature, or the subject."""

    BODY = "body"
    SUBJECT = "subject"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Cue:
    """One wording and its strength; of cues in the same family only the strongest that is found counts."""

    pattern: re.Pattern[str]
    strength: float
    family: str
    where: Where = Where.BODY


def weigh(rule: str, cues: tuple[Cue, ...], facts: Facts) -> Hit | None:
    """The cues that stand in a mail: the strongest of each family, added up; None where none does."""
    best: dict[str, tuple[float, Evidence]] = {}
    for cue in cues:
        kept = best.get(cue.family)
        if kept and abs(kept[0]) >= abs(cue.strength):
            continue
        found = _look(f"{rule}:{cue.family}", cue, facts)
        if found:
            best[cue.family] = (cue.strength, found)
    if not best:
        return None
    return Hit(sum(s for s, _ in best.values()), tuple(e for _, e in best.values()))


def add(first: Hit | None, second: Hit | None) -> Hit | None:
    """Two findings of a rule as one."""
    if first is None or second is None:
        return first or second
    return Hit(first.strength + second.strength, (*first.evidence, *second.evidence))


def _look(name: str, cue: Cue, facts: Facts) -> Evidence | None:
    if cue.where is Where.SUBJECT:
        m = cue.pattern.search(facts.subject)
        return Evidence(name, m.group()) if m else None
    return facts.find(name, cue.pattern, facts.signed if cue.where is Where.SIGNED else None)
