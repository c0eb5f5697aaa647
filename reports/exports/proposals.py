"""Ideas of the respondents' own: one row a proposal and respondent who made it."""

from collections.abc import Iterator

from reports.exports.columns import SAID, WHO, said
from reports.exports.schema import Column, Form, Row, Type
from reports.exports.telling import Telling
from reports.results_ideas import Idea

FORM = Form(
    "proposals",
    "A proposal and one who made it; one in the same words is one, with a row for each who made it",
    (
        *WHO,
        Column("proposal", Type.NUMBER, "The proposal by a number of this export", public=True),
        Column("alike", Type.NUMBER, "The same number for proposals that seem to be about the same", public=True),
        Column("question", Type.TEXT, "The question that it answers", public=True),
        Column("title", Type.TEXT, "What is proposed", public=True),
        Column("supporting", Type.TEXT, "What they say in support of it", public=True),
        Column("priority", Type.NUMBER, "Its place among their proposals, where they say so", public=True),
        Column("replaces", Type.TEXT, "The topics that it would take the place of, parted by spaces", public=True),
        Column("under_way", Type.TEXT, "The work of ours that covers it already", public=True),
        *(c for c in SAID if c.name not in ("confidence", "rules")),
    ),
)


def rows(telling: Telling) -> Iterator[Row]:
    """Proposal by proposal, those alike one behind the other."""
    number = 0
    for alike, bundle in enumerate(telling.basis.results.bundles(), 1):
        for idea in bundle.ideas:
            number += 1
            for voice in idea.by:
                if telling.tells(voice):
                    yield {
                        **telling.who(voice),
                        **_row(telling, idea),
                        **said(voice),
                        "proposal": number,
                        "alike": alike,
                    }


def _row(telling: Telling, idea: Idea) -> Row:
    return {
        "question": idea.question,
        "title": telling.words(idea.heading),
        "supporting": telling.words(idea.supporting),
        "priority": idea.priority,
        "replaces": " ".join(idea.replaces),
        "under_way": idea.under_way,
    }
