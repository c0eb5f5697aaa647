"""Absences in words, English and Welsh: for templates that carry no header (Microsoft 365 inbox rules)."""

from dataclasses import replace

from classify.analysis import Kind
from classify.rules.facts import Facts, phrase
from classify.rules.rule import FAIR, STRONG, WEAK, Cue, Hit, Rule, Where, weigh

_CUES = (
    Cue(
        phrase(r"\b(?:currently|now|presently) (?:out of (?:the )?office|on (?:annual |\w{3,10} )?leave|away)"),
        FAIR,
        "away",
    ),
    Cue(
        phrase(
            r"\b(?:i am|i'm|i will be|i'll be|i have been) ~ (?:out of (?:the )?office|"
            r"on (?:\w{3,10} )?leave|away from|"
            r"on (?:holiday|secondment|jury service|sabbatical))"
        ),
        1.5,
        "away",
    ),
    Cue(
        phrase(r"^\W{0,4}(?:out of (?:the )?office|on (?:annual |\w{3,10} )?leave|away) (?:until|till|from|-)"),
        FAIR,
        "away",
    ),
    Cue(phrase(r"\ballan o'r swyddfa|i ffwrdd o'r (?:swyddfa|gwaith)|nid wyf yn y swyddfa"), FAIR, "away"),
    Cue(phrase(r"ar (?:wyliau|absenoldeb|gyfnod mamolaeth)|ddim yn y (?:swyddfa|gwaith)"), FAIR, "away"),
    Cue(
        phrase(
            r"\bno(?:t| longer) (?:checking|reading|reading my|monitoring|access(?:ing)?) ~ (?:e-?mails?|"
            r"messages|inbox)"
        ),
        WEAK,
        "unread",
    ),
    Cue(
        phrase(
            r"(?:will|shall|won't|not|cannot|can't|no|limited|little|without|intermittent|infrequent) ~ "
            r"(?:checking|reading|monitor(?:ed|ing)?|picking up|access(?: to)?|looking at|"
            r"see(?:ing)?) ~ (?:e-?mails?|messages|inbox)"
        ),
        WEAK,
        "unread",
    ),
    Cue(
        phrase(
            r"\b(?:urgent|urgently|immediate|emergency|in my absence|while i(?:'m|"
            r" am) away)\b.{0,60}\b(?:contact|e-?mail|call|speak|ring|phone|try)\b"
        ),
        1.5,
        "stand-in",
    ),
    Cue(
        phrase(r"\b(?:contact|e-?mail|call|ring|phone|try) ~ (?:if|for) ~ (?:urgent|urgently|cannot wait|can't wait)"),
        1.5,
        "stand-in",
    ),
    Cue(phrase(r"\bos yw(?:'n| eich)? .{0,30}\b(?:brys|frys)|mewn argyfwng|cysylltwch (?:â|ag|a)"), 1.5, "stand-in"),
    Cue(
        phrase(
            r"\b(?:respond|reply|deal with|get back to|answer|read) ~ (?:on|upon|after|when) (?:my return|"
            r"i (?:return|get back|am back|'m back))"
        ),
        WEAK,
        "return",
    ),
    Cue(
        phrase(
            r"\b(?:return(?:ing)?|back)(?: to (?:the office|work))? (?:at work |in the office )?(?:on|from|by) "
            r"(?:the )?(?:mon|tue|wed|thu|fri|sat|sun|\d)"
        ),
        WEAK,
        "return",
    ),
    Cue(phrase(r"\byn (?:ôl|dychwelyd)\b|byddaf yn ôl|dychwelaf"), WEAK, "return"),
    Cue(
        phrase(
            r"^\W{0,4}(?:(?:hi|hello|dear sender)\W{1,4})?thank(?:s| you)(?: so much|"
            r" very much)? for (?:your|the) (?:e-?mail|message)"
        ),
        WEAK,
        "thanks",
    ),
    Cue(phrase(r"^\W{0,4}diolch(?: yn fawr)? am (?:eich|y) (?:neges|e-?bost)"), WEAK, "thanks"),
    Cue(
        phrase(
            r"\b(?:has|have|i) (?:now )?(?:left|moved on from|retired from) (?:the (?:organisation|"
            r"department|council|office|service|trust)|\w{3,20})"
        ),
        WEAK,
        "left",
    ),
    Cue(
        phrase(r"\bno longer works? (?:for|at|here|in)\b|is no longer (?:with|employed|in post)|i no longer work"),
        FAIR,
        "left",
    ),
    Cue(
        phrase(
            r"\b(?:e-?mails?|messages)(?: (?:to|sent to) (?:this|that) (?:address|mailbox"
            r"|account))? (?:will (?:not )?be|"
            r"are not(?: being)?|is not(?: being)?) (?:forwarded|redirected|monitored|deleted|read)"
        ),
        FAIR,
        "forwarded",
    ),
    Cue(
        phrase(
            r"\b(?:working (?:days|hours|pattern)|i (?:only )?work|office hours) ~ (?:mon|tue|wed|thu|fri|part[- ]time)"
        ),
        0.5,
        "pattern",
    ),
)


_SIGNED_CUES = tuple(replace(c, where=Where.SIGNED) for c in _CUES)


def _find(facts: Facts) -> Hit | None:
    hit = weigh("out-of-office", _SIGNED_CUES, facts)
    return hit and Hit(min(hit.strength, STRONG + FAIR), hit.evidence)


RULE = Rule("out-of-office", "the wording of an absence notice", Kind.AUTO_REPLY, _find)
