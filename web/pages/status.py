"""Where everyone stands: what a lead wants to see first."""

from starlette.responses import Response

from reports.totals import count_standings, rate_of, rates_by_group
from web.navigation import Entry
from web.visit import Visit, show

ENTRY = Entry(10, "Status", "/")


def status(visit: Visit) -> Response:
    """The board."""
    view = visit.desk.view(visit.desk.read_moment(visit.query("as_of")))
    return visit.render(
        "status.html",
        view=view,
        rate=rate_of(view.status.lines),
        groups=rates_by_group(view.status),
        standings=count_standings(view.status),
    )


ROUTES = (show("/", status),)
