"""What a right analysis says of a mail, and what was said: both in the exchange form of docs/analysis.md."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Record = Mapping[str, Any]
ABSENT = "absent"
VIEWS = ("prefer", "oppose")


@dataclass(frozen=True, slots=True)
class AnswerLabel:
    """What a mail does with one question, and the words."""

    status: str = ABSENT
    text: str = ""


@dataclass(frozen=True, slots=True)
class TopicLabel:
    """What a mail thinks of one listed topic."""

    stance: str
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class ProposalLabel:
    """An idea of the respondent's own."""

    question: str
    title: str
    evidence: str = ""
    priority: int | None = None
    replaces: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Labels:
    """One mail's labels. `needs_review` is the analysis's own word: gold labels have none."""

    file: str
    kind: str | None = None
    stakeholders: frozenset[str] = frozenset()
    answers: Mapping[str, AnswerLabel] = field(default_factory=dict)
    topics: Mapping[str, TopicLabel] = field(default_factory=dict)
    proposals: tuple[ProposalLabel, ...] = ()
    returns_on: str | None = None
    failed_recipients: frozenset[str] = frozenset()
    extension_requested: bool = False
    confidential: bool = False
    needs_review: bool = False
    is_missing: bool = False

    @property
    def counts_as_reply(self) -> bool:
        """Whether the sender has replied by it."""
        return self.kind in ("response", "nil_response")

    @property
    def views(self) -> frozenset[tuple[str, str]]:
        """Topics with a stance for or against; a mention is none."""
        return frozenset((name, topic.stance) for name, topic in self.topics.items() if topic.stance in VIEWS)

    def answer(self, question: str) -> AnswerLabel:
        """The answer to a question; absent where nothing is said of it."""
        return self.answers.get(question, AnswerLabel())

    def rank(self, topic: str) -> int | None:
        """The rank of a topic, None where it has none or is not spoken of."""
        return self.topics[topic].rank if topic in self.topics else None


def missing(file: str) -> Labels:
    """Stands for a mail of which there is no analysis: nothing is right about it, and a person must look."""
    return Labels(file, needs_review=True, is_missing=True)


def read_labels(record: Record) -> Labels:
    """The labels of one JSON object of the exchange form. Raises KeyError where `file` or a part's name is missing."""
    return Labels(
        file=record["file"].rsplit("/", 1)[-1],
        kind=record.get("kind"),
        stakeholders=frozenset(record.get("stakeholders") or ()),
        answers={
            q: AnswerLabel(a.get("status", ABSENT), a.get("text") or "")
            for q, a in (record.get("answers") or {}).items()
        },
        topics={t: TopicLabel(v["stance"], v.get("rank") or None) for t, v in (record.get("topics") or {}).items()},
        proposals=tuple(_proposal(p) for p in record.get("proposals") or ()),
        returns_on=record.get("returns_on"),
        failed_recipients=frozenset(a.lower() for a in record.get("failed_recipients") or ()),
        extension_requested=bool(record.get("extension_requested")),
        confidential=bool(record.get("confidential")),
        needs_review=bool(record.get("needs_review")),
    )


def _proposal(record: Record) -> ProposalLabel:
    return ProposalLabel(
        question=record["question"],
        title=record["title"],
        evidence=record.get("evidence") or "",
        priority=record.get("priority"),
        replaces=frozenset(record.get("replaces") or ()),
    )


def load_labels(path: Path) -> tuple[Labels, ...]:
    """Labels from a file of one JSON object a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(read_labels(json.loads(line)) for line in lines if line.strip())
