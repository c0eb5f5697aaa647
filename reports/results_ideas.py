"""Proposals: each with who made it, and those that seem to be about the same side by side, as a suggestion."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from classify.analysis import Proposal
from config.consultation import Consultation, QuestionId, TopicId
from reports.figure import Voice
from reports.respondents import Respondent

_WORD = re.compile(r"[^\W\d_]{3,}")
_TELLING = re.compile(r"[^\W\d_]{4,}|[A-Z]{2,}")
"""A title that tells something has a longer word than "the", or an abbreviation."""
_SUPPORT = 0.25
"""What a word in support of a proposal weighs beside one of its title."""
_ALIKE = 0.3
"""How near, on average, the proposals of two bundles must be: found on proposals to several letters."""


@dataclass(frozen=True, slots=True)
class Idea:
    """One proposal with those who made it, by a joint reply or in the same words. `under_way` names such work."""

    question: QuestionId
    title: str
    supporting: str
    priority: int | None
    replaces: tuple[TopicId, ...]
    under_way: str
    by: tuple[Voice, ...] = ()

    @property
    def heading(self) -> str:
        """The title as a heading; a title that says nothing by itself is told to be one."""
        title = self.title.strip()
        return title[:1].upper() + title[1:] if _TELLING.search(title) else f"Title not made out: “{title}”"

    @property
    def confidential(self) -> bool:
        """Whether any of those who made it asked for confidence."""
        return any(voice.confidential for voice in self.by)

    @property
    def names(self) -> str:
        """Who made it."""
        return ", ".join(voice.name for voice in self.by)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Proposals that seem alike, or one that is like no other."""

    ideas: tuple[Idea, ...]

    @property
    def title(self) -> str:
        """The shortest title that says something, by which the bundle is named."""
        said = [i.heading for i in self.ideas if _TELLING.search(i.title)]
        return min(said or [i.heading for i in self.ideas], key=lambda t: (len(t), t))

    @property
    def by(self) -> tuple[Voice, ...]:
        """Everyone who made one of them, once."""
        return tuple({(v.ref, v.name): v for i in self.ideas for v in i.by}.values())


def find_ideas(respondents: Iterable[Respondent]) -> tuple[Idea, ...]:
    """Every proposal, question by question, in the order of those who made them; the same in the same words is one."""
    found: dict[Idea, list[Voice]] = {}
    for respondent in respondents:
        for proposal in respondent.proposals:
            found.setdefault(_idea(proposal), []).append(respondent.voice(f"proposals.{proposal.question}"))
    ideas = (replace(idea, by=tuple(voices)) for idea, voices in found.items())
    return tuple(sorted(ideas, key=lambda i: i.question))


def _idea(proposal: Proposal) -> Idea:
    return Idea(
        proposal.question,
        proposal.title,
        proposal.supporting,
        proposal.priority,
        proposal.replaces,
        proposal.under_way,
    )


def bundle(ideas: Sequence[Idea], consultation: Consultation) -> tuple[Bundle, ...]:
    """The ideas in bundles of those alike; bundles of several first, then in the order given.

    Likeness is the cosine of their words' stems, weighed by how rare a word is among the ideas and the paragraphs of
    the letter (TF-IDF). Pair by pair, the nearest first, two bundles become one where they are near on average.
    """
    titles = [_words(i.title) if _TELLING.search(i.title) else () for i in ideas]
    near = _likeness(titles, [_words(i.supporting) for i in ideas], consultation)
    bundle_of = {at: [at] for at in range(len(ideas))}
    for one, other in sorted((pair for pair in near if near[pair] > _ALIKE), key=lambda pair: (-near[pair], pair)):
        first, second = bundle_of[one], bundle_of[other]
        if first is not second and _average(near, first, second) > _ALIKE:
            first += second
            bundle_of |= dict.fromkeys(second, first)
    once = {id(b): sorted(b) for b in bundle_of.values()}.values()
    ordered = sorted(once, key=lambda b: (len(b) == 1, -len(b), b[0]))
    return tuple(Bundle(tuple(ideas[at] for at in b)) for b in ordered)


def _average(near: Mapping[tuple[int, int], float], first: Sequence[int], second: Sequence[int]) -> float:
    pairs = [near.get((min(a, b), max(a, b)), 0.0) for a in first for b in second]
    return sum(pairs) / len(pairs)


def _likeness(
    titles: Sequence[Sequence[str]], support: Sequence[Sequence[str]], consultation: Consultation
) -> dict[tuple[int, int], float]:
    """The cosine of each two that share a word."""
    texts = [frozenset((*title, *more)) for title, more in zip(titles, support, strict=True)]
    texts += _letter(consultation)
    spread = Counter(word for text in texts for word in text)
    near: dict[tuple[int, int], float] = defaultdict(float)
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, (title, more) in enumerate(zip(titles, support, strict=True)):
        weights = {word: (word in title) + _SUPPORT * (word in more) for word in (*title, *more)}
        vector = {word: weight * math.log((1 + len(texts)) / spread[word]) for word, weight in weights.items()}
        length = math.sqrt(sum(value * value for value in vector.values()))
        for word, value in vector.items():
            for other, its in holders[word]:
                near[other, at] += its * value / length
            holders[word].append((at, value / length))
    return dict(near)


@lru_cache(maxsize=8)
def _letter(consultation: Consultation) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(_words(paragraph)) for paragraph in consultation.letter.paragraphs)


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_stem(word) for word in _WORD.findall(text.lower())))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    from snowballstemmer import stemmer

    return stemmer("english")
