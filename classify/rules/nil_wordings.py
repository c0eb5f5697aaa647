"""Other ways to say that one has nothing to say: others speak for us, it is not ours, a short no."""

from classify.rules.facts import phrase
from classify.rules.rule import FAIR, STRONG, Cue

_BY_OTHERS = Cue(
    phrase(
        r"\b(?:defer|deferring|subscribe|content to leave|happy to leave|leave) (?:it |this |matters? |things )?to ~ "
        r"(?:response|reply|return|submission|association|network|region|board|colleagues|others|heads|those|them|"
        r"national|secretariat)\b|\b(?:response|reply|return|submission|answer)s? (?:\w{2,12} )?(?:covers?|"
        r"says?|speaks?|"
        r"sets? out|makes?|represents?) (?:\w{2,12} ){0,2}(?:everything|all|anything|for (?:us|all|me|the)|"
        r"it better|what we|the points)|"
        r"\b(?:no|not|n't|without|never) (?:\w{1,10} ){0,4}?(?:a )?separate(?:ly)?\b|"
        r"\bseparate (?:response|reply|return|submission) (?:\w{2,8} ){0,2}(?:no|not|un)|"
        r"\b(?:treat|take|count|regard|consider) (?:that|it|theirs|their \w{3,12}|hers|his) as (?:ours|mine|our|"
        r"covering)|"
        r"\b(?:not|n't) (?:be )?(?:send|sending|submit|submitting|putting in|doing|adding) (?:our|my|one of our) own\b"
    ),
    STRONG,
    "by-others",
)
_UNFIT = Cue(
    phrase(
        r"\bothers (?:\w{2,9} ){0,5}(?:better|more|further)\b|\b(?:not|n't|hardly|scarcely|"
        r"un) ?(?:\w{2,9} ){0,3}?(?:qualified|equipped|know enough|know where to start|"
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
        r"\b(?:a|it's|that's|so it's|so that's|resounding|respectful|polite|firm) (?:a )?(?:no|nothing|nil|"
        r"blank|pass|shrug|"
        r"blank sheet) (?:from|for|on|this|then|thank|i'm afraid)|\b(?:blank|silence|nowt|zilch|nil|pass|nothing) from "
        r"(?:us|me|here|this|the|our|my|(?-i:[A-Z])\w+)(?! (?:yet|so far|for now|at this))|\b(?:consider|count|"
        r"mark|put|record|regard|treat|note|log) "
        r"(?:us|me|this|it|ours|our \w{3,10}|\w{3,14}) (?:down |please )?(?:as |a |an |for )?(?:\"|')?(?:silent|"
        r"nil|no (?:view|"
        r"comment|response|return|opinion|reply)|having no|not (?:responding|taking|replying)|a (?:nil|no)|"
        r"closed|out|blank)|"
        r"\bline through (?:my|our|the) name|\bstrike (?:me|us) off|\bcrack on|\b(?:stay|keep|remain) (?:out of|"
        r"neutral|silent)|\b(?:go|carry|press|get|"
        r"do) (?:ahead|on) "
        r"without|\bnot (?:to )?(?:be )?expect(?:ed)? (?:a |any |anything|one)|\bno reply (?:should|need)|"
        r"\b(?:decision|answer|view|conclusion|upshot) (?:was|is|which is|being) (?:\w{2,9} )?(?:not to|no\b|against)|"
        r"\b(?:decided|voted|came down|resolved|agreed) (?:\w{2,9} )?(?:against|not to|to leave it|to pass|to sit)|"
        r"\b(?:did not|didn't) take (?:it|that|this|you) up|\bdeclin(?:e|ed|es|ing)\b|"
        r"\bno (?:response|reply|submission|return) (?:will|is to|can) be (?:made|sent|given)\b|\b(?:not|"
        r"n't) going to (?:pretend|trouble|bother|burden)|"
        r"\b(?:not|n't) (?:propose|intend|want|wish) to (?:trouble|bother|burden|detain)|"
        r"\b(?:isn't|not|won't be|n't be) (?:a |any |anything |one )?(?:response|reply|return|submission)? ?(?:coming|"
        r"forthcoming)|\b(?:won't|will not|not|n't) (?:\w{2,9} )?have (?:anything|a response|a reply|something|"
        r"one) for you|"
        r"\b(?:content|happy|fine|comfortable) (?:\w{2,9} )?(?:for|with) (?:you|the inspectorate|"
        r"this) (?:\w{2,12} )?to "
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
        r"(?:to|that|which|wishes|wants|would|could|can|has|have)\b[^.!?\n]{0,30}\b(?:add|say|said|contribute|"
        r"comment|feed|"
        r"put|offer|send|submit|suggest|raise|help|reply|respond|answer|care to|led to)\b|"
        r"\b(?:nothing|nobody|no one|none) (?:was|were|has been|have been) (?:received|forthcoming|offered|"
        r"raised|sent)|"
        r"\b(?:and|were|views|comments|responses|suggestions) none (?:were|was|came)"
    ),
    FAIR + 0.5,
    "nothing",
)

MORE_CUES = (_BY_OTHERS, _UNFIT, _SHORT_NO, _NOTHING_THAT)
