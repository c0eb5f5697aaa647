"""A person has nothing to say: no comments, will not respond, not for us."""

from classify.analysis import Kind
from classify.rules.facts import Facts, phrase
from classify.rules.nil_wordings import MORE_CUES
from classify.rules.rule import FAIR, STRONG, WEAK, Cue, Hit, Rule, weigh

_NOT = (
    r"(?:won't|will not|shan't|shall not|wouldn't|would not|(?:not|n't) (?:going|planning|proposing|"
    r"intending|minded) to|do(?:es)?(?:n't| not) (?:propose|intend|plan|wish|want|need|feel able) to|"
    r"unable to|not able to|not in a position to|can't|cannot|not be|prefer not to|rather not)"
)
_SPEAK = (
    r"(?:respond(?:ing)?|repl(?:y|ying)|comment(?:ing)?|contribut(?:e|ing)|submit(?:ting)?|tak(?:e|"
    r"ing) part|participat(?:e|ing)|offer(?:ing)?|provid(?:e|ing)|answer(?:ing)?|put(?:ting)? (?:in|"
    r"anything|something) |mak(?:e|ing) (?:a|any) |send(?:ing)? (?:in )?(?:a |any|one))"
)
_LATER = (
    r"(?! ?(?:to you )?(?:until|before|by|in time|within|this week|today|yet|till|ahead|straight|fully|"
    r"properly|in full))(?![^.!?\n]{0,40}\b(?:until|before|by (?:the|fri|mon|tue|wed|thu|your|\d)|in time|"
    r"deadline|further|beyond|in detail)\b)"
)
_THING = (
    r"(?:comments?|observations?|views?|response|submission|contribution|feedback|suggestions?|input|"
    r"representations?|points?|remarks?|thoughts|opinions?|objections?|evidence|steers?|takers)"
)

