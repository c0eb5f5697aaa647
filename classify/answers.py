"""Answers to each question out of labelled units: status, the words themselves, and how sure."""

from collections.abc import Sequence
from dataclasses import dataclass

from classify.analysis import Answer, AnswerStatus, Evidence
from classify.markers import marker_end
from classify.reading import Labelled
from classify.roles import questions_of
from classify.sentences import Block
from classify.units import Unit
from config.consultation import Consultation, QuestionId
from ingest.message import ParsedMessage, Span

RULE = "question-field"


@dataclass(frozen=True, slots=True)
class _Piece:
    """One unit that answers a question."""

    unit: Unit
    declines: bool
    certainty: float


def answers_of(message: ParsedMessage, labelled: Labelled, consultation: Consultation) -> tuple[Answer, ...]:
    """One answer for each question of the consultation, in its order; absent where no unit answers it."""
    pieces: dict[QuestionId, list[_Piece]] = {q.id: [] for q in consultation.questions}
    for unit, label, certainty in zip(labelled.draft.units, labelled.labels, labelled.certainty, strict=True):
        for question, declines in questions_of(label, consultation):
            pieces[question].append(_Piece(unit, declines, certainty))
    doubt = _doubt(labelled)
    return tuple(_answer(question, found, message, doubt) for question, found in pieces.items())


def _answer(question: QuestionId, pieces: Sequence[_Piece], message: ParsedMessage, doubt: float) -> Answer:
    spans = _spans(pieces, message)
    if not spans:
        return Answer(question, AnswerStatus.ABSENT, "", (), 1.0 - doubt)
    status = AnswerStatus.NONE if all(p.declines for p in pieces) else AnswerStatus.ANSWERED
    text = " ".join(" ".join(message.words(s).split()) for s in spans)
    certainty = max(p.certainty for p in pieces)
    return Answer(question, status, text, spans, certainty, tuple(Evidence(RULE, message.words(s), s) for s in spans))


def _spans(pieces: Sequence[_Piece], message: ParsedMessage) -> tuple[Span, ...]:
    """The words of the pieces without bare markers and headings; pieces that touch become one span."""
    spans: list[Span] = []
    for piece in pieces:
        span = piece.unit.span
        start = span.start + _lead(piece.unit)
        if start >= span.end:
            continue
        if spans and spans[-1].part == span.part and not _gap(message, spans[-1], span):
            spans[-1] = Span(span.part, spans[-1].start, span.end)
        else:
            spans.append(Span(span.part, start, span.end))
    return tuple(spans)


def _lead(unit: Unit) -> int:
    """How much of a unit is its question marker with the dash or colon after it."""
    end = marker_end(unit.text)
    if unit.block is Block.HEADING and end >= len(unit.text) - 2:
        return len(unit.text)
    while 0 < end < len(unit.text) and unit.text[end] in " \t:.)-–—":
        end += 1
    return end


def _gap(message: ParsedMessage, first: Span, second: Span) -> bool:
    between = message.text(first.part)[first.end : second.start]
    return any(not c.isspace() for c in between)


def _doubt(labelled: Labelled) -> float:
    """How likely some unit that is held to answer nothing does answer something."""
    return max(
        (1.0 - c for c, name in zip(labelled.certainty, labelled.labels, strict=True) if name == "O"), default=0.0
    )
