"""A person asks something about the consultation and gives no view."""

from classify.analysis import Evidence, Kind
from classify.rules.facts import Facts, phrase
from classify.rules.rule import FAIR, WEAK, Cue, Hit, Rule, weigh
from classify.rules.time_request import questions

_CUES = (
    Cue(
        phrase(
            r"\b(?:(?:could|can|would|will) (?:you|someone|somebody|anyone|anybody|one of you|your|the team)|"
            r"please|kindly|"
            r"grateful if|appreciate it if|help(?:ful)? if) ~ (?:confirm|clarify|explain|advise|tell|let (?:me|"
            r"us) know|say (?:whether|"
            r"if|what|how)|send|re-?send|resend|share|point|check|provide|indicate|forward|attach)\b"
        ),
        FAIR,
        "asks",
    ),
    Cue(
        phrase(
            r"\b(?:please|kindly|grateful (?:if|for)|pls) (?:could |can |would )?(?:confirm|clarify|"
            r"explain|advise|tell|let (?:me|us) know|send|re-?send|resend|share|check|indicate|forward)"
        ),
        FAIR,
        "asks",
    ),
    Cue(
        phrase(
            r"(?:^|[.!?:,\n-] ?|\band |\bbut |\bso )(?:is|are|was|were|do|does|did|can|could|may|might|"
            r"should|shall|will|would|has|have|who|what|when|where|which|why|how|whose)\b(?! ~ (?:until|"
            r"extension|more time|late)\b)[^.!?\n]{3,200}\?"
        ),
        FAIR,
        "question",
    ),
    Cue(
        phrase(
            r"\b(?:wonder(?:ed|ing)? (?:if|whether|what|how|who)|not (?:sure|clear) (?:if|whether|what|how|"
            r"who|which|why)|unsure (?:if|whether|what|how|who)|wanted to (?:ask|check|know)|like to know|"
            r"need to know|trying to (?:find|work) out|(?:quick|one|a|couple of|two|three|some) (?:quick |"
            r"brief |small |further )?(?:question|query|queries|questions|point of clarification))"
        ),
        1.5,
        "wonders",
    ),
    Cue(
        phrase(
            r"\b(?:attachment|annex|letter|document|link|pdf|page) ~ (?:missing|stripped|won't open|"
            r"not (?:open|attached|come through|there|work)|didn't|doesn't|did not|does not|broken|"
            r"corrupt\w{0,2}|blank|unreadable)|(?:no|without|missing) (?:attachment|annex|letter)\b|"
            r"(?:annex|attachment|appendix|letter|enclosure|link|version|copy) (?:that |which )?(?:we|"
            r"i) (?:do not|don't|did not|didn't|cannot|can't|never) (?:\w{2,8} (?:to )?)?(?:have|find|got|"
            r"get|open|see|receive)|(?:can't|cannot|couldn't|unable to) (?:open|see|find|access|read|"
            r"download)"
        ),
        FAIR + 0.5,
        "missing",
    ),
    Cue(
        phrase(
            r"\b(?:eligib\w{2,6}|format|template|word (?:limit|count)|form (?:to|for|that)|length|"
            r"who (?:should|is|are)|invited to respond|confidential(?:ly|ity)? (?:be|if)|"
            r"publish(?:ed)?\b[^.!?\n]{0,80}\?|large print|welsh (?:version|copy|translation)|scope of)"
        ),
        WEAK,
        "about",
    ),
    Cue(phrase(r"\?\s"), 0.5, "mark"),
    Cue(phrase(r"\b(?:query|question|clarification|enquiry)\b"), WEAK, "subject"),
    Cue(
        phrase(
            r"\b(?:before (?:i|we) (?:reply|respond|answer|write|start|put)|so (?:that )?(?:i|"
            r"we) can (?:reply|respond|answer|plan))"
        ),
        FAIR,
        "before",
    ),
    Cue(phrase(r"\b(?:a fydd|a oes|a allwch|pryd|pwy|beth yw)\b[^.!?\n]{3,120}\?"), FAIR, "question"),
)


_LONG = 150
_OF_THE_MARK = ("query:question", "query:mark", "query:wonders")
_ASKS_FOR = Cue(
    phrase(
        r"\b(?:can|could|would|will) (?:you|someone|somebody|anyone) (?:please |kindly |possibly )?"
        r"(?:let (?:me|us) have|copy|ring|call|phone|help|point|talk|speak|walk|add|put|join|come|meet|remind|say)\b"
    ),
    FAIR,
    "asks",
)
_SEEKS = Cue(
    phrase(
        r"\b(?:grateful|thankful|glad|appreciate|like|welcome|need|seek\w{0,3}|after|"
        r"want) (?:\w{1,9} ){0,2}(?:clarification|guidance|advice|clarity|confirmation|sight|(?:more|further|"
        r"some) (?:detail|"
        r"information)|an? (?:copy|line|word|note|"
        r"steer|answer|explanation|pointer|indication))\b|"
        r"\b(?:is|was|are|were|am|'s|'re) (?:also )?asking ?(?:[:;]|who|whether|if|what|how|which|when|why|"
        r"for (?:a|the|some))|"
        r"\b(?:asks|asked me to (?:ask|find out|check)) (?:who|whether|if|what|how|which|when|why)\b|"
        r"\b(?:useful|helpful|good|nice|interested|keen|important) to know (?:if|whether|what|how|who|which|"
        r"when|why|more)\b|"
        r"\bjust checking\b|\b(?:bit |rather |slightly |somewhat )?(?:confused|puzzled|unclear|unsure) (?:about|"
        r"by|as to|on|"
        r"whether|what|which|how|who|why)\b"
    ),
    FAIR + 0.5,
    "asks",
)


def _find(facts: Facts) -> Hit | None:
    hit = weigh("query", (*_CUES, _ASKS_FOR, _SEEKS), facts)
    if hit is None:
        return None
    asked = questions(facts)
    marks = sum(1 for _, timed in asked if not timed)
    if asked and marks == 0:
        only = [e for e in hit.evidence if e.rule in _OF_THE_MARK]
        return Hit(hit.strength - FAIR * len(only), hit.evidence) if len(only) < len(hit.evidence) else None
    if marks == 0:
        return Hit(hit.strength - 0.5, hit.evidence)
    strength = hit.strength + (WEAK if marks > 1 else 0.5) - (FAIR if facts.body_words > _LONG else 0)
    return Hit(strength, (*hit.evidence, Evidence("query:marks", f"{marks} ?")))


RULE = Rule("query", "a question about the consultation", Kind.QUERY, _find)
