"""What a mail says as plain values, one a field: the form in which people see a decision and say another."""

from typing import Any

from classify.analysis import Analysis, AnswerStatus, Flags, Proposal
from config.consultation import Consultation

Values = dict[str, Any]


def values_of(analysis: Analysis, consultation: Consultation) -> Values:
    """Every field of an analysis by its path: all questions and topics of the letter, spoken of or not.

    A topic without a view is None, and a question that is not spoken of is absent.
    """
    answers = {a.question: {"status": str(a.status), "text": a.text} for a in analysis.answers}
    views = {v.topic: {"stance": str(v.stance), "rank": v.rank} for v in analysis.topics}
    return {
        "kind": str(analysis.kind.value),
        "stakeholders": list(analysis.stakeholders.value),
        **{f"answers.{q.id}": answers.get(q.id, _not_spoken_of()) for q in consultation.questions},
        **{f"topics.{t.id}": views.get(t.id) for t in consultation.topics},
        "proposals": [_proposal(p) for p in analysis.proposals],
        **{f"flags.{name}": _flag(getattr(analysis.flags, name)) for name in Flags.__slots__},
    }


def changed(before: Values, after: Values) -> Values:
    """The fields of `after` that have another value than in `before`."""
    return {path: value for path, value in after.items() if path not in before or value != before[path]}


def _not_spoken_of() -> Values:
    return {"status": str(AnswerStatus.ABSENT), "text": ""}


def _proposal(proposal: Proposal) -> Values:
    return {
        "question": str(proposal.question),
        "title": proposal.title,
        "evidence": proposal.supporting,
        "priority": proposal.priority,
        "replaces": list(proposal.replaces),
        "under_way": proposal.under_way,
    }


def _flag(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value if value is None or isinstance(value, bool) else value.isoformat()
