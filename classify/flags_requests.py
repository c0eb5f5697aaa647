"""What a person asks of us beside the questions: more time, confidence, to forget an earlier mail."""

import re
from datetime import date

from classify.analysis import Kind
from classify.dates import find_dates
from classify.rules.facts import Facts, Piece, phrase

_MORE_TIME = phrase(
    r"\b(?:extension|extra (?:time|days?|weeks?)|more time|(?:few|couple of|two|three|some|"
    r"several) (?:more |extra |additional )(?:days|weeks)|"
    r"(?:little|bit) longer|leeway|grace|any flexibility|late (?:response|reply|submission|return|comments|"
    r"contribution)|(?:submit|send|reply|respond|come in|be) (?:a (?:little|bit|touch|day|week|"
    r"few days) )?late|"
    r"too late|after (?:the|your) (?:deadline|closing date|due date|cut-off)|past (?:the|your) (?:deadline|"
    r"closing date|date))"
)
_ASK = phrase(
    r"\?|\b(?:please|could|can|may|might|would|wondered|wonder|grateful|glad|ask(?:ing)?|request(?:ing)?|"
    r"appreciate|possible|any chance|"
    r"hope (?:that(?:'s| is|'ll)|you(?:'ll| will)|this)|okay|ok if|acceptable|allow|bear with)\b"
)
_ASKS_US = phrase(
    r"\b(?:could|may|might|can) (?:we|i) ~ (?:have|send|let|submit)|(?:would|could|"
    r"can) you (?:still )?(?:accept|take|allow|give|grant)|grateful for ~ (?:extension|more|extra|longer)"
)
_NOT_NEEDED = phrase(
    r"\b(?:no|not|without|n't) ~ (?:extension|more time|extra time)|thank(?:s| you) for (?:the|your|"
    r"agreeing|granting) ~ (?:extension|more time|extra)"
)
_CANNOT = phrase(
    r"\b(?:not|n't|unable|cannot|struggl\w{2,4}|miss(?:ed|ing)?|never) ~ (?:make|meet|hit|manage|ready|"
    r"deadline|closing date|date|in time|by (?:the|then|tomorrow|friday))"
)
_SENDING = phrase(
    r"\b(?:send|submit|reply|respon\w{1,6}|submission|comments|have|get|until|till|take|accept|it|ours|one)\b"
)
_LATEST = 90
_SENTENCE = re.compile(r"[^.!?\n]{1,600}[.!?\n]?")

_FOOTER = phrase(
    r"intended (?:recipient|solely|only|for)|\brecipients?\b|addressee|privileged|in error|may contain|"
    r"this (?:e-?mail|message|communication|transmission) (?:and|is|may|contains)|"
    r"delete (?:it|this)|unauthori[sz]ed|freedom of information|disclaimer|virus"
)
_CONFIDENCE = (
    phrase(
        r"\b(?:kept?|keep|leave|left) (?:\w{2,9} ){0,3}(?:out of|off) (?:any|the|your) (?:\w{3,12} )?"
        r"(?:summary|report|publication|record|website|list)\b"
    ),
    phrase(
        r"\b(?:treat|keep|regard|consider|hold|handle|mark)(?:ed|"
        r"ing)? [^.!?\n]{0,60}\b(?:confidential(?:ly)?|in (?:strict )?confidence|private|anonymous(?:ly)?|"
        r"between (?:us|ourselves)|unpublished|off the record|to (?:yourself|yourselves))\b"
    ),
    phrase(
        r"\b(?:response|reply|submission|comments|views|names?|letter|note|answers?|contribution|this|it|"
        r"which|following|figures?)\b [^.!?\n]{0,40}\b(?:in (?:strict )?confidence|is confidential|"
        r"are confidential|not for (?:publication|sharing|attribution|onward|circulation|the public)|"
        r"off the record|to be (?:kept )?(?:confidential|anonymous|anonymised)|unattributed|unattributable|"
        r"non-attributable)\b"
    ),
    phrase(
        r"\b(?:not|n't|nor|never|without|rather you didn't|"
        r"rather it was not) ?(?:to )?(?:be )?(?:\w{1,12} ){0,3}?(?:publish(?:ed|ing)?|attribut(?:ed?|ing)|"
        r"quot(?:ed?|ing)|nam(?:ed?|ing)|identif(?:y|ied|ying)|shared?(?! (?:\w{2,6} )?(?:views?|concerns?|"
        r"opinions?|enthusiasm|assessment|optimism))|sharing|disclos(?:ed?|ing)|"
        r"circulat(?:ed?|ing)|made public|make public|list(?:ed)?|print(?:ed)?|pass(?:ed)? on|"
        r"reproduc(?:ed?|ing)|credited)\b"
    ),
    phrase(
        r"\b(?:anonymi[sz](?:e|ed|ing) (?:it|us|me|our|my|this|them|what|the (?:response|reply|submission|"
        r"comments))|remain anonymous|stay anonymous|be anonymous|anonymously|"
        r"leave (?:our|my|the) (?:\w{1,14} )?name|(?:our|my) names? (?:out|off|left|withheld|removed)|"
        r"withhold (?:my|our)|redact|confidentiality be respected|request(?:s|ing)? confidentiality|"
        r"in confidence)\b"
    ),
    phrase(
        r"\bnot (?:for|to be) (?:publication|publish\w{0,2}|attribution|onward|circulat\w{2,3}|sharing|"
        r"shared|quot\w{2,5}|the record)\b"
    ),
    phrase(r"\b(?:peidio â (?:chyhoeddi|rhannu|enwi)|yn gyfrinachol)\b"),
)
_REQUEST = phrase(
    r"\b(?:please|could you|can you|would you|grateful|obliged|kindly|trust (?:that )?you|ask(?:s|"
    r"ing)? (?:that|you)|request|prefer|rather|(?:do|does|did|would) ?(?:not|n't) (?:want|wish|like)|"
    r"want(?:s|ed)?|should|must|"
    r"appreciate|not for (?:publication|attribution|onward|sharing)|in confidence|is confidential|"
    r"off the record|treat|only on (?:the )?(?:basis|condition|understanding)|"
    r"not to be|may not be|is not to|are not to|kept? |agree(?:d)? to|happy (?:to|with) ~ provided|a\s?fyddech)\b"
)
_ABOUT_REPLY = phrase(
    r"\b(?:response|reply|submission|comments|views|names?|named|letter|e-?mail|answers?|contribution|"
    r"what (?:i|we)(?:'ve| have)? (?:say|said|write|written|put)|"
    r"(?:publish|share|circulat|disclos)\w{0,4} (?:\w{2,8} ){0,2}(?:this|it|them|these|that|what|any|our|"
    r"my)|attribut\w{1,4}|quot\w{1,4}|"
    r"(?:treat|keep|regard|hold) (?:this|it|what|all|the above|the following|that|them)|this (?:is|note)|"
    r"summary|identif\w{1,4}|not for (?:publication|attribution))\b"
)
_OPEN = phrase(
    r"\b(?:happy|content|fine|no objection|no problem|nothing) (?:\w{1,12} ){0,6}?(?:publish|shar|nam|quot|"
    r"attribut)\w{0,4}|(?:nothing|not|n't) (?:\w{1,12} ){0,3}?confidential|need not be (?:treated|kept)"
)

