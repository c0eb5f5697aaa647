"""Non-delivery and delay reports by their structure (RFC 3464, RFC 6533)."""

import re

from classify.analysis import Evidence, Kind
from classify.rules.automatic import from_daemon, looks_automatic, part_types
from classify.rules.facts import Facts
from classify.rules.rule import CERTAIN, Hit, Rule
from ingest.message import TextRole

_STATUS_PART = re.compile(
    r"message/(?:global-)?delivery-status|multipart/[a-z]+\b.{0,200}report-type=.?delivery-status"
)
_ACTION = re.compile(r"(?:^|\n)action:\s{0,4}([a-z]{4,12})", re.I)
SUCCESSES = frozenset({"delivered", "relayed", "expanded"})
"""The actions of a report by which a mail arrived (RFC 3464 2.3.3)."""

_REJECTED = re.compile(r"\bautomatically rejected\b", re.I)


def has_status_part(facts: Facts) -> str | None:
    """The MIME type that says "delivery status", where the mail has one of its own."""
    return next((t for t in part_types(facts) if _STATUS_PART.search(t)), None)


def actions(facts: Facts) -> set[str]:
    """What the report says became of the mail: failed, delayed, delivered, relayed, expanded."""
    return {m.lower() for t in facts.message.texts for m in _ACTION.findall(t.content)}


def arrived(facts: Facts) -> bool:
    """Whether a report tells of nothing but success; some systems have words of their own for failure."""
    told = actions(facts)
    return bool(told) and told <= SUCCESSES


def rejected_part(facts: Facts) -> str | None:
    """The MIME type of a notice that is a receipt by its form, by which a mail was rejected (RFC 5429 2.1.2)."""
    part = next((t for t in part_types(facts) if "disposition-notification" in t), None)
    said = part and (
        "rejected" in facts.header("auto-submitted")
        or any(_REJECTED.search(t.content) for t in facts.message.texts if t.role is TextRole.BODY)
    )
    return part if said else None


def _find(facts: Facts) -> Hit | None:
    failed = facts.message.headers.find("x-failed-recipients")
    if failed is not None and from_daemon(facts):
        return Hit(CERTAIN, (Evidence("delivery-report", f"X-Failed-Recipients: {failed.strip()}"),))
    part = has_status_part(facts) or rejected_part(facts)
    if part is None or arrived(facts) or (facts.answers_ours and not looks_automatic(facts)):
        return None
    evidence: tuple[Evidence, ...] = (Evidence("delivery-report", part.split(";")[0]),)
    if actions(facts) - SUCCESSES == {"delayed"}:
        evidence = (*evidence, Evidence("delivery-report:delayed", "Action: delayed"))
    return Hit(CERTAIN, evidence)


RULE = Rule("delivery-report", "a machine's report that a mail failed or is late", Kind.BOUNCE, _find)
