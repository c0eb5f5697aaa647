"""What was decided about a mail, point by point and in words, for whichever page shows it. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from classify.analysis import Analysis, Answer, AnswerStatus, Evidence, Flags, Kind, Proposal, TopicView
from config.consultation import Consultation, Ref, TopicId
from ingest.message import Span
from reports.wording import say_day

ANSWERS = {
    AnswerStatus.ANSWERED: "answered",
    AnswerStatus.NONE: "has nothing to say to it",
    AnswerStatus.ABSENT: "not spoken of",
}


class Subject(StrEnum):
    """What a point is about; the beginning of its path (`store/fields.py`)."""

    KIND = "kind"
    WHO = "stakeholders"
    ANSWER = "answers"
    TOPIC = "topics"
    PROPOSAL = "proposals"
    FLAG = "flags"


@dataclass(frozen=True, slots=True)
class Point:
    """One decision. `path` names it among the mail's; `confidence` is None where none is worked out.

    `spans` are the words themselves where it is about some, `words` those words joined, `notes` what belongs to it.
    """

    path: str
    subject: Subject
    name: str
    value: str
    confidence: float | None = None
    evidence: tuple[Evidence, ...] = ()
    spans: tuple[Span, ...] = ()
    words: str = ""
    notes: tuple[str, ...] = ()


def points_of(analysis: Analysis, consultation: Consultation) -> tuple[Point, ...]:
    """Every decision of an analysis: kind, for whom, questions, topics, proposals, and what else it says."""
    titles = titles_of(consultation)
    kind, who = analysis.kind, analysis.stakeholders
    return (
        Point("kind", Subject.KIND, "Kind", say_kind(kind.value), kind.confidence, kind.evidence),
        Point("stakeholders", Subject.WHO, "For", say_names(analysis, consultation), who.confidence, who.evidence),
        *(_answer(a, consultation) for a in analysis.answers),
        *(_topic(v, titles) for v in analysis.topics),
        *(_proposal(number, p, titles) for number, p in enumerate(analysis.proposals, 1)),
        *(Point(f"flags.{name}", Subject.FLAG, "Also", words) for name, words in say_flags(analysis.flags)),
    )


def titles_of(consultation: Consultation) -> dict[TopicId, str]:
    """Every topic as it is named to a person."""
    return {t.id: f"{t.id} {t.title}" for t in consultation.topics}


def _answer(answer: Answer, consultation: Consultation) -> Point:
    texts = {q.id: q.text for q in consultation.questions}
    return Point(
        f"answers.{answer.question}",
        Subject.ANSWER,
        f"{answer.question} {texts.get(answer.question, '')}".strip(),
        ANSWERS[answer.status],
        answer.confidence,
        answer.evidence,
        answer.spans,
        "" if answer.status is AnswerStatus.ABSENT else answer.text,
    )


def _topic(view: TopicView, titles: Mapping[TopicId, str]) -> Point:
    name = titles.get(view.topic, view.topic)
    return Point(f"topics.{view.topic}", Subject.TOPIC, name, say_view(view), view.confidence, view.evidence)


def _proposal(number: int, proposal: Proposal, titles: Mapping[TopicId, str]) -> Point:
    replaced = "; ".join(titles.get(t, t) for t in proposal.replaces)
    notes = [f"Would replace {replaced}"] if replaced else []
    notes += [f"Under way as {proposal.under_way}"] if proposal.under_way else []
    return Point(
        f"proposals.{number}",
        Subject.PROPOSAL,
        proposal.title,
        f"to {proposal.question}" + (f", number {proposal.priority}" if proposal.priority else ""),
        proposal.confidence,
        (),
        proposal.spans,
        proposal.supporting,
        tuple(notes),
    )


def say_kind(kind: Kind) -> str:
    """ "nil response"."""
    return str(kind).replace("_", " ")


def say_sure(confidence: float) -> str:
    """ "92% sure"."""
    return f"{round(100 * confidence)}% sure"


def say_names(analysis: Analysis, consultation: Consultation) -> str:
    """On whose behalf it speaks."""
    labels: dict[Ref, str] = {s.ref: s.label for s in consultation.stakeholders}
    return "; ".join(labels.get(ref, ref) for ref in analysis.stakeholders.value) or "nobody on the list"


def say_view(view: TopicView) -> str:
    """ "prefer, number 1"."""
    return f"{view.stance}{f', number {view.rank}' if view.rank else ''}"


def say_reason(reason: str, titles: Mapping[TopicId, str]) -> str:
    """A reason to look, with the titles of the topics that it speaks of, and its kind in plain words."""
    for topic, title in titles.items():
        reason = re.sub(rf"(?<![\w.]){re.escape(topic)}(?![\w.])", title.replace("\\", r"\\"), reason)
    return reason.replace("_", " ")


def say_flags(flags: Flags) -> Iterator[tuple[str, str]]:
    """What else it says, each by the flag's name."""
    if flags.returns_on:
        yield "returns_on", f"Back on {say_day(flags.returns_on)}."
    if flags.stand_ins:
        yield "stand_ins", f"Meanwhile: {', '.join(flags.stand_ins)}."
    if flags.promised_on:
        yield "promised_on", f"Promises a reply by {say_day(flags.promised_on)}."
    if flags.failed_recipients:
        yield "failed_recipients", f"Could not be delivered to {', '.join(flags.failed_recipients)}."
    if flags.extension_requested:
        yield "extension_requested", "Asks for more time."
    if flags.confidential:
        yield "confidential", "Asks that the reply or the name be kept confidential."
    if flags.supersedes:
        yield "supersedes", "Takes the place of an earlier mail."
