"""Where everyone stands: what a lead wants to see first."""

from starlette.responses import Response

from reports.board import WORDS, notes_of, trouble_of
from reports.ledger_report import find_faults
from reports.publication import Matter, find_publication
from reports.totals import count_standings, grouped, rate_of, rates_by_group
from web.addresses import CHASERS, RESULTS, REVIEW, STATUS, link
from web.choice import OUTSTANDING, Choice, page_of
from web.navigation import Entry
from web.visit import Visit, show

ENTRY = Entry(10, "Status", STATUS)


def status(visit: Visit) -> Response:
    """The figures of the whole list, and the lines that were asked for."""
    desk, as_of = visit.desk, visit.query("as_of")
    moment = desk.read_moment(as_of)
    view, chasers, run = desk.view(moment), desk.chasers(moment), desk.last_run()
    publication = find_publication(view.status, chasers)
    choice = Choice(visit.query("standing"), visit.query("group"), visit.query("words"))
    lines, pages = page_of([line for line in view.status.lines if choice.takes(line)], visit.query("page"))
    return visit.render(
        "status.html",
        view=view,
        as_of=as_of,
        choice=choice,
        query={"as_of": as_of, "standing": choice.standing, "group": choice.group, "words": choice.words},
        rate=rate_of(view.status.lines),
        collective=sum(line.collective for line in view.status.lines),
        groups=rates_by_group(view.status),
        standings={s: n for s, n in count_standings(view.status).items() if n},
        standing_words=WORDS,
        due=len(chasers.due),
        publication=publication,
        missing=[(each.words, _where(each.matter, as_of)) for each in publication.missing],
        run=run,
        trouble=trouble_of(run) if run else "",
        faults=find_faults(desk.books()),
        lines=grouped(lines),
        notes_of=notes_of,
        pages=pages,
    )


def _where(matter: Matter, as_of: str) -> str:
    """The page on which a person sees to what is missing for the report."""
    match matter:
        case Matter.REVIEW:
            return REVIEW
        case Matter.REPLIES:
            return link(STATUS, standing=OUTSTANDING, as_of=as_of) + "#lines"
        case Matter.MERGING:
            return link(RESULTS, as_of=as_of) + "#proposals"
        case _:
            return link(CHASERS, as_of=as_of)


ROUTES = (show(STATUS, status),)
