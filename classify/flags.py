"""The rest of what a mail may say: absences, promises, failed addresses, more time, confidence, corrections."""

from datetime import date

from classify.analysis import Flags, Kind
from classify.dates import find_dates
from classify.flags_absence import find_return, find_stand_ins
from classify.flags_bounce import find_failed
from classify.flags_requests import asks_confidence, asks_extension, replaces_earlier
from classify.rules.facts import Facts, gather_facts, phrase
from config.consultation import Consultation
from ingest.message import ParsedMessage

_PERSON = (Kind.RESPONSE, Kind.NIL_RESPONSE, Kind.HOLDING, Kind.QUERY)
_PROMISE = phrase(
    r"\b(?:will|shall|'ll|hope|aim|intend|plan|expect|should|until|till|send|submit|reply|respon\w{1,6}|"
    r"hear|follow|get|"
    r"have (?:it|our|something)|issue|come back|be in touch)\b[^.!?\n]{0,120}$"
)
_BY = phrase(r"\b(?:by|until|till|before|no later than|w/c|week of|in the week of|on)\b[^.!?\n]{0,30}$")


def read_flags(message: ParsedMessage, consultation: Consultation, kind: Kind) -> Flags:
    """What the mail says beside its answers, as far as its kind can say it. Dates take their year from the mail's."""
    facts = gather_facts(message, consultation)
    said_on = facts.said_on
    person = kind in _PERSON
    return Flags(
        returns_on=find_return(facts, said_on) if kind is Kind.AUTO_REPLY else None,
        stand_ins=find_stand_ins(facts) if kind is Kind.AUTO_REPLY else (),
        promised_on=_promised(facts, said_on) if kind is Kind.HOLDING else None,
        failed_recipients=find_failed(facts) if kind is Kind.BOUNCE else (),
        extension_requested=person and kind is not Kind.NIL_RESPONSE and asks_extension(facts, said_on, kind),
        confidential=person and asks_confidence(facts),
        supersedes=person and replaces_earlier(facts),
    )


def _promised(facts: Facts, said_on: date) -> date | None:
    """The day by which a reply is promised or asked to be allowed."""
    best: tuple[int, date] | None = None
    for piece in facts.body:
        for found in find_dates(piece.text, said_on):
            before = piece.text[max(0, found.start - 150) : found.start]
            weight = 0 if found.on < said_on else bool(_PROMISE.search(before)) + bool(_BY.search(before))
            if weight and (best is None or weight > best[0]):
                best = (weight, found.on)
    return best[1] if best else None
