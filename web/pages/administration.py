"""What is behind the pages: the runs, the ledger, and reading what waits."""

from starlette.responses import Response

from reports.board import say_balance, trouble_of
from reports.ledger_report import find_faults, make_ledger
from web.addresses import ADMINISTRATION
from web.errors import RefusedError
from web.navigation import Entry
from web.visit import Visit, change, show

ENTRY = Entry(60, "Administration", ADMINISTRATION)


def administration(visit: Visit) -> Response:
    """Runs and ledger."""
    return _page(visit)


def _page(visit: Visit, problems: tuple[tuple[str, str], ...] = ()) -> Response:
    desk = visit.desk
    view, books = desk.view(), desk.books()
    return visit.render(
        "administration.html",
        400 if problems else 200,
        view=view,
        work=desk.intake.work(),
        runs=desk.intake.runs(),
        has_mailbox=desk.intake.has_mailbox(),
        trouble_of=trouble_of,
        balance=say_balance(books.balance),
        ledger=make_ledger(books, view.consultation.title, desk.now(), view.consultation.zone),
        faults=find_faults(books),
        proposals=len(desk.lists.proposals()),
        problems=problems,
    )


def read(visit: Visit) -> Response:
    """Read the mailbox now, or what waits to be read."""
    begin = visit.desk.intake.read_again if visit.field("what") == "again" else visit.desk.intake.read_mailbox
    try:
        begin(visit.user.name)
    except RefusedError as error:
        return _page(visit, (("read", str(error)),))
    return visit.go(ADMINISTRATION)


ROUTES = (show(ADMINISTRATION, administration), change(f"{ADMINISTRATION}/read", read))
