"""Question labels that hold for any letter: which list a unit speaks of, and whether it chooses or proposes.

"P0" prefers from the first list, "N0" proposes beside it, "P1" and "N1" the same for the second; a trailing "-"
declines ("no preference", "nothing to add"); several are joined by "+"; "O" answers nothing.
"""

from config.consultation import Consultation, ListId, QuestionId, QuestionRole

OUTSIDE = "O"


def role_of(question: QuestionId, consultation: Consultation) -> str:
    """The label of a question. Raises StopIteration where the consultation has no such question."""
    found = next(q for q in consultation.questions if q.id == question)
    index = [t.id for t in consultation.lists].index(found.list_id)
    return f"{'P' if found.role is QuestionRole.PREFERENCE else 'N'}{index}"


def questions_of(label: str, consultation: Consultation) -> tuple[tuple[QuestionId, bool], ...]:
    """The questions that a label answers, each with whether it declines; empty for OUTSIDE."""
    found = []
    for part in label.split("+") if label != OUTSIDE else ():
        role = QuestionRole.PREFERENCE if part[0] == "P" else QuestionRole.PROPOSAL
        index = int(part[1])
        if index < len(consultation.lists):
            question = consultation.question_for(consultation.lists[index].id, role)
            if question:
                found.append((question.id, part.endswith("-")))
    return tuple(found)


def list_of(label: str, consultation: Consultation) -> ListId | None:
    """The list that a label speaks of, or None where it speaks of none or of several."""
    indexes = {part[1] for part in label.split("+") if label != OUTSIDE}
    return consultation.lists[int(indexes.pop())].id if len(indexes) == 1 else None
