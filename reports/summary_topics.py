"""The summary's part on one list: its topics in order, the cut, first choices, opposition with reasons, groups."""

from collections.abc import Iterable, Iterator

from config.consultation import ListId
from reports.charts.groups import chart_groups
from reports.charts.topics import chart_topics
from reports.discretion import Discretion, wide_enough
from reports.figure import Figure
from reports.quotations import quote_views
from reports.report import Quote, Section, Table
from reports.results import Results
from reports.results_cut import Cut
from reports.results_words import join, say_cut, say_open, say_top
from reports.tally import ListCount, TopicCount

_QUOTES = 2
"""Quotations for and against a topic."""


def topics_of_list(results: Results, cut: Cut, discretion: Discretion) -> Iterator[Section]:
    """Everything about a list but the proposals."""
    count = cut.counts
    question = f"{count.question.id}: {count.question.text}" if count.question else ""
    top = tuple(w for w in (question, say_top(count), _first_choices(count)) if w)
    yield Section(f"{count.topic_list.name} ({count.topic_list.id})", top, (_table(cut),), (chart_topics(cut),))
    if cut.margin is not None:
        yield Section("The margin at the cut", (say_cut(cut), *say_open(cut)), level=2)
    yield from _support(results, count, cut, discretion)
    yield from _opposition(results, count, discretion)
    yield from _groups(results, count.topic_list.id, discretion)


def _table(cut: Cut) -> Table:
    rows = tuple(
        (
            c.topic.id,
            c.topic.title,
            c.prefer.value,
            c.prefer.share,
            c.first.value,
            c.oppose.value,
            c.mention.value,
        )
        for c in cut.counts.topics
    )
    columns = ("", "Topic", "Prefer", "Share", "First choice", "Oppose", "No side")
    return Table(cut.counts.topic_list.name, columns, rows, _note(cut))


def _note(cut: Cut) -> str:
    first = "the first alone" if cut.places == 1 else f"the first {cut.places}"
    room = f"There is room for {first}. " if cut.margin is not None else ""
    return f"{room}“No side”: the topic is named, and neither chosen nor turned down."


def _first_choices(count: ListCount) -> str:
    firsts = sorted((c for c in count.topics if c.first.value), key=lambda c: -c.first.value)
    if not firsts:
        return "Nobody named a first choice."
    return f"First choices: {join(f'{c.topic.title} ({c.first.value})' for c in firsts)}."


def _support(results: Results, count: ListCount, cut: Cut, discretion: Discretion) -> Iterator[Section]:
    chosen = cut.inside or count.topics
    quotes = tuple(_quotes(results, ((c, c.prefer) for c in chosen), discretion))
    if quotes:
        yield Section("In favour", quotes=quotes, level=2)


def _opposition(results: Results, count: ListCount, discretion: Discretion) -> Iterator[Section]:
    opposed = sorted((c for c in count.topics if c.oppose.value), key=lambda c: -c.oppose.value)
    if not opposed:
        yield Section("Opposition", ("Nobody spoke against any of these topics.",), level=2)
        return
    each = join(f"{c.topic.title} ({c.oppose.value} of {c.oppose.of})" for c in opposed)
    quotes = tuple(_quotes(results, ((c, c.oppose) for c in opposed), discretion))
    yield Section("Opposition and its reasons", (f"Spoken against: {each}.",), quotes=quotes, level=2)


def _quotes(results: Results, figures: Iterable[tuple[TopicCount, Figure]], discretion: Discretion) -> Iterator[Quote]:
    """A few for each topic; nobody's words twice."""
    used: set[str] = set()
    for count, figure in figures:
        found = quote_views(count.topic.id, figure, results.respondents, figure.value)
        fit = [q for q in found if q.words not in used and discretion.may_quote(q.words, q.voice)]
        for quotation in fit[:_QUOTES]:
            used.add(quotation.words)
            about = f"on {count.topic.letter}) {count.topic.title}"
            yield Quote(quotation.words, f"{discretion.source(quotation.voice)}, {about}")


def _groups(results: Results, list_id: ListId, discretion: Discretion) -> Iterator[Section]:
    by_group = results.by_group(list_id)
    note = "Of those of each group who answered; in brackets how many oppose."
    if discretion.publishable:
        sizes = ((g, c.answered.value, any(v.confidential for v in c.answered.behind)) for g, c in by_group)
        by_group = results.by_group(list_id, wide_enough(sizes))
        if any(" and " in group and group not in results.groups for group, _ in by_group):
            note += " Groups in which one who asked for confidence could be known by the figures are put together."
    by_group = tuple((g, c) for g, c in by_group if c.answered.value)
    if len(by_group) < 2:
        return
    count = next(c for c in results.lists if c.topic_list.id == list_id)
    rows = tuple(
        (f"{c.topic.letter}) {c.topic.title}", *(_of_group(its.count_of(c.topic.id)) for _, its in by_group))
        for c in count.topics
    )
    answered = ("Answered", *(str(its.answered.value) for _, its in by_group))
    table = Table(f"By group {list_id}", ("Topic", *(g or "No group" for g, _ in by_group)), (answered, *rows), note)
    yield Section("By group", tables=(table,), pictures=(chart_groups(count, by_group),), level=2)


def _of_group(count: TopicCount) -> str:
    return f"{count.prefer.value} ({count.oppose.value})" if count.oppose.value else str(count.prefer.value)
