"""A person acknowledges, promises a reply, or asks for more time."""

import re
from dataclasses import replace
from datetime import timedelta

from classify.analysis import Evidence, Kind
from classify.dates import find_dates
from classify.flags_requests import asks_extension
from classify.rules.facts import Facts, Piece, phrase
from classify.rules.rule import FAIR, STRONG, Cue, Hit, Rule, add, weigh
from classify.rules.time_request import questions

_REPLY = (
    r"(?:repl(?:y|ies)|respon(?:se|ses|d|ding)|submission|comments?|views|thoughts|answers?|contribution|"
    r"return|feedback|something|ours|one)"
)
_ANSWER = r"(?:repl(?:y|ies)|response|submission|comments?|views|thoughts|answers?|contribution|return|feedback)"
_DAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:end|start|beginning|middle|week) of|next week|"
    r"next month|the \d{1,2}(?:st|nd|rd|th)|\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|"
    r"aug|sep|oct|nov|dec)|deadline|closing date|due date|tomorrow|december|january|date"
)

_CUES = (
    Cue(
        phrase(
            r"\b(?:will|shall|'ll|hope to|hoping to|aim to|aiming to|intend to|plan to|expect to|going to|"
            r"due to|should|want to|mean to|be able to) ~ (?:send|respond|reply|submit|let you have|"
            r"get (?:back|it|this|something|our|them|you)|come back|write|be in touch|return|provide|"
            r"put (?:something|one|our|in)|have (?:something|our|it|one)|issue|follow)\b"
        ),
        FAIR,
        "promises",
    ),
    Cue(
        phrase(
            r"\b(?:full(?:er)?|substantive|formal|considered|proper|final|detailed|collective|our|my|the|a|written) "
            + _ANSWER
            + r" ~ (?:to follow|will (?:follow|come|be|issue|reach)|follows|in due course|should (?:be|reach|"
            r"follow)|shortly|is (?:coming|on its way|being|in hand|nearly|almost)|by )"
        ),
        STRONG,
        "promises",
    ),
    Cue(
        phrase(
            r"\b(?:you will|you'll|you should|you can expect to|expect to) (?:hear|have|get|receive)\b"
            r"(?! (?:seen|noticed|noted|heard|read|received|had|gathered|nothing|nowt|no |nil|none))|"
            r"(?:more|it|response|reply|ours|one) (?:to follow|in due course)|in due course|"
            r"watch this space|back to you"
        ),
        FAIR,
        "promises",
    ),
    Cue(
        phrase(
            r"\b(?:acknowledg(?:e|es|ing)|confirm(?:ing)?) (?:safe )?(?:receipt|receiving|that (?:we|"
            r"i)(?:'ve| have) (?:received|got))|safely received|(?:got|received|have) (?:this|it|"
            r"your (?:letter|e-?mail|consultation))(?: safely|, thank| thank|,)|has been received|"
            r"has reached (?:us|me|this office)"
        ),
        FAIR,
        "acknowledges",
    ),
    Cue(
        phrase(
            r"\b(?:thank you|thanks|many thanks|grateful) (?:very much |so much )?for (?:your|the|this|"
            r"sending|sharing|letting|consulting|inviting|writing|including)|^\W{0,4}(?:many )?(?:thanks|"
            r"thank you|noted|received|acknowledged|got it|will do)\b"
        ),
        0.75,
        "thanks",
    ),
    Cue(
        phrase(
            r"\b(?:i have|i've|have been|has been|will be|i am|i'm|we are|we're|we have|we've|being|is|'s|"
            r"having) (?:now |just |also )?(?:passed|passing|forwarded|forwarding|shared|sharing|"
            r"circulated|circulating|sent|sending|put|commissioned|commissioning|asked(?! to)|asking|consulted|"
            r"consulting|canvass(?:ed|ing)|collat(?:ed|ing)|gather(?:ed|ing)|collect(?:ed|ing)|pulling|"
            r"drafted|drafting|discuss(?:ed|ing)|considering|considered|taking|taken|with|working) (?:on |"
            r"it |this |your |the |that |round |together |a |our |my |up |to |by |for |colleagues|members|"
            r"views|comments)"
        ),
        1.5,
        "in-hand",
    ),
    Cue(
        phrase(
            r"\b(?:need(?:s|ing)?|await(?:s|ing)?|waiting (?:for|on)|subject to|pending|once|after|until|"
            r"just) ~ (?:sign[- ]?off|clear(?:ed|ance)|approv(?:al|ed|e)|agree(?:d|ment)|board|committee|"
            r"meeting|trustees|minister|say yes|signed|governance|back (?:on|from|in))"
        ),
        1.5,
        "in-hand",
    ),
    Cue(
        phrase(
            r"\b(?:extension|extra (?:time|days?|weeks?)|more time|(?:few|couple of|two|three|some|several|"
            r"little) (?:more |extra |additional )(?:days|weeks|time)|(?:little|bit) longer|leeway|(?:day|"
            r"week)s?'s?,? grace|grace period|(?:flexib\w{2,6}|slack|give|movement|"
            r"wiggle room) (?:\w{1,5} ){0,3}(?:deadline|date|timetable|timing|closing)|period of grace|"
            r"stay of execution)"
        ),
        STRONG,
        "more-time",
    ),
    Cue(
        phrase(
            r"\b(?:(?:could|can|may|might|would|will) (?:we|i|you|it|that|ours|\w{3,12}day)\b|"
            r"any chance (?:of|that|you|we|i) |possible|possibly|any chance|ok(?:ay)?|alright|all right|"
            r"acceptable|accept|wondered|wonder|ask) ~ (?:until|till|by|after|later than|past|beyond|"
            r"(?:send|submit|get|have|reply|respond|sent|come|arrive)\w{0,4} ~ (?:on|in|next|after|"
            r"late))(?: \w{1,12}){0,3} (?:" + _DAY + r")"
        ),
        STRONG,
        "more-time",
    ),
    Cue(
        phrase(
            r"\b(?:late|after the (?:deadline|closing|due)|miss(?:ed|ing)? (?:the|your) (?:deadline|date|"
            r"closing)|past the (?:deadline|date))(?:[^.!?\n]{0,60})\?|\b(?:still|too late|accept|take|"
            r"consider) ~ (?:late|after the|response|reply|submission|it|ours|one)(?:[^.!?\n]{0,60})\?"
        ),
        FAIR,
        "more-time",
    ),
    Cue(
        phrase(
            r"\b(?:not|n't|unable|won't|struggl\w{2,4}|cannot) ~ (?:make|meet|hit|manage|respond|reply|"
            r"ready|finish\w{0,2}|complete\w{0,1}|in time|get (?:it|this|anything|something)|turn (?:it|"
            r"this) (?:a)?round|look at (?:it|this)|do (?:it|this)|give (?:it|this)) ~ (?:"
            + _DAY
            + r"|in time|until|before)"
        ),
        FAIR,
        "more-time",
    ),
    Cue(
        phrase(r"\b(?:diolch am|derbyniwyd|cydnabod)|byddwn yn (?:ymateb|anfon|ateb)|ymateb (?:llawn )?i ddilyn"),
        1.5,
        "acknowledges",
    ),
)


