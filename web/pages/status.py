"""Where everyone stands: what a lead wants to see first."""

from starlette.responses import Response

from reports.board import WORDS, notes_of, trouble_of
from reports.ledger_report import find_faults
from reports.totals import count_standings, grouped, rate_of, rates_by_group
from web.choice import Choice, page_of
from web.navigation import Entry
from web.visit import Visit, show

ENTRY = Entry(10, "Status", "/")


def status(visit: Visit) -> Response:
    """The figures of the whole list, and the lines that were asked for."""
    desk, as_of = visit.desk, visit.query("as_of")
    moment = desk.read_moment(as_of)
    view, chasers, run = desk.view(moment), desk.chasers(moment), desk.last_run()
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
        run=run,
        trouble=trouble_of(run) if run else "",
        faults=find_faults(desk.books()),
        lines=grouped(lines),
        notes_of=notes_of,
        pages=pages,
    )


ROUTES = (show("/", status),)