_CUES = (
    Cue(
        phrase(
            r"\b(?:no|nil|zero|not any|without) (?:(?:further|other|additional|specific|particular|"
            r"substantive|formal|strong|real|direct|corporate|collective) ){0,2}(?:"
            + _THING
            + r"|return)\b(?! (?:received|has been|have been|yet|was|were|until|before|at this (?:stage|point)|"
            r"for now|so far|at the moment))"
        ),
        STRONG,
        "nothing",
    ),
    Cue(
        phrase(
            r"\b(?:not|n't|never) (?:have|got|having|wish to make|want to make|propose to make|"
            r"intend to make|proposing to make|making|offering?) (?:any|much|a)(?: \w{1,12}){0,2} " + _THING
        ),
        STRONG,
        "nothing",
    ),
    Cue(
        phrase(
            r"\b(?:nothing|n't anything|not anything|nowt) (?:(?:more|further|else|much|really|at all|"
            r"substantive|useful|in particular) ){0,2}(?:to (?:add|say|offer|contribute|report|submit|send|"
            r"suggest)|from (?:us|me|the|our|my|here)(?! (?:yet|so far|for now|at this (?:stage|point)))|"
            r"(?:that )?(?:we|i)(?:'d| would)? (?:want|wish|would|"
            r"need|care|like|feel|can)|coming|(?:for|on) (?:us|me|our|my|this|these))"
        ),
        STRONG,
        "nothing",
    ),
    Cue(
        phrase(
            r"\b(?:won't|will not|not) be (?:anything|a (?:response|reply|submission|return)|one|"
            r"any response) (?:from|on|this)"
        ),
        STRONG,
        "nothing",
    ),
    Cue(phrase(r"\b(?:nil|null|no)[- ](?:return|response|reply)\b"), STRONG, "nothing"),
    Cue(phrase(_NOT + r"(?: \w{1,12}){0,3} " + _SPEAK + _LATER), STRONG, "declines"),
    Cue(
        phrase(
            r"\b(?:declin(?:e|es|ed|ing)|decided (?:not to|against)|chosen not to|opt(?:ed|ing)? (?:out|"
            r"not to)|pass(?:ing)? on|sit(?:ting)? (?:this|it|that)(?: one)?(?: round)? out|"
            r"bow(?:ing)? out|give (?:it|this)(?: one)? a miss|leave (?:it|this|that|them) (?:to|for|"
            r"with) (?:others|those|colleagues|you))"
        ),
        STRONG,
        "declines",
    ),
    Cue(
        phrase(
            r"\b(?:we|i)(?:'ll| will| shall| would)? (?:have to |need to |must )?(?:pass|abstain|skip|"
            r"forgo|refrain)\b(?! (?:it|this|your|the|that|them) (?:on|to))"
        ),
        FAIR,
        "declines",
    ),
    Cue(phrase(r"\b(?:count|leave|take|strike) (?:us|me) (?:out|off)\b|remove (?:us|me) from"), FAIR, "declines"),
    Cue(
        phrase(
            r"\bno (?:response|reply|submission|contribution|return|input) (?:from|will be|is to be|"
            r"on this|this (?:year|time))|not (?:be )?(?:responding|replying|commenting|contributing|"
            r"submitting|participating|taking part|answering)\b" + _LATER
        ),
        STRONG,
        "declines",
    ),
    Cue(
        phrase(
            r"\b(?:outside|beyond|not (?:within|in|part of)|falls? outside|out with|outwith) ~ (?:remit|"
            r"scope|area|responsibilit\w{2,5}|jurisdiction|role|brief|patch|field|competence)"
        ),
        FAIR,
        "not-ours",
    ),
    Cue(
        phrase(
            r"\b(?:isn't|is not|not|aren't|nor) (?:really |quite |one |something |a matter |"
            r"a subject )*(?:for (?:us|me|this office)|our (?:area|field|patch|business)|relevant to|"
            r"best placed|appropriate for|applicable)"
        ),
        FAIR,
        "not-ours",
    ),
    Cue(
        phrase(
            r"\b(?:does(?:n't| not)|do(?:n't| not)) (?:affect|apply to|concern|involve|touch|relate to|"
            r"fall to) (?:us|me|our)|no (?:locus|standing|direct interest|role in)"
        ),
        FAIR,
        "not-ours",
    ),
    Cue(
        phrase(
            r"\b(?:no longer|not any more|n't any more) ~ (?:role|post|area|work|lead|responsib|for me|"
            r"mine)|(?:i(?:'ve| have)?|have) (?:moved|changed|left|retired)"
        ),
        WEAK,
        "moved-on",
    ),
    Cue(
        phrase(
            r"\b(?:content|happy|satisfied|comfortable|fine) ~ (?:as (?:it is|they are|drafted|proposed)|"
            r"with (?:what|the (?:proposals|programme|list)|it|all))"
        ),
        WEAK,
        "content",
    ),
    Cue(
        phrase(
            r"\b(?:do(?:es)? not|don't|doesn't|no) (?:take|hold|express|have) (?:a |any )?(?:position|view|"
            r"opinion)"
        ),
        FAIR,
        "nothing",
    ),
    Cue(
        phrase(r"\bconsider (?:this|it) (?:as )?(?:a |our )?(?:nil|reply|response|answer|closed)|treat this as"),
        WEAK,
        "closes",
    ),
    Cue(
        phrase(
            r"\b(?:nid|ni|does) (?:oes )?(?:gennym|gennyf|gen i|sylwadau|dim)\b|dim (?:sylwadau|"
            r"byd i'w ychwanegu)|ni fyddwn yn ymateb"
        ),
        STRONG,
        "nothing",
    ),
)


