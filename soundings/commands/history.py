"""soundings history: the whole story of a line, or of a mail."""

from typing import TYPE_CHECKING, Annotated

import typer

from soundings.bootstrap import Office, open_office
from soundings.commands.options import Consultation, Home, Json
from soundings.finding import find_line, find_mail
from soundings.screen import show

if TYPE_CHECKING:
    from reports.report import Report
    from store.unit_of_work import Store

EXAMPLE = "Example: soundings history linkage, or with the first digits of a mail's archive id"

What = Annotated[str, typer.Argument(metavar="REF|MAIL", help="A Ref of the list, or the first digits of a mail's id.")]


def history(what: What, consultation: Consultation = "", home: Home = None, json: Json = False) -> None:
    """Tell all that happened to a line or a mail, in order: mails, analyses, corrections, extensions, chasers."""
    from reports.render.as_json import render_json

    office = open_office(consultation, home)
    with office.open_store() as store:
        report = _line(office, store, what) or _mail(office, store, what)
    if json:
        typer.echo(render_json(report), nl=False)
    else:
        show(report)


def _line(office: Office, store: "Store", what: str) -> "Report | None":
    """The story of a line, one that is gone from the list included; None where there never was one of this Ref."""
    from reports.report import Fact
    from reports.story import Told, concerns, line_story, make_story

    name = office.consultation.name
    told = Told(
        store.load_mails(name),
        store.load_analyses(name),
        store.load_extensions(name),
        store.load_chasers(name),
        store.load_list_changes(name),
        store.load_drafts(name),
        store.load_sent(name),
    )
    listed = {s.ref.casefold(): s for s in office.consultation.stakeholders}
    gone = {c.change.ref.casefold(): c.change.before for c in told.changes if c.change.before}
    line = listed.get(what.casefold()) or gone.get(what.casefold())
    if line is None:
        return None
    mails = sum(
        concerns(line.ref, r, [a for _, a in told.analyses if a.archive_id == r.mail.archive_id]) for r in told.mails
    )
    place = line.group if line.ref.casefold() in listed else "no longer on the list"
    facts = (
        *(Fact("Ref", line.ref), Fact("Group", place), Fact("Addresses", ", ".join(line.addresses) or "none")),
        Fact("Mails", str(mails)),
    )
    return make_story(line.label, line_story(line.ref, told), facts, office.consultation)


def _mail(office: Office, store: "Store", what: str) -> "Report":
    from reports.report import Fact
    from reports.story import mail_story, make_story, say_analysis
    from soundings.errors import SoundingsError
    from store.overlay import blank_analysis, overlay

    try:
        record = find_mail(store, office.consultation.name, what)
    except SoundingsError as error:
        find_line(office.consultation, what)
        raise error from None
    mail = record.mail
    analyses = store.load_analyses(office.consultation.name, mail.archive_id)
    counts = overlay(record.analysis or blank_analysis(mail.archive_id), record.corrections, record.seen)
    differ = ", ".join(sorted(counts.differs)) or "nothing"
    facts = (
        Fact("Mail", mail.archive_id),
        Fact("From", f"{mail.from_name} <{mail.from_address}>".strip()),
        Fact("Counts as", "set aside" if counts.ignored else say_analysis(counts.analysis)),
        Fact("Person and machine differ on", differ),
        *((Fact("Look again", ", ".join(sorted(counts.moved))),) if counts.moved else ()),
    )
    return make_story(mail.subject or "(no subject)", mail_story(record, analyses), facts, office.consultation)
