"""What counts: the machine's analysis with a person's words laid over it. Pure; the last human word wins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from classify.analysis import (
    Analysis,
    Answer,
    AnswerStatus,
    Decision,
    Evidence,
    Flags,
    Kind,
    Proposal,
    Stance,
    TopicView,
)
from config.consultation import QuestionId, Ref, TopicId
from ingest.message import ArchiveId
from store.fields import MACHINE
from store.rows import Correction

_PERSON = (Evidence("person"),)


class Source(StrEnum):
    """Who decided a field."""

    MACHINE = "machine"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Effective:
    """The analysis that counts. `corrected` are the field paths that a person decided.

    `differs` are those of them where the machine's newest word is another: they are worth a second look after the
    rules have changed.
    """

    analysis: Analysis
    ignored: bool = False
    corrected: frozenset[str] = frozenset()
    differs: frozenset[str] = frozenset()

    def source(self, field: str) -> Source:
        """Who decided the field of this path."""
        return Source.PERSON if field in self.corrected else Source.MACHINE

    @property
    def review(self) -> tuple[str, ...]:
        """The reasons to look that are left: none once a person has decided anything about the mail."""
        return () if self.corrected and "review" not in self.corrected else self.analysis.review


def overlay(analysis: Analysis, corrections: Sequence[Correction]) -> Effective:
    """The newest analysis with the corrections, given oldest first; an order of recording, not of rules."""
    last = {c.field: c.value for c in corrections}
    words = {field: value for field, value in last.items() if value != MACHINE}
    effective = analysis
    for field, value in words.items():
        if field != "ignore":
            effective = _apply(effective, field, value)
    differs = frozenset(f for f, v in words.items() if f not in ("ignore", "review") and _differs(analysis, f, v))
    return Effective(effective, bool(words.get("ignore", False)), frozenset(words), differs)


def blank_analysis(archive_id: ArchiveId) -> Analysis:
    """What is said of a mail that no machine has read: nothing, and that a person should look."""
    return Analysis(
        archive_id,
        "",
        Decision(Kind.OTHER, 0.0),
        Decision((), 0.0),
        (),
        (),
        (),
        Flags(),
        ("not analysed",),
    )


def _differs(analysis: Analysis, field: str, value: Any) -> bool:
    return bool(_plain(_apply(analysis, field, value), field) != _plain(analysis, field))


def _apply(analysis: Analysis, field: str, value: Any) -> Analysis:
    group, _, name = field.partition(".")
    changed: Any
    match group:
        case "kind":
            changed = Decision(Kind(value), 1.0, _PERSON)
        case "stakeholders":
            changed = Decision(tuple(Ref(v) for v in value), 1.0, _PERSON)
        case "answers":
            changed = _with_answer(analysis.answers, QuestionId(name), value)
        case "topics":
            changed = _with_view(analysis.topics, TopicId(name), value)
        case "proposals":
            changed = tuple(_proposal(v) for v in value)
        case "flags":
            changed = _with_flag(analysis.flags, name, value)
        case _:
            changed = tuple(value)
    return replace(analysis, **{group: changed})


def _with_answer(answers: tuple[Answer, ...], question: QuestionId, value: Any) -> tuple[Answer, ...]:
    new = Answer(question, AnswerStatus(value["status"]), value.get("text", ""), (), 1.0, _PERSON)
    if all(a.question != question for a in answers):
        return (*answers, new)
    return tuple(new if a.question == question else a for a in answers)


def _with_view(views: tuple[TopicView, ...], topic: TopicId, value: Any) -> tuple[TopicView, ...]:
    others = tuple(v for v in views if v.topic != topic)
    if value is None:
        return others
    new = TopicView(topic, Stance(value["stance"]), value.get("rank"), 1.0, _PERSON)
    return tuple(sorted((*others, new), key=lambda v: v.topic))


def _proposal(value: Any) -> Proposal:
    return Proposal(
        QuestionId(value["question"]),
        value["title"],
        value.get("evidence", ""),
        value.get("priority"),
        tuple(TopicId(t) for t in value.get("replaces", ())),
        1.0,
        under_way=value.get("under_way", ""),
    )


def _with_flag(flags: Flags, name: str, value: Any) -> Flags:
    if name.endswith("_on") and value is not None:
        value = date.fromisoformat(value)
    elif isinstance(value, list):
        value = tuple(value)
    return replace(flags, **{name: value})


def _plain(analysis: Analysis, field: str) -> Any:
    """A field's value without confidence and proof, to see whether two analyses say the same."""
    group, _, name = field.partition(".")
    match group:
        case "kind":
            return analysis.kind.value
        case "stakeholders":
            return frozenset(analysis.stakeholders.value)
        case "answers":
            return next(((a.status, a.text) for a in analysis.answers if a.question == name), None)
        case "topics":
            return next(((v.stance, v.rank) for v in analysis.topics if v.topic == name), None)
        case "proposals":
            return tuple((p.question, p.title, p.supporting, p.priority, p.replaces) for p in analysis.proposals)
        case _:
            return getattr(analysis.flags, name)
