"""Every figure of the outcome by a name, so that each can be traced to those behind it and to their mails."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reports.figure import Figure, Voice
from reports.results import Results, displacement
from reports.standing import Standing
from reports.wording import say_day


@dataclass(frozen=True, slots=True)
class Traced:
    """A figure with its name (`2.2.e.prefer`, `Q1.none`, `replied`) and what it counts in words.

    `path` is the field of an analysis that says it (`topics.2.2.e`), empty where none alone does; `any_of` are those
    of which any says it.
    """

    name: str
    words: str
    figure: Figure
    path: str = ""
    any_of: tuple[str, ...] = ()


def index(results: Results) -> dict[str, Traced]:
    """All figures by name."""
    return {each.name: each for each in _every(results)}


def _every(results: Results) -> Iterator[Traced]:
    yield from _whole(results)
    yield from _standings(results)
    yield from _questions(results)
    yield from _topics(results)
    yield from _days(results)


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
    yield Traced("proposals", "Made a proposal of their own", _proposers(results))


def _waiting(results: Results) -> Figure:
    return Figure((*results.pending.waiting, *results.pending.nil), results.replied.value)


def _proposers(results: Results) -> Figure:
    """Each once, with all mails in which they propose something."""
    found: dict[tuple[str | None, str], Voice] = {}
    for voice in (v for idea in results.ideas for v in idea.by):
        before = found.get((voice.ref, voice.name))
        mails = dict.fromkeys((*(before.mails if before else ()), *voice.mails))
        by_person = voice.by_person or (before is not None and before.by_person)
        found[voice.ref, voice.name] = replace(voice, mails=tuple(mails), by_person=by_person)
    return Figure(tuple(found.values()), len(results.respondents) + len(results.others))


def _standings(results: Results) -> Iterator[Traced]:
    """Where lines stand, as the status board counts them, each with the mails that its standing rests on."""
    voices = {v.ref: v for v in results.asked.behind}
    lines = [line for line in results.status.asked if line.stakeholder.ref in voices]
    for standing in Standing:
        own = (x for x in lines if x.standing is standing)
        behind = tuple(replace(voices[x.stakeholder.ref], mails=x.decided_by) for x in own)
        yield Traced(f"standing.{standing}", f"Stand as: {str(standing).replace('_', ' ')}", Figure(behind, len(lines)))
    statutory = frozenset(x.stakeholder.ref for x in lines if x.stakeholder.statutory)
    asked = results.asked.among(lambda v: v.ref in statutory, results.asked.value)
    yield Traced("statutory.asked", "Asked, as the law requires", asked)
    replied = results.replied.among(lambda v: v.ref in statutory, asked.value)
    yield Traced("statutory.replied", "Replied of those whom the law requires to be asked", replied)


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
        any_of = [f"answers.{count.question.id}"] if count.question else []
        any_of += [f"topics.{each.topic.id}" for each in count.topics]
        words = f"{count.topic_list.name}: {asked}"
        yield Traced(f"{list_id}.answered", words, count.answered, any_of=tuple(any_of))
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
