"""References by name: titles and aliases as phrases, misspelt or not, and paraphrases by the words they share.

Everything comes from the letter: a word counts for a topic by how much it sets the topic apart from the letter's
other topics and from the letter's general wording.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from classify.language import Phrases, Token, tokens_of
from classify.mention import How, Mention
from classify.thesaurus import rarity, synonyms
from config.consultation import Consultation, ListId, Topic, TopicId

_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "being",
        "by",
        "can",
        "could",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "how",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "more",
        "most",
        "no",
        "not",
        "of",
        "on",
        "or",
        "other",
        "our",
        "own",
        "so",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "under",
        "up",
        "very",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whose",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "us",
        "i",
        "me",
        "my",
        "mine",
        "well",
        "also",
        "around",
        "about",
        "work",
        "area",
        "areas",
        "topic",
        "topics",
        "thematic",
        "inspection",
        "inspections",
        "research",
        "project",
        "projects",
        "review",
        "look",
        "looking",
        "know",
        "known",
        "use",
        "used",
        "make",
        "made",
        "good",
        "practice",
        "s",
        "t",
    ]
)
_WINDOW = 12
_TELLING = 0.6
_LEAST = 0.6


@dataclass(frozen=True, slots=True)
class _Profile:
    """What sets one topic apart: for each stem the word of the topic that it stands for and its weight.

    `named` are the stems of its name and their near-synonyms, without which a few words of its description tell little;
    `full` is what the name scores by its three most telling words.
    """

    topic: TopicId
    weights: dict[str, tuple[str, float]]
    named: frozenset[str]
    full: float


class Names:
    """Finds topics by name in one unit; built once from a consultation."""

    def __init__(self, consultation: Consultation) -> None:
        self._topics = consultation.topics
        named = list(_phrases(consultation.topics))
        self._phrases = Phrases((f"{how.value}|{topic}", phrase) for topic, how, phrase in named)
        self._profiles = _profiles(consultation.topics)
        self._by_list = {t.id: _profiles(consultation.topics_of(t.id)) for t in consultation.lists}
        self._words = sorted({s for p in self._profiles for s in p.weights if len(s) >= 5})

    def find(self, text: str) -> tuple[Mention, ...]:
        """Mentions by name, longest first where they overlap; then paraphrases of topics not named."""
        found: list[Mention] = []
        for key, start, end in self._phrases.find(text):
            how, topic = key.split("|")
            mention = Mention(start, end, How(how), (TopicId(topic),))
            if _is_own(text, mention) and not any(mention.overlaps(m) for m in found):
                found.append(mention)
        return (*found, *self._paraphrases(text, found, self._profiles, _LEAST))

    def find_in_list(self, text: str, list_id: ListId, named: Sequence[Mention], least: float) -> tuple[Mention, ...]:
        """Paraphrases where the list is known, so that a word need only be telling among that list's topics."""
        return tuple(self._paraphrases(text, named, self._by_list[list_id], least))

    def nearness(self, text: str) -> tuple[float, ...]:
        """For each list, the best share of a topic's name that the text covers."""
        stems = [self._mended(t) for t in tokens_of(text)]
        return tuple(max(_best_window(stems, p)[0] for p in profiles) for profiles in self._by_list.values())

    def _paraphrases(
        self, text: str, named: Sequence[Mention], profiles: tuple[_Profile, ...], least: float
    ) -> list[Mention]:
        tokens = [t for t in tokens_of(text) if not any(m.start < t.end and t.start < m.end for m in named)]
        stems = [self._mended(t) for t in tokens]
        mentions = []
        for profile in profiles:
            if any(profile.topic in m.topics for m in named):
                continue
            score, first, last = _best_window(stems, profile)
            if score >= (least if profile.named.intersection(stems[first : last + 1]) else _LEAST):
                mention = Mention(tokens[first].start, tokens[last].end, How.PARAPHRASE, (profile.topic,), score=score)
                mentions.append((mention, score))
        return _separate(mentions, named)

    def _mended(self, token: Token) -> str:
        """The token's stem, or the topic word that it misspells."""
        if len(token.stem) < 6 or token.stem in self._words:
            return token.stem
        near = process.extractOne(token.stem, self._words, scorer=fuzz.ratio, score_cutoff=86)
        return str(near[0]) if near and near[0][0] == token.stem[0] else token.stem


