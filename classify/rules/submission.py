"""What says that a mail is somebody's reply, whatever the view itself: "please find attached our response"."""

from classify.analysis import Evidence, Kind
from classify.rules.facts import Facts, phrase
from classify.rules.rule import FAIR, STRONG, WEAK, Cue, Hit, Rule, weigh

_CUES = (
    Cue(
        phrase(
            r"\b(?:attach(?:ed|ing)?|enclos(?:ed?|ing)|below|here(?:with| is| are)?|find|following is|"
            r"sets? out|what follows is)\b[^.!?\n]{0,60}\b(?:response|reply|submission|comments|views|"
            r"answers|return|contribution|thoughts)\b"
        ),
        FAIR,
        "hands-over",
    ),
    Cue(
        phrase(
            r"\b(?:response|reply|submission|comments|views|answers|contribution|thoughts)\b ~ (?:is|are|"
            r"in|as) (?:attached|enclosed|below|set out|in the attach)"
        ),
        FAIR,
        "hands-over",
    ),
    Cue(
        phrase(
            r"\b(?:we|i|our members|the \w{3,20}) (?:would|do|strongly|particularly|very much|"
            r"'d)? ?(?:prefer|prioriti[sz]e|support|favour|choose|rank|suggest|propose|recommend|urge|"
            r"like to see|welcome the (?:proposal|inclusion|topic))\b"
        ),
        1.5,
        "view",
    ),
    Cue(
        phrase(
            r"\b(?:top|first|second|main|highest|strongest) (?:choice|priority|preference|pick)|"
            r"in (?:order|priority order)|\bq(?:uestion )?[1-9][:.)\b]"
        ),
        1.5,
        "view",
    ),
)

_DECLINES_ONE = Cue(
    phrase(
        r"\b(?:no|none|nor|not|n't|neither|never|without|nothing|cannot|"
        r"unable)\b[^.!?\n]{0,60}\b(?:preferen\w{1,4}|prefer|"
        r"favourites?|proposals?|counter-?proposals?|alternatives?|nominat\w{1,4}|additional \w{3,12}|extra \w{3,12}|"
        r"(?:topics?|projects?|thematics?|research|suggestions?) (?:to|from|for|of our own|besides|on)|"
        r"order of \w{5,12}|horse in)\b|\bq(?:uestion )?[1-9]\b[^.!?\n]{0,20}\b(?:none|nil|no|nothing|n/a)\b|"
        r"\b(?:all|any|either|each) (?:three |two |of (?:the|them|these) )?(?:\w{3,12} )?(?:equally|alike|of equal|"
        r"would do|will do|is fine|are fine)"
    ),
    STRONG,
    "declines-a-question",
)


def _find(facts: Facts) -> Hit | None:
    hit = weigh("submission", (*_CUES, _DECLINES_ONE), facts)
    strength, evidence = (hit.strength, hit.evidence) if hit else (0.0, ())
    if facts.message.attachments and hit and any(e.rule.endswith("hands-over") for e in evidence):
        strength, evidence = (
            strength + FAIR,
            (*evidence, Evidence("submission:attachment", facts.message.attachments[0].name)),
        )
    if sum(len(p.text.split()) for p in facts.attached) > 60:
        strength, evidence = strength + WEAK, (*evidence, Evidence("submission:attached-words"))
    return Hit(strength, evidence) if evidence else None


RULE = Rule("submission", "signs that a reply is handed over", Kind.RESPONSE, _find)
