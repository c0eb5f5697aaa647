"""Whom on the list a mail may speak for, beside those that it is taken to: each with why it comes to mind."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, utils

from classify.analysis import Analysis
from classify.stakeholder_hosts import is_anybody_s
from config.consultation import Consultation, Ref, Stakeholder
from store.rows import Mail

_ALIKE = 85
_MOST = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """One line of the list, with why it may be meant."""

    line: Stakeholder
    why: str


def find_candidates(mail: Mail, analysis: Analysis, consultation: Consultation) -> tuple[Candidate, ...]:
    """Up to six lines, the likeliest first, without those that the mail is taken to speak for already."""
    found: dict[Ref, Candidate] = {}
    for candidate in _every(mail, analysis, consultation):
        if candidate.line.ref not in analysis.stakeholders.value:
            found.setdefault(candidate.line.ref, candidate)
    return tuple(found.values())[:_MOST]


def _every(mail: Mail, analysis: Analysis, consultation: Consultation) -> Iterator[Candidate]:
    by_ref = {line.ref: line for line in consultation.stakeholders}
    for evidence in analysis.stakeholders.evidence:
        if evidence.rule == "candidate" and Ref(evidence.quote) in by_ref:
            yield Candidate(by_ref[Ref(evidence.quote)], "as likely as another by its words")
    for line in consultation.stakeholders:
        if mail.from_address.lower() in line.addresses:
            yield Candidate(line, "has the sender's address")
    yield from _alike(mail, consultation)
    host = mail.from_address.rpartition("@")[2].lower()
    if host and not is_anybody_s(host):
        there = (s for s in consultation.stakeholders if any(a.rpartition("@")[2] == host for a in s.addresses))
        for line in sorted(there, key=lambda s: -_likeness(mail.from_name, s)):
            yield Candidate(line, f"also writes from {host}")
    for ref in analysis.stakeholders.value:
        if ref in by_ref:
            yield from _of_one_body(by_ref[ref], consultation)


def _alike(mail: Mail, consultation: Consultation) -> Iterator[Candidate]:
    """Lines of which a name is like the sender's, the most alike first."""
    scored = [(_likeness(mail.from_name, line), line) for line in consultation.stakeholders]
    for score, line in sorted(scored, key=lambda each: -each[0]):
        if score >= _ALIKE:
            yield Candidate(line, "has a name like the sender's")


def _likeness(name: str, line: Stakeholder) -> float:
    """0 to 100, whatever the order of the words."""
    sender = utils.default_process(name)
    names = (utils.default_process(each) for each in (line.name, line.organisation) if each)
    return max((fuzz.token_sort_ratio(sender, each) for each in names), default=0.0)


def _of_one_body(line: Stakeholder, consultation: Consultation) -> Iterator[Candidate]:
    """The collective line that it belongs to, and its members."""
    for other in consultation.stakeholders:
        if other.ref == line.member_of:
            yield Candidate(other, "the collective line that it belongs to")
        elif other.member_of == line.ref:
            yield Candidate(other, "belongs to the collective line")
