"""The bars of a list: how many prefer each topic, how many put it first, how many oppose it, and where the cut is."""

from textwrap import wrap

from reports.charts.shapes import FIRST, INK, OPPOSE, PREFER, WIDTH, Bar, Chart, Rule, Shape, Words, key, width_of
from reports.results_cut import Cut
from reports.tally import ListCount, TopicCount

_LINE, _BAR, _THIN = 19, 15, 9
_LABEL = 170
"""Room for the words at the end of a bar."""
_LETTERS = 72


def chart_topics(cut: Cut) -> Chart:
    """Topics in order, the most preferred on top."""
    count = cut.counts
    most = max((max(c.prefer.value, c.oppose.value) for c in count.topics), default=0)
    unit = (WIDTH - _LABEL) / most if most else 0.0
    entries = ((PREFER, "prefer"), (FIRST, "of them as first choice"), (OPPOSE, "oppose"))
    shapes: list[Shape] = [*key(entries, 14)]
    y = 40.0
    for place, each in enumerate(count.topics, start=1):
        shapes += _topic(each, y, unit)
        y += _height(each)
        if place == cut.places < len(count.topics):
            shapes += _cut_line(cut, y)
            y += 26
    return Chart(
        f"topics-{count.topic_list.id.replace('.', '-')}",
        f"{count.topic_list.name}: how many prefer and oppose each topic",
        tell_topics(count, cut),
        y,
        tuple(shapes),
    )


def tell_topics(count: ListCount, cut: Cut) -> str:
    """What the bars show, in words."""
    each = (
        f"{c.topic.title}: {c.prefer.value} prefer it, {c.first.value} of them first, {c.oppose.value} oppose it"
        for c in count.topics
    )
    first = "the first alone" if cut.places == 1 else f"the first {cut.places}"
    room = f" There is room for {first}." if cut.places < len(count.topics) else ""
    return "; ".join(each) + "." + room


def _topic(count: TopicCount, y: float, unit: float) -> list[Shape]:
    lines = wrap(f"{count.topic.letter}) {count.topic.title}", _LETTERS)
    shapes: list[Shape] = [Words(0, y + 4 + _LINE * at, line) for at, line in enumerate(lines)]
    top = y + _LINE * (len(lines) - 1) + 11
    prefer, first, oppose = (f.value * unit for f in (count.prefer, count.first, count.oppose))
    label = f"{count.prefer.value} ({count.prefer.share})"
    label += f", {count.first.value} first" if count.first.value else ""
    shapes += [
        Bar(0, top, prefer, _BAR, PREFER),
        Bar(0, top, first, _BAR, FIRST),
        Words(prefer + 7, top + 12.5, label),
        Bar(0, top + _BAR + 2, oppose, _THIN, OPPOSE),
        Words(oppose + 7, top + _BAR + 13, f"{count.oppose.value} oppose", 13),
    ]
    return shapes


def _height(count: TopicCount) -> float:
    return _LINE * len(wrap(f"{count.topic.letter}) {count.topic.title}", _LETTERS)) + _BAR + _THIN + 24


def _cut_line(cut: Cut, y: float) -> tuple[Shape, ...]:
    words = f"room for {cut.places}"
    words += ": level at the cut" if cut.level else ""
    room = width_of(words) + 10
    at = y - 6
    return Rule(0, at, WIDTH - room, at, INK, 2, dashed=True), Words(WIDTH, at + 5, words, anchor="end")
