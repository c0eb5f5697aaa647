"""Sentences in which a mail says for whom it speaks: on behalf of, asked me to reply, X's response, jointly with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from classify.analysis import Evidence
from classify.rules.facts import Facts, Piece, phrase
from ingest.message import Span

_ANSWER = (
    r"(?:response|reply|submission|comments?|views?|answers?|return|contribution|input|feedback|position|"
    r"letter|thoughts|priorities|choices|evidence|note)"
)
_PROXY = phrase(
    r"\bi (?:now |currently )?(?:manage|lead|run|head|chair|direct|edit|look after) (?:up )?(?:the )?|"
    r"\bon behalf of\b|\bon (?:our|their|his|her|my|its) behalf\b|(?:^|\n|\s)p\.?p\.?\s|per pro\b|"
    r"\b(?:has|have|had) (?:kindly |just |also )?asked (?:me|us|that i|if i)\b|\basked (?:me|"
    r"us) to (?:reply|respond|send|pass|forward|let|say|thank|tell|write|answer|coordinate|put)|"
    r"\b(?:asked|requested|instructed|directed|invited) by\b|\bat (?:the )?(?:request|direction|"
    r"instruction) of\b|\bat \w{3,20}'s request\b|"
    r"\b(?:reply|replying|respond|responding|answer|answering|writ(?:e|ing)|speak(?:ing)?|sign(?:ed|ing)?|"
    r"submitt(?:ed|ing)|sen[dt](?:ing)?) (?:to you |this |here |in this )?(?:for|as|in place of|instead of|"
    r"in lieu of)\b|"
    r"\b(?:covering|standing in|deputising|acting(?: up)?|stepping in|filling in|cover) (?:for|as)\b|"
    r"\bin (?:his|her|their|\w{3,20}'s) (?:absence|place|stead)\b|"
    r"\b(?:taken over|took over|taking over|succeed(?:ed|ing)?|replac(?:ed|ing)) (?:from |as )?|"
    r"\bsuccessor\b|\bnew(?:ly appointed)? (?:chair|director|chief|editor|head|minister|commissioner|"
    r"post-?holder)|"
    r"\b(?:private secretary|diary secretary|staff officer|personal assistant|executive assistant|"
    r"business manager|office manager|private office|correspondence (?:team|unit|manager)|pa|ea|aps|deputy|"
    r"secretary|assistant) to\b|"
    r"\b(?:private office|office) of\b|'s? (?:private office|office|deputy|pa|assistant|private secretary|"
    r"behalf)\b|\bdeputy\b|"
    r"(?:^|[.!?\n] ?)(?:the )?[^.!?\n]{3,60} (?:thanks you|has seen (?:the|your)|is grateful (?:to|for)|"
    r"was grateful|has considered|wishes|has agreed|has decided|is content|is pleased|was pleased)\b|"
    r"\b(?:wishes|would like|wanted) (?:me |it )?to (?:be )?(?:pass|known|say|convey|thank|send|record)"
)
_THEIR_ANSWER = phrase(
    r"(?:'s?|\bour|\bthe|\btheir|\bthis|\ba|\bas|\bis|^\W{0,4})\b[^.!?\n]{0,60}\b" + _ANSWER + r"\b|"
    r"\b"
    + _ANSWER
    + r" (?:from|of|by|for|on behalf of)\b|\bfrom (?:us|all of us|the \w{3,20})\b|\bi am (?:the|now|acting|"
    r"\w{3,20}'s)\b|\bi'm (?:the|now|acting|\w{3,20}'s)\b"
)
_ANSWER_FOR = phrase(r"\b" + _ANSWER + r" (?:from|of|by|for|on behalf of)\b")
_TITLE = phrase(r"\b" + _ANSWER + r"\b")
_JOINT = phrase(
    r"\bjoint(?:ly)?\b[^.!?\n]{0,30}\b"
    + _ANSWER
    + r"\b|\b(?:reply|respond|writ\w{1,4}|submit\w{0,4}|sign\w{0,3}|agreed|prepared|sent|made) jointly\b|"
    r"\bjointly (?:from|by|agreed|signed|sent|submitted)\b|\b(?:co-?sign(?:ed|atories|ing)?|undersigned|"
    r"signator(?:y|ies))\b|"
    r"\b(?:combined|shared|single|common|one|collective) "
    + _ANSWER
    + r"\b[^.!?\n]{0,20}\b(?:from|for|by|of|on behalf)\b|"
    r"\b(?:all|both) (?:two|three|four|five|of us|our|of our|organisations|bodies|regions|services|"
    r"charities|sets)\b|\b(?:we|us) (?:two|three|four|both)\b|\bbetween (?:us|the (?:two|three|"
    r"four) of us)\b|"
    r"\b(?:one|single|joint|shared|combined) (?:\w{3,12} )?"
    + _ANSWER
    + r"\b|\btogether with\b|\bymateb ar y cyd\b|\btwo (?:co-?chairs|of us)\b"
)
_WHOLE = phrase(
    r"\b(?:collective(?:ly)?|all (?:\w{2,8} |of the )?|every|whole|joint|full|unanimous\w{0,2}|"
    r"on behalf of(?: all| the| every)?|agreed by|network of|meeting|group|as a group|between them)\b"
)
_PART = phrase(
    r"\b(?:some|several|many|most|a few|few|number of|majority|northern|southern|two|three|four|five|six|"
    r"seven|other|others|fellow|colleague|individual|certain|our local|half)\b"
)
_OTHERS = phrase(
    r"\b(?:seen|saw|read|reading) (?!your|the letter)(?:\w{1,14} |\w{1,14}'s? ){0,5}" + _ANSWER + r"\b|"
    r"\b(?:support(?:s|ed|ing)?|endors\w{1,4}|echo\w{0,3}|agree with|associate|"
    r"in line with|defer(?:s|ring)? to|refer (?:you )?to|"
    r"separately|their own (?!account|name)|own (?:reply|response|submission)|not (?:a )?(?:party|signed|signing|speak|"
    r"able to speak|for|on behalf|part of|included)|n't (?:speak|sign|party|part)|speak for (?:him|her|"
    r"them)sel\w{1,3}|"
    r"in copy|copied|copying|copy to|cc'?d|shared with|heard from|spoke(?:n)? (?:to|with)|you (?:may|will|"
    r"might|should) (?:also )?(?:have|want|wish|get|hear)|"
    r"understand that|aware that|will (?:be )?(?:reply|respond|writ|send|submit)\w{0,3}|lead on that|"
    r"forwarded (?:to me )?by|passed (?:to me|on|it on)? ?by|"
    r"shown (?:a copy|your)|sent (?:it |this )?(?:on )?to (?:me|us) by|colleagues at|worked with|alongside|"
    r"independent(?:ly)? of|unlike|nor)\b"
)
_PERSONAL = phrase(
    r"(?:^|[,.:;(\n-]) ?own (?:views?|opinions?|comments?)\b|\b(?:personal(?:ly)? (?:capacity|view|response|"
    r"reply|note|opinion|line|comment|take|answer|thought|"
    r"submission|perspective)s?\b|in (?:my|his|her) own (?:right|name|capacity)|"
    r"(?:speak|answer|writ|repl|respond|comment)\w{0,4} (?:only |just |purely |solely )?(?:for|as) "
    r"(?:myself|no one but|nobody but)|(?:something|this|it) (?:is )?(?:just |only )?(?:for|from) myself|"
    r"for my own part|(?:my|on my|in my|with my) own (?:views?|account|answers?|comments?|opinions?|thoughts?|"
    r"words?|behalf)|(?:^|[,.:;-] ?)own (?:views?|opinions?|comments?|account|right)\b|my opinions? only|"
    r"these are (?:entirely |only )?my own|from me and not|on my own account|"
    r"views? (?:here |above |below )?(?:are|is) (?:entirely |purely |only )?(?:my own|mine)|"
    r"(?:i|am|i'm|me|respond(?:ing)?|reply(?:ing)?|writ(?:e|ing)|answer(?:ing)?) (?:\w{2,9} ){0,3}?"
    r"(?:as (?:a|an) (?:individual|private|councillor|member of (?:staff|the public)|citizen|resident)|"
    r"individually)|private(?:ly)? individual|"
    r"not (?:\w{3,10} ){0,3}(?:on behalf of|for|as) (?:my|our|the) (?:employer|organisation|department|"
    r"ministry|board|service|team|region|trust|council|union|journal|office|chair|director|university)\b)"
)
_HOUSE = (
    r"(?:the|our) (?:association|alliance|board|trust|society|institute|network|union|committee|council|league|"
    r"service|bureau|region|inspectorate|secretariat|charity|fund|chair|manager|director)"
)
_NOT_THEIRS = phrase(
    _HOUSE + r" (?:as such |as a whole |itself )?(?:will|shall|is going to|may|has|is|'ll) (?:be |also )?"
    r"(?:respon\w{1,5}|repl\w{1,4}|answer\w{0,3}|writ\w{1,4}|hearing|speak\w{0,3}|submit\w{0,4}) "
    r"(?:\w{1,12} ){0,2}?(?:nationally|separately|itself|themsel\w{1,3}|in its own|on its own|for (?:the|it|us all))|"
    r"\bfrom " + _HOUSE + r" (?:nationally|separately|itself|in due course)|"
    r"\b(?:isn't|aren't|not|n't) (?:on )?(?:its|their|his|her|(?:\w{3,20}'s)) (?:behalf|views?|position|line)\b|"
    r"\bnot (?:from |for |to be taken as |speaking for |on behalf of )?" + _HOUSE + r"\b|"
    r"\b(?:our|the|my) (?:manager|director|chair|head|chief executive) (?:should|will|must) (?:answer|reply|respond)|"
    r"\bnot (?:a|an|the|my|our) (?:\w{3,20} ){0,3}(?:position|view|line|policy)\b|\b(?:not|rather than|"
    r"and not) (?:the|my|our) \w{3,20}'s?\b(?! (?:area|remit|job|place|role|business|field|patch|fault|"
    r"intention|focus))"
)
_NOT_FOR = phrase(
    r"\b(?:will|may|might|is|are|going to|intends? to|to) (?:be )?(?:\w{2,12} )?(?:writ\w{1,4}|repl\w{1,4}|"
    r"respon\w{1,5}|submit\w{0,4}|answer\w{0,3}|speak\w{0,3}|send\w{0,3}) (?:to you |in )?(?:separately|"
    r"themselves|himself|herself|its own|their own|for (?:them|him|her|it)sel\w{1,3}|on its behalf)\b|"
    r"\b(?:not|n't) (?:\w{3,12} ){0,4}?(?:on behalf of|for|the (?:\w{3,12} )?(?:views?|reply|response|"
    r"position) of|come from|represent|speak for|the (?:\w{3,12} )?line of|agreed (?:with|by))\b"
)
_SENTENCE = re.compile(r"[^.!?\n]{1,500}(?:\.(?=[^\s])[^.!?\n]{1,300}){0,6}[.!?\n]?")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that says for whom the mail speaks.

    `joint` for several, `whole` for all of a group; `lists` where it is somebody's answer, "comments for A and B".
    """

    text: str
    evidence: Evidence
    proxy: bool
    joint: bool
    whole: bool
    lists: bool = False


