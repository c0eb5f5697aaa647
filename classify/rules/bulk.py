"""Newsletters, notices and sales: mail sent to many."""

from classify.analysis import Evidence, Kind
from classify.rules.facts import Facts, phrase
from classify.rules.rule import FAIR, STRONG, WEAK, Cue, Hit, Rule, weigh

_LIST_HEADERS = (
    "list-unsubscribe",
    "list-unsubscribe-post",
    "feedback-id",
    "x-campaign-id",
    "x-mailgun-sid",
    "x-csa-complaints",
)
_CUES = (
    Cue(
        phrase(
            r"\bunsubscrib(?:e|ed|ing)|manage (?:your )?(?:preferences|subscription)|"
            r"view (?:this )?(?:e-?mail |message )?(?:in|online|on)(?: your| a)?(?: web)? ?browser|"
            r"opt[- ]?out of (?:these|future|our)|you(?:'re| are) receiving this|dad-?danysgrifio"
        ),
        STRONG,
        "unsubscribe",
    ),
    Cue(
        phrase(
            r"\b(?:newsletter|bulletin|digest|issue \d{1,4}|weekly round-?up|read more|this week's|"
            r"top stories|latest news|in this issue)\b"
        ),
        WEAK,
        "news",
    ),
    Cue(
        phrase(
            r"\b(?:book (?:your|a) (?:place|demo|ticket|stand)|register (?:now|today|here)|early[- ]bird|"
            r"limited (?:time|places)|special offer|% off|free trial|click (?:here|below|the link)|act now|"
            r"webinar|delegate (?:rate|fee)s?)\b"
        ),
        FAIR,
        "sales",
    ),
    Cue(
        phrase(
            r"\b(?:invoice|payment (?:is )?(?:due|terms)|remittance|purchase order|bank details|sort code|"
            r"statement of account|overdue account|quote for|price list|our (?:platform|product|"
            r"solution)s?)\b"
        ),
        FAIR,
        "sales",
    ),
    Cue(
        phrase(
            r"\b(?:bitcoin|lottery|inheritance|next of kin|verify your account|"
            r"password (?:will )?expire\w{0,1}|mailbox (?:quota|storage)|wire transfer|seo|"
            r"rank(?:ing)? on google|casino|crypto\w{0,8}|click to (?:release|verify))\b"
        ),
        STRONG,
        "spam",
    ),
)


def _find(facts: Facts) -> Hit | None:
    hit = weigh("bulk", _CUES, facts)
    strength, evidence = (hit.strength, hit.evidence) if hit else (0.0, ())
    header = next((h for h in _LIST_HEADERS if facts.message.headers.find(h)), None)
    if header:
        strength, evidence = strength + FAIR, (*evidence, Evidence("bulk:header", header))
    if strength and facts.answers_ours:
        strength -= FAIR
    return Hit(strength, evidence) if evidence else None


RULE = Rule("bulk", "mail that was sent to many", Kind.OTHER, _find)
