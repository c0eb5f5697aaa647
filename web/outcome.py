"""The outcome behind the pages: worked out once for a view and a group, and kept while the view stays."""

import threading
from collections import deque
from dataclasses import dataclass

from reports.charts.as_svg import render_svg
from reports.charts.groups import chart_groups
from reports.charts.replies import chart_replies
from reports.charts.topics import chart_topics
from reports.reading import Reading
from reports.respondents import KeptRespondents
from reports.results import Results, results_of
from reports.results_cut import Cut
from reports.results_ideas import Bundle
from reports.results_index import Traced, index
from reports.tally import ListCount
from web.desk import Desk, Stamp, View
from web.errors import MissingError

_MOST = 16


@dataclass(frozen=True, slots=True)
class ListPart:
    """What the page shows of one list: its count, its cut, groups, and both charts as SVG."""

    count: ListCount
    cut: Cut
    by_group: tuple[tuple[str, ListCount], ...]
    topics_chart: str
    groups_chart: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures with all that is drawn from them; `traced` has every figure by name."""

    results: Results
    traced: dict[str, Traced]
    lists: tuple[ListPart, ...]
    bundles: tuple[Bundle, ...]
    replies_chart: str


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: Stamp
    readings: tuple[Reading, ...]
    group: str
    outcome: Outcome


_kept: deque[_Kept] = deque(maxlen=_MOST)
_respondents = KeptRespondents()
_lock = threading.Lock()


def find_outcome(desk: Desk, view: View, group: str = "") -> Outcome:
    """The outcome of a view, for all or for one group. Raises MissingError for a group that there is not."""
    if group and all(s.group != group for s in view.consultation.stakeholders):
        raise MissingError(f"The list has no group {group!r}.")
    with _lock:
        for kept in _kept:
            if kept.readings is view.readings and kept.stamp == view.stamp and kept.group == group:
                return kept.outcome
    outcome = _work_out(results_of(view.status, view.readings, desk.reminders(), group, _respondents))
    with _lock:
        _kept.appendleft(_Kept(view.stamp, view.readings, group, outcome))
    return outcome


def _work_out(results: Results) -> Outcome:
    return Outcome(
        results,
        index(results),
        tuple(_list_part(results, cut) for cut in results.cuts),
        results.bundles(),
        render_svg(chart_replies(results.days, results.consultation.deadline_on)),
    )


def _list_part(results: Results, cut: Cut) -> ListPart:
    by_group = results.by_group(cut.counts.topic_list.id)
    charts = render_svg(chart_topics(cut)), render_svg(chart_groups(cut.counts, by_group))
    return ListPart(cut.counts, cut, by_group, *charts)
