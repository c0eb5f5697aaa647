"""One line of the list: where it stands and why, and all that has happened to it."""

from datetime import date

from starlette.responses import Response

from config.consultation import Stakeholder
from reports.board import WORDS, notes_of
from reports.status import LineStatus
from store.rows import Mail
from web.addresses import line_path
from web.desk import View
from web.errors import RefusedError
from web.visit import Visit, change, show


def stakeholder(visit: Visit) -> Response:
    """The page of a line."""
    return _page(visit, visit.desk.line(visit.path("ref")))


def _page(visit: Visit, line: Stakeholder, problems: tuple[tuple[str, str], ...] = ()) -> Response:
    as_of = visit.query("as_of")
    view = visit.desk.view(visit.desk.read_moment(as_of))
    status = next((s for s in view.status.lines if s.stakeholder.ref == line.ref), None)
    return visit.render(
        "stakeholder.html",
        400 if problems else 200,
        view=view,
        as_of=as_of,
        line=line,
        status=status,
        standing_words=WORDS,
        notes=notes_of(status) if status else (),
        decided_by=[view.records[mail] for mail in status.decided_by] if status else (),
        sent_twice=_sent_twice(visit, view, status),
        members=_members(view, line),
        collective=next((s for s in view.consultation.stakeholders if s.ref == line.member_of), None),
        extended_until=_extended_until(view, line),
        story=tuple(reversed(visit.desk.story(line.ref))),
        problems=problems,
    )


def _sent_twice(visit: Visit, view: View, status: LineStatus | None) -> tuple[Mail, ...]:
    """The mails of a line that are nearly the same as another of its own, oldest first."""
    mails = status.mails if status else ()
    alike = visit.desk.mails.nearly_same(visit.desk.read_moment(visit.query("as_of"))).sent_again if mails else {}
    return tuple(view.records[mail].mail for mail in mails if not set(mails).isdisjoint(alike.get(mail, ())))


def _members(view: View, line: Stakeholder) -> tuple[LineStatus, ...]:
    return tuple(s for s in view.status.lines if s.stakeholder.member_of == line.ref)


def _extended_until(view: View, line: Stakeholder) -> date | None:
    """The day of its own extension, as last granted."""
    own = [e.until_on for e in view.extensions if e.ref == line.ref]
    return own[-1] if own else None


def extend(visit: Visit) -> Response:
    """More time for the line."""
    line = visit.desk.line(visit.path("ref"))
    try:
        until_on = visit.desk.read_day(visit.field("until_on"))
        visit.desk.extend(line.ref, until_on, visit.user.name, visit.field("because"))
    except RefusedError as error:
        return _page(visit, line, (("until_on", str(error)),))
    visit.flash(f"{line.label} has longer now.")
    return visit.go(line_path(line.ref))


def withdraw(visit: Visit) -> Response:
    """The line's extension taken back."""
    line = visit.desk.line(visit.path("ref"))
    visit.desk.withdraw_extension(line.ref, visit.user.name, visit.field("because"))
    visit.flash(f"The extension of {line.label} is taken back.")
    return visit.go(line_path(line.ref))


def add_address(visit: Visit) -> Response:
    """One more address from which the line writes."""
    line = visit.desk.line(visit.path("ref"))
    try:
        visit.desk.lists.link(visit.field("address"), line.ref, visit.user.name, visit.field("why"))
    except RefusedError as error:
        return _page(visit, line, (("address", str(error)),))
    visit.flash("The address is added. Mails from it count when they have been read again: see Administration.")
    return visit.go(line_path(line.ref))


ROUTES = (
    show("/stakeholders/{ref}", stakeholder),
    change("/stakeholders/{ref}/extension", extend),
    change("/stakeholders/{ref}/extension/withdraw", withdraw),
    change("/stakeholders/{ref}/address", add_address),
)
