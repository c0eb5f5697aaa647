"""Read and delivery receipts: RFC 8098, RFC 3464 reports of success, and those in plain words."""

import re

from classify.analysis import Evidence, Kind
from classify.rules.automatic import part_types
from classify.rules.delivery_report import arrived, has_status_part
from classify.rules.facts import Facts, phrase
from classify.rules.rule import CERTAIN, Hit, Rule

_NOTICE_PART = re.compile(
    r"message/(?:global-)?disposition-notification|multipart/report\b.{0,200}report-type=.?disposition-notification"
)
_SUBJECT = phrase(
    r"^(?:read|not read|deleted(?: unread)?|delivered|displayed|opened|relayed|read receipt|return receipt|"
    r"delivery receipt|read-receipt|disposition notification|wedi'i ddarllen|darllenwyd|derbynneb ddarllen|gelesen|"
    r"nicht gelesen|ungelesen gelöscht|lu|non lu|leído|no leído|leida|letto|non letto|gelezen"
    r"|niet gelezen|läst|lest|læst|"
    r"lida|przeczytano|lesebestätigung|accusé de lecture)(?: \(displayed\))?(?: ?[:-]|$)"
)
_TEXT = phrase(
    r"\b(?:was|has been) (?:read|opened|displayed|viewed|delivered to|deleted without|"
    r"successfully (?:delivered|relayed))|"
    r"return receipt|read receipt|receipt for the (?:mail|message|e-?mail)|delivery to ~ (?:is complete|completed)|"
    r"no guarantee that the (?:message|recipient)|darllenwyd ar|wedi cael ei darllen|was received by|"
    r"wurde[^\n]{1,80}(?:gelesen|gelöscht)|a été lu|(?:ha sido|fue) leído|se leyó|è stato letto|(?:is"
    r"|werd)[^\n]{1,80}gelezen|lästes|"
    r"ble lest|blev læst|foi lida|zosta(?:ł|ła) przeczytan"
)
_SHORT = 60


def _find(facts: Facts) -> Hit | None:
    part = next((t for t in part_types(facts) if _NOTICE_PART.search(t)), None)
    if part is None and arrived(facts):
        part = has_status_part(facts)
    if part is not None:
        return Hit(CERTAIN, (Evidence("read-receipt", part.split(";")[0]),))
    subject = _SUBJECT.match(facts.subject)
    if not subject or facts.body_words > _SHORT:
        return None
    words = facts.find("read-receipt:wording", _TEXT, facts.report)
    if words or not facts.body_words:
        head = Evidence("read-receipt:subject", subject.group())
        return Hit(CERTAIN, (head, words) if words else (head,))
    return None


RULE = Rule("read-receipt", "a machine's word that our mail was read or arrived", Kind.RECEIPT, _find)