_REFUSES = Cue(
    phrase(
        r"\b(?:(?:do|does|wo|ca|would|should|sha|could|is|are)n't|(?:do|does|will|would|should|shall|could|"
        r"is|are|am|be|would rather|policy|prefer|resolved|decided|agreed|better) not|"
        r"cannot|unable|not|nor|never|no (?:capacity|time|resources?|bandwidth|mandate|need|reason|basis|"
        r"authority|grounds)|lack(?:s|ing)?|inappropriate|improper|wrong|too (?:small|stretched|busy|new|"
        r"few|thin)|nobody|no one|refrain\w{0,3}|none)\b"
        r"(?! only| just| yet| able to find| clear| sure)[^.!?\n]{0,70}?\b(?:to |be |from |of |can |wished to |could |"
        r"usefully |will |would )(?:\w{2,12}ly )?(?:respond(?:ing)?|repl(?:y|ying)|comment(?:ing)?|"
        r"contribut(?:e|ing)|submit(?:ting)?|tak(?:e|ing) part|participat(?:e|ing)|"
        r"express(?:ing)?|offer(?:ing)?|say|add|answer(?:ing)?|doing so|do so|input|engag(?:e|ing)|"
        r"feed(?:ing)? in|weigh(?:ing)? in|put(?:ting)? forward)\b" + _LATER + r"(?![^.!?\n]{0,80}\?)"
    ),
    FAIR + 0.5,
    "declines",
)
_SAYS_NOTHING = Cue(
    phrase(
        r"\b(?:do not|don't|does not|doesn't|never) (?:normally |usually |generally |ever |"
        r"as a rule )?(?:respond|reply|comment|contribute|submit|take part|answer)\b"
        + _LATER
        + r"(?![^.!?\n]{0,80}\?)|"
        r"\bno (?:capacity|time|resources?|bandwidth|staff|appetite) (?:for|to)\b(?! (?:now|yet))|"
        r"\bnothing from (?:\w{2,12} ){0,3}\w{2,12}(?<!\byet)(?:[.,!\n]|$)|"
        r"\b(?:say(?:ing)?|add(?:ing)?|offer(?:ing)?|send(?:ing)?|submit(?:ting)?|contribut(?:e|ing)|have|"
        r"hold(?:ing)?|keep(?:ing)?) (?:nothing|silent|quiet|our peace|my peace)\b|"
        r"\b(?:forsworn|foresworn|given up|stopped (?:answering|responding|replying|"
        r"doing)) (?:\w{1,9} ){0,2}(?:consultations|them|these)|\bsilence (?:from|is) (?:us|me|our|my)\b"
    ),
    FAIR + 0.5,
    "nothing",
)
_CONTENT = Cue(
    phrase(
        r"\b(?:all|everything|it all|these all|they all) (?:\w{4,6} )?(?:fine|good|ok|okay|sensible|reasonable|well)\b|"
        r"\b(?:have|has)(?:n't| not) (?:got )?(?:the|enough) (?:people|staff|time|capacity|resources?|"
        r"bandwidth|hours)\b"
    ),
    FAIR,
    "content",
)
_LEAVES = Cue(
    phrase(
        r"\b(?:leave|leaving|defer) (?:this|it|that|these|them|the (?:reply|response|questions?|"
        r"matter))(?: one)?(?: (?:all|entirely|wholly))? to (?!(?:the )?(?:last|next|until|end|\d|"
        r"one side))|"
        r"\b(?:do|manage|go ahead|get on|carry on|proceed) without (?:us|me|our|my|a |anything)|(?:don't|"
        r"do not|no need to) (?:wait|hold (?:up|on|your breath)) for (?:us|me|ours)|\bgive (?:this|it|"
        r"that)(?: one)? a miss"
    ),
    FAIR + 0.5,
    "declines",
)


def _find(facts: Facts) -> Hit | None:
    hit = weigh("nil-response", (*_CUES, _REFUSES, _SAYS_NOTHING, _CONTENT, _LEAVES, *MORE_CUES), facts)
    if hit is None:
        return None
    return Hit(hit.strength if facts.body_words <= 180 else hit.strength - WEAK, hit.evidence)


RULE = Rule("nil-response", "the statement that there is nothing to say", Kind.NIL_RESPONSE, _find)
