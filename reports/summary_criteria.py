"""The summary's part on the letter's criteria: to which of them the evidence for each proposal speaks."""

from collections.abc import Iterator, Sequence

from config.consultation import Criterion, Question
from reports.criteria import SpeaksTo, speaks_to
from reports.discretion import Discretion
from reports.quotations import tidy
from reports.report import Section, Table
from reports.results_ideas import Idea

Numbered = tuple[str, Idea]
"""A proposal with its number in the table of proposals."""


def against_criteria(
    question: Question, criteria: Sequence[Criterion], ideas: Sequence[Numbered], discretion: Discretion
) -> Iterator[Section]:
    """One row for each proposal whose evidence speaks to a criterion; the others are named by number."""
    known = [c for c in criteria if c.words]
    if not known or not ideas:
        return
    found = [(number, idea, speaks_to(discretion.words(tidy(idea.supporting)), known)) for number, idea in ideas]
    rows = tuple((number, discretion.words(idea.heading), _said(its)) for number, idea, its in found if its)
    silent = len(found) - len(rows)
    words = [_HOW]
    if silent:
        rest = (
            "this proposal"
            if len(found) == 1
            else f"the other {silent if silent > 1 else 'one'}"
            if rows
            else f"all {silent}"
        )
        words.append(f"The evidence for {rest} has no such word.")
    columns = ("No.", "Proposal", "Its evidence speaks to")
    table = Table(f"Criteria {question.id}", columns, rows)
    yield Section(f"Proposals and the letter's criteria ({question.id})", tuple(words), (table,), level=2)


_HOW = (
    "Evidence speaks to a criterion where it has one of the words that the consultation's file gives for it; they "
    "stand in quotation marks. Whether a proposal meets the criterion is for a person to say."
)


def _said(found: Sequence[SpeaksTo]) -> str:
    return "; ".join(f"{each.criterion.label} ({', '.join(f'“{w}”' for w in each.words)})" for each in found)
