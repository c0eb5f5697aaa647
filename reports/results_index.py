"""Every figure of the outcome by a name, so that each can be traced to those behind it and to their mails."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.figure import Figure
from reports.results import Results, displacement
from reports.wording import say_day


@dataclass(frozen=True, slots=True)
class Traced:
    """A figure with its name (`2.2.e.prefer`, `Q1.none`, `replied`) and what it counts in words.

    `path` is the field of an analysis that says it (`topics.2.2.e`), empty where none alone does.
    """

    name: str
    words: str
    figure: Figure
    path: str = ""


def index(results: Results) -> dict[str, Traced]:
    """All figures by name."""
    return {each.name: each for each in (*_whole(results), *_questions(results), *_topics(results), *_days(results))}


def _whole(results: Results) -> Iterator[Traced]:
    replied, pending = results.replied, results.pending
    yield Traced("asked", "Asked", results.asked)
    yield Traced("replied", "Replied", replied)
    yield Traced("late", "Replied after the deadline", replied.among(lambda v: v.late, replied.value))
    yield Traced("nil", "Have nothing to say", results.nil)
    views = Figure(tuple(r.voice() for r in results.respondents), replied.value)
    yield Traced("views", "Gave a view", views)
    yield Traced("out", "Have not replied", Figure(pending.out, results.asked.value))
    yield Traced("waiting", "Replied, and a mail of theirs waits for review", _waiting(results))
    yield Traced("others", "Gave a view without being on the list", _others(results))


def _waiting(results: Results) -> Figure:
    return Figure((*results.pending.waiting, *results.pending.nil), results.replied.value)


def _others(results: Results) -> Figure:
    return Figure(tuple(r.voice() for r in results.others), len(results.others))


def _questions(results: Results) -> Iterator[Traced]:
    for count in results.questions:
        name, path = count.question.id, f"answers.{count.question.id}"
        yield Traced(f"{name}.answered", f"Answered {name}", count.answered, path)
        yield Traced(f"{name}.none", f"Said that they have none to offer to {name}", count.none, path)
        yield Traced(f"{name}.absent", f"Gave a view and did not speak to {name}", count.absent, path)
        yield Traced(f"{name}.nil", f"Have nothing to say at all, nor to {name}", count.nil)


def _topics(results: Results) -> Iterator[Traced]:
    for count in results.lists:
        list_id = count.topic_list.id
        asked = f"answered {count.question.id} or took a side" if count.question else "took a side"
        yield Traced(f"{list_id}.answered", f"{count.topic_list.name}: {asked}", count.answered)
        for each in count.topics:
            topic, title, path = each.topic.id, each.topic.title, f"topics.{each.topic.id}"
            yield Traced(f"{topic}.prefer", f"Prefer {title}", each.prefer, path)
            yield Traced(f"{topic}.first", f"Have {title} as their first choice", each.first, path)
            yield Traced(f"{topic}.oppose", f"Oppose {title}", each.oppose, path)
            yield Traced(f"{topic}.mention", f"Name {title} and take no side", each.mention, path)
        for topic, figure in displacement(results, list_id):
            title = results.consultation.topic(topic).title
            yield Traced(f"{topic}.replace", f"Would replace {title} by a proposal of their own", figure)


def _days(results: Results) -> Iterator[Traced]:
    for day in results.days:
        yield Traced(f"day.{day.on.isoformat()}", f"Replied first on {say_day(day.on)}", day.replied)
