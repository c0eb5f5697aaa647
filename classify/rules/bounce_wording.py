"""Non-delivery reports that are plain text: Exim, qmail, Notes, gateways. Only ever asked of automatic mail."""

import re

from classify.analysis import Evidence, Kind
from classify.flags_absence import ADDRESS
from classify.rules.automatic import is_mailer, looks_automatic, part_types
from classify.rules.bounce_words import LATE, SUBJECTS, TEXTS
from classify.rules.facts import Facts, phrase
from classify.rules.rule import CERTAIN, Hit, Rule
from ingest.message import Span, TextRole

_SUBJECT = phrase(rf"^\W{{0,3}}(?:{'|'.join(SUBJECTS)})")
_TEXT = phrase("|".join(TEXTS))
_LATE = phrase("|".join(LATE))
_STATUS = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b|\b(?:421|45[0-2]|55[0-4])[ -][#A-Za-z5]")
_REPORTED = re.compile(
    r"^(?:reporting-mta|final-recipient|diagnostic-code)\s?:|\bcopy of (?:the|your) message\b"
    r"|\boriginal message (?:follows|headers|header)\b|\btranscript of session follows\b",
    re.I | re.M,
)
_PERSONAL = phrase(r"\b(?:i|we|my|our|me|us|dear|hello|hi|sorry|regards)\b")
_MOST = 20_000
_ALONE = re.compile(
    rf'^[^\w\n]{{0,6}}(?:[\w"@. ]{{0,60}}[:"] ?)?<?(?P<address>{ADDRESS.pattern})>?[^\w\n:]{{0,4}}(?:$|:)', re.M
)
"""A line that has an address and no sentence: whom the mail did not reach."""


def _find(facts: Facts) -> Hit | None:
    subject = _SUBJECT.search(facts.subject)
    automatic = looks_automatic(facts)
    if not automatic and not subject:
        return None
    words = facts.find("bounce-wording", _TEXT, facts.report)
    named = _named(facts) if subject or is_mailer(facts) else None
    impersonal = words and (named or _is_returned(facts)) and not _is_personal(facts, words)
    if not automatic and not _is_reported(facts) and not impersonal:
        return None
    status = facts.find("bounce-wording:status", _STATUS, facts.report)
    evidence = tuple(e for e in (words, status, named) if e)
    if subject:
        evidence = (Evidence("bounce-wording:subject", subject.group()), *evidence)
    if not ((is_mailer(facts) and evidence) or len(evidence) >= 2):
        return None
    late = _LATE.search(facts.subject) or facts.find("bounce-wording:delayed", _LATE, facts.report)
    if isinstance(late, Evidence):
        evidence = (*evidence, late)
    elif late:
        evidence = (*evidence, Evidence("bounce-wording:delayed", late.group()))
    return Hit(CERTAIN, evidence)


def _named(facts: Facts) -> Evidence | None:
    """An address on a line of its own that is neither the sender's nor ours."""
    known = {m.lower() for m in facts.consultation.mailboxes} | {a.email for a in facts.message.headers.from_}
    for text in facts.message.texts:
        for found in _ALONE.finditer(text.content[:_MOST]) if text.role is not TextRole.ATTACHMENT else ():
            if found["address"].lower() not in known:
                span = Span(text.part, found.start("address"), found.end("address"))
                return Evidence("bounce-wording:address", found["address"], span)
    return None


def _is_reported(facts: Facts) -> bool:
    """Whether a text holds what only a report has: its fields, or the returned mail below it."""
    return any(_REPORTED.search(text.content) for text in facts.message.texts)


def _is_personal(facts: Facts, words: Evidence) -> bool:
    """Whether somebody speaks in the words around these; what is returned below them may be anybody's."""
    span = words.span
    pieces = (p.text for p in facts.report if span and p.part == span.part)
    return any(_PERSONAL.search(text, max(0, span.start - 400), span.end + 200) for text in pieces if span)


def _is_returned(facts: Facts) -> bool:
    return any(part.startswith(("message/rfc822", "text/rfc822-headers")) for part in part_types(facts))


RULE = Rule("bounce-wording", "an automatic mail that says it could not deliver ours", Kind.BOUNCE, _find)
