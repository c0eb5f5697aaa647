"""The page of one mail under review, put together for its template."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.background import BackgroundTask
from starlette.responses import Response

from config.consultation import Consultation, Stakeholder
from ingest.message import ArchiveId, ParsedMessage
from reports.candidates import find_candidates
from reports.deadline import day_of
from reports.dossier import make_dossier
from reports.doubts import doubts_of
from reports.queue import Done, Item, done_on, next_after
from reports.reading import Reading, read_mail
from reports.story import say_analysis
from store.rows import Mail, MailRecord
from web.addresses import REVIEW, review_path
from web.desk import View, version_of
from web.errors import MissingError
from web.reviewing.fields import Fields, fields_of
from web.reviewing.form import Problems
from web.reviewing.saying import say, say_command, say_field
from web.reviewing.sheet import ANSWER_CHOICES, KIND_CHOICES, STANCE_CHOICES, make_sheet
from web.reviewing.state import Difference, last_word_of, now_of
from web.reviewing.waiting import queue_of
from web.visit import Visit

_MOST = 8


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands above every review page: how much is left, what was done today, what can be taken back."""

    left: int
    done: Done
    last: MailRecord | None
    said: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Stale:
    """What happened to a mail while its reviewer had it open."""

    differences: tuple[Difference, ...]
    others: tuple[str, ...]
    open: tuple[str, ...] = ()


def strip_of(visit: Visit, view: View) -> Strip:
    """As things stand for who is signed in."""
    done = done_on(day_of(view.as_of, view.consultation.zone), view.records.values(), view.consultation.zone)
    left = len(queue_of(visit.request.app.state, view))
    last = last_word_of(view.records, visit.user.name) if visit.may_change else None
    if last is None:
        return Strip(left, done, None)
    record, command = last
    return Strip(left, done, record, say_command(command.words, view.consultation), version_of(record))


def record_of(visit: Visit, view: View) -> MailRecord:
    """The mail that the address names. Raises MissingError."""
    record = view.records.get(ArchiveId(visit.path("mail")))
    if record is None:
        raise MissingError("There is no such mail in this consultation. See the queue for those that wait.")
    return record


def next_path(queue: Sequence[Item], mail: ArchiveId) -> str:
    """Where to go on from a mail."""
    following = next_after(queue, mail)
    return review_path(following.mail) if following else REVIEW


def render_mail(
    visit: Visit,
    view: View,
    sent: Fields | None = None,
    problems: Problems | None = None,
    stale: Stale | None = None,
    versions: tuple[str, str] | None = None,
) -> Response:
    """The mail beside its decisions; `sent` is what stands in the form instead of what the mail says now.

    `versions` are what the reviewer saw and what the mail was then compared with; both are now where nothing is sent.
    """
    record = record_of(visit, view)
    consultation, reading = view.consultation, read_mail(record)
    queue = queue_of(visit.request.app.state, view)
    doubts = doubts_of(reading, consultation)
    fields = fields_of(now_of(record, consultation))
    shown = fields | (sent or {})
    dossier = make_dossier(record, _message(visit, record), consultation)
    sheet = make_sheet(reading, doubts, dossier.entries, consultation)
    now = version_of(record)
    following = next_after(queue, record.mail.archive_id)
    answer = visit.render(
        "review_mail.html",
        status_code=409 if stale else 422 if problems else 200,
        consultation=consultation,
        record=record,
        reading=reading,
        sheet=sheet,
        fields=shown,
        problems=problems or [],
        stale=stale,
        seen=(versions or (now, now))[0],
        now=(versions or (now, now))[1],
        strip=strip_of(visit, view),
        place=next((at for at, item in enumerate(queue, 1) if item.mail == record.mail.archive_id), 0),
        skip=next_path(queue, record.mail.archive_id),
        texts=dossier.texts,
        lines=_lines(reading, consultation, shown),
        others=_others(record, view),
        apart={str(ref): say_analysis(said) for ref, said in reading.effective.split.items()},
        choices={"kind": KIND_CHOICES, "answers": ANSWER_CHOICES, "topics": STANCE_CHOICES},
        say=lambda path, value: say(path, value, consultation),
        say_field=lambda path: say_field(path, consultation),
        wrong=[name for name, _ in problems or ()],
    )
    if following:  # its attachments may take a while to read, and it is likely the next to be looked at
        answer.background = BackgroundTask(_message, visit, following.reading.record)
    return answer


def _message(visit: Visit, record: MailRecord) -> ParsedMessage | None:
    """The mail as it is read; None where the archive has lost it."""
    try:
        return visit.desk.parsed(record.mail.archive_id)
    except MissingError:
        return None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list that can be ticked."""

    ref: str
    label: str
    why: str


def _lines(reading: Reading, consultation: Consultation, shown: Fields) -> tuple[Line, ...]:
    """Those that the mail is taken to speak for, those ticked, and those that come to mind."""
    listed: dict[str, Stakeholder] = {str(s.ref): s for s in consultation.stakeholders}
    candidates = find_candidates(reading.record.mail, reading.effective.analysis, consultation)
    why = {str(c.line.ref): c.why for c in candidates}
    refs = dict.fromkeys([*map(str, reading.refs), *shown["stakeholders"], *why])
    return tuple(Line(r, listed[r].label if r in listed else r, why.get(r, "")) for r in refs)


def _others(record: MailRecord, view: View) -> tuple[Mail, ...]:
    """Mails that this one may belong to: by the same sender or for the same line, the nearest in time first."""
    mine, address = record.mail, record.mail.from_address.lower()
    reading = read_mail(record)
    refs = set(reading.refs)
    near = [
        r.record.mail
        for r in view.readings
        if r.archive_id != mine.archive_id
        and (r.record.mail.from_address.lower() == address or refs & set(r.refs))
        and r.effective.joined != mine.archive_id
    ]
    near.sort(key=lambda m: abs(m.received_at - mine.received_at))
    joined = view.records.get(reading.effective.joined) if reading.effective.joined else None
    return tuple(dict.fromkeys((*near[:_MOST], *((joined.mail,) if joined else ()))))
