"""A list by group: for each topic, how many of each group's answers prefer it."""

from collections.abc import Sequence
from textwrap import wrap

from reports.charts.shapes import FAINT, PREFER, TRACK, WIDTH, Bar, Chart, Rule, Shape, Words
from reports.tally import ListCount

_SMALL = 13
_GAP = 14


def chart_groups(count: ListCount, by_group: Sequence[tuple[str, ListCount]]) -> Chart:
    """Topics downwards in the order of the whole, groups across; a full bar is everyone of the group who answered."""
    answered = [(group, each) for group, each in by_group if each.answered.value]
    across = max(WIDTH / max(len(answered), 1), 90.0)
    width = max(across * len(answered), WIDTH)
    letters = int(across / (_SMALL * 0.56)) - 2
    heads = [wrap(group, letters) for group, _ in answered]
    tallest = max((len(head) for head in heads), default=1)
    shapes: list[Shape] = []
    for at, (head, (_, each)) in enumerate(zip(heads, answered, strict=True)):
        above = tallest - len(head)
        shapes += [Words(at * across, 14 + 16 * (above + n), line, _SMALL) for n, line in enumerate(head)]
        shapes.append(Words(at * across, 14 + 16 * tallest, f"{each.answered.value} answered", _SMALL, FAINT))
    y = 14 + 16 * tallest + 10.0
    for topic in (c.topic for c in count.topics):
        shapes.append(Rule(0, y, width, y, TRACK))
        shapes.append(Words(0, y + 19, f"{topic.letter}) {topic.title}"))
        for at, (_, each) in enumerate(answered):
            figure, full = each.count_of(topic.id).prefer, across - _GAP
            shapes.append(Bar(at * across, y + 28, full, 11, TRACK))
            shapes.append(Bar(at * across, y + 28, full * figure.value / max(figure.of, 1), 11, PREFER))
            shapes.append(Words(at * across, y + 54, f"{figure.value} of {figure.of}", _SMALL))
        y += 66
    return Chart(
        f"groups-{count.topic_list.id.replace('.', '-')}",
        f"{count.topic_list.name}: how many of each group prefer each topic",
        _told(count, answered),
        y,
        tuple(shapes),
        width,
    )


def _told(count: ListCount, answered: Sequence[tuple[str, ListCount]]) -> str:
    lines = []
    for topic in (c.topic for c in count.topics):
        figures = ((group, each.count_of(topic.id).prefer) for group, each in answered)
        lines.append(f"{topic.title}: " + ", ".join(f"{group} {f.value} of {f.of}" for group, f in figures))
    return "; ".join(lines) + "." if lines else "Nobody has answered."
