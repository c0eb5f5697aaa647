"""The summary's part on proposals: merged where alike, with who made them, and what they would make room for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from config.consultation import Question, QuestionRole, TopicId, TopicList
from reports.discretion import Discretion
from reports.quotations import tidy
from reports.report import Cell, Section, Table
from reports.results import Results, displacement, topics_in_words
from reports.results_ideas import Bundle, Idea
from reports.summary_criteria import Numbered, against_criteria
from reports.wording import say_number

_COLUMNS = ("No.", "Proposal", "Made by", "Supporting evidence", "Rank", "In place of", "Under way")
_ALWAYS = 4
"""The first columns, which are there even where they are empty."""


def ideas_of_list(results: Results, topic_list: TopicList, discretion: Discretion) -> Iterator[Section]:
    """The proposals beside a list, and which of its topics they would replace."""
    question = results.consultation.question_for(topic_list.id, QuestionRole.PROPOSAL)
    if question is None:
        return
    every = results.bundles(question.id)
    told = [Bundle(kept) for b in every if (kept := tuple(_open_part(b.ideas, discretion)))]
    yield _proposals(results, question, (every, told), discretion)
    criteria = results.consultation.criteria_for(topic_list.id)
    yield from against_criteria(question, criteria, tuple(_numbered(told)), discretion)
    yield from _displacement(results, topic_list)


def _proposals(
    results: Results, question: Question, bundles: tuple[Sequence[Bundle], Sequence[Bundle]], discretion: Discretion
) -> Section:
    """`bundles` are all of them, and what may be told of them."""
    count = next(c for c in results.questions if c.question.id == question.id)
    every, told = bundles
    made = sum(len(b.ideas) for b in every)
    kept_back = made - sum(len(b.ideas) for b in told)
    words = [
        f"{question.id}: {question.text}",
        f"Of the {results.replied.value} who replied, {count.answered.value} answered; "
        f"{say_number(made, 'proposal was', 'proposals were')} made.",
    ]
    if any(len(b.ideas) > 1 for b in told):
        words.append(
            "Proposals that seem to be about the same stand together under one number. They were put together by the "
            "rare words that they share: a suggestion, to be looked at."
        )
    if kept_back:
        words.append(f"{say_number(kept_back, 'proposal')} made in confidence left out here.")
    rows = tuple(_rows(results, told, discretion))
    table = Table(f"Proposals {question.id}", *_without_empty(_COLUMNS, rows), note="" if rows else "None.")
    return Section(f"Proposals ({question.id})", tuple(words), (table,), level=2)


def _open_part(ideas: Iterable[Idea], discretion: Discretion) -> Iterator[Idea]:
    """What may be told of ideas: those that somebody made whose mail nobody asked to keep in confidence."""
    for idea in ideas:
        kept = {mail for v in idea.by if not discretion.may_tell(v) for mail in v.mails}
        by = tuple(v for v in idea.by if discretion.may_tell(v) and kept.isdisjoint(v.mails))
        if by:
            yield replace(idea, by=by)


def _rows(results: Results, bundles: Sequence[Bundle], discretion: Discretion) -> Iterator[tuple[Cell, ...]]:
    for mark, idea in _numbered(bundles):
        yield (
            mark,
            discretion.words(idea.heading),
            _made_by(idea, discretion),
            discretion.words(tidy(idea.supporting)),
            idea.priority,
            topics_in_words(results.consultation, idea.replaces),
            idea.under_way,
        )


def _numbered(bundles: Sequence[Bundle]) -> Iterator[Numbered]:
    """Each proposal with its number: "3", or "1a" and "1b" where they stand together."""
    for number, bundle in enumerate(bundles, start=1):
        for at, idea in enumerate(bundle.ideas):
            yield f"{number}{chr(ord('a') + at % 26)}" if len(bundle.ideas) > 1 else str(number), idea


def _made_by(idea: Idea, discretion: Discretion) -> str:
    names = discretion.names(idea.by)
    return names if discretion.publishable or any(v.ref for v in idea.by) else f"{names} (not asked)"


def _without_empty(
    columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    kept = [at for at in range(len(columns)) if at < _ALWAYS or any(row[at] for row in rows)]
    return tuple(columns[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in rows)


def _displacement(results: Results, topic_list: TopicList) -> Iterator[Section]:
    counted = [(topic, figure) for topic, figure in displacement(results, topic_list.id) if figure.value]
    if not counted:
        return
    titles: dict[TopicId, str] = {t.id: t.title for t in results.consultation.topics}
    rows = tuple((topic, titles[topic], figure.value) for topic, figure in sorted(counted, key=lambda c: -c[1].value))
    table = Table(f"Displaced {topic_list.id}", ("", "Topic", "Would be replaced by a proposal of"), rows)
    words = "How many respondents on the list would give up which topic for a proposal of their own:"
    yield Section("What would make room", (words,), (table,), level=2)
