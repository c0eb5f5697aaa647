"""Non-delivery reports that are plain text: Exim, qmail, Notes, gateways. Only ever asked of automatic mail."""

import re

from classify.analysis import Evidence, Kind
from classify.rules.automatic import from_daemon, looks_automatic
from classify.rules.facts import Facts, phrase
from classify.rules.rule import CERTAIN, Hit, Rule

_SUBJECT = phrase(
    r"^(?:undeliver(?:able|ed)|undelivered mail|returned mail|delivery (?:status notification|failure|"
    r"has failed|report|"
    r"notification|delayed|problem)|mail (?:delivery|system) (?:failed|failure|error|problem)|failure notice|"
    r"mail could not be|message (?:not delivered|delayed|undeliverable|delivery failure)|"
    r"warning: message .{3,40} delayed|"
    r"(?:could|can)(?:n't| not|not) deliver|non-?delivery|nondeliverable|ni ellid danfon|heb ei ddanfon)"
)
_TEXT = phrase(
    r"(?:could|can|did|has|have|was|were)(?:n't|not| not)(?: yet)?(?: be| been| able to)?(?: be)? deliver(?:ed|y)?\b|"
    r"delivery (?:has failed|to the following|attempts? (?:will|has|have))|undeliverable|"
    r"delivery ~ (?:has been delayed|was delayed|failed)|permanent(?: fatal)? error|returned to (?:the )?sender|"
    r"wasn't able to deliver|unable to deliver|not listed in (?:public name|domino)|user unknown|"
    r"no such (?:user|mailbox)|"
    r"(?:address|mailbox|recipient|account|user) ~ (?:does not exist|doesn't exist|wasn't found|not found|unavailable)|"
    r"message (?:is )?blocked|quota exceeded|over quota|has been rejected by|rejected your message"
)
_STATUS = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b|\b(?:421|45[0-2]|55[0-4])[ -][#A-Za-z5]")


def _find(facts: Facts) -> Hit | None:
    if not looks_automatic(facts):
        return None
    subject = _SUBJECT.search(facts.subject)
    words = facts.find("bounce-wording", _TEXT, facts.report)
    status = facts.find("bounce-wording:status", _STATUS, facts.report)
    evidence = tuple(e for e in (words, status) if e)
    if subject:
        evidence = (Evidence("bounce-wording:subject", subject.group()), *evidence)
    if (from_daemon(facts) and evidence) or len(evidence) >= 2:
        return Hit(CERTAIN, evidence)
    return None


RULE = Rule("bounce-wording", "an automatic mail that says it could not deliver ours", Kind.BOUNCE, _find)
