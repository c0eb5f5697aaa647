"""Mails that a person has joined, made one analysis: what any of them says, the later word on the same thing. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from classify.analysis import Analysis, Answer, AnswerStatus, Decision, Flags, Kind
from config.consultation import QuestionId, Ref

_WEIGHTIEST = (Kind.RESPONSE, Kind.NIL_RESPONSE, Kind.HOLDING, Kind.QUERY)


def merge_analyses(parts: Sequence[Analysis], review: Sequence[str]) -> Analysis:
    """One analysis of parts given oldest first, with the reasons to look that are left of them."""
    kinds = [p.kind for p in parts]
    kind = next((k for wanted in _WEIGHTIEST for k in kinds if k.value is wanted), kinds[0])
    refs: dict[Ref, None] = dict.fromkeys(ref for p in parts for ref in p.stakeholders.value)
    return replace(
        parts[0],
        kind=kind,
        stakeholders=Decision(
            tuple(refs),
            min(p.stakeholders.confidence for p in parts),
            tuple(e for p in parts for e in p.stakeholders.evidence),
        ),
        answers=_answers(parts),
        topics=tuple({v.topic: v for p in parts for v in p.topics}.values()),
        proposals=tuple(dict.fromkeys(each for p in parts for each in p.proposals)),
        flags=_flags([p.flags for p in parts]),
        review=tuple(dict.fromkeys(review)),
    )


def _answers(parts: Sequence[Analysis]) -> tuple[Answer, ...]:
    merged: dict[QuestionId, Answer] = {}
    for answer in (a for p in parts for a in p.answers):
        before = merged.get(answer.question)
        if before is None or before.status is not AnswerStatus.ANSWERED:
            if before is None or answer.status is not AnswerStatus.ABSENT:
                merged[answer.question] = answer
        elif answer.status is AnswerStatus.ANSWERED:
            merged[answer.question] = replace(before, text=f"{before.text}\n\n{answer.text}")
    return tuple(merged.values())


def _flags(flags: Sequence[Flags]) -> Flags:
    return replace(
        flags[0],
        promised_on=next((f.promised_on for f in reversed(flags) if f.promised_on), None),
        extension_requested=any(f.extension_requested for f in flags),
        confidential=any(f.confidential for f in flags),
    )