_LATE = Cue(
    phrase(
        r"\b(?:date|deadline|timetable) (?:\w{2,8} ){0,2}(?:be |to |been )(?:\w{2,8} )?(?:stretch|mov|extend|"
        r"push|put back|relax|slip|"
        r"chang)\w{0,3}\b[^.!?\n]{0,40}\?|"
        r"\bindulgence|\b(?:few|couple of|two|three) (?:more |extra )?days'? (?:grace|longer|more|extra|leeway)|"
        r"\b(?:miss\w{0,3}|go over|overrun|overshoot|slip past) (?:the|your) (?:deadline|date|"
        r"closing date)\b[^.!?\n]{0,60}\?|"
        r"\b(?:any chance|possible|how about|what about) (?:of |to have |for )?(?:the )?(?:(?:mon|tues|"
        r"wednes|thurs|fri)day|\d{1,2}(?:st|nd|rd|th)|next|a (?:day|week|few))\b|"
        r"\b(?:after|beyond|past|miss\w{0,3}|before|meet|make|by|for) (?:your|the) (?:deadline|"
        r"closing date|due date|cut-?off|date)[^.!\n]{0,60}\b(?:may|can|could|might|would|shall) (?:i|we|"
        r"you|it)\b|"
        r"\b(?:may|can|could|might) (?:i|we) (?:still )?(?:send|submit|reply|respond|let you have|get|"
        r"have)\b[^.!?\n]{0,60}(?:late|when|once|as soon as|the (?:day|week|moment)|then|afterwards?|"
        r"instead)\b"
    ),
    STRONG,
    "more-time",
)
_ON_ITS_WAY = Cue(
    phrase(
        r"\b(?:be|get|come|arrive|reach(?:ing)?|being) (?:with )?you (?:by|before|on|next|in|later|soon|"
        r"this|tomorrow|shortly|as soon|well|once|when)|\basked (?:me|us|\w{3,20}) to (?:draft|prepare|"
        r"coordinate|collate|pull|put together|gather)|"
        r"\b(?:ours|it|draft|reply|response|comments|submission|answer|something|"
        r"paper) (?:\w{2,12} )?(?:is|are|'s|was|has been|will be) (?:\w{2,12} )?(?:coming|on (?:its|the|"
        r"their) way|drafted|in draft|in hand|with |nearly|almost|ready|done|finished|going|due|awaiting|"
        r"under)|"
        r"\b(?:draft|reply|response|comments|submission) (?:\w{2,9} )?(?:nearly|almost|half|"
        r"virtually) (?:done|ready|there|finished|complete)|(?:not|n't) forgotten|on my (?:list|desk|"
        r"to-?do)|receiving (?:our |my |the )?attention|"
        r"\b(?:shall|will|'ll|may|might|would|do|does|going to) (?:\w{2,9} )?(?:need|require|want|"
        r"take(?: us| me)?) (?:\w{2,9} )?(?:until|till|to the end|another|more|longer|a (?:few|bit|little|"
        r"couple|week|fortnight))|"
        r"\b(?:flexib\w{2,6}|leeway|slack|give|movement|wiggle room)\b[^.!?\n]{0,25}\b(?:deadline|date|"
        r"timetable|timing|closing)"
    ),
    FAIR,
    "promises",
)


