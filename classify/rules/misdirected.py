"""Mail that has nothing to do with the letter: neither an answer to ours nor about anything in it."""

import re

from classify.analysis import Evidence, Kind
from classify.rules.facts import Facts
from classify.rules.rule import STRONG, WEAK, Hit, Rule

_WORD = re.compile(r"[^\W\d_]{4,30}")
_COMMON = frozenset(
    [
        "with",
        "from",
        "this",
        "that",
        "your",
        "have",
        "will",
        "been",
        "which",
        "would",
        "about",
        "their",
        "there",
        "they",
        "what",
        "when",
        "into",
        "also",
        "more",
        "than",
        "some",
        "other",
        "were",
        "only",
        "over",
        "under",
        "such",
        "these",
        "those",
        "them",
        "then",
        "very",
        "much",
        "please",
        "thank",
        "thanks",
        "dear",
        "kind",
        "regards",
        "best",
        "year",
        "next",
        "week",
        "today",
        "work",
        "team",
        "office",
        "services",
        "service",
    ]
)
_GENERAL = frozenset(
    [
        "consultation",
        "consult",
        "letter",
        "inspector",
        "inspectorate",
        "inspection",
        "programme",
        "thematic",
        "thematics",
        "research",
        "response",
        "respond",
        "reply",
        "comments",
        "comment",
        "questions",
        "question",
        "views",
        "deadline",
        "submission",
        "topics",
        "topic",
        "extension",
        "ymgynghoriad",
        "llythyr",
    ]
)


_COVER_NOTE = 25
_OF_ANY_MAIL = frozenset(
    [
        "response",
        "respond",
        "reply",
        "comments",
        "comment",
        "questions",
        "question",
        "views",
        "research",
        "inspector",
        "inspectorate",
        "inspection",
        "submission",
        "programme",
        "extension",
    ]
)


def _words(text: str) -> set[str]:
    return {w.lower() for w in _WORD.findall(text)} - _COMMON


def _find(facts: Facts) -> Hit | None:
    title = _words(facts.consultation.title) | _GENERAL
    subject = _words(facts.bare_subject) & title
    if (facts.answers_ours and subject) or _in_our_thread(facts):
        return None
    pieces = facts.body if facts.body_words > _COVER_NOTE else (*facts.body, *facts.attached)
    own = set[str]().union(*(_words(p.text[:4000]) for p in pieces))
    shared = own & title
    ours = (shared | subject) - _OF_ANY_MAIL
    if (len(subject - _OF_ANY_MAIL) >= 1 and len(subject | shared) >= 2) or (len(shared) >= 3 and ours):
        return None
    strength = WEAK if ours else STRONG + 0.5
    if _listed(facts):
        strength -= 1.5
    return Hit(strength, (Evidence("misdirected", facts.subject),)) if strength > 0 else None


def _listed(facts: Facts) -> bool:
    """Whether somebody writes whom we asked: they seldom write of anything else."""
    asked = {a for s in facts.consultation.stakeholders for a in s.addresses}
    return any(a.email in asked for a in facts.message.headers.from_)


def _in_our_thread(facts: Facts) -> bool:
    """Whether it answers a message that one of our mailboxes' hosts gave its identity."""
    hosts = {m.rpartition("@")[2].lower() for m in facts.consultation.mailboxes}
    thread = f"{facts.message.headers.in_reply_to} {facts.header('references')}".lower()
    return any(f"@{h}" in thread or f".{h}" in thread for h in hosts)


RULE = Rule("misdirected", "neither an answer to our letter nor about it", Kind.OTHER, _find)
