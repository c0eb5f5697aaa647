"""Non-delivery and delay reports by their structure (RFC 3464, RFC 6533)."""

import re

from classify.analysis import Evidence, Kind
from classify.rules.automatic import from_daemon, looks_automatic, part_types
from classify.rules.facts import Facts
from classify.rules.rule import CERTAIN, Hit, Rule

_STATUS_PART = re.compile(
    r"message/(?:global-)?delivery-status|multipart/report\b.{0,200}report-type=.?delivery-status"
)
_ACTION = re.compile(r"(?:^|\n)action:\s{0,4}([a-z]{4,12})", re.I)
_BAD = {"failed", "delayed"}


def has_status_part(facts: Facts) -> str | None:
    """The MIME type that says "delivery status", where the mail has one of its own."""
    return next((t for t in part_types(facts) if _STATUS_PART.search(t)), None)


def actions(facts: Facts) -> set[str]:
    """What the report says became of the mail: failed, delayed, delivered, relayed, expanded."""
    return {m.lower() for t in facts.message.texts for m in _ACTION.findall(t.content)}


def _find(facts: Facts) -> Hit | None:
    failed = facts.message.headers.find("x-failed-recipients")
    if failed is not None and from_daemon(facts):
        return Hit(CERTAIN, (Evidence("delivery-report", f"X-Failed-Recipients: {failed.strip()}"),))
    part = has_status_part(facts)
    told = actions(facts)
    if part is None or (told and not told & _BAD) or (facts.answers_ours and not looks_automatic(facts)):
        return None
    evidence: tuple[Evidence, ...] = (Evidence("delivery-report", part.split(";")[0]),)
    if told & _BAD == {"delayed"}:
        evidence = (*evidence, Evidence("delivery-report:delayed", "Action: delayed"))
    return Hit(CERTAIN, evidence)


RULE = Rule("delivery-report", "a machine's report that a mail failed or is late", Kind.BOUNCE, _find)
