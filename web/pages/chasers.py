"""Whom to chase, whom not, and what a lead takes away for it."""

import io
import zipfile

from starlette.responses import Response

from config.consultation import Ref
from reports.wording import say_number
from web.addresses import CHASERS
from web.downloads import as_file
from web.errors import MissingError, RefusedError
from web.navigation import Entry
from web.visit import Visit, change, show

ENTRY = Entry(50, "Chasers", CHASERS)
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def chasers(visit: Visit) -> Response:
    """The chaser list."""
    return _page(visit)


def _page(visit: Visit, problems: tuple[tuple[str, str], ...] = ()) -> Response:
    as_of = visit.query("as_of")
    found = visit.desk.chasers(visit.desk.read_moment(as_of))
    others = (
        ("mend", "Addresses to mend", found.mend),
        ("answer", "Questions to answer", found.answer),
        ("unreachable", "No address on the list", found.unreachable),
        ("held", "Not to be chased now", found.held),
    )
    return visit.render(
        "chasers.html",
        400 if problems else 200,
        chasers=found,
        as_of=as_of,
        others=[each for each in others if each[2]],
        drafts=visit.desk.draft_files(),
        problems=problems,
    )


def chaser_file(visit: Visit) -> Response:
    """The list as CSV for a mail merge, or as a workbook."""
    ending = visit.path("ending")
    files = visit.desk.chaser_files(visit.desk.read_moment(visit.query("as_of")))
    for name, content in files.items():
        if name.endswith(f".{ending}"):
            return as_file(content, name, _TYPES[ending])
    raise MissingError(f"The chaser list is there as csv and as xlsx, not as {ending!r}.")


def draft(visit: Visit) -> Response:
    """A mail drafted to each who is due; nothing is sent."""
    try:
        made, notes = visit.desk.draft_chasers()
    except RefusedError as error:
        return _page(visit, (("drafts", str(error)),))
    visit.flash(f"{say_number(made, 'mail')} drafted. Nothing was sent: take the drafts away, check and send them.")
    for note in notes:
        visit.flash(note, "information")
    return visit.go(f"{CHASERS}#drafts")


def drafts(visit: Visit) -> Response:
    """The drafts that wait, in one archive."""
    files = visit.desk.draft_files()
    if not files:
        raise MissingError("No drafts wait on this machine. Draft them on the page of the chasers first.")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return as_file(out.getvalue(), "drafts.zip", "application/zip")


def record(visit: Visit) -> Response:
    """Note that those who were ticked have been written to."""
    chosen = tuple(Ref(str(ref)) for ref in visit.form.getlist("ref"))
    due = {d.line.stakeholder.ref for d in visit.desk.chasers().due}
    if not chosen or not due.issuperset(chosen):
        words = "Tick those that you have written to." if not chosen else "Some of them are no longer due: look again."
        return _page(visit, (("due", words),))
    number = visit.desk.record_chasers(chosen)
    visit.flash(f"Noted: {say_number(number, 'line')} written to.")
    return visit.go(CHASERS)


ROUTES = (
    show(CHASERS, chasers),
    show(f"{CHASERS}/chasers.{{ending}}", chaser_file),
    show(f"{CHASERS}/drafts.zip", drafts),
    change(f"{CHASERS}/draft", draft),
    change(f"{CHASERS}/record", record),
)