def _phrases(topics: tuple[Topic, ...]) -> Iterable[tuple[TopicId, How, str]]:
    for topic in topics:
        bare = re.sub(r"\s*\([^)]*\)", "", topic.title)
        for title in dict.fromkeys((topic.title, bare)):
            yield topic.id, How.NAME, title
        for alias in topic.aliases:
            yield topic.id, How.ALIAS, alias


def _is_own(text: str, mention: Mention) -> bool:
    """A short abbreviation counts only as it is written: RAR and RARs, not the verb that looks like it."""
    words = text[mention.start : mention.end]
    return len(words) > 4 or words != words.lower() or mention.how is How.NAME


def _content(text: str) -> list[str]:
    return [t.stem for t in tokens_of(text) if t.lower[0].isalpha() and t.lower not in _STOP and len(t.lower) > 1]


def _profiles(topics: tuple[Topic, ...]) -> tuple[_Profile, ...]:
    """Weights by source (title 1, aliases 0.9, description 0.3), by spread over topics and by rarity in replies."""
    titles = [set(_content(t.title)) for t in topics]
    aliases = [{s for a in (*t.aliases, *t.words) for s in _content(a)} for t in topics]
    bodies = [set(_content(t.description)) for t in topics]
    spread: dict[str, float] = {}
    for title, alias, body in zip(titles, aliases, bodies, strict=True):
        for s in title | alias | body:
            spread[s] = spread.get(s, 0.0) + (1.0 if s in title or s in alias else 0.4)
    most = math.log(len(titles) + 1)
    profiles = []
    for topic, title, alias, body in zip(topics, titles, aliases, bodies, strict=True):
        given = {s for w in topic.words for s in _content(w)}
        own = {
            s: (1.0 if s in title else 0.9 if s in alias else 0.3)
            * math.log((len(titles) + 1) / spread[s])
            / most
            * (1.0 if s in given else rarity(s))
            for s in title | alias | body
        }
        name = sorted((own[s] for s in title), reverse=True)
        weights = _with_synonyms(own, title | alias)
        named = frozenset(s for s, (word, _) in weights.items() if word in title | alias)
        profiles.append(_Profile(topic.id, weights, named, max(sum(name[:3]), 1e-6)))
    return tuple(profiles)


def _with_synonyms(own: dict[str, float], named: set[str]) -> dict[str, tuple[str, float]]:
    """The topic's own words, and near-synonyms of its name at seven tenths of the word they stand for."""
    weights = {s: (s, w) for s, w in own.items() if w > 0}
    for word in named:
        for other in synonyms(word):
            weight = 0.7 * own[word] * (0.5 + 0.5 * rarity(other))
            if rarity(other) >= _TELLING and weight > weights.get(other, ("", 0.0))[1]:
                weights[other] = (word, weight)
    return weights


def _best_window(stems: list[str], profile: _Profile) -> tuple[float, int, int]:
    """The stretch of at most 12 tokens that covers most of a topic's name: (share, first, last)."""
    hits = [(i, s) for i, s in enumerate(stems) if s in profile.weights]
    best = (0.0, 0, 0)
    for n, (first, _) in enumerate(hits):
        seen: dict[str, float] = {}
        for i, s in hits[n:]:
            if i - first >= _WINDOW:
                break
            word, weight = profile.weights[s]
            seen[word] = max(seen.get(word, 0.0), weight)
            score = min(sum(seen.values()) / profile.full, 1.5)
            if score > best[0] + 1e-9:
                best = (score, first, i)
    return best


def _separate(mentions: list[tuple[Mention, float]], named: Sequence[Mention]) -> list[Mention]:
    """Paraphrases with their margin over rivals for the same words; those inside a named topic are dropped."""
    kept = []
    for mention, score in mentions:
        if any(mention.start >= m.start and mention.end <= m.end for m in named):
            continue
        rivals = [s for m, s in mentions if m is not mention and m.overlaps(mention)]
        rivals += [1.0 for m in named if m.overlaps(mention)]
        margin = score - max(rivals, default=0.0)
        kept.append(Mention(mention.start, mention.end, How.PARAPHRASE, mention.topics, score=score, margin=margin))
    return kept
