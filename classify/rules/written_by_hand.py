"""What speaks against an automatic reply: somebody writes to us, about this, as a person would."""

import re

from classify.analysis import Evidence, Kind
from classify.rules.facts import Facts, phrase
from classify.rules.rule import FAIR, WEAK, Cue, Hit, Rule, weigh
from ingest.message import SegmentKind

_GREETING = re.compile(
    r"^\W{0,6}(?:(?:dear|hi|hello|hiya|thanks|thank you|good (?:morning|afternoon|evening)|morning|"
    r"afternoon|evening|annwyl|"
    r"bore da|prynhawn da|helo|diolch)[ ,!]{1,3})?(?P<name>(?!(?:thank|hello|dear|good|re|out|please)\b)"
    r"(?:(?-i:[A-Z])[\w'.-]{1,20} ?){1,4}) ?(?:,|!|\n| -|$)",
    re.I,
)
_NOBODY = re.compile(
    r"\b(?:sir|madam|all|team|colleagues?|sender|customer|consultation|everyone|user|requester|enquir\w{2,3}|friends?|"
    r"thematics?|research|there|correspondent|both|syr|gydweithi\w{1,4})\b",
    re.I,
)
_CUES = (
    Cue(
        phrase(
            r"\b(?:your|the|this|our) (?:consultation|letter|questions?|deadline|closing date|reminder|"
            r"inspectorate|survey|topics?|programmes?)\b"
        ),
        -1.5,
        "about-ours",
    ),
    Cue(
        phrase(r"\byour (?:chief inspector|e-?mail of \d|letter of|list of topics|research (?:topics|list))"),
        -1.5,
        "about-ours",
    ),
    Cue(
        phrase(
            r"\b(?:our|my|a) (?:response|submission|comments|views|answer|return)s? ~ (?:to you|by|before|"
            r"after|when|next|later|early)"
        ),
        -FAIR,
        "promise",
    ),
    Cue(
        phrase(
            r"\b(?:we|i)(?:'ll| will| shall|'d| hope to| aim to| intend to) ~ (?:send|let you have|submit|"
            r"respond|reply|get) ~ (?:views|comments|response|submission|something|it|this|to you)"
        ),
        -WEAK,
        "promise",
    ),
    Cue(
        phrase(
            r"\b(?:could|can|may|might|would) (?:i|we|you)\b[^.!?\n]{0,160}\?|\b(?:please )?(?:could|can|would) you\b"
        ),
        -FAIR,
        "asks",
    ),
    Cue(
        phrase(r"\b(?:extension|extra (?:time|days?|week)|(?:a |few )more (?:time|days?)|next year|like last year)"),
        -WEAK,
        "asks",
    ),
)


def _find(facts: Facts) -> Hit | None:
    hit = weigh("written-by-hand", _CUES, facts)
    strength, evidence = (hit.strength, hit.evidence) if hit else (0.0, ())
    greeted = _greeted(facts)
    if greeted:
        strength, evidence = strength - FAIR, (*evidence, Evidence("written-by-hand:greeting", greeted))
    if facts.answers_ours:
        strength -= 0.5
    if any(s.kind is SegmentKind.QUOTED for s in facts.message.segments):
        strength -= WEAK
    return Hit(strength, evidence) if strength else None


def _greeted(facts: Facts) -> str:
    """The person whom the mail greets by name, or nothing: machines greet "customer", or repeat our mailbox's name."""
    m = _GREETING.match(facts.body[0].text[:80]) if facts.body else None
    if m is None or _NOBODY.search(m["name"]):
        return ""
    ours = {a.name.lower() for a in facts.message.headers.to}
    signed = {w.lower() for a in facts.message.headers.from_ for w in re.findall(r"\w+", a.name)}
    name = m["name"].strip(" ,-").lower()
    return "" if name in ours or set(re.findall(r"\w+", name)) <= signed else m["name"].strip()


RULE = Rule("written-by-hand", "signs of a person, which speak against a machine", Kind.AUTO_REPLY, _find)
