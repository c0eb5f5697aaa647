"""The summary from what the store holds, and the files that a lead takes away, one a format."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import ConfigError
from config.load import layer_folders
from ingest.errors import IngestError
from soundings.bootstrap import Office
from soundings.files import dated

if TYPE_CHECKING:
    from ingest.message import ArchiveId, ParsedMessage
    from reports.asides import Aside, Load
    from reports.basis import Basis
    from reports.report import Report
    from reports.results import Results
    from reports.summary_beside import Beside
    from soundings.progress import Progress
    from soundings.shown import Shown
    from store.rows import MailRecord

TEMPLATE = "summary-template.docx"
"""The lead's own look for the Word document, in the consultation's folder or one that it is based on."""


class Format(StrEnum):
    """What a summary can be written as."""

    DOCX = "docx"
    ODT = "odt"
    HTML = "html"
    MD = "md"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Summary:
    """The outcome with what is told beside it."""

    results: "Results"
    beside: "Beside"

    def report(self, *, publishable: bool = False) -> "Report":
        """It as a report."""
        from reports.summary_report import make_summary_report

        return make_summary_report(self.results, publishable=publishable, beside=self.beside)


def find_summary(office: Office, shown: "Shown", progress: "Progress") -> Summary:
    """The outcome of what came in up to a moment; the replies are read again for what they say beside their answers."""
    from reports.publication import find_publication
    from reports.summary_beside import Beside
    from soundings.chasing import desk_for

    basis = find_basis(office, shown)
    results = basis.results
    with office.open_store() as store:
        desk = desk_for(office, store, results.status)
    publication = find_publication(results.status, desk.chasers, results.bundles())
    return Summary(results, Beside(publication, _asides(office, results, basis.records, progress)))


def find_basis(office: Office, shown: "Shown", group: str = "") -> "Basis":
    """The outcome of what came in up to a moment, of all or of one group, with the mails that it rests on."""
    from reports.basis import basis_of
    from reports.drafts import reminders_sent
    from soundings.shown import find_status

    name, known_at = office.consultation.name, shown.known_at
    with office.open_store() as store:
        status, mails = find_status(office, store, shown)
        chasers = reminders_sent(store.load_chasers(name, known_at), store.load_sent(name, known_at))
    return basis_of(status, mails, chasers, group)


def _asides(
    office: Office, results: "Results", mails: Iterable["MailRecord"], progress: "Progress"
) -> "tuple[Aside, ...]":
    from reports.asides import find_asides

    every = (*results.respondents, *results.others)
    load = _loader(office, len({mail for each in every for mail in each.mails}), progress)
    analyses = {m.mail.archive_id: m.analysis for m in mails if m.analysis}
    return find_asides(results.consultation, every, analyses, load)


def _loader(office: Office, total: int, progress: "Progress") -> "Load":
    """Reads mails out of the archive and tells of each; None for one that was taken out or cannot be read."""
    from ingest.parse import parse

    number = count(1)

    def load(mail: "ArchiveId") -> "ParsedMessage | None":
        progress("read for what else they say", next(number), total)
        try:
            return parse(office.archive.load(mail), office.consultation.letter)
        except IngestError:
            return None

    return load


def summary_files(
    office: Office, summary: Summary, formats: Iterable[Format], *, publishable: bool = False
) -> dict[str, bytes]:
    """The summary in each format, by the file's name. Raises ConfigError for a template that is no Word document."""
    results, report = summary.results, summary.report(publishable=publishable)
    known_at, zone = results.status.known_at, office.consultation.zone
    name = dated("publishable-summary" if publishable else "summary", report.made_at, zone, known_at)
    return {f"{name}.{each}": _render(office, results, report, each, publishable=publishable) for each in formats}


def as_json(results: "Results", report: "Report", *, publishable: bool = False) -> str:
    """The report with every figure by name."""
    from reports.render.as_json import dump, report_values
    from reports.summary_json import figures_of

    return dump({**report_values(report), "figures": figures_of(results, publishable=publishable)})


def _render(office: Office, results: "Results", report: "Report", kind: Format, *, publishable: bool) -> bytes:
    match kind:
        case Format.DOCX:
            return _as_docx(office, report)
        case Format.ODT:
            from reports.render.as_odt import render_odt

            return render_odt(report)
        case Format.HTML:
            from reports.render.as_html import render_html

            return render_html(report).encode()
        case Format.MD:
            from reports.render.as_markdown import render_markdown

            return render_markdown(report).encode()
        case Format.JSON:
            return as_json(results, report, publishable=publishable).encode()


def _as_docx(office: Office, report: "Report") -> bytes:
    from reports.render.as_docx import TemplateError, render_docx

    template = find_template(office.folder)
    try:
        return render_docx(report, template.read_bytes() if template else None)
    except TemplateError as error:
        raise ConfigError(
            template or TEMPLATE, str(error), "Save it again from Word as a .docx document, or take it away."
        ) from error


def find_template(folder: Path) -> Path | None:
    """The template of a consultation, from its own folder first; None where there is none."""
    places = (place / TEMPLATE for place in layer_folders(folder))
    return next((place for place in places if place.is_file()), None)