_INTENDS = Cue(
    phrase(
        r"\b(?:we|i|she|he|they|it|ours|who|team|board|committee|chair|commissioner|minister|director|trustees|members|"
        r"officials?|colleagues?|office|exec\w{0,7}|(?-i:[A-Z])\w+) (?:\w{2,9}ly |do |also |both |all )?"
        r"(?:will|'ll|shall|am going to|are going to|is going to|intends? to|aims? to|hopes? to|plans? to|"
        r"wants? to|would "
        r"like to|(?:is|are|am) (?:minded|keen|likely|due|hoping|planning|aiming) to|meets?|sits?) "
        r"(?!not\b|never\b|no\b|have (?:seen|noticed|heard|noted|gathered)|(?:know|ask|understand|check|"
        r"clarify)\b|(?:be )?(?:unable|pass|leave|abstain|decline|"
        r"sit this))\w"
    ),
    1.25,
    "intends",
)
_UNDER_WAY = Cue(
    phrase(
        r"\b(?:preparing|drafting|commissioning|considering|looking (?:at|into)|working on|checking|consulting|"
        r"discussing|"
        r"gathering|collating|compiling|finali[sz]ing|proof-?reading|writing up|looping in|chewing|mulling|digesting|"
        r"seeking (?:views|contributions|input|comments|advice))\b|"
        r"\b(?:have|has|having) (?:been )?(?:logged|commissioned|circulated|forwarded|passed (?:it|this|your|"
        r"on)|drafted|"
        r"started|begun|canvassed|put it (?:in|on|to))|"
        r"\b(?:is|are|'s|was|been) (?:now |still |just |all |being )?(?:logged|written|signed|drafted|under way|"
        r"underway|in "
        r"(?:hand|draft|train|progress)|being \w{4,12}ed|with (?:us|the|our|my|him|her|them)|awaiting|on (?:my|"
        r"our|the|his|"
        r"her) (?:list|desk|pile|agenda|to-?do))\b|^\W{0,4}ack\b|\bwill (?:do|revert|come back|report back)\b|"
        r"\b(?:on the list|promise[sd]?\b|leave it with (?:me|us)|bear with|have (?:a|another) (?:look|go|think|"
        r"read)|want to "
        r"think|think about (?:it|this)|look at (?:it|this) (?:properly|again|when|once|next|this)|report back|"
        r"brought to ~ attention|reached (?:the|our|my|this)|haven't forgotten|expect (?:a|an|the|one|ours|our|"
        r"something) (?:note|letter|reply|response|one)?)|\bgive (?:me|us) (?:a|until|till|the|another)\b|"
        r"\b(?:needs?|has|have) to (?:go|be) (?:through|to|past|"
        r"signed|cleared|agreed|seen|approved)\b|\bbefore (?:i|we) (?:can|could) (?:send|release|reply|respond|"
        r"say|commit)|"
        r"\bnothing (?:\w{1,9} ){0,3}yet\b|\bnot (?:yet|ready)\b|n't (?:yet|ready|quite|"
        r"had (?:a |the )?"
        r"(?:chance|time))\b|\buntil then\b|\bfor now\b"
    ),
    1.25,
    "under-way",
)
_WELSH = Cue(
    phrase(
        r"\b(?:bydd(?:af|wn|ant)?|gobeithi\w{1,3}|bwriad\w{1,3})\b[^.!?\n]{0,80}\b(?:ymateb|ateb|anfon|ystyried|ystyr)"
    ),
    FAIR,
    "promises",
)
_SENTENCE = re.compile(r"[^.!?\n]{1,500}[.!?\n]?")
_NOT_OURS = phrase(
    r"\b(?:deadline|closing date|closes|closed|your (?:letter|e-?mail|consultation)|evidence|fieldwork|publish\w{0,3}|"
    r"inspect\w{0,4}|bank holiday|out of office)\b"
)
_QUESTION = re.compile(r"[^.!?\n]{1,500}\?")
_A_DAY = 1.5
_WINDOW = 60