def find_claims(facts: Facts) -> tuple[Claim, ...]:
    """The sentences in which the sender says for whom they write; sentences about others' replies are none."""
    subject = (Piece("subject", 0, facts.bare_subject),)
    found = []
    for piece in (*subject, *facts.body, *facts.attached):
        for text, span in _sentences(piece):
            claim = _read(text, span, facts)
            if claim:
                found.append(claim)
    return tuple(found)


def speaks_privately(facts: Facts) -> Evidence | None:
    """Where the sender says that they do not write for their organisation."""
    subject = _PERSONAL.search(facts.bare_subject)
    if subject:
        return Evidence("personal-capacity", subject.group())
    return facts.find("personal-capacity", _PERSONAL) or facts.find("personal-capacity", _PERSONAL, facts.attached)


def disowns_host(facts: Facts) -> bool:
    """Whether the mail says that it is not the answer of the body whose address it comes from."""
    return any(_NOT_THEIRS.search(p.text) for p in (*facts.body, *facts.attached))


def find_disowned(facts: Facts) -> tuple[str, ...]:
    """The sentences that say for whom the mail does not speak."""
    return tuple(t for p in (*facts.body, *facts.attached) for t, _ in _sentences(p) if _NOT_FOR.search(t))


def sentences_of(facts: Facts) -> Iterator[tuple[str, Span | None]]:
    """The subject, which has no place in a text, and every sentence of the mail itself."""
    yield facts.bare_subject, None
    for piece in facts.body:
        yield from _sentences(piece)


def speaks_for_others(sentence: str) -> bool:
    """Whether a sentence says that somebody answers for themselves, or that this mail is not theirs."""
    return bool(_NOT_FOR.search(sentence))


def _sentences(piece: Piece) -> Iterator[tuple[str, Span]]:
    for m in _SENTENCE.finditer(piece.text[:40_000]):
        yield m.group(), Span(piece.part, piece.start + m.start(), piece.start + m.end())


def _read(text: str, span: Span, facts: Facts) -> Claim | None:
    proxy, joint = bool(_PROXY.search(text)), bool(_JOINT.search(text))
    answer = bool((_TITLE if span.part == "subject" else _THEIR_ANSWER).search(text))
    if not (proxy or joint or answer) or _OTHERS.search(text):
        return None
    in_text = span.part != "subject"
    evidence = Evidence("speaks-for", facts.message.words(span) if in_text else text, span if in_text else None)
    whole = bool(_WHOLE.search(text)) and not _PART.search(text)
    return Claim(text, evidence, proxy, joint, whole, bool(_ANSWER_FOR.search(text)))
