"""The distribution list: what mails propose to change, who wrote without being on it, more time, and a new list."""

from starlette.responses import Response

from config.consultation import Stakeholder
from reports.story import say_line_change
from web.addresses import ADMINISTRATION
from web.desk import View
from web.errors import RefusedError
from web.lists import Comparison, Upload
from web.uploads import upload_of
from web.visit import Visit, change, show

LIST = f"{ADMINISTRATION}/list"
_READ_AGAIN = "Mails count by it when they have been read again: press “Read again what waits” under Administration."
Problems = tuple[tuple[str, str], ...]


def list_of_people(visit: Visit) -> Response:
    """The list and what is to be decided about it."""
    return _page(visit)


def _page(visit: Visit, problems: Problems = ()) -> Response:
    view, lists = visit.desk.view(), visit.desk.lists
    return visit.render(
        "list.html",
        400 if problems else 200,
        view=view,
        proposals=sorted(lists.proposals().items()),
        bare=_bare(view),
        extensions=_extensions(view),
        changes=tuple(reversed(lists.changes()))[:50],
        say_line_change=say_line_change,
        problems=problems,
    )


def _bare(view: View) -> list[Stakeholder]:
    """The lines that cannot be written to, and have no members to write to either."""
    collective = {s.member_of for s in view.consultation.stakeholders}
    return [s for s in view.consultation.stakeholders if not s.addresses and s.ref not in collective]


def _extensions(view: View) -> list[tuple[object, object]]:
    """The lines that have longer now, with what was said last."""
    last = {e.ref: e for e in view.extensions}
    return [(s, last[s.ref]) for s in view.consultation.stakeholders if s.ref in last and last[s.ref].until_on]


def accept(visit: Visit) -> Response:
    """Make a proposed change."""
    number = visit.field("number")
    try:
        visit.desk.lists.accept(
            int(number) if number.isdecimal() else 0,
            visit.user.name,
            visit.field("because"),
            visit.field("new_address"),
            visit.field("new_name"),
        )
    except RefusedError as error:
        return _page(visit, ((f"proposal-{number}", str(error)),))
    visit.flash(f"The list is changed. {_READ_AGAIN}")
    return visit.go(f"{LIST}#proposed")


def refuse(visit: Visit) -> Response:
    """Leave the list as it is."""
    number = visit.field("number")
    try:
        numbers = [int(number) if number.isdecimal() else 0]
        visit.desk.lists.refuse(numbers, visit.user.name, visit.field("because"))
    except RefusedError as error:
        return _page(visit, ((f"proposal-{number}", str(error)),))
    visit.flash("The list stays as it is; this is not proposed again.")
    return visit.go(f"{LIST}#proposed")


def link(visit: Visit) -> Response:
    """Who wrote is a line of the list, or becomes one."""
    address, row = visit.field("address"), visit.field("row")
    try:
        if visit.field("ref"):
            visit.desk.lists.link(address, visit.field("ref"), visit.user.name, visit.field("because"))
        else:
            particulars = (visit.field("name"), visit.field("organisation"), visit.field("group"))
            visit.desk.lists.add(address, *particulars, visit.user.name, visit.field("because"))
    except RefusedError as error:
        return _page(visit, ((f"unlisted-{row}", str(error)),))
    visit.flash(f"{address} is on the list now. {_READ_AGAIN}")
    return visit.go(f"{LIST}#not-listed")


def compare(visit: Visit) -> Response:
    """What an uploaded list would change; it is kept for this person until they say yes, or send another."""
    try:
        file = upload_of(visit.form, "file", "Choose the file of the list: .xlsx or .csv.")
        found = visit.desk.lists.compare(file)
    except RefusedError as error:
        return _page(visit, (("file", str(error)),))
    visit.session.kept["list"] = file
    return _comparison(visit, found, file)


def _comparison(visit: Visit, found: Comparison, file: Upload, problems: Problems = ()) -> Response:
    return visit.render("list_compared.html", found=found, file=file, problems=problems)


def take_over(visit: Visit) -> Response:
    """The list as compared becomes the list in force."""
    file = visit.session.kept.get("list")
    if not isinstance(file, Upload):
        return _page(visit, (("file", "The file is no longer held here: choose it again."),))
    try:
        number = visit.desk.lists.take_over(file, visit.field("key"), visit.user.name, visit.field("because"))
    except RefusedError as error:
        return _comparison(visit, visit.desk.lists.compare(file), file, (("", str(error)),))
    del visit.session.kept["list"]
    visit.flash(f"Taken over: {number} lines of the list have changed. {_READ_AGAIN}")
    return visit.go(LIST)


ROUTES = (
    show(LIST, list_of_people),
    change(f"{LIST}/accept", accept),
    change(f"{LIST}/refuse", refuse),
    change(f"{LIST}/link", link),
    change(f"{LIST}/compare", compare),
    change(f"{LIST}/take-over", take_over),
)
