"""The letter as the encoder reads it before each window of a mail: its questions and topics, each with a mark.

So the words of a mail are read beside those of the letter, and a topic's words as this mail speaks of it, in whatever
words it does; what the rules know to name a topic carries the topic's mark.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from classify.rendering import ROLES, SLOTS, Tokenise
from config.consultation import Consultation, TopicId

ROOM = 148
"""Tokens of the sheet at most: with a window of a mail it fits into what the encoder takes at once."""

_LONGEST, _ENOUGH = 14, 120
"""Tokens of one topic, and characters of a description out of which they are taken."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The tokens, and the places in them of the marks of the roles (in their order) and of the words of each topic."""

    ids: tuple[int, ...]
    roles: tuple[int, ...]
    topics: tuple[tuple[TopicId, int, int], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A topic on the sheet: its mark's number among the topics' marks, its list's place, and the letter's words."""

    topic: TopicId
    slot: int
    list_index: int
    title: str
    description: str


def entries_of(consultation: Consultation) -> tuple[Entry, ...]:
    """The topics of a letter in its order; those beyond SLOTS have no place on the sheet."""
    lists = [t.id for t in consultation.lists]
    return tuple(
        Entry(t.id, n, min(lists.index(t.list_id), 1), t.title, t.description)
        for n, t in enumerate(consultation.topics[:SLOTS])
    )


def sheet_of(entries: Sequence[Entry], marks: Mapping[str, int], tokenise: Tokenise) -> Sheet:
    """The sheet with these topics: of the title and then the description so many tokens as there is room for."""
    ids = [marks[f"answer:{role}"] for role in ROLES]
    longest = max(min(_LONGEST, (ROOM - len(ids)) // max(len(entries), 1) - 2), 0)
    topics = []
    for entry in entries:
        start = len(ids)
        ids += [marks[f"topic{entry.slot}"], marks[f"ref{entry.list_index}"]]
        words = [*tokenise(entry.title), *tokenise(entry.description[:_ENOUGH])]
        ids += [number for number, _, _ in words[:longest]]
        topics.append((entry.topic, start, len(ids)))
    return Sheet(tuple(ids), tuple(range(len(ROLES))), tuple(topics))
