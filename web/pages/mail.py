"""One mail: what was decided about it and by which words, its texts, and itself as it came."""

from starlette.responses import HTMLResponse, Response

from ingest.message import ArchiveId, Attachment, ParsedMessage
from ingest.original import PAGES, attached_bytes, original_pages
from reports.board import WORDS
from reports.decisions import Subject, say_reason, say_sure, titles_of
from reports.dossier import make_dossier
from reports.status import LineStatus
from reports.story import say_correction
from web.addresses import mail_path
from web.desk import View
from web.downloads import as_file
from web.errors import MissingError
from web.original import PAGE_POLICY, safe_document
from web.security import POLICY
from web.visit import Visit, show

HARMLESS = {
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "image/png": ".png",
    "image/jpeg": ".jpg",
}
"""Types of documents with their ending; whatever is anything else is given as bytes without a type."""
SUBJECT_SHOWN = 300
FEWEST_DIGITS = 8


def mail(visit: Visit) -> Response:
    """The page of a mail."""
    this = ArchiveId(visit.path("mail"))
    view = visit.desk.view()
    record = view.records.get(this)
    if record is None:
        return visit.go(mail_path(_meant(view, this)))
    message, lost = _parsed(visit, this)
    dossier = make_dossier(record, message, view.consultation)
    titles = titles_of(view.consultation)
    alike = visit.desk.mails.nearly_same()
    answer = visit.render(
        "mail.html",
        view=view,
        record=record,
        mail=record.mail,
        subject=_cut(record.mail.subject) or "(no subject)",
        sender=_cut(record.mail.from_name),
        dossier=dossier,
        subjects=Subject,
        reasons=[say_reason(reason, titles) for reason in dossier.effective.review],
        standings=_standings(view, dossier.effective.analysis.stakeholders.value),
        standing_words=WORDS,
        message=message,
        campaign=alike.of_mail.get(this),
        sent_again=[view.records[other].mail for other in alike.sent_again.get(this, ())],
        lost=lost,
        has_page=_is_page(message),
        doubtful_file=doubtful,
        story=tuple(reversed(visit.desk.mails.story(this))),
        say_sure=say_sure,
        say_correction=say_correction,
    )
    answer.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return answer


def _meant(view: View, digits: str) -> ArchiveId:
    """The one mail whose archive id begins so, as commands show it. Raises MissingError."""
    found = [mail for mail in view.records if mail.startswith(digits.lower())] if len(digits) >= FEWEST_DIGITS else []
    if len(found) != 1:
        raise MissingError(f"No mail of this consultation has the archive id “{digits[:80]}”.")
    return found[0]


def _parsed(visit: Visit, this: ArchiveId) -> tuple[ParsedMessage | None, str]:
    """The mail as it is read; None with the reason where the archive does not have it."""
    try:
        return visit.desk.parsed(this), ""
    except MissingError as error:
        return None, str(error)


def _cut(words: str) -> str:
    return words if len(words) <= SUBJECT_SHOWN else f"{words[:SUBJECT_SHOWN]}…"


def _is_page(message: ParsedMessage | None) -> bool:
    """Whether somebody laid it out: its body is HTML, or an alternative of it is."""
    return message is not None and any(kind.startswith(PAGES) for kind in message.structure)


def _standings(view: View, refs: tuple[str, ...]) -> list[LineStatus]:
    return [line for line in view.status.lines if line.stakeholder.ref in refs]


def doubtful(attachment: Attachment) -> bool:
    """Whether a file is none of the documents that one expects, or its name says that it is another than its type."""
    ending = HARMLESS.get(attachment.content_type)
    return ending is None or not attachment.name.lower().endswith((ending, ".jpeg" if ending == ".jpg" else ending))


def raw(visit: Visit) -> Response:
    """The mail itself, as a file."""
    this = ArchiveId(visit.path("mail"))
    return as_file(visit.desk.raw(this), f"{this[:12]}.eml", "message/rfc822")


def attachment(visit: Visit) -> Response:
    """One attachment, as a file under its own name."""
    this, part = ArchiveId(visit.path("mail")), f"attachment:{visit.path('number')}"
    told = next((a for a in visit.desk.parsed(this).attachments if a.part == part), None)
    data = attached_bytes(visit.desk.raw(this), visit.desk.view().consultation.letter, part) if told else None
    if told is None or data is None:
        raise MissingError("This mail has no such attachment.")
    kind = "application/octet-stream" if doubtful(told) else told.content_type
    return as_file(data, told.name or f"attachment-{visit.path('number')}", kind)


def original(visit: Visit) -> Response:
    """The mail as it was laid out, cleaned, for the frame on its page."""
    pages = original_pages(visit.desk.raw(ArchiveId(visit.path("mail"))))
    if not pages:
        raise MissingError("This mail was not laid out: it is plain text.")
    headers = {
        "Content-Security-Policy": PAGE_POLICY,
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "no-referrer",
    }
    return HTMLResponse(safe_document(pages), headers=headers)


ROUTES = (
    show("/replies/{mail}", mail),
    show("/replies/{mail}/mail.eml", raw),
    show("/replies/{mail}/attachments/{number:int}", attachment),
    show("/replies/{mail}/original", original),
)