_SUPERSEDES = phrase(
    r"\b(?<!not\s)(?<!n[']t\s)(?<!ver\s)(?:disregard|ignore|delete|discard|bin|scrap|withdraw|replac(?:es?|"
    r"ing)|supersed(?:es?|ing)|instead of|in place of|rather than|use this ~ not|correct(?:s|ing|ed)?|"
    r"amend(?:s|ed|ing)?) "
    r"(?:\w{1,12} ){0,4}?(?:earlier|previous|last|first|original|yesterday's|friday's|monday's|"
    r"this morning's|one (?:i|we) sent|sent (?:on|earlier|yesterday)|(?:my|our) (?:\w{1,12} )?(?:e-?mail|"
    r"message|response|reply|version|submission|letter|note|attachment)) ?"
    r"(?:e-?mail|message|response|reply|version|submission|letter|note|one|attachment|return|comments|draft)?"
)
_CORRECTED = phrase(
    r"\b(?:corrected|revised|updated|amended|final|right|correct) (?:version|copy|response|reply|"
    r"submission|attachment)\b[^.!?\n]{0,80}|"
    r"\bsent (?:you )?(?:the )?(?:wrong|old|draft|earlier|unfinished) (?:version|draft|file|one|document)|"
    r"(?:fersiwn|ymateb) (?:diwygiedig|cywir)"
)


def asks_extension(facts: Facts, said_on: date, kind: Kind) -> bool:
    """Whether the mail asks to reply after the deadline."""
    deadline = facts.consultation.deadline_on
    cannot = False
    for piece in facts.body:
        for m in _SENTENCE.finditer(piece.text):
            words = m.group()
            if _NOT_NEEDED.search(words):
                continue
            late = any(0 < (d.on - deadline).days <= _LATEST for d in find_dates(words, said_on))
            asking = bool(_ASK.search(words))
            if kind is Kind.RESPONSE:
                asking = "?" in words or bool(_ASKS_US.search(words))
            if _MORE_TIME.search(words) and (asking or (late and kind is not Kind.RESPONSE)):
                return True
            if late and asking and ("?" in words or _SENDING.search(words)):
                return True
            cannot = kind is not Kind.RESPONSE and (cannot or bool(_CANNOT.search(words)))
            if cannot and late:
                return True
    return False


def asks_confidence(facts: Facts) -> bool:
    """Whether the person asks that the reply or a name is not published or shared; footers and markings do not ask."""
    return any(_wants_confidence(p) for p in (*facts.body, *facts.attached))


def _wants_confidence(piece: Piece) -> bool:
    for m in _SENTENCE.finditer(piece.text):
        words = m.group()
        if _FOOTER.search(words) or _OPEN.search(words):
            continue
        if any(p.search(words) for p in _CONFIDENCE) and _REQUEST.search(words) and _ABOUT_REPLY.search(words):
            return True
    return False


def replaces_earlier(facts: Facts) -> bool:
    """Whether the mail takes the place of one sent before."""
    return bool(facts.find("supersedes", _SUPERSEDES) or facts.find("supersedes", _CORRECTED))
