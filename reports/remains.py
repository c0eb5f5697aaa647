"""The counts that a purge leaves: whole numbers about all respondents together, by no name, group or line."""

from collections import Counter
from typing import Any

from reports.figure import Figure
from reports.reading import Reading
from reports.results import Results
from reports.totals import count_standings
from store.rows import Balance


def make_remains(results: Results, readings: tuple[Reading, ...], balance: Balance) -> dict[str, Any]:
    """What stays known: how many were asked, replied and said what, and how many mails of which kind came."""
    status = results.status
    topics = [count for each in results.lists for count in each.topics]
    respondents = (*results.respondents, *results.others)
    return {
        "as_of": status.as_of.isoformat(),
        "asked": len(status.asked),
        "standings": dict(sorted((str(s), number) for s, number in count_standings(status).items() if number)),
        "not_on_the_list": len(results.others),
        "mails": balance.mails,
        "kinds": dict(sorted(Counter(str(r.kind) for r in readings).items())),
        "questions": dict(sorted((q.question.id, _values(q.answered, q.none, q.absent)) for q in results.questions)),
        "topics": dict(sorted((c.topic.id, _values(c.prefer, c.first, c.oppose, c.mention)) for c in topics)),
        "proposals": sum(len(r.proposals) for r in respondents),
    }


def say_remains(counts: dict[str, Any]) -> tuple[str, ...]:
    """The counts in lines for a person."""
    standings = ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in counts["standings"].items())
    kinds = ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in counts["kinds"].items())
    return (
        f"Asked {counts['asked']}: {standings}; {counts['not_on_the_list']} more gave a view unasked",
        f"Mails {counts['mails']}: {kinds}",
        "Questions (answered, nothing for it, silent): " + _say_lists(counts["questions"]),
        "Topics (preferred, first, opposed, named): " + _say_lists(counts["topics"]),
        f"Proposals {counts['proposals']}",
    )


def _values(*figures: Figure) -> list[int]:
    """The numbers, without those who are behind them."""
    return [figure.value for figure in figures]


def _say_lists(numbers: dict[str, list[int]]) -> str:
    return "; ".join(f"{name} {'/'.join(map(str, each))}" for name, each in numbers.items())
