"""What the replies come to: every figure leads to those behind it, and they to their mails."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response

from config.consultation import Consultation
from reports.criteria import SpeaksTo, speaks_to
from reports.figure import Voice
from reports.quotations import tidy
from reports.respondents import Respondent
from reports.results import Results
from reports.results_ideas import Idea
from reports.results_index import Traced
from reports.results_words import say_cut, say_decided, say_open, say_top
from reports.totals import percent
from web.addresses import RESULTS, link
from web.choice import page_of
from web.errors import MissingError
from web.navigation import Entry
from web.outcome import find_outcome
from web.visit import Visit, show

ENTRY = Entry(40, "Results", RESULTS)
BEHIND = f"{RESULTS}/behind"

_MOST_NAMES = 12
"""So many of those who made a proposal in the same words are named on its card."""


@dataclass(frozen=True, slots=True)
class Behind:
    """One of those behind a figure, with the words that say it, where single words do."""

    voice: Voice
    rank: int | None
    quotes: tuple[str, ...]


def results(visit: Visit) -> Response:
    """The outcome of all, or of one group, as at a moment."""
    as_of, group = visit.query("as_of"), visit.query("group")
    view = visit.desk.view(visit.desk.read_moment(as_of))
    outcome = find_outcome(visit.desk, view, group)
    decided = outcome.results.decided
    return visit.render(
        "results.html",
        view=view,
        as_of=as_of,
        group=group,
        outcome=outcome,
        results=outcome.results,
        behind=BEHIND,
        titles={t.id: t.title for t in view.consultation.topics},
        most_names=_MOST_NAMES,
        svg=Markup,
        tidy=tidy,
        speaks_to=lambda idea: _speaks_to(view.consultation, idea),
        say_top=say_top,
        say_cut=say_cut,
        say_open=say_open,
        decided=say_decided(
            decided.by_machine,
            decided.by_person,
            percent(decided.by_person, decided.by_machine + decided.by_person),
        ),
        replacing=lambda list_id: [
            i for i in outcome.results.ideas if _replaces(view.consultation, i.replaces, list_id)
        ],
    )


def _speaks_to(consultation: Consultation, idea: Idea) -> tuple[SpeaksTo, ...]:
    """The criteria to which the evidence for a proposal speaks."""
    about = next((q.list_id for q in consultation.questions if q.id == idea.question), None)
    return speaks_to(tidy(idea.supporting), consultation.criteria_for(about)) if about else ()


def _replaces(consultation: Consultation, topics: tuple[str, ...], list_id: str) -> bool:
    return any(t.id in topics for t in consultation.topics if t.list_id == list_id)


def behind(visit: Visit) -> Response:
    """Those behind one figure, each with their mails. Raises MissingError."""
    as_of, group, name = visit.query("as_of"), visit.query("group"), visit.query("figure")
    view = visit.desk.view(visit.desk.read_moment(as_of))
    outcome = find_outcome(visit.desk, view, group)
    traced = outcome.traced.get(name)
    if traced is None:
        raise MissingError(f"There is no figure {name!r} in these results.")
    rows, pages = page_of(tuple(_rows(traced, outcome.results)), visit.query("page"))
    figure = traced.figure
    return visit.render(
        "results_behind.html",
        view=view,
        as_of=as_of,
        group=group,
        traced=traced,
        rows=rows,
        pages=pages,
        query={"figure": name, "group": group, "as_of": as_of},
        path_here=BEHIND,
        back=link(RESULTS, group=group, as_of=as_of),
        decided=say_decided(figure.value - figure.by_person, figure.by_person, percent(figure.by_person, figure.value)),
    )


def _rows(traced: Traced, results: Results) -> Iterator[Behind]:
    said = {(r.ref, r.name): r for r in (*results.respondents, *results.others)}
    for voice in traced.figure.behind:
        yield _row(traced.path, voice, said.get((voice.ref, voice.name)))


def _row(path: str, voice: Voice, respondent: Respondent | None) -> Behind:
    kind, _, name = path.partition(".")
    if respondent and kind == "topics":
        view = next((v for v in respondent.views if v.topic == name), None)
        if view:
            return Behind(voice, view.rank, tuple(dict.fromkeys(e.quote for e in view.evidence if e.quote)))
    if respondent and kind == "answers":
        texts = tuple(a.text for a in respondent.answers if a.question == name and a.text)
        return Behind(voice, None, texts)
    return Behind(voice, None, ())


ROUTES = (show(RESULTS, results), show(BEHIND, behind))
