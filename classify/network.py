"""The trained reading of one consultation's mails: the encoder, its heads, and the topics as the encoder sees them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from classify.encoder import Vectors
from classify.heads import HUMAN_KINDS, STANCES, Heads
from classify.mention import How, Mention
from classify.page import Page
from classify.rendering import SLOTS, topic_text
from classify.roles import OUTSIDE, role_of
from classify.whole import Placed, Whole, read_whole
from config.consultation import Consultation, TopicId

NOT_A_REFERENCE = "none"
_WORTH_A_LOOK = 0.1
"""A link less likely than this is not looked at further."""

IN_PROPOSAL = 0.7
"""The same in words that only propose something else: those are seldom about what is listed."""

_MOST_OF_A_NAME, _NAMED = 0.6, 0.75
"""The share of a name that is as good as the name, and how likely the reference is then."""

_PEAK = 0.35
"""The share of the most attended word that another must have to belong to the words of a paraphrase."""


class TextEncoder(Protocol):
    """What makes one vector of a short text."""

    def encode_text(self, text: str) -> Vectors:
        """The vector."""


@dataclass(frozen=True, slots=True)
class Link:
    """A reference to a topic in other words than its name, with the vector of those words."""

    mention: Mention
    words: Vectors


class Network:
    """Gives every decision of a mail its probabilities. Built once for a consultation."""

    def __init__(self, consultation: Consultation, encoder: TextEncoder, heads: Heads) -> None:
        self.heads = heads
        self.roles = tuple(role_of(q.id, consultation) for q in consultation.questions)
        lists = [t.id for t in consultation.lists]
        self._lists = [lists.index(t.list_id) for t in consultation.topics]
        self._topics = [t.id for t in consultation.topics]
        texts = (topic_text(t.title, t.description, t.aliases) for t in consultation.topics)
        self._vectors = np.array([encoder.encode_text(t) for t in texts], dtype=np.float32)

    def links(self, page: Page, unit: int, label: str, shared: dict[TopicId, float]) -> tuple[Link, ...]:
        """The topics of the lists that a unit speaks of to which it may refer in other words."""
        parts = [part for part in label.split("+") if label != OUTSIDE and not part.endswith("-")]
        wanted = {int(part[1]) for part in parts}
        least = _WORTH_A_LOOK if any(part[0] == "P" for part in parts) else IN_PROPOSAL
        rows = [n for n, index in enumerate(self._lists) if index in wanted]
        if not rows:
            return ()
        covered = np.array([shared.get(self._topics[n], 0.0) for n in rows], dtype=np.float32)
        found = self.heads.links(page.states[unit], page.units[unit], self._vectors[rows], covered)
        links = []
        for k, (n, chance) in enumerate(zip(rows, likely(found.chances, covered), strict=True)):
            if chance >= least:
                start, end = _stretch(page, unit, found.attention[k])
                mention = Mention(start, end, How.PARAPHRASE, (self._topics[n],), score=float(chance))
                links.append(Link(mention, found.vectors[k]))
        return tuple(links)

    def nearest(self, page: Page, units: Sequence[int], topic: TopicId) -> tuple[int, Link] | None:
        """The unit of some in which a topic is likeliest spoken of, and how; None without units."""
        found = []
        vector = self._vectors[[self._topics.index(topic)]]
        for unit in units:
            links = self.heads.links(page.states[unit], page.units[unit], vector, np.zeros(1, dtype=np.float32))
            start, end = _stretch(page, unit, links.attention[0])
            mention = Mention(start, end, How.PARAPHRASE, (topic,), score=float(links.chances[0]))
            found.append((unit, Link(mention, links.vectors[0])))
        return max(found, key=lambda f: f[1].mention.score, default=None)

    def whole(self, page: Page, references: Sequence[Placed]) -> Whole:
        """What the mail as a whole thinks of each topic and does with each question, given what the rules found."""
        return read_whole(page, references, self._topics[:SLOTS], self.heads)

    @staticmethod
    def words(page: Page, unit: int, mention: Mention, link: Link | None) -> Vectors:
        """The vector of the words of a reference."""
        return page.at(unit, mention.start, mention.end) if link is None else link.words

    def stances(self, words: Vectors, unit: Vectors, how: How, link: Link | None) -> dict[str, float]:
        """The probability of each stance on a reference, and of its being none."""
        chance = float(self.heads.references(words, unit, how)) if link is None else link.mention.score
        found = {name: float(p) * chance for name, p in zip(STANCES, self.heads.stances(words, unit), strict=True)}
        return found | {NOT_A_REFERENCE: 1.0 - chance}

    def kinds(self, page: Page) -> dict[str, float]:
        """The probability of each kind of mail, were it a person's; empty for a mail without words."""
        if not len(page.units):
            return {}
        return {name: float(p) for name, p in zip(HUMAN_KINDS, self.heads.kinds(page.units), strict=True)}


def likely(chances: Vectors, covered: Vectors) -> Vectors:
    """The chances of links, by what the words share with the topics' names as well.

    Most of a name is a reference to its topic, and speaks against one to a topic of whose name there is nothing.
    """
    named = covered >= _MOST_OF_A_NAME
    doubted = np.where(bool(named.any()) & (covered <= 0.0), chances / 2, chances)
    return np.asarray(np.where(named, np.maximum(doubted, _NAMED), doubted), dtype=np.float32)


def _stretch(page: Page, unit: int, attention: Vectors) -> tuple[int, int]:
    """The characters from the first to the last word that is attended to nearly as much as the most."""
    tokens = page.tokens[unit]
    words = list(_attended(tokens.starts, attention))
    if not words:
        return 0, 0
    most = max(weight for _, weight in words)
    peak = next(k for k, (_, weight) in enumerate(words) if weight == most)
    first = last = peak
    while first > 0 and words[first - 1][1] >= _PEAK * most:
        first -= 1
    while last + 1 < len(words) and words[last + 1][1] >= _PEAK * most:
        last += 1
    return tokens.starts[words[first][0]], tokens.ends[words[last][0]]


def _attended(starts: Sequence[int], attention: Vectors) -> Iterator[tuple[int, float]]:
    return ((n, float(attention[n])) for n, start in enumerate(starts) if start >= 0)
