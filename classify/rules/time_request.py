"""Questions that only ask for more time, "Would Tuesday do?": they hold us off and want no other answer."""

import re

from classify.dates import find_dates
from classify.rules.facts import Facts, phrase

_ASKS = phrase(
    r"\b(?:would|could|might|may|can|is|are|will|shall|any|how about|what about|wonder(?:ed|ing)?|possible|ok(?:ay)?|"
    r"hope|mind|acceptable|all ?right|grateful|permit\w{0,3}|allow\w{0,2})\b"
)
_WHEN = phrase(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\btomorrow\b|\b(?:next|following) (?:day|week|month|morning)\b|"
    r"\b(?:a|the) (?:day|week|few days|fortnight|couple of days|weekend|morning) (?:after|later|late|longer|more|extra|"
    r"beyond|over)\b|\b(?:few|couple of|two|three) (?:\w{4,6} )?days\b|\bextension\b|\bmore time\b|\blater?\b|"
    r"\b(?:end|start|middle) of (?:the |next )?(?:week|month)\b|\bnew year\b|\bchristmas\b|\bslack\b|\bleeway\b|"
    r"\bin that week\b|\bthen\b|\ba? ?week (?:later|longer)\b|\bafter (?:the|your) (?:deadline|date|closing)\b"
)
_REPLY = phrase(
    r"\b(?:ours|our (?:\w{2,9} )?(?:views?|reply|response|comments|return|submission|answers?|position|letter|paper)|"
    r"(?:we|i) (?:\w{2,9} )?(?:send|submit|reply|respond|file|let you have|get (?:it|this|something|ours)|"
    r"have (?:until|"
    r"till|to)|come in|be late|put (?:it|something|ours) in)|"
    r"(?:send|submit|file|accept|take|have|hold|reply|respond|wait)\w{0,3})\b"
)
_ABOUT_OTHERS = phrase(
    r"\b(?:join|meet(?:ing)? with|call|ring|phone|talk|speak|attend|visit|publish\w{0,3}|fieldwork|"
    r"inspect\w{0,4}|webinar|"
    r"workshop|suggest|clarify|confirm|which|what (?!about)|when|who|why|where|how (?!about)|copy|version|deadline "
    r"(?:is|the)|close of business|midnight|you (?:send|resend|forward|share))\b"
)
_BARE = phrase(
    r"\b(?:would|could|might|is|will|can|how about|what about|any chance of|would it be|is it)\b[^.!?\n]{0,60}"
    r"\b(?:do|suit|work|ok(?:ay)?|fine|all ?right|acceptable|possible|help|hopeless|difficult\w{0,2}|(?:too|very) late|"
    r"too much|out of the question|a problem|inconvenien\w{1,2}|permitted|allowed|manageable|feasible|"
    r"live with (?:that|it)|cope|be pushed)\b"
)
_LENIENCE = phrase(
    r"\b(?:extension|indulgence|slack|leeway|(?:more|extra|additional|further) (?:time|days?|weeks?)|"
    r"(?:extra|another|additional|further) (?:week|day|fortnight|few days)|grace|latitude|stretch\w{0,3}|"
    r"wiggle room|give in the|"
    r"movement on the (?:date|deadline)|flexib\w{2,6})\b"
)
_THAT = phrase(r"\b(?:that|it|this|then|ours)\b")
_SENTENCE = re.compile(r"[^.!?\n]{1,400}[.!?\n]?")


def asks_for_time(sentence: str, facts: Facts) -> bool:
    """Whether a question asks only whether a reply may come on another day."""
    if not sentence.rstrip().endswith("?") or _ABOUT_OTHERS.search(sentence) or not _ASKS.search(sentence):
        return False
    late = any(0 < (d.on - facts.consultation.deadline_on).days < 90 for d in find_dates(sentence, facts.said_on))
    if _LENIENCE.search(sentence):
        return True
    if not (late or _WHEN.search(sentence)):
        return False
    return bool(_REPLY.search(sentence) or _BARE.search(sentence))


def questions(facts: Facts) -> tuple[tuple[str, bool], ...]:
    """Every question of the mail itself, and whether it only asks for time.

    "Would that be acceptable?" takes its meaning from the sentence before it.
    """
    found, before = [], ""
    for piece in facts.body:
        for m in _SENTENCE.finditer(piece.text):
            words = m.group().strip()
            if words.endswith("?"):
                timed = asks_for_time(words, facts) or _asks_of_that(words, before, facts)
                found.append((words, timed))
            if len(words) > 1:
                before = words
    return tuple(found)


def _asks_of_that(words: str, before: str, facts: Facts) -> bool:
    short = len(words.split()) < 9 and bool(_THAT.search(words) or _BARE.search(words))
    return short and not _ABOUT_OTHERS.search(words) and asks_for_time(f"{before.rstrip('.')} {words}", facts)
