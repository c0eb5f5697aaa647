"""Non-delivery reports that are plain text: Exim, qmail, Notes, gateways. Only ever asked of automatic mail."""

import re

from classify.analysis import Evidence, Kind
from classify.rules.automatic import is_mailer, looks_automatic
from classify.rules.bounce_words import LATE, SUBJECTS, TEXTS
from classify.rules.facts import Facts, phrase
from classify.rules.rule import CERTAIN, Hit, Rule

_SUBJECT = phrase(rf"^\W{{0,3}}(?:{'|'.join(SUBJECTS)})")
_TEXT = phrase("|".join(TEXTS))
_LATE = phrase("|".join(LATE))
_STATUS = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b|\b(?:421|45[0-2]|55[0-4])[ -][#A-Za-z5]")
_REPORTED = re.compile(
    r"^(?:reporting-mta|final-recipient|diagnostic-code)\s?:|\bcopy of (?:the|your) message\b"
    r"|\boriginal message (?:follows|headers|header)\b|\btranscript of session follows\b",
    re.I | re.M,
)


def _find(facts: Facts) -> Hit | None:
    subject = _SUBJECT.search(facts.subject)
    automatic = looks_automatic(facts)
    if not automatic and not (subject and _is_reported(facts)):
        return None
    words = facts.find("bounce-wording", _TEXT, facts.report)
    status = facts.find("bounce-wording:status", _STATUS, facts.report)
    evidence = tuple(e for e in (words, status) if e)
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


def _is_reported(facts: Facts) -> bool:
    """Whether a text holds what only a report has: its fields, or the returned mail below it."""
    return any(_REPORTED.search(text.content) for text in facts.message.texts)


RULE = Rule("bounce-wording", "an automatic mail that says it could not deliver ours", Kind.BOUNCE, _find)
