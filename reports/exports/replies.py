"""The mails: one row a mail that had come, with what it is taken for. For the lead alone."""

from collections.abc import Iterator

from classify.analysis import Kind
from reports.exports.schema import Column, Form, Row, Type
from reports.exports.telling import Telling
from reports.figure import Voice
from reports.mails import ListedMail, State, list_mails
from reports.reading import read_mail
from reports.report import Cell

FORM = Form(
    "replies",
    "A mail that had come",
    (
        Column("stakeholders", Type.TEXT, "For whom it speaks, as in the other tables, parted by spaces"),
        Column("kind", Type.TEXT, "What it is as a whole", tuple(Kind)),
        Column("counts", Type.FLAG, "Whether where a line stands, or what a respondent said, rests on it"),
        Column("mail", Type.TEXT, "Its archive id: the SHA-256 of its bytes"),
        Column("received_at", Type.MOMENT, "When the receiving server took it"),
        Column("from_name", Type.TEXT, "Who sent it, as they name themselves"),
        Column("from_address", Type.TEXT, "The address that it came from"),
        Column("subject", Type.TEXT, "Its subject"),
        Column("confidence", Type.SHARE, "How sure kind and sender are, the less sure of both, 0 to 1"),
        Column("decided_by_person", Type.FLAG, "Whether a person decided anything about it or let it stand"),
        Column("waits", Type.FLAG, "Whether it waits for a person to look"),
        Column("reasons", Type.TEXT, "Why a person should look, parted by semicolons"),
        Column("set_aside", Type.FLAG, "Whether a person set it aside, so that it counts for nothing"),
        Column("joined_to", Type.TEXT, "The archive id of the mail that it belongs to, where a person joined them"),
        Column("confidential", Type.FLAG, "Whether it asks for confidence"),
        Column("rules_version", Type.TEXT, "The version of rules and models that read it; empty where none has"),
    ),
)


def rows(telling: Telling) -> Iterator[Row]:
    """Every mail, oldest first."""
    basis = telling.basis
    voices = {v.ref: v for v in basis.results.asked.behind}
    resting = {mail for line in basis.results.status.lines for mail in line.decided_by}
    resting |= {mail for r in basis.respondents for mail in r.mails}
    for listed in reversed(list_mails(basis.records, basis.readings, basis.results.status)):
        mail = listed.mail.archive_id
        own = [voices[line.stakeholder.ref] for line in listed.lines if line.stakeholder.ref in voices]
        refs = [telling.key(v) for v in own] or [line.stakeholder.ref for line in listed.lines]
        row = _row(telling, listed)
        yield row | {"stakeholders": " ".join(refs) or telling.key(_sender(listed)), "counts": mail in resting}


def _row(telling: Telling, listed: ListedMail) -> dict[str, Cell]:
    mail, record = listed.mail, telling.basis.by_mail[listed.mail.archive_id]
    effective = read_mail(record).effective
    return {
        "kind": str(listed.kind),
        "mail": mail.archive_id,
        "received_at": mail.received_at.astimezone(telling.basis.results.consultation.zone),
        "from_name": mail.from_name,
        "from_address": mail.from_address,
        "subject": mail.subject,
        "confidence": round(listed.confidence, 4),
        "decided_by_person": State.PERSON in listed.states,
        "waits": State.WAITS in listed.states,
        "reasons": "; ".join(effective.review),
        "set_aside": effective.ignored,
        "joined_to": effective.joined or "",
        "confidential": effective.analysis.flags.confidential,
        "rules_version": record.analysis.rules_version if record.analysis else "",
    }


def _sender(listed: ListedMail) -> Voice:
    """One who is not on the list, as they are known by their mail."""
    return Voice(None, listed.mail.from_name, "", (listed.mail.archive_id,))