def _told(facts: Facts) -> tuple[Piece, ...]:
    """The mail's own words with its questions blanked: what they ask about, nobody promises."""
    return tuple(replace(p, text=_QUESTION.sub(lambda m: " " * len(m.group()), p.text)) for p in facts.body)


def _names_day(facts: Facts) -> Evidence | None:
    """A day to come, up to some weeks after the deadline, that no question names: when something will be done."""
    last = facts.consultation.deadline_on + timedelta(days=_WINDOW)
    for piece in facts.body:
        for m in _SENTENCE.finditer(piece.text):
            if m.group().rstrip().endswith("?") or _NOT_OURS.search(m.group()):
                continue
            if any(facts.said_on < d.on <= last for d in find_dates(m.group(), facts.said_on)):
                return Evidence("holding:day", m.group().strip())
    return None


def _asks_time(hit: Hit | None) -> bool:
    return hit is not None and any(e.rule == "holding:more-time" for e in hit.evidence)


def _find(facts: Facts) -> Hit | None:
    told = weigh("holding", (_INTENDS, _UNDER_WAY, _WELSH), replace(facts, body=_told(facts)))
    hit = add(weigh("holding", (*_CUES, _LATE, _ON_ITS_WAY), facts), told)
    day = _names_day(facts)
    if day:
        hit = Hit((hit.strength if hit else 0) + _A_DAY, (*(hit.evidence if hit else ()), day))
    timed = next((words for words, only_time in questions(facts) if only_time), "")
    if timed and not _asks_time(hit):
        asked = Evidence("holding:more-time", timed)
        hit = Hit((hit.strength if hit else 0) + STRONG, (*(hit.evidence if hit else ()), asked))
    elif asks_extension(facts, facts.said_on, Kind.HOLDING) and not _asks_time(hit):
        asked = Evidence("holding:extension")
        hit = Hit((hit.strength if hit else 0) + FAIR, (*(hit.evidence if hit else ()), asked))
    if hit is None:
        return None
    return Hit(hit.strength if facts.body_words <= 220 else hit.strength - FAIR, hit.evidence)


RULE = Rule("holding", "an acknowledgement, a promise, or a wish for more time", Kind.HOLDING, _find)
