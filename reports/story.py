"""What happened to a line or a mail, in order of time: one function a source, so that a new one is one more."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from classify.analysis import Analysis
from config.consultation import Consultation, Ref
from config.list_changes import COLUMN_OF
from ingest.message import ArchiveId
from reports.report import Fact, Report, Section, Table
from reports.wording import say_day, say_moment
from store.fields import MACHINE, UNDO
from store.rows import Chaser, Correction, Extension, ListChange, Mail, MailRecord

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `mail` where it is about one."""

    at: datetime
    what: str
    words: str
    by: str = ""
    mail: ArchiveId | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """All that the store holds of a story: what belongs to a line is picked from it."""

    mails: tuple[MailRecord, ...]
    analyses: tuple[tuple[datetime, Analysis], ...]
    extensions: tuple[Extension, ...] = ()
    chasers: tuple[Chaser, ...] = ()
    changes: tuple[ListChange, ...] = ()


def mail_story(mail: MailRecord, analyses: Iterable[tuple[datetime, Analysis]]) -> tuple[Event, ...]:
    """One mail: its receipt, every analysis that said something new, every correction."""
    return _in_order((*_received(mail.mail), *_analysed(mail, analyses), *_corrected(mail.corrections), *_failed(mail)))


def line_story(ref: Ref, told: Told) -> tuple[Event, ...]:
    """One line: every mail that any analysis or person took for its own, extensions, chasers, changes of the list."""
    events: list[Event] = []
    for record in told.mails:
        own = [(at, a) for at, a in told.analyses if a.archive_id == record.mail.archive_id]
        if concerns(ref, record, [a for _, a in own]):
            events += mail_story(record, own)
    events += [_extended(e) for e in told.extensions if e.ref == ref]
    events += [Event(c.made_at, "chaser", f"reminder made ({c.run})") for c in told.chasers if c.ref == ref]
    events += [_changed(c) for c in told.changes if c.change.ref == ref]
    return _in_order(events)


def concerns(ref: Ref, record: MailRecord, analyses: Iterable[Analysis]) -> bool:
    """Whether any version of the rules, or a person, took the mail to speak for the line."""
    said = (c.value for c in record.corrections if c.field == "stakeholders" and isinstance(c.value, list))
    return any(ref in a.stakeholders.value for a in analyses) or any(ref in value for value in said)


def make_story(title: str, events: Sequence[Event], facts: Sequence[Fact], consultation: Consultation) -> Report:
    """The story as a report; moments in the consultation's zone."""
    rows = tuple((say_moment(e.at, consultation.zone), e.what, (e.mail or "")[:_SHOWN], e.words, e.by) for e in events)
    table = Table("History", ("When", "What", "Mail", "Words", "By"), rows, "" if rows else "Nothing has happened yet.")
    made_at = (
        events[-1].at if events else datetime.combine(consultation.sent_on, datetime.min.time(), consultation.zone)
    )
    return Report(title, made_at.astimezone(consultation.zone), tuple(facts), (Section("History", tables=(table,)),))


def _in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda e: e.at))


def _received(mail: Mail) -> Iterator[Event]:
    sender = mail.from_name or mail.from_address
    yield Event(mail.received_at, "mail", mail.subject or "(no subject)", sender, mail.archive_id)


def _analysed(record: MailRecord, analyses: Iterable[tuple[datetime, Analysis]]) -> Iterator[Event]:
    """Each analysis that says something else than the one before it."""
    before = ""
    for at, analysis in analyses:
        words = say_analysis(analysis)
        if words != before:
            yield Event(at, "analysis", words, analysis.rules_version, record.mail.archive_id)
        before = words


def _failed(record: MailRecord) -> Iterator[Event]:
    if record.failure:
        words = f"{record.failure.stage}: {record.failure.error}"
        yield Event(record.failure.failed_at, "not read", words, record.failure.version, record.mail.archive_id)


def _corrected(corrections: Iterable[Correction]) -> Iterator[Event]:
    for word in corrections:
        why = f" ({word.reason})" if word.reason else ""
        yield Event(word.at, "correction", say_correction(word) + why, word.by, word.archive_id)


def _extended(extension: Extension) -> Event:
    given = f"has until {say_day(extension.until_on)}" if extension.until_on else "extension taken back"
    return Event(
        extension.at, "extension", given + (f" ({extension.reason})" if extension.reason else ""), extension.by
    )


def _changed(made: ListChange) -> Event:
    why = f" ({made.reason})" if made.reason else ""
    return Event(made.at, f"list: {made.how}", say_line_change(made) + why, made.by)


def say_line_change(made: ListChange) -> str:
    """What became of the line, field by field."""
    if made.change.before is None:
        return "added to the list"
    if made.change.after is None:
        return "taken off the list"
    return "; ".join(f"{COLUMN_OF[n]}: {say_value(a)} -> {say_value(b)}" for n, a, b in made.change.fields)


def say_analysis(analysis: Analysis) -> str:
    """An analysis in one line: kind, for whom, and the topics with their stances."""
    refs = ", ".join(analysis.stakeholders.value) or "nobody on the list"
    views = ", ".join(f"{v.topic} {v.stance}" + (f" ({v.rank})" if v.rank else "") for v in analysis.topics)
    ideas = f"; {len(analysis.proposals)} proposed" if analysis.proposals else ""
    kind = str(analysis.kind.value).replace("_", " ")
    return f"{kind}, for {refs}" + (f": {views}" if views else "") + ideas


def say_correction(word: Correction) -> str:
    """A word on a field as one reads it."""
    if word.value == UNDO:
        return f"{word.field}: the last word on it is taken back"
    if word.value == MACHINE:
        return f"{word.field}: the machine's word counts again"
    return f"{word.field}: {say_value(word.value)}"


def say_value(value: Any) -> str:
    """A field's value as one reads it, whatever its form."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return _record(value)
    if isinstance(value, list | tuple):
        return ", ".join(say_value(each) for each in value) or "none"
    return str(value) if value not in (None, "") else "none"


def _record(value: dict[str, Any]) -> str:
    """A view, an answer, a proposal, or what a mail says for each of its lines."""
    match value:
        case {"stance": stance}:
            return str(stance) + (f", place {value['rank']}" if value.get("rank") else "")
        case {"status": status}:
            return str(status)
        case {"question": question, "title": title}:
            return f'{question} "{title}"'
        case _:
            return "; ".join(f"for {ref}: {_fields(said)}" for ref, said in value.items()) or "nothing apart"


def _fields(said: dict[str, Any]) -> str:
    return ", ".join(f"{path} {say_value(each)}" for path, each in said.items())
