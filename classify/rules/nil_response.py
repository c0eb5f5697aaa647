"""A person has nothing to say: no comments, will not respond, not for us."""

from classify.analysis import Kind
from classify.rules.facts import Facts, phrase
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
            + r"|return)\b(?! (?:received|has been|have been|yet|was|were|until|before|at this (?:stage|point)|for now|so far|at the moment))"
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
            r"suggest)|from (?:us|me|the|our|my|here)(?! (?:yet|so far|for now|at this (?:stage|point)))|(?:that )?(?:we|i)(?:'d| would)? (?:want|wish|would|"
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
        r"\bnothing from (?:\w{2,12} ){0,3}\w{2,12}(?:[.,!\n]|$)|"
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
_BY_OTHERS = Cue(
    phrase(
        r"\b(?:defer|deferring|subscribe|content to leave|happy to leave|leave) (?:it |this |matters? |things )?to ~ "
        r"(?:response|reply|return|submission|association|network|region|board|colleagues|others|heads|those|them|"
        r"national|secretariat)\b|\b(?:response|reply|return|submission|answer)s? (?:\w{2,12} )?(?:covers?|says?|speaks?|"
        r"sets? out|makes?|represents?) (?:\w{2,12} ){0,2}(?:everything|all|anything|for (?:us|all|me|the)|"
        r"it better|what we|the points)|"
        r"\b(?:no|not|n't|without|never) (?:\w{1,10} ){0,4}?(?:a )?separate(?:ly)?\b|"
        r"\bseparate (?:response|reply|return|submission) (?:\w{2,8} ){0,2}(?:no|not|un)|"
        r"\b(?:treat|take|count|regard|consider) (?:that|it|theirs|their \w{3,12}|hers|his) as (?:ours|mine|our|covering)|"
        r"\b(?:not|n't) (?:be )?(?:send|sending|submit|submitting|putting in|doing|adding) (?:our|my|one of our) own\b"
    ),
    STRONG,
    "by-others",
)
_UNFIT = Cue(
    phrase(
        r"\b(?:not|n't|hardly|scarcely|un) ?(?:\w{2,9} ){0,3}?(?:qualified|equipped|know enough|know where to start|"
        r"the right (?:person|people|body|place|organisation)|someone who|competent|in a position|close enough)\b|"
        r"\bwrong (?:person|people|fella|man|woman|body|organisation|address|trust|company|place|\w{3,12}, we)\b|"
        r"\b(?:not|n't|isn't|never|hardly) (?:\w{2,9} ){0,2}?(?:for us|for me|our (?:thing|bag|area|field|line|patch|"
        r"remit|concern|subject)|one for|something (?:we|i|that)|relevant|applicable)\b|"
        r"\bno (?:\w{3,12} )?(?:role|remit|locus|involvement|dealings|interest|connection|responsib\w{3,8}|"
        r"business|stake|horse)\b|\brecus\w{2,4}|\bconflict of interest\b|"
        r"\b(?:not|n't|in) ?(?:\w{2,9} ){0,2}?(?:proper|appropriate|right|wise|fitting|our place|my place) (?:for|that|"
        r"to)\b"
    ),
    FAIR,
    "not-ours",
)
_SHORT_NO = Cue(
    phrase(
        r"\b(?:a|it's|that's|so it's|so that's|resounding|respectful|polite|firm) (?:a )?(?:no|nothing|nil|blank|pass|shrug|"
        r"blank sheet) (?:from|for|on|this|then|thank|i'm afraid)|\b(?:blank|silence|nowt|zilch|nil|pass|nothing) from "
        r"(?:us|me|here|this|the|our|my|(?-i:[A-Z])\w+)|\b(?:consider|count|mark|put|record|regard|treat|note|log) "
        r"(?:us|me|this|it|ours|our \w{3,10}|\w{3,14}) (?:down |please )?(?:as |a |an |for )?(?:\"|')?(?:silent|nil|no (?:view|"
        r"comment|response|return|opinion|reply)|having no|not (?:responding|taking|replying)|a (?:nil|no)|closed|out|blank)|"
        r"\bline through (?:my|our|the) name|\bstrike (?:me|us) off|\bcrack on|\b(?:go|carry|press|get|do) (?:ahead|on) "
        r"without|\bnot (?:to )?(?:be )?expect(?:ed)? (?:a |any |anything|one)|\bno reply (?:should|need)|"
        r"\b(?:decision|answer|view|conclusion|upshot) (?:was|is|which is|being) (?:\w{2,9} )?(?:not to|no\b|against)|"
        r"\b(?:decided|voted|came down|resolved|agreed) (?:\w{2,9} )?(?:against|not to|to leave it|to pass|to sit)|"
        r"\b(?:did not|didn't) take (?:it|that|this|you) up|\bdeclin(?:e|ed|es|ing)\b|"
        r"\bno (?:response|reply|submission|return) (?:will|is to|can) be (?:made|sent|given)\b|\b(?:not|n't) going to (?:pretend|trouble|bother|burden)|"
        r"\b(?:not|n't) (?:propose|intend|want|wish) to (?:trouble|bother|burden|detain)|"
        r"\b(?:isn't|not|won't be|n't be) (?:a |any |anything |one )?(?:response|reply|return|submission)? ?(?:coming|"
        r"forthcoming)|\b(?:won't|will not|not|n't) (?:\w{2,9} )?have (?:anything|a response|a reply|something|one) for you|"
        r"\b(?:content|happy|fine|comfortable) (?:\w{2,9} )?(?:for|with) (?:you|the inspectorate|this) (?:\w{2,12} )?to "
        r"(?:proceed|go ahead|carry on|press on|get on)|\b(?:content|happy) for (?:you|this|it) to (?:go|proceed)|"
        r"\bni fydd(?:wn|af|) yn (?:cyflwyno|ymateb|cynnig)|\bdoes (?:gan|gen)\w* (?:\w{1,12} ){0,4}?(?:dim|sylwadau)|"
        r"\bdim (?:byd|sylwadau|ymateb)"
    ),
    STRONG,
    "declines",
)
_NOTHING_THAT = Cue(
    phrase(
        r"\b(?:nothing|n't anything|not anything|nowt|little|no-?one|nobody|none of us|neither|nor) (?:\w{1,12} ){0,4}?"
        r"(?:to|that|which|wishes|wants|would|could|can|has|have)\b[^.!?\n]{0,30}\b(?:add|say|said|contribute|comment|feed|"
        r"put|offer|send|submit|suggest|raise|help|reply|respond|answer|care to|led to)\b|"
        r"\b(?:nothing|nobody|no one|none) (?:was|were|has been|have been) (?:received|forthcoming|offered|raised|sent)|"
        r"\b(?:and|were|views|comments|responses|suggestions) none (?:were|was|came)"
    ),
    FAIR + 0.5,
    "nothing",
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


_MORE = (_BY_OTHERS, _UNFIT, _SHORT_NO, _NOTHING_THAT)


def _find(facts: Facts) -> Hit | None:
    hit = weigh("nil-response", (*_CUES, _REFUSES, _SAYS_NOTHING, _CONTENT, _LEAVES, *_MORE), facts)
    if hit is None:
        return None
    return Hit(hit.strength if facts.body_words <= 180 else hit.strength - WEAK, hit.evidence)


RULE = Rule("nil-response", "the statement that there is nothing to say", Kind.NIL_RESPONSE, _find)
