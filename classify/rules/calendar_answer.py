"""Acceptances and refusals of a meeting (iTIP, RFC 5546: METHOD:REPLY or COUNTER)."""

import re

from classify.analysis import Evidence, Kind
from classify.rules.automatic import part_types
from classify.rules.facts import Facts, phrase
from classify.rules.rule import CERTAIN, Hit, Rule

_PART = re.compile(r"text/calendar\b.{0,200}method=.?(?:reply|counter)", re.S)
_METHOD = re.compile(r"(?:^|\n)METHOD:(?:REPLY|COUNTER)\b", re.I)
_SUBJECT = phrase(
    r"^(?:accepted|declined|tentative(?:ly accepted)?|new time proposed|derbyniwyd|gwrthodwyd|"
    r"zugesagt|angenommen|abgelehnt|mit vorbehalt|accepté|refusé|provisoire|acceptad[oa]|aceptad[oa]|rechazad[oa]|"
    r"geaccepteerd|geweigerd|accettat[oa]|rifiutat[oa]) ?:"
)
_TEXT = phrase(
    r"\bhas (?:tentatively )?(?:accepted|declined)(?: this| the| your)? (?:invitation|meeting)|tentatively accepted"
)
_CLASS = "calendarmessage"
_SHORT = 60


def _find(facts: Facts) -> Hit | None:
    part = next((t for t in part_types(facts) if _PART.search(t)), None)
    if part is None and any("text/calendar" in t for t in part_types(facts)):
        part = next(("METHOD:REPLY" for t in facts.message.texts if _METHOD.search(t.content)), None)
    if part:
        return Hit(CERTAIN, (Evidence("calendar-answer", part.split(";")[0]),))
    subject = _SUBJECT.match(facts.subject)
    if subject is None or facts.body_words > _SHORT:
        return None
    words = facts.find("calendar-answer:wording", _TEXT, facts.report)
    by_machine = _CLASS in facts.header("content-class") or any("text/calendar" in t for t in part_types(facts))
    if words or by_machine or not facts.body_words:
        return Hit(CERTAIN, (Evidence("calendar-answer:subject", subject.group()),))
    return None


RULE = Rule("calendar-answer", "a calendar's answer to an invitation", Kind.RECEIPT, _find)
